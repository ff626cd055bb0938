"""The file in which the hall keeps who may enter: accounts.db beside the journal."""

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

FILE = "accounts.db"
WATCH = 0.1  # seconds between two looks for what another process wrote
STEPS = (
    """
    CREATE TABLE account (
      name TEXT PRIMARY KEY, role TEXT NOT NULL, hash TEXT NOT NULL,
      disabled INTEGER NOT NULL DEFAULT 0, made_at INTEGER NOT NULL) STRICT;
    CREATE TABLE session (
      token BLOB PRIMARY KEY, account TEXT NOT NULL REFERENCES account (name),
      made_at INTEGER NOT NULL, seen_at INTEGER NOT NULL) STRICT;
    CREATE TABLE key (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL, grant TEXT NOT NULL,
      kiosk INTEGER CHECK (kiosk BETWEEN 0 AND 3), token BLOB NOT NULL UNIQUE,
      made_at INTEGER NOT NULL, seen_at INTEGER, revoked_at INTEGER,
      CHECK ((grant = 'kiosk') = (kiosk IS NOT NULL))) STRICT;
    CREATE UNIQUE INDEX key_name ON key (name) WHERE revoked_at IS NULL;
    CREATE UNIQUE INDEX key_kiosk ON key (kiosk) WHERE revoked_at IS NULL AND kiosk IS NOT NULL;
    CREATE TABLE pairing (
      code BLOB PRIMARY KEY, scope TEXT NOT NULL, name TEXT, ends_at INTEGER NOT NULL) STRICT;
    """,
)


def connect(folder: Path, file: str = FILE) -> sqlite3.Connection:
    """A connection to the accounts in a data folder; the file is its owner's alone."""
    path = folder / file
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    return sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=5)


class Book:
    """Tables, those of accounts or of `steps`, on one connection that threads share.

    The command line writes beside a running server. Rollback journal, not WAL: SQLite before
    3.51.3 may, very rarely, damage a WAL that two processes write and checkpoint at one moment,
    and here a write is too rare for its cost to matter.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        ticks: Callable[[], float] = time.monotonic,
        watch: float = WATCH,
        steps: Sequence[str] = STEPS,
    ) -> None:
        self._connection = connection
        self._steps = steps
        self._lock = threading.RLock()
        self._ticks = ticks
        self._watch = watch
        self._looked = float("-inf")
        self._own = 0
        self._foreign = 0
        for pragma in ("journal_mode=DELETE", "synchronous=EXTRA", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")
        self._grow()

    def _grow(self) -> None:
        """Bring the tables to the newest shape, also when two processes start at once."""
        with self.write() as connection:
            (done,) = connection.execute("PRAGMA user_version").fetchone()
            for step in self._steps[done:]:
                for statement in filter(str.strip, step.split(";")):
                    connection.execute(statement)
            if done < len(self._steps):
                connection.execute(f"PRAGMA user_version={len(self._steps)}")

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One transaction: everything in it is kept, or nothing."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                self._own += 1

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """All rows of one question."""
        with self._lock:
            return self._connection.execute(sql, values).fetchall()

    def stamp(self) -> tuple[int, int]:
        """Changes when anything in the file did: at once here, within WATCH from elsewhere."""
        now = self._ticks()
        # while one of our own threads writes, no other process can
        if now - self._looked >= self._watch and self._lock.acquire(blocking=False):
            try:
                (self._foreign,) = self._connection.execute("PRAGMA data_version").fetchone()
                self._looked = now
            finally:
                self._lock.release()
        return self._own, self._foreign

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()
