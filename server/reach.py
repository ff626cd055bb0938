"""How far an official reaches: to no counter that a colleague has opened."""

from collections.abc import Iterator
from uuid import UUID

from luot.domain.commands import (
    CallNext,
    CallTicket,
    CloseCounter,
    Command,
    PauseCounter,
    Resume,
    Undo,
)
from luot.domain.hall import Hall
from luot.domain.ticket import State
from server.orders import NotYourCounter

ON_DUTY = {State.CALLED, State.SERVING}


def check(hall: Hall, command: Command, official: str) -> None:
    """Raise NotYourCounter when a command touches a counter that another official has opened."""
    for number in _touched(hall, command):
        counter = hall.counters.get(number)
        if counter is not None and counter.official not in {None, official}:
            raise NotYourCounter(number)


def _touched(hall: Hall, command: Command) -> Iterator[int]:
    """The counters at which a command does something; sending a ticket to one is no such thing."""
    match command:
        case CallNext() | PauseCounter() | CloseCounter() | Undo():
            yield command.counter
        case Resume(ticket=ticket, counter=None):
            yield from _place(hall, ticket, ON_DUTY | {State.HELD})
        case (
            CallTicket(ticket=ticket, counter=counter) | Resume(ticket=ticket, counter=int(counter))
        ):
            yield from _place(hall, ticket, ON_DUTY)
            yield counter
        case _:
            yield from _place(hall, getattr(command, "ticket", None), ON_DUTY)


def _place(hall: Hall, ticket: UUID | None, states: set[State]) -> Iterator[int]:
    """The counter that a ticket in one of these states is at."""
    found = hall.tickets.get(ticket) if ticket is not None else None
    if found is not None and found.counter is not None and found.state in states:
        yield found.counter
