"""What each event makes of the hall. The journal folded through here is the live hall."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import assert_never

from luot.domain import fold_counter, fold_service, fold_ticket
from luot.domain.events import DayClosed, DayOpened, Event, NumbersSkipped, RulesChanged
from luot.domain.fold_counter import CounterEvent
from luot.domain.fold_service import ServiceEvent
from luot.domain.fold_ticket import TicketEvent
from luot.domain.furnishing import counters_under
from luot.domain.hall import Hall
from luot.domain.rules import Rules


def apply(hall: Hall, event: Event) -> Hall:
    """The hall after one event."""
    return replace(_folded(hall, event), last_at=event.at)


def replay(events: Iterable[Event], hall: Hall) -> Hall:
    """The hall after all these events."""
    for event in events:
        hall = apply(hall, event)
    return hall


def _folded(hall: Hall, event: Event) -> Hall:
    """The hall after one event, its clock aside."""
    if isinstance(event, TicketEvent):
        return fold_ticket.apply(hall, event)
    if isinstance(event, CounterEvent):
        return fold_counter.apply(hall, event)
    if isinstance(event, ServiceEvent):
        return fold_service.apply(hall, event)
    match event:
        case DayOpened(rules=rules, day=day):
            return _fresh(hall, rules, day, event)
        case RulesChanged(rules=rules):
            return replace(hall, rules=rules, counters=counters_under(hall, rules, event.at))
        case DayClosed():
            return replace(hall, open=False)
        case NumbersSkipped(last=last):
            return replace(hall, issued={**hall.issued, **last})
        case _ as never:
            assert_never(never)


def _fresh(hall: Hall, rules: Rules, day: date, event: DayOpened) -> Hall:
    """An empty hall at the beginning of a day."""
    empty = Hall(rules=rules, catalogue=hall.catalogue, day=day, open=True)
    return replace(empty, counters=counters_under(empty, rules, event.at))
