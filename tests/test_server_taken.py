"""The kiosk offers first what people come for at this very centre."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from kiosk.clock import HALL_TIME
from kiosk.shelf import Shelf
from luot.domain.commands import TakeTicket
from server.store import DATABASE
from server.taken import DAYS, MOST, Taken
from tests.desks import Rig
from tests.kiosk_hall import BIRTH, MARRIAGE, OFFER
from tests.servers import Server

TODAY = date(2026, 11, 23)
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with closing(sqlite3.connect(tmp_path / DATABASE)) as tables:
        tables.execute("CREATE TABLE ticket (id TEXT, day TEXT, procedure TEXT)")
    return tmp_path


def take(data: Path, code: str | None, times: int, day: date = YESTERDAY) -> None:
    rows = [(str(uuid4()), day.isoformat(), code) for _ in range(times)]
    with closing(sqlite3.connect(data / DATABASE)) as tables, tables:
        tables.executemany("INSERT INTO ticket VALUES (?, ?, ?)", rows)


def test_the_most_taken_of_the_last_thirty_days_come_first(data: Path) -> None:
    first = TODAY - timedelta(days=DAYS)
    take(data, "1.000002", 11)
    take(data, "1.000001", 6)
    take(data, "1.000001", 6, first)
    take(data, "1.000003", 50, first - timedelta(days=1))
    take(data, "1.000004", 50, TODAY)
    take(data, "1.000005", 9)
    take(data, None, 70)
    assert Taken(data).before(TODAY) == ("1.000001", "1.000002")


def test_no_more_are_named_than_a_first_screen_can_use(data: Path) -> None:
    for place in range(MOST + 3):
        take(data, f"1.{place:06}", 10)
    assert Taken(data).before(TODAY) == tuple(f"1.{place:06}" for place in range(MOST))


def test_within_a_day_nothing_changes_its_place(data: Path) -> None:
    taken = Taken(data)
    take(data, "1.000001", 10)
    assert taken.before(TODAY) == ("1.000001",)
    take(data, "1.000002", 20)
    assert taken.before(TODAY) == ("1.000001",)
    assert taken.before(TODAY + timedelta(days=1)) == ("1.000002", "1.000001")


def test_tables_that_cannot_be_read_leave_it_as_it_was(data: Path) -> None:
    taken = Taken(data)
    take(data, "1.000001", 10)
    taken.before(TODAY)
    with closing(sqlite3.connect(data / DATABASE)) as tables:
        tables.execute("DROP TABLE ticket")
    assert taken.before(TODAY + timedelta(days=1)) == ("1.000001",)


def test_the_numbers_of_a_real_desk_are_counted_from_the_next_day_on(tmp_path: Path) -> None:
    with Rig(tmp_path) as rig:
        for _ in range(10):
            id_ = uuid4()
            rig.do(TakeTicket(id=id_, procedures=(BIRTH.code,)), key=str(id_))
        today = rig.clock.now.astimezone(HALL_TIME).date()
    taken = Taken(tmp_path)
    assert taken.before(today) == ()
    assert taken.before(today + timedelta(days=1)) == (BIRTH.code,)


def test_a_new_centre_names_none(server: Server) -> None:
    assert server.get("/catalogue", by="kiosk").json()["most_taken"] == []


def test_the_first_screen_has_what_is_taken_here_before_what_is_taken_anywhere() -> None:
    def order(*codes: str) -> list[str]:
        offer = replace(OFFER, most_taken=codes)
        return [each.code for each in Shelf(offer).most_taken]

    assert order() == [BIRTH.code, MARRIAGE.code]
    assert order("9.999999", MARRIAGE.code) == [MARRIAGE.code, BIRTH.code]
