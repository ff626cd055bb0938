"""The real kiosk at a printer that breaks down: what the citizen reads, and what staff see."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import httpx
import pytest

from luot.client import Client
from printer.emulator import Emulator, Fault

pytest.importorskip("Xlib.display", reason="python-xlib is not installed here")
pytest.importorskip("kivy", reason="Kivy is not installed here")
from tests.kiosk_window import ON_SCREEN, Kiosk, kiosk_window

pytestmark = ON_SCREEN

HOME_CHIP, TAKE = (200, 480), (540, 1480)
PRIMARY, SECOND, FOOT = (540, 1510), (540, 1660), (300, 1810)
KEEPS = "Số {} vẫn giữ nguyên."


@pytest.fixture(scope="module")
def printer() -> Iterator[Emulator]:
    with Emulator.tcp() as running:
        yield running


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory: pytest.TempPathFactory, printer: Emulator) -> Iterator[Kiosk]:
    with kiosk_window(tmp_path_factory.mktemp("kiosk"), printer.target) as window:
        yield window


@contextmanager
def staff_looking(kiosk: Kiosk) -> Iterator[None]:
    """A page of the staff, open for as long as this goes on."""
    open_, done = Event(), Event()
    headers = {"Authorization": f"Bearer {kiosk.server['tokens']['manager']}"}
    url = f"{kiosk.server['url']}/api/v1/events?since=0"

    def look() -> None:
        with httpx.stream("GET", url, headers=headers, timeout=5) as stream:
            lines = stream.iter_lines()
            next(lines)
            open_.set()
            done.wait(60)

    page = Thread(target=look)
    page.start()
    assert open_.wait(10)
    try:
        yield
    finally:
        done.set()
        page.join(10)


def take(kiosk: Kiosk) -> str:
    """Take a number from the first screen."""
    kiosk.touch(HOME_CHIP)
    kiosk.until(lambda line: line["screen"] == "confirm")
    kiosk.touch(TAKE)
    return str(kiosk.until(lambda line: line["screen"] == "ticket")["number"])


def reads(kiosk: Kiosk, wanted: str) -> dict[str, Any]:
    """Wait until the notice on the ticket says this."""
    return kiosk.until(lambda line: wanted in line.get("line", ""))


def home(kiosk: Kiosk) -> None:
    kiosk.until(lambda line: line["screen"] == "home")


def paper_becomes(kiosk: Kiosk, number: str, wanted: str) -> None:
    """Wait until the server knows this of a ticket's paper: reports go on their own way."""
    end = time.monotonic() + 10
    with Client(kiosk.server["url"], kiosk.server["tokens"]["official"]) as official:
        while True:
            rows = official.counter(1).waiting
            known = next(row.paper for row in rows if row.number == number)
            if known == wanted or time.monotonic() > end:
                assert known == wanted
                return
            time.sleep(0.05)


def devices(kiosk: Kiosk) -> list[str | None]:
    """The troubles of all printers that staff see."""
    with Client(kiosk.server["url"], kiosk.server["tokens"]["manager"]) as manager:
        return [row.printer.trouble for row in manager.devices() if row.printer]


def test_paper_out_is_said_told_and_over_once_it_is_mended(kiosk: Kiosk, printer: Emulator) -> None:
    printer.fault(Fault.PAPER_OUT)
    number = take(kiosk)
    said = reads(kiosk, "Máy in đang hết giấy. Xin báo giúp nhân viên.")
    assert said["says"] == KEEPS.format(number)
    assert devices(kiosk) == ["paper-out"]
    printer.mend(Fault.PAPER_OUT)
    reads(kiosk, "Máy in đã sẵn sàng.")
    assert devices(kiosk) == [None]
    with staff_looking(kiosk):
        printer.fault(Fault.PAPER_OUT)
        reads(kiosk, "Máy in đang hết giấy. Nhân viên đã được báo.")
    printer.mend(Fault.PAPER_OUT)
    reads(kiosk, "Máy in đã sẵn sàng.")
    before = len(printer.papers)
    kiosk.touch(FOOT)
    kiosk.until(lambda line: line.get("says") == "Mời lấy phiếu")
    assert len(printer.papers) == before + 1
    kiosk.touch((540, 1520))
    home(kiosk)
    paper_becomes(kiosk, number, "printed")


def test_a_held_ticket_comes_out_when_the_lid_is_shut(kiosk: Kiosk, printer: Emulator) -> None:
    printer.at_byte(5000, lambda: printer.fault(Fault.COVER_OPEN))
    number = take(kiosk)
    reads(kiosk, "Phiếu sẽ tự in ra khi máy in được sửa.")
    before = len(printer.papers)
    printer.mend(Fault.COVER_OPEN)
    kiosk.until(lambda line: line.get("says") == "Mời lấy phiếu")
    assert len(printer.papers) == before + 1
    kiosk.touch((540, 1520))
    home(kiosk)
    paper_becomes(kiosk, number, "printed")


def test_a_paper_that_nobody_vouches_for_is_asked_for_and_printed_again_with_a_mark(
    kiosk: Kiosk, printer: Emulator, tmp_path: Path
) -> None:
    printer.fault(Fault.DEAF_TO_FENCES)
    number = take(kiosk)
    said = reads(kiosk, "Xin nhìn khe bên dưới.")
    assert said["says"] == "Ông/bà đã nhận được phiếu chưa?"
    paper_becomes(kiosk, number, "unknown")
    kiosk.touch(SECOND)
    reads(kiosk, "hoặc đến quầy")
    first, second = printer.papers[-2:]
    second.save(tmp_path / "reprint.png")
    assert first.tobytes() != second.tobytes()
    assert printer.urls[-1] == printer.urls[-2]
    printer.mend(Fault.DEAF_TO_FENCES)
    kiosk.touch(PRIMARY)
    home(kiosk)
    paper_becomes(kiosk, number, "on_phone")
