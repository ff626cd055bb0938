"""The read tables: what the tickets say, no more and no less."""

import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, settings
from hypothesis.stateful import initialize, precondition, rule

from luot.cli import main
from luot.domain.commands import (
    CallNext,
    CloseCounter,
    Correct,
    FinishService,
    Hold,
    OpenCounter,
    PauseCounter,
    Rate,
    ReportPaper,
    Resume,
    StartService,
    Undo,
)
from luot.domain.rules import Rules
from luot.domain.ticket import Outcome, Paper, State
from server import journal, tables
from server.clock import HallClock
from server.desk import Desk
from tests.desks import SETTINGS, DeskCentre, Rig
from tests.halls import BIRTH, COPY, RULES
from tests.test_domain_property import Hall as Orders

READ_TABLES = ("ticket", "service", "stretch", "counter_day")


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    with Rig(tmp_path) as rig:
        rig.do(OpenCounter(counter=1, official="lan"))
        yield rig


def column(rig: Rig, table: str, *names: str) -> list[tuple[object, ...]]:
    """Some columns of a table."""
    return rig.store.connection.execute(f"SELECT {', '.join(names)} FROM {table}").fetchall()


def everything(rig: Rig) -> dict[str, list[tuple[object, ...]]]:
    return {name: rig.rows(name) for name in READ_TABLES}


def serve(rig: Rig, *, minutes: float) -> None:
    """Call whoever is next and serve them."""
    rig.do(CallNext(counter=1))
    ticket = rig.hall.counters[1].ticket
    assert ticket is not None
    rig.clock.wait(seconds=30)
    rig.do(StartService(ticket=ticket))
    rig.clock.wait(minutes=minutes)
    rig.do(FinishService(ticket=ticket, outcome=Outcome.ACCEPTED, procedure=COPY))


def test_a_visit_is_a_row_with_its_times(rig: Rig) -> None:
    id_ = rig.take()
    rig.clock.wait(minutes=7)
    serve(rig, minutes=5)
    rig.do(Rate(ticket=id_, score=5, reasons=("fast",), text="Cảm ơn"))
    names = "id, day, number, queue, procedure, purpose, state, calls, rating, rating_reasons"
    assert column(rig, "ticket", names, "rating_text, waiting_s, way_s, service_s, hold_s") == [
        (str(id_), "2026-11-23", "A001", "A", COPY, "ask", "served", 1, 5, '["fast"]', "Cảm ơn",
         420.0, 30.0, 300.0, None)
    ]  # fmt: skip
    assert rig.rows("service") == [
        (str(id_), 0, "2026-11-23", COPY, "A", "ask", 1, "lan", "2026-11-23T01:07:30.000000Z",
         "2026-11-23T01:12:30.000000Z", 300.0, "button", 1, "accepted", None)
    ]  # fmt: skip
    assert rig.rows("stretch") == [
        (str(id_), 0, 0, "2026-11-23", 1, "lan", "2026-11-23T01:07:00.000000Z",
         "2026-11-23T01:07:30.000000Z", "2026-11-23T01:12:30.000000Z", 300.0, "button")
    ]  # fmt: skip


def test_a_service_in_two_stretches_is_one_service_of_their_sum(rig: Rig) -> None:
    rig.do(OpenCounter(counter=2, official="mai"))
    id_ = rig.take()
    rig.do(CallNext(counter=1))
    rig.do(StartService(ticket=id_))
    rig.clock.wait(minutes=3)
    rig.do(Hold(ticket=id_))
    rig.clock.wait(minutes=10)
    rig.do(Resume(ticket=id_, counter=2))
    rig.clock.wait(minutes=4)
    rig.do(FinishService(ticket=id_, outcome=Outcome.ACCEPTED))
    assert column(rig, "service", "counter", "official", "service_s", "exact") == [
        (2, "mai", 420.0, 1)
    ]
    assert column(rig, "stretch", "counter", "official", "service_s") == [
        (1, "lan", 180.0),
        (2, "mai", 240.0),
    ]
    assert column(rig, "ticket", "service_s", "hold_s") == [(420.0, 600.0)]


def test_an_undone_start_leaves_no_service_behind(rig: Rig) -> None:
    id_ = rig.take()
    rig.do(CallNext(counter=1))
    rig.do(StartService(ticket=id_))
    assert len(rig.rows("service")) == 1
    rig.do(Undo(counter=1))
    assert rig.rows("service") == rig.rows("stretch") == []
    assert column(rig, "ticket", "state") == [("called",)]


def test_an_act_undone_among_other_orders_leaves_no_service_behind(tmp_path: Path) -> None:
    with Rig(tmp_path) as rig:
        rig.do(OpenCounter(counter=1, official="lan"))
        id_ = rig.take()
        rig.do(CallNext(counter=1))
        rig.do(StartService(ticket=id_))
        assert len(rig.rows("service")) == 1
    rig = Rig(tmp_path)
    for command in (Undo(counter=1), ReportPaper(ticket=id_, outcome=Paper.PRINTED)):
        rig.desk.submit(rig.order(command))
    with rig:
        rig.desk.tick().result()
        assert rig.rows("service") == rig.rows("stretch") == []
        assert column(rig, "ticket", "state", "paper") == [("called", "printed")]


def test_a_corrected_procedure_takes_its_time_along(rig: Rig) -> None:
    id_ = rig.take()
    serve(rig, minutes=5)
    rig.do(Correct(ticket=id_, procedure=BIRTH, reason="wrong one"))
    assert column(rig, "service", "procedure", "service_s") == [(BIRTH, 300.0)]


def test_a_service_that_the_closing_ended_is_on_record_but_no_figure(rig: Rig) -> None:
    rig.take()
    rig.do(CallNext(counter=1))
    rig.do(StartService(ticket=next(iter(rig.hall.tickets))))
    rig.clock.wait(minutes=5)
    rig.do(CloseCounter(counter=1))
    assert column(rig, "service", "service_s", "end_source", "exact") == [(300.0, "close", 0)]


def test_a_counter_s_day_is_a_row_of_spans(rig: Rig) -> None:
    rig.clock.wait(minutes=60)
    rig.do(PauseCounter(counter=1))
    rig.clock.wait(minutes=10)
    rig.do(OpenCounter(counter=1, official="lan"))
    rig.clock.wait(minutes=50)
    rig.do(CloseCounter(counter=1))
    assert column(rig, "counter_day", "counter, official, state, started_at, ended_at") == [
        (1, "lan", "open", "2026-11-23T01:00:00.000000Z", "2026-11-23T02:00:00.000000Z"),
        (1, "lan", "paused", "2026-11-23T02:00:00.000000Z", "2026-11-23T02:10:00.000000Z"),
        (1, "lan", "open", "2026-11-23T02:10:00.000000Z", "2026-11-23T03:00:00.000000Z"),
    ]


def test_queues_that_a_counter_takes_on_begin_no_new_span(rig: Rig) -> None:
    rig.clock.wait(minutes=5)
    rig.do(OpenCounter(counter=1, official="lan", queues=("A",)))
    assert column(rig, "counter_day", "counter, state, ended_at") == [(1, "open", None)]


def test_the_end_of_the_day_ends_all_that_was_left_open(rig: Rig) -> None:
    rig.take()
    rig.clock.wait(hours=24)
    rig.desk.tick().result()
    assert column(rig, "ticket", "state") == [("cancelled",)]
    assert column(rig, "counter_day", "day, ended_at") == [
        ("2026-11-23", "2026-11-23T17:00:00.000000Z")
    ]


def test_rebuild_remakes_the_same_content(tmp_path: Path) -> None:
    with Rig(tmp_path) as rig:
        rig.do(OpenCounter(counter=1, official="lan"))
        for _ in range(3):
            rig.take()
        serve(rig, minutes=5)
        rig.clock.wait(hours=24)
        rig.do(OpenCounter(counter=1, official="mai"))
        rig.take("C")
        serve(rig, minutes=2)
        before = everything(rig)
        rig.store.connection.execute("DELETE FROM service")
        rig.store.connection.execute("UPDATE ticket SET state = 'lost', waiting_s = 1")
        rig.store.connection.execute("INSERT INTO counter_day VALUES (99, '', 9, '', '', '', '')")
        clock, rows = rig.clock, rig.desk.present.seq
    ran = CliRunner().invoke(main, ["rebuild", "--data", str(tmp_path), "--lang", "en"])
    assert (ran.exit_code, ran.output) == (
        0,
        f"The read tables were made again from {rows} facts.\n",
    )
    with Rig(tmp_path, clock=clock) as rig:
        assert everything(rig) == before
        assert all(before.values())


def test_read_tables_of_an_older_shape_are_remade_at_the_start(tmp_path: Path) -> None:
    with Rig(tmp_path) as rig:
        rig.take()
        before = everything(rig)
        rig.store.connection.execute("ALTER TABLE ticket DROP COLUMN rating_text")
        rig.store.connection.execute("DROP TABLE stretch")
        rig.store.note("tables", "another shape")
    with Rig(tmp_path) as rig:
        assert everything(rig) == before
        assert not tables.keep_in_shape(rig.store)


class OrdersAtTheDesk(Orders):
    """Any sequence of orders, given at a real desk with a real disk."""

    @initialize()
    def opens(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        calls = replace(RULES.calls, before_missed=1, cooldown=0, returns=2)
        rules = replace(RULES, calls=calls)
        self.centre = DeskCentre(Path(self.folder.name), replace(SETTINGS, rules=rules))
        self.centre.open(1, 2)

    def change_rules(self, rules: Rules) -> None:
        self.rig.desk.settings = replace(self.rig.desk.settings, rules=rules)
        self.rig.desk.tick().result()

    @precondition(lambda self: len(self.centre.hall.tickets) > 7)
    @rule()
    def night(self) -> None:
        self.centre.wait(minutes=24 * 60)

    @property
    def rig(self) -> Rig:
        assert isinstance(self.centre, DeskCentre)
        return self.centre.rig

    def teardown(self) -> None:
        with suppress(AttributeError):
            self.the_disk_says_what_the_hall_says()
            self.rig.__exit__()
            self.folder.cleanup()

    def the_disk_says_what_the_hall_says(self) -> None:
        rig, hall = self.rig, self.rig.hall
        rows = journal.read(rig.store.connection)
        assert [row.event for row in rows] == self.centre.journal
        assert journal.verify(rig.store.connection).broken is None
        today = [row for row in rig.rows("ticket") if row[1] == str(hall.day)]
        assert sorted(today) == sorted(tables.ticket_row(t) for t in hall.tickets.values())
        served = [row for t in hall.tickets.values() for row in tables.service_rows(t)]
        assert sorted(row for row in rig.rows("service") if row[2] == str(hall.day)) == sorted(
            served
        )
        at_work = {c.number for c in hall.counters.values() if c.state != "closed"}
        running = [row[2] for row in rig.rows("counter_day") if row[6] is None]
        assert sorted(running) == sorted(at_work)  # type: ignore[type-var]
        loaded = Desk(
            rig.store,
            rig.desk.settings,
            clock=HallClock(rig.clock, rig.clock.steady),
            answer=rig.answer,
            publish=rig.told.extend,
        )
        assert loaded.present == rig.desk.present
        before = everything(rig)
        assert tables.rebuild(rig.store) == len(rows)
        assert everything(rig) == before


TestOrdersAtTheDesk = OrdersAtTheDesk.TestCase
TestOrdersAtTheDesk.settings = settings(
    max_examples=60,
    stateful_step_count=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def test_every_state_of_a_ticket_can_be_told_from_its_row(rig: Rig) -> None:
    rig.take()
    assert column(rig, "ticket", "state, missed, returns, offline, void_numbers, paper") == [
        (State.WAITING.value, 0, 0, 0, "[]", None)
    ]
