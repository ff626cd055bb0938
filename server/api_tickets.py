"""Tickets over the wire: given out by kiosks and officials, moved on by officials."""

from collections.abc import Callable
from uuid import UUID

import msgspec
from flask import Blueprint, Response

from luot.domain.checks import known_ticket
from luot.domain.commands import ReconcileTicket, ReportPaper, TakeTicket
from luot.domain.errors import Refusal
from luot.domain.ticket import State
from luot.web.language import language
from server import api_bodies as bodies
from server.actor import Actor, Role, Scope, allowed
from server.acts import TICKET_ACTS, TicketAct
from server.api import caller, carry_out, json, key, order, reader, ticket_id
from server.callers import check_counter
from server.house import house
from server.orders import DeskError
from server.problems import Problem, Refused, Undone
from server.rows import ticket_place

tickets = Blueprint("api_tickets", __name__)

ON_DUTY = {State.CALLED, State.SERVING}

_take = reader(bodies.Take)
_reconcile = reader(bodies.Reconcile)
_printed = reader(bodies.Printed)


@tickets.post("/tickets")
def take() -> Response:
    """Give a citizen a place."""
    actor = caller(Scope.KIOSK, Role.OFFICIAL)
    under = key()
    body = _take()
    command = TakeTicket(
        id=ticket_id(under),
        procedures=_procedures(body),
        queue=body.queue,
        purpose=body.purpose,
        priority=body.priority,
        lang=body.lang,
        kiosk=actor.kiosk,
        staff=allowed(actor, Role.OFFICIAL),
    )
    return order(command, actor.name)


def _procedures(body: bodies.Take | bodies.OfflineTicket) -> tuple[str, ...]:
    """The procedures that a body names, each once, the single one first."""
    named = () if body.procedure is None else (body.procedure,)
    return tuple(dict.fromkeys(named + body.procedures))


@tickets.post("/tickets/reconcile")
def reconcile() -> Response:
    """Take in the tickets that a kiosk gave out by itself, one after the other."""
    actor = caller(Scope.KIOSK)
    under = key()
    results = [_taken_in(each, actor, under) for each in _reconcile().tickets]
    return json(b'{"results":[%b]}' % b",".join(results))


def _taken_in(ticket: bodies.OfflineTicket, actor: Actor, under: str) -> bytes:
    """What became of one offline ticket: its row, or the problem with it."""
    command = ReconcileTicket(
        id=ticket.id,
        kiosk=actor.kiosk or 0,
        number=ticket.number,
        issued_at=ticket.issued_at,
        last_contact=ticket.last_contact,
        procedures=_procedures(ticket),
        queue=ticket.queue,
        purpose=ticket.purpose,
        priority=ticket.priority,
        lang=ticket.lang,
    )
    try:
        done = carry_out(command, actor.name, f"{under}/{ticket.id}")
    except Refusal as refusal:
        return _problem(ticket.id, Refused(refusal))
    except DeskError as error:
        return _problem(ticket.id, Undone(error))
    return b'{"id":"%b","status":%d,"ticket":%b}' % (_ascii(ticket.id), done.status, done.body)


def _problem(ticket: UUID, problem: Problem) -> bytes:
    """A ticket that could not be taken in."""
    document = problem.document(language())
    return b'{"id":"%b","status":%d,"problem":%b}' % (_ascii(ticket), problem.status, document)


def _ascii(ticket: UUID) -> bytes:
    """An id as it stands in JSON."""
    return str(ticket).encode()


@tickets.post("/tickets/<uuid:ticket>/printed")
def printed(ticket: UUID) -> Response:
    """Put on record what became of a ticket's paper."""
    actor = caller(Scope.KIOSK)
    return order(ReportPaper(ticket=ticket, outcome=_printed().outcome), actor.name)


@tickets.get("/tickets/<uuid:ticket>")
def show(ticket: UUID) -> Response:
    """One ticket as it stands."""
    caller(Scope.KIOSK, Role.OFFICIAL)
    hall = house().desk.present.hall
    place = ticket_place(hall, known_ticket(hall, ticket))
    return json(msgspec.json.encode(place))


def _act_view(act: TicketAct) -> Callable[[UUID], Response]:
    """The view of one act on a ticket."""
    read = reader(act.kind)

    def view(ticket: UUID) -> Response:
        actor = caller(Role.OFFICIAL)
        body = read()
        _check(ticket, actor, act.at(body))
        return order(act.make(ticket, body), actor.name)

    return view


def _check(ticket: UUID, actor: Actor, to: int | None) -> None:
    """Refuse an official who reaches over to another's counter."""
    hall = house().desk.present.hall
    found = hall.tickets.get(ticket)
    if found is not None and found.counter is not None and found.state in ON_DUTY:
        check_counter(hall, actor, found.counter)
    if to is not None:
        check_counter(hall, actor, to)


for _each in TICKET_ACTS:
    tickets.add_url_rule(
        f"/tickets/<uuid:ticket>/{_each.name}",
        endpoint=_each.name,
        view_func=_act_view(_each),
        methods=["POST"],
    )
