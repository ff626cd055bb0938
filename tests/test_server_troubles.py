"""Whatever is in the way of a command: one sentence that names it and its remedy, no traceback."""

import errno
import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from luot import words
from luot.config import FILE, write_demo
from luot.troubles import of_file
from server import accounts_db, store
from server.store import LOCK, Store
from server.troubles import of_database
from tests.desks import SITE

EN = words.load("en")
TLS = '\n[tls]\ncert = "cert.pem"\nkey = "key.pem"\n'


@pytest.fixture
def data(tmp_path: Path) -> Path:
    write_demo(tmp_path / FILE)
    return tmp_path


def refused(*command: str, data: Path, lang: str = "en") -> str:
    """The one sentence with which a command ends."""
    ended = subprocess.run(
        [sys.executable, "-m", "luot", *command, "--data", str(data), "--lang", lang],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (1, ""), ended.stderr
    (sentence,) = ended.stderr.splitlines()
    return sentence


@pytest.mark.parametrize("command", [("server", "--port", "0"), ("rebuild",)])
def test_a_lock_that_cannot_be_taken_is_named(data: Path, command: tuple[str, ...]) -> None:
    Store.open(data, SITE).close()
    (data / LOCK).unlink()
    (data / LOCK).mkdir()
    said = refused(*command, data=data)
    assert said == (
        f"{data / LOCK} cannot be used (Is a directory)."
        " Please check the path and the disk, then try again."
    )


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_only_what_is_damaged_needs_a_backup(tmp_path: Path, lang: str) -> None:
    say, file = words.load(lang), tmp_path / "f"
    backup = {"vi": "bản sao lưu", "en": "a backup"}[lang]
    for number in (errno.EACCES, errno.EROFS, errno.ENOSPC, errno.EIO):
        said = of_file(OSError(number, os.strerror(number), str(file)), "?", say)
        assert (str(file) in said, backup in said) == (True, False)
    sqlite3.connect(file).execute("CREATE TABLE t (x)").connection.close()
    looking = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)
    with pytest.raises(sqlite3.OperationalError) as barred:
        looking.execute("INSERT INTO t VALUES (1)")
    looking.close()
    assert backup not in of_database(barred.value, file, say)
    file.write_bytes(b"not a database" * 100)
    looking = sqlite3.connect(file)
    with pytest.raises(sqlite3.DatabaseError) as damaged:
        looking.execute("SELECT * FROM t")
    looking.close()
    assert backup in of_database(damaged.value, file, say)


def test_a_database_that_another_holds_is_busy(tmp_path: Path) -> None:
    file = tmp_path / "f"
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(sqlite3.OperationalError) as held:
        sqlite3.connect(file, timeout=0).execute("CREATE TABLE t (x)")
    holder.close()
    assert of_database(held.value, file, EN).startswith(f"{file} is held by another program.")


@pytest.mark.parametrize("name", [accounts_db.FILE, store.DATABASE])
def test_the_server_names_the_file_that_is_damaged(data: Path, name: str) -> None:
    (data / name).write_bytes(b"not a database" * 100)
    said = refused("server", "--port", "0", data=data)
    assert said == (
        f"The file {data / name} is damaged (file is not a database)."
        " Please bring it back from a backup."
    )


def test_an_address_that_is_not_this_computers_needs_another_address(data: Path) -> None:
    for host in ("192.0.2.7", "::zz"):  # one of documentation, one of nobody
        said = refused("server", "--port", "0", "--host", host, data=data)
        assert said.startswith(f"This computer cannot listen on the address {host}: ")
        assert "--host" in said
        assert "--port" not in said


def test_a_certificate_that_is_none_is_told_before_the_doors_open(data: Path) -> None:
    with (data / FILE).open("a", encoding="utf-8") as settings:
        settings.write(TLS)
    for name in ("cert.pem", "key.pem"):
        (data / name).write_text("not PEM")
    said = refused("server", "--port", "0", data=data)
    assert str(data / "cert.pem") in said
    assert str(data / "key.pem") in said
    assert said.endswith("PEM and belong together, the key without a password.")


def test_a_report_names_what_is_wrong_with_the_settings(data: Path) -> None:
    Store.open(data, SITE).close()
    (data / FILE).write_text("[centre", encoding="utf-8")
    assert "is not TOML" in refused("report", "day", data=data)
    (data / FILE).write_bytes(b"\xff\xfe")
    assert str(data / FILE) in refused("report", "day", data=data, lang="vi")


def test_a_taken_port_still_needs_another_port(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        said = refused("server", "--host", "127.0.0.1", "--port", port, data=data)
    assert said.endswith("Please name another port with --port (0 takes any free one).")
