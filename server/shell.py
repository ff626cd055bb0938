"""The outermost part of the server: the live stream beside Flask, each request read whole first."""

import asyncio
import sys
from collections.abc import Callable, Iterable
from http import HTTPStatus
from io import BytesIO
from typing import Any

from a2wsgi import WSGIMiddleware

from server.api import LONGEST_BODY, PREFIX
from server.callers import audience
from server.house import House
from server.problems import Problem
from server.stream import Receive, Scope, Send, Stream, headers_of, refuse

THREADS = 16
EVENTS = f"{PREFIX}/events"
BODY = "luot.body"
SLOWEST_BODY = 10.0  # seconds
TIDY = 30.0

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Shell:
    """The ASGI application of one house around its Flask app."""

    def __init__(self, app: Wsgi, house: House) -> None:
        self._house = house
        self._stream = Stream(house.news.hub, lambda headers: audience(house.accounts, headers))
        self._pages = WSGIMiddleware(_with_body(app), workers=THREADS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or the server's whole life."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["path"] == EVENTS:
            await self._stream(scope, receive, send)
        else:
            await self._ask(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        """From the server's start to its end."""
        await receive()
        self._house.news.hub.start(asyncio.get_running_loop())
        tidying = asyncio.create_task(self._tidy())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        tidying.cancel()
        await send({"type": "lifespan.shutdown.complete"})

    async def _tidy(self) -> None:
        """Now and then write down who was seen."""
        while True:
            await asyncio.sleep(TIDY)
            await asyncio.to_thread(self._house.accounts.tidy)

    async def _ask(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read a request whole, so that a slow sender holds no thread, and have Flask answer."""
        try:
            async with asyncio.timeout(SLOWEST_BODY):
                scope[BODY] = await _whole(receive)
        except TimeoutError:
            return
        except Problem as problem:
            await refuse(problem, headers_of(scope), send)
            return
        await self._pages(scope, receive, send)


async def _whole(receive: Receive) -> bytes:
    """The body of a request; Problem when it is too large."""
    body = b""
    more = True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > LONGEST_BODY:
            limit = LONGEST_BODY // 1024
            raise Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "body-too-large", limit=limit)
    return body


def _with_body(app: Wsgi) -> Wsgi:
    """The app with the body that was read for it."""

    def asked(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401
        body = environ["asgi.scope"][BODY]
        environ["wsgi.input"] = BytesIO(body)
        environ["CONTENT_LENGTH"] = str(len(body))
        environ["wsgi.errors"] = sys.stderr  # standard output belongs to whoever started us
        return app(environ, start_response)

    return asked
