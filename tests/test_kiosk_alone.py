"""Rules of a kiosk that stands alone all day, without any glass."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from socket import AF_UNIX, SOCK_DGRAM, socket

import pytest

from kiosk import bookmark, care, selftest
from kiosk.bookmark import Bookmark
from kiosk.fingers import Fingers
from kiosk.pulse import Pulse
from kiosk.selftest import Finding, SelfTest, Subject
from kiosk.view import Mishap, PaperNews, PrinterNews, Screen
from luot import words
from luot.client import Away
from luot.domain.ticket import Paper
from tests.kiosk_hall import BIRTH, KNOWN, AtOnce, Hall, Later

VI = words.load("vi")


@contextmanager
def listening(folder: Path) -> Iterator[tuple[socket, dict[str, str]]]:
    """Whoever starts the kiosk, and what it tells the kiosk of itself."""
    with socket(AF_UNIX, SOCK_DGRAM) as ear:
        ear.bind(str(folder / "notify"))
        ear.settimeout(5)
        yield ear, {"NOTIFY_SOCKET": str(folder / "notify"), "WATCHDOG_USEC": "8000000"}


def test_a_second_finger_and_another_button_do_not_count() -> None:
    fingers = Fingers()
    assert fingers.down(1, (100, 100), 10.0)
    assert not fingers.down(2, (800, 900), 10.5)
    fingers.up(2, (800, 900), 10.6)
    fingers.up(1, (100, 100), 10.7)
    assert not any(fingers.down(3, (9, 9), 11.0, button) for button in ("right", "scrollup"))
    assert fingers.down(4, (100, 100), 11.2)


def test_two_contacts_within_sixty_milliseconds_at_one_place_are_one() -> None:
    fingers = Fingers()
    assert fingers.down(1, (100, 100), 10.0)
    fingers.up(1, (100, 100), 10.02)
    assert not fingers.down(2, (105, 98), 10.05)
    fingers.up(2, (105, 98), 10.08)
    assert not fingers.down(3, (100, 100), 10.13)
    fingers.up(3, (100, 100), 10.14)
    assert fingers.down(4, (100, 100), 10.21)


def test_fast_fingers_at_two_places_are_two() -> None:
    fingers = Fingers()
    assert fingers.down(1, (100, 100), 10.0)
    fingers.up(1, (100, 100), 10.02)
    assert fingers.down(2, (300, 100), 10.05)


def test_a_finger_that_was_never_lifted_does_not_make_the_glass_deaf() -> None:
    fingers = Fingers()
    assert fingers.down(1, (100, 100), 10.0)
    assert not fingers.down(2, (300, 100), 10.9)
    assert fingers.down(3, (300, 100), 11.0)


def test_a_finger_that_slides_no_longer_lies_still() -> None:
    fingers = Fingers()
    fingers.down(1, (100, 100), 10.0)
    fingers.slid(1, (110, 105))
    assert fingers.held is not None
    assert fingers.held.place == (100, 100)
    fingers.slid(1, (160, 100))
    assert fingers.held.place == (-1, -1)


def test_the_heart_beats_four_times_in_the_time_after_which_silence_is_death(
    tmp_path: Path,
) -> None:
    with listening(tmp_path) as (ear, environment):
        pulse = Pulse(environment)
        for say in (pulse.ready, pulse.beat, pulse.stopping):
            say()
        said = [ear.recv(99).decode() for _ in range(3)]
    assert (pulse.seconds, said) == (2.0, ["READY=1", "WATCHDOG=1", "STOPPING=1"])


def test_nobody_who_listens_is_no_trouble(tmp_path: Path) -> None:
    for environment in ({}, {"NOTIFY_SOCKET": str(tmp_path / "gone")}):
        Pulse(environment).beat()
    assert Pulse({}).seconds == 1.0


def kept(folder: Path, hall: Hall) -> Bookmark:
    return Bookmark(folder, AtOnce(), hall.clock)


def taken(hall: Hall) -> Hall:
    hall.booth.choose(BIRTH.code)
    hall.booth.take()
    return hall


def test_a_number_on_the_glass_is_there_again_after_a_crash(tmp_path: Path) -> None:
    before = Hall()
    before.booth.switch_language()
    before.booth.switch_large()
    taken(before)
    kept(tmp_path, before).note(before.booth.view)
    after = Hall(clock=before.clock)
    after.clock.go(59)
    mark = kept(tmp_path, after).found()
    assert mark is not None
    after.booth.resume(mark)
    seen, now = before.booth.view, after.booth.view
    assert (now.screen, now.issued, now.errand) == (Screen.TICKET, seen.issued, seen.errand)
    assert (now.lang, now.large, now.low) == ("en", True, False)
    assert now.paper == PaperNews(outcome=Paper.PRINTED)
    assert after.teller.reports == []
    after.wait(20.1)
    assert after.screen() is Screen.HOME


def test_a_paper_that_was_being_printed_is_asked_for_after_a_crash(tmp_path: Path) -> None:
    before = taken(Hall(press=Later()))
    kept(tmp_path, before).note(before.booth.view)
    after = Hall(clock=before.clock)
    mark = kept(tmp_path, after).found()
    assert mark is not None
    after.booth.resume(mark)
    assert after.booth.view.paper == PaperNews(outcome=Paper.UNKNOWN)
    assert after.teller.reports == [("id-A012", "unknown")]
    after.booth.print_again()
    assert after.mill.reprints == [True]


def test_a_press_whose_answer_the_crash_swallowed_is_asked_again_and_gives_one_number(
    tmp_path: Path,
) -> None:
    before = taken(Hall(net=Later()))
    kept(tmp_path, before).note(before.booth.view)
    assert isinstance(before.net, Later)
    before.net.do()
    after = Hall(clock=before.clock, teller=before.teller)
    mark = kept(tmp_path, after).found()
    assert mark is not None
    after.booth.resume(mark)
    view = after.booth.view
    assert (view.screen, view.trouble and view.trouble.mishap) == (Screen.TROUBLE, Mishap.BROKEN)
    after.booth.take()
    assert after.screen() is Screen.TICKET
    assert list(after.teller.given) == [mark.key]


def test_after_a_minute_or_when_the_citizen_has_left_nothing_comes_back(tmp_path: Path) -> None:
    hall = taken(Hall())
    marks = kept(tmp_path, hall)
    marks.note(hall.booth.view)
    assert stat.S_IMODE((tmp_path / bookmark.NAME).stat().st_mode) == 0o600
    hall.clock.go(60)
    assert kept(tmp_path, hall).found() is None
    hall.clock.go(-60)
    hall.booth.go_home()
    marks.note(hall.booth.view)
    assert list(tmp_path.iterdir()) == []
    assert kept(tmp_path, hall).found() is None


def test_a_mark_that_cannot_be_read_or_kept_breaks_nothing(tmp_path: Path) -> None:
    hall = taken(Hall())
    (tmp_path / bookmark.NAME).write_text("{")
    assert kept(tmp_path, hall).found() is None
    (tmp_path / "file").touch()
    kept(tmp_path / "file", hall).note(hall.booth.view)


def test_a_number_whose_paper_was_never_asked_for_is_printed_after_a_break() -> None:
    hall = taken(Hall())
    hall.booth.view = replace(hall.booth.view, paper=None)
    hall.booth.recover()
    assert [number for number, *_ in hall.mill.printed] == ["A012", "A012"]


def test_nobody_is_missed_only_when_the_first_screen_was_left_alone_and_nothing_is_under_way() -> (
    None
):
    hall = Hall(press=Later())
    hall.wait(9)
    assert isinstance(hall.press, Later)
    hall.press.do()
    assert not hall.booth.left_alone
    hall.clock.go(1)
    assert hall.booth.left_alone
    hall.booth.tick()  # the printer is looked after
    assert not hall.booth.left_alone
    hall.press.do()
    assert hall.booth.left_alone
    hall.booth.choose(BIRTH.code)
    hall.clock.go(30)
    assert not hall.booth.left_alone


def test_the_invitation_comes_after_minutes_without_a_touch_and_only_on_the_first_screen() -> None:
    view = Hall().booth.view
    assert [care.invites(view, 0, at, 3) for at in (179, 180)] == [False, True]
    assert not care.invites(view, 0, 9999, 0)
    assert not care.invites(replace(view, screen=Screen.CLOSED), 0, 9999, 3)


def test_what_wanders_stays_in_its_room_and_visits_all_of_it() -> None:
    places = [care.drift(at, (40, 640)) for at in range(0, 3600, 3)]
    assert {(min(side), max(side)) for side in zip(*places, strict=True)} == {(0, 40), (0, 640)}
    steps = {abs(b[1] - a[1]) for a, b in pairwise(places)}
    assert max(steps) <= care.STEP_PX
    assert care.drift(2.9, (40, 640)) == care.drift(0, (40, 640))


def test_a_dark_screen_moves_a_little_every_minute() -> None:
    places = [care.sway(60 * minute) for minute in range(len(care.SWAYS))]
    assert len(set(places)) == len(places)
    assert max(max(abs(x), abs(y)) for x, y in places) == 8
    assert care.sway(59) == care.sway(0)


def test_everything_is_looked_at_after_the_start_and_when_the_hall_opens(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO", "kiosk.selftest")
    looks = SelfTest(lambda: (Finding(subject=Subject.SERVER, how="away"),), VI)
    assert KNOWN.offer is not None
    shut = replace(KNOWN, offer=replace(KNOWN.offer, open=False))
    for known, at in ((shut, 0), (shut, 14), (shut, 15), (shut, 99), (KNOWN, 100), (KNOWN, 115)):
        looks.tick(known, at)
    assert caplog.messages == [VI("kiosk.check.server.away")] * 2


def test_each_finding_has_a_sentence_in_both_languages(tmp_path: Path) -> None:
    findings = (
        selftest.printer(None),
        selftest.printer(PrinterNews()),
        selftest.printer(PrinterNews(trouble="paper-out")),
        selftest.server(KNOWN),
        selftest.server(replace(KNOWN, contact=False)),
        selftest.server(replace(KNOWN, unpaired=True)),
        selftest.clock(KNOWN),
        selftest.clock(replace(KNOWN, offset=timedelta(seconds=2))),
        selftest.clock(replace(KNOWN, offset=timedelta(seconds=-31))),
        selftest.disk(tmp_path / "not" / "yet"),
        selftest.screen((1080, 1920), None),
        selftest.screen((1080, 1920), (1920, 1080)),
        selftest.disk(tmp_path, lambda _: False),
    )
    said = [each.said(VI) for each in findings]
    assert said[2] == VI("printer.trouble.paper-out")
    assert said[8] == "Đồng hồ lệch máy chủ 31 giây."
    assert said[11] == "Cửa sổ 1080x1920, màn hình 1920x1080."
    assert [each.fine for each in findings] == [
        *(False, True, False),
        *(True, False, False),
        *(False, True, False),
        *(True, True, False, False),
    ]
    assert said[12] == VI("kiosk.check.disk.read_only")
    assert all(each.said(words.load("en")) for each in findings)


def test_a_server_that_is_away_leaves_the_press_on_the_mark() -> None:
    hall = Hall()
    hall.teller.answers = [Away("cable")]
    taken(hall)
    assert bookmark.mark(hall.booth.view) is not None
    hall.booth.go_home()
    assert bookmark.mark(hall.booth.view) is None


def broken_while_asking() -> Hall:
    """Something broke twice while the answer was on its way."""
    hall = taken(Hall(net=Later()))
    hall.booth.recover()
    hall.booth.recover()
    assert hall.screen() is Screen.TROUBLE
    return hall


def deliver(hall: Hall) -> None:
    assert isinstance(hall.net, Later)
    hall.net.do()


def test_an_answer_that_comes_after_a_break_is_still_taken_in() -> None:
    hall = broken_while_asking()
    deliver(hall)
    assert (hall.screen(), hall.booth.view.trouble) == (Screen.TICKET, None)
    assert [number for number, *_ in hall.mill.printed] == ["A012"]


def test_a_number_that_comes_when_its_citizen_has_just_left_is_shown_all_the_same() -> None:
    hall = broken_while_asking()
    hall.booth.go_home()
    deliver(hall)
    assert hall.screen() is Screen.TICKET
    assert [number for number, *_ in hall.mill.printed] == ["A012"]


def test_a_number_that_comes_late_does_not_interrupt_the_next_citizen() -> None:
    hall = broken_while_asking()
    hall.booth.go_home()
    hall.booth.choose(BIRTH.code)
    deliver(hall)
    assert (hall.screen(), hall.mill.printed) == (Screen.CONFIRM, [])


def test_whoever_was_asked_for_the_paper_once_is_asked_once_after_a_crash_too(
    tmp_path: Path,
) -> None:
    before = Hall()
    before.mill.news = [PaperNews(outcome=Paper.UNKNOWN)]
    taken(before)
    kept(tmp_path, before).note(before.booth.view)
    after = Hall(clock=before.clock)
    mark = kept(tmp_path, after).found()
    assert mark is not None
    after.booth.resume(mark)
    assert (before.booth.view.unknowns, after.booth.view.unknowns) == (1, 1)
    assert after.teller.reports == []
