"""The procedures of one field, as many to a page as the screen has rows."""

from dataclasses import dataclass, replace
from typing import Final

from kiosk.known import Known
from kiosk.sheets.closed import reopens
from kiosk.sheets.standing import told
from kiosk.sheets.tongue import Tongue, escape
from kiosk.sheets.wait import lines
from kiosk.view import View
from luot.domain.life import LifeEvent
from luot.domain.procedure import Field, Procedure
from luot.domain.standing import Availability, Standing

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
    """What the screen of a field says; `pages` turn round, `sign` stands before `waiting`."""

    icon: str = "category"
    title: str = ""
    official: str = ""
    sign: str = "clock"
    waiting: str = ""
    wait: str = ""
    rows: tuple[Row, ...] = ()
    empty: str = ""
    missing: str = ""
    next: str = ""
    pages: int = 1


def field(view: View, known: Known, tongue: Tongue, rows: int = ROWS) -> FieldSheet:
    """The screen of the field or life event in the view, `rows` to a page."""
    event = known.shelf.event(view.event)
    if event is not None:
        return _listed(_event(event, tongue), known.shelf.in_event(event), view, tongue, rows)
    here = known.shelf.field(view.field)
    if here is None:
        return FieldSheet(empty=tongue("field.empty"), missing=tongue("field.missing"))
    return _listed(_field(here, known, tongue), known.shelf.in_field(here.id), view, tongue, rows)


def _field(here: Field, known: Known, tongue: Tongue) -> FieldSheet:
    """The head of a field."""
    waiting, wait = _waits(known, here.queue, tongue)
    return FieldSheet(
        icon=here.icon,
        title=tongue.word(here).replace("\n", " "),
        official=tongue("field.official", name=tongue.official(here)),
        waiting=waiting,
        wait=wait,
    )


def _event(event: LifeEvent, tongue: Tongue) -> FieldSheet:
    """The head of a life event; its matters wait in several queues."""
    return FieldSheet(
        icon=event.icon,
        title=tongue(f"life.event.{event.id}"),
        official=tongue("life.choose"),
        sign="info-circle",
        waiting=tongue("life.one_number"),
    )


def _listed(
    head: FieldSheet,
    procedures: tuple[Procedure, ...],
    view: View,
    tongue: Tongue,
    rows: int,
) -> FieldSheet:
    """The same with one page of its procedures."""
    pages = max(1, -(-len(procedures) // rows))
    page = min(view.page, pages - 1)
    return replace(
        head,
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
    """Who waits and how long; of a hall or queue that is not open, until when."""
    if not known.open:
        return reopens(known, tongue), ""
    row = known.queue(queue)
    if row is None or row.state is Standing.OPEN:
        return lines(row, tongue)
    there = Availability(state=row.state, until=row.until)
    what, _, then = told(there, None, tongue).partition("\n")
    return what, then
