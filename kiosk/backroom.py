"""The staff's room behind the glass: a PIN at its door, and what may be done inside."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Protocol, assert_never

from kiosk.clock import Clock
from kiosk.hands import Hands, tried
from kiosk.pin import LONGEST, Pin
from luot.domain.ticket import Paper

log = logging.getLogger(__name__)

MOST_WRONG: Final = 5
PAUSE_SECONDS: Final = 300.0
LEAVES_AFTER: Final = 60.0


class Act(StrEnum):
    """What staff may do at the kiosk; the words are under `kiosk.staff`."""

    TEST_PAGE = "test_page"
    NEW_ROLL = "new_roll"
    REST = "rest"
    REOPEN = "reopen"
    RESTART = "restart"
    SOFTER = "softer"
    LOUDER = "louder"


class Bench(Protocol):
    """What can be done at the printer; calls take seconds."""

    @property
    def counts(self) -> bool:
        """Whether the paper roll is counted."""

    def try_out(self) -> str:
        """Print a test page; the outcome's code, a key under `printer.outcome`."""

    def new_roll(self) -> None:
        """A new paper roll is in; OSError where that cannot be kept."""


class Sign(Protocol):
    """The sign "out of service" that outlives a restart."""

    @property
    def up(self) -> bool:
        """Whether it hangs."""

    def hang(self) -> None:
        """Hang it up."""

    def take_down(self) -> None:
        """Take it down."""


class Speaker(Protocol):
    """The kiosk's loudspeaker."""

    @property
    def level(self) -> int:
        """How loud it is, from 0, silence."""

    @property
    def broken(self) -> bool:
        """Whether it made no sound when it last should have."""

    def turn(self, steps: int) -> None:
        """Louder or softer, and a tone to hear how loud that is."""

    def keep(self) -> None:
        """Keep how loud it is; takes a moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Someone at the door, or inside.

    `told` is what became of the last act: a key under `kiosk.staff.told`, and perhaps a printer's
    outcome. Times are the clock's seconds.
    """

    inside: bool = False
    typed: str = ""
    checking: bool = False
    wrong: bool = False
    busy: Act | None = None
    told: tuple[str, str] | None = None
    stirred_at: float = 0.0


class Backroom:
    """What staff touch; without a PIN the door stays shut."""

    def __init__(  # noqa: PLR0913  # all that it has to do with
        self,
        *,
        pin: Pin | None,
        bench: Bench | None,
        sign: Sign,
        net: Hands,
        press: Hands,
        clock: Clock,
        speaker: Speaker | None = None,
        no_pin: str = "",
    ) -> None:
        self._pin = pin
        self._bench = bench
        self._sign = sign
        self._net = net
        self._press = press
        self._clock = clock
        self._no_pin = no_pin
        self.speaker = speaker
        self._wrong = 0
        self._paused_until = float("-inf")
        self.room: Room | None = None
        self.restart: Callable[[], None] = lambda: None

    @property
    def acts(self) -> tuple[Act, ...]:
        """What can be done now, in the order of the buttons."""
        bench = self._bench
        printing = (Act.TEST_PAGE,) if bench else ()
        rolls = (Act.NEW_ROLL,) if bench and bench.counts else ()
        return (*printing, *rolls, Act.REOPEN if self._sign.up else Act.REST, Act.RESTART)

    @property
    def pause(self) -> float:
        """Seconds until the door can be tried again."""
        return max(0.0, self._paused_until - self._clock.seconds())

    def knock(self) -> None:
        """Someone held a finger on the corner of the head."""
        if self._pin is None:
            log.warning(self._no_pin)
        elif self.room is None:
            self.room = Room(stirred_at=self._clock.seconds())

    def leave(self) -> None:
        """Back to the citizens."""
        self.room = None

    def stir(self) -> None:
        """Someone touched the glass."""
        if self.room is not None:
            self.room = replace(self.room, stirred_at=self._clock.seconds())

    def tick(self) -> None:
        """Whoever went away without a word is gone."""
        room = self.room
        if room is not None and self._clock.seconds() - room.stirred_at >= LEAVES_AFTER:
            self.leave()

    def type(self, digit: str) -> None:
        """One digit more."""
        room = self.room
        if room is not None and not room.inside and not self.pause and not room.checking:
            self.room = replace(room, typed=(room.typed + digit)[:LONGEST], wrong=False)

    def erase(self) -> None:
        """One digit less."""
        if self.room is not None:
            self.room = replace(self.room, typed=self.room.typed[:-1], wrong=False)

    def enter(self) -> None:
        """Try what was typed."""
        room, pin = self.room, self._pin
        if room is None or pin is None or not room.typed or room.checking:
            return
        self.room = replace(room, checking=True)
        self._net.run(lambda: tried(lambda: pin.fits(room.typed), otherwise=False), self._tried)

    def act(self, act: Act) -> None:
        """Do what staff ask for, inside."""
        room = self.room
        if room is None or not room.inside or room.busy is not None:
            return
        match act:
            case Act.TEST_PAGE:
                self._try_out()
            case Act.NEW_ROLL:
                self._new_roll()
            case Act.REST:
                self._sign.hang()
                self.leave()
            case Act.REOPEN:
                self._sign.take_down()
                self.leave()
            case Act.RESTART:
                self.restart()
            case Act.SOFTER:
                self._turn(-1)
            case Act.LOUDER:
                self._turn(1)
            case _:
                assert_never(act)

    def _tried(self, fits: bool) -> None:  # noqa: FBT001
        room = self.room
        if fits:
            self._wrong = 0
        else:
            self._wrong += 1
        if self._wrong >= MOST_WRONG:
            self._wrong = 0
            self._paused_until = self._clock.seconds() + PAUSE_SECONDS
            log.warning("the staff's room was tried with %d wrong PINs", MOST_WRONG)
        # Whoever typed it may have left by now, and somebody else may stand at the door.
        if room is not None and room.checking:
            self.room = replace(room, typed="", checking=False, inside=fits, wrong=not fits)

    def _turn(self, steps: int) -> None:
        if self.speaker is not None:
            self.speaker.turn(steps)
            self._press.run(self.speaker.keep, lambda _: None)

    def _try_out(self) -> None:
        bench = self._bench
        if bench is not None:
            self._busy(Act.TEST_PAGE)
            self._press.run(
                lambda: tried(bench.try_out, Paper.UNKNOWN.value),
                lambda outcome: self._done("test_page", outcome),
            )

    def _new_roll(self) -> None:
        bench = self._bench
        if bench is not None:
            self._busy(Act.NEW_ROLL)
            self._press.run(lambda: _kept(bench), self._done)

    def _busy(self, act: Act) -> None:
        if self.room is not None:
            self.room = replace(self.room, busy=act, told=None)

    def _done(self, key: str, outcome: str = "") -> None:
        if self.room is not None:
            now = self._clock.seconds()
            self.room = replace(self.room, busy=None, told=(key, outcome), stirred_at=now)


def _kept(bench: Bench) -> str:
    """The key of what to tell about a new roll."""
    try:
        bench.new_roll()
    except OSError:
        log.exception("the new paper roll cannot be kept")
        return "not_kept"
    return "new_roll"
