"""The files of a centre: one database, and a lock that lets in only one writer."""

import fcntl
import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache
from itertools import chain
from pathlib import Path
from typing import IO, Self

import sqlite_utils

from server import schema

DATABASE = "luot.sqlite3"
LOCK = "luot.lock"

# Older ones can, very rarely, damage a database that two connections checkpoint at once. The house
# is safe from it (one connection writes), an administrator's own tools are not.
SAFE_SQLITE = (3, 51, 3)

AT_ONCE = 64
Value = str | bytes | int | float | None

WRITER = (
    "busy_timeout = 5000",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "wal_autocheckpoint = 1000",
)


class StoreError(Exception):
    """The data of the centre cannot be used; `code` and `fields` are for the words."""

    code = "store"

    def __init__(self, sentence: str, **fields: object) -> None:
        super().__init__(sentence)
        self.fields = fields


class DataInUse(StoreError):
    """Another process writes to this data."""

    code = "data-in-use"

    def __init__(self, data: Path, process: str) -> None:
        super().__init__(f"{data} is in use by process {process}", data=data, process=process)


class NoData(StoreError):
    """There is no centre's database in this folder."""

    code = "no-data"

    def __init__(self, data: Path) -> None:
        super().__init__(f"no {DATABASE} in {data}", data=data)


class WrongSite(StoreError):
    """The data belongs to another centre than the settings say."""

    code = "wrong-site"

    def __init__(self, data: Path, there: str, wanted: str) -> None:
        super().__init__(
            f"{data} belongs to site {there}, not {wanted}", data=data, there=there, wanted=wanted
        )


class FileUnusable(StoreError):
    """A database of the folder cannot be read or written; `cause` says why."""

    code = "file-unusable"

    def __init__(self, file: Path, cause: sqlite3.DatabaseError) -> None:
        super().__init__(f"{file}: {cause}", file=file, why=cause)
        self.file = file
        self.cause = cause


@contextmanager
def using(file: Path) -> Iterator[None]:
    """Name the database that is in the way: SQLite's own errors do not."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise FileUnusable(file, error) from error


def is_old_sqlite(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> bool:
    """Whether this SQLite still has the rare fault of checkpoints by two connections."""
    return version < SAFE_SQLITE


class Lock:
    """The right to write to a folder; the system frees it when the process dies."""

    def __init__(self, data: Path) -> None:
        """Take it, or raise DataInUse."""
        self._file: IO[str] = (data / LOCK).open("a+", encoding="utf-8")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._file.seek(0)
            holder = self._file.read().strip() or "?"
            self._file.close()
            raise DataInUse(data, holder) from None
        self._sign()

    def _sign(self) -> None:
        """Leave this process' number for whoever is refused."""
        self._file.seek(0)
        self._file.truncate()
        self._file.write(Path("/proc/self").resolve().name)
        self._file.flush()

    def free(self) -> None:
        """Let another process write."""
        self._file.close()


class Store:
    """The open database of a centre, with the right to write to it.

    `connection` is the only one that writes; statements outside `writing` are their own
    transactions.
    """

    def __init__(self, lock: Lock, connection: sqlite3.Connection) -> None:
        self._lock = lock
        self.connection = connection
        self.db = sqlite_utils.Database(connection)

    @classmethod
    def open(cls, data: Path, site: str | None = None) -> Self:
        """Open the data of `site`, made new where the folder is empty.

        Without a site the data must be there. Raises DataInUse, NoData or WrongSite.
        """
        if site is None and not (data / DATABASE).exists():
            raise NoData(data)
        data.mkdir(parents=True, exist_ok=True)
        with ExitStack() as if_it_fails:
            lock = Lock(data)
            if_it_fails.callback(lock.free)
            store = cls(lock, _writer(data / DATABASE))
            if_it_fails.callback(store.connection.close)
            store._prepare(data, site)
            if_it_fails.pop_all()
        return store

    def _prepare(self, data: Path, site: str | None) -> None:
        """Migrate, and see to whom the data belongs."""
        with self.writing():
            schema.migrate(self.db)
            there = self.meta("site")
            if there is None and site is not None:
                self.note("site", site)
                self.note("epoch", secrets.token_hex(4))
            elif site is not None and there != site:
                raise WrongSite(data, str(there), site)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all of it is on the disk afterwards, or nothing."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.connection.execute("COMMIT")
        except BaseException:
            # A full disk or a failed write may have rolled back by itself.
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise

    def insert(self, into: str, rows: Sequence[Sequence[Value]], tail: str = "") -> None:
        """Insert rows `into` a table, as few statements as can be.

        Every statement lets the other threads in and must wait for its turn to go on, so one for
        each row would make the desk the slowest of all.
        """
        for some in (rows[at : at + AT_ONCE] for at in range(0, len(rows), AT_ONCE)):
            sql = _insert(into, len(some[0]), len(some), tail)
            self.connection.execute(sql, [*chain.from_iterable(some)])

    def meta(self, name: str) -> str | None:
        """What is noted about the data under this name."""
        row = self.connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def note(self, name: str, value: str) -> None:
        """Note something about the data."""
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def close(self) -> None:
        """Close the database and let another process write."""
        self.connection.close()
        self._lock.free()


@cache
def _insert(into: str, columns: int, rows: int, tail: str) -> str:
    """The statement that inserts so many rows."""
    row = f"({', '.join('?' * columns)})"
    values = ", ".join([row] * rows)
    return f"INSERT INTO {into} VALUES {values} {tail}"  # noqa: S608


def _writer(database: Path) -> sqlite3.Connection:
    """The connection that writes: nothing acknowledged is ever lost to a power cut."""
    connection = sqlite3.connect(
        database, isolation_level=None, check_same_thread=False, cached_statements=8 * AT_ONCE
    )
    try:
        for setting in WRITER:
            connection.execute(f"PRAGMA {setting}")
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


@contextmanager
def reading(data: Path) -> Iterator[sqlite3.Connection]:
    """A connection that cannot write, for one short look; raises NoData."""
    database = data / DATABASE
    if not database.exists():
        raise NoData(data)
    uri = f"{database.resolve().as_uri()}?mode=ro"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA busy_timeout = 5000")
        connection.execute("PRAGMA query_only = ON")
        yield connection
    finally:
        connection.close()
