"""What stands round every screen: the centre's head, the foot bar, the question after silence."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from kiosk import idle, speaking
from kiosk.bands import Shape
from kiosk.known import Known
from kiosk.sheets.tongue import Tongue
from kiosk.view import NO_PRINTER, Screen, View
from luot import words
from luot.domain.ticket import Paper
from luot.words import LANGUAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Whose hall it is, and what time."""

    kind: str = ""
    name: str = ""
    time: str = ""
    date: str = ""
    note: str = ""


class FootAct(StrEnum):
    """What a key of the foot bar does."""

    BACK = "back"
    HOME = "home"
    PRINT_AGAIN = "print_again"
    LARGE = "large"
    CONTRAST = "contrast"
    LOW = "low"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True, kw_only=True)
class FootKey:
    """A key of the foot bar; a wide one has its word beside the icon.

    `on`: it switched something on; its word then says what the next touch brings. `widest` are the
    words that it must have room for.
    """

    act: FootAct
    icon: str
    word: str
    wide: bool = False
    on: bool = False
    widest: tuple[str, ...] = ()


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
    FootAct.LARGE: "text-size",
    FootAct.CONTRAST: "contrast",
    FootAct.LOW: "disabled",
    FootAct.LANGUAGE: "language",
}
WIDE: Final = (FootAct.BACK, FootAct.PRINT_AGAIN)
MOST_WITH_WIDE: Final = 5
"""With more keys than this in the bar none has room for its word beside the icon."""

LISTS: Final = (Screen.HOME, Screen.FIELD, Screen.SEARCH)
"""Screens whose upper part is empty while everything to touch is low down."""


def head(known: Known, now: datetime, tongue: Tongue, view: View | None = None) -> Head:
    """The head at this minute; its note says where everything went that was within reach above."""
    low = view is not None and view.low and view.screen in LISTS
    centre = known.offer.centre if known.offer else None
    return Head(
        kind=tongue.kind(centre) if centre else "",
        name=tongue.centre(centre) if centre else "",
        time=f"{now:%H:%M}",
        date=tongue.date(now.date()),
        note=tongue("foot.low_note") if low else "",
    )


def hands_over(view: View) -> bool:
    """Whether the paper is on its way or out, so that the slab points at the slot."""
    return view.paper is None or view.paper.outcome in (None, Paper.PRINTED)


def may_try_again(view: View) -> bool:
    """Whether the printer got nothing of the ticket; one that it holds comes out by itself."""
    paper = view.paper
    return paper is not None and paper.outcome is Paper.NOT_SENT and paper.reason != NO_PRINTER


def _acts(view: View) -> tuple[FootAct, ...]:
    if view.languages:
        return (FootAct.BACK, FootAct.LARGE, FootAct.CONTRAST, FootAct.LOW)
    match view.screen:
        case Screen.TICKET if hands_over(view):
            return ()
        case Screen.TICKET if may_try_again(view):
            return (FootAct.PRINT_AGAIN, FootAct.LARGE, FootAct.CONTRAST, FootAct.LANGUAGE)
        case Screen.TICKET:
            return (FootAct.LARGE, FootAct.CONTRAST, FootAct.LANGUAGE)
        case Screen.CLOSED:
            return (FootAct.LANGUAGE, FootAct.LARGE, FootAct.LOW)
        case Screen.TROUBLE if view.trail:
            modes = (FootAct.LARGE, FootAct.CONTRAST, FootAct.LANGUAGE)
            return (FootAct.BACK, FootAct.HOME, *modes)
        case Screen.TROUBLE:
            return (FootAct.LANGUAGE, FootAct.LARGE, FootAct.CONTRAST)
        case _ if view.trail:
            needs = (FootAct.LARGE, FootAct.CONTRAST, FootAct.LOW, FootAct.LANGUAGE)
            return (FootAct.BACK, FootAct.HOME, *needs)
        case _:
            return (FootAct.LANGUAGE, FootAct.LARGE, FootAct.CONTRAST, FootAct.LOW)


NEEDLESS: Final = {
    Shape.TALL: (),
    # Its letters are the large ones as it stands.
    Shape.SMALL: (FootAct.LARGE,),
    # A wide panel is no higher than the low part of a tall one.
    Shape.WIDE: (FootAct.LOW,),
}


def foot(
    view: View,
    tongue: Tongue,
    shape: Shape = Shape.TALL,
    languages: tuple[str, ...] = LANGUAGES,
) -> tuple[FootKey, ...]:
    """The foot bar of a screen; empty where the slab over the slot takes its place."""
    needless = NEEDLESS[shape] if len(languages) > 1 else (*NEEDLESS[shape], FootAct.LANGUAGE)
    acts = [act for act in _acts(view) if act not in needless]
    roomy = len(acts) <= MOST_WITH_WIDE
    return tuple(_key(act, view, tongue, languages, roomy=roomy) for act in acts)


def _key(
    act: FootAct, view: View, tongue: Tongue, languages: tuple[str, ...], *, roomy: bool
) -> FootKey:
    on, said = _switch(act, view, tongue, languages)
    return FootKey(
        act=act,
        icon=ICONS[act],
        word=said[-1 if on else 0],
        wide=roomy and act in WIDE,
        on=on,
        widest=said,
    )


def _switch(
    act: FootAct, view: View, tongue: Tongue, languages: tuple[str, ...]
) -> tuple[bool, tuple[str, ...]]:
    """Whether a key has switched something on, and its words while it has not and while it has."""
    switches = {
        FootAct.LARGE: view.large,
        FootAct.CONTRAST: view.contrast,
        FootAct.LOW: view.low,
    }
    if act in switches:
        return switches[act], (tongue(f"foot.{act}"), tongue(f"foot.{act}_off"))
    if act is FootAct.LANGUAGE:
        return False, (_tongues(view, tongue, languages),)
    return False, (tongue(f"foot.{act}"),)


def _tongues(view: View, tongue: Tongue, languages: tuple[str, ...]) -> str:
    """What the key for languages says: the other one's own name, or that there are several."""
    if len(languages) > speaking.MOST_TO_TOGGLE:
        return tongue("foot.language")
    return words.languages()[speaking.other(view.lang, languages)].name


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
