"""Work that must not stop the screen: done on another thread, its result brought back."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol, TypeVar

log = logging.getLogger(__name__)

T = TypeVar("T")
U = TypeVar("U")


class Hands(Protocol):
    """Whoever does the work."""

    def run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Do `work` aside, then call `done` with its result where the screen is drawn."""


class Threads:
    """A few threads; `post` brings a callback to the thread that draws."""

    def __init__(self, name: str, size: int, post: Callable[[Callable[[], None]], None]) -> None:
        self._pool = ThreadPoolExecutor(size, thread_name_prefix=name)
        self._post = post

    def run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Do `work` on a thread; what it raises is raised again where the screen is drawn."""
        future = self._pool.submit(work)
        future.add_done_callback(lambda finished: self._bring(finished, done))

    def stop(self) -> None:
        """Take no more work."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _bring(self, finished: "Future[T]", done: Callable[[T], None]) -> None:
        if not finished.cancelled():
            self._post(lambda: done(finished.result()))


def tried(work: Callable[[], T], otherwise: U) -> T | U:
    """What came of some work, or `otherwise` where it broke: whoever waits for it hears of it.

    What was never heard of would count as under way for ever.
    """
    try:
        return work()
    except Exception:
        log.exception("a part of the kiosk broke")
        return otherwise


class Patient:
    """Hands that begin in the next picture, so that the one under way has the processor alone."""

    def __init__(self, hands: Hands, post: Callable[[Callable[[], None]], None]) -> None:
        self._hands = hands
        self._post = post

    def run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Do `work` aside once the next picture stands, then call `done` where it is drawn."""
        self._post(lambda: self._hands.run(work, done))
