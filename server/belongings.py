"""Whether the files in a centre's folder belong together, before a server goes on with them.

A file that was lost must never be made anew in silence: numbers would begin again at 001, papers
in the hall would open nothing, and a real centre would be anyone's.
"""

from datetime import date
from pathlib import Path

from luot.domain.events import DayOpened, TicketIssued
from server import journal
from server.accounts_db import FILE as ACCOUNTS
from server.accounts_db import Book, connect
from server.store import DATABASE, Store, StoreError, reading, using

KEY = "ticket.key"
DEMO_KEY = "demo.key"


class DatabaseLost(StoreError):
    """The folder was at work, as `witness` shows, but its journal is gone."""

    code = "database-lost"

    def __init__(self, data: Path, witness: str) -> None:
        super().__init__(f"no journal beside {data / witness}", data=data, witness=witness)


class KeyLost(StoreError):
    """Papers of today are in people's hands, and the key that made their codes is gone."""

    code = "key-lost"

    def __init__(self, data: Path) -> None:
        super().__init__(f"no {KEY} in {data}, and papers of today", data=data)


class NotDemo(StoreError):
    """A real centre was to be opened as a sample one, with an administrator for everyone."""

    code = "not-demo"

    def __init__(self, data: Path) -> None:
        super().__init__(f"{data} is no sample centre", data=data)


def check_folder(data: Path, *, demo: bool) -> None:
    """Refuse, before anything is written, a real centre as a demo and a centre without journal.

    SQLite would take a database of 0 bytes for a new one, and throw away the log beside it.
    """
    journaled = _has_journal(data)
    if demo and not (data / DEMO_KEY).exists() and (journaled or (data / ACCOUNTS).exists()):
        raise NotDemo(data)
    if not journaled and (witness := _witness(data)):
        raise DatabaseLost(data, witness)


def check_key(store: Store, data: Path, today: date) -> None:
    """Refuse to go on without the key of the papers that were given out today."""
    if not (data / KEY).exists() and _gave_out(store, today):
        raise KeyLost(data)


def _has_journal(data: Path) -> bool:
    """Whether the folder has facts to go on from."""
    database = data / DATABASE
    if not database.exists() or not database.stat().st_size:
        return False
    with using(database), reading(data) as connection:
        tables = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'journal'"
        return connection.execute(tables).fetchone() is not None


def _witness(data: Path) -> str | None:
    """A file that only a server at work leaves; accounts alone may be older than the first one."""
    if (data / KEY).exists():
        return KEY
    if (data / ACCOUNTS).exists() and _was_entered(data):
        return ACCOUNTS
    return None


def _was_entered(data: Path) -> bool:
    """Whether a server let anyone in by these accounts."""
    with using(data / ACCOUNTS):
        connection = connect(data)
        try:
            traces = "SELECT 1 FROM session UNION ALL SELECT 1 FROM key WHERE seen_at IS NOT NULL"
            return bool(Book(connection).rows(f"{traces} LIMIT 1"))
        finally:
            connection.close()


def _gave_out(store: Store, today: date) -> bool:
    """Whether the journal has a number of this day."""
    facts = (row.event for row in journal.today(store.connection))
    opened = next(facts, None)
    if not isinstance(opened, DayOpened) or opened.day != today:
        return False
    return any(isinstance(fact, TicketIssued) for fact in facts)
