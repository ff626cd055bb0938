"""What was held up to the scanner: a ticket's place and its next step, or what the code is not."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil
from typing import Final, assert_never

from kiosk.known import Known
from kiosk.scan import Say, Scan
from kiosk.sheets import wait
from kiosk.sheets.closed import reopens
from kiosk.sheets.confirm import LATE_SECONDS, name
from kiosk.sheets.tongue import Tongue, dots
from kiosk.usher import errand_of
from kiosk.view import View
from luot.client import Holding
from luot.domain.ticket import State


class Step(StrEnum):
    """What the red button of a scan's screen does."""

    PRINT = "print"
    COME_BACK = "come_back"
    SUPPLEMENT = "supplement"
    NEW = "new"
    GO_ON = "go_on"


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button of the screen."""

    step: Step
    icon: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tint:
    """The colours of a state, by their names in the palette."""

    fill: str = "well"
    ink: str = "ink"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """Something that can be held up to this kiosk."""

    icon: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanSheet:
    """What the screen of a scan says; with a `number` it shows a ticket.

    The figures are of a ticket that waits; `called`: it is its turn. `hints` say what can be
    scanned here. `trouble`: the fault is the hall's, not the code's.
    """

    title: str = ""
    icon: str = ""
    line: str = ""
    number: str = ""
    name: str = ""
    state: str = ""
    tint: Tint = Tint()
    called: bool = False
    trouble: bool = False
    dots: int | None = None
    desk: str = ""
    people: str = ""
    people_word: str = ""
    wait: str = ""
    wait_word: str = ""
    hints_head: str = ""
    hints: tuple[Hint, ...] = ()
    button: Button | None = None
    busy: bool = False
    done: str = ""


ICONS: Final = {
    Step.PRINT: "printer",
    Step.COME_BACK: "arrow-back-up",
    Step.SUPPLEMENT: "file-text",
    Step.NEW: "ticket",
    Step.GO_ON: "check",
}
SAYS: Final = {
    Say.LOOKING: "scan",
    Say.AGED: "circle-check",
    Say.CARD: "circle-check",
    Say.OLD: "calendar",
    Say.UNKNOWN: "help-circle",
    Say.FOREIGN: "scan",
    Say.AWAY: "plug-connected-x",
}
STATES: Final = {
    State.WAITING: ("hourglass", Tint()),
    State.CALLED: ("bell-ringing", Tint(fill="vang", ink="on_vang")),
    State.SERVING: ("player-play", Tint(fill="cham_tint", ink="cham")),
    State.SERVED: ("circle-check", Tint(fill="la_tint", ink="la")),
    State.HELD: ("clock-pause", Tint()),
    State.MISSED: ("user-x", Tint()),
    State.CANCELLED: ("x", Tint(fill="card", ink="ink_2")),
}
ASKED: Final = ("file-text", Tint())
"""A served ticket to which papers are to be added."""
HINTS: Final = (("ticket", "ticket"), ("file-text", "dossier"), ("id", "card"))


def scan(  # noqa: PLR0913
    view: View, known: Known, now: datetime, seconds: float, tongue: Tongue, *, prints: bool
) -> ScanSheet:
    """The screen for what was scanned last; `prints`: this kiosk has a printer."""
    seen, now = view.scan, now + (known.offset or timedelta())
    sheet = (
        _said(seen, known, _patience(seen, seconds), tongue)
        if seen.found is None
        else _found(seen.found, known, now, tongue, prints=prints)
    )
    back = seen.back and seen.found is not None and seen.found.state is State.WAITING
    return replace(
        sheet,
        title=tongue("scan.came_back") if back else sheet.title,
        busy=seen.asked_at is not None,
    )


def _patience(seen: Scan, seconds: float) -> float:
    return 0.0 if seen.asked_at is None else seconds - seen.asked_at


def _said(seen: Scan, known: Known, patience: float, tongue: Tongue) -> ScanSheet:
    """A scan that shows no ticket; the first moment of looking says nothing yet."""
    say = seen.say or Say.LOOKING
    if say is Say.LOOKING and patience < LATE_SECONDS:
        return ScanSheet(icon="")
    foreign = say is Say.FOREIGN
    line = tongue(f"scan.{say}.line")
    if say in (Say.AGED, Say.CARD) and not known.open:
        line = f"{line} {reopens(known, tongue)}"
    return ScanSheet(
        title=tongue(f"scan.{say}.title"),
        icon=SAYS[say],
        line=line,
        trouble=say is Say.AWAY,
        hints_head=tongue("scan.hints") if foreign else "",
        hints=_hints(tongue) if foreign else (),
        button=_after(say, known, tongue),
    )


def _hints(tongue: Tongue) -> tuple[Hint, ...]:
    return tuple(Hint(icon=icon, text=tongue(f"scan.hint.{key}")) for icon, key in HINTS)


def _after(say: Say, known: Known, tongue: Tongue) -> Button | None:
    match say:
        case Say.LOOKING:
            return None
        case Say.OLD | Say.UNKNOWN if known.open:
            return _button(Step.NEW, tongue)
        case _:
            return _button(Step.GO_ON, tongue)


def _button(step: Step, tongue: Tongue, word: str | None = None) -> Button:
    return Button(step=step, icon=ICONS[step], word=tongue(f"scan.step.{word or step}"))


def _found(
    found: Holding, known: Known, now: datetime, tongue: Tongue, *, prints: bool
) -> ScanSheet:
    """A ticket of today."""
    icon, tint = ASKED if found.supplement is not None else STATES[found.state]
    state, line = _state(found, now, tongue)
    button = _next(found, known, now, tongue, prints=prints)
    sheet = ScanSheet(
        title=tongue("ticket.title"),
        icon=icon,
        line=line,
        number=found.number,
        name=name(errand_of(found), known, tongue),
        state=state,
        tint=tint,
        called=found.state is State.CALLED,
        button=button,
        done=tongue("ticket.done"),
    )
    return _with_figures(sheet, found, tongue) if found.state is State.WAITING else sheet


def _with_figures(sheet: ScanSheet, found: Holding, tongue: Tongue) -> ScanSheet:
    """Who is ahead, and how long the last one waited."""
    ahead = found.ahead or 0
    return replace(
        sheet,
        dots=dots(ahead),
        desk=tongue("people.desk"),
        people=tongue.people(ahead),
        people_word=tongue("people.ahead"),
        wait=wait.told(found.last_wait, ahead, tongue),
        wait_word=wait.word(found.last_wait, ahead, tongue),
    )


def _state(found: Holding, now: datetime, tongue: Tongue) -> tuple[str, str]:
    """The word for where a ticket is, and a sentence for its holder."""
    at = {"n": found.counter}
    match found.state:
        case State.CALLED:
            return tongue("scan.called.state", **at), tongue("scan.called.line")
        case State.SERVING | State.HELD as state:
            return tongue.words(f"state.{state}"), tongue(f"scan.{state}.line", **at)
        case State.SERVED if found.supplement is not None:
            return tongue("scan.supplement.state"), tongue("scan.supplement.line")
        case State.MISSED as state:
            return tongue.words(f"state.{state}"), _missed(found, now, tongue)
        case State.WAITING | State.SERVED | State.CANCELLED as state:
            return tongue.words(f"state.{state}"), tongue(f"scan.{state}.line")
        case _:
            assert_never(found.state)


def _left(found: Holding, now: datetime) -> timedelta | None:
    """How long a missed ticket may still return; None where it may not."""
    left = None if found.return_until is None else found.return_until - now
    return left if left is not None and left > timedelta() else None


def _missed(found: Holding, now: datetime, tongue: Tongue) -> str:
    if found.return_until is None:
        return tongue("scan.missed.used")
    left = _left(found, now)
    if left is None:
        return tongue("scan.missed.late")
    minutes = ceil(left / timedelta(minutes=1))
    return tongue.count("scan.missed.line", minutes)


def _next(
    found: Holding, known: Known, now: datetime, tongue: Tongue, *, prints: bool
) -> Button | None:
    """The one thing that the holder of a ticket can do here."""
    match found.state:
        case State.WAITING:
            return _button(Step.PRINT, tongue, None if prints else "keep")
        case State.MISSED if _left(found, now) is not None:
            return _button(Step.COME_BACK, tongue)
        case State.SERVED if found.supplement is not None:
            return _button(Step.SUPPLEMENT, tongue)
        case State.MISSED | State.SERVED | State.CANCELLED if known.open:
            return _button(Step.NEW, tongue)
        case _:
            return None
