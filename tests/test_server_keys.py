"""The keys of devices and programs, and the one-time codes that they come from."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.account_errors import (
    AccountRefused,
    CodeElsewhere,
    CodeWrong,
    KiosksFull,
    NameTaken,
    NameUnfit,
    NameUnknown,
    TooManyTries,
)
from server.accounts import Accounts
from server.accounts_db import WATCH
from server.actor import Actor, Role, Scope
from server.keys import Key
from server.throttle import Tries
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


@pytest.fixture(scope="module", autouse=True)
def _world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One entrance for the properties, which hypothesis asks many times."""
    global WORLD  # noqa: PLW0603
    WORLD = entrance(tmp_path_factory.mktemp("world"), WORLD_CLOCK)
    yield
    WORLD.close()


WORLD_CLOCK = SetClock()
WORLD: Accounts
