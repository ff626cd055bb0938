"""The printer in software on its wires: pace, full buffers, breakdowns, and who is told what."""

import json
import os
import select
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import serial
from PIL import Image

from printer.emulator import Emulator, Fault, Flow, Traits
from printer.emulator.machine import Machine
from printer.emulator.pace import Pace
from printer.printers import open_printer
from printer.profiles import profiles
from printer.sample import SAMPLE
from printer.session import Outcome

CUT = b"\x1dV\x00"
TICKET = b"A012\n" + CUT
FENCE = b"\x1dr\x01"


@contextmanager
def linked(printer: Emulator) -> Iterator[socket.socket]:
    port = int(printer.target.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=5) as link:
        yield link


def heard(link: socket.socket, count: int = 1) -> bytes:
    """So many bytes of answer, or fewer where the link ends."""
    data = b""
    while len(data) < count and (piece := link.recv(count - len(data))):
        data += piece
    return data


def silent(link: socket.socket, seconds: float = 0.2) -> bool:
    return not select.select([link], [], [], seconds)[0]


@pytest.mark.parametrize("name", sorted(profiles()))
def test_our_own_jobs_print_whole_with_nothing_unknown(name: str) -> None:
    with Emulator.tcp(Traits()) as printer:
        device = open_printer(printer.target, name)
        with closing(device):
            assert [device.print(SAMPLE), device.print(SAMPLE)] == [Outcome.PRINTED] * 2
        assert (len(printer.papers), printer.unknown, printer.realtime_in_data) == (2, [], 0)


def test_answers_come_in_turn_and_real_time_ones_at_once() -> None:
    with Emulator.tcp() as printer, linked(printer) as link:
        printer.fault(Fault.COVER_OPEN)
        link.sendall(TICKET + FENCE + b"\x10\x04\x02")
        assert heard(link) == b"\x16"
        assert silent(link)
        printer.mend()
        assert heard(link) == b"\0"
        assert printer.texts == ["A012"]


def test_a_ticket_that_was_held_prints_though_its_host_has_gone() -> None:
    with Emulator.tcp() as printer:
        printer.fault(Fault.PAPER_OUT)
        with linked(printer) as link:
            link.sendall(TICKET + FENCE + b"\x10\x04\x04")
            assert heard(link) == b"\x7e"
        printer.mend(Fault.PAPER_OUT)
        assert printer.wait(lambda: len(printer.papers) == 1)


@pytest.mark.parametrize(
    ("fault", "printed"), [(Fault.MUTE, True), (Fault.DEAF_TO_FENCES, True), (Fault.STALLED, False)]
)
def test_silence_has_more_than_one_cause(fault: Fault, *, printed: bool) -> None:
    with Emulator.tcp() as printer, linked(printer) as link:
        printer.fault(fault)
        link.sendall(TICKET + FENCE)
        assert printer.wait(lambda: len(printer.papers) == printed)
        assert silent(link)
        link.sendall(b"\x10\x04\x01")
        assert silent(link) == (fault is not Fault.DEAF_TO_FENCES)


def test_what_was_stalled_goes_on() -> None:
    with Emulator.tcp() as printer, linked(printer) as link:
        printer.fault(Fault.STALLED)
        link.sendall(TICKET + FENCE)
        assert silent(link)
        printer.mend(Fault.STALLED)
        assert heard(link) == b"\0"


def test_something_may_happen_at_a_byte() -> None:
    """The first paper and the letters up to the mark are printed, and nothing behind it."""
    with Emulator.tcp() as printer:
        printer.at_byte(len(TICKET) + 3, printer.unplug)
        with linked(printer) as link:
            link.sendall(TICKET + b"B\nC\n" + CUT)
            with pytest.raises(ConnectionResetError):
                heard(link)
        assert printer.texts == ["A012"]
        assert printer.strip.height == 30
        with pytest.raises(ConnectionRefusedError), linked(printer):
            pass
        printer.plug()
        with linked(printer) as link:
            link.sendall(CUT + FENCE)
            assert heard(link) == b"\0"
        assert printer.texts == ["A012", "B\nC"]


def test_without_power_only_paper_and_stored_pictures_are_left() -> None:
    stored = b"\x1d(L\x0c\x000C0L1\x01\x08\0\x01\x001\xff"
    with Emulator.tcp() as printer:
        with linked(printer) as link:
            link.sendall(stored + b"\x1ba\x02\x1b&\x03~~\x01\xff\xff\xff\x1b%\x01" + FENCE)
            assert heard(link) == b"\0"
            printer.power_off()
            with pytest.raises(ConnectionResetError):
                heard(link)
        printer.power_on()
        with linked(printer) as link:
            link.sendall(b"~\n" + CUT + FENCE)
            assert heard(link) == b"\0"
        assert (printer.texts, printer.keys) == (["~"], [b"L1"])


def test_a_second_host_waits_until_the_first_has_gone() -> None:
    with Emulator.tcp() as printer, linked(printer) as first:
        first.sendall(FENCE)
        assert heard(first) == b"\0"
        with linked(printer) as second:
            second.sendall(FENCE)
            assert silent(second)
            first.close()
            assert heard(second) == b"\0"


LONG = b"\x1dv0\0\x48\0\xb8\x0b" + b"\xaa" * 72 * 3000 + CUT + FENCE


def is_stopped_and_goes_on(printer: Emulator, send: Callable[[bytes], object]) -> None:
    """A long picture is not taken while the printer is offline, and is whole after that."""
    printer.fault(Fault.OFFLINE)
    sender = threading.Thread(target=send, args=(LONG,))
    sender.start()
    sender.join(0.5)
    stopped = sender.is_alive()
    printer.mend()
    sender.join(10)
    assert stopped
    assert printer.wait(lambda: len(printer.papers) == 1)
    assert printer.papers[0].size == (576, 3000)
    assert printer.papers[0].histogram()[0] == 288 * 3000


def test_a_full_buffer_stops_the_host_and_loses_nothing() -> None:
    with Emulator.tcp(Traits(buffer=512)) as printer, linked(printer) as link:
        link.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        is_stopped_and_goes_on(printer, link.sendall)


# Serial ports and device files.


@contextmanager
def on_port(traits: Traits, link: Path) -> Iterator[tuple[Emulator, serial.Serial]]:
    soft = traits.flow is Flow.XONXOFF
    with (
        Emulator.pty(traits, link) as printer,
        serial.Serial(str(link), 9600, timeout=2, write_timeout=2, xonxoff=soft) as port,
    ):
        yield printer, port


def test_a_serial_port_has_a_name_that_stays(tmp_path: Path) -> None:
    link = tmp_path / "by-id" / "usb-printer"
    with on_port(Traits(), link) as (printer, port):
        assert printer.target == f"serial:{link}?baud=9600"
        assert stat.S_ISCHR(link.stat().st_mode)
        port.write(TICKET + FENCE)
        assert port.read(1) == b"\0"
        printer.unplug()
        with pytest.raises((serial.SerialException, OSError)):
            port.read(1)
        assert not link.exists()
        printer.plug()
        with serial.Serial(str(link), 9600, timeout=2) as again:
            again.write(FENCE)
            assert again.read(1) == b"\0"
        assert len(printer.papers) == 1
    assert not link.is_symlink()


def test_a_file_that_is_not_ours_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("kept")
    with pytest.raises(FileExistsError) as refused, Emulator.pty(Traits(), tmp_path / "mine"):
        pass
    assert refused.value.filename == str(tmp_path / "mine")
    assert (tmp_path / "mine").read_text() == "kept"


def test_a_serial_port_stays_when_the_printer_is_switched_off(tmp_path: Path) -> None:
    with on_port(Traits(), tmp_path / "port") as (printer, port):
        printer.power_off()
        port.write(TICKET + b"\x10\x04\x01")
        port.timeout = 0.2
        assert port.read(1) == b""
        printer.power_on()
        port.write(FENCE)
        port.timeout = 2
        assert (port.read(1), printer.papers) == (b"\0", [])


def test_a_device_file_goes_with_the_power(tmp_path: Path) -> None:
    link = tmp_path / "lp0"
    with Emulator.device(Traits(), link) as printer:
        assert printer.target == f"device:{link}"
        device = os.open(link, os.O_RDWR | os.O_NOCTTY)
        try:
            os.write(device, b"\x00" + TICKET + FENCE)
            assert os.read(device, 1) == b"\0"
            printer.power_off()
            assert not link.exists()
        finally:
            os.close(device)
        printer.power_on()
        assert link.exists()


def test_answers_that_nobody_hears_are_not_told_to_the_next(tmp_path: Path) -> None:
    link = tmp_path / "port"
    with Emulator.pty(Traits(), link) as printer:
        printer.fault(Fault.PAPER_OUT)
        with serial.Serial(str(link), 9600, timeout=2) as port:
            port.write(TICKET + FENCE + b"\x10\x04\x04")
            assert port.read(1) == b"\x7e"
        assert printer.wait(lambda: not printer.wire.look())
        printer.mend()
        assert printer.wait(lambda: len(printer.papers) == 1)
        with serial.Serial(str(link), 9600, timeout=2) as port:
            port.write(b"\x10\x04\x01")
            assert port.read(1) == b"\x12"


@pytest.mark.parametrize("flow", Flow)
def test_a_full_buffer_stops_a_serial_host(tmp_path: Path, flow: Flow) -> None:
    with on_port(Traits(buffer=1024, flow=flow), tmp_path / "port") as (printer, port):
        assert printer.target.endswith("&flow=xonxoff") == (flow is Flow.XONXOFF)
        port.write_timeout = None
        is_stopped_and_goes_on(printer, port.write)


def test_xoff_and_xon_are_sent() -> None:
    with Emulator.tcp(Traits(buffer=1024, flow=Flow.XONXOFF)) as printer, linked(printer) as link:
        printer.fault(Fault.OFFLINE)
        link.sendall(b"\0" * 1000)
        assert heard(link) == b"\x13"
        printer.mend()
        assert heard(link) == b"\x11"


def test_bytes_for_which_there_is_no_room_are_lost() -> None:
    machine = Machine(Traits(), 8)
    machine.change(lambda faults: faults.add(Fault.OFFLINE))
    machine.receive(b"0123456789\n")
    machine.change(lambda faults: faults.clear())
    machine.work(0.0)
    machine.receive(b"\n" + CUT)
    machine.work(0.0)
    assert machine.obeyer.press.texts == ["01234567"]


def test_bytes_pass_no_faster_than_the_line_allows() -> None:
    pace = Pace(9600)
    passed, now = 0, 100.0
    pace.begin(now)
    while passed < 960:
        room = pace.room(now)
        pace.spend(room)
        passed += room
        now += max(pace.wait(now), 0.0001)
    assert now - 100.0 == pytest.approx(1.0, abs=0.03)
    pace.begin(now + 60)
    assert pace.room(now + 60) == 19
    assert Pace(None).room(0.0) > 1 << 20


def test_a_paced_printer_takes_a_job_at_its_own_speed(tmp_path: Path) -> None:
    """By its own clock, which the test turns on."""
    clock = Clock()
    with (
        clock.emulator(Traits(baud=9600, paced=True), tmp_path / "port") as printer,
        serial.Serial(str(tmp_path / "port"), 9600, timeout=2) as port,
    ):
        port.write(b"x" * 953 + b"\n" + CUT + FENCE)
        assert printer.wait(lambda: printer.incoming > 0)
        assert printer.papers == []
        clock.turn(printer, 0.9)
        assert not printer.wait(lambda: len(printer.papers) > 0, 0.2)
        clock.turn(printer, 0.1)
        assert printer.wait(lambda: len(printer.papers) > 0)


class Clock:
    """A clock that goes on only when it is turned."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds

    def emulator(self, traits: Traits, link: Path) -> Emulator:
        printer = Emulator.pty(traits, link)
        return Emulator(printer.wire, traits, self)

    def turn(self, printer: Emulator, seconds: float) -> None:
        self.seconds += seconds
        printer.mend()  # nothing is wrong: it looks at its clock again


def test_nothing_is_left_open(tmp_path: Path) -> None:
    before = len(list(Path("/proc/self/fd").iterdir())), threading.active_count()
    makers: list[Callable[[], Emulator]] = [
        Emulator.tcp,
        Emulator.pty,
        lambda: Emulator.device(Traits(), tmp_path / "lp0"),
    ]
    for make in makers:
        with make() as printer:
            printer.unplug()
            printer.plug()
            printer.power_off()
    assert (len(list(Path("/proc/self/fd").iterdir())), threading.active_count()) == before


# The command.


@contextmanager
def emulate(*options: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "luot", "printer", "emulate", "--json", *options]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        try:
            yield running
        finally:
            running.terminate()


def told(running: subprocess.Popen[str]) -> dict[str, object]:
    assert running.stdout is not None
    answer = json.loads(running.stdout.readline())
    assert isinstance(answer, dict)
    return answer


def typed(running: subprocess.Popen[str], line: str) -> str:
    assert running.stdin is not None
    running.stdin.write(line + "\n")
    running.stdin.flush()
    return str(told(running)["answer"])


def test_the_command_keeps_papers_as_pictures_and_is_broken_by_typing(tmp_path: Path) -> None:
    with emulate("--port", "0", "--out", str(tmp_path), "--dots", "384", "--lang", "en") as running:
        target = str(told(running)["target"])
        port = int(target.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=5) as link:
            assert typed(running, "paper-out").startswith("Wrong now: paper-out.")
            link.sendall(TICKET + b"\x10\x04\x04")
            assert heard(link) == b"\x7e"
            # What was held may come before the answer to the mending.
            assert running.stdin is not None
            running.stdin.write("mend\n")
            running.stdin.flush()
            lines = [told(running), told(running)]
        paper = next(line for line in lines if "paper" in line)
        first = tmp_path / "paper-0001.png"
        assert paper == {"paper": 1, "file": str(first), "text": "A012", "urls": []}
        with Image.open(tmp_path / "latest.png") as latest, Image.open(first) as numbered:
            assert (latest.size, latest.tobytes()) == ((384, 30), numbered.tobytes())
        running.stdin.close()  # and it goes on
        with socket.create_connection(("127.0.0.1", port), timeout=5) as link:
            link.sendall(FENCE)
            assert heard(link) == b"\0"
        running.terminate()
        assert running.wait(5) == 0


@pytest.mark.parametrize(
    ("options", "code"),
    [(["--page", "30=greek"], 2), (["--page", "300=cp437"], 2), (["--port", "1", "--pty", "x"], 2)],
)
def test_wrong_use_is_one_sentence(options: list[str], code: int, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "luot", "printer", "emulate", "--out", str(tmp_path), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (code, "", 1)


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "luot", "printer", "emulate", "--port", port]
        command += ["--out", str(tmp_path), "--lang", "en"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    assert done.returncode == 1
    assert done.stderr == (
        f"Another program uses port {port}. Choose another with --port, or --port 0.\n"
    )
