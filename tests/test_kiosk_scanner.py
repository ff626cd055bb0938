"""Every scan arrives once and whole, or not at all; a scanner that was unplugged is found again."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import groupby, takewhile
from pathlib import Path
from queue import Empty, Queue

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.scanner import (
    LONGEST,
    SILENCE,
    Frame,
    Latest,
    ScanFramer,
    Scanner,
    Unfit,
    port,
    scanner_at,
    texts,
)
from printer.links import Link, LinkDown
from printer.links_serial import Port, SerialLink
from printer.targets import BadTarget, UsbId
from tests.kiosk_hall import HandClock
from tests.scanners import ScannerCable, wait_for

CARD = "038050001234||Nguyễn Thị Mận|24111950|Nữ|Phố 3, Đông Sơn|01052021"
ENDS = [b"\r", b"\n", b"\r\n"]


class Desk:
    """A framer and its clock."""

    def __init__(self) -> None:
        self.clock = HandClock()
        self.framer = ScanFramer(self.clock.seconds)

    def feed(self, data: bytes) -> list[Frame]:
        return list(self.framer.feed(data))

    def silence(self, seconds: float = SILENCE + 0.001) -> list[Frame]:
        self.clock.go(seconds)
        return self.feed(b"")


def ended(data: bytes | None) -> Frame:
    return Frame(data=data, ended=True)


@pytest.mark.parametrize("end", ENDS)
def test_a_scan_ends_with_its_suffix(end: bytes) -> None:
    desk = Desk()
    assert desk.feed(b"A012" + end + b"A013" + end) == [ended(b"A012"), ended(b"A013")]
    assert desk.silence() == []


def test_without_a_suffix_a_scan_ends_after_silence() -> None:
    desk = Desk()
    assert desk.feed(b"A0") == []
    assert desk.silence(SILENCE - 0.01) == []
    assert desk.feed(b"12") == []
    assert desk.silence() == [Frame(data=b"A012", ended=False)]
    assert not desk.framer.waiting


def test_silence_ends_a_scan_also_where_the_next_one_is_the_first_to_tell() -> None:
    desk = Desk()
    desk.feed(b"A012")
    desk.clock.go(5)
    assert desk.feed(b"A013\r") == [Frame(data=b"A012", ended=False), ended(b"A013")]


@given(st.lists(st.text(min_size=1), min_size=1), st.sampled_from(ENDS), st.data())
def test_however_the_bytes_are_cut_up_the_scans_are_the_same(
    scans: list[str], end: bytes, data: st.DataObject
) -> None:
    whole = b"".join(each.encode() + end for each in scans)
    expected = [each for scan in scans for each in scan.encode().splitlines() if each]
    desk, heard = Desk(), list[bytes | None]()
    while whole:
        cut = data.draw(st.integers(1, len(whole)))
        heard += [frame.data for frame in desk.feed(whole[:cut])]
        whole = whole[cut:]
    assert heard == [each for each in expected if len(each) <= LONGEST]


def test_what_has_no_end_is_dropped_and_the_next_scan_is_heard() -> None:
    desk = Desk()
    for _ in range(1000):
        assert desk.feed(b"\x00" * 10_000) == []
    assert desk.feed(b"end\rA012\r") == [ended(None), ended(b"A012")]
    desk.feed(b"x" * (LONGEST + 1))
    assert desk.silence() == [Frame(data=None, ended=False)]
    assert desk.feed(b"x" * LONGEST + b"\r") == [ended(b"x" * LONGEST)]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (CARD.encode(), CARD),
        (b"\x02A012\x03", "A012"),
        (b"\x00\x00A012\x00", "A012"),
        ("\ufeffA012".encode(), "A012"),
        (CARD.encode()[:19], Unfit.NOT_UTF8),
        ("Đăng ký".encode("utf-16"), Unfit.NOT_UTF8),
        (b"A0\x0012", Unfit.NOT_TEXT),
        (None, Unfit.TOO_LONG),
    ],
)
def test_only_whole_text_is_taken(data: bytes | None, text: str | Unfit) -> None:
    assert ended(data).text() == text


def test_the_log_says_that_a_scan_was_dropped_and_nothing_of_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    frame = ended(CARD.encode()[:19])
    assert list(texts(frame)) == []
    assert list(texts(ended(b"\x00"))) == []
    assert [record.getMessage() for record in caplog.records] == ["a scan was dropped: not UTF-8"]
    assert "0380" not in repr(frame)


@pytest.mark.parametrize("address", ["tcp://10.0.0.7", "folder:/tmp", "serial:", "COM3", ""])
def test_only_a_serial_port_is_a_scanner(address: str) -> None:
    with pytest.raises(BadTarget):
        scanner_at(address)


@pytest.fixture
def cable(tmp_path: Path) -> Iterator[ScannerCable]:
    made = ScannerCable(tmp_path / "usb-Honeywell_Voyager-if00")
    yield made
    made.unplug()


@dataclass
class Ear:
    """A kiosk's scanner, and what it hears."""

    scanner: Scanner
    frames: "Queue[Frame]"

    def text(self) -> str | Unfit:
        return self.frames.get(timeout=5).text()


@contextmanager
def listening(connect: Callable[[], Link]) -> Iterator[Ear]:
    frames: Queue[Frame] = Queue()
    scanner = Scanner(connect, frames.put, time.monotonic)
    scanner.start()
    wait_for(lambda: scanner.there)
    yield Ear(scanner, frames)
    scanner.stop()


@pytest.fixture
def ear(cable: ScannerCable) -> Iterator[Ear]:
    with listening(port(scanner_at(cable.address))) as made:
        yield made


def test_a_scan_goes_through_the_cable(cable: ScannerCable, ear: Ear) -> None:
    cable.scan(CARD)
    assert ear.text() == CARD
    cable.scan("A012", end=b"")
    assert ear.frames.get(timeout=5) == Frame(data=b"A012", ended=False)


def test_an_unplugged_scanner_is_found_again_and_half_a_scan_is_gone(
    cable: ScannerCable, ear: Ear, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "kiosk.scanner")
    cable.scan("A012")
    assert ear.text() == "A012"
    cable.send(b"A0")
    cable.unplug()
    wait_for(lambda: not ear.scanner.there)
    cable.plug_in()
    wait_for(lambda: ear.scanner.there)
    cable.scan("A013")
    assert ear.text() == "A013"
    assert [record.getMessage() for record in caplog.records] == [
        "no scanner: LinkDown",
        "the scanner is there",
    ]


def test_noise_is_dropped_and_the_next_scan_is_heard(cable: ScannerCable, ear: Ear) -> None:
    cable.send(b"\x00" * 10_000_000)
    cable.send(b"\r")
    cable.send("Mậ".encode()[:-1] + b"\r")
    cable.scan("A012")
    heard = [*takewhile("A012".__ne__, iter(ear.text, None))]
    # Where a busy computer pauses in the midst of the noise, each part of it is a scan.
    assert [each for each, _ in groupby(heard)] == [Unfit.TOO_LONG, Unfit.NOT_UTF8]
    with pytest.raises(Empty):
        ear.frames.get_nowait()


def test_nobody_else_reads_what_is_scanned(cable: ScannerCable, ear: Ear) -> None:
    cable.scan("A012")
    assert ear.text() == "A012"
    with pytest.raises(LinkDown):
        SerialLink(str(cable.path))


class Listed:
    """A port as the system lists it."""

    def __init__(self, device: str) -> None:
        self.device = device
        self.vid: int | None = 0x0C2E
        self.pid: int | None = 0x0B6A
        self.serial_number: str | None = "18275B0123"
        self.description = "Voyager"


def test_a_scanner_is_found_by_its_id_under_another_name(tmp_path: Path) -> None:
    cable = ScannerCable(tmp_path / "port")
    ports: list[Port] = [Listed(str(cable.path.resolve()))]
    where = UsbId(0x0C2E, 0x0B6A, "18275B0123")
    with listening(partial(SerialLink, where, ports=lambda: ports)) as ear:
        cable.scan("A012")
        assert ear.text() == "A012"
        other = ScannerCable(tmp_path / "other")
        before = ports.pop().device
        cable.unplug()
        wait_for(lambda: not ear.scanner.there)
        ports.append(Listed(str(other.path.resolve())))
        assert ports[0].device != before
        wait_for(lambda: ear.scanner.there)
        other.scan("A013")
        assert ear.text() == "A013"
        other.unplug()


def test_however_much_is_scanned_one_text_at_most_waits_to_be_seen() -> None:
    seen: list[str] = []
    waiting: list[Callable[[], None]] = []
    latest = Latest(seen.append, waiting.append)
    for each in range(1000):
        latest.put(f"A{each:03}")
    assert len(waiting) == 1
    waiting.pop()()
    latest.put("B001")
    waiting.pop()()
    assert (seen, waiting) == (["A999", "B001"], [])


def test_a_scanner_that_breaks_in_some_other_way_is_found_again(
    cable: ScannerCable, caplog: pytest.LogCaptureFixture
) -> None:
    open_port, breaks = port(scanner_at(cable.address)), ["heard", "connect"]
    frames: Queue[Frame] = Queue()

    def connect() -> Link:
        if breaks == ["connect"]:
            breaks.pop()
            raise RuntimeError("a bug")
        return open_port()

    def heard(frame: Frame) -> None:
        if "heard" in breaks:
            breaks.remove("heard")
            raise RuntimeError("a bug")
        frames.put(frame)

    scanner = Scanner(connect, heard, time.monotonic)
    scanner.start()
    wait_for(lambda: scanner.there)
    cable.scan("A012")
    wait_for(lambda: not breaks and scanner.there)
    cable.scan("A013")
    assert frames.get(timeout=5).text() == "A013"
    scanner.stop()
    assert caplog.text.count("the scanner broke") == 2
