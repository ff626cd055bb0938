"""The lines to the server: how slow, how long and how many, so that nobody keeps the hall waiting.

uvicorn waits for ever for the head of a request, takes one of any length, and turns everyone away
when too many lines are open, those at work too. Here a line that sends no whole head in time, or
takes nothing in, is cut, and only newcomers are turned away.
"""

import asyncio
from collections import Counter
from enum import Enum, auto
from http import HTTPStatus

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from server.problems import MEDIA_TYPE, Problem

LONGEST_HEAD = 64 * 1024
LONGEST_REQUEST = 1024 * 1024  # 64 KB of body in the smallest chunks, with room to spare
MOST = 1200
# 200 phones behind one router, each with a stream and a question; and two such addresses together
# leave room for the kiosks and counters. A proxy on this computer is one address, too.
MOST_FROM_ONE = 512


class Crowd:
    """Counts the lines that are open, in all and from each address."""

    def __init__(self, most: int = MOST, most_from_one: int = MOST_FROM_ONE) -> None:
        self.size = 0
        self._most = most
        self._most_from_one = most_from_one
        self._from: Counter[str] = Counter()

    def enter(self, address: str) -> bool:
        """Let a line in if there is room for it."""
        if self.size >= self._most or self._from[address] >= self._most_from_one:
            return False
        self.size += 1
        self._from[address] += 1
        return True

    def leave(self, address: str) -> None:
        """A line that was let in is gone."""
        self.size -= 1
        self._from[address] -= 1
        if not self._from[address]:
            del self._from[address]


class Part(Enum):
    """What of a request is on its way in."""

    NOTHING = auto()
    HEAD = auto()
    BODY = auto()


class HallProtocol(HttpToolsProtocol):
    """One line. Seconds: a head comes `head_within`, and answers are taken in `read_within`."""

    crowd: Crowd
    head_within = 10.0
    read_within = 30.0
    turned_away_within = 1.0

    _let_in = False
    _part = Part.NOTHING
    _begun = 0
    _size = 0
    _head = 0
    _head_due: asyncio.TimerHandle | None = None
    _reading_due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody is on the line."""
        super().connection_made(transport)
        self._address = self.client[0] if self.client else ""
        self._let_in = self.crowd.enter(self._address)
        self._wait_for_head(self.head_within if self._let_in else self.turned_away_within)

    def connection_lost(self, exc: Exception | None) -> None:
        """The line is gone."""
        super().connection_lost(exc)
        self._head_is_there()
        self.resume_writing()
        if self._let_in:
            self._let_in = False
            self.crowd.leave(self._address)

    def data_received(self, data: bytes) -> None:
        """Take in what came, and see that it does not go on for ever."""
        if not self._let_in:
            self._refuse(Problem(HTTPStatus.SERVICE_UNAVAILABLE, "busy"))
            return
        fresh, self._begun = self._part is Part.NOTHING, 0
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self._begun:  # of a request that began in the middle of this, the rest is counted
            self._size = len(data) if fresh and self._begun == 1 else 0
        else:
            self._size += len(data)
        self._look_at_the_size()

    def _look_at_the_size(self) -> None:
        """Cut off what is too long, and wait for a head only so long."""
        if self._part is Part.BODY:
            if self._size > LONGEST_REQUEST:
                self.transport.abort()
        elif self._part is Part.HEAD and self._size > LONGEST_HEAD:
            self._refuse(_head_too_long())
        elif self._head_due is None and (self._part is Part.HEAD or self._is_free):
            self._wait_for_head(self.head_within)

    @property
    def _is_free(self) -> bool:
        """Whether no request is being answered."""
        return self.cycle is None or self.cycle.response_complete

    def _wait_for_head(self, seconds: float) -> None:
        """Cut the line unless the head of a request is there in so many seconds."""
        self._head_due = self.loop.call_later(seconds, self.transport.abort)

    def _head_is_there(self) -> None:
        """Stop waiting."""
        if self._head_due is not None:
            self._head_due.cancel()
            self._head_due = None

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._begun += 1
        self._part, self._head = Part.HEAD, 0

    def on_url(self, url: bytes) -> None:
        """A piece of the address."""
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header, or a trailer."""
        self._count(len(name) + len(value))
        super().on_header(name, value)

    def _count(self, size: int) -> None:
        """Stop reading a head that is too long."""
        self._head += size
        if self._head > LONGEST_HEAD:
            raise _head_too_long()

    def on_headers_complete(self) -> None:
        """The head is there."""
        self._part = Part.BODY
        self._head_is_there()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The request is there."""
        self._part = Part.NOTHING
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """Answer to what the parser could not read, or was not to."""
        if self._head > LONGEST_HEAD:
            self._refuse(_head_too_long())
        else:
            self._refuse(Problem(HTTPStatus.BAD_REQUEST, "malformed", msg, path="HTTP"))

    def _refuse(self, problem: Problem) -> None:
        """Answer with a problem and hang up; in the middle of another answer only hang up."""
        if not self._is_free:
            self.transport.abort()
            return
        body = problem.document(self._language())
        head = problem.headers | {
            "Content-Type": MEDIA_TYPE,
            "Content-Length": str(len(body)),
            "Connection": "close",
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        self.transport.write(STATUS_LINE[problem.status] + lines.encode() + b"\r\n" + body)
        self.transport.close()

    def _language(self) -> str | None:
        """What the head says about the reader's language, as far as it came."""
        return next(
            (v.decode("latin-1") for n, v in self.headers or () if n == b"accept-language"), None
        )

    def pause_writing(self) -> None:
        """Whoever is on the line takes nothing in."""
        super().pause_writing()
        if self._reading_due is None:
            self._reading_due = self.loop.call_later(self.read_within, self.transport.abort)

    def resume_writing(self) -> None:
        """It goes on."""
        super().resume_writing()
        if self._reading_due is not None:
            self._reading_due.cancel()
            self._reading_due = None


def _head_too_long() -> Problem:
    """The refusal of a head that is too long."""
    limit = LONGEST_HEAD // 1024
    return Problem(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "head-too-long", limit=limit)
