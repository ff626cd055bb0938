"""A queue is open, closed, full or left alone; what is said of it is what happens."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from luot.domain.availability import availability
from luot.domain.commands import (
    Cancel,
    CloseCounter,
    CloseDay,
    OpenCounter,
    OpenDay,
    PauseCounter,
    ReconcileTicket,
    TakeTicket,
)
from luot.domain.errors import HallClosed, QueueClosed, QueueFull, Refusal
from luot.domain.events import CounterPaused, TicketIssued
from luot.domain.rules import Desk, Hours, Queue, Rules, Session
from luot.domain.standing import OPEN, Availability, Standing, turns_away
from tests.halls import BIRTH, COPY, LAND, LOCAL, MORNING, RULES, Centre, ticket_id

CREDITS = {each.code: each.credit for each in RULES.priorities}
FORENOON = (Session(opens=time(7, 30), closes=time(11, 30)),)
DAY = (*FORENOON, Session(opens=time(13, 30), closes=time(17)))
HOURS = Hours(week=(DAY,) * 5 + ((), ()), early=20, last=15)
TWICE_A_WEEK = Hours(week=(FORENOON, (), FORENOON, (), (), (), ()), early=20, last=15)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=LOCAL)


def ruled(daily: int | None = None, own: Hours | None = None, hours: Hours = HOURS) -> Rules:
    """The rules of a hall whose land queue is special."""
    *others, land = RULES.queues
    special = replace(land, daily=daily, hours=own)
    return replace(RULES, queues=(*others, special), hours=hours)


def land(centre: Centre) -> Availability:
    return availability(centre.hall, "E", centre.now)


def closed(until: datetime | None) -> Availability:
    return Availability(state=Standing.CLOSED, until=until)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (at(23, 7), closed(at(23, 7, 10))),
        (at(23, 11, 15), OPEN),
        (at(23, 11, 16), closed(at(25, 7, 10))),
        (at(24, 9), closed(at(25, 7, 10))),
        (at(25, 11, 16), closed(at(30, 7, 10))),
    ],
)
def test_a_queue_with_hours_of_its_own_says_when_it_opens_again(
    moment: datetime, said: Availability
) -> None:
    centre = Centre(ruled(own=TWICE_A_WEEK), now=moment)
    centre.open(1)
    assert land(centre) == said
    if said != OPEN:
        with pytest.raises((QueueClosed, HallClosed)):
            centre.take(LAND)


def test_own_hours_never_reach_beyond_those_of_the_centre() -> None:
    own = Hours(week=((Session(opens=time(5), closes=time(20)),),) * 7, early=20, last=15)
    centre = Centre(ruled(own=own), now=at(28, 9))
    assert land(centre) == closed(at(30, 7, 10))


def test_a_queue_whose_hours_lie_outside_those_of_the_centre_never_opens() -> None:
    evening = Hours(week=((Session(opens=time(18), closes=time(20)),),) * 7, early=20, last=15)
    centre = Centre(ruled(own=evening), now=at(23, 16, 42))
    assert land(centre) == closed(None)
    with pytest.raises(QueueClosed):
        centre.take(LAND)


def test_a_closed_queue_names_itself_and_the_time() -> None:
    centre = Centre(ruled(own=TWICE_A_WEEK), now=at(24, 9))
    centre.take(BIRTH)
    with pytest.raises(QueueClosed) as refused:
        centre.take(LAND)
    assert refused.value.fields == {
        "queue": "E",
        "opens_at": "07:10 25/11/2026",
        "until": "2026-11-25T07:10:00+07:00",
    }


def test_a_full_queue_gives_ordinary_numbers_again_on_the_next_open_day() -> None:
    centre = Centre(ruled(daily=2), now=at(27, 9))
    centre.open(1)
    centre.take(LAND)
    assert land(centre) == OPEN
    centre.take(LAND)
    assert land(centre) == Availability(state=Standing.FULL, until=at(30, 7, 10))
    with pytest.raises(QueueFull) as refused:
        centre.take(LAND)
    assert refused.value.fields == {
        "queue": "E",
        "opens_at": "07:10 30/11/2026",
        "until": "2026-11-30T07:10:00+07:00",
    }
    centre.take(BIRTH)


def test_full_turns_nobody_away_who_asks_for_priority_and_their_numbers_count() -> None:
    centre = Centre(ruled(daily=2))
    for _ in range(3):
        centre.take(LAND, priority="priority")
    assert centre.hall.given == {"E": 3}
    with pytest.raises(QueueFull):
        centre.take(LAND)


def test_a_number_that_was_given_up_still_counts() -> None:
    centre = Centre(ruled(daily=1))
    centre.do(Cancel(ticket=centre.take(LAND), reason="gave up"))
    with pytest.raises(QueueFull):
        centre.take(LAND)


def test_staff_may_give_a_number_of_a_closed_or_full_queue() -> None:
    for rules, now in ((ruled(own=TWICE_A_WEEK), at(24, 9)), (ruled(daily=1), at(23, 9))):
        centre = Centre(rules, now=now)
        for n in (1, 2):
            centre.do(TakeTicket(id=ticket_id(n), procedures=(LAND,), staff=True))


def paper(n: int, now: datetime, letter: str = "E") -> ReconcileTicket:
    """The paper of an outage."""
    return ReconcileTicket(
        id=ticket_id(1000 + n),
        kiosk=0,
        number=f"{letter}{900 + n}",
        issued_at=now,
        last_contact=now,
        queue=letter,
    )


def test_the_papers_of_an_outage_are_never_refused_and_count() -> None:
    centre = Centre(ruled(daily=1, own=TWICE_A_WEEK), now=at(24, 9))
    centre.do(paper(0, centre.now))
    centre.do(paper(0, centre.now))
    centre.do(paper(1, centre.now))
    assert centre.hall.given == {"E": 2}


def test_nobody_at_the_counters_is_told_and_a_number_can_still_be_taken() -> None:
    centre = Centre(ruled(), now=at(23, 9))
    assert land(centre) == Availability(state=Standing.AWAY)
    centre.take(LAND)
    centre.open(1, queues=("A",))
    assert land(centre) == Availability(state=Standing.AWAY)
    centre.open(2)
    assert land(centre) == OPEN


def test_the_official_who_is_back_first_ends_the_wait() -> None:
    centre = Centre(ruled(), now=at(23, 9))
    centre.open(1, 2, 3)
    centre.do(PauseCounter(counter=1))
    centre.do(PauseCounter(counter=2, until=at(23, 9, 30)))
    assert land(centre) == OPEN
    centre.do(PauseCounter(counter=3, until=at(23, 9, 15)))
    assert land(centre) == Availability(state=Standing.AWAY, until=at(23, 9, 15))
    centre.wait(minutes=20)
    assert land(centre) == Availability(state=Standing.AWAY, until=at(23, 9, 30))
    centre.wait(minutes=20)
    assert land(centre) == Availability(state=Standing.AWAY)


@pytest.mark.parametrize(("now", "begins"), [((7, 15), (7, 30)), ((12, 0), (13, 30))])
def test_before_a_session_everybody_knows_when_work_begins(
    now: tuple[int, int], begins: tuple[int, int]
) -> None:
    centre = Centre(ruled(), now=at(23, *now))
    assert land(centre) == Availability(state=Standing.AWAY, until=at(23, *begins))


def test_a_time_that_is_past_or_of_another_day_promises_nothing() -> None:
    for until in (MORNING, MORNING - timedelta(minutes=1), MORNING + timedelta(days=1)):
        centre = Centre()
        centre.open(1)
        (paused,) = centre.do(PauseCounter(counter=1, until=until))
        assert paused == CounterPaused(at=centre.now, counter=1)


def test_an_official_may_say_another_time_and_the_rest_goes_on() -> None:
    centre = Centre()
    centre.open(1)
    centre.do(PauseCounter(counter=1))
    centre.wait(minutes=5)
    later = centre.now + timedelta(minutes=10)
    assert centre.do(PauseCounter(counter=1)) == ()
    centre.do(PauseCounter(counter=1, until=later))
    assert centre.do(PauseCounter(counter=1, until=later)) == ()
    counter = centre.hall.counters[1]
    assert (counter.until, counter.since) == (later, MORNING)
    centre.do(PauseCounter(counter=1))
    assert centre.hall.counters[1].until is None
    centre.do(PauseCounter(counter=1, until=later))
    centre.open(1)
    assert centre.hall.counters[1].until is None


def test_who_waits_before_the_hours_of_their_queue_has_not_waited_yet() -> None:
    late = Hours(week=((Session(opens=time(9), closes=time(11)),),) * 7, early=60)
    centre = Centre(ruled(own=late), now=at(23, 8, 30))
    assert centre.ticket(centre.take(LAND)).waits_from == at(23, 9)
    assert centre.ticket(centre.take(BIRTH)).waits_from == at(23, 8, 30)


def test_a_day_begins_with_all_its_numbers() -> None:
    centre = Centre(ruled(daily=1))
    centre.take(LAND)
    centre.do(CloseDay())
    centre.now += timedelta(days=1)
    centre.do(OpenDay(day=date(2026, 11, 24), rules=ruled(daily=1), catalogue="test"))
    centre.take(LAND)


class Queues(RuleBasedStateMachine):
    """Any day at a hall with a small limit and short hours of a queue's own."""

    @initialize(daily=st.integers(1, 4), own=st.sampled_from([None, TWICE_A_WEEK]))
    def opens(self, daily: int, own: Hours | None) -> None:
        self.daily = daily
        self.centre = Centre(ruled(daily=daily, own=own), now=at(23, 7))

    @rule(
        what=st.sampled_from([BIRTH, COPY, LAND]),
        priority=st.sampled_from(["ordinary", "priority"]),
    )
    def take(self, what: str, priority: str) -> None:
        letter = {BIRTH: "A", COPY: "C", LAND: "E"}[what]
        said = availability(self.centre.hall, letter, self.centre.now)
        before = self.centre.hall.given.get(letter, 0)
        try:
            self.centre.take(what, priority=priority)
        except Refusal as refused:
            assert turns_away(said.state, CREDITS[priority])
            full = isinstance(refused, QueueFull)
            assert said.state is (Standing.FULL if full else Standing.CLOSED)
        else:
            assert not turns_away(said.state, CREDITS[priority])
            ordinary = priority == "ordinary" and letter == "E"
            assert not ordinary or before < self.daily

    @rule(n=st.integers(0, 24))
    def paper(self, n: int) -> None:
        before = self.centre.hall.given.get("E", 0)
        issued = self.centre.do(paper(n, self.centre.now))
        assert self.centre.hall.given.get("E", 0) == before + len(issued)

    @rule(counter=st.integers(1, 3), minutes=st.one_of(st.none(), st.integers(-5, 60)))
    def rest(self, counter: int, minutes: int | None) -> None:
        until = None if minutes is None else self.centre.now + timedelta(minutes=minutes)
        self.tell(PauseCounter(counter=counter, until=until))

    @rule(counter=st.integers(1, 3), opens=st.booleans())
    def work(self, counter: int, opens: bool) -> None:  # noqa: FBT001
        named = OpenCounter(counter=counter, official="lan")
        self.tell(named if opens else CloseCounter(counter=counter))

    def tell(self, command: OpenCounter | CloseCounter | PauseCounter) -> None:
        try:
            self.centre.do(command)
        except Refusal:
            return

    @rule(minutes=st.sampled_from([1, 20, 90, 240]))
    def time_passes(self, minutes: int) -> None:
        if self.centre.now.hour < 19:
            self.centre.wait(minutes=minutes)

    @invariant()
    def a_time_that_is_told_is_still_to_come(self) -> None:
        for letter in "ACE":
            said = availability(self.centre.hall, letter, self.centre.now)
            assert said.until is None or said.until > self.centre.now
            assert said.state is not Standing.OPEN or said.until is None

    @invariant()
    def every_ticket_counts_once(self) -> None:
        issued = [each for each in self.centre.journal if isinstance(each, TicketIssued)]
        assert sum(self.centre.hall.given.values()) == len(issued)


TestQueues = Queues.TestCase
TestQueues.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)


@given(st.integers(0, 13 * 24 * 60))
def test_between_closed_and_the_time_that_is_told_the_queue_is_never_open(minutes: int) -> None:
    rules = ruled(own=TWICE_A_WEEK)
    start = at(23, 0) + timedelta(minutes=minutes)
    said = availability(Centre(rules, now=start).hall, "E", start)
    if said.state is not Standing.CLOSED or said.until is None:
        return
    hall = Centre(rules, now=start).hall
    assert availability(hall, "E", said.until).state is not Standing.CLOSED
    span = (said.until - start) // timedelta(minutes=1)
    between = [start + timedelta(minutes=span * part / 7) for part in range(7)]
    assert all(availability(hall, "E", each).state is Standing.CLOSED for each in between)


def test_a_queue_that_no_counter_has_is_served_by_every_counter_that_takes_it() -> None:
    queues = (*RULES.queues, Queue(letter="K", name="Kinh doanh", name_en="Business"))
    centre = Centre(replace(RULES, queues=queues, counters=(Desk(number=1, queues=("A",)),)))
    assert availability(centre.hall, "K", centre.now) == Availability(state=Standing.AWAY)
    centre.open(1)
    assert availability(centre.hall, "K", centre.now) == OPEN
