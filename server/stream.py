"""The live stream: every event of the hall, to each listener once and in order.

A native asyncio endpoint beside Flask, because a stream that holds a thread starves the orders of
the counters. A listener is a position in the hub's ring and nothing else.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

import msgspec

from server.hub import Hub, Listener
from server.notices import QUIET
from server.problems import MEDIA_TYPE, Problem, WrongMethod
from server.ring import Message, Ring

AT_ONCE = 256

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Audience(StrEnum):
    """How much a listener is told."""

    BOARD = "board"
    OFFICIAL = "official"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """From where on a listener wants to hear; None means from now on."""

    since: int | None
    epoch: str | None


def _number(text: str, path: str) -> int:
    """A seq as a listener sends it."""
    if not (text.isascii() and text.isdigit() and len(text) < len(str(1 << 63))):
        raise Problem(HTTPStatus.BAD_REQUEST, "malformed", path=path)
    return int(text)


def wanted(query: bytes, headers: Mapping[str, str]) -> Wanted:
    """What a listener asks for; `Last-Event-ID` wins over `since`.

    Raises Problem for what is no seq.
    """
    asked = parse_qs(query.decode("latin-1"), keep_blank_values=True)
    epoch = asked.get("epoch", [None])[-1]
    if last := headers.get("last-event-id"):
        return Wanted(since=_number(last, "Last-Event-ID"), epoch=epoch)
    since = asked.get("since")
    return Wanted(since=_number(since[-1], "since") if since else None, epoch=epoch)


def headers_of(scope: Scope) -> dict[str, str]:
    """A request's headers under their names in small letters."""
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}


def _written(messages: Iterable[Message], audience: Audience) -> bytes:
    """Messages as this audience gets them."""
    if audience is Audience.OFFICIAL:
        return b"".join(each.official for each in messages)
    return b"".join(each.board for each in messages)


class Stream:
    """GET /api/v1/events as an ASGI application.

    `audience` says how much the sender of some headers may hear now; it raises Problem for who may
    hear nothing, and is asked again before anything is sent. Seconds: a sign of life comes every
    `heartbeat`, and whoever takes in nothing for `patience` is dropped.
    """

    def __init__(
        self,
        hub: Hub[Any],
        audience: Callable[[Mapping[str, str]], Audience],
        *,
        heartbeat: float = 15.0,
        patience: float = 30.0,
    ) -> None:
        self.hub = hub
        self.audience = audience
        self.heartbeat = heartbeat
        self.patience = patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one listener until it leaves, may no longer listen, or the server stops."""
        headers = headers_of(scope)
        try:
            self._admit(scope["method"], headers)
            want = wanted(scope["query_string"], headers)
        except Problem as problem:
            await refuse(problem, headers, send)
            return
        listener = self.hub.join()
        leaving = asyncio.create_task(_leaves(receive, listener))
        try:
            await self._follow(headers, want, listener, send)
        finally:
            leaving.cancel()
            self.hub.part(listener)

    def _admit(self, method: str, headers: dict[str, str]) -> None:
        """Let a listener in, or raise Problem."""
        if method != "GET":
            raise WrongMethod("GET")
        self.audience(headers)
        if self.hub.full or self.hub.closing:
            raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "too-many-streams")

    async def _follow(
        self, headers: dict[str, str], want: Wanted, listener: Listener, send: Send
    ) -> None:
        """Tell a listener everything from its place on."""
        await send({"type": "http.response.start", "status": 200, "headers": _HEAD})
        place, board = Place(self.hub, want), NoticeBoard(self.hub)
        due = b"retry: 1000\n\n"
        try:
            while True:
                audience = self.audience(headers)
                listener.staff = audience is Audience.OFFICIAL
                if listener.gone:
                    break
                due += board.next(audience) + place.next(audience)
                if due:
                    async with asyncio.timeout(self.patience):
                        await send({"type": "http.response.body", "body": due, "more_body": True})
                    due = b""
                elif not await listener.stirs(self.heartbeat):
                    due = b":\n\n"
        except TimeoutError:
            return  # it does not read, so it would not read an end either
        except Problem:
            pass  # it may no longer listen
        await send({"type": "http.response.body", "body": b"", "more_body": False})


class NoticeBoard:
    """The notices for staff, as far as a listener has read them; a new line has read none."""

    def __init__(self, hub: Hub[Any]) -> None:
        self._hub = hub
        self._read = dict(QUIET)

    def next(self, audience: Audience) -> bytes:
        """The notices that are others than before; only staff read them."""
        if audience is not Audience.OFFICIAL or self._read == self._hub.notices:
            return b""
        before, self._read = self._read, dict(self._hub.notices)
        return b"".join(new for subject, new in self._read.items() if new != before[subject])


class Place:
    """How far a listener has heard."""

    def __init__(self, hub: Hub[Any], want: Wanted) -> None:
        self._hub = hub
        ring: Ring = hub.ring
        since = ring.head if want.since is None else want.since
        known = want.epoch in (None, hub.epoch)
        self._position = ring.position(since) if known else None

    def next(self, audience: Audience) -> bytes:
        """What is to be told now; empty when there is nothing new."""
        ring = self._hub.ring
        messages = None if self._position is None else ring.after(self._position, AT_ONCE)
        if self._position is None or messages is None:
            self._position = ring.end
            return self._reset()
        self._position += len(messages)
        return _written(messages, audience)

    def _reset(self) -> bytes:
        """The word to a listener that it must look at the whole hall anew."""
        head = self._hub.ring.head
        data = msgspec.json.encode({"epoch": self._hub.epoch, "seq": head})
        return b"id: %d\nevent: reset\ndata: %b\n\n" % (head, data)


_HEAD = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


async def _leaves(receive: Receive, listener: Listener) -> None:
    """Notice when the line is cut."""
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.leave()


async def refuse(problem: Problem, headers: Mapping[str, str], send: Send) -> None:
    """Answer with a problem instead of a stream."""
    body = problem.document(headers.get("accept-language"))
    head = [
        (b"content-type", MEDIA_TYPE.encode()),
        (b"content-length", str(len(body)).encode()),
        *((name.lower().encode(), value.encode()) for name, value in problem.headers.items()),
    ]
    await send({"type": "http.response.start", "status": int(problem.status), "headers": head})
    await send({"type": "http.response.body", "body": body})
