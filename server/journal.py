"""The journal: every fact of the hall in the order in which it happened, each sealed to the last.

A row's hash is the SHA-256 of the hash before it and of the row as `luot journal export` writes
it (canonical JSON), without the hash itself. The first row follows 32 zero bytes.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

import msgspec

from luot import messages
from luot.domain.events import Event
from server.store import Store

NO_HASH = bytes(32)
COLUMNS = "seq, at, site, epoch, kind, ticket, actor, body, hash"


class Row(NamedTuple):
    """One fact as it stands in the journal; `body` is canonical JSON, `at` is UTC."""

    seq: int
    at: str
    site: str
    epoch: str
    kind: str
    ticket: str | None
    actor: str
    body: str
    hash: bytes

    @property
    def event(self) -> Event:
        """The fact itself."""
        return messages.decode(self.kind, self.at, self.body)

    @property
    def exported(self) -> bytes:
        """The row as one line of canonical JSON."""
        return _write(
            _Exported(
                self.actor, self.at, msgspec.Raw(self.body.encode()), self.epoch, self.hash.hex(),
                self.kind, self.seq, self.site, self.ticket,
            )
        )  # fmt: skip


class _Exported(msgspec.Struct):
    """A row as it leaves the house; the fields stand in the order of the alphabet."""

    actor: str
    at: str
    body: msgspec.Raw
    epoch: str
    hash: str
    kind: str
    seq: int
    site: str
    ticket: str | None


class _Sealed(msgspec.Struct):
    """What a row's hash covers."""

    actor: str
    at: str
    body: msgspec.Raw
    epoch: str
    kind: str
    seq: int
    site: str
    ticket: str | None


_write = msgspec.json.Encoder().encode


class Head(NamedTuple):
    """The end of the journal, to which the next row is sealed."""

    seq: int
    hash: bytes


START = Head(0, NO_HASH)


class Entry(NamedTuple):
    """A fact on its way into the journal, and whose order it comes from."""

    event: Event
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a walk along the chain found: `rows` sound ones, and the first seq that is not."""

    rows: int
    broken: int | None = None


class Journal:
    """The journal of an open store. Only the holder of the store appends to it.

    `is_restored`: its last fact is of another epoch, so it is a copy that went on without its end.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.site = store.meta("site") or ""
        self.epoch = store.meta("epoch") or ""
        self.head = head(store.connection)
        self.is_restored = _last_epoch(store.connection) not in {None, self.epoch}

    def seal(self, entries: Iterable[Entry]) -> list[Row]:
        """The rows that these facts become at the end of the journal; nothing is written yet."""
        rows = []
        seq, before = self.head
        for event, actor in entries:
            seq += 1
            kind, body = messages.encode(event)
            ticket = getattr(event, "ticket", None)
            text = str(ticket) if ticket is not None else None
            at = messages.instant(event.at)
            before = _seal(
                before,
                _Sealed(actor, at, msgspec.Raw(body), self.epoch, kind, seq, self.site, text),
            )
            rows.append(
                Row(seq, at, self.site, self.epoch, kind, text, actor, body.decode(), before)
            )
        return rows

    def insert(self, rows: Sequence[Row]) -> None:
        """Write sealed rows, inside the store's transaction."""
        self._store.insert(f"journal ({COLUMNS})", rows)

    def advance(self, rows: Sequence[Row]) -> None:
        """Take these rows as the journal's end, now that they are on the disk."""
        if rows:
            self.head = Head(rows[-1].seq, rows[-1].hash)
            self.is_restored = False

    def refresh(self) -> None:
        """Look the journal's end up on the disk."""
        self.head = head(self._store.connection)


def head(connection: sqlite3.Connection) -> Head:
    """The end of the journal."""
    row = connection.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return Head(*row) if row else START


def _last_epoch(connection: sqlite3.Connection) -> str | None:
    """The epoch of the last fact."""
    row = connection.execute("SELECT epoch FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return row[0] if row else None


def read(connection: sqlite3.Connection, since: int = 0, limit: int = -1) -> list[Row]:
    """The rows after `since`, at most `limit` of them."""
    return [*rows(connection, since, limit)]


def rows(connection: sqlite3.Connection, since: int = 0, limit: int = -1) -> Iterator[Row]:
    """The rows after `since` one by one, for walks along a long journal."""
    found = connection.execute(
        f"SELECT {COLUMNS} FROM journal WHERE seq > ? ORDER BY seq LIMIT ?",  # noqa: S608
        (since, limit),
    )
    return (Row(*each) for each in found)


def today(connection: sqlite3.Connection) -> Iterator[Row]:
    """The rows from the last DayOpened on: all that the live hall consists of."""
    opened = connection.execute("SELECT max(seq) FROM journal WHERE kind = 'DayOpened'").fetchone()
    return rows(connection, since=(opened[0] or 1) - 1)


def verify(connection: sqlite3.Connection) -> Verdict:
    """Walk the whole chain, and its end: a row that was cut off leaves its number behind."""
    last = START
    for row in rows(connection):
        if row.seq != last.seq + 1 or row.hash != _hash_of(last.hash, row):
            return Verdict(rows=last.seq, broken=last.seq + 1)
        last = Head(row.seq, row.hash)
    given = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'journal'").fetchone()
    cut = given is not None and given[0] > last.seq
    return Verdict(rows=last.seq, broken=last.seq + 1 if cut else None)


def _hash_of(before: bytes, row: Row) -> bytes:
    """The hash that a row must have after the hash `before`."""
    seq, at, site, epoch, kind, ticket, actor, body, _ = row
    line = _Sealed(actor, at, msgspec.Raw(body.encode()), epoch, kind, seq, site, ticket)
    return _seal(before, line)


def _seal(before: bytes, line: _Sealed) -> bytes:
    """The hash of a line that follows the hash `before`."""
    return sha256(before + _write(line)).digest()
