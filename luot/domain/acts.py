"""The last acts of each counter, kept so that they can be taken back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from luot.domain.events import (
    ServiceFinished,
    ServiceStarted,
    TicketCalled,
    TicketHeld,
    TicketMissed,
    TicketResumed,
    TicketTransferred,
)
from luot.domain.hall import Act, Hall, with_entry
from luot.domain.ticket import Ticket

KEPT = 3

Undoable = (
    TicketCalled
    | ServiceStarted
    | ServiceFinished
    | TicketHeld
    | TicketResumed
    | TicketTransferred
    | TicketMissed
)


def remembered(before: Hall, after: Hall, event: Undoable, counter: int) -> Hall:
    """The hall with this act as the counter's newest."""
    act = Act(
        at=event.at,
        kind=type(event).__name__,
        ticket_before=before.tickets[event.ticket],
        ticket_after=after.tickets[event.ticket],
        counter_before=before.counters[counter],
        counter_after=after.counters[counter],
        last_wait_before=before.last_waits.get(before.tickets[event.ticket].queue),
    )
    acts = (*after.acts.get(counter, ()), act)[-KEPT:]
    return replace(after, acts=with_entry(after.acts, counter, acts))


def extended(hall: Hall, ticket: UUID, counter: int | None = None) -> Hall:
    """The hall with the newest act on a ticket reaching up to now.

    What follows from an act by itself (a corrected procedure, the next errand) is taken back with
    it, not in a step of its own.
    """
    at = counter if counter is not None else hall.tickets[ticket].counter
    acts = hall.acts.get(at, ()) if at is not None else ()
    if at is None or not acts or acts[-1].ticket_after.id != ticket:
        return hall
    newest = replace(acts[-1], ticket_after=hall.tickets[ticket], counter_after=hall.counters[at])
    return replace(hall, acts=with_entry(hall.acts, at, (*acts[:-1], newest)))


def _undisturbed(ticket: Ticket) -> Ticket:
    """A ticket without what citizens and printers may add to it at any time."""
    return replace(ticket, paper=None, rating=None, number="", void_numbers=(), offline=False)


def last_act(hall: Hall, counter: int, now: datetime) -> Act | None:
    """The act that this counter can take back now.

    None when it is too long ago, or when ticket or counter have changed since.
    """
    acts = hall.acts.get(counter, ())
    if not acts:
        return None
    act = acts[-1]
    ticket = hall.tickets[act.ticket_after.id]
    if (now - act.at).total_seconds() > hall.rules.calls.undo:
        return None
    if _undisturbed(ticket) != _undisturbed(act.ticket_after):
        return None
    return act if hall.counters.get(counter) == act.counter_after else None


def undone(hall: Hall, counter: int) -> Hall:
    """The hall with the counter's newest act taken back."""
    acts = hall.acts[counter]
    act = acts[-1]
    now = hall.tickets[act.ticket_before.id]
    back = replace(
        act.ticket_before,
        paper=now.paper,
        rating=now.rating,
        number=now.number,
        void_numbers=now.void_numbers,
        offline=now.offline,
    )
    left = with_entry(hall.acts, counter, acts[:-1])
    undone_hall = hall.with_ticket(back).with_counter(act.counter_before)
    return replace(undone_hall, acts=left, last_waits=_last_waits(hall, act))


def _last_waits(hall: Hall, act: Act) -> Mapping[str, timedelta]:
    """The last waits without the one of a call that is taken back, if it still is the last."""
    called, queue = act.ticket_after.first_called_at, act.ticket_before.queue
    if act.ticket_before.first_called_at is not None or called is None:
        return hall.last_waits
    if hall.last_waits.get(queue) != max(called - act.ticket_before.waits_from, timedelta()):
        return hall.last_waits
    others = {name: wait for name, wait in hall.last_waits.items() if name != queue}
    return others if act.last_wait_before is None else others | {queue: act.last_wait_before}
