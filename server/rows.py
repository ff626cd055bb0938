"""Tickets and counters as officials and devices get them: one row each, instants in UTC."""

from datetime import datetime
from uuid import UUID

import msgspec

from display.board import counter_row
from luot.domain.estimate import last_wait_minutes
from luot.domain.hall import Counter, Hall
from luot.domain.ticket import Outcome, Paper, Purpose, State, Ticket
from luot.messages import instant


class TicketRow(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket as officials see it."""

    id: UUID
    number: str
    queue: str
    procedure: str | None
    short_name: str | None
    short_name_en: str | None
    purpose: Purpose
    state: State
    priority: str
    issued_at: str
    waits_from: str
    effective_at: str
    order: int
    counter: int | None
    for_counter: int | None
    calls: int
    called_at: str | None
    first_called_at: str | None
    last_call_at: str | None
    started_at: str | None
    held_since: str | None
    missed_at: str | None
    returns: int
    outcome: Outcome | None
    paper: Paper | None


class TicketPlace(TicketRow, frozen=True, kw_only=True):
    """A ticket, how many are called before it, and how long the last one called had waited."""

    ahead: int | None
    last_wait: int | None


class CounterRow(msgspec.Struct, frozen=True, kw_only=True):
    """A counter as its official sees it; `number` is the one called there last.

    `until` is when a paused one is open again, where its official said so.
    """

    counter: int
    state: str
    queues: tuple[str, ...]
    official: str | None
    ticket: UUID | None
    number: str | None
    since: str
    until: str | None


def utc(at: datetime | None) -> str | None:
    """An instant that may not have come yet."""
    return None if at is None else instant(at)


def _row(hall: Hall, ticket: Ticket) -> dict[str, object]:
    """The fields of a ticket's row."""
    errand = ticket.current
    known = hall.catalogue.by_code.get(errand.procedure or "")
    hold = ticket.holds[-1] if ticket.holds else None
    return {
        "id": ticket.id,
        "number": ticket.number,
        "queue": ticket.queue,
        "procedure": errand.procedure,
        "short_name": known.short_name if known else None,
        "short_name_en": known.short_name_en if known else None,
        "purpose": errand.purpose,
        "state": ticket.state,
        "priority": ticket.priority,
        "issued_at": instant(ticket.issued_at),
        "waits_from": instant(ticket.waits_from),
        "effective_at": instant(ticket.effective_at),
        "order": ticket.order,
        "counter": ticket.counter,
        "for_counter": ticket.for_counter,
        "calls": ticket.calls,
        "called_at": utc(ticket.called_at),
        "first_called_at": utc(ticket.first_called_at),
        "last_call_at": utc(ticket.last_call_at),
        "started_at": utc(errand.stretches[-1].started_at if errand.stretches else None),
        "held_since": utc(hold.started_at if hold and hold.ended_at is None else None),
        "missed_at": utc(ticket.missed_at),
        "returns": ticket.returns,
        "outcome": errand.outcome,
        "paper": ticket.paper,
    }


def ticket_row(hall: Hall, ticket: Ticket) -> TicketRow:
    """One ticket as it stands."""
    return TicketRow(**_row(hall, ticket))  # type: ignore[arg-type]


def ticket_place(hall: Hall, ticket: Ticket) -> TicketPlace:
    """One ticket as it stands in its line."""
    ahead = hall.ahead(ticket) if ticket.state is State.WAITING else None
    last_wait = last_wait_minutes(hall, ticket.queue)
    return TicketPlace(**_row(hall, ticket), ahead=ahead, last_wait=last_wait)  # type: ignore[arg-type]


def counter_line(hall: Hall, counter: Counter) -> CounterRow:
    """One counter as its official sees it; its state is the one that the hall sees."""
    seen = counter_row(hall, counter)
    return CounterRow(
        counter=counter.number,
        state=seen["state"],
        queues=counter.queues,
        official=counter.official,
        ticket=counter.ticket,
        number=seen["number"],
        since=seen["since"],
        until=utc(counter.until),
    )
