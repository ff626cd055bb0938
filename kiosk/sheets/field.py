"""The procedures of one field, as many to a page as the screen has rows."""

from dataclasses import dataclass
from typing import Final

from kiosk.known import Known
from kiosk.sheets.closed import reopens
from kiosk.sheets.tongue import Tongue, escape
from kiosk.sheets.wait import lines
from kiosk.view import View

ROWS: Final = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A procedure in a list; `name` may hold markup, `code` stays whole when `line` is cut."""

    id: str
    name: str
    line: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSheet:
    """What the screen of a field says; `pages` turn round."""

    icon: str = "category"
    title: str = ""
    official: str = ""
    waiting: str = ""
    wait: str = ""
    rows: tuple[Row, ...] = ()
    empty: str = ""
    missing: str = ""
    next: str = ""
    pages: int = 1


def field(view: View, known: Known, tongue: Tongue, rows: int = ROWS) -> FieldSheet:
    """The screen of the field in the view, `rows` to a page."""
    here = known.shelf.field(view.field)
    if here is None:
        return FieldSheet(empty=tongue("field.empty"), missing=tongue("field.missing"))
    procedures = known.shelf.in_field(here.id)
    pages = max(1, -(-len(procedures) // rows))
    page = min(view.page, pages - 1)
    waiting, wait = _waits(known, here.queue, tongue)
    return FieldSheet(
        icon=here.icon,
        title=tongue.word(here).replace("\n", " "),
        official=tongue("field.official", name=tongue.official(here)),
        waiting=waiting,
        wait=wait,
        rows=tuple(
            Row(id=each.code, name=escape(tongue.name(each)), line=tongue.other_name(each))
            for each in procedures[page * rows : (page + 1) * rows]
        ),
        empty="" if procedures else tongue("field.empty"),
        missing=tongue("field.missing"),
        next=tongue("field.next", page=page + 1, pages=pages) if pages > 1 else "",
        pages=pages,
    )


def _waits(known: Known, queue: str, tongue: Tongue) -> tuple[str, str]:
    """Who waits and how long; while the hall is closed, when it opens."""
    return lines(known.queue(queue), tongue) if known.open else (reopens(known, tongue), "")
