"""The desk: one order after the other, on record before anyone hears of it."""

import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as hour
from pathlib import Path
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from luot import messages
from luot.domain.commands import (
    CallNext,
    CloseCounter,
    Command,
    FinishService,
    OpenCounter,
    Recall,
    StartService,
    TakeTicket,
)
from luot.domain.errors import CounterNotOpen, HallClosed
from luot.domain.events import (
    CounterOpened,
    DayClosed,
    DayOpened,
    Event,
    RulesChanged,
    ServiceFinished,
    TicketCalled,
    TicketCancelled,
    TicketIssued,
)
from luot.domain.hall import Hall
from luot.domain.rules import Calls, Hours, Session
from luot.domain.ticket import EndSource, Outcome, State
from server import desk as front
from server import journal
from server.clock import Astray, HallClock, Trouble
from server.desk import Desk
from server.orders import Busy, Happening, KeyReused, Order, Present, Reply, Unavailable
from server.replies import Replies
from server.store import Store, reading
from tests.desks import SETTINGS, SITE, Rig, TickingClock
from tests.halls import DAY, MORNING, RULES

ROOT = Path(__file__).parent.parent


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    with Rig(tmp_path) as rig:
        yield rig


def kinds(told: Sequence[Happening]) -> list[str]:
    return [type(each.event).__name__ for each in told]


def test_a_desk_begins_the_day_by_itself(rig: Rig) -> None:
    opened = DayOpened(at=MORNING, day=DAY, rules=RULES, catalogue="test")
    (told,) = rig.told
    assert told == Happening(
        seq=1,
        epoch=rig.desk.present.epoch,
        actor="system",
        event=opened,
        before=told.before,
        after=rig.hall,
    )
    assert rig.desk.present == Present(seq=1, epoch=told.epoch, hall=rig.hall, catalogue="test")


def test_an_order_is_answered_after_it_is_on_the_disk(rig: Rig, tmp_path: Path) -> None:
    id_ = uuid4()
    reply = rig.do(TakeTicket(id=id_, queue="A"), key="k1", actor="kiosk:0")
    assert reply == Reply(status=200, body=b'["TakeTicket",1,["TicketIssued"]]')
    with reading(tmp_path) as connection:
        row = journal.read(connection)[-1]
    assert (row.seq, row.kind, row.ticket, row.actor) == (2, "TicketIssued", str(id_), "kiosk:0")
    assert row.event == rig.told[-1].event


def test_a_retry_with_the_same_key_gets_the_same_reply_and_no_second_ticket(rig: Rig) -> None:
    command = TakeTicket(id=uuid4(), queue="A")
    first = rig.do(command, key="k1", actor="kiosk:0")
    rig.take()
    assert rig.do(command, key="k1", actor="kiosk:0") == first
    assert len(rig.hall.tickets) == 2


def test_a_retry_is_known_again_after_a_restart(tmp_path: Path) -> None:
    command = TakeTicket(id=uuid4(), queue="A")
    with Rig(tmp_path) as rig:
        first = rig.do(command, key="k1")
    with Rig(tmp_path) as rig:
        assert rig.do(command, key="k1") == first
        assert len(rig.hall.tickets) == 1


def test_retries_in_the_same_batch_make_one_ticket(tmp_path: Path) -> None:
    rig = Rig(tmp_path)
    order = rig.order(TakeTicket(id=uuid4(), queue="A"), key="k1")
    futures = [rig.desk.submit(order) for _ in range(10)]
    with rig:
        assert len({future.result().body for future in futures}) == 1
        assert len(rig.hall.tickets) == 1


@pytest.mark.parametrize(("queue", "actor"), [("C", "kiosk:0"), ("A", "kiosk:1")])
def test_a_key_serves_one_order_of_one_actor(rig: Rig, queue: str, actor: str) -> None:
    id_ = uuid4()
    rig.do(TakeTicket(id=id_, queue="A"), key="k1", actor="kiosk:0")
    with pytest.raises(KeyReused):
        rig.do(TakeTicket(id=id_, queue=queue), key="k1", actor=actor)
    assert len(rig.hall.tickets) == 1


def test_a_refusal_changes_nothing_and_is_decided_anew_on_a_retry(rig: Rig) -> None:
    id_ = rig.take()
    before = rig.desk.present
    with pytest.raises(CounterNotOpen):
        rig.do(CallNext(counter=1), key="call")
    assert rig.desk.present == before
    rig.do(OpenCounter(counter=1, official="lan"))
    rig.do(CallNext(counter=1), key="call")
    assert rig.hall.counters[1].ticket == id_


def test_an_order_that_changes_nothing_is_answered_the_same_on_a_retry(rig: Rig) -> None:
    rig.do(OpenCounter(counter=1, official="lan"))
    nobody = rig.do(CallNext(counter=1), key="call")
    assert nobody.body == b'["CallNext",0,[]]'
    rig.take()
    assert rig.do(CallNext(counter=1), key="call") == nobody


def test_orders_that_wait_are_committed_together_and_told_once_in_order(tmp_path: Path) -> None:
    rig = Rig(tmp_path)
    futures = [rig.desk.submit(rig.order(TakeTicket(id=uuid4(), queue="A"))) for _ in range(200)]
    with rig:
        for future in futures:
            future.result()
    assert [each.seq for each in rig.told] == [*range(1, 202)]
    assert [h.event.number for h in rig.told if isinstance(h.event, TicketIssued)] == [
        f"A{n:03}" for n in range(1, 201)
    ]
    for earlier, later in zip(rig.told, rig.told[1:], strict=False):
        assert later.before == earlier.after


def test_every_order_sees_the_hall_that_its_predecessor_left(tmp_path: Path) -> None:
    rig = Rig(tmp_path)
    submit = rig.desk.submit
    id_ = uuid4()
    orders: list[Command] = [
        TakeTicket(id=id_, queue="A"),
        OpenCounter(counter=1, official="lan"),
        CallNext(counter=1),
        StartService(ticket=id_),
        FinishService(ticket=id_, outcome=Outcome.ACCEPTED),
    ]
    futures = [submit(rig.order(command)) for command in orders]
    with rig:
        for future in futures:
            future.result()
        assert rig.hall.tickets[id_].state is State.SERVED


def test_nothing_is_told_that_is_not_on_the_disk(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    store = Store.open(tmp_path, SITE)

    def publish(told: tuple[Happening, ...]) -> None:
        with reading(tmp_path) as connection:
            seen.append((told[-1].seq, journal.head(connection).seq))

    clock = HallClock()
    desk = Desk(store, SETTINGS, clock=clock, answer=_answer, publish=publish)
    desk.start()
    for _ in range(5):
        desk.submit(_ticket()).result()
    desk.close()
    store.close()
    assert len(seen) == 6
    assert all(told <= on_disk for told, on_disk in seen)


def _answer(command: object, events: tuple[Event, ...], hall: Hall) -> Reply:
    del command, events, hall
    return Reply(status=200, body=b"{}")


def _ticket(queue: str = "A") -> Order:
    id_ = uuid4()
    return Order(command=TakeTicket(id=id_, queue=queue), key=str(id_), actor="test")


def test_a_full_line_is_refused_at_once(tmp_path: Path) -> None:
    rig = Rig(tmp_path)
    futures = [rig.desk.submit(_ticket("ACE"[n % 3])) for n in range(front.MOST_WAITING)]
    with pytest.raises(Busy):
        rig.desk.submit(_ticket())
    with rig:
        assert all(future.result().status == 200 for future in futures)


def test_closing_works_off_whoever_waits_and_takes_nobody_more(tmp_path: Path) -> None:
    rig = Rig(tmp_path)
    futures = [rig.desk.submit(_ticket()) for _ in range(150)]
    with rig:
        pass
    assert all(future.result().status == 200 for future in futures)
    with pytest.raises(Unavailable):
        rig.desk.submit(_ticket())


def test_an_order_that_was_given_up_while_waiting_is_not_done(tmp_path: Path) -> None:
    rig = Rig(tmp_path)
    gone, stays = rig.desk.submit(_ticket()), rig.desk.submit(_ticket())
    assert gone.cancel()
    with rig:
        stays.result()
        assert len(rig.hall.tickets) == 1


class FaultyRig(Rig):
    """Has a fault of ours: it cannot answer who waits for land papers."""

    def answer(self, command: Command, events: tuple[Event, ...], hall: Hall) -> Reply:
        assert not (isinstance(command, TakeTicket) and command.queue == "E")
        return super().answer(command, events, hall)


def test_a_fault_in_one_order_costs_the_others_nothing(tmp_path: Path) -> None:
    rig = FaultyRig(tmp_path)
    futures = [rig.desk.submit(_ticket(queue)) for queue in "AEC"]
    with rig:
        assert futures[0].result(timeout=10).status == 200
        assert futures[2].result(timeout=10).status == 200
        assert isinstance(futures[1].exception(timeout=10), AssertionError)
        assert [t.number for t in rig.hall.tickets.values()] == ["A001", "C001"]
        assert journal.verify(rig.store.connection).rows == 3
        assert rig.desk.health.failing is None


def test_a_full_disk_costs_no_place_and_the_desk_goes_on_when_there_is_room(rig: Rig) -> None:
    rig.take()
    connection = rig.store.connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    refused, orders = 0, [_ticket() for _ in range(300)]
    for order in orders:
        before = rig.desk.present
        try:
            rig.desk.submit(order).result()
        except Unavailable:
            refused += 1
            assert rig.desk.present == before
            assert rig.desk.health.failing == "database or disk is full"
    assert refused > 100
    connection.execute("PRAGMA max_page_count = 1000000")
    for order in orders:
        assert rig.desk.submit(order).result().status == 200
    assert rig.desk.health.failing is None
    assert len(rig.hall.tickets) == 301
    assert len({ticket.number for ticket in rig.hall.tickets.values()}) == 301
    assert journal.verify(connection).rows == 302
    assert [h.seq for h in rig.told] == [*range(1, 303)]


FULL_DISK = """
import resource, sys
from pathlib import Path
from server.orders import Unavailable
from server import journal
from tests.desks import Rig
from tests.test_server_desk import _ticket

with Rig(Path(sys.argv[1])) as rig:
    rig.take()
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, resource.RLIM_INFINITY))
    orders = [_ticket() for _ in range(60)]
    outcomes = []
    for order in orders:
        try:
            outcomes.append(rig.desk.submit(order).result().status)
        except Unavailable:
            outcomes.append(503)
    assert outcomes[-1] == 503, outcomes
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    for order in orders:
        assert rig.desk.submit(order).result().status == 200
    numbers = {ticket.number for ticket in rig.hall.tickets.values()}
    assert len(numbers) == 61, len(numbers)
    assert journal.verify(rig.store.connection).rows == 62
    assert [h.seq for h in rig.told] == [*range(1, 63)]
print("went on")
"""


def test_a_disk_that_fails_in_the_middle_of_a_write_loses_nothing(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (0, "went on\n"), ran.stderr
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[1] == resource.RLIM_INFINITY


class LyingConnection:
    """Commits, and then says that it could not, as a disk may do whose flush fails late."""

    def __init__(self, real: sqlite3.Connection) -> None:
        self.real = real
        self.lies = 0

    def __getattr__(self, name: str) -> object:
        return getattr(self.real, name)

    def execute(self, sql: str, values: Sequence[str | int | None] = ()) -> sqlite3.Cursor:
        cursor = self.real.execute(sql, values)
        if sql == "COMMIT" and self.lies:
            self.lies -= 1
            raise sqlite3.OperationalError("disk I/O error")
        return cursor


def test_a_commit_that_was_reported_as_failed_but_was_none_is_taken_in(rig: Rig) -> None:
    lying = LyingConnection(rig.store.connection)
    rig.store.connection = lying  # type: ignore[assignment]
    lying.lies = 1
    order = _ticket()
    with pytest.raises(Unavailable):
        rig.desk.submit(order).result()
    assert rig.desk.submit(order).result().status == 200
    rig.store.connection = lying.real
    assert [each.number for each in rig.hall.tickets.values()] == ["A001"]
    assert kinds(rig.told) == ["DayOpened", "TicketIssued"]
    rig.take()
    assert journal.verify(rig.store.connection).rows == 3


def test_a_clock_set_back_never_turns_the_journal_back(rig: Rig) -> None:
    rig.clock.wait(hours=2)
    rig.take()
    rig.clock.jump(hours=-1)
    rig.clock.wait(minutes=10)
    rig.take()
    rig.clock.jump(minutes=61)
    rig.take()
    at = [each.event.at - MORNING for each in rig.told]
    minutes = [timedelta(minutes=each) for each in (0, 120, 130, 131)]
    assert at == minutes


def test_a_clock_set_back_stops_neither_recalls_nor_figures(rig: Rig) -> None:
    rig.do(OpenCounter(counter=1, official="lan"))
    id_ = rig.take()
    rig.do(CallNext(counter=1))
    rig.clock.jump(hours=-1)
    for _ in range(2):
        rig.clock.wait(seconds=20)
        rig.do(Recall(ticket=id_))
    rig.do(StartService(ticket=id_))
    rig.clock.wait(minutes=7)
    rig.do(FinishService(ticket=id_, outcome=Outcome.ACCEPTED))
    assert rig.rows("service")[0][10] == 420.0


def test_staff_are_told_once_that_the_clock_went_astray_and_once_that_it_is_right(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    rig.take()
    rig.clock.jump(hours=-1)
    for _ in range(3):
        rig.desk.tick().result()
    rig.clock.jump(hours=1)
    rig.desk.tick().result()
    assert rig.warned == [Trouble(astray=Astray.BEHIND, minutes=60), None]
    said = [each.getMessage() for each in caplog.records if "clock" in each.getMessage()]
    assert said == [
        "the computer's clock is behind by 60 minutes: the hall goes on by its own count",
        "the computer's clock is right again",
    ]


def test_a_clock_set_back_to_yesterday_leaves_today_as_it_is(rig: Rig) -> None:
    rig.take()
    rig.clock.jump(hours=-24)
    rig.take()
    assert rig.hall.day == DAY
    assert [t.number for t in rig.hall.tickets.values()] == ["A001", "A002"]


def test_a_clock_set_years_ahead_turns_no_day(rig: Rig) -> None:
    rig.take()
    rig.clock.wait(minutes=11)
    rig.take()
    rig.clock.jump(days=400)
    rig.clock.wait(minutes=1)
    rig.take()
    assert rig.hall.day == DAY
    assert [each.event.at - MORNING for each in rig.told[-2:]] == [
        timedelta(minutes=11),
        timedelta(minutes=12),
    ]
    assert rig.warned == [Trouble(astray=Astray.AHEAD, minutes=400 * 24 * 60)]
    rig.clock.jump(days=-400)
    rig.clock.wait(hours=16)
    rig.desk.tick().result()
    assert rig.hall.day == DAY + timedelta(days=1)


def test_a_clock_set_back_while_the_server_was_off_is_noticed_too(tmp_path: Path) -> None:
    with Rig(tmp_path) as rig:
        rig.take()
    early = TickingClock(MORNING - timedelta(hours=3))
    with Rig(tmp_path, clock=early) as rig:
        early.wait(minutes=5)
        rig.take()
        assert rig.warned == [Trouble(astray=Astray.BEHIND, minutes=180)]
        assert [t.number for t in rig.hall.tickets.values()] == ["A001", "A002"]
        assert rig.told[-1].event.at == MORNING + timedelta(minutes=5)


def test_an_empty_hall_waits_for_a_clock_that_was_set_back(rig: Rig) -> None:
    rig.do(OpenCounter(counter=1, official="lan"))
    rig.clock.jump(minutes=-10)
    rig.clock.wait(minutes=1)
    rig.desk.tick().result()
    rig.do(CloseCounter(counter=1))
    for _ in range(12):
        rig.clock.wait(minutes=1)
        rig.desk.tick().result()
    assert rig.warned[-1] is None
    rig.take()
    assert rig.told[-1].event.at == MORNING + timedelta(minutes=3)


def test_midnight_closes_the_day_and_opens_the_next_with_nobody_there(rig: Rig) -> None:
    rig.do(OpenCounter(counter=1, official="lan"))
    waiting = rig.take()
    rig.clock.wait(hours=15, minutes=59)
    rig.desk.tick().result()
    assert rig.hall.day == DAY
    rig.clock.wait(minutes=2)
    rig.desk.tick().result()
    assert rig.hall.day == date(2026, 11, 24)
    assert rig.hall.open
    assert not rig.hall.tickets
    assert kinds(rig.told[3:]) == ["CounterClosed", "TicketCancelled", "DayClosed", "DayOpened"]
    cancelled = rig.told[4].event
    assert isinstance(cancelled, TicketCancelled)
    assert cancelled.ticket == waiting
    assert {each.actor for each in rig.told[3:]} == {"system"}
    first = rig.take()
    assert rig.hall.tickets[first].number == "A001"


def test_the_first_order_of_the_morning_finds_the_new_day_open(rig: Rig) -> None:
    rig.take()
    rig.clock.wait(hours=24)
    rig.take()
    numbers = [each.event.number for each in rig.told if isinstance(each.event, TicketIssued)]
    assert numbers == ["A001", "A001"]
    assert [t.day for t in rig.hall.tickets.values()] == [date(2026, 11, 24)]


def test_a_server_that_was_off_over_night_closes_yesterday_first(tmp_path: Path) -> None:
    with Rig(tmp_path) as rig:
        rig.take()
    with Rig(tmp_path, clock=TickingClock(MORNING + timedelta(days=3))) as rig:
        assert kinds(rig.told) == ["TicketCancelled", "DayClosed", "DayOpened"]
        closed = rig.told[1].event
        assert isinstance(closed, DayClosed)
        assert closed.day == DAY


def test_a_restart_finds_the_hall_as_it_was(tmp_path: Path) -> None:
    with Rig(tmp_path) as rig:
        rig.do(OpenCounter(counter=1, official="lan"))
        ids = [rig.take(queue) for queue in "AACE"]
        rig.do(CallNext(counter=1))
        rig.do(StartService(ticket=ids[0]))
        before = rig.desk.present
    with Rig(tmp_path) as rig:
        assert rig.desk.present == before
        assert not rig.told
        rig.take("A")
        assert rig.hall.issued == {"A": 3, "C": 1, "E": 1}


def test_only_the_last_day_is_loaded(tmp_path: Path) -> None:
    with Rig(tmp_path) as rig:
        rig.take("E")
        rig.clock.wait(hours=24)
        rig.take("A")
        clock = rig.clock
    with Rig(tmp_path, clock=clock) as rig:
        assert [t.number for t in rig.hall.tickets.values()] == ["A001"]


def test_new_rules_take_effect_at_the_start_and_are_on_record(tmp_path: Path) -> None:
    stricter = replace(RULES, calls=Calls(before_missed=5))
    with Rig(tmp_path) as rig:
        rig.take()
    with Rig(tmp_path, settings=replace(SETTINGS, rules=stricter)) as rig:
        assert [each.event for each in rig.told] == [
            RulesChanged(at=MORNING, rules=stricter, catalogue="test")
        ]
        assert len(rig.hall.tickets) == 1
    with Rig(tmp_path, settings=replace(SETTINGS, rules=stricter)) as rig:
        assert not rig.told


def test_new_settings_take_effect_while_the_hall_is_open(rig: Rig) -> None:
    newer = replace(SETTINGS.catalogue, version="newer")
    rig.desk.settings = replace(SETTINGS, catalogue=newer)
    rig.desk.tick().result()
    assert rig.told[-1].event == RulesChanged(at=MORNING, rules=RULES, catalogue="newer")
    assert rig.hall.catalogue is newer
    assert rig.desk.present.catalogue == "newer"
    rig.take()
    assert kinds(rig.told) == ["DayOpened", "RulesChanged", "TicketIssued"]


def test_the_same_rules_read_anew_are_no_change(rig: Rig) -> None:
    rig.desk.settings = replace(SETTINGS, rules=replace(RULES))
    rig.desk.tick().result()
    assert kinds(rig.told) == ["DayOpened"]


def test_a_service_that_nobody_ends_is_ended_by_the_house(rig: Rig) -> None:
    rig.do(OpenCounter(counter=1, official="lan"))
    id_ = rig.take()
    rig.do(CallNext(counter=1))
    rig.do(StartService(ticket=id_))
    rig.clock.wait(minutes=120)
    rig.desk.tick().result()
    assert rig.hall.tickets[id_].state is State.SERVING
    rig.clock.wait(seconds=1)
    rig.desk.tick().result()
    finished = rig.told[-1].event
    assert isinstance(finished, ServiceFinished)
    assert (finished.ticket, finished.end_source) == (id_, EndSource.TIMEOUT)
    assert rig.rows("service")[0][11:13] == ("timeout", 0)


def test_opening_hours_are_those_of_the_centre_s_own_zone(tmp_path: Path) -> None:
    morning = Hours(week=((Session(opens=hour(8), closes=hour(11)),),) * 7, early=0)
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    settings = replace(SETTINGS, rules=replace(RULES, hours=morning), zone=zone)
    clock = TickingClock(datetime(2026, 11, 23, 0, 59, 59, tzinfo=UTC))
    with Rig(tmp_path, settings=settings, clock=clock) as rig:
        with pytest.raises(HallClosed):
            rig.take()
        clock.wait(seconds=1)
        rig.take()


def test_replies_are_kept_for_seven_days(rig: Rig) -> None:
    rig.do(TakeTicket(id=uuid4(), queue="A"), key="old")
    rig.clock.wait(hours=24 * 6)
    rig.do(TakeTicket(id=uuid4(), queue="A"), key="newer")
    replies = Replies(rig.store)
    assert [*replies.find(["old", "newer", "none"])] == ["newer", "old"]
    rig.clock.wait(hours=24 * 2)
    rig.desk.tick().result()
    assert [*replies.find(["old", "newer"])] == ["newer"]


def test_the_desk_tells_how_long_the_last_commit_took(rig: Rig) -> None:
    rig.take()
    health = rig.desk.health
    assert (health.waiting, health.failing) == (0, None)
    assert 0 < health.commit_s < 5


def test_calls_and_their_reasons_stand_in_the_journal(rig: Rig) -> None:
    rig.do(OpenCounter(counter=2, official="lan", queues=("A",)))
    id_ = rig.take()
    rig.do(CallNext(counter=2), actor="official:lan")
    opened, _, called = (each.event for each in rig.told[1:])
    assert opened == CounterOpened(at=MORNING, counter=2, official="lan", queues=("A",))
    assert called == TicketCalled(at=MORNING, ticket=id_, number="A001", counter=2)


@pytest.mark.slow
def test_a_killed_server_has_lost_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    acknowledged: dict[UUID, str] = {}
    for round_ in range(8):
        acknowledged |= _killed_after(tmp_path, 0.05 + 0.06 * round_)
        with Rig(tmp_path) as rig:
            assert journal.verify(rig.store.connection).broken is None
            held = {t.id: t.number for t in rig.hall.tickets.values()}
            assert held.items() >= acknowledged.items()
            assert len(set(held.values())) == len(held)
            kept = Replies(rig.store)
            assert all(kept.find([str(id_)]) for id_ in acknowledged)
            assert {row[0]: row[2] for row in rig.rows("ticket")} == {
                str(id_): number for id_, number in held.items()
            }
    assert len(acknowledged) > 500


def _killed_after(data: Path, seconds: float) -> dict[UUID, str]:
    """The tickets that a process acknowledged before it was killed; a half line is none."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.desks", str(data)], cwd=ROOT, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    *lines, _ = (first + process.stdout.read()).decode().split("\n")
    process.stdout.close()
    process.wait()
    return {UUID(id_): number for id_, number in (line.split() for line in lines)}


def test_fingerprints_are_what_replies_are_compared_by(rig: Rig) -> None:
    command = TakeTicket(id=uuid4(), queue="A")
    rig.do(command, key="k1")
    found = Replies(rig.store).find(["k1"])
    assert found["k1"].hash == messages.fingerprint(command)
