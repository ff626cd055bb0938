"""Keeps staff told of how the kiosk's printer is, so that nobody has to telephone."""

import logging
from typing import Final, Protocol

from kiosk.clock import Clock
from kiosk.hands import Hands, tried
from kiosk.view import PrinterNews, PrinterState
from luot.client import Away, Refused

log = logging.getLogger(__name__)

RETRY_SECONDS: Final = 3.0
LONGEST_TARGET: Final = 200  # that the server takes
REPORT_SECONDS: Final = 60.0
"""The server takes a printer of which it has heard nothing for three minutes for silent."""


class Staff(Protocol):
    """Where staff see how the printers are."""

    def report_printer(
        self, *, trouble: str | None, paper_low: bool, roll_metres: float | None, target: str
    ) -> bool:
        """Tell how this kiosk's printer is; whether a page of the staff is open that shows it."""


class Watch:
    """What is known of the printer, and what the server has heard of it.

    Each change is told at once and everything once a minute. What does not get through is not
    kept: the next report says how the printer is by then.
    """

    def __init__(self, *, staff: Staff, target: str, net: Hands, clock: Clock) -> None:
        self._staff = staff
        self._target = target[:LONGEST_TARGET]
        self._net = net
        self._clock = clock
        self._state: PrinterState | None = None
        self._heard: PrinterState | None = None
        self._seen = False
        self._sending = False
        self._due = 0.0

    @property
    def news(self) -> PrinterNews:
        """What citizens may hear of it: that staff were told only if a page of theirs says so."""
        trouble = self._state.trouble if self._state else None
        told = self._seen and self._up_to_date
        return PrinterNews(trouble=trouble, staff_told=told and trouble is not None)

    def learn(self, state: PrinterState) -> None:
        """The printer is like this now; the metres of its roll may wait for the minute."""
        before, self._state = self._state, state
        if before is None or before.shown != state.shown:
            self._send()

    def tick(self) -> None:
        """Tell what is due."""
        if self._clock.seconds() >= self._due:
            self._send()

    @property
    def _up_to_date(self) -> bool:
        """Whether the server would show how the printer is now."""
        heard, state = self._heard, self._state
        return heard is not None and state is not None and heard.shown == state.shown

    def _send(self) -> None:
        state = self._state
        if state is None or self._sending:
            return
        self._sending = True
        broken = Away("it broke on the way")
        self._net.run(
            lambda: tried(lambda: self._tell(state), broken),
            lambda answer: self._answered(state, answer),
        )

    def _tell(self, state: PrinterState) -> bool | Away | Refused:
        """Whether staff see it, or why the server has not taken it."""
        try:
            return self._staff.report_printer(
                trouble=state.trouble,
                paper_low=state.paper_low,
                roll_metres=state.roll_metres,
                target=self._target,
            )
        except (Away, Refused) as failure:
            return failure

    def _answered(self, state: PrinterState, answer: bool | Away | Refused) -> None:  # noqa: FBT001
        self._sending = False
        pause = REPORT_SECONDS
        match answer:
            case Away():
                log.info("the printer's state is not told: %s", answer)
                pause = RETRY_SECONDS
            case Refused():
                log.warning("the printer's state was refused: %s", answer)
            case _:
                self._heard, self._seen = state, answer
        self._due = self._clock.seconds() + pause
        if self._state is not None and self._state.shown != state.shown:
            self._send()
