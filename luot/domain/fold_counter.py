"""What calls and the state of counters make of the hall."""

from dataclasses import replace
from datetime import timedelta
from typing import assert_never

from luot.domain.acts import extended, remembered, undone
from luot.domain.events import (
    ActUndone,
    CallWithdrawn,
    CounterClosed,
    CounterOpened,
    CounterPaused,
    TicketCalled,
    TicketMissed,
    TicketRecalled,
)
from luot.domain.hall import Counter, CounterState, Hall, with_entry
from luot.domain.ticket import State, Ticket

CounterEvent = (
    TicketCalled
    | TicketRecalled
    | CallWithdrawn
    | TicketMissed
    | CounterOpened
    | CounterPaused
    | CounterClosed
    | ActUndone
)


def apply(hall: Hall, event: CounterEvent) -> Hall:
    """The hall after one such event."""
    match event:
        case TicketCalled():
            return _called(hall, event)
        case TicketRecalled(ticket=ticket, call=call, at=at):
            again = replace(hall.tickets[ticket], calls=call, last_call_at=at)
            return extended(hall.with_ticket(again), ticket)
        case CallWithdrawn(ticket=ticket, counter=counter):
            back = replace(hall.tickets[ticket], state=State.WAITING, counter=None, calls=0)
            return _freed(hall, back, counter)
        case TicketMissed(ticket=ticket, counter=counter, at=at):
            missed = replace(hall.tickets[ticket], state=State.MISSED, missed_at=at)
            return remembered(hall, _freed(hall, missed, counter), event, counter)
        case CounterOpened(counter=number, official=official, queues=queues, at=at):
            ready = replace(
                hall.counters[number],
                state=CounterState.OPEN,
                official=official,
                queues=queues,
                since=at,
                until=None,
            )
            return hall.with_counter(ready)
        case CounterPaused():
            return hall.with_counter(_paused(hall.counters[event.counter], event))
        case CounterClosed(counter=number, at=at):
            closed = replace(
                hall.counters[number],
                state=CounterState.CLOSED,
                official=None,
                since=at,
                until=None,
            )
            return replace(hall.with_counter(closed), acts=with_entry(hall.acts, number, ()))
        case ActUndone(counter=number):
            return undone(hall, number)
        case _ as never:
            assert_never(never)


def _paused(counter: Counter, event: CounterPaused) -> Counter:
    """A counter at rest; one that rests already has another time to go on at."""
    since = counter.since if counter.state is CounterState.PAUSED else event.at
    return replace(counter, state=CounterState.PAUSED, since=since, until=event.until)


def _called(hall: Hall, event: TicketCalled) -> Hall:
    """The hall with a number called for the first time in this series."""
    ticket = hall.tickets[event.ticket]
    called = replace(
        ticket,
        state=State.CALLED,
        counter=event.counter,
        calls=1,
        called_at=event.at,
        last_call_at=event.at,
        first_called_at=ticket.first_called_at or event.at,
    )
    counter = replace(
        hall.counters[event.counter], ticket=ticket.id, since=event.at, last_number=ticket.number
    )
    after = hall.with_ticket(called).with_counter(counter)
    if ticket.first_called_at is None:
        waited = max(event.at - ticket.waits_from, timedelta())
        after = replace(after, last_waits=with_entry(after.last_waits, ticket.queue, waited))
    return remembered(hall, after, event, event.counter)


def _freed(hall: Hall, ticket: Ticket, counter: int) -> Hall:
    """The hall with this ticket gone from a counter."""
    after = hall.with_ticket(ticket)
    there = hall.counters[counter]
    if there.ticket != ticket.id:
        return after
    return after.with_counter(replace(there, ticket=None))
