"""The API described for programs: /api/v1/openapi.json, made from the very bodies and answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import msgspec
from flask import Blueprint, Response

from server import api_bodies as bodies
from server.acts import COUNTER_ACTS, TICKET_ACTS
from server.answers import Called, Issued, Rated
from server.api import PREFIX, json
from server.api_counters import CounterView
from server.api_devices import DeviceList, Heard
from server.api_hall import Offer, Status
from server.api_kiosk import Holding, KioskPlace
from server.api_phrases import PhraseList
from server.health import Health
from server.problems import MEDIA_TYPE
from server.report import Day
from server.rows import CounterRow, TicketPlace, TicketRow
from server.shapes import Board, Document, Finds, Paired, Reconciled

description = Blueprint("openapi", __name__)

Security = tuple[dict[str, list[str]], ...]

ANYONE: Security = ()
DEVICES: Security = ({"bearer": []}, {"session": []}, {"device": []})
REFUSALS: Final = {
    "400": "What was sent is malformed.",
    "401": "No known token.",
    "403": "The token does not give the right.",
    "404": "There is no such thing.",
    "408": "The body came too slowly.",
    "409": "The hall refuses; nothing was changed.",
    "413": "The body is too large.",
    "415": "The body is not JSON.",
    "422": "The key was used for something else.",
    "429": "Too many tries.",
    "503": "Nothing was put on record; try again.",
}
BY_CODE: Final = {"/tickets/status", "/tickets/return", "/kiosk/ticket", "/ratings"}
ALWAYS: Final = ("400", "503")
ORDERED: Final = ("408", "409", "413", "415", "422")


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One method of one path; an answer of None has no body."""

    method: str
    path: str
    summary: str
    answers: dict[int, Any]
    body: type[bodies.Body] | None = None
    query: tuple[dict[str, Any], ...] = ()
    known: bool = True
    media: str = "application/json"

    @property
    def ordered(self) -> bool:
        """Whether it changes something and so carries a key."""
        return self.method == "post" and self.path != "/pair"


def _query(name: str, schema: dict[str, Any], *, required: bool = False) -> dict[str, Any]:
    """A parameter after the question mark."""
    return {"name": name, "in": "query", "required": required, "schema": schema}


SEQ: Final = {"type": "integer", "minimum": 0, "maximum": (1 << 63) - 1}
TEXT: Final = {"type": "string"}

OPERATIONS: Final = (
    Operation(
        method="post",
        path="/tickets",
        summary="Give a citizen a place: kiosk, official.",
        body=bodies.Take,
        answers={201: Issued},
    ),
    Operation(
        method="post",
        path="/tickets/reconcile",
        summary="Take in tickets that a kiosk gave out by itself, in order: kiosk.",
        body=bodies.Reconcile,
        answers={200: Reconciled},
    ),
    Operation(
        method="post",
        path="/tickets/{ticket}/printed",
        summary="Put on record what became of the paper: kiosk.",
        body=bodies.Printed,
        answers={200: TicketRow},
    ),
    Operation(
        method="post",
        path="/tickets/return",
        summary="Whoever missed the call is back, with the code on the ticket: kiosk.",
        body=bodies.ComeBack,
        answers={200: TicketRow},
    ),
    Operation(
        method="get",
        path="/tickets/{ticket}",
        summary="One ticket as it stands: kiosk, official.",
        answers={200: TicketPlace},
    ),
    Operation(
        method="get",
        path="/tickets/status",
        summary="The place of whoever holds the ticket with this code: anyone.",
        query=(_query("token", TEXT, required=True),),
        answers={200: Status, 304: None},
        known=False,
    ),
    Operation(
        method="post",
        path="/ratings",
        summary="A citizen's verdict, once a visit: anyone with a ticket's code.",
        body=bodies.Rating,
        answers={201: Rated},
        known=False,
    ),
    Operation(
        method="post",
        path="/numbers/skip",
        summary="Go on with numbers that cannot have been given out today: admin.",
        body=bodies.Nothing,
        answers={204: None},
    ),
    Operation(
        method="get",
        path="/counters/{counter}",
        summary="A counter as its official sees it: official.",
        answers={200: CounterView},
    ),
    Operation(
        method="get",
        path="/board",
        summary="What hangs on the wall: display, kiosk, official.",
        answers={200: Board},
    ),
    Operation(
        method="get",
        path="/events",
        summary="The live stream, server-sent events; Last-Event-ID wins over since.",
        query=(_query("since", SEQ), _query("epoch", TEXT)),
        answers={200: str},
        media="text/event-stream",
    ),
    Operation(
        method="get",
        path="/catalogue",
        summary="What the centre can be asked for: any device, official.",
        answers={200: Offer, 304: None},
    ),
    Operation(
        method="get",
        path="/procedures",
        summary="The procedures that a phrase may mean: any device, official.",
        query=(
            _query("q", TEXT),
            _query("limit", {"type": "integer", "minimum": 1, "maximum": 50}),
        ),
        answers={200: Finds},
    ),
    Operation(
        method="get",
        path="/reports/day",
        summary="The figures of a day: manager.",
        query=(
            _query("date", {"type": "string", "format": "date"}),
            _query("format", {"type": "string", "enum": ["json", "csv"]}),
        ),
        answers={200: Day},
    ),
    Operation(
        method="post",
        path="/devices/printer",
        summary="How a kiosk's printer is, on each change and once a minute: kiosk.",
        body=bodies.Printer,
        answers={200: Heard},
    ),
    Operation(
        method="get",
        path="/devices",
        summary="Every paired device, and how the kiosks' printers are: official.",
        answers={200: DeviceList},
    ),
    Operation(
        method="post",
        path="/phrases",
        summary="What someone sought without choosing anything: kiosk.",
        body=bodies.Phrase,
        answers={204: None},
    ),
    Operation(
        method="get",
        path="/phrases",
        summary="What was sought in vain, the most frequent first: manager.",
        answers={200: PhraseList},
    ),
    Operation(
        method="get",
        path="/kiosk",
        summary="What a kiosk needs to give numbers out while the server is away: kiosk.",
        answers={200: KioskPlace},
    ),
    Operation(
        method="get",
        path="/kiosk/ticket",
        summary="The ticket that is held up to a kiosk, by its code: kiosk.",
        query=(_query("token", TEXT, required=True), _query("lang", TEXT)),
        answers={200: Holding},
    ),
    Operation(
        method="post",
        path="/pair",
        summary="A one-time code becomes a device's own token.",
        body=bodies.Pair,
        answers={200: Paired},
        known=False,
    ),
)


def operations() -> tuple[Operation, ...]:
    """Every operation of the API, the acts of officials among them."""
    at_counters = (
        Operation(
            method="post",
            path=f"/counters/{{counter}}/{act.name}",
            summary=f"{act.summary}: official.",
            body=act.kind,
            answers={200: Called, 204: None} if act.name == "next" else {200: CounterRow},
        )
        for act in COUNTER_ACTS
    )
    on_tickets = (
        Operation(
            method="post",
            path=f"/tickets/{{ticket}}/{act.name}",
            summary=f"{act.summary}: official.",
            body=act.kind,
            answers={200: TicketRow},
        )
        for act in TICKET_ACTS
    )
    return (*OPERATIONS, *at_counters, *on_tickets)


@cache
def document() -> bytes:
    """The whole description, OpenAPI 3.1."""
    every = operations()
    types = [each for one in every for each in (one.body, *one.answers.values()) if each]
    types = list(dict.fromkeys([*types, Document, Health]))
    schemas, components = msgspec.json.schema_components(
        types, ref_template="#/components/schemas/{name}"
    )
    refs = dict(zip(types, schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for one in every:
        paths.setdefault(one.path, {})[one.method] = _described(one, refs)
    return msgspec.json.encode(
        {
            "openapi": "3.1.0",
            "info": {"title": "Lượt", "version": "1"},
            "servers": [{"url": PREFIX}],
            "paths": paths,
            "components": {"schemas": components, "securitySchemes": _SCHEMES},
        }
    )


_SCHEMES: Final = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "session": {"type": "apiKey", "in": "cookie", "name": "luot_session"},
    "device": {"type": "apiKey", "in": "cookie", "name": "luot_device"},
}


def _described(one: Operation, refs: dict[Any, Any]) -> dict[str, Any]:
    """One operation as OpenAPI has it."""
    described: dict[str, Any] = {
        "operationId": f"{one.method}{one.path}".translate(_NAMED),
        "summary": one.summary,
        "parameters": _parameters(one),
        "security": list(DEVICES if one.known else ANYONE),
        "responses": _answers(one, refs),
    }
    if one.body is not None:
        required = bool(one.body.__struct_fields__) and bool(_needed(one.body))
        content = {"application/json": {"schema": refs[one.body]}}
        described["requestBody"] = {"required": required, "content": content}
    return described


_NAMED: Final = str.maketrans({"/": "_", "{": "", "}": ""})


def _needed(body: type[bodies.Body]) -> Sequence[str]:
    """The fields that a body must have."""
    return [each.name for each in msgspec.structs.fields(body) if each.required]


def _parameters(one: Operation) -> list[dict[str, Any]]:
    """The parameters in path, query and headers."""
    found: list[dict[str, Any]] = []
    if "{ticket}" in one.path:
        found.append(_in_path("ticket", {"type": "string", "format": "uuid"}))
    if "{counter}" in one.path:
        found.append(_in_path("counter", {"type": "integer", "minimum": 0, "maximum": 99}))
    found.extend(one.query)
    if one.ordered:
        schema = {"type": "string", "pattern": "^[\\x21-\\x7e]{1,128}$"}
        header = {"name": "Idempotency-Key", "in": "header", "required": True, "schema": schema}
        found.append(header)
    return found


def _in_path(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter in the path."""
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _answers(one: Operation, refs: dict[Any, Any]) -> dict[str, Any]:
    """All answers of an operation, the refusals included."""
    answers: dict[str, Any] = {}
    for status, kind in one.answers.items():
        answer: dict[str, Any] = {"description": "Done." if kind else "Nothing to tell."}
        if kind is not None:
            answer["content"] = {one.media: {"schema": refs[kind]}}
        answers[str(status)] = answer
    if one.path == "/reports/day":
        answers["200"]["content"]["text/csv"] = {"schema": {"type": "string"}}
    for status_ in _refusals(one):
        content = {MEDIA_TYPE: {"schema": refs[Document]}}
        answers[status_] = {"description": REFUSALS[status_], "content": content}
    return answers


def _refusals(one: Operation) -> Iterable[str]:
    """The statuses with which an operation may be refused."""
    yield from ALWAYS
    if one.known:
        yield from ("401", "403")
    if one.method == "post":
        yield from ORDERED
    if "{" in one.path or one.path in BY_CODE:
        yield "404"
    if one.path == "/pair":
        yield from ("403", "429")


@description.get("/openapi.json")
def openapi() -> Response:
    """The description of the API."""
    return json(document())
