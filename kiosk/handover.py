"""Hands a number over: gets its paper out, and tells the server what became of it."""

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol
from uuid import uuid4

from kiosk.clock import Clock
from kiosk.hands import Hands
from kiosk.view import Errand, PaperNews
from luot.client import Away, Issued, Refused
from luot.domain.ticket import Paper

log = logging.getLogger(__name__)

RETRY_SECONDS: Final = 3.0


class Papers(Protocol):
    """The kiosk's printer."""

    def print(self, issued: Issued, errand: Errand, lang: str) -> PaperNews:
        """Print a ticket and wait until its fate is known."""


class Ledger(Protocol):
    """Where the server keeps what became of the papers."""

    def report_paper(self, ticket: str, outcome: str, *, key: str | None = None) -> object:
        """Put on record what became of a paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One piece of news for the server, under the key that makes it safe to repeat."""

    ticket: str
    outcome: Paper
    key: str


class Handover:
    """Prints on hands of its own, so that a slow printer never delays the next number.

    Reports that do not get through wait and are sent again in their order.
    """

    def __init__(
        self, *, ledger: Ledger, papers: Papers | None, net: Hands, press: Hands, clock: Clock
    ) -> None:
        self._ledger = ledger
        self._papers = papers
        self._net = net
        self._press = press
        self._clock = clock
        self._waiting: deque[Report] = deque()
        self._sending = False
        self._due = 0.0

    @property
    def prints(self) -> bool:
        """Whether this kiosk has a printer at all."""
        return self._papers is not None

    def print(
        self, issued: Issued, errand: Errand, lang: str, told: Callable[[str, PaperNews], None]
    ) -> None:
        """Print a ticket; `told` hears what became of the paper."""
        papers = self._papers
        if papers is None:
            self._printed(issued.id, PaperNews(outcome=Paper.NOT_SENT, reason="no-printer"), told)
            return
        self._press.run(
            lambda: papers.print(issued, errand, lang),
            lambda news: self._printed(issued.id, news, told),
        )

    def report(self, ticket: str, outcome: Paper) -> None:
        """Tell the server what became of a paper."""
        self._waiting.append(Report(ticket=ticket, outcome=outcome, key=str(uuid4())))
        self._send()

    def tick(self) -> None:
        """Send again what did not get through."""
        if self._clock.seconds() >= self._due:
            self._send()

    def _printed(
        self, ticket: str, news: PaperNews, told: Callable[[str, PaperNews], None]
    ) -> None:
        if news.outcome is not None:
            self.report(ticket, news.outcome)
        told(ticket, news)

    def _send(self) -> None:
        if self._sending or not self._waiting:
            return
        self._sending = True
        report = self._waiting[0]
        self._net.run(lambda: self._deliver(report), self._delivered)

    def _deliver(self, report: Report) -> bool:
        """Whether the server has heard it, or will never hear it."""
        try:
            self._ledger.report_paper(report.ticket, report.outcome.value, key=report.key)
        except Away as away:
            log.info("a report waits: %s", away)
            return False
        except Refused as refused:
            log.warning("a report was refused: %s", refused)
        return True

    def _delivered(self, heard: bool) -> None:  # noqa: FBT001
        self._sending = False
        if not heard:
            self._due = self._clock.seconds() + RETRY_SECONDS
            return
        self._waiting.popleft()
        self._send()
