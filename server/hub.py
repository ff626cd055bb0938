"""Where the journal's news waits for everyone who listens: displays, counters, devices."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from server.notices import QUIET, Subject, written
from server.ring import Message, Ring

MOST_LISTENERS = 400  # Windows can watch 512 sockets at once

N = TypeVar("N")


class Listener:
    """Someone who listens, woken whenever there is something to look at."""

    def __init__(self) -> None:
        self.stirred = asyncio.Event()
        self.gone = False
        self.staff = False

    def leave(self) -> None:
        """The line was cut, or the hall closes it."""
        self.gone = True
        self.stirred.set()

    async def stirs(self, seconds: float) -> bool:
        """Wait until there is something to look at; False when nothing came for so long."""
        try:
            async with asyncio.timeout(seconds):
                await self.stirred.wait()
        except TimeoutError:
            return False
        self.stirred.clear()
        return True


class Hub(Generic[N]):
    """Turns news into messages, once for all listeners, and wakes them.

    Belongs to the event loop that `start` is called in; only `tell` and `post` may be called from
    elsewhere.
    """

    def __init__(self, epoch: str, ring: Ring, compose: Callable[[N], Message]) -> None:
        self.epoch = epoch
        self.ring = ring
        self.closing = False
        self.notices = dict(QUIET)
        self._compose = compose
        self._loop: asyncio.AbstractEventLoop | None = None
        self._listeners: set[Listener] = set()

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """From now on news are taken in by this loop."""
        self._loop = loop

    def tell(self, news: Sequence[N]) -> None:
        """Pass on what happened, in order; the loop is woken once for all of it."""
        if self._loop is None:
            self._take(news)
        elif not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._take, news)

    def post(self, subject: Subject, told: object) -> None:
        """Hang up a notice for staff in place of the last on its subject; no news of the hall."""
        notice = written(subject, told)
        if self._loop is None:
            self._hang_up(subject, notice)
        elif not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._hang_up, subject, notice)

    def _hang_up(self, subject: Subject, notice: bytes) -> None:
        """Let everyone look at the notice."""
        self.notices[subject] = notice
        for listener in self._listeners:
            listener.stirred.set()

    def _take(self, news: Iterable[N]) -> None:
        """Make the messages and let everyone look."""
        self.ring.extend([self._compose(each) for each in news])
        for listener in self._listeners:
            listener.stirred.set()

    @property
    def full(self) -> bool:
        """Whether no more listeners fit."""
        return len(self._listeners) >= MOST_LISTENERS

    @property
    def listening(self) -> int:
        """How many listen now."""
        return len(self._listeners)

    @property
    def heard_by_staff(self) -> bool:
        """Whether anyone listens who is told the notices; may be asked from any thread."""
        return any(each.staff for each in tuple(self._listeners))

    def join(self) -> Listener:
        """A new listener."""
        listener = Listener()
        self._listeners.add(listener)
        return listener

    def part(self, listener: Listener) -> None:
        """A listener is no more."""
        self._listeners.discard(listener)

    def close(self) -> None:
        """End every stream: the server stops."""
        self.closing = True
        for listener in self._listeners:
            listener.leave()
