"""The tables of a centre's database, and how they come to be."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlite_utils
from sqlite_utils.migrations import Migrations

from server import schema
from server.store import DATABASE, Store
from tests.desks import SITE, Rig

ROOT = Path(__file__).parent.parent

MIGRATE = """
import sqlite3, sys
import sqlite_utils
from server import schema
connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=20)
print("ready", flush=True)
sys.stdin.readline()
connection.execute("BEGIN IMMEDIATE")
schema.migrate(sqlite_utils.Database(connection))
connection.execute("COMMIT")
"""


def _shape(database: Path) -> list[tuple[str, str, str]]:
    """Everything that a database is made of."""
    connection = sqlite3.connect(database)
    found = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2")
    shape = found.fetchall()
    connection.close()
    return shape


def test_three_processes_that_migrate_at_once_do_it_once(tmp_path: Path) -> None:
    database = tmp_path / "together.sqlite3"
    command = [sys.executable, "-c", MIGRATE, str(database)]
    processes = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for _ in range(3)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write(b"go\n")
        process.stdin.flush()
    assert [process.communicate(timeout=30)[1] for process in processes] == [None] * 3
    assert [process.returncode for process in processes] == [0, 0, 0]
    applied = sqlite_utils.Database(database)["_sqlite_migrations"]
    names = [row["name"] for row in applied.rows]
    assert names == ["journal_replies_and_meta"]


def test_every_table_is_strict(tmp_path: Path) -> None:
    with Rig(tmp_path):
        pass
    tables = [sql for kind, name, sql in _shape(tmp_path / DATABASE) if kind == "table"
              and not name.startswith(("sqlite_", "_sqlite_"))]  # fmt: skip
    assert len(tables) == 7
    assert all("STRICT" in sql for sql in tables)


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    with Rig(tmp_path):
        pass
    before = _shape(tmp_path / DATABASE)
    with Rig(tmp_path):
        pass
    assert _shape(tmp_path / DATABASE) == before


def test_a_step_that_fails_leaves_nothing_behind_and_stays_due(tmp_path: Path) -> None:
    store = Store.open(tmp_path, SITE)
    steps = Migrations("luot")
    fails = [True]

    @steps()
    def half(db: sqlite_utils.Database) -> None:
        db.conn.execute("CREATE TABLE half (x) STRICT") if not fails else db.conn.execute(
            "CREATE TABLE half (x TEXT) STRICT"
        )
        if fails:
            raise KeyError

    with pytest.raises(KeyError), store.writing():
        steps.apply(store.db)
    assert "half" not in store.db.table_names()
    assert [step.name for step in steps.pending(store.db)] == ["half"]
    store.close()


def test_the_read_tables_hold_no_wrong_type(tmp_path: Path) -> None:
    with Rig(tmp_path) as rig:
        rig.take()
    connection = sqlite3.connect(tmp_path / DATABASE)
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT value in INTEGER"):
        connection.execute("UPDATE ticket SET calls = 'many'")
    connection.close()


def test_a_number_of_the_day_belongs_to_one_ticket_even_in_the_file(tmp_path: Path) -> None:
    with Rig(tmp_path) as rig:
        rig.take()
        rig.take()
    connection = sqlite3.connect(tmp_path / DATABASE)
    with pytest.raises(sqlite3.IntegrityError, match=r"UNIQUE.*ticket.number"):
        connection.execute("UPDATE ticket SET number = 'A001'")
    connection.close()


def test_the_shape_of_the_read_tables_has_a_name() -> None:
    assert len(schema.shape()) == 16
    assert schema.shape() == schema.shape()
