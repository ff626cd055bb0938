"""Who may enter the hall, for how long, and what guessing costs."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import islice, product
from pathlib import Path
from typing import Literal
from uuid import UUID

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from luot.config import demo
from server.account_errors import (
    AccountRefused,
    CodeElsewhere,
    CodeWrong,
    KiosksFull,
    NameTaken,
    NameUnfit,
    NameUnknown,
    PasswordWeak,
    PasswordWrong,
    TooBusy,
    TooManyTries,
)
from server.accounts import Accounts, demo_tokens, open_accounts
from server.accounts_db import FILE, WATCH
from server.actor import Actor, Grant, Role, Scope, allowed, grant
from server.keys import Key
from server.passwords import AT_ONCE, WAITING, Passwords
from server.throttle import MOST_KEPT, SignInGuard, Throttle, Tries
from tests.entrances import PASSWORD, QUICK, SetClock, entrance

DESK = "192.168.1.11"
STRANGER = "192.168.1.66"
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


# Guessing


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


# Keys


@given(st.text(max_size=300))
def test_a_garbled_token_opens_nothing(token: str) -> None:
    assert WORLD.who(token) is None


def test_a_key_that_is_taken_back_opens_nothing_at_once(accounts: Accounts) -> None:
    token, key = accounts.keys.issue("Màn hình sảnh", Scope.DISPLAY)
    actor = Actor(name="Màn hình sảnh", grant=Scope.DISPLAY, site="S042")
    assert accounts.who(token) == actor
    accounts.keys.revoke(" Màn hình  sảnh ")
    assert accounts.who(token) is None
    assert accounts.who(token[:-1]) is None
    assert accounts.keys.all() == ()
    with pytest.raises(NameUnknown):
        accounts.keys.revoke(key.name)


def test_what_another_process_takes_back_opens_nothing_within_a_tenth_of_a_second(
    tmp_path: Path, clock: SetClock
) -> None:
    server, office = entrance(tmp_path, clock), entrance(tmp_path, clock)
    ticks = [0.0]
    server._book._ticks = lambda: ticks[0]  # noqa: SLF001
    token, _ = server.keys.issue("kiosk 1", Scope.KIOSK)
    assert server.who(token) is not None
    office.keys.revoke("kiosk 1")
    ticks[0] += WATCH
    assert server.who(token) is None
    office.close()
    server.close()


def test_a_program_has_the_rights_of_its_role_and_is_seen(
    accounts: Accounts, clock: SetClock
) -> None:
    token = accounts.keys.issue_for_program("báo cáo tỉnh", Role.MANAGER)
    made = clock.now
    clock.passes(days=400)
    assert accounts.who(token) == Actor(name="báo cáo tỉnh", grant=Role.MANAGER, site="S042")
    accounts.tidy()
    assert accounts.keys.all() == (
        Key(name="báo cáo tỉnh", grant=Role.MANAGER, kiosk=None, made_at=made, seen_at=clock.now),
    )


def test_four_kiosks_have_four_places_and_a_fifth_has_none(accounts: Accounts) -> None:
    tokens = [accounts.keys.issue(f"kiosk {n}", Scope.KIOSK)[0] for n in range(4)]
    known = [accounts.who(token) for token in tokens]
    assert [actor.kiosk for actor in known if actor] == [0, 1, 2, 3]
    with pytest.raises(KiosksFull):
        accounts.keys.issue("kiosk 5", Scope.KIOSK)


def test_a_place_that_was_given_back_is_not_given_out_again_on_the_same_day(
    accounts: Accounts, clock: SetClock
) -> None:
    accounts.keys.issue("kiosk 0", Scope.KIOSK)
    accounts.keys.revoke("kiosk 0")
    clock.passes(hours=15, minutes=59)  # 23:59 at the centre
    assert accounts.keys.issue("kiosk 1", Scope.KIOSK)[1].kiosk == 1
    clock.passes(minutes=1)
    assert accounts.keys.issue("kiosk 2", Scope.KIOSK)[1].kiosk == 0


def test_people_programs_and_devices_share_one_list_of_names(accounts: Accounts) -> None:
    accounts.keys.issue("minh", Scope.DISPLAY)
    for add in (
        lambda: accounts.people.add("lan", Role.ADMIN, PASSWORD),
        lambda: accounts.people.add("minh", Role.ADMIN, PASSWORD),
        lambda: accounts.keys.issue("lan", Scope.PRINTER),
        lambda: accounts.keys.issue("minh", Role.MANAGER),
        lambda: accounts.pairing.code(Scope.KIOSK, "minh"),
    ):
        with pytest.raises(NameTaken):
            add()
    for unfit in ("", "x" * 41, "demo-kiosk", "a\x00b"):
        with pytest.raises(NameUnfit):
            accounts.keys.issue(unfit, Scope.DISPLAY)


# Pairing


def test_a_code_becomes_a_key_once(accounts: Accounts) -> None:
    code = accounts.pairing.code(Scope.KIOSK)
    paired = accounts.pairing.pair(code.text, "Máy lấy số", DESK)
    assert (paired.name, paired.scope, paired.kiosk) == ("Máy lấy số", Scope.KIOSK, 0)
    kiosk = Actor(name="Máy lấy số", grant=Scope.KIOSK, site="S042", kiosk=0)
    assert accounts.who(paired.token) == kiosk
    with pytest.raises(CodeWrong):
        accounts.pairing.pair(code.text, "Máy khác", DESK)


def test_of_two_devices_with_the_same_code_one_gets_in(accounts: Accounts) -> None:
    code = accounts.pairing.code(Scope.DISPLAY).text

    def pair(name: str) -> bool:
        try:
            return accounts.pairing.pair(code, name, name).name == name
        except CodeWrong:
            return False

    with ThreadPoolExecutor(8) as devices:
        assert sum(devices.map(pair, (f"màn hình {n}" for n in range(8)))) == 1


def test_a_code_lives_ten_minutes(accounts: Accounts, clock: SetClock) -> None:
    code = accounts.pairing.code(Scope.DISPLAY).text
    clock.passes(minutes=9, seconds=59)
    late = accounts.pairing.code(Scope.DISPLAY).text
    assert accounts.pairing.pair(code, None, DESK).name == "display 1"
    clock.passes(minutes=10)
    with pytest.raises(CodeWrong):
        accounts.pairing.pair(late, None, DESK)


@given(st.lists(st.integers(0, 11), min_size=9, max_size=9), st.uuids())
def test_a_code_is_read_however_it_was_typed(ways: list[int], device: UUID) -> None:
    code = WORLD.pairing.code(Scope.PRINTER).text
    like = {"0": ["0", "o", "O"], "1": ["1", "i", "I", "l", "L"], "-": ["", "-", " ", "–"]}
    chances = [like.get(letter, [letter, letter.lower()]) for letter in code]
    typed = "".join(chance[way % len(chance)] for way, chance in zip(ways, chances, strict=True))
    WORLD_CLOCK.passes(minutes=1)
    assert WORLD.pairing.pair(typed, None, device.hex).scope is Scope.PRINTER


def test_a_guesser_gets_five_codes_a_minute_from_one_address_and_thirty_from_all(
    accounts: Accounts, clock: SetClock
) -> None:
    code = accounts.pairing.code(Scope.DISPLAY).text

    def guess(address: str) -> str:
        with pytest.raises(AccountRefused) as caught:
            accounts.pairing.pair("0000-0000", None, address)
        return caught.value.code

    assert [guess(STRANGER) for _ in range(6)] == [*["code-wrong"] * 5, "too-many-tries"]
    clock.passes(seconds=59)
    assert guess(STRANGER) == "too-many-tries"
    codes = [guess(f"10.0.0.{host}") for host in range(26)]
    assert codes == [*["code-wrong"] * 25, "too-many-tries"]
    clock.passes(seconds=60)
    assert accounts.pairing.pair(code, None, STRANGER).scope is Scope.DISPLAY


def test_tries_made_before_the_clock_was_set_back_are_forgotten() -> None:
    tries = Tries(most=1)
    tries.count(DESK, 3600)
    tries.count(DESK, 0)
    with pytest.raises(TooManyTries) as caught:
        tries.count(DESK, 30)
    assert caught.value.seconds == 30


def test_a_refused_name_or_place_leaves_the_code_as_it_was(accounts: Accounts) -> None:
    code = accounts.pairing.code(Scope.KIOSK).text
    with pytest.raises(NameTaken):
        accounts.pairing.pair(code, "lan", DESK)
    with pytest.raises(CodeElsewhere):
        accounts.pairing.pair(code, "màn hình", DESK, frozenset({Scope.DISPLAY}))
    assert accounts.pairing.pair(code, "ki-ốt", DESK).kiosk == 0


def test_the_name_that_the_admin_gave_wins_over_the_device_s_own(accounts: Accounts) -> None:
    code = accounts.pairing.code(Scope.DISPLAY, "Sảnh chính").text
    assert accounts.pairing.pair(code, "tv-0815", DESK).name == "Sảnh chính"


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


@pytest.fixture(scope="module", autouse=True)
def _world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One entrance for the properties, which hypothesis asks many times."""
    global WORLD  # noqa: PLW0603
    WORLD = entrance(tmp_path_factory.mktemp("world"), WORLD_CLOCK)
    yield
    WORLD.close()


WORLD_CLOCK = SetClock()
WORLD: Accounts
