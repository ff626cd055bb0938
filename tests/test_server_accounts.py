"""Who may enter the hall, and for how long."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from luot.config import demo
from server.account_errors import (
    AccountRefused,
    NameUnfit,
    PasswordWeak,
    PasswordWrong,
)
from server.accounts import Accounts, demo_tokens, open_accounts
from server.accounts_db import FILE
from server.actor import Actor, Grant, Role, Scope, allowed, grant
from tests.entrances import PASSWORD, QUICK, SetClock, entrance

DESK = "192.168.1.11"
RIGHTS: tuple[Grant, ...] = (*Role, *Scope)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def accounts(tmp_path: Path, clock: SetClock) -> Iterator[Accounts]:
    opened = entrance(tmp_path, clock)
    opened.people.add("lan", Role.OFFICIAL, PASSWORD)
    yield opened
    opened.close()


def official(name: str) -> Actor:
    return Actor(name=name, grant=Role.OFFICIAL, site="S042")


def refused(accounts: Accounts, password: str, address: str = DESK, name: str = "lan") -> str:
    with pytest.raises(AccountRefused) as caught:
        accounts.sessions.open(name, password, address)
    return caught.value.code


# Rights


def test_a_role_includes_those_below_it_and_a_scope_nothing_but_itself() -> None:
    includes = {
        (Role.MANAGER, Role.OFFICIAL),
        (Role.ADMIN, Role.OFFICIAL),
        (Role.ADMIN, Role.MANAGER),
    }
    for own, need in product(RIGHTS, RIGHTS):
        actor = Actor(name="x", grant=own, site="S042")
        assert allowed(actor, need) == (own is need or (own, need) in includes), (own, need)


@given(st.sampled_from(RIGHTS), st.lists(st.sampled_from(RIGHTS)))
def test_one_of_several_rights_is_enough_and_nobody_has_none(
    own: Grant, needs: list[Grant]
) -> None:
    actor = Actor(name="x", grant=own, site="S042")
    assert allowed(actor, *needs) == any(allowed(actor, need) for need in needs)
    assert not allowed(None, *needs)


def test_every_right_is_found_by_its_name_and_no_other() -> None:
    assert [grant(right.value) for right in RIGHTS] == list(RIGHTS)
    with pytest.raises(ValueError, match="owner"):
        grant("owner")


# Sessions


def test_who_signs_in_is_known_by_the_token_until_they_sign_out(accounts: Accounts) -> None:
    begun = accounts.sessions.open(" LAN ", PASSWORD, DESK)
    assert accounts.who(begun.token) == official("lan")
    accounts.sessions.close(begun.token)
    assert accounts.who(begun.token) is None


def test_a_session_that_nobody_uses_for_half_an_hour_is_over(
    accounts: Accounts, clock: SetClock
) -> None:
    token = accounts.sessions.open("lan", PASSWORD, DESK).token
    clock.passes(minutes=30)
    assert accounts.who(token) == official("lan")
    clock.passes(minutes=30, seconds=1)
    assert accounts.who(token) is None
    clock.passes(minutes=-20)
    assert accounts.who(token) == official("lan")


def test_a_page_that_asks_keeps_the_session_alive_for_twelve_hours_and_no_longer(
    accounts: Accounts, clock: SetClock
) -> None:
    token = accounts.sessions.open("lan", PASSWORD, DESK).token
    for _ in range(12 * 3):
        clock.passes(minutes=20)
        accounts.tidy()
        assert accounts.who(token) == official("lan")
    clock.passes(seconds=1)
    assert accounts.who(token) is None


def test_a_clock_set_back_an_hour_signs_nobody_out(accounts: Accounts, clock: SetClock) -> None:
    token = accounts.sessions.open("lan", PASSWORD, DESK).token
    clock.passes(hours=-1)
    assert accounts.who(token) == official("lan")


def test_a_restart_finds_who_is_still_at_work(tmp_path: Path, clock: SetClock) -> None:
    first = entrance(tmp_path, clock)
    first.people.add("lan", Role.OFFICIAL, PASSWORD)
    token = first.sessions.open("lan", PASSWORD, DESK).token
    clock.passes(minutes=25)
    assert first.who(token) is not None
    first.close()
    clock.passes(minutes=25)
    second = entrance(tmp_path, clock)
    assert second.who(token) == official("lan")
    clock.passes(minutes=31)
    second.tidy()
    clock.passes(minutes=-31)
    assert second.who(token) is None
    second.close()


def test_wrong_unknown_and_locked_out_are_told_apart_by_nobody(accounts: Accounts) -> None:
    accounts.people.add("minh", Role.MANAGER, PASSWORD)
    accounts.people.disable("minh")
    found = {refused(accounts, "sai mật khẩu"), refused(accounts, PASSWORD, name="minh")}
    assert found | {refused(accounts, PASSWORD, name="nobody")} == {"password-wrong"}
    assert refused(accounts, "x" * 5000) == "password-wrong"


def test_locking_someone_out_ends_their_sessions_at_once(accounts: Accounts) -> None:
    token = accounts.sessions.open("lan", PASSWORD, DESK).token
    assert accounts.who(token) is not None
    accounts.people.disable("lan")
    assert accounts.who(token) is None
    accounts.people.disable("lan", disabled=False)
    assert accounts.who(token) is None
    assert accounts.who(accounts.sessions.open("lan", PASSWORD, DESK).token) == official("lan")


def test_a_new_password_ends_all_other_sessions(accounts: Accounts) -> None:
    old = accounts.sessions.open("lan", PASSWORD, DESK).token
    new = accounts.sessions.change_password("lan", PASSWORD, "một câu khác hẳn", DESK).token
    assert (accounts.who(old), accounts.who(new)) == (None, official("lan"))
    assert refused(accounts, PASSWORD) == "password-wrong"
    with pytest.raises(PasswordWrong):
        accounts.sessions.change_password("lan", PASSWORD, "một câu khác nữa", DESK)


@pytest.mark.parametrize("weak", ["", "ngắn", "aaaaaaaaaaaa", "tên là LAN đây", "x1y2z" * 26])
def test_a_password_that_a_neighbour_guesses_is_refused(accounts: Accounts, weak: str) -> None:
    with pytest.raises(PasswordWeak):
        accounts.people.set_password("lan", weak)
    assert accounts.sessions.open("lan", PASSWORD, DESK).token


@pytest.mark.parametrize(
    "name", ["", "L", "Lan", "1lan", "lan anh", "x" * 33, "demo", "demo-admin"]
)
def test_a_name_that_cannot_be_typed_anywhere_is_refused(accounts: Accounts, name: str) -> None:
    with pytest.raises(NameUnfit):
        accounts.people.add(name, Role.OFFICIAL, PASSWORD)


def test_a_hash_of_weaker_times_is_made_anew_at_the_next_sign_in(
    tmp_path: Path, clock: SetClock
) -> None:
    weaker = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1, hash_len=16)
    old = entrance(tmp_path, clock, hasher=weaker)
    old.people.add("lan", Role.OFFICIAL, PASSWORD)
    old.close()
    new = entrance(tmp_path, clock)
    assert new.sessions.open("lan", PASSWORD, DESK).token
    ((kept,),) = new.people._book.rows("SELECT hash FROM account")  # noqa: SLF001
    assert not QUICK.check_needs_rehash(str(kept))
    new.close()


# The sample centre, and what lies on the disk


def test_the_tokens_of_a_sample_centre_outlive_a_restart_and_open_nothing_elsewhere(
    tmp_path: Path, clock: SetClock
) -> None:
    first = open_accounts(tmp_path, demo(), clock, demo=True)
    tokens = first.demo_tokens
    assert list(tokens) == ["kiosk", "display", "official", "manager", "admin"]
    known = [first.who(token) for token in tokens.values()]
    names = ["demo-kiosk", "demo-display", "demo", "demo", "demo"]
    assert known == [
        Actor(name=name, grant=grant(right), site="S042", kiosk=0 if right == "kiosk" else None)
        for name, right in zip(names, tokens, strict=True)
    ]
    assert first.keys.issue("Máy thật", Scope.KIOSK)[1].kiosk == 1
    first.close()
    again = open_accounts(tmp_path, demo(), clock, demo=True)
    assert again.demo_tokens == tokens
    again.close()
    real = open_accounts(tmp_path, demo(), clock)
    assert [real.who(token) for token in tokens.values()] == [None] * 5
    assert set(demo_tokens(b"another centre").values()).isdisjoint(tokens.values())
    real.close()


def test_nothing_on_the_disk_lets_anyone_in(tmp_path: Path, clock: SetClock) -> None:
    accounts = entrance(tmp_path, clock)
    accounts.people.add("lan", Role.OFFICIAL, PASSWORD)
    session = accounts.sessions.open("lan", PASSWORD, DESK).token
    token, _ = accounts.keys.issue("Máy in", Scope.PRINTER)
    code = accounts.pairing.code(Scope.DISPLAY).text
    accounts.close()
    kept = (tmp_path / FILE).read_bytes()
    assert b"lan" in kept
    secrets = (PASSWORD, session, token, code, code.replace("-", ""))
    assert not [secret for secret in secrets if secret.encode() in kept]
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


def test_two_processes_may_open_a_new_folder_at_once(tmp_path: Path, clock: SetClock) -> None:
    with ThreadPoolExecutor(8) as starts:
        opened = list(starts.map(lambda _: entrance(tmp_path, clock), range(8)))
    opened[0].people.add("lan", Role.OFFICIAL, PASSWORD)
    assert [len(each.people.all()) for each in opened] == [1] * 8
    for each in opened:
        each.close()
