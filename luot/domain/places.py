"""What happens to a place in line: return, cancel, priority, and the verdict at the end."""

from datetime import datetime, timedelta
from typing import assert_never

from luot.domain.checks import reason_of, ticket_in
from luot.domain.commands import Cancel, GrantPriority, Rate, Return, WithdrawPriority
from luot.domain.discipline import after_return
from luot.domain.errors import (
    AlreadyRated,
    PriorityUnchanged,
    ReturnTooLate,
    ReturnUsed,
    UnknownPriority,
)
from luot.domain.events import (
    CallWithdrawn,
    Event,
    PriorityGranted,
    PriorityWithdrawn,
    TicketCancelled,
    TicketRated,
    TicketReturned,
)
from luot.domain.hall import Hall
from luot.domain.ticket import ORDINARY, State, Ticket

Order = Return | Cancel | GrantPriority | WithdrawPriority | Rate


def decide(hall: Hall, command: Order, now: datetime) -> tuple[Event, ...]:
    """The events of one such command."""
    match command:
        case Return(ticket=id_):
            return (_returned(hall, ticket_in(hall, id_, State.MISSED), now),)
        case Cancel(ticket=id_, reason=reason):
            cancellable = (State.WAITING, State.CALLED, State.HELD, State.MISSED)
            return _cancelled(ticket_in(hall, id_, *cancellable), reason_of(reason), now)
        case GrantPriority():
            return (_granted(hall, command, now),)
        case WithdrawPriority():
            return (_withdrawn(hall, command, now),)
        case Rate(ticket=id_, score=score, reasons=reasons, text=text):
            ticket = ticket_in(hall, id_, State.SERVED)
            if ticket.rating is not None:
                raise AlreadyRated(ticket.number)
            return (TicketRated(at=now, ticket=id_, score=score, reasons=reasons, text=text),)
        case _ as never:
            assert_never(never)


def return_until(hall: Hall, ticket: Ticket) -> datetime | None:
    """The last instant at which a missed ticket may return; None where it has done so enough."""
    calls = hall.rules.calls
    if ticket.missed_at is None or ticket.returns >= calls.returns:
        return None
    return ticket.missed_at + timedelta(minutes=calls.return_within)


def _returned(hall: Hall, ticket: Ticket, now: datetime) -> TicketReturned:
    """A missed ticket in the line again, while it may."""
    until = return_until(hall, ticket)
    if until is None:
        raise ReturnUsed(ticket.number, ticket.returns)
    if now > until:
        raise ReturnTooLate(ticket.number, hall.rules.calls.return_within)
    effective_at = after_return(hall.rules, ticket, now)
    return TicketReturned(at=now, ticket=ticket.id, effective_at=effective_at)


def _cancelled(ticket: Ticket, reason: str, now: datetime) -> tuple[Event, ...]:
    """A place given up, and the counter that had called it freed."""
    cancelled = TicketCancelled(at=now, ticket=ticket.id, reason=reason)
    if ticket.state is not State.CALLED or ticket.counter is None:
        return (cancelled,)
    freed = CallWithdrawn(at=now, ticket=ticket.id, counter=ticket.counter, reason="cancelled")
    return freed, cancelled


def _credit(hall: Hall, priority: str) -> timedelta:
    """How much earlier a class counts as having come."""
    known = hall.rules.priority(priority)
    if known is None:
        raise UnknownPriority(priority)
    return timedelta(minutes=known.credit)


def _moved(hall: Hall, ticket: Ticket, priority: str) -> datetime:
    """A ticket's effective time under another class."""
    if ticket.priority == priority:
        raise PriorityUnchanged(ticket.number)
    return ticket.base_at - _credit(hall, priority)


def _still_waits(hall: Hall, command: GrantPriority | WithdrawPriority) -> Ticket:
    """The ticket, while its place in line still matters."""
    states = (State.WAITING, State.CALLED, State.HELD, State.MISSED)
    return ticket_in(hall, command.ticket, *states)


def _granted(hall: Hall, command: GrantPriority, now: datetime) -> PriorityGranted:
    """A ticket moved forward for a reason."""
    ticket = _still_waits(hall, command)
    reason = reason_of(command.reason)
    effective_at = _moved(hall, ticket, command.priority)
    return PriorityGranted(
        at=now,
        ticket=ticket.id,
        priority=command.priority,
        effective_at=effective_at,
        reason=reason,
    )


def _withdrawn(hall: Hall, command: WithdrawPriority, now: datetime) -> PriorityWithdrawn:
    """A ticket's credit taken back for a reason."""
    ticket = _still_waits(hall, command)
    reason = reason_of(command.reason)
    effective_at = _moved(hall, ticket, ORDINARY)
    return PriorityWithdrawn(at=now, ticket=ticket.id, effective_at=effective_at, reason=reason)
