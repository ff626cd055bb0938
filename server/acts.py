"""What officials may order about a ticket or at a counter: one act each, with its body."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from luot.domain import commands
from luot.domain.commands import Command
from luot.domain.errors import ChoiceMissing
from server import api_bodies as bodies
from server.actor import Actor
from server.api_bodies import Body

B = TypeVar("B", bound=Body)


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketAct:
    """POST /tickets/{ticket}/`name`."""

    name: str
    summary: str
    kind: type[Body]
    make: Callable[[UUID, Any], Command]


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterAct:
    """POST /counters/{counter}/`name`."""

    name: str
    summary: str
    kind: type[Body]
    make: Callable[[int, Any, Actor], Command]


def _ticket(
    name: str, summary: str, kind: type[B], make: Callable[[UUID, B], Command]
) -> TicketAct:
    """An act on a ticket."""
    return TicketAct(name=name, summary=summary, kind=kind, make=make)


def _counter(
    name: str, summary: str, kind: type[B], make: Callable[[int, B, Actor], Command]
) -> CounterAct:
    """An act at a counter."""
    return CounterAct(name=name, summary=summary, kind=kind, make=make)


def _finish(ticket: UUID, body: bodies.Finish) -> Command:
    """The end of a service by the official's button."""
    return commands.FinishService(
        ticket=ticket,
        outcome=body.outcome,
        procedure=body.procedure,
        dossier=body.dossier or None,
        next_procedure=body.next_procedure,
    )


def _priority(ticket: UUID, body: bodies.Priority) -> Command:
    """A priority granted, or taken back."""
    if body.withdraw:
        return commands.WithdrawPriority(ticket=ticket, reason=body.reason)
    if body.priority is None:
        raise ChoiceMissing
    return commands.GrantPriority(ticket=ticket, priority=body.priority, reason=body.reason)


def _correct(ticket: UUID, body: bodies.Correct) -> Command:
    """A record put right."""
    return commands.Correct(
        ticket=ticket,
        reason=body.reason,
        errand=body.errand,
        procedure=body.procedure,
        outcome=body.outcome,
        dossier=body.dossier,
    )


def _transfer(ticket: UUID, body: bodies.Transfer) -> Command:
    """A ticket sent elsewhere."""
    return commands.Transfer(
        ticket=ticket, reason=body.reason, queue=body.queue, counter=body.counter
    )


def _open(counter: int, body: bodies.Open, actor: Actor) -> Command:
    """A counter at work."""
    return commands.OpenCounter(counter=counter, official=actor.name, queues=body.queues)


TICKET_ACTS = (
    _ticket(
        "call",
        "Call a ticket out of its turn, for a reason",
        bodies.Call,
        lambda t, b: commands.CallTicket(ticket=t, counter=b.counter, reason=b.reason),
    ),
    _ticket(
        "recall",
        "Call the same number again",
        bodies.Nothing,
        lambda t, _: commands.Recall(ticket=t),
    ),
    _ticket(
        "start",
        "The citizen is at the counter",
        bodies.Start,
        lambda t, b: commands.StartService(ticket=t, procedure=b.procedure),
    ),
    _ticket(
        "procedure",
        "Put the procedure that is really served on record",
        bodies.Procedure,
        lambda t, b: commands.SetProcedure(ticket=t, procedure=b.procedure),
    ),
    _ticket("finish", "End a service with its outcome", bodies.Finish, _finish),
    _ticket(
        "hold", "Park a ticket", bodies.Hold, lambda t, b: commands.Hold(ticket=t, reason=b.reason)
    ),
    _ticket(
        "resume",
        "Go on with a parked ticket",
        bodies.Resume,
        lambda t, b: commands.Resume(ticket=t, counter=b.counter),
    ),
    _ticket("transfer", "Send a ticket to a queue or a counter", bodies.Transfer, _transfer),
    _ticket(
        "missed",
        "The called citizen did not come",
        bodies.Nothing,
        lambda t, _: commands.MarkMissed(ticket=t),
    ),
    _ticket(
        "return",
        "Whoever missed the call is back",
        bodies.Nothing,
        lambda t, _: commands.Return(ticket=t),
    ),
    _ticket(
        "cancel",
        "Give a place up",
        bodies.Cancel,
        lambda t, b: commands.Cancel(ticket=t, reason=b.reason),
    ),
    _ticket("priority", "Grant a priority, or withdraw it", bodies.Priority, _priority),
    _ticket("correct", "Put a finished record right", bodies.Correct, _correct),
)

COUNTER_ACTS = (
    _counter("open", "Begin or go on at a counter", bodies.Open, _open),
    _counter(
        "pause",
        "Rest, until a time where one is said",
        bodies.Pause,
        lambda c, b, _a: commands.PauseCounter(counter=c, until=b.until),
    ),
    _counter(
        "close",
        "Close a counter",
        bodies.Nothing,
        lambda c, _b, _a: commands.CloseCounter(counter=c),
    ),
    _counter(
        "next",
        "Call whoever is next; 204 when nobody waits",
        bodies.Next,
        lambda c, b, _a: commands.CallNext(counter=c, finish_current=b.finish_current),
    ),
    _counter(
        "undo", "Take back the last act", bodies.Nothing, lambda c, _b, _a: commands.Undo(counter=c)
    ),
)
