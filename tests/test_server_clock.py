"""The hall's time never runs backwards, and its durations are true whatever the clock shows."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.clock import TOO_FAR, UNSURE_S, Astray, HallClock, Trouble, steady, wall
from tests.desks import TickingClock

NINE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
NONE = timedelta()
SURE = timedelta(seconds=UNSURE_S)


def since_nine(computer: TickingClock, *, last: datetime | None = None) -> HallClock:
    """A clock that has followed the computer's long enough to be sure of the time."""
    clock = HallClock(computer, computer.steady)
    clock.begin_after(last)
    assert clock() == NINE
    computer.wait(seconds=UNSURE_S)
    assert clock() == NINE + SURE
    return clock


def followed(clock: HallClock, computer: TickingClock) -> bool:
    """Whether the hall's time is the computer's, and nothing is wrong with it."""
    return clock() == computer.now and clock.trouble is None


@pytest.fixture
def computer() -> TickingClock:
    return TickingClock(NINE)


def test_a_clock_that_is_right_is_followed(computer: TickingClock) -> None:
    clock = since_nine(computer)
    for hours in (1, 30, 0.5):
        computer.wait(hours=hours)
        assert clock() == computer.now
    computer.jump(hours=36)
    assert followed(clock, computer)


def test_time_goes_on_behind_a_clock_that_was_set_back(computer: TickingClock) -> None:
    clock = since_nine(computer)
    computer.jump(hours=-1)
    for _ in range(3):
        computer.wait(minutes=7)
        clock()
    assert clock() == NINE + SURE + timedelta(minutes=21)
    assert clock.trouble == Trouble(astray=Astray.BEHIND, minutes=60)
    computer.jump(minutes=59)
    assert clock() == NINE + SURE + timedelta(minutes=21)
    assert clock.trouble == Trouble(astray=Astray.BEHIND, minutes=1)
    computer.jump(minutes=1.5)
    assert followed(clock, computer)


def test_a_leap_too_far_ahead_is_not_believed_until_the_clock_comes_back(
    computer: TickingClock,
) -> None:
    clock = since_nine(computer)
    computer.jump(days=400)
    computer.wait(minutes=20)
    assert clock() == NINE + SURE + timedelta(minutes=20)
    assert clock.trouble == Trouble(astray=Astray.AHEAD, minutes=400 * 24 * 60)
    computer.jump(days=-400)
    computer.wait(minutes=1)
    assert followed(clock, computer)
    assert clock() == NINE + SURE + timedelta(minutes=21)


def test_who_starts_anew_believes_the_clock(computer: TickingClock) -> None:
    since_nine(computer)
    computer.jump(days=400)
    anew = HallClock(computer, computer.steady)
    anew.begin_after(NINE + SURE)
    assert followed(anew, computer)


def test_a_clock_that_learns_the_time_soon_after_the_start_is_believed(
    computer: TickingClock,
) -> None:
    clock = HallClock(computer, computer.steady)
    clock.begin_after(NINE - timedelta(minutes=1))
    assert clock() == NINE
    computer.wait(seconds=UNSURE_S - 1)
    computer.jump(days=3)
    assert clock() == computer.now


def test_a_start_before_the_last_fact_goes_on_from_it(computer: TickingClock) -> None:
    last = NINE + timedelta(days=5)
    clock = HallClock(computer, computer.steady)
    assert clock() == NINE  # looked at before the journal is read
    clock.begin_after(last)
    assert clock() == last
    computer.wait(hours=3)
    assert clock() == last + timedelta(hours=3)
    assert clock.trouble == Trouble(astray=Astray.BEHIND, minutes=5 * 24 * 60)
    computer.jump(days=9)  # the network tells it the time at last: nothing speaks against it
    assert followed(clock, computer)


def test_with_nobody_there_time_waits_for_a_clock_that_is_behind(computer: TickingClock) -> None:
    clock = since_nine(computer)
    computer.jump(minutes=-10)
    computer.wait(minutes=2)
    told = clock()
    clock.idle = True
    for _ in range(9):
        computer.wait(minutes=1)
        assert clock() == told
    computer.wait(minutes=2)
    assert followed(clock, computer)


def test_time_goes_on_from_where_it_waited_when_somebody_comes(computer: TickingClock) -> None:
    clock = since_nine(computer)
    computer.jump(minutes=-10)
    clock.idle = True
    told = clock()
    computer.wait(minutes=4)
    assert clock() == told
    clock.idle = False
    computer.wait(minutes=3)
    assert clock() == told + timedelta(minutes=3)


def test_nobody_waits_for_a_clock_that_is_ahead(computer: TickingClock) -> None:
    clock = since_nine(computer)
    clock.idle = True
    computer.jump(days=3)
    computer.wait(hours=1)
    assert clock() == NINE + SURE + timedelta(hours=1)


GONE = st.integers(0, 40 * 3600 * 10**6).map(lambda micros: timedelta(microseconds=micros))
LEAP = st.one_of(
    st.just(NONE),
    st.timedeltas(timedelta(days=-900), timedelta(days=900)),
    st.timedeltas(timedelta(minutes=-3), timedelta(minutes=3)),
)


@given(
    last=st.one_of(st.none(), st.timedeltas(timedelta(days=-9), timedelta(days=9))),
    steps=st.lists(st.tuples(GONE, LEAP, st.booleans()), max_size=30),
)
def test_time_never_runs_backwards_and_only_a_followed_clock_sets_it(
    last: timedelta | None, steps: list[tuple[timedelta, timedelta, bool]]
) -> None:
    computer = TickingClock(NINE)
    clock = HallClock(computer, computer.steady)
    if last is not None:
        clock.begin_after(NINE + last)
    before = clock()
    assert last is None or before >= NINE + last
    for gone, leap, idle in steps:
        clock.idle = idle
        computer.wait(seconds=gone.total_seconds())
        computer.now += leap
        now = clock()
        assert now >= before
        assert clock.astray == computer.now - now
        if clock.astray:  # not followed: the very time that went by, or none with nobody there
            true = abs(now - before - gone) <= timedelta(microseconds=2)
            assert true or (idle and clock.astray < NONE and now == before)
            assert clock.astray < NONE or clock.astray > TOO_FAR - timedelta(microseconds=2)
        before = now


@given(st.lists(st.tuples(GONE, LEAP, st.booleans()), max_size=20))
def test_every_restart_goes_on_from_what_was_told(
    steps: list[tuple[timedelta, timedelta, bool]],
) -> None:
    computer = TickingClock(NINE)
    clock, before = HallClock(computer, computer.steady), NINE - timedelta(days=1)
    clock.begin_after(before)
    for gone, leap, restarts in steps:
        if restarts:
            clock = HallClock(computer, computer.steady)
            clock.begin_after(before)
        computer.wait(seconds=gone.total_seconds())
        computer.now += leap
        assert clock() >= before
        before = clock()


def test_the_computer_s_own_clocks_go_on() -> None:
    began, mark = wall(), steady()
    clock = HallClock()
    assert began <= clock()
    assert steady() >= mark
