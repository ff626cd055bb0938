"""A day's figures say what the journal says."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from luot.config import FILE, write_demo
from luot.domain.commands import (
    CallNext,
    Cancel,
    FinishService,
    MarkMissed,
    Rate,
    Recall,
    Return,
    StartService,
)
from luot.domain.fold import apply
from luot.domain.ticket import Outcome
from server import report, tables
from server.cli_report import report as command
from server.orders import Happening
from server.store import Store
from tests.halls import BIRTH, COPY, DAY, Centre

NAMES = {BIRTH: ("Đăng ký khai sinh", "Register a birth")}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path, "S042")
    tables.keep_in_shape(opened)
    yield opened
    opened.close()


def told(store: Store, centre: Centre) -> report.Day:
    """The report of everything that happened in a centre."""
    hall, happenings = centre.begin, []
    for seq, event in enumerate(centre.journal, 1):
        after = apply(hall, event)
        happenings.append(
            Happening(seq=seq, epoch="e", actor="a", event=event, before=hall, after=after)
        )
        hall = after
    with store.writing():
        tables.Tables(store).fold(happenings)
    return report.day(store.connection, DAY, centre.now, NAMES)


@pytest.fixture
def centre() -> Centre:
    centre = Centre()
    centre.open(1, 2)
    return centre


def test_an_empty_day_has_counts_and_no_figures(store: Store) -> None:
    day = told(store, Centre())
    assert day.tickets == report.Tickets(
        issued=0,
        waiting=0,
        called=0,
        serving=0,
        held=0,
        served=0,
        missed=0,
        returned=0,
        cancelled=0,
        offline=0,
    )
    assert day.waiting == report.Waiting(
        n=0, median=None, p80=None, p90=None, within_15=None, within_30=None
    )
    assert (day.procedures, day.counters, day.forgotten) == ((), (), ())


def test_under_ten_cases_no_percentile_is_told(store: Store, centre: Centre) -> None:
    for _ in range(9):
        centre.take(BIRTH)
        centre.serve(minutes=5)
    nine = told(store, centre).procedures[0]
    assert (nine.n, nine.n_exact, nine.service_median) == (9, 9, None)


def test_ten_cases_give_median_and_p90_by_nearest_rank(store: Store, centre: Centre) -> None:
    for minutes in range(1, 11):
        centre.take(BIRTH)
        centre.wait(minutes=2)
        centre.serve(minutes=minutes)
    (births,) = told(store, centre).procedures
    assert births == report.ProcedureFigures(
        code=BIRTH,
        short_name="Đăng ký khai sinh",
        short_name_en="Register a birth",
        n=10,
        n_exact=10,
        service_median=5.0,
        service_p90=9.0,
        n_waiting=10,
        waiting_median=2.0,
        waiting_p90=2.0,
    )


def test_only_ends_by_the_button_are_service_times(store: Store, centre: Centre) -> None:
    centre.take(BIRTH)
    centre.take(BIRTH)
    first = centre.call()
    assert first is not None
    centre.do(StartService(ticket=first.id))
    centre.wait(minutes=50)
    centre.do(CallNext(counter=1, finish_current=True))
    day = told(store, centre)
    assert (day.procedures[0].n, day.procedures[0].n_exact) == (1, 0)
    assert day.forgotten == (report.Forgotten(number="A001", counter=1),)


def test_time_goes_to_the_procedure_that_was_served(store: Store, centre: Centre) -> None:
    centre.take(BIRTH)
    ticket = centre.call()
    assert ticket is not None
    centre.do(StartService(ticket=ticket.id))
    centre.do(FinishService(ticket=ticket.id, outcome=Outcome.ACCEPTED, procedure=COPY))
    assert [each.code for each in told(store, centre).procedures] == [COPY]


def test_a_missed_citizen_counts_once_and_as_returned_when_back(
    store: Store, centre: Centre
) -> None:
    id_ = centre.take()
    centre.call()
    for command_ in (Recall(ticket=id_), MarkMissed(ticket=id_)):
        centre.wait(seconds=15)
        centre.do(command_)
    centre.do(Return(ticket=id_))
    centre.serve()
    centre.do(Rate(ticket=id_, score=4))
    day = told(store, centre)
    assert (day.tickets.missed, day.tickets.returned, day.tickets.served) == (1, 1, 1)
    assert day.rating == report.Ratings(n=1, mean=4.0)


def test_the_share_called_in_time_counts_those_who_still_wait_longer(
    store: Store, centre: Centre
) -> None:
    centre.take()
    centre.call(1)  # after no wait at all
    centre.take()
    centre.wait(minutes=20)
    day = told(store, centre)
    assert (day.waiting.within_15, day.waiting.within_30) == (50.0, 100.0)
    assert day.waiting_long == ()
    day = report.day(store.connection, DAY, centre.now + timedelta(minutes=11), NAMES)
    assert day.waiting_long == (report.LongWait(number="A002", queue="A", minutes=31),)


def test_a_cancelled_ticket_is_in_neither(store: Store, centre: Centre) -> None:
    id_ = centre.take()
    centre.wait(minutes=40)
    centre.do(Cancel(ticket=id_, reason="x"))
    day = told(store, centre)
    assert (day.waiting.n, day.waiting.within_30, day.tickets.cancelled) == (0, None, 1)


def test_a_counter_is_busy_for_its_share_of_the_open_time(store: Store, centre: Centre) -> None:
    centre.take()
    centre.serve(1, minutes=15)
    centre.wait(minutes=45)
    first, second = told(store, centre).counters
    assert (first.counter, first.served, first.busy, first.open_minutes) == (1, 1, 25.0, 60.0)
    assert (second.served, second.busy) == (0, 0.0)


def test_the_command_tells_the_same_in_three_forms(store: Store, centre: Centre) -> None:
    centre.take(BIRTH)
    centre.serve()
    told(store, centre)
    data = str(Path(store.connection.execute("PRAGMA database_list").fetchone()[2]).parent)
    ask = ["day", "--date", DAY.isoformat(), "--data", data]
    text = CliRunner().invoke(command, ask)
    assert "Đăng ký khai sinh" in text.output
    assert "dưới 10 ca" in text.output
    as_json = json.loads(CliRunner().invoke(command, [*ask, "--format", "json"]).stdout)
    as_csv = CliRunner().invoke(command, [*ask, "--format", "csv"]).stdout
    assert as_csv[0] == "\ufeff"
    (row,) = csv.DictReader(io.StringIO(as_csv[1:]))
    assert as_json["procedures"][0]["code"] == row["code"] == BIRTH
    assert as_json["tickets"]["served"] == 1


def test_a_report_without_settings_says_whose_time_it_takes(store: Store, centre: Centre) -> None:
    told(store, centre)
    data = Path(store.connection.execute("PRAGMA database_list").fetchone()[2]).parent
    ask = ["day", "--lang", "en", "--data", str(data)]
    zone = f"There is no {FILE} in {data}: days and times are those of the time zone "
    assert CliRunner().invoke(command, ask).stderr == f"{zone}Asia/Ho_Chi_Minh.\n"
    write_demo(data / FILE)
    assert CliRunner().invoke(command, ask).stderr == ""


def test_a_wrong_date_is_one_sentence_and_exit_code_two() -> None:
    done = CliRunner().invoke(command, ["day", "--date", "23/11"])
    assert done.exit_code == 2
    assert "2026-11-23" in done.output
