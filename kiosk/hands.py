"""Work that must not stop the screen: done on another thread, its result brought back."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol, TypeVar

T = TypeVar("T")


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
