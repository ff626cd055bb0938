"""The line before the window: requests that wait for the desk without holding a thread."""

import asyncio
import logging
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from http import HTTPStatus

from luot.domain.errors import Refusal
from server.house import House
from server.orders import DeskError, KeyReused, Order, Reply
from server.problems import Problem, Refused, Undone
from server.reading import JSON
from server.stream import Send, refuse
from server.window import Asked, Form

log = logging.getLogger(__name__)

PATIENCE = 20.0  # seconds for an order to be put on record

_HEAD = (
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
)
_TYPE = (b"content-type", JSON.encode())


class Line:
    """Brings replies from the desk's thread to the event loop, which is woken once for many."""

    def __init__(self) -> None:
        self._come: deque[tuple[asyncio.Future[Reply], Future[Reply]]] = deque()
        self._woken = False

    async def reply(self, coming: Future[Reply]) -> Reply:
        """The desk's reply; raises what the desk answered instead."""
        loop = asyncio.get_running_loop()
        waiter: asyncio.Future[Reply] = loop.create_future()
        coming.add_done_callback(lambda done: self._bring(loop, waiter, done))
        return await waiter

    def _bring(
        self, loop: asyncio.AbstractEventLoop, waiter: asyncio.Future[Reply], done: Future[Reply]
    ) -> None:
        """On the desk's thread: leave a reply for the loop."""
        self._come.append((waiter, done))
        if not self._woken and not loop.is_closed():
            self._woken = True
            loop.call_soon_threadsafe(self._hand_out)

    def _hand_out(self) -> None:
        """On the loop: give everyone their reply. What comes in meanwhile wakes it anew."""
        self._woken = False
        while self._come:
            waiter, done = self._come.popleft()
            if waiter.done():
                continue
            error = done.exception()
            if error is None:
                waiter.set_result(done.result())
            else:
                waiter.set_exception(error)


class Waiting:
    """Carries out what is handed in at the window."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._line = Line()

    async def __call__(self, form: Form, asked: Asked, send: Send) -> None:
        """Answer one request."""
        try:
            orders = form.prepare(self._house, asked)
            if form.listed:
                await _send(send, HTTPStatus.OK, await self._list(orders, asked))
                return
            (order,) = orders
            reply = await self._carry_out(self._house.desk.submit(order))
        except Exception as error:  # noqa: BLE001 - a fault of ours costs this order only
            await refuse(problem_of(error), asked.headers, send)
        else:
            await _send(send, reply.status, reply.body)

    async def _carry_out(self, coming: Future[Reply]) -> Reply:
        """The reply to an order, if it comes in time."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._line.reply(coming)
        except TimeoutError:
            raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "busy") from None

    async def _list(self, orders: Sequence[Order], asked: Asked) -> bytes:
        """What came of several orders, in turn: each ticket's row, or the problem with it.

        The keys end in the tickets' ids. Raises KeyReused when the key was another list's, and
        Problem when the desk does not answer in time.
        """
        results: list[bytes] = []
        for order in orders:
            ticket = order.key.rpartition("/")[2].encode()
            try:
                reply = await self._carry_out(self._house.desk.submit(order))
            except Problem:
                raise
            except Exception as error:
                if isinstance(error, KeyReused) and not results:
                    raise
                problem = problem_of(error)
                told = problem.document(asked.headers.get("accept-language"))
                results.append(_RESULT % (ticket, problem.status, b"problem", told))
            else:
                results.append(_RESULT % (ticket, reply.status, b"ticket", reply.body))
        return b'{"results":[%b]}' % b",".join(results)


_RESULT = b'{"id":"%b","status":%d,"%b":%b}'


def problem_of(error: Exception) -> Problem:
    """Why something was not done, as a problem; a fault of ours stands in the log only."""
    match error:
        case Problem():
            return error
        case Refusal():
            return Refused(error)
        case DeskError():
            return Undone(error)
        case _:
            log.error("a fault in an order", exc_info=error)
            return Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "unforeseen")


async def _send(send: Send, status: int, body: bytes) -> None:
    """Send an answer."""
    head = [*_HEAD]
    if body:
        head += [_TYPE, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": head})
    await send({"type": "http.response.body", "body": body})
