"""The tables of a centre's database.

What cannot be made anew (journal, replies, meta) changes by migrations only. The read tables are
folds of the journal: they have no migrations, a changed shape is remade from the journal.
"""

from hashlib import sha256

import sqlite_utils
from sqlite_utils.migrations import Migrations

migrations = Migrations("luot")


def _execute_all(db: sqlite_utils.Database, ddl: str) -> None:
    """Run statements one by one: executescript would commit the transaction around them."""
    for statement in ddl.split(";\n\n"):
        if statement.strip():
            db.conn.execute(statement)


@migrations()
def journal_replies_and_meta(db: sqlite_utils.Database) -> None:
    """The hash-chained journal, the replies kept for retries, and what the data belongs to."""
    _execute_all(
        db,
        """
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    site TEXT NOT NULL,
    epoch TEXT NOT NULL,
    kind TEXT NOT NULL,
    ticket TEXT,
    actor TEXT NOT NULL,
    body TEXT NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE INDEX journal_days ON journal (seq) WHERE kind = 'DayOpened';

CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER journal_is_never_shortened BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TABLE command (
    key TEXT PRIMARY KEY,
    actor TEXT NOT NULL,
    hash BLOB NOT NULL,
    at TEXT NOT NULL,
    status INTEGER NOT NULL,
    reply BLOB NOT NULL
) STRICT;
""",
    )


# Instants are UTC text, `day` is the local day, times that end in `_s` are seconds.
READ_TABLES = {
    "ticket": """
CREATE TABLE ticket (
    id TEXT PRIMARY KEY,
    day TEXT NOT NULL,
    number TEXT NOT NULL,
    queue TEXT NOT NULL,
    procedure TEXT,
    purpose TEXT NOT NULL,
    priority TEXT NOT NULL,
    lang TEXT NOT NULL,
    kiosk INTEGER,
    offline INTEGER NOT NULL,
    state TEXT NOT NULL,
    counter INTEGER,
    issued_at TEXT NOT NULL,
    waits_from TEXT NOT NULL,
    first_called_at TEXT,
    ended_at TEXT,
    calls INTEGER NOT NULL,
    missed INTEGER NOT NULL,
    returns INTEGER NOT NULL,
    paper TEXT,
    void_numbers TEXT NOT NULL,
    rating INTEGER,
    rating_reasons TEXT,
    rating_text TEXT,
    waiting_s REAL,
    way_s REAL,
    service_s REAL,
    hold_s REAL
) STRICT;

CREATE UNIQUE INDEX ticket_number ON ticket (day, number)
""",
    "service": """
CREATE TABLE service (
    ticket TEXT NOT NULL,
    errand INTEGER NOT NULL,
    day TEXT NOT NULL,
    procedure TEXT,
    queue TEXT NOT NULL,
    purpose TEXT NOT NULL,
    counter INTEGER NOT NULL,
    official TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    service_s REAL,
    end_source TEXT,
    exact INTEGER NOT NULL,
    outcome TEXT,
    dossier TEXT,
    PRIMARY KEY (ticket, errand)
) STRICT, WITHOUT ROWID;

CREATE INDEX service_day ON service (day, procedure)
""",
    "stretch": """
CREATE TABLE stretch (
    ticket TEXT NOT NULL,
    errand INTEGER NOT NULL,
    stretch INTEGER NOT NULL,
    day TEXT NOT NULL,
    counter INTEGER NOT NULL,
    official TEXT NOT NULL,
    called_at TEXT,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    service_s REAL,
    end_source TEXT,
    PRIMARY KEY (ticket, errand, stretch)
) STRICT, WITHOUT ROWID;

CREATE INDEX stretch_day ON stretch (day, counter)
""",
    "counter_day": """
CREATE TABLE counter_day (
    seq INTEGER PRIMARY KEY,
    day TEXT NOT NULL,
    counter INTEGER NOT NULL,
    official TEXT,
    state TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT
) STRICT;

CREATE INDEX counter_day_running ON counter_day (counter) WHERE ended_at IS NULL
""",
}


def shape() -> str:
    """A name for the present shape of the read tables; another one means: remake them."""
    return sha256("".join(READ_TABLES.values()).encode()).hexdigest()[:16]


def remake_read_tables(db: sqlite_utils.Database) -> None:
    """Drop the read tables and make them again, empty."""
    for name, ddl in READ_TABLES.items():
        db.conn.execute(f"DROP TABLE IF EXISTS {name}")
        _execute_all(db, ddl)


def migrate(db: sqlite_utils.Database) -> None:
    """Bring an older or an empty database up to date; call it inside one BEGIN IMMEDIATE.

    sqlite-utils opens its transactions with a plain BEGIN, under which processes that migrate at
    the same time fail; inside ours its steps nest as savepoints.
    """
    migrations.apply(db)
