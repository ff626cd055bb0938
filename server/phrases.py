"""Phrases that citizens sought at a kiosk and chose nothing for, counted; without any person."""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from threading import Lock

import msgspec

from luot.domain.folding import fold
from luot.domain.unanswered import kept
from server.accounts_db import Book, connect
from server.orders import KeyReused, Unavailable

log = logging.getLogger(__name__)

FILE = "phrases.db"
MOST = 500
DAYS = 90
KEYS = 256  # remembered, so that a retry counts once
STEPS = (
    """
    CREATE TABLE phrase (
      folded TEXT PRIMARY KEY, phrase TEXT NOT NULL,
      times INTEGER NOT NULL, last_day TEXT NOT NULL) STRICT;
    """,
)
COUNT = """
    INSERT INTO phrase VALUES (?1, ?2, 1, ?3) ON CONFLICT (folded)
    DO UPDATE SET phrase = ?2, times = times + 1, last_day = max(last_day, ?3)"""
DROP_OLDEST = """
    DELETE FROM phrase WHERE folded IN (
      SELECT folded FROM phrase ORDER BY last_day DESC, times DESC, rowid DESC LIMIT -1 OFFSET ?)"""


class PhraseRow(msgspec.Struct, frozen=True, kw_only=True):
    """A phrase as it was written last, how often it came in all its spellings, and when last."""

    phrase: str
    times: int
    last_day: date


class Phrases:
    """Keeps 500 phrases for 90 days; for any thread.

    `clock` tells the time at the centre. Unavailable where the file can not be used.
    """

    def __init__(self, data: Path, clock: Callable[[], datetime]) -> None:
        """Open the file; one that is damaged is given up, since nothing rests on it."""
        self._clock = clock
        self._lock = Lock()
        self._keys: dict[tuple[str, str], str] = {}
        try:
            self._book = _opened(data)
        except sqlite3.DatabaseError as trouble:
            log.warning("the phrases that found nothing begin anew: %s", trouble)
            (data / FILE).unlink()
            self._book = _opened(data)

    def note(self, who: str, key: str, phrase: str) -> None:
        """Count a phrase once for each key; KeyReused where it was another one under this key."""
        with self._lock, _usable():
            if self._is_known(who, key, phrase):
                return
            line = kept(phrase)
            if line is not None:
                self._count(line)
            self._keys[who, key] = phrase
            for old in [*islice(self._keys, max(0, len(self._keys) - KEYS))]:
                del self._keys[old]

    def rows(self, most: int = MOST) -> list[PhraseRow]:
        """The phrases of the last 90 days, the most frequent first."""
        with _usable():
            found = self._book.rows(
                "SELECT phrase, times, last_day FROM phrase WHERE last_day >= ?"
                " ORDER BY times DESC, last_day DESC, folded LIMIT ?",
                self._first_day(),
                most,
            )
        return [msgspec.convert(_named(row), PhraseRow) for row in found]

    def forget(self, phrase: str) -> None:
        """Drop a phrase that was seen to."""
        with _usable(), self._book.write() as connection:
            connection.execute("DELETE FROM phrase WHERE folded = ?", (fold(phrase),))

    def close(self) -> None:
        """Close the file."""
        self._book.close()

    def _is_known(self, who: str, key: str, phrase: str) -> bool:
        known = self._keys.get((who, key))
        if known is not None and known != phrase:
            raise KeyReused
        return known is not None

    def _count(self, line: str) -> None:
        today = self._clock().date().isoformat()
        with self._book.write() as connection:
            connection.execute("DELETE FROM phrase WHERE last_day < ?", (self._first_day(),))
            connection.execute(COUNT, (fold(line), line, today))
            connection.execute(DROP_OLDEST, (MOST,))

    def _first_day(self) -> str:
        return (self._clock().date() - timedelta(days=DAYS)).isoformat()


def _opened(data: Path) -> Book:
    connection = connect(data, FILE)
    try:
        return Book(connection, steps=STEPS)
    except sqlite3.DatabaseError:
        connection.close()
        raise


def _named(row: tuple[object, ...]) -> dict[str, object]:
    return dict(zip(("phrase", "times", "last_day"), row, strict=True))


@contextmanager
def _usable() -> Iterator[None]:
    """Say in the house's words that the file can not be used."""
    try:
        yield
    except sqlite3.Error as trouble:
        raise Unavailable(str(trouble)) from trouble
