"""The course of a service: start, the right procedure, hold, transfer, finish."""

from datetime import datetime
from typing import assert_never

from luot.domain.checks import (
    idle_counter,
    known_counter,
    known_procedure,
    known_queue,
    place_at,
    reason_of,
    ticket_in,
)
from luot.domain.commands import (
    FinishService,
    Hold,
    Resume,
    SetProcedure,
    StartService,
    Transfer,
)
from luot.domain.errors import ChoiceMissing, CounterNotOpen
from luot.domain.events import (
    ErrandAdded,
    Event,
    ProcedureSet,
    ServiceFinished,
    ServiceStarted,
    TicketHeld,
    TicketRequeued,
    TicketResumed,
    TicketTransferred,
)
from luot.domain.hall import CounterState, Hall
from luot.domain.ticket import State, Ticket

Order = StartService | SetProcedure | FinishService | Hold | Resume | Transfer


def decide(hall: Hall, command: Order, now: datetime) -> tuple[Event, ...]:
    """The events of one such command."""
    match command:
        case StartService(ticket=id_, procedure=procedure):
            ticket = ticket_in(hall, id_, State.CALLED)
            started = ServiceStarted(at=now, ticket=id_, counter=place_at(ticket))
            return (started, *_set(hall, ticket, procedure, now))
        case SetProcedure(ticket=id_, procedure=procedure):
            ticket = ticket_in(hall, id_, State.CALLED, State.SERVING, State.HELD)
            return _set(hall, ticket, procedure, now)
        case FinishService(ticket=id_):
            return _finished(hall, ticket_in(hall, id_, State.SERVING), command, now)
        case Hold(ticket=id_, reason=reason):
            ticket = ticket_in(hall, id_, State.SERVING)
            return (TicketHeld(at=now, ticket=id_, counter=place_at(ticket), reason=reason),)
        case Resume(ticket=id_, counter=counter):
            ticket = ticket_in(hall, id_, State.HELD)
            at = idle_counter(hall, place_at(ticket) if counter is None else counter)
            return (TicketResumed(at=now, ticket=id_, counter=at.number),)
        case Transfer():
            return (_transferred(hall, command, now),)
        case _ as never:
            assert_never(never)


def _set(
    hall: Hall, ticket: Ticket, procedure: str | None, now: datetime
) -> tuple[ProcedureSet, ...]:
    """The right procedure put on record; nothing when it is there already."""
    if procedure is None or procedure == ticket.procedure:
        return ()
    known_procedure(hall, procedure)
    return (ProcedureSet(at=now, ticket=ticket.id, procedure=procedure),)


def _finished(
    hall: Hall, ticket: Ticket, command: FinishService, now: datetime
) -> tuple[Event, ...]:
    """The end of an errand, and what the visit goes on with."""
    counter = place_at(ticket)
    put_right = _set(hall, ticket, command.procedure, now)
    finished = ServiceFinished(
        at=now,
        ticket=ticket.id,
        counter=counter,
        procedure=command.procedure or ticket.procedure,
        outcome=command.outcome,
        end_source=command.end_source,
        dossier=command.dossier,
    )
    return (*put_right, finished, *_going_on(hall, ticket, command.next_procedure, now))


def _going_on(
    hall: Hall, ticket: Ticket, next_procedure: str | None, now: datetime
) -> tuple[Event, ...]:
    """Another procedure here and now, or the next errand's queue with the old seniority."""
    if next_procedure is not None:
        queue = known_procedure(hall, next_procedure)
        added = ErrandAdded(at=now, ticket=ticket.id, procedure=next_procedure, queue=queue)
        return added, ServiceStarted(at=now, ticket=ticket.id, counter=place_at(ticket))
    rest = ticket.errands[ticket.errand + 1 :]
    return (TicketRequeued(at=now, ticket=ticket.id, queue=rest[0].queue),) if rest else ()


def _transferred(hall: Hall, command: Transfer, now: datetime) -> TicketTransferred:
    """A ticket sent to another line; a counter must be at work to be sent to."""
    here = (State.WAITING, State.CALLED, State.SERVING, State.HELD)
    ticket = ticket_in(hall, command.ticket, *here)
    reason = reason_of(command.reason)
    if (command.queue is None) == (command.counter is None):
        raise ChoiceMissing
    if command.queue is not None:
        known_queue(hall, command.queue)
    if command.counter is not None:
        counter = known_counter(hall, command.counter)
        if counter.state is CounterState.CLOSED:
            raise CounterNotOpen(counter.number)
    return TicketTransferred(
        at=now,
        ticket=ticket.id,
        queue=command.queue or ticket.queue,
        counter=command.counter,
        reason=reason,
    )
