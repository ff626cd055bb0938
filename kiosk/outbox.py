"""The stubs of the tickets that this kiosk gave out: on disk before the paper is printed."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Final
from uuid import UUID

import msgspec

from kiosk.stub import BandFull, Said, Stub, Unkept, Wish
from luot.client import Issued, Seen
from luot.domain import numbering
from luot.domain.ticket import Paper

NAME: Final = "outbox.db"
KEPT: Final = timedelta(days=7)
# `own`: out of this kiosk's own band. `seen` is the hall's day on which the server was met first
# with this stub here already. `heard`: the server has the ticket; `refused` says why it never will.
# `met` is what the server was like when it was met last.
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS stub (
    place INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    letter TEXT NOT NULL,
    number INTEGER NOT NULL,
    own INTEGER NOT NULL,
    body BLOB NOT NULL,
    seen TEXT,
    heard INTEGER NOT NULL DEFAULT 0,
    refused TEXT,
    outcome TEXT,
    key TEXT,
    told INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE IF NOT EXISTS met (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    run TEXT NOT NULL,
    epoch TEXT NOT NULL,
    seq INTEGER NOT NULL,
    day TEXT NOT NULL
) STRICT;
"""
# A stub counts as one of an earlier day only where the server was met on that day with the stub
# here already, and on a later one since: this kiosk's own clock may jump there and back.
_TODAY: Final = "(seen IS NULL OR seen >= coalesce((SELECT day FROM met), ''))"


class Outbox:
    """Safe across power cuts; its calls may come from several threads, and raise Unkept."""

    def __init__(self, folder: Path) -> None:
        self.file: Final = folder / NAME
        self._lock = Lock()
        self._opened: sqlite3.Connection | None = None

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._opened is not None:
                self._opened.close()
                self._opened = None

    def issue(
        self, ticket: UUID, wish: Wish, at: datetime, last_contact: datetime, band: Iterable[int]
    ) -> Stub:
        """The stub of a request: with the next number, or the one that it was given before.

        Raises BandFull. When this returns, the number is on disk.
        """
        letter = wish.queue or ""
        with self._writing() as store:
            known = _stub(store, ticket)
            if known is not None:
                return known
            number = _next(store, letter, band)
            stub = Stub(
                id=ticket,
                number=numbering.written(letter, number),
                # Whoever comes later must not count as having come earlier.
                issued_at=max(at, *_earlier(store, last_contact), last_contact),
                last_contact=last_contact,
                wish=wish,
            )
            _insert(store, stub, own=True)
            return stub

    def keep(self, issued: Issued, wish: Wish) -> None:
        """Keep the stub of a ticket that the server gave out."""
        stub = Stub(
            id=UUID(issued.id),
            number=issued.number,
            issued_at=issued.issued_at,
            last_contact=issued.issued_at,
            wish=replace(wish, queue=issued.queue),
            answer=issued,
        )
        with self._writing() as store:
            _insert(store, stub, own=False)

    def known(self, ticket: UUID) -> Stub | None:
        """The stub of a request, where it has one."""
        with self._using() as store:
            return _stub(store, ticket)

    def lost(self, met: Seen, before: Seen | None) -> Seen | None:
        """What was seen of the server's journal that it no longer has; None where it has all.

        `before` is what was seen since the last mark.
        """
        with self._using() as store:
            row = store.execute("SELECT epoch, seq FROM met").fetchone()
        marked = Seen(epoch=row[0], seq=row[1]) if row else None
        missing = [
            seen
            for seen in (before, marked)
            if seen is not None and (seen.epoch != met.epoch or seen.seq > met.seq)
        ]
        return max(missing, key=lambda seen: seen.seq, default=None)

    def meet(self, met: Seen, day: date, run: str = "") -> None:
        """The server was met, at the hall's `day`; in another run it hears all of today again."""
        with self._writing() as store:
            before = store.execute("SELECT run, epoch FROM met").fetchone()
            if before != (run, met.epoch):
                store.execute(
                    f"UPDATE stub SET heard = 0, told = 0, refused = NULL WHERE {_TODAY}"  # noqa: S608
                )
            store.execute("UPDATE stub SET seen = ? WHERE seen IS NULL", (day.isoformat(),))
            store.execute(
                "INSERT OR REPLACE INTO met VALUES (1, ?, ?, ?, ?)",
                (run, met.epoch, met.seq, day.isoformat()),
            )
            store.execute("DELETE FROM stub WHERE seen < ?", ((day - KEPT).isoformat(),))

    def unheard(self, after: int, most: int) -> Sequence[tuple[int, Stub]]:
        """Stubs that the server has not taken in, in order, each with its place after `after`."""
        with self._using() as store:
            rows = store.execute(
                "SELECT place, body FROM stub WHERE heard = 0 AND refused IS NULL AND place > ?"
                " ORDER BY place LIMIT ?",
                (after, most),
            ).fetchall()
            return tuple((place, msgspec.json.decode(body, type=Stub)) for place, body in rows)

    def heard(self, ticket: UUID) -> None:
        """The server has a ticket."""
        with self._writing() as store:
            store.execute("UPDATE stub SET heard = 1 WHERE id = ?", (str(ticket),))

    def refused(self, ticket: UUID, code: str) -> None:
        """The server will never take a ticket in."""
        with self._writing() as store:
            store.execute("UPDATE stub SET refused = ? WHERE id = ?", (code, str(ticket)))

    def say(self, said: Said) -> bool | None:
        """Keep what became of a paper until it is told; whether the server knows of the ticket.

        None where there is no stub of it.
        """
        with self._writing() as store:
            store.execute(
                "UPDATE stub SET outcome = ?, key = ?, told = 0 WHERE id = ?",
                (said.outcome.value, said.key, said.ticket),
            )
            row = store.execute(
                "SELECT heard OR NOT own FROM stub WHERE id = ?", (said.ticket,)
            ).fetchone()
        return None if row is None else bool(row[0])

    def untold(self) -> Sequence[Said]:
        """What became of papers that the server knows of, and has not been told."""
        with self._using() as store:
            rows = store.execute(
                "SELECT id, outcome, key FROM stub WHERE outcome IS NOT NULL AND told = 0"
                " AND heard = 1 ORDER BY place"
            ).fetchall()
        return tuple(Said(ticket=id_, outcome=Paper(what), key=key) for id_, what, key in rows)

    def told(self, said: Said) -> None:
        """The server knows what became of a paper."""
        with self._writing() as store:
            store.execute(
                "UPDATE stub SET told = 1 WHERE id = ? AND key = ?", (said.ticket, said.key)
            )

    @contextmanager
    def _using(self) -> Iterator[sqlite3.Connection]:
        """The file, for one thread at a time."""
        with self._lock:
            try:
                yield self._open()
            except (sqlite3.Error, msgspec.DecodeError) as error:
                raise Unkept(self.file, error) from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is on disk when it ends."""
        with self._using() as store:
            store.execute("BEGIN IMMEDIATE")
            try:
                yield store
                store.execute("COMMIT")
            except BaseException:
                if store.in_transaction:
                    store.execute("ROLLBACK")
                raise

    def _open(self) -> sqlite3.Connection:
        """The connection; tried anew where it could not be had before."""
        if self._opened is None:
            try:
                self.file.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise sqlite3.OperationalError(str(error)) from error
            store = sqlite3.connect(self.file, isolation_level=None, check_same_thread=False)
            try:
                for line in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL"):
                    store.execute(line)
                store.executescript(_SCHEMA)
            except sqlite3.Error:
                store.close()
                raise
            self._opened = store
        return self._opened


def _insert(store: sqlite3.Connection, stub: Stub, *, own: bool) -> None:
    letter, number = stub.number[0], int(stub.number[1:])
    store.execute(
        "INSERT OR IGNORE INTO stub (id, letter, number, own, body) VALUES (?, ?, ?, ?, ?)",
        (str(stub.id), letter, number, own, msgspec.json.encode(stub)),
    )


def _next(store: sqlite3.Connection, letter: str, band: Iterable[int]) -> int:
    """The first number of the band that is on no paper of today."""
    rows = store.execute(
        f"SELECT number FROM stub WHERE own AND letter = ? AND {_TODAY}",  # noqa: S608
        (letter,),
    )
    given = {number for (number,) in rows}
    free = next((number for number in band if number not in given), None)
    if free is None:
        raise BandFull(letter)
    return free


def _earlier(store: sqlite3.Connection, last_contact: datetime) -> Iterator[datetime]:
    """When the last ticket of the same outage was given out.

    It may have been handed in meanwhile: a power cut can take from the kiosk what it heard then.
    """
    row = store.execute("SELECT body, seen FROM stub WHERE own ORDER BY place DESC LIMIT 1")
    for body, seen in row:
        stub = msgspec.json.decode(body, type=Stub)
        if seen is None or stub.last_contact == last_contact:
            yield stub.issued_at


def _stub(store: sqlite3.Connection, ticket: UUID) -> Stub | None:
    row = store.execute("SELECT body FROM stub WHERE id = ?", (str(ticket),)).fetchone()
    return None if row is None else msgspec.json.decode(row[0], type=Stub)
