"""What guessing costs, and whom it does not keep out."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import islice
from pathlib import Path
from typing import Literal

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from server.account_errors import (
    AccountRefused,
    TooBusy,
    TooManyTries,
)
from server.accounts import Accounts
from server.actor import Role
from server.passwords import AT_ONCE, WAITING, Passwords
from server.throttle import MOST_KEPT, SignInGuard, Throttle
from tests.entrances import PASSWORD, SetClock, entrance

DESK = "192.168.1.11"
STRANGER = "192.168.1.66"


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def accounts(tmp_path: Path, clock: SetClock) -> Iterator[Accounts]:
    opened = entrance(tmp_path, clock)
    opened.people.add("lan", Role.OFFICIAL, PASSWORD)
    yield opened
    opened.close()


def refused(accounts: Accounts, password: str, address: str = DESK, name: str = "lan") -> str:
    with pytest.raises(AccountRefused) as caught:
        accounts.sessions.open(name, password, address)
    return caught.value.code


def test_guessing_is_slowed_down_and_never_for_longer_than_half_a_minute(
    accounts: Accounts, clock: SetClock
) -> None:
    assert [refused(accounts, "sai mật khẩu") for _ in range(6)] == [
        *["password-wrong"] * 5,
        "too-many-tries",
    ]
    heard = 0
    for _ in range(600):
        clock.passes(seconds=1)
        heard += refused(accounts, "sai mật khẩu") == "password-wrong"
    assert 20 <= heard <= 25
    clock.passes(seconds=30)
    assert accounts.sessions.open("lan", PASSWORD, DESK).token
    assert refused(accounts, "sai mật khẩu") == "password-wrong"


def test_the_official_at_their_own_desk_is_not_kept_out_by_whoever_guesses_elsewhere(
    accounts: Accounts, clock: SetClock
) -> None:
    accounts.sessions.open("lan", PASSWORD, DESK)
    for host in range(200):
        with pytest.raises(AccountRefused):
            accounts.sessions.open("lan", "sai mật khẩu", f"10.0.0.{host}")
    assert refused(accounts, PASSWORD, STRANGER) == "too-many-tries"
    assert accounts.sessions.open("lan", PASSWORD, DESK).token
    clock.passes(seconds=5)
    assert accounts.sessions.open("lan", PASSWORD, STRANGER).token


def test_one_address_cannot_go_through_all_names(accounts: Accounts) -> None:
    codes = [refused(accounts, "sai mật khẩu", STRANGER, f"name{n}") for n in range(31)]
    assert codes == [*["password-wrong"] * 30, "too-many-tries"]


@given(st.lists(st.floats(-100, 100), max_size=60))
def test_no_wait_is_longer_than_the_most_even_with_a_clock_that_jumps(steps: list[float]) -> None:
    throttle, now = Throttle(free=2, most=30), 1_000_000.0
    for step in steps:
        now += step
        assert throttle.look("lan", now) <= 30
        throttle.count("lan", now)
    assert throttle.look("lan", now + 31) <= 0


def test_strangers_with_ever_new_names_do_not_fill_the_memory() -> None:
    throttle = Throttle(free=1, most=30)
    for name in range(MOST_KEPT * 2):
        throttle.count(name, 0)
    assert len(throttle._tries) <= MOST_KEPT  # noqa: SLF001
    assert throttle.look(MOST_KEPT * 2 - 1, 0) == 1


def test_after_a_quiet_quarter_of_an_hour_all_is_forgiven() -> None:
    guard = SignInGuard()
    for _ in range(5):
        guard.attempt("lan", DESK, 0)
    with pytest.raises(TooManyTries):
        guard.attempt("lan", DESK, 0)
    for second in (901, 902):
        guard.attempt("lan", DESK, second)


class SlowHasher(PasswordHasher):
    """Takes its time, and remembers how many it checked at once."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.go = threading.Event()
        self.now = 0
        self.most = 0

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002
        self.now += 1
        self.most = max(self.most, self.now)
        self.go.wait(5)
        self.now -= 1
        return super().verify(hash, password)


def test_two_passwords_are_checked_at_once_and_a_crowd_is_turned_away() -> None:
    hasher, heard = SlowHasher(), AT_ONCE + WAITING
    passwords = Passwords(hasher)
    kept = passwords.hash(PASSWORD)
    with ThreadPoolExecutor(2 * heard) as crowd:
        asked = [crowd.submit(passwords.matches, kept, PASSWORD) for _ in range(2 * heard)]
        for turned_away in islice(as_completed(asked, timeout=5), heard):
            assert isinstance(turned_away.exception(), TooBusy)
        hasher.go.set()
        answers = [each.result(5) for each in asked if each.exception() is None]
    assert (answers, hasher.most) == ([True] * heard, AT_ONCE)


class CountingHasher(PasswordHasher):
    """Remembers how many passwords it checked."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.checked = 0

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002
        self.checked += 1
        return super().verify(hash, password)


def test_an_unknown_name_costs_as_much_as_a_wrong_password() -> None:
    hasher = CountingHasher()
    passwords = Passwords(hasher)
    assert not passwords.matches(passwords.hash(PASSWORD), "sai mật khẩu")
    assert not passwords.matches(None, "sai mật khẩu")
    assert not passwords.matches(None, "")
    assert hasher.checked == 3
