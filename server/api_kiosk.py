"""What only a kiosk asks: its own numbers for an outage, and the ticket that is held up to it."""

from http import HTTPStatus
from uuid import UUID

import msgspec
from flask import Blueprint, Response, request

from luot.domain.codes import Code
from luot.domain.estimate import last_wait_minutes
from luot.domain.hall import Hall
from luot.domain.places import return_until
from luot.domain.ticket import Outcome, Paper, Purpose, State, Ticket
from luot.messages import instant
from server.actor import Scope
from server.answers import checklist
from server.api import caller, json
from server.house import house
from server.problems import Problem
from server.rows import utc
from server.tokens import parse

kiosk = Blueprint("api_kiosk", __name__)


class KioskPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A kiosk's own place.

    `kiosk` is its index, 0 to 3, which says what numbers are its own; `key` signs the codes of
    its tickets, in hexadecimal; `address` stands before a code in a ticket's QR. `run` is another
    one at each start of the server, which may have lost its memory then.
    """

    site: str
    name: str
    kiosk: int
    key: str
    address: str
    run: str


class Supplement(msgspec.Struct, frozen=True, kw_only=True):
    """The matter to which papers are to be added; `queue` is where it was served."""

    procedure: str | None
    queue: str


class Holding(msgspec.Struct, frozen=True, kw_only=True):
    """The ticket behind a code, for the kiosk that it is held up to.

    `checklist` is in the language that was asked for. A missed ticket may return until
    `return_until`; null where it has done so often enough. `supplement` is set where the last
    official who served it asked for more papers.
    """

    id: UUID
    number: str
    queue: str
    procedure: str | None
    purpose: Purpose
    issued_at: str
    token: str
    url: str
    ahead: int | None
    last_wait: int | None
    checklist: tuple[str, ...]
    offline: bool
    priority: str
    state: State
    counter: int | None
    paper: Paper | None
    return_until: str | None
    supplement: Supplement | None


@kiosk.get("/kiosk")
def place() -> Response:
    """The place of the kiosk that asks."""
    who = caller(Scope.KIOSK)
    if who.kiosk is None:
        raise Problem(HTTPStatus.NOT_FOUND, "not-found")
    there = house()
    own = KioskPlace(
        site=who.site,
        name=who.name,
        kiosk=who.kiosk,
        key=there.codes.key_of(who.kiosk).hex(),
        address=f"{there.address}/T/".upper(),
        run=there.run,
    )
    return json(msgspec.json.encode(own))


@kiosk.get("/kiosk/ticket")
def ticket() -> Response:
    """The ticket with the code that was held up to the kiosk that asks."""
    caller(Scope.KIOSK)
    there = house()
    now, found = there.visitor(request.args.get("token", ""))
    code = parse(request.args["token"])
    told = _holding(now, found, code, there.address, request.args.get("lang", "vi"))
    return json(msgspec.json.encode(told))


def _holding(now: Hall, ticket: Ticket, code: Code, address: str, lang: str) -> Holding:
    """A ticket as its holder sees it; the code stays the one that they have on paper."""
    missed = ticket.state is State.MISSED
    return Holding(
        id=ticket.id,
        number=ticket.number,
        queue=ticket.queue,
        procedure=ticket.procedure,
        purpose=ticket.current.purpose,
        issued_at=instant(ticket.issued_at),
        token=str(code),
        url=f"{address}/T/{code}".upper(),
        ahead=now.ahead(ticket) if ticket.state is State.WAITING else None,
        last_wait=last_wait_minutes(now, ticket.queue),
        checklist=checklist(now, ticket, lang),
        offline=ticket.offline,
        priority=ticket.priority,
        state=ticket.state,
        counter=ticket.counter,
        paper=ticket.paper,
        return_until=utc(return_until(now, ticket)) if missed else None,
        supplement=_supplement(ticket),
    )


def _supplement(ticket: Ticket) -> Supplement | None:
    """The last matter of a served ticket to which papers are to be added."""
    if ticket.state is not State.SERVED:
        return None
    for errand in reversed(ticket.errands):
        if errand.outcome is Outcome.SUPPLEMENT_ASKED:
            return Supplement(procedure=errand.procedure, queue=errand.queue)
    return None
