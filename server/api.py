"""The API's common part: orders in, replies and problems out."""

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import TypeVar
from uuid import UUID, uuid5

import msgspec
from flask import Blueprint, Response, request
from werkzeug.exceptions import HTTPException

from luot.domain.commands import Command
from luot.domain.errors import Refusal
from luot.web.language import language
from server.account_errors import AccountRefused
from server.actor import Actor, Grant
from server.api_bodies import Body
from server.door import actor, check_same_origin
from server.house import house
from server.orders import DeskError, Order, Reply
from server.problems import MEDIA_TYPE, Barred, Problem, Refused, Undone

PREFIX = "/api/v1"
JSON = "application/json"
LONGEST_BODY = 64 * 1024
PATIENCE = 20.0  # seconds for an order to be put on record
KEYS = UUID("5c1f2b2e-52a5-4f4e-9a55-6d1b0f0c7a11")  # names other keys among ticket ids

_KEY = re.compile(r"[\x21-\x7e]{1,128}")
_UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_UNKNOWN = re.compile(r"Object contains unknown field `(?P<name>.*?)`")
_MISSING = re.compile(r"Object missing required field `(?P<name>.*?)`")
_PATH = re.compile(r" - at `(?P<path>\$.*)`$")

B = TypeVar("B", bound=Body)

Reader = Callable[[], B]


def key() -> str:
    """The request's Idempotency-Key."""
    found = request.environ.get("HTTP_IDEMPOTENCY_KEY")
    if found is None:
        raise Problem(HTTPStatus.BAD_REQUEST, "key-missing")
    if not _KEY.fullmatch(found):
        raise Problem(HTTPStatus.BAD_REQUEST, "key-malformed")
    return str(found)


def ticket_id(of: str) -> UUID:
    """The id of the ticket that is taken under a key: the key itself when it is a UUID."""
    return UUID(of) if _UUID.fullmatch(of) else uuid5(KEYS, of)


def reader(kind: type[B]) -> Callable[[], B]:
    """Reads the request's body as one kind; an empty one is an empty object."""
    decoder = msgspec.json.Decoder(kind)

    def read() -> B:
        raw = request.get_data(cache=False)
        if raw and request.mimetype != JSON:
            raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "not-json")
        try:
            return decoder.decode(raw or b"{}")
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise malformed(str(error)) from error

    return read


def malformed(why: str) -> Problem:
    """A body that cannot be read, with the place of the fault."""
    at = _PATH.search(why)
    path = at["path"] if at else "$"
    named = _UNKNOWN.search(why) or _MISSING.search(why)
    if named:
        path = f"{path}.{named['name']}"
    return Problem(HTTPStatus.BAD_REQUEST, "malformed", why, path=path)


def carry_out(command: Command, actor: str, under: str) -> Reply:
    """Have the desk carry out an order under a key.

    Raises a Refusal, a DeskError, or Problem when the desk does not answer in time.
    """
    reply = house().desk.submit(Order(command=command, key=under, actor=actor))
    try:
        return reply.result(PATIENCE)
    except TimeoutError as error:
        raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "busy") from error


def order(command: Command, actor: str) -> Response:
    """Have the desk carry out an order under the request's key, and answer with its reply."""
    reply = carry_out(command, actor, key())
    return json(reply.body, reply.status)


def json(body: bytes, status: int = HTTPStatus.OK) -> Response:
    """A JSON answer out of its bytes; never to be kept by anyone on the way."""
    response = Response(body, status, content_type=JSON if body else None)
    response.headers["Cache-Control"] = "no-store"
    return response


def caller(*needs: Grant) -> Actor:
    """Who asks, when they have one of these rights, and ask from no page of another site."""
    if request.method not in {"GET", "HEAD"}:
        check_same_origin(request.headers)
    return actor(house().accounts, request.headers, *needs)


def refuse(problem: Problem) -> Response:
    """A problem in the reader's language."""
    body = problem.document(language())
    response = Response(body, int(problem.status), content_type=MEDIA_TYPE)
    response.headers.update(problem.headers)
    response.headers["Cache-Control"] = "no-store"
    return response


def of_http(error: HTTPException) -> Problem:
    """A problem that Flask found by itself."""
    match error.code:
        case 404:
            return Problem(HTTPStatus.NOT_FOUND, "not-found")
        case 405:
            return Problem(HTTPStatus.METHOD_NOT_ALLOWED, "method-not-allowed")
        case 413:
            limit = LONGEST_BODY // 1024
            return Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "body-too-large", limit=limit)
        case code if code is not None and code < HTTPStatus.INTERNAL_SERVER_ERROR:
            return Problem(HTTPStatus(code), "malformed", error.description, path=request.path)
        case _:
            return Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "unforeseen")


def handle(blueprint: Blueprint) -> None:
    """Turn whatever the views of a blueprint raise into problems."""
    blueprint.register_error_handler(Problem, refuse)
    blueprint.register_error_handler(Refusal, lambda refusal: refuse(Refused(refusal)))
    blueprint.register_error_handler(DeskError, lambda error: refuse(Undone(error)))
    blueprint.register_error_handler(AccountRefused, lambda error: refuse(Barred(error)))
