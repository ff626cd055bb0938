"""The latest calls of the day, as the hall hears them; folded from the journal beside the hall."""

from dataclasses import dataclass, replace
from typing import Self
from uuid import UUID

from luot.domain.events import (
    ActUndone,
    CallWithdrawn,
    DayOpened,
    Event,
    TicketCalled,
    TicketCancelled,
    TicketMissed,
    TicketRecalled,
    TicketRenumbered,
    TicketRequeued,
    TicketTransferred,
)
from luot.messages import instant

LISTED = 8
KEPT = 2 * LISTED  # some of those kept may be off the list


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call; `id` is the journal number of its event, `recalled` how often it was repeated.

    `at` is written as on the wire, once, since every later call sends it again.
    A call is `off` the list when the citizen is no longer expected at that counter; it comes back
    when that is undone.
    """

    id: int
    ticket: UUID
    number: str
    counter: int
    at: str
    recalled: int = 0
    off: bool = False


@dataclass(frozen=True, slots=True)
class Calls:
    """The calls of the day that may still matter, newest first; each ticket is there once."""

    kept: tuple[Call, ...] = ()

    @property
    def listed(self) -> tuple[Call, ...]:
        """What a screen may show: newest first, at most eight."""
        return tuple(call for call in self.kept if not call.off)[:LISTED]

    def of(self, ticket: UUID) -> Call | None:
        """The call of a ticket, if it is kept."""
        return next((call for call in self.kept if call.ticket == ticket), None)

    def without(self, ticket: UUID) -> Self:
        """The calls of all other tickets."""
        return replace(self, kept=tuple(call for call in self.kept if call.ticket != ticket))

    def on_top(self, call: Call) -> Self:
        """This call as the newest."""
        return replace(self, kept=(call, *self.without(call.ticket).kept)[:KEPT])

    def changed(self, call: Call) -> Self:
        """This call in the place of the ticket's present one."""
        return replace(
            self, kept=tuple(call if each.ticket == call.ticket else each for each in self.kept)
        )


def fold_calls(calls: Calls, event: Event, seq: int) -> Calls:
    """The calls after one event; the very same value when the event changes none of them."""
    match event:
        case TicketCalled():
            call = Call(
                id=seq,
                ticket=event.ticket,
                number=event.number,
                counter=event.counter,
                at=instant(event.at),
            )
            return calls.on_top(call)
        case TicketRecalled():
            return calls.on_top(_again(calls, event, seq))
        case (
            CallWithdrawn()
            | TicketMissed()
            | TicketTransferred()
            | TicketRequeued()
            | TicketCancelled()
        ):
            return _turned(calls, event.ticket, off=True)
        case ActUndone(act="TicketCalled", ticket=ticket):
            return calls.without(ticket) if calls.of(ticket) else calls
        case ActUndone(ticket=ticket):
            return _turned(calls, ticket, off=False)
        case TicketRenumbered(ticket=ticket, number=number):
            call_there = calls.of(ticket)
            return calls.changed(replace(call_there, number=number)) if call_there else calls
        case DayOpened():
            return Calls()
        case _:
            return calls


def _again(calls: Calls, event: TicketRecalled, seq: int) -> Call:
    """A ticket's call, repeated; a fresh one if it is so old that it is not kept any more."""
    there = calls.of(event.ticket)
    return Call(
        id=there.id if there else seq,
        ticket=event.ticket,
        number=event.number,
        counter=event.counter,
        at=instant(event.at),
        recalled=event.call - 1,
    )


def _turned(calls: Calls, ticket: UUID, *, off: bool) -> Calls:
    """The calls with that of a ticket taken off the list, or put back on it."""
    call = calls.of(ticket)
    if call is None or call.off is off:
        return calls
    return calls.changed(replace(call, off=off))
