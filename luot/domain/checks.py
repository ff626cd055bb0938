"""What must hold before an order is carried out; each check answers with the value it looked at."""

from uuid import UUID

from luot.domain.errors import (
    CounterHasCalledTicket,
    CounterIsServing,
    CounterNotOpen,
    ReasonMissing,
    TicketNotInState,
    UnknownCounter,
    UnknownProcedure,
    UnknownQueue,
    UnknownTicket,
)
from luot.domain.hall import Counter, CounterState, Hall
from luot.domain.ticket import State, Ticket


def known_ticket(hall: Hall, ticket: UUID) -> Ticket:
    """The ticket with this id."""
    found = hall.tickets.get(ticket)
    if found is None:
        raise UnknownTicket(ticket)
    return found


def ticket_in(hall: Hall, ticket: UUID, *states: State) -> Ticket:
    """The ticket with this id, in one of these states."""
    found = known_ticket(hall, ticket)
    if found.state not in states:
        raise TicketNotInState(found.number, found.state, ", ".join(states))
    return found


def known_counter(hall: Hall, counter: int) -> Counter:
    """The counter with this number."""
    found = hall.counters.get(counter)
    if found is None:
        raise UnknownCounter(counter)
    return found


def open_counter(hall: Hall, counter: int) -> Counter:
    """The counter with this number, open."""
    found = known_counter(hall, counter)
    if found.state is not CounterState.OPEN:
        raise CounterNotOpen(counter)
    return found


def idle_counter(hall: Hall, counter: int) -> Counter:
    """The counter with this number, open and with nobody called or served."""
    found = open_counter(hall, counter)
    if found.ticket is not None:
        ticket = hall.tickets[found.ticket]
        if ticket.state is State.SERVING:
            raise CounterIsServing(counter, ticket.number)
        raise CounterHasCalledTicket(counter, ticket.number)
    return found


def place_at(ticket: Ticket) -> int:
    """The counter that a called or served ticket is at."""
    if ticket.counter is None:
        raise TicketNotInState(ticket.number, ticket.state, "at a counter")
    return ticket.counter


def known_procedure(hall: Hall, procedure: str) -> str:
    """The letter of the queue that a procedure waits in."""
    queue = hall.catalogue.queue_of(procedure)
    if queue is None:
        raise UnknownProcedure(procedure)
    return known_queue(hall, queue)


def known_queue(hall: Hall, queue: str) -> str:
    """The letter, when the centre has such a queue."""
    if hall.rules.queue(queue) is None:
        raise UnknownQueue(queue)
    return queue


def reason_of(reason: str) -> str:
    """The reason without blanks around it, never empty."""
    stripped = reason.strip()
    if not stripped:
        raise ReasonMissing
    return stripped
