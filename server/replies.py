"""The replies kept for retries: a lost answer never makes a second ticket."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from luot import messages
from server.orders import KeyReused, Order, Reply
from server.store import Store

KEPT = timedelta(days=7)
COLUMNS = "key, actor, hash, at, status, reply"


class Kept(NamedTuple):
    """A reply as it is kept: whose order it answers, what the order said, and when."""

    key: str
    actor: str
    hash: bytes
    at: str
    status: int
    reply: bytes


Find = Callable[[str], Kept | None]


class Replies:
    """The replies of an open store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, keys: Sequence[str]) -> dict[str, Kept]:
        """What was answered under these keys."""
        marks = ", ".join("?" * len(keys))
        found = self._store.connection.execute(
            f"SELECT {COLUMNS} FROM command WHERE key IN ({marks})",  # noqa: S608
            keys,
        )
        return {row[0]: Kept(*row) for row in found}

    def keep(self, kept: Sequence[Kept]) -> None:
        """Keep these, inside the store's transaction."""
        self._store.insert(f"command ({COLUMNS})", kept)

    def prune(self, now: datetime) -> None:
        """Forget what nobody retries any more, inside the store's transaction."""
        oldest = messages.instant(now - KEPT)
        self._store.connection.execute("DELETE FROM command WHERE at < ?", (oldest,))


def kept(order: Order, content: bytes, now: datetime, reply: Reply) -> Iterator[Kept]:
    """A reply in the form in which it is kept; `content` is the command's fingerprint.

    The key of the order's list is taken too, by a reply that is never given.
    """
    at = messages.instant(now)
    yield Kept(order.key, order.actor, content, at, reply.status, reply.body)
    if order.sheet is not None:
        yield Kept(order.sheet.key, order.actor, order.sheet.hash, at, reply.status, b"")


def earlier(find: Find, order: Order, content: bytes) -> Reply | None:
    """The reply to an order that was carried out before, None for a new one.

    Raises KeyReused when its key, or that of its list, was used for something else.
    """
    if order.sheet is not None:
        _same(find(order.sheet.key), order.actor, order.sheet.hash)
    found = _same(find(order.key), order.actor, content)
    return None if found is None else Reply(status=found.status, body=found.reply)


def _same(found: Kept | None, actor: str, content: bytes) -> Kept | None:
    """What was kept under a key, when it was for the same content by the same actor."""
    if found is not None and (found.actor, found.hash) != (actor, content):
        raise KeyReused
    return found
