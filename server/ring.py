"""The last things that the hall told its listeners, kept for those who lost contact for a while."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

SIZE = 50_000


@dataclass(frozen=True, slots=True)
class Message:
    """One journal event as each kind of listener gets it, ready for the wire."""

    seq: int
    board: bytes
    official: bytes


class Ring:
    """Messages in the order of the journal, each at a position that never changes.

    A listener is only a position, so a slow one costs nothing. `floor` is the seq before the
    oldest message that is kept. Not for several threads at once.
    """

    def __init__(self, size: int = SIZE) -> None:
        self._messages: list[Message] = []
        self._size = size
        self.start = 0
        self.floor = 0

    @property
    def end(self) -> int:
        """The position after the newest message."""
        return self.start + len(self._messages)

    @property
    def head(self) -> int:
        """The seq of the newest message."""
        return self._messages[-1].seq if self._messages else self.floor

    def extend(self, messages: Iterable[Message]) -> None:
        """Add messages, and let the oldest go once there are a tenth too many."""
        empty = not self._messages
        self._messages.extend(messages)
        if empty and self._messages:
            self.floor = self._messages[0].seq - 1
        surplus = len(self._messages) - self._size
        if surplus > self._size // 10:
            self.floor = self._messages[surplus - 1].seq
            del self._messages[:surplus]
            self.start += surplus

    def position(self, since: int) -> int | None:
        """Where the messages after `since` begin; None where some are gone, or none can exist."""
        if not self.floor <= since <= self.head:
            return None
        return self.start + bisect_right(self._messages, since, key=attrgetter("seq"))

    def after(self, position: int, limit: int) -> list[Message] | None:
        """Up to `limit` messages from a position on; None when the oldest of them are gone."""
        at = position - self.start
        return None if at < 0 else self._messages[at : at + limit]
