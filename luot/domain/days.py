"""The beginning and the end of a local day."""

from datetime import datetime
from typing import assert_never

from luot.domain import counters
from luot.domain.commands import ChangeRules, CloseDay, OpenDay
from luot.domain.errors import DayIsOver, DayNotOpen, DayStillOpen
from luot.domain.events import (
    DayClosed,
    DayOpened,
    Event,
    RulesChanged,
    ServiceFinished,
    TicketCancelled,
)
from luot.domain.fold import replay
from luot.domain.furnishing import ENDED, waited_for
from luot.domain.hall import Hall
from luot.domain.ticket import EndSource, Outcome, State, Ticket


def decide(
    hall: Hall, command: OpenDay | CloseDay | ChangeRules, now: datetime
) -> tuple[Event, ...]:
    """The events of one such command."""
    match command:
        case OpenDay(day=day, rules=rules, catalogue=catalogue):
            if hall.open:
                raise DayStillOpen(hall.day)
            if hall.day is not None and day <= hall.day:
                raise DayIsOver(hall.day)
            return (DayOpened(at=now, day=day, rules=rules, catalogue=catalogue),)
        case CloseDay():
            return _closed(hall, now)
        case ChangeRules(rules=rules, catalogue=catalogue):
            if not hall.open:
                raise DayNotOpen
            rules = waited_for(hall, rules)
            return (RulesChanged(at=now, rules=rules, catalogue=catalogue),)
        case _ as never:
            assert_never(never)


def _closed(hall: Hall, now: datetime) -> tuple[Event, ...]:
    """The end of the day: counters closed, services ended, places given up, all on record."""
    if not hall.open or hall.day is None:
        raise DayNotOpen
    events: tuple[Event, ...] = ()
    for number in hall.counters:
        so_far = replay(events, hall)
        events += counters.closed(so_far, so_far.counters[number], now)
    left = replay(events, hall)
    forgotten = (ticket for ticket in left.tickets.values() if ticket.state not in ENDED)
    events += tuple(event for ticket in forgotten for event in _forgotten(ticket, now))
    return (*events, DayClosed(at=now, day=hall.day))


def _forgotten(ticket: Ticket, now: datetime) -> tuple[Event, ...]:
    """The end of a ticket that nobody ended, and of the errands that it did not come to."""
    cancelled = TicketCancelled(at=now, ticket=ticket.id, reason="day-closed")
    if ticket.state is State.HELD and ticket.counter is not None:
        finished = ServiceFinished(
            at=now,
            ticket=ticket.id,
            counter=ticket.counter,
            procedure=ticket.procedure,
            outcome=Outcome.OTHER,
            end_source=EndSource.CLOSE,
        )
        rest = ticket.errands[ticket.errand + 1 :]
        return (finished, cancelled) if rest else (finished,)
    return (cancelled,)
