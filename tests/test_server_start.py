"""A server that cannot begin its day says so and ends; it never hangs and never half runs."""

import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from luot.config import FILE, write_demo
from luot.domain.commands import Command
from luot.domain.events import Event
from luot.domain.hall import Hall
from server.clock import HallClock
from server.desk import Desk
from server.orders import Happening, Reply
from server.store import Store
from tests.desks import SETTINGS, SITE


def answered(command: Command, events: tuple[Event, ...], hall: Hall) -> Reply:
    del command, events, hall
    return Reply(status=200, body=b"{}")


def deaf(told: Sequence[Happening]) -> None:
    raise LookupError(f"nobody hears {len(told)}")


def test_a_desk_that_cannot_begin_its_day_leaves_no_thread_behind(tmp_path: Path) -> None:
    store = Store.open(tmp_path, SITE)
    desk = Desk(store, SETTINGS, clock=HallClock(), answer=answered, publish=deaf)
    with pytest.raises(LookupError, match="nobody hears 1"):
        desk.start()
    assert "desk" not in {thread.name for thread in threading.enumerate()}
    store.close()


def test_a_journal_that_cannot_be_read_is_told_in_one_sentence(tmp_path: Path) -> None:
    write_demo(tmp_path / FILE)
    store = Store.open(tmp_path, SITE)
    store.insert(
        "journal (at, site, epoch, kind, actor, body, hash)",
        [("2026-11-23T01:00:00.000000Z", SITE, "e", "Nonsense", "x", "{}", bytes(32))],
    )
    store.close()
    command = [sys.executable, "-m", "luot", "server", "--lang", "en", "--port", "0"]
    ended = subprocess.run(
        [*command, "--data", str(tmp_path)], capture_output=True, text=True, timeout=20, check=False
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    (sentence,) = ended.stderr.splitlines()
    assert sentence.startswith(f"The server cannot start with the data in {tmp_path}: UnknownKind:")
