"""What an administrator types, beside a running server."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from luot.cli import main
from luot.config import demo, write_demo
from server.account_errors import PasswordWrong
from server.accounts import open_accounts
from server.accounts_db import FILE, WATCH
from server.actor import Actor, Scope
from server.cli_accounts import now
from tests.entrances import PASSWORD, SetClock

DESK = "192.168.1.11"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    write_demo(tmp_path / "luot.toml")
    return tmp_path


def luot(data: Path, *words: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, [*words, "--data", str(data), "--lang", "en"], input=typed)


def test_a_person_is_added_listed_locked_out_and_let_in_again(data: Path) -> None:
    added = luot(data, "account", "add", "lan", "--role", "official", typed=f"{PASSWORD}\n" * 2)
    assert (added.exit_code, added.output.splitlines()[-1]) == (0, "Added lan (Official).")
    assert PASSWORD not in added.output
    again = luot(data, "account", "add", "lan", "--role", "admin", typed=f"{PASSWORD}\n" * 2)
    assert again.exit_code == 1
    assert "The name lan is taken" in again.output
    luot(data, "account", "disable", "lan")
    assert luot(data, "account", "list").output.split() == ["lan", "Official", "locked", "out"]
    luot(data, "account", "enable", "lan")
    assert luot(data, "account", "list").output.split() == ["lan", "Official"]
    unknown = luot(data, "account", "disable", "nobody")
    assert (unknown.exit_code, "Nobody and no device" in unknown.output) == (1, True)


def test_two_passwords_that_differ_are_asked_for_anew_in_the_chosen_language(data: Path) -> None:
    typed = f"{PASSWORD}\nkhác\n{PASSWORD}\n{PASSWORD}\n"
    order = ["account", "add", "lan", "--role", "official", "--data", str(data), "--lang", "vi"]
    added = CliRunner().invoke(main, order, input=typed)
    assert added.exit_code == 0
    asked = ["Mật khẩu", "Nhập lại mật khẩu", "Hai lần nhập không giống nhau. Xin nhập lại."]
    told = [line.removesuffix(": ") for line in added.output.splitlines() if line]
    assert told == [*asked, *asked[:2], "Đã thêm lan (Công chức)."]


def test_a_password_from_stdin_works_at_a_running_server_at_once(data: Path) -> None:
    server = open_accounts(data, demo(), SetClock())
    order = ("account", "add", "lan", "--role", "manager", "--password-stdin")
    assert luot(data, *order, typed=f"{PASSWORD}\n").exit_code == 0
    begun = server.sessions.open("lan", PASSWORD, DESK)
    new = ("account", "password", "lan", "--password-stdin")
    assert luot(data, *new, typed="một câu khác hẳn\n").exit_code == 0
    with pytest.raises(PasswordWrong):
        server.sessions.open("lan", PASSWORD, DESK)
    assert server.who(begun.token) is None
    server.close()


def test_a_code_from_the_keyboard_pairs_a_device_until_it_is_revoked(data: Path) -> None:
    server = open_accounts(data, demo(), now)
    ticks = [0.0]
    server._book._ticks = lambda: ticks[0]  # noqa: SLF001
    said = luot(data, "pair", "kiosk", "--name", "Cửa chính").output
    assert said.startswith("Pairing code kiosk: ")
    code = said.removeprefix("Pairing code kiosk: ")[:9]
    paired = server.pairing.pair(code, None, DESK)
    kiosk = Actor(name="Cửa chính", grant=Scope.KIOSK, site="S042", kiosk=0)
    assert server.who(paired.token) == kiosk
    assert "Cửa chính" in luot(data, "pair", "list").output
    assert luot(data, "pair", "revoke", "Cửa chính").output == "Revoked Cửa chính.\n"
    ticks[0] += WATCH
    assert server.who(paired.token) is None
    server.close()


def test_a_programs_token_stands_alone_on_stdout(data: Path) -> None:
    server = open_accounts(data, demo(), SetClock())
    made = luot(data, "account", "token", "báo cáo", "--role", "manager")
    assert server.who(made.stdout.strip()) is not None
    assert "shown this once" in made.stderr
    assert luot(data, "pair", "list").output.split() == ["báo", "cáo", "Manager", "never", "seen"]
    server.close()


def test_what_is_wrong_with_the_folder_is_told_in_a_sentence(data: Path) -> None:
    assert "There is no folder" in luot(data / "none", "pair", "list").output
    (data / FILE).write_bytes(b"not a database" * 100)
    broken = luot(data, "pair", "list")
    assert (broken.exit_code, "is damaged" in broken.output) == (1, True)
    (data / "luot.toml").write_text("[centre", encoding="utf-8")
    unreadable = luot(data, "account", "list")
    assert (unreadable.exit_code, "is not TOML" in unreadable.output) == (1, True)
    assert luot(data, "account", "add", "lan").exit_code == 2
