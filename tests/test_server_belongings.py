"""What was lost from a centre's folder is never made anew in silence, nor a real centre opened."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner

from luot import config
from luot.cli import main
from luot.domain.commands import TakeTicket
from server.accounts import Accounts, open_accounts
from server.accounts_db import FILE as ACCOUNTS
from server.actor import Role
from server.belongings import DEMO_KEY, KEY, DatabaseLost, KeyLost, NotDemo
from server.clock import HallClock
from server.house import House
from server.opening import opened
from server.orders import Order
from server.store import DATABASE, StoreError
from server.tokens import KEY_BYTES, KeyDamaged
from tests.entrances import PASSWORD, SetClock

TICKET = UUID("0197a000-0000-7000-8000-000000000001")
TOMORROW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


def begin(data: Path, clock: SetClock, *, demo: bool = False, work: bool = False) -> bytes:
    """One run of a server, with a number given out where it has `work`; its key."""
    with running(data, clock, demo=demo) as house:
        if work:
            give_out(house)
    return (data / KEY).read_bytes()


def running(data: Path, clock: SetClock, *, demo: bool) -> AbstractContextManager[House]:
    time = HallClock(wall=clock)
    return opened(data, config.demo(), address="http://x", demo=demo, clock=time)


def give_out(house: House) -> None:
    taken = TakeTicket(id=TICKET, queue="A")
    house.desk.submit(Order(command=taken, key=str(TICKET), actor="test")).result(5)


def people(data: Path, clock: SetClock) -> Accounts:
    data.mkdir(parents=True, exist_ok=True)
    accounts = open_accounts(data, config.demo(), clock)
    accounts.people.add("lan", Role.ADMIN, PASSWORD)
    return accounts


def files(data: Path) -> set[str]:
    """What is in a folder, without what SQLite and the lock leave beside it."""
    names = {path.name for path in data.iterdir()}
    return {name for name in names if not name.endswith((".lock", "-wal", "-shm"))}


def refused(data: Path, clock: SetClock, *, demo: bool = False) -> StoreError:
    before = files(data)
    with pytest.raises(StoreError) as refusal, running(data, clock, demo=demo):
        pass
    assert files(data) == before
    return refusal.value


def missing(file: Path) -> None:
    file.unlink()


def empty(file: Path) -> None:
    file.write_bytes(b"")


@pytest.mark.parametrize("lose", [missing, empty])
def test_a_lost_journal_is_not_begun_anew(
    tmp_path: Path, clock: SetClock, lose: Callable[[Path], None]
) -> None:
    begin(tmp_path, clock, work=True)
    lose(tmp_path / DATABASE)
    lost = refused(tmp_path, clock)
    assert (type(lost), lost.fields) == (DatabaseLost, {"data": tmp_path, "witness": KEY})
    said = CliRunner().invoke(main, ["rebuild", "--data", str(tmp_path), "--lang", "en"])
    assert (said.exit_code, "numbers from 001 again" in said.output) == (1, True)


def test_accounts_that_someone_entered_by_are_a_witness_of_the_journal(
    tmp_path: Path, clock: SetClock
) -> None:
    accounts = people(tmp_path, clock)
    accounts.close()
    begin(tmp_path / "unused", clock)
    accounts = open_accounts(tmp_path, config.demo(), clock)
    accounts.sessions.open("lan", PASSWORD, "192.168.1.11")
    accounts.close()
    assert refused(tmp_path, clock).fields == {"data": tmp_path, "witness": ACCOUNTS}


def test_people_may_be_added_before_the_first_server(tmp_path: Path, clock: SetClock) -> None:
    people(tmp_path, clock).close()
    (tmp_path / DATABASE).write_bytes(b"")  # and its first start may have been cut off
    assert len(begin(tmp_path, clock)) == KEY_BYTES


def test_the_key_of_todays_papers_is_not_made_anew(tmp_path: Path, clock: SetClock) -> None:
    key = begin(tmp_path, clock, work=True)
    (tmp_path / KEY).unlink()
    assert isinstance(refused(tmp_path, clock), KeyLost)
    clock.now = TOMORROW
    assert begin(tmp_path, clock) != key


def test_a_key_without_papers_of_today_is_made_anew(tmp_path: Path, clock: SetClock) -> None:
    begin(tmp_path, clock)
    (tmp_path / KEY).unlink()
    assert len(begin(tmp_path, clock)) == KEY_BYTES


@pytest.mark.parametrize("name", [KEY, DEMO_KEY])
def test_a_key_that_lost_a_part_is_refused(tmp_path: Path, clock: SetClock, name: str) -> None:
    begin(tmp_path, clock, demo=True)
    (tmp_path / name).write_bytes(b"short")
    damaged = refused(tmp_path, clock, demo=True)
    assert isinstance(damaged, KeyDamaged)
    assert damaged.fields == {"file": tmp_path / name, "size": 5, "wanted": KEY_BYTES}


def test_a_real_centre_is_never_opened_as_a_demo(tmp_path: Path, clock: SetClock) -> None:
    people(tmp_path / "accounts", clock).close()
    assert isinstance(refused(tmp_path / "accounts", clock, demo=True), NotDemo)
    begin(tmp_path / "journal", clock)
    assert isinstance(refused(tmp_path / "journal", clock, demo=True), NotDemo)
    for again in (False, True):
        assert begin(tmp_path / "sample", clock, demo=True, work=not again)


def test_a_sample_centre_that_people_work_in_has_become_a_real_one(
    tmp_path: Path, clock: SetClock
) -> None:
    begin(tmp_path, clock, demo=True)
    begin(tmp_path, clock)
    begin(tmp_path, clock, demo=True)
    people(tmp_path, clock).close()
    begin(tmp_path, clock)
    assert isinstance(refused(tmp_path, clock, demo=True), NotDemo)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_demo_on_a_real_centre_is_refused_in_one_sentence(
    tmp_path: Path, clock: SetClock, lang: str
) -> None:
    config.write_demo(tmp_path / config.FILE)
    people(tmp_path, clock).close()
    command = [sys.executable, "-m", "luot", "server", "--demo", "--port", "0"]
    said = subprocess.run(
        [*command, "--data", str(tmp_path), "--lang", lang],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert (said.returncode, said.stdout, said.stderr.count("\n")) == (1, "", 1)
    assert str(tmp_path) in said.stderr
    assert "--data" in said.stderr
