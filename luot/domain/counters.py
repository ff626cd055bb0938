"""Opening, pausing and closing counters."""

from datetime import datetime
from typing import assert_never

from luot.domain import serving
from luot.domain.checks import known_counter, known_queue, open_counter
from luot.domain.commands import CloseCounter, FinishService, OpenCounter, PauseCounter
from luot.domain.errors import CounterOccupied
from luot.domain.events import (
    CallWithdrawn,
    CounterClosed,
    CounterOpened,
    CounterPaused,
    Event,
    TicketTransferred,
)
from luot.domain.furnishing import furnished
from luot.domain.hall import Counter, CounterState, Hall
from luot.domain.ticket import EndSource, Outcome, State


def decide(
    hall: Hall, command: OpenCounter | PauseCounter | CloseCounter, now: datetime
) -> tuple[Event, ...]:
    """The events of one such command."""
    match command:
        case OpenCounter():
            return _opened(hall, command, now)
        case PauseCounter():
            return _paused(hall, command, now)
        case CloseCounter(counter=number):
            return closed(hall, known_counter(hall, number), now)
        case _ as never:
            assert_never(never)


def _opened(hall: Hall, command: OpenCounter, now: datetime) -> tuple[Event, ...]:
    """A counter at work; nothing when it already is so, with these queues."""
    counter = known_counter(hall, command.counter)
    at_work = counter.state is not CounterState.CLOSED
    if at_work and counter.official not in {None, command.official}:
        raise CounterOccupied(counter.number, counter.official or "")
    wanted = command.queues or (counter.queues if at_work else furnished(hall.rules, counter))
    queues = tuple(dict.fromkeys(wanted))
    for letter in queues:
        known_queue(hall, letter)
    if counter.state is CounterState.OPEN and queues == counter.queues:
        return ()
    opened = CounterOpened(at=now, counter=counter.number, official=command.official, queues=queues)
    return (opened,)


def _paused(hall: Hall, command: PauseCounter, now: datetime) -> tuple[Event, ...]:
    """A counter at rest; nothing when it rests already until the same time, or none."""
    until = _promised(command.until, now)
    paused = CounterPaused(at=now, counter=command.counter, until=until)
    there = known_counter(hall, command.counter)
    if there.state is CounterState.PAUSED:
        return () if until == there.until else (paused,)
    counter = open_counter(hall, command.counter)
    return (*emptied(hall, counter, EndSource.PAUSE, now), paused)


def _promised(until: datetime | None, now: datetime) -> datetime | None:
    """When an official will be back; a time that is past or of another day promises nothing."""
    if until is None or until <= now or until.astimezone(now.tzinfo).date() != now.date():
        return None
    return until.astimezone(now.tzinfo)


def emptied(hall: Hall, counter: Counter, source: EndSource, now: datetime) -> tuple[Event, ...]:
    """A counter without its citizen: a service ended, a called ticket waiting again."""
    if counter.ticket is None:
        return ()
    ticket = hall.tickets[counter.ticket]
    if ticket.state is State.SERVING:
        finish = FinishService(ticket=ticket.id, outcome=Outcome.OTHER, end_source=source)
        return serving.decide(hall, finish, now)
    return (
        CallWithdrawn(at=now, ticket=ticket.id, counter=counter.number, reason=f"counter-{source}"),
    )


def closed(hall: Hall, counter: Counter, now: datetime) -> tuple[Event, ...]:
    """A counter closed; whoever was sent to it waits in the queue again. Nothing if it was."""
    if counter.state is CounterState.CLOSED:
        return ()
    left = emptied(hall, counter, EndSource.CLOSE, now)
    called = {event.ticket for event in left if isinstance(event, CallWithdrawn)}
    waiting = {place.ticket for place in hall.lines.get(f"@{counter.number}", ())}
    bound = [t for t in called if hall.tickets[t].for_counter is not None]
    sent_back = tuple(
        TicketTransferred(
            at=now,
            ticket=ticket,
            queue=hall.tickets[ticket].queue,
            counter=None,
            reason="counter-close",
        )
        for ticket in sorted(waiting | set(bound), key=lambda t: hall.tickets[t].order)
    )
    return (*left, *sent_back, CounterClosed(at=now, counter=counter.number))
