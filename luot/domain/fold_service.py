"""What the course of a service makes of the hall."""

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from luot.domain.acts import extended, remembered
from luot.domain.events import (
    ErrandAdded,
    ProcedureSet,
    ServiceFinished,
    ServiceStarted,
    TicketHeld,
    TicketRequeued,
    TicketResumed,
    TicketTransferred,
)
from luot.domain.hall import Hall
from luot.domain.spans import stopped, unheld, with_errand
from luot.domain.ticket import EndSource, Errand, Period, State, Stretch, Ticket

ServiceEvent = (
    ServiceStarted
    | ProcedureSet
    | ServiceFinished
    | ErrandAdded
    | TicketRequeued
    | TicketHeld
    | TicketResumed
    | TicketTransferred
)


def apply(hall: Hall, event: ServiceEvent) -> Hall:
    """The hall after one such event."""
    ticket = hall.tickets[event.ticket]
    match event:
        case ServiceStarted(counter=counter):
            goes_on = ticket.state is State.SERVED
            after = _at_counter(hall, _started(hall, ticket, counter, event.at), counter)
            if goes_on:
                return extended(after, ticket.id, counter)
            return remembered(hall, after, event, counter)
        case ProcedureSet(procedure=procedure):
            errand = replace(ticket.current, procedure=procedure)
            return extended(hall.with_ticket(with_errand(ticket, errand)), ticket.id)
        case ServiceFinished(counter=counter):
            after = _left(hall, _finished(ticket, event), counter)
            return remembered(hall, after, event, counter)
        case ErrandAdded(procedure=procedure, queue=queue):
            added = _added(ticket, procedure, queue)
            return extended(hall.with_ticket(added), ticket.id)
        case TicketRequeued(queue=queue):
            waiting = replace(
                _waiting(ticket, queue), errand=ticket.errand + 1, ended_at=None, for_counter=None
            )
            return extended(hall.with_ticket(waiting), ticket.id, ticket.counter)
        case TicketHeld(counter=counter):
            held = replace(
                stopped(ticket, event.at, EndSource.BUTTON),
                state=State.HELD,
                holds=(*ticket.holds, Period(started_at=event.at)),
            )
            return remembered(hall, _left(hall, held, counter), event, counter)
        case TicketResumed(counter=counter):
            going_on = _started(hall, unheld(ticket, event.at), counter, event.at)
            return remembered(hall, _at_counter(hall, going_on, counter), event, counter)
        case TicketTransferred():
            return _transferred(hall, ticket, event)
        case _ as never:
            assert_never(never)


def _started(hall: Hall, ticket: Ticket, counter: int, at: datetime) -> Ticket:
    """The ticket with a new stretch of service."""
    stretch = Stretch(
        counter=counter,
        official=hall.counters[counter].official or "",
        called_at=ticket.called_at if ticket.state is State.CALLED else None,
        started_at=at,
    )
    errand = replace(ticket.current, stretches=(*ticket.current.stretches, stretch))
    return replace(with_errand(ticket, errand), state=State.SERVING, counter=counter, ended_at=None)


def _finished(ticket: Ticket, event: ServiceFinished) -> Ticket:
    """The ticket with its present errand done."""
    ended = unheld(stopped(ticket, event.at, event.end_source), event.at)
    errand = replace(
        ended.current,
        procedure=event.procedure,
        finished_at=event.at,
        end_source=event.end_source,
        outcome=event.outcome,
        dossier=event.dossier,
    )
    return replace(
        with_errand(ended, errand), state=State.SERVED, ended_at=event.at, counter=event.counter
    )


def _added(ticket: Ticket, procedure: str, queue: str) -> Ticket:
    """The ticket with one more errand, which is the present one now."""
    errand = Errand(procedure=procedure, queue=queue, purpose=ticket.current.purpose)
    at = ticket.errand + 1
    return replace(ticket, errands=(*ticket.errands[:at], errand, *ticket.errands[at:]), errand=at)


def _waiting(ticket: Ticket, queue: str) -> Ticket:
    """The ticket back in a line, its calls forgotten."""
    return replace(ticket, state=State.WAITING, queue=queue, counter=None, calls=0)


def _transferred(hall: Hall, ticket: Ticket, event: TicketTransferred) -> Hall:
    """The hall with a ticket in another line, with its number and seniority."""
    ended = unheld(stopped(ticket, event.at, EndSource.BUTTON), event.at)
    moved = with_errand(ended, replace(ended.current, queue=event.queue))
    waiting = replace(_waiting(moved, event.queue), for_counter=event.counter)
    here = ticket.counter
    if here is None or ticket.state is State.WAITING:
        return hall.with_ticket(waiting)
    if hall.counters[here].ticket != ticket.id:
        return hall.with_ticket(waiting)
    return remembered(hall, _left(hall, waiting, here), event, here)


def _at_counter(hall: Hall, ticket: Ticket, counter: int) -> Hall:
    """The hall with this ticket at a counter."""
    there = hall.counters[counter]
    since = ticket.current.stretches[-1].started_at
    busy = replace(there, ticket=ticket.id, since=since, last_number=ticket.number)
    return hall.with_ticket(ticket).with_counter(busy)


def _left(hall: Hall, ticket: Ticket, counter: int) -> Hall:
    """The hall after this ticket has left a counter."""
    there = hall.counters[counter]
    if there.ticket != ticket.id:
        return hall.with_ticket(ticket)
    since = ticket.ended_at or there.since
    return hall.with_ticket(ticket).with_counter(replace(there, ticket=None, since=since))
