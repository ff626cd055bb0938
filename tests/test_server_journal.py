"""The journal: nothing in it can be changed, lost or put in unseen."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from luot.cli import main
from luot.domain.commands import CallNext, OpenCounter, StartService
from server import journal
from server.journal import Verdict
from server.store import DATABASE, DataInUse, NoData, Store, WrongSite, is_old_sqlite, reading
from tests.desks import SITE, Rig

ROOT = Path(__file__).parent.parent
TRIGGERS = ("journal_is_never_changed", "journal_is_never_shortened")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder in which a morning's work was done; no server runs on it."""
    with Rig(tmp_path) as rig:
        rig.do(OpenCounter(counter=1, official="lan"), actor="official:lan")
        first = rig.take("A")
        rig.take("C")
        rig.do(CallNext(counter=1))
        rig.do(StartService(ticket=first))
    return tmp_path


@pytest.fixture
def forger(data: Path) -> Iterator[sqlite3.Connection]:
    """Somebody with the file and SQLite's own tools, who removes the triggers first."""
    connection = sqlite3.connect(data / DATABASE, isolation_level=None)
    for name in TRIGGERS:
        connection.execute(f"DROP TRIGGER {name}")
    yield connection
    connection.close()


def verdict(data: Path) -> Verdict:
    with reading(data) as connection:
        return journal.verify(connection)


def luot(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_a_journal_that_nobody_touched_is_sound(data: Path) -> None:
    assert verdict(data) == Verdict(rows=6)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "2026-11-23T01:00:00.000001Z"),
        ("site", "S043"),
        ("epoch", "0"),
        ("kind", "TicketHeld"),
        ("ticket", None),
        ("actor", "official:mai"),
        ("body", '{"number":"A002"}'),
        ("body", "not even JSON"),
        ("hash", bytes(32)),
    ],
)
def test_a_changed_fact_is_found(
    data: Path, forger: sqlite3.Connection, column: str, value: object
) -> None:
    forger.execute(f"UPDATE journal SET {column} = ? WHERE seq = 3", (value,))
    assert verdict(data) == Verdict(rows=2, broken=3)


def test_a_fact_that_was_taken_out_is_found(data: Path, forger: sqlite3.Connection) -> None:
    forger.execute("DELETE FROM journal WHERE seq = 4")
    assert verdict(data) == Verdict(rows=3, broken=4)


def test_a_cut_off_end_is_found(data: Path, forger: sqlite3.Connection) -> None:
    forger.execute("DELETE FROM journal WHERE seq >= 5")
    assert verdict(data) == Verdict(rows=4, broken=5)


def test_two_facts_that_changed_places_are_found(data: Path, forger: sqlite3.Connection) -> None:
    for seq, new in ((3, 99), (4, 3), (99, 4)):
        forger.execute("UPDATE journal SET seq = ? WHERE seq = ?", (new, seq))
    assert verdict(data) == Verdict(rows=2, broken=3)


def test_a_fact_put_in_at_the_end_is_found(data: Path, forger: sqlite3.Connection) -> None:
    forger.execute("INSERT INTO journal SELECT 7, at, site, epoch, kind, ticket, actor, body, hash "
                   "FROM journal WHERE seq = 6")  # fmt: skip
    assert verdict(data) == Verdict(rows=6, broken=7)


@pytest.mark.parametrize("sql", ["UPDATE journal SET actor = 'x'", "DELETE FROM journal"])
def test_the_database_itself_refuses_to_change_a_fact(data: Path, sql: str) -> None:
    connection = sqlite3.connect(data / DATABASE)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(sql)
    connection.close()


def test_anyone_can_check_the_chain_from_the_export_alone(data: Path) -> None:
    before = bytes(32)
    for line in luot("journal", "export", "--data", data).stdout.splitlines():
        row = json.loads(line)
        told = row.pop("hash")
        plain = json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        before = sha256(before + plain.encode()).digest()
        assert told == before.hex()


def test_an_export_has_every_fact_as_one_line_of_json(data: Path) -> None:
    ran = luot("journal", "export", "--data", data)
    rows = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [row["kind"] for row in rows] == [
        "DayOpened",
        "CounterOpened",
        "TicketIssued",
        "TicketIssued",
        "TicketCalled",
        "ServiceStarted",
    ]
    opened = rows[1]
    assert opened == {
        "seq": 2,
        "at": "2026-11-23T01:00:00.000000Z",
        "site": SITE,
        "epoch": opened["epoch"],
        "kind": "CounterOpened",
        "ticket": None,
        "actor": "official:lan",
        "body": {"counter": 1, "official": "lan", "queues": ["A", "C", "E"]},
        "hash": opened["hash"],
    }


def test_an_export_goes_on_where_the_last_one_ended(data: Path) -> None:
    ran = luot("journal", "export", "--data", data, "--since", "4")
    assert [json.loads(line)["seq"] for line in ran.stdout.splitlines()] == [5, 6]


def test_an_export_does_not_wait_for_the_server(data: Path) -> None:
    with Rig(data):
        assert luot("journal", "export", "--data", data).exit_code == 0
        assert luot("journal", "verify", "--data", data).exit_code == 0


def test_verify_says_that_all_is_well_or_where_it_is_not(
    data: Path, forger: sqlite3.Connection
) -> None:
    well = luot("journal", "verify", "--data", data, "--lang", "en")
    assert well.exit_code == 0
    assert "6 facts" in well.stdout
    forger.execute("UPDATE journal SET actor = 'x' WHERE seq = 3")
    broken = luot("journal", "verify", "--data", data, "--lang", "en")
    assert broken.exit_code == 1
    assert "at fact 3" in broken.stderr


@pytest.mark.parametrize("command", [("journal", "export"), ("journal", "verify"), ("rebuild",)])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_folder_without_data_is_named(
    tmp_path: Path, command: tuple[str, ...], lang: str
) -> None:
    ran = luot(*command, "--data", tmp_path / "none", "--lang", lang)
    assert ran.exit_code == 1
    assert str(tmp_path / "none") in ran.stderr
    assert "Traceback" not in ran.output
    assert not (tmp_path / "none").exists()


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_bytes(b"this is not a database" * 100)
    ran = luot("journal", "verify", "--data", tmp_path, "--lang", "en")
    assert ran.exit_code == 1
    assert "file is not a database" in ran.stderr
    ran = luot("rebuild", "--data", tmp_path, "--lang", "en")
    assert (ran.exit_code, "file is not a database" in ran.stderr) == (1, True)


def test_rows_are_read_in_pieces(data: Path) -> None:
    with reading(data) as connection:
        every = journal.read(connection)
        assert [row.seq for row in every] == [1, 2, 3, 4, 5, 6]
        assert journal.read(connection, since=2, limit=3) == every[2:5]
        assert journal.read(connection, since=6) == []
        assert journal.head(connection) == (6, every[-1].hash)


def test_a_look_cannot_write(data: Path) -> None:
    with reading(data) as connection, pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM command")


def test_a_second_server_on_the_same_data_is_refused(data: Path) -> None:
    second = "from server.store import Store; from pathlib import Path; import sys; \
Store.open(Path(sys.argv[1]), 'S042')"
    with Rig(data) as rig:
        with pytest.raises(DataInUse):
            Store.open(data, SITE)
        ran = subprocess.run(
            [sys.executable, "-c", second, str(data)], cwd=ROOT, capture_output=True, check=False
        )
        assert ran.returncode == 1
        assert b"DataInUse" in ran.stderr
        rig.take()
    Store.open(data, SITE).close()


def test_the_refused_server_is_told_who_holds_the_data(data: Path) -> None:
    with Rig(data):
        with pytest.raises(DataInUse) as refused:
            Store.open(data, SITE)
        assert refused.value.fields == {
            "data": data,
            "process": Path("/proc/self").resolve().name,
        }
        ran = luot("rebuild", "--data", data, "--lang", "en")
        assert ran.exit_code == 1
        assert refused.value.fields["process"] in ran.stderr  # type: ignore[operator]


def test_the_data_of_another_centre_is_refused(data: Path) -> None:
    with pytest.raises(WrongSite, match="S042, not S043"):
        Store.open(data, "S043")
    Store.open(data, SITE).close()


def test_a_folder_without_data_is_not_opened_without_a_site(tmp_path: Path) -> None:
    with pytest.raises(NoData):
        Store.open(tmp_path)
    with pytest.raises(NoData), reading(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


def test_data_has_an_epoch_of_its_own_for_life(tmp_path: Path) -> None:
    epochs = set()
    for folder in ("a", "a", "b"):
        store = Store.open(tmp_path / folder, SITE)
        epochs.add((folder, journal.Journal(store).epoch))
        store.close()
    assert len(epochs) == 2
    assert len({epoch for _, epoch in epochs}) == 2


def test_the_writer_syncs_every_commit(tmp_path: Path) -> None:
    store = Store.open(tmp_path, SITE)
    asked = {
        name: store.connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "mmap_size", "busy_timeout")
    }
    store.close()
    assert asked == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "mmap_size": 0,
        "busy_timeout": 5000,
    }


def test_a_transaction_is_whole_or_nothing(tmp_path: Path) -> None:
    store = Store.open(tmp_path, SITE)

    def half() -> None:
        with store.writing():
            store.note("a", "1")
            raise KeyError

    with pytest.raises(KeyError):
        half()
    assert store.meta("a") is None
    store.note("a", "2")
    assert store.meta("a") == "2"
    store.close()


def test_only_a_recent_sqlite_is_without_the_checkpoint_fault() -> None:
    assert [is_old_sqlite(v) for v in ((3, 40, 1), (3, 51, 2), (3, 51, 3), (3, 53, 0))] == [
        True,
        True,
        False,
        False,
    ]
