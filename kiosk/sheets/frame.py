"""What stands round every screen: the centre's head, the foot bar, the question after silence."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from kiosk import idle
from kiosk.known import Known
from kiosk.sheets.tongue import Tongue
from kiosk.view import NO_PRINTER, Screen, View
from luot.domain.ticket import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Whose hall it is, and what time."""

    kind: str = ""
    name: str = ""
    time: str = ""
    date: str = ""


class FootAct(StrEnum):
    """What a key of the foot bar does."""

    BACK = "back"
    HOME = "home"
    PRINT_AGAIN = "print_again"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True, kw_only=True)
class FootKey:
    """A key of the foot bar; a wide one has its word beside the icon."""

    act: FootAct
    icon: str
    word: str
    wide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Still:
    """The question after silence, with the seconds that are left."""

    question: str = ""
    line: str = ""
    seconds: int = idle.WARN_SECONDS
    unit: str = ""
    yes: str = ""


ICONS: Final = {
    FootAct.BACK: "arrow-left",
    FootAct.HOME: "home",
    FootAct.PRINT_AGAIN: "printer",
    FootAct.LANGUAGE: "language",
}
WIDE: Final = (FootAct.BACK, FootAct.PRINT_AGAIN)


def head(known: Known, now: datetime, tongue: Tongue) -> Head:
    """The head at this minute."""
    centre = known.offer.centre if known.offer else None
    return Head(
        kind=tongue.kind(centre) if centre else "",
        name=tongue.centre(centre) if centre else "",
        time=f"{now:%H:%M}",
        date=tongue.date(now.date()),
    )


def hands_over(view: View) -> bool:
    """Whether the paper is on its way or out, so that the slab points at the slot."""
    return view.paper is None or view.paper.outcome in (None, Paper.PRINTED)


def may_try_again(view: View) -> bool:
    """Whether the printer got nothing of the ticket; one that it holds comes out by itself."""
    paper = view.paper
    return paper is not None and paper.outcome is Paper.NOT_SENT and paper.reason != NO_PRINTER


def _acts(view: View) -> tuple[FootAct, ...]:
    match view.screen:
        case Screen.TICKET if hands_over(view):
            return ()
        case Screen.TICKET if may_try_again(view):
            return (FootAct.PRINT_AGAIN, FootAct.LANGUAGE)
        case Screen.TICKET:
            return (FootAct.LANGUAGE,)
        case _ if view.trail:
            return (FootAct.BACK, FootAct.HOME, FootAct.LANGUAGE)
        case _:
            return (FootAct.LANGUAGE,)


def foot(view: View, tongue: Tongue) -> tuple[FootKey, ...]:
    """The foot bar of a screen; empty where the slab over the slot takes its place."""
    return tuple(
        FootKey(
            act=act,
            icon=ICONS[act],
            word=tongue("language" if act is FootAct.LANGUAGE else f"foot.{act}"),
            wide=act in WIDE,
        )
        for act in _acts(view)
    )


def still(view: View, seconds: float, tongue: Tongue) -> Still | None:
    """The question after silence, or None while someone is there."""
    left = idle.seconds_left(view, seconds)
    if left is None:
        return None
    return Still(
        question=tongue("still.question"),
        line=tongue("still.line"),
        seconds=left,
        unit=tongue("still.seconds"),
        yes=tongue("still.yes"),
    )
