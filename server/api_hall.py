"""The hall over the wire: the board, the catalogue, searching, and what a citizen may do."""

from datetime import datetime, time
from hashlib import sha256
from http import HTTPStatus

import msgspec
from flask import Blueprint, Response, request

from display.board import snapshot
from luot.domain import opening
from luot.domain.estimate import last_wait_minutes
from luot.domain.hall import Hall
from luot.domain.procedure import Field, Procedure
from luot.domain.rules import Hours, LongWait, PriorityClass, Queue
from luot.domain.ticket import State, Ticket
from luot.messages import instant
from server.actor import Role, Scope
from server.answers import checklist
from server.api import caller, json
from server.callers import LISTENERS
from server.house import House, house
from server.problems import Problem
from server.rows import utc

hall = Blueprint("api_hall", __name__)

MOST_FOUND = 50
LONGEST_PHRASE = 200


class Centre(msgspec.Struct, frozen=True, kw_only=True):
    """The centre's names, as they stand on screens and paper."""

    kind: str
    name: str
    site: str
    kind_en: str
    name_en: str


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """What the centre can be asked for; the times are set where it opens or closes at all.

    `most_taken` are the codes that most numbers were taken for in the 30 days before today.
    `portal` is where procedures are done online, with `{code}` for the national code; `papers`
    stands before a code (or several with a plus between) in the address of what to bring for it.
    """

    version: str
    starter: bool
    centre: Centre
    languages: tuple[str, ...]
    priorities: tuple[PriorityClass, ...]
    queues: tuple[Queue, ...]
    fields: tuple[Field, ...]
    procedures: tuple[Procedure, ...]
    most_taken: tuple[str, ...]
    open: bool
    opens_at: str | None
    closes_at: str | None
    hours: Hours
    long_wait: LongWait
    portal: str | None
    papers: str


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A procedure that a phrase may mean."""

    code: str
    name: str
    short_name: str
    score: float


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """A citizen's own place."""

    number: str
    state: State
    short_name: str | None
    short_name_en: str | None
    queue: str
    counter: int | None
    ahead: int | None
    wait: None
    last_wait: int | None
    checklist: tuple[str, ...]
    checklist_en: tuple[str, ...]
    rated: bool
    called_at: str | None
    calls: int
    at: str


def centre(of: House) -> Centre:
    """The names of the centre."""
    named = of.config.centre
    return Centre(
        kind=named.kind,
        name=named.name,
        site=of.config.site,
        kind_en=named.kind_en,
        name_en=named.name_en,
    )


@hall.get("/board")
def board() -> Response:
    """What hangs on the wall, with the number of the last event in it."""
    caller(*LISTENERS)
    there = house()
    wall = there.news.wall
    named = msgspec.to_builtins(centre(there))
    epoch = there.news.hub.epoch
    shown = snapshot(
        wall.hall, wall.calls, seq=wall.seq, epoch=epoch, at=there.local_now(), centre=named
    )
    return json(msgspec.json.encode(shown))


@hall.get("/catalogue")
def catalogue() -> Response:
    """What the centre can be asked for, and whether it is open; unchanged is 304."""
    caller(Role.OFFICIAL, *Scope)
    there = house()
    now = there.desk.present.hall
    return tagged(msgspec.json.encode(_offer(there, now, there.local_now())))


def tagged(body: bytes, of: bytes | None = None) -> Response:
    """An answer that need not be sent again as long as it (or what it is made `of`) is the same."""
    etag = sha256(body if of is None else of).hexdigest()[:24]
    known = request.if_none_match.contains(etag)
    response = json(b"", HTTPStatus.NOT_MODIFIED) if known else json(body)
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(etag)
    return response


def _offer(there: House, now: Hall, at: datetime) -> Offer:
    """The offer at local time `at`."""
    known = there.catalogue
    hours = now.rules.hours
    issuing = now.open and opening.is_issuing(hours, at)
    window = opening.issue_window(hours, at) if issuing else None
    never = window is None or window[1].time() == time.max
    return Offer(
        version=known.version,
        starter=known.starter,
        centre=centre(there),
        languages=there.config.languages,
        priorities=now.rules.priorities,
        queues=now.rules.queues,
        fields=known.fields,
        procedures=known.procedures,
        most_taken=there.taken.before(at.date()),
        open=issuing,
        opens_at=None if issuing else utc(opening.opens_next(hours, at)),
        closes_at=None if window is None or never else instant(window[1]),
        hours=hours,
        long_wait=now.rules.long_wait,
        portal=there.config.portal or None,
        papers=f"{there.address}/G/".upper(),
    )


@hall.get("/procedures")
def procedures() -> Response:
    """The procedures that a phrase may mean, likeliest first."""
    caller(Role.OFFICIAL, *Scope)
    phrase = request.args.get("q", "")[:LONGEST_PHRASE]
    limit = _limit(request.args.get("limit", "10"))
    found = [
        Found(
            code=each.procedure.code,
            name=each.procedure.name,
            short_name=each.procedure.short_name,
            score=round(each.score, 3),
        )
        for each in house().finder.find(phrase, limit)
    ]
    return json(msgspec.json.encode({"results": found}))


def _limit(text: str) -> int:
    """How many results are wanted: 1 to 50."""
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:3]) <= MOST_FOUND:
        raise Problem(HTTPStatus.BAD_REQUEST, "malformed", path="limit")
    return int(text)


@hall.get("/tickets/status")
def status() -> Response:
    """The place of whoever holds the ticket with this code; unchanged is 304."""
    now, ticket = house().visitor(request.args.get("token", ""))
    told = _status(now, ticket, house().clock())
    return tagged(
        msgspec.json.encode(told), msgspec.json.encode(msgspec.structs.replace(told, at=""))
    )


def _status(now: Hall, ticket: Ticket, at: datetime) -> Status:
    """A citizen's own place at one moment."""
    known = now.catalogue.by_code.get(ticket.procedure or "")
    return Status(
        number=ticket.number,
        state=ticket.state,
        short_name=known.short_name if known else None,
        short_name_en=known.short_name_en if known else None,
        queue=ticket.queue,
        counter=ticket.counter,
        ahead=now.ahead(ticket) if ticket.state is State.WAITING else None,
        wait=None,
        last_wait=last_wait_minutes(now, ticket.queue),
        checklist=checklist(now, ticket, "vi"),
        checklist_en=checklist(now, ticket, "en"),
        rated=ticket.rating is not None,
        called_at=utc(ticket.called_at),
        calls=ticket.calls,
        at=instant(at),
    )
