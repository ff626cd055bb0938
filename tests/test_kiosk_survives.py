"""A kiosk that is killed, hangs or breaks: it is there again, and no number is lost or doubled."""

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kiosk import pin
from luot.client import Client
from tests.servers import served

pytest.importorskip("Xlib.display", reason="python-xlib is not installed here")
pytest.importorskip("kivy", reason="Kivy is not installed here")
from luot.tour.finger import LOOKS, Finger, Point
from tests.haunted import NAME
from tests.kiosk_window import ON_SCREEN, virtual_screen
from tests.warden import Warden

pytestmark = ON_SCREEN

CHIP, TAKE, DONE, HOME = (200, 480), (540, 1480), (540, 1520), (500, 1810)
CORNER = (88, 96)


@dataclass
class Ward:
    """A haunted kiosk, its warden, and a finger on its glass."""

    warden: Warden
    finger: Finger
    ghost: Path
    official: Client

    def touch(self, at: Point, leads_to: str) -> dict[str, Any]:
        """Touch like somebody who touches again where nothing happens for long."""
        for _ in range(3):
            self.finger.touch(at)
            if self.warden.comes_to(leads_to):
                break
        return self.warden.shows(leads_to)

    def take(self) -> str:
        """Take a number from the first screen."""
        self.warden.shows("home")
        self.touch(CHIP, "confirm")
        return str(self.touch(TAKE, "ticket")["number"])

    def key(self, words: str) -> Point:
        """The middle of what can be touched under these words."""
        (box,) = (each["box"] for each in self.warden.last["touch"] if each["words"] == [words])
        return box[0] + box[2] // 2, box[1] + box[3] // 2

    def knock(self) -> None:
        """Hold a finger where staff do, until they are asked for their PIN."""
        self.finger.move(CORNER)
        time.sleep(LOOKS)
        self.finger.hold()
        self.warden.until(lambda: self.warden.last.get("curtain") == "pad", "the staff's door")
        self.finger.lift()

    def waiting(self) -> list[str]:
        """The numbers of all who wait."""
        return [row.number for row in self.official.counter(1).waiting]

    def done(self) -> None:
        """Leave the ticket."""
        self.touch(DONE, "home")


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    folder = tmp_path_factory.mktemp("ward")
    with ExitStack() as stack:
        server = stack.enter_context(served(folder / "server"))
        name = virtual_screen(stack)
        finger = Finger(name)
        stack.callback(finger.close)
        official = stack.enter_context(Client(server.url, server.tokens["official"]))
        own = folder / "own"
        pin.keep(own, "271828")
        line = [str(own), server.url, server.tokens["kiosk"], f"folder:{folder / 'paper'}"]
        command = [sys.executable, "-m", "tests.haunted", *line]
        warden = stack.enter_context(Warden(command, own, {"DISPLAY": name}))
        warden.shows("home")
        yield Ward(warden, finger, own / NAME, official)


def test_it_says_when_it_is_ready_and_its_heart_beats(ward: Ward) -> None:
    ward.warden.until(lambda: len(ward.warden.gaps) > 3, "four beats")
    assert (ward.warden.ready, ward.warden.ended) == (1, [])


def test_a_number_on_the_glass_of_a_killed_kiosk_is_there_again(ward: Ward) -> None:
    number = ward.take()
    ward.warden.until(lambda: ward.warden.last.get("says") == "Mời lấy phiếu", "the paper")
    heard = len(ward.warden.said)
    ward.warden.process.kill()
    ward.warden.until(lambda: len(ward.warden.said) > heard, "a fresh kiosk")
    assert ward.warden.shows("ticket")["number"] == number
    assert ward.waiting().count(number) == 1
    ward.done()


def test_a_break_in_a_handler_costs_the_citizen_neither_place_nor_paper(ward: Ward) -> None:
    ended = list(ward.warden.ended)
    ward.warden.shows("home")
    ward.touch(CHIP, "confirm")
    ward.ghost.write_text("break")
    ward.finger.move(TAKE)
    time.sleep(0.5)
    ward.finger.press()
    time.sleep(0.15)
    ward.ghost.unlink()
    number = ward.warden.shows("ticket")["number"]
    ward.warden.until(lambda: ward.warden.last.get("says") == "Mời lấy phiếu", "the paper")
    assert (ward.warden.ended, ward.waiting().count(number)) == (ended, 1)
    ward.done()


def test_what_breaks_in_the_course_of_time_does_not_make_the_glass_deaf(ward: Ward) -> None:
    """The clock alone opens and shuts the staff's door; it goes on after a break in that."""
    log = ward.ghost.parent / "kiosk.log"
    broken = log.read_text().count("Boo\n")
    ward.warden.shows("home")
    ward.knock()
    leave = ward.key("Về màn hình của người dân")
    ward.ghost.write_text("break")
    ward.finger.touch(leave)
    ward.warden.until(lambda: log.read_text().count("Boo\n") > broken, "a break")
    ward.ghost.unlink()
    ward.knock()
    ward.finger.touch(leave)
    ward.warden.until(lambda: "curtain" not in ward.warden.last, "the citizens' screen")


def test_what_breaks_again_and_again_ends_the_kiosk_and_the_next_one_is_well(ward: Ward) -> None:
    ended = len(ward.warden.ended)
    ward.ghost.write_text("break")
    for _ in range(8):
        ward.finger.touch(HOME)  # where the first screen's other language is
    ward.warden.until(lambda: len(ward.warden.ended) > ended, "the end of a broken kiosk")
    ward.ghost.unlink()
    assert ward.warden.ended[ended] == 70
    ward.take()
    ward.done()


def test_a_glass_that_stands_still_is_noticed_and_the_number_on_it_comes_back(ward: Ward) -> None:
    hung = ward.warden.hung
    number = ward.take()
    ward.ghost.write_text("hang")
    ward.warden.until(lambda: ward.warden.hung > hung, "a heart that stopped")
    ward.ghost.unlink()
    ward.warden.until(lambda: ward.warden.last.get("number") == number, "the number")
    log = (ward.ghost.parent / "kiosk.log").read_text()
    assert "haunted.py" in log[log.index("Fatal Python error") :]
    ward.done()


def test_a_gentle_restart_waits_for_the_citizen(ward: Ward) -> None:
    ward.warden.shows("home")
    ended = len(ward.warden.ended)
    ward.touch(CHIP, "confirm")
    ward.warden.process.send_signal(signal.SIGUSR2)
    ward.touch(TAKE, "ticket")
    assert len(ward.warden.ended) == ended
    ward.done()
    ward.warden.until(lambda: len(ward.warden.ended) > ended, "its end", 30)
    assert ward.warden.ended[-1] == 0


def test_a_command_that_is_no_kiosk_is_what_the_warden_says_it_is(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "raise SystemExit(7)"]
    with Warden(command, tmp_path, {}) as warden:
        warden.until(lambda: len(warden.ended) > 1, "two ends")
    assert set(warden.ended) == {7}
