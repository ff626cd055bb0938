"""Rules of the kiosk's watch over its printer: looked at while idle, told when it changes."""

import logging
from dataclasses import replace

import pytest

from kiosk.view import PaperNews, PrinterNews, PrinterState, Screen
from luot.client import Away, Refused
from luot.domain.ticket import Paper
from tests.kiosk_hall import BIRTH, Hall, Later

FINE, OUT = PrinterState(), PrinterState(trouble="paper-out")


def watching(hall: Hall | None = None) -> Hall:
    """A kiosk that has looked at its printer once."""
    hall = hall or Hall()
    hall.wait(0.1)
    return hall


def taking(hall: Hall) -> Hall:
    hall.booth.choose(BIRTH.code)
    hall.booth.take()
    return hall


def test_an_idle_printer_is_looked_at_every_five_seconds() -> None:
    hall = watching()
    assert hall.mill.looks == 1
    hall.wait(20)
    assert hall.mill.looks == 5


def test_a_printer_is_not_asked_while_it_prints() -> None:
    press = Later()
    hall = Hall(press=press)
    hall.wait(0.1)
    press.do()
    taking(hall)
    hall.wait(30)
    assert hall.mill.looks == 1
    assert hall.booth.view.paper == PaperNews()
    press.do()
    assert hall.booth.view.paper == PaperNews(outcome=Paper.PRINTED)


def test_two_questions_never_wait_for_a_slow_printer() -> None:
    press = Later()
    hall = Hall(press=press)
    hall.wait(60)
    assert len(press.waiting) == 1


def test_while_a_ticket_is_held_the_printer_is_asked_for_that_ticket_alone() -> None:
    hall = watching()
    hall.mill.news = [PaperNews(outcome=Paper.HELD, reason="paper-out")]
    taking(hall)
    hall.wait(30)
    assert hall.mill.looks == 1
    hall.mill.settled = [("id-A012", PaperNews(outcome=Paper.PRINTED))]
    hall.wait(9)
    assert hall.mill.looks == 2


def test_a_change_is_told_at_once_and_the_state_once_a_minute() -> None:
    hall = watching()
    assert hall.office.told == [FINE]
    hall.wait(30)
    assert hall.office.told == [FINE]
    hall.mill.how = OUT
    hall.wait(5.1)
    assert hall.office.told == [FINE, OUT]
    hall.mill.how = replace(OUT, roll_metres=3.5)
    hall.wait(50)
    assert hall.office.told == [FINE, OUT]
    hall.wait(10)
    assert hall.office.told == [FINE, OUT, replace(OUT, roll_metres=3.5)]


def test_a_low_roll_is_told_and_says_nothing_to_the_citizen() -> None:
    hall = watching()
    hall.mill.how = replace(FINE, paper_low=True)
    hall.wait(6)
    assert hall.office.told == [FINE, replace(FINE, paper_low=True)]
    assert hall.booth.printer == PrinterNews()


def test_what_did_not_get_through_is_told_as_it_is_by_then() -> None:
    hall = watching()
    hall.office.failure = Away("nobody listens")
    hall.mill.how = OUT
    hall.wait(6)
    assert hall.booth.printer == PrinterNews(trouble="paper-out", staff_told=False)
    hall.mill.how = PrinterState(trouble="cover-open")
    hall.wait(6)
    hall.office.failure = None
    hall.wait(4)
    assert hall.office.told == [FINE, PrinterState(trouble="cover-open")]
    assert hall.booth.printer == PrinterNews(trouble="cover-open", staff_told=True)


def test_a_report_that_broke_is_not_the_last_one() -> None:
    hall = watching()
    hall.office.failure = RuntimeError("a bug")
    hall.mill.how = OUT
    hall.wait(6)
    hall.office.failure = None
    hall.wait(6)
    assert hall.office.told == [FINE, OUT]


def test_a_refused_report_is_logged_and_does_not_storm_the_server(
    caplog: pytest.LogCaptureFixture,
) -> None:
    hall = Hall()
    hall.office.failure = Refused("bad-token", "no", 401, {})
    with caplog.at_level(logging.WARNING, "kiosk.watch"):
        hall.wait(50)
    assert len(caplog.records) == 1
    assert hall.booth.printer == PrinterNews()


def test_news_that_comes_while_a_report_is_out_is_told_after_it() -> None:
    net = Later()
    hall = watching(Hall(net=net))
    hall.mill.how = OUT
    hall.wait(6)
    assert len(net.waiting) == 1
    net.do()
    net.do()
    assert hall.office.told == [FINE, OUT]


def test_a_ticket_tells_how_the_printer_is_without_asking_it_again() -> None:
    hall = watching()
    hall.mill.news = [PaperNews(outcome=Paper.NOT_SENT, reason="paper-out")]
    hall.mill.how = OUT
    taking(hall)
    assert (hall.mill.looks, hall.office.told) == (1, [FINE, OUT])


def test_a_watch_that_breaks_costs_no_citizen_anything(caplog: pytest.LogCaptureFixture) -> None:
    hall = Hall()
    hall.mill.broken = True
    with caplog.at_level(logging.CRITICAL):
        hall.wait(20)
    hall.mill.broken = False
    taking(hall)
    assert (hall.screen(), hall.mill.printed) == (Screen.TICKET, [("A012", "vi", False)])


def test_a_kiosk_without_printer_tells_nothing_of_one() -> None:
    hall = watching(Hall(prints=False))
    hall.wait(70)
    assert (hall.office.told, hall.booth.printer) == ([], None)
