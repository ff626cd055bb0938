"""Every wire to a printer keeps its time, says how much went out, and lets go of all it opened."""

import errno
import os
import select
import termios
import time
import tty
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from printer.links import Link, LinkDown, LinkForbidden, LinkStalled, LinkTaken, NetworkLink
from printer.links_file import DeviceLink, refused
from printer.links_serial import SerialLink, port_of
from printer.targets import Flow, UsbId
from tests.fake_printer import Behaviour, FakePrinter


class Wire:
    """A serial cable: `path` is the computer's end, `read` and `write` are the printer's."""

    def __init__(self) -> None:
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        self.path = os.ttyname(self._slave)

    def read(self, seconds: float = 1.0) -> bytes:
        """All that has come and still comes within so long after each piece."""
        heard = b""
        while select.select([self._master], [], [], seconds)[0]:
            heard += os.read(self._master, 65_536)
            seconds = 0.05
        return heard

    def write(self, data: bytes) -> None:
        os.write(self._master, data)

    def speed(self) -> int:
        return int(termios.tcgetattr(self._slave)[5])

    def unplug(self) -> None:
        for end in (self._master, self._slave):
            if end >= 0:
                os.close(end)
        self._master = self._slave = -1


@pytest.fixture
def wire() -> Iterator[Wire]:
    made = Wire()
    yield made
    made.unplug()


Opener = Callable[[str], Link]
BOTH = pytest.mark.parametrize("opens", [SerialLink, DeviceLink], ids=["serial", "device"])


@BOTH
def test_bytes_go_out_as_they_are_and_answers_come_back(wire: Wire, opens: Opener) -> None:
    data = bytes(range(256)) * 8
    link = opens(wire.path)
    link.write(data, 1)
    assert wire.read() == data
    wire.write(b"\x12\x00\x0d\x13")
    assert (link.read(1), link.read(0.01)) == (b"\x12\x00\x0d\x13", b"")
    link.close()


def test_a_serial_port_has_the_speed_and_pace_that_were_asked_for(wire: Wire) -> None:
    link = SerialLink(wire.path, baud=19_200)
    assert (link.pace, wire.speed()) == (1920, termios.B19200)
    link.close()


@BOTH
def test_one_program_at_a_time(wire: Wire, opens: Opener) -> None:
    link = opens(wire.path)
    with pytest.raises(LinkTaken):
        opens(wire.path)
    link.close()
    opens(wire.path).close()


@BOTH
def test_a_cable_pulled_out_is_told_at_once(wire: Wire, opens: Opener) -> None:
    link = opens(wire.path)
    link.write(b"half", 1)
    wire.unplug()
    began = time.monotonic()
    for attempt in (lambda: link.read(5), lambda: link.write(b"more", 5)):
        with pytest.raises(LinkDown) as down:
            attempt()
        assert not isinstance(down.value, LinkStalled)
    assert time.monotonic() - began < 1
    link.close()


@BOTH
def test_a_printer_that_reads_nothing_holds_nobody_up(wire: Wire, opens: Opener) -> None:
    link = opens(wire.path)
    began = time.monotonic()
    with pytest.raises(LinkStalled) as stalled:
        link.write(b"\x00" * 1_000_000, 0.3)
    link.close()
    assert time.monotonic() - began < 1
    assert stalled.value.sent is not None
    # What the terminal's other end had not yet been given is dropped, as from a port's buffer.
    assert len(wire.read(0.1)) < stalled.value.sent < 1_000_000


def test_what_a_stopped_printer_did_not_take_never_comes_later(wire: Wire) -> None:
    link = SerialLink(wire.path, flow=Flow.XONXOFF)
    wire.write(b"\x13")
    began = time.monotonic()
    with pytest.raises(LinkStalled) as stalled:
        link.write(b"ticket", 0.3)
    assert stalled.value.sent == 0
    assert time.monotonic() - began < 1
    wire.write(b"\x11")
    assert wire.read(0.2) == b""
    link.write(b"next", 1)
    assert wire.read() == b"next"
    link.close()


@BOTH
def test_what_is_not_there_or_no_port_is_down(tmp_path: Path, opens: Opener) -> None:
    with pytest.raises(LinkDown):
        opens(str(tmp_path / "nowhere"))


def test_a_file_is_no_serial_port(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LinkDown):
        SerialLink(str(tmp_path / "file"))


def test_a_file_that_is_no_device_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"precious")
    with pytest.raises(LinkDown):
        DeviceLink(str(tmp_path / "file"))
    assert (tmp_path / "file").read_bytes() == b"precious"


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (errno.EACCES, LinkForbidden),
        (errno.EBUSY, LinkTaken),
        (errno.EAGAIN, LinkTaken),
        (errno.ENOENT, LinkDown),
    ],
)
def test_what_keeps_a_printer_shut_is_told_apart(code: int, kind: type[LinkDown]) -> None:
    assert type(refused("/dev/usb/lp0", OSError(code, "why"))) is kind


@dataclass
class Listed:
    """A port as the system lists it."""

    device: str
    vid: int | None = None
    pid: int | None = None
    serial_number: str | None = None
    description: str = "n/a"


PORTS = [
    Listed("/dev/ttyS0"),
    Listed("/dev/ttyUSB0", 0x067B, 0x2303),
    Listed("/dev/ttyUSB1", 0x0403, 0x6001, "A1"),
    Listed("/dev/ttyUSB2", 0x0403, 0x6001, "A2"),
]


@pytest.mark.parametrize(
    ("wanted", "place"),
    [
        (UsbId(0x067B, 0x2303), "/dev/ttyUSB0"),
        (UsbId(0x0403, 0x6001), "/dev/ttyUSB1"),
        (UsbId(0x0403, 0x6001, "A2"), "/dev/ttyUSB2"),
    ],
)
def test_a_port_is_found_by_what_is_plugged_in_there(wanted: UsbId, place: str) -> None:
    assert port_of(wanted, PORTS) == place


def test_a_port_is_found_wherever_it_is_plugged_in_now(wire: Wire) -> None:
    here = Listed(wire.path, 0x0403, 0x6001, "A1")
    SerialLink(UsbId(0x0403, 0x6001, "A1"), ports=lambda: [here]).close()
    with pytest.raises(LinkDown):
        SerialLink(UsbId(0x0403, 0x6001, "A3"), ports=lambda: [here])


@BOTH
def test_nothing_stays_open(wire: Wire, opens: Opener, tmp_path: Path) -> None:
    def count() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    opens(wire.path).close()
    before = count()
    for _ in range(3):
        link = opens(wire.path)
        with pytest.raises(LinkTaken):
            opens(wire.path)
        with pytest.raises(LinkStalled):
            link.write(b"\x00" * 200_000, 0.05)
        link.close()
        with pytest.raises(LinkDown):
            opens(str(tmp_path / "nowhere"))
        wire.read(0.05)
    assert count() == before


def test_a_network_printer_that_takes_no_more_is_stalled_and_not_away() -> None:
    with FakePrinter(Behaviour(stalled_after=1)) as fake:
        link = NetworkLink("127.0.0.1", fake.port)
        with pytest.raises(LinkStalled):
            link.write(b"\x00" * 50_000_000, 0.3)
        link.close()
