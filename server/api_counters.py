"""Counters over the wire: what an official sees there."""

from datetime import datetime

import msgspec
from flask import Blueprint, Response

from luot.domain.acts import last_act
from luot.domain.checks import known_counter
from luot.domain.hall import Counter, Hall
from luot.domain.ticket import State
from luot.messages import instant
from server.actor import Role
from server.api import caller, json
from server.house import house
from server.orders import Present
from server.rows import CounterRow, TicketRow, counter_line, ticket_row

counters = Blueprint("api_counters", __name__)


class Undoable(msgspec.Struct, frozen=True, kw_only=True):
    """The last act at a counter, which can still be taken back."""

    kind: str
    number: str
    at: str
    ticket: TicketRow


class CallRules(msgspec.Struct, frozen=True, kw_only=True):
    """How often and how fast numbers are called here."""

    before_missed: int
    cooldown: int
    return_within: int
    undo: int


class CounterView(msgspec.Struct, frozen=True, kw_only=True):
    """A counter, its ticket, and everyone whom it may call, in the order of calling."""

    epoch: str
    seq: int
    at: str
    counter: CounterRow
    ticket: TicketRow | None
    waiting: list[TicketRow]
    held: list[TicketRow]
    missed: list[TicketRow]
    undo: Undoable | None
    rules: CallRules


@counters.get("/counters/<int:counter>")
def show(counter: int) -> Response:
    """A counter as its official sees it."""
    caller(Role.OFFICIAL)
    there = house()
    return json(msgspec.json.encode(view(there.desk.present, counter, there.clock())))


def view(present: Present, counter: int, now: datetime) -> CounterView:
    """A counter at one moment; raises UnknownCounter."""
    hall = present.hall
    found = known_counter(hall, counter)
    calls = hall.rules.calls
    return CounterView(
        epoch=present.epoch,
        seq=present.seq,
        at=instant(now),
        counter=counter_line(hall, found),
        ticket=ticket_row(hall, hall.tickets[found.ticket]) if found.ticket else None,
        waiting=[ticket_row(hall, ticket) for ticket in hall.line_for(found)],
        held=_parked(hall, found, State.HELD),
        missed=_parked(hall, found, State.MISSED),
        undo=_undo(hall, counter, now),
        rules=CallRules(
            before_missed=calls.before_missed,
            cooldown=calls.cooldown,
            return_within=calls.return_within,
            undo=calls.undo,
        ),
    )


def _parked(hall: Hall, counter: Counter, state: State) -> list[TicketRow]:
    """The held or missed tickets that concern a counter, newest first."""
    found = [
        ticket
        for ticket in hall.tickets.values()
        if ticket.state is state
        and (ticket.counter == counter.number or ticket.queue in counter.queues)
    ]
    found.sort(key=lambda ticket: (ticket.missed_at or ticket.issued_at, ticket.order))
    return [ticket_row(hall, ticket) for ticket in reversed(found)]


def _undo(hall: Hall, counter: int, now: datetime) -> Undoable | None:
    """The act that a counter can still take back."""
    act = last_act(hall, counter, now)
    if act is None:
        return None
    ticket = hall.tickets[act.ticket_after.id]
    return Undoable(
        kind=act.kind, number=ticket.number, at=instant(act.at), ticket=ticket_row(hall, ticket)
    )
