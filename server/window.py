"""The window at which orders to the hall are handed in: from a request to a command.

No web framework: an order is checked, read and put on the desk in microseconds, and holds no
thread while it waits for the disk.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from uuid import UUID

from luot.domain.commands import (
    Command,
    Rate,
    ReconcileTicket,
    ReportPaper,
    Return,
    SkipNumbers,
    TakeTicket,
)
from luot.messages import fingerprint
from server import api_bodies as bodies
from server.actor import Actor, Grant, Role, Scope, allowed
from server.acts import COUNTER_ACTS, TICKET_ACTS, CounterAct, TicketAct
from server.door import actor, check_same_origin
from server.house import House
from server.orders import Order, Sheet
from server.problems import Problem
from server.reading import decoder, key, ticket_id

CITIZEN = "citizen"
LONGEST_NUMBER = 9

_take = decoder(bodies.Take)
_reconcile = decoder(bodies.Reconcile)
_printed = decoder(bodies.Printed)
_come_back = decoder(bodies.ComeBack)
_rating = decoder(bodies.Rating)
_nothing = decoder(bodies.Nothing)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that may be an order: its path under the API, its headers in small letters."""

    path: tuple[str, ...]
    headers: Mapping[str, str]
    body: bytes

    @property
    def key(self) -> str:
        """The order's key."""
        return key(self.headers.get("idempotency-key"))

    @property
    def content_type(self) -> str:
        """What the body says it is."""
        return self.headers.get("content-type", "")


Prepare = Callable[[House, Asked], tuple[Order, ...]]


@dataclass(frozen=True, slots=True)
class Form:
    """How one kind of request becomes orders; the answers to a `listed` one come as a list."""

    prepare: Prepare
    listed: bool = False


def form(path: tuple[str, ...]) -> Form | None:
    """The form for POST requests to a path, or None where no orders are taken."""
    match path:
        case ("tickets", _, act):
            return _ON_TICKETS.get(act)
        case ("counters", _, act):
            return _AT_COUNTERS.get(act)
        case _:
            return _ALONE.get("/".join(path))


def _take_ticket(house: House, asked: Asked) -> tuple[Order, ...]:
    """A place for a citizen: kiosk, official."""
    who = _who(house, asked, Scope.KIOSK, Role.OFFICIAL)
    under = asked.key
    body = _take(asked.body, asked.content_type)
    command = TakeTicket(
        id=ticket_id(under),
        procedures=_procedures(body),
        queue=body.queue,
        purpose=body.purpose,
        priority=body.priority,
        lang=body.lang,
        kiosk=who.kiosk,
        staff=allowed(who, Role.OFFICIAL),
    )
    return (Order(command=command, key=under, actor=who.name),)


def _procedures(body: bodies.Take | bodies.OfflineTicket) -> tuple[str, ...]:
    """The procedures that a body names, each once, the single one first."""
    named = () if body.procedure is None else (body.procedure,)
    return tuple(dict.fromkeys(named + body.procedures))


def _take_in(house: House, asked: Asked) -> tuple[Order, ...]:
    """The tickets that a kiosk gave out by itself, one after the other: kiosk."""
    who = _who(house, asked, Scope.KIOSK)
    under = asked.key
    body = _reconcile(asked.body, asked.content_type)
    if body.seen is not None:
        house.desk.heed(body.seen.epoch, body.seen.seq)
    commands = [_reconciled(each, who) for each in body.tickets]
    sheet = Sheet(under, sha256(b"".join(map(fingerprint, commands))).digest())
    return tuple(
        Order(command=command, key=f"{under}/{command.id}", actor=who.name, sheet=sheet)
        for command in commands
    )


def _reconciled(ticket: bodies.OfflineTicket, kiosk: Actor) -> ReconcileTicket:
    """One offline ticket taken in."""
    return ReconcileTicket(
        id=ticket.id,
        kiosk=kiosk.kiosk or 0,
        number=ticket.number,
        issued_at=ticket.issued_at,
        last_contact=ticket.last_contact,
        procedures=_procedures(ticket),
        queue=ticket.queue,
        purpose=ticket.purpose,
        priority=ticket.priority,
        lang=ticket.lang,
    )


def _report_paper(house: House, asked: Asked) -> tuple[Order, ...]:
    """What became of a ticket's paper: kiosk."""
    who = _who(house, asked, Scope.KIOSK)
    body = _printed(asked.body, asked.content_type)
    return _one(asked, ReportPaper(ticket=_ticket(asked), outcome=body.outcome), who)


def _return(house: House, asked: Asked) -> tuple[Order, ...]:
    """Whoever missed the call is back and holds the ticket up to a kiosk: kiosk.

    Only the code opens this: a kiosk that stands in the hall proves that its holder is there.
    """
    who = _who(house, asked, Scope.KIOSK)
    body = _come_back(asked.body, asked.content_type)
    _, ticket = house.visitor(body.token)
    return _one(asked, Return(ticket=ticket.id), who)


def _rate(house: House, asked: Asked) -> tuple[Order, ...]:
    """A citizen's verdict: whoever has a ticket's code."""
    check_same_origin(asked.headers)
    under = asked.key
    body = _rating(asked.body, asked.content_type)
    _, ticket = house.visitor(body.token)
    text = (body.text or "").strip() or None
    command = Rate(ticket=ticket.id, score=body.score, reasons=body.reasons, text=text)
    return (Order(command=command, key=under, actor=CITIZEN),)


def _skip(house: House, asked: Asked) -> tuple[Order, ...]:
    """Numbers go on where none can have been given out today: admin."""
    who = _who(house, asked, Role.ADMIN)
    _nothing(asked.body, asked.content_type)
    return (Order(command=SkipNumbers(), key=asked.key, actor=who.name),)


def _on_ticket(act: TicketAct) -> Form:
    """The form of one act on a ticket: official."""
    read = decoder(act.kind)

    def prepare(house: House, asked: Asked) -> tuple[Order, ...]:
        who = _who(house, asked, Role.OFFICIAL)
        ticket = _ticket(asked)
        body = read(asked.body, asked.content_type)
        return _one(asked, act.make(ticket, body), who)

    return Form(prepare)


def _at_counter(act: CounterAct) -> Form:
    """The form of one act at a counter: official."""
    read = decoder(act.kind)

    def prepare(house: House, asked: Asked) -> tuple[Order, ...]:
        who = _who(house, asked, Role.OFFICIAL)
        counter = _counter(asked)
        body = read(asked.body, asked.content_type)
        return _one(asked, act.make(counter, body, who), who)

    return Form(prepare)


def _one(asked: Asked, command: Command, who: Actor) -> tuple[Order, ...]:
    """The one order of a request; a manager's reaches to every counter."""
    bound = who.name if who.grant is Role.OFFICIAL else None
    return (Order(command=command, key=asked.key, actor=who.name, official=bound),)


def _who(house: House, asked: Asked, *needs: Grant) -> Actor:
    """Who gives the order, when they have one of these rights, from no page of another site."""
    check_same_origin(asked.headers)
    return actor(house.accounts, asked.headers, *needs)


def _ticket(asked: Asked) -> UUID:
    """The ticket in the path."""
    try:
        return UUID(asked.path[1])
    except ValueError:
        raise Problem(HTTPStatus.NOT_FOUND, "not-found") from None


def _counter(asked: Asked) -> int:
    """The counter in the path."""
    number = asked.path[1]
    if not (number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER):
        raise Problem(HTTPStatus.NOT_FOUND, "not-found")
    return int(number)


_ALONE = {
    "tickets": Form(_take_ticket),
    "tickets/reconcile": Form(_take_in, listed=True),
    "tickets/return": Form(_return),
    "ratings": Form(_rate),
    "numbers/skip": Form(_skip),
}
_ON_TICKETS = {"printed": Form(_report_paper)} | {act.name: _on_ticket(act) for act in TICKET_ACTS}
_AT_COUNTERS = {act.name: _at_counter(act) for act in COUNTER_ACTS}
