"""A question of its own with its answers: which class of priority, a long wait, a life event."""

from dataclasses import dataclass
from typing import Final, assert_never

from kiosk.known import Known
from kiosk.sheets.tongue import Tongue
from kiosk.sheets.wait import lines
from kiosk.view import Asking, View
from luot import words
from luot.domain import life

ROWS: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer; the one that holds now is `chosen`."""

    id: str
    name: str
    icon: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicesSheet:
    """What a screen of choices says; `go` and `leave` are the answers where there are no rows.

    `tiles`: the answers stand two by two. `tell` is said in large letters in their place.
    """

    title: str = ""
    line: str = ""
    rows: tuple[Choice, ...] = ()
    tiles: bool = False
    tell: str = ""
    go: str = ""
    leave: str = ""


def choices(view: View, known: Known, tongue: Tongue, rows: int = ROWS) -> ChoicesSheet:
    """The screen for what is asked in the view; more answers than `rows` stand two by two."""
    if view.languages:
        return _languages(view, known, tongue, rows)
    match view.asking:
        case None:
            return ChoicesSheet()
        case Asking.PRIORITY:
            return _priorities(view, known, tongue, rows)
        case Asking.WAIT:
            return _long_wait(view, known, tongue)
        case Asking.LIFE:
            return _life(known, tongue)
        case _:
            assert_never(view.asking)


def _priorities(view: View, known: Known, tongue: Tongue, rows: int) -> ChoicesSheet:
    """Who is treated with priority here, and that nothing is asked for."""
    return ChoicesSheet(
        title=tongue("priority.title"),
        line=tongue("priority.line"),
        rows=tuple(
            Choice(
                id=each.code,
                name=tongue.priority(each),
                chosen=each.code == view.priority,
            )
            for each in known.priorities
        ),
        tiles=len(known.priorities) > rows,
    )


def _long_wait(view: View, known: Known, tongue: Tongue) -> ChoicesSheet:
    """How long it may take, before the number is taken."""
    queue = known.queue(view.errand.queue) if view.errand else None
    return ChoicesSheet(
        title=tongue("long_wait.title"),
        line=tongue("long_wait.line"),
        tell="\n".join(lines(queue, tongue)),
        go=tongue("long_wait.go"),
        leave=tongue("long_wait.leave"),
    )


def _life(known: Known, tongue: Tongue) -> ChoicesSheet:
    """What happens in people's lives, as far as the centre has anything to do with it."""
    events = life.offered(known.shelf.catalogue)
    return ChoicesSheet(
        title=tongue("life.title"),
        line=tongue("life.line"),
        rows=tuple(
            Choice(id=each.id, name=tongue(f"life.event.{each.id}"), icon=each.icon)
            for each in events
        ),
        tiles=True,
    )


def _languages(view: View, known: Known, tongue: Tongue, rows: int) -> ChoicesSheet:
    """The languages to choose from, each by its own name; the question stands in all of them."""
    own = words.languages()
    asked = (Tongue(words.load(code))("languages.title") for code in known.languages)
    title = tongue("languages.title")
    return ChoicesSheet(
        title=title,
        line=tongue("dot").join(dict.fromkeys(each for each in asked if each != title)),
        rows=tuple(
            Choice(id=code, name=own[code].name, chosen=code == view.lang)
            for code in known.languages
        ),
        tiles=len(known.languages) > rows,
    )
