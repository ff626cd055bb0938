"""The replies kept for retries: a lost answer never makes a second ticket."""

from collections.abc import Sequence
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


def kept(order: Order, content: bytes, now: datetime, reply: Reply) -> Kept:
    """A reply in the form in which it is kept; `content` is the command's fingerprint."""
    at = messages.instant(now)
    return Kept(order.key, order.actor, content, at, reply.status, reply.body)


def repeated(found: Kept, order: Order, content: bytes) -> Reply:
    """The reply to a retry; raises KeyReused when it is not one."""
    if found.actor != order.actor or found.hash != content:
        raise KeyReused
    return Reply(status=found.status, body=found.reply)
