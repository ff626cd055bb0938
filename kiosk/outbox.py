"""The numbers that this kiosk gave out by itself: on disk before they are on paper."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Final
from uuid import UUID

import msgspec

from luot.domain import numbering
from luot.domain.ticket import Purpose

NAME: Final = "outbox.db"
# `heard` is the server's epoch in which it took the paper in, `refused` why it never will.
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS paper (
    place INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    day TEXT NOT NULL,
    letter TEXT NOT NULL,
    number INTEGER NOT NULL,
    body BLOB NOT NULL,
    heard TEXT,
    refused TEXT,
    UNIQUE (day, letter, number)
) STRICT;
"""


class BandFull(Exception):
    """All numbers that this kiosk may give out by itself today under a letter are given out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a citizen asked for when the server did not answer."""

    queue: str
    procedures: tuple[str, ...] = ()
    purpose: Purpose | None = None
    priority: str | None = None
    lang: str = "vi"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A ticket that this kiosk gave out by itself.

    `issued_at` is by the server's clock as far as it is known; `last_contact` is when the server
    was last heard before.
    """

    id: UUID
    number: str
    issued_at: datetime
    last_contact: datetime
    wish: Wish


class Outbox:
    """Safe across power cuts; its calls may come from several threads."""

    def __init__(self, folder: Path, kiosk: int) -> None:
        self._band = tuple(numbering.band(kiosk))
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = Lock()
        self._store = sqlite3.connect(folder / NAME, isolation_level=None, check_same_thread=False)
        for line in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", _SCHEMA):
            self._store.execute(line)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._store.close()

    def issue(self, ticket: UUID, wish: Wish, at: datetime, last_contact: datetime) -> Paper:
        """The paper of a request: the next number, or the one that it was given before.

        Raises BandFull. When this returns, the number is on disk.
        """
        with self._writing() as store:
            known = self._paper(store, ticket)
            if known is not None:
                return known
            number = self._next(store, at, wish.queue)
            paper = Paper(
                id=ticket,
                number=numbering.written(wish.queue, number),
                issued_at=at,
                last_contact=last_contact,
                wish=wish,
            )
            store.execute(
                "INSERT INTO paper (id, day, letter, number, body) VALUES (?, ?, ?, ?, ?)",
                (str(ticket), _day(at), wish.queue, number, msgspec.json.encode(paper)),
            )
            return paper

    def known(self, ticket: UUID) -> Paper | None:
        """The paper of a request, where it got one."""
        with self._lock:
            return self._paper(self._store, ticket)

    def unheard(self, day: datetime, epoch: str, most: int) -> tuple[Paper, ...]:
        """Papers of a local day that the server of this epoch has not taken in, in order."""
        with self._lock:
            rows = self._store.execute(
                "SELECT body FROM paper WHERE day = ? AND refused IS NULL"
                " AND (heard IS NULL OR heard <> ?) ORDER BY place LIMIT ?",
                (_day(day), epoch, most),
            ).fetchall()
        return tuple(msgspec.json.decode(body, type=Paper) for (body,) in rows)

    def heard(self, ticket: UUID, epoch: str) -> None:
        """The server has taken a paper in."""
        with self._writing() as store:
            store.execute("UPDATE paper SET heard = ? WHERE id = ?", (epoch, str(ticket)))

    def refused(self, ticket: UUID, code: str) -> None:
        """The server will never take a paper in."""
        with self._writing() as store:
            store.execute("UPDATE paper SET refused = ? WHERE id = ?", (code, str(ticket)))

    def is_pending(self, ticket: str) -> bool:
        """Whether a paper exists that the server has not taken in."""
        with self._lock:
            row = self._store.execute(
                "SELECT 1 FROM paper WHERE id = ? AND heard IS NULL AND refused IS NULL",
                (ticket,),
            ).fetchone()
        return row is not None

    def forget_before(self, day: datetime) -> None:
        """Drop the papers of earlier days: their numbers are free again."""
        with self._writing() as store:
            store.execute("DELETE FROM paper WHERE day < ?", (_day(day),))

    def _next(self, store: sqlite3.Connection, at: datetime, letter: str) -> int:
        """The first number of the band after the last one given out."""
        last = store.execute(
            "SELECT count(*) FROM paper WHERE day = ? AND letter = ?", (_day(at), letter)
        ).fetchone()[0]
        number = next(islice(self._band, last, None), None)
        if number is None:
            raise BandFull(letter)
        return number

    @staticmethod
    def _paper(store: sqlite3.Connection, ticket: UUID) -> Paper | None:
        row = store.execute("SELECT body FROM paper WHERE id = ?", (str(ticket),)).fetchone()
        return None if row is None else msgspec.json.decode(row[0], type=Paper)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is on disk when it ends."""
        with self._lock:
            self._store.execute("BEGIN IMMEDIATE")
            try:
                yield self._store
            except BaseException:
                self._store.execute("ROLLBACK")
                raise
            self._store.execute("COMMIT")


def _day(at: datetime) -> str:
    return at.date().isoformat()
