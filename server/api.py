"""What the API's questions have in common: who asks, and answers and problems out of Flask."""

from collections.abc import Callable
from http import HTTPStatus
from typing import TypeVar

from flask import Blueprint, Flask, Response, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from luot.domain.errors import Refusal
from luot.web.language import language
from server.account_errors import AccountRefused
from server.actor import Actor, Grant
from server.api_bodies import Body
from server.door import actor, check_same_origin
from server.house import house
from server.problems import MEDIA_TYPE, Barred, Problem, Refused, WrongMethod
from server.reading import JSON, decoder, too_large

PREFIX = "/api/v1"

B = TypeVar("B", bound=Body)


def reader(kind: type[B]) -> Callable[[], B]:
    """Reads the request's body as one kind; an empty one is an empty object."""
    read = decoder(kind)
    return lambda: read(request.get_data(cache=False), request.content_type or "")


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
    if isinstance(error, MethodNotAllowed):
        return WrongMethod(*error.valid_methods or ())
    match error.code:
        case HTTPStatus.NOT_FOUND:
            return Problem(HTTPStatus.NOT_FOUND, "not-found")
        case HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            return too_large()
        case code if code is not None and code < HTTPStatus.INTERNAL_SERVER_ERROR:
            return Problem(HTTPStatus(code), "malformed", error.description, path=request.path)
        case _:
            return Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "unforeseen")


def handle(scaffold: Flask | Blueprint) -> None:
    """Turn whatever the views of an app or a blueprint raise into problems."""
    scaffold.register_error_handler(Problem, refuse)
    scaffold.register_error_handler(Refusal, lambda refusal: refuse(Refused(refusal)))
    scaffold.register_error_handler(AccountRefused, lambda error: refuse(Barred(error)))
