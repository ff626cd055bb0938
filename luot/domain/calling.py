"""Calling numbers to counters."""

from datetime import datetime
from math import ceil
from typing import assert_never

from luot.domain import serving
from luot.domain.checks import idle_counter, open_counter, place_at, reason_of, ticket_in
from luot.domain.commands import CallNext, CallTicket, FinishService, MarkMissed, Recall
from luot.domain.errors import MissedTooSoon, RecallTooSoon
from luot.domain.events import Event, TicketCalled, TicketMissed, TicketRecalled
from luot.domain.fold import replay
from luot.domain.hall import Hall
from luot.domain.ticket import EndSource, Outcome, State, Ticket


def decide(
    hall: Hall, command: CallNext | CallTicket | Recall | MarkMissed, now: datetime
) -> tuple[Event, ...]:
    """The events of one such command."""
    match command:
        case CallNext(counter=counter, finish_current=finish_current):
            ended = _ended(hall, counter, now) if finish_current else ()
            return ended + _next(replay(ended, hall), counter, now)
        case CallTicket(counter=counter, ticket=ticket, reason=reason):
            idle_counter(hall, counter)
            waiting = ticket_in(hall, ticket, State.WAITING)
            return (_called(waiting, counter, now, reason_of(reason)),)
        case Recall(ticket=ticket):
            return (_recalled(hall, ticket_in(hall, ticket, State.CALLED), now),)
        case MarkMissed(ticket=ticket):
            return (_missed(hall, ticket_in(hall, ticket, State.CALLED), now),)
        case _ as never:
            assert_never(never)


def _ended(hall: Hall, counter: int, now: datetime) -> tuple[Event, ...]:
    """The end of whatever is being served at a counter; nothing when it serves nobody."""
    at = open_counter(hall, counter).ticket
    if at is None or hall.tickets[at].state is not State.SERVING:
        return ()
    finish = FinishService(ticket=at, outcome=Outcome.OTHER, end_source=EndSource.NEXT_CALL)
    return serving.decide(hall, finish, now)


def _next(hall: Hall, counter: int, now: datetime) -> tuple[Event, ...]:
    """The call of whoever is next; nothing when nobody waits."""
    ticket = hall.next_for(idle_counter(hall, counter))
    return (_called(ticket, counter, now),) if ticket else ()


def _called(ticket: Ticket, counter: int, now: datetime, reason: str | None = None) -> Event:
    """The call of one ticket."""
    return TicketCalled(
        at=now, ticket=ticket.id, number=ticket.number, counter=counter, reason=reason
    )


def cooldown_left(hall: Hall, ticket: Ticket, now: datetime) -> int:
    """Whole seconds until a called number may be called again or be missed."""
    if ticket.last_call_at is None:
        return 0
    passed = (now - ticket.last_call_at).total_seconds()
    return max(0, ceil(hall.rules.calls.cooldown - passed))


def _recalled(hall: Hall, ticket: Ticket, now: datetime) -> Event:
    """The same number again, not sooner than the cooldown allows."""
    left = cooldown_left(hall, ticket, now)
    if left:
        raise RecallTooSoon(ticket.number, left)
    return TicketRecalled(
        at=now,
        ticket=ticket.id,
        number=ticket.number,
        counter=place_at(ticket),
        call=ticket.calls + 1,
    )


def _missed(hall: Hall, ticket: Ticket, now: datetime) -> Event:
    """A no-show, after calls enough and time enough to come."""
    due = max(0, hall.rules.calls.before_missed - ticket.calls)
    left = cooldown_left(hall, ticket, now)
    if due or left:
        raise MissedTooSoon(ticket.number, due, left)
    return TicketMissed(at=now, ticket=ticket.id, counter=place_at(ticket))
