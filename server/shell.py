"""The outermost part of the server: orders and the live stream beside Flask."""

import asyncio
import sys
from collections.abc import Callable, Iterable
from http import HTTPStatus
from io import BytesIO
from typing import Any, cast

from a2wsgi import WSGIMiddleware

from server.api import PREFIX
from server.callers import audience
from server.house import House
from server.problems import Problem, WrongMethod
from server.reading import LONGEST_BODY, too_large
from server.stream import Receive, Scope, Send, Stream, headers_of, refuse
from server.waiting import Waiting
from server.window import Asked
from server.window import form as find

THREADS = 16
API = f"{PREFIX}/"
EVENTS = f"{API}events"
BODY = "luot.body"
SLOWEST_BODY = 10.0  # seconds
TIDY = 30.0
STOCK = 1.0

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Shell:
    """The ASGI application of one house around its Flask app."""

    def __init__(self, app: Wsgi, house: House, *, patience: float = SLOWEST_BODY) -> None:
        """`patience` is how many seconds the body of a request may take."""
        self._patience = patience
        self._house = house
        self._stream = Stream(house.news.hub, lambda headers: audience(house.accounts, headers))
        self._waiting = Waiting(house)
        self._pages: Any = WSGIMiddleware(cast("Any", _with_body(app)), workers=THREADS)

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
        chores = [asyncio.create_task(self._tidy()), asyncio.create_task(self._take_stock())]
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for each in chores:
            each.cancel()
        await send({"type": "lifespan.shutdown.complete"})

    async def _tidy(self) -> None:
        """Now and then write down who was seen, and notice who fell silent."""
        while True:
            await asyncio.sleep(TIDY)
            await asyncio.to_thread(self._house.accounts.tidy)
            await asyncio.to_thread(self._house.devices.look)

    async def _take_stock(self) -> None:
        """Soon after another catalogue was taken in, go over to it."""
        while True:
            await asyncio.sleep(STOCK)
            await asyncio.to_thread(self._house.look_at_stock)

    async def _ask(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read a request whole, so that a slow sender holds no thread, and have it answered."""
        try:
            async with asyncio.timeout(self._patience):
                body = await _whole(receive)
        except TimeoutError:
            slow = Problem(HTTPStatus.REQUEST_TIMEOUT, "too-slow")
            await refuse(slow, headers_of(scope), send)
            return
        except Problem as problem:
            await refuse(problem, headers_of(scope), send)
            return
        path = tuple(scope["path"][len(API) :].split("/")) if scope["path"].startswith(API) else ()
        form = find(path)
        if form is None:
            scope[BODY] = body
            await self._pages(scope, receive, send)
        elif scope["method"] == "POST":
            await self._waiting(form, Asked(path, headers_of(scope), body), send)
        else:
            await refuse(WrongMethod("POST"), headers_of(scope), send)


async def _whole(receive: Receive) -> bytes:
    """The body of a request; Problem when it is too large."""
    body = b""
    more = True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > LONGEST_BODY:
            raise too_large()
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
