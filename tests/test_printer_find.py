"""`luot printer find` and `status`: the very address to write down, and what to do."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from luot.cli import main
from luot.words import load
from printer.cli_find import described
from printer.emulator import Emulator, Fault
from printer.plugged import Plug, Plugged, plugged
from printer.status import Trouble
from printer.targets import target


@dataclass
class Listed:
    """A port as the system lists it."""

    device: str
    description: str = "n/a"
    vid: int | None = None
    pid: int | None = None
    serial_number: str | None = None


def system(folder: Path, *, serial: str = "J7") -> Path:
    """A system's list of USB devices: a printer, and a keyboard."""
    for name, kind in (("1-1", "07"), ("1-2", "03")):
        device = folder / "bus/usb/devices" / name
        (device / f"{name}:1.0/usbmisc/lp0").mkdir(parents=True)
        (device / f"{name}:1.0/bInterfaceClass").write_text(f"{kind}\n")
        told = {"idVendor": "04b8", "idProduct": "0e28", "manufacturer": "EPSON"}
        told |= {"product": "TM-T20III", "serial": serial}
        for field, value in told.items():
            (device / field).write_text(f"{value}\n")
    return folder


def test_each_printer_is_listed_with_the_address_that_lasts(tmp_path: Path) -> None:
    port = tmp_path / "ttyUSB0"
    port.touch()
    stable = tmp_path / "serial/by-id/usb-Prolific-if00"
    stable.parent.mkdir(parents=True)
    stable.symlink_to(port)
    ports = [Listed(str(port), "USB-Serial Controller"), Listed("/dev/ttyS0")]
    found = plugged(system(tmp_path / "sys"), tmp_path, lambda: ports)
    assert found == [
        Plugged(
            plug=Plug.USB,
            name="EPSON TM-T20III",
            targets=("usb:04b8:0e28:J7", "device:/dev/usb/lp0"),
        ),
        Plugged(plug=Plug.SERIAL, name="/dev/ttyS0", targets=("serial:/dev/ttyS0?baud=9600",)),
        Plugged(
            plug=Plug.SERIAL,
            name="USB-Serial Controller",
            targets=(f"serial:{stable}?baud=9600",),
        ),
    ]
    for each in found:
        assert [str(target(address)) for address in each.targets]


def test_a_serial_number_that_no_address_may_have_is_left_out(tmp_path: Path) -> None:
    (found,) = plugged(system(tmp_path, serial="A 7?"), tmp_path, list)
    assert found.targets[0] == "usb:04b8:0e28"


def test_a_printer_is_described_with_all_its_addresses() -> None:
    each = Plugged(plug=Plug.USB, name="EPSON", targets=("usb:04b8:0e28", "device:/dev/usb/lp0"))
    assert described(each, load("en")) == ("EPSON (USB)\n  usb:04b8:0e28\n  or device:/dev/usb/lp0")


def test_where_nothing_is_plugged_in_the_way_on_is_told(tmp_path: Path) -> None:
    assert plugged(tmp_path, tmp_path, list) == []
    for lang in ("vi", "en"):
        assert "tcp://" in load(lang)("printer.find.none")


def run(*options: str) -> Result:
    return CliRunner().invoke(main, ["printer", *options, "--lang", "en"])


def test_find_lists_or_says_what_to_do() -> None:
    done = run("find")
    say = load("en")
    expected = (1, say("printer.find.none")) if not plugged() else (0, plugged()[0].targets[0])
    assert (done.exit_code, expected[1] in done.output) == (expected[0], True)


@pytest.mark.parametrize(
    ("fault", "code", "keys"),
    [
        (None, 0, ["cli.ready"]),
        (Fault.PAPER_LOW, 0, ["cli.ready", "cli.paper_low"]),
        (Fault.PAPER_OUT, 1, ["trouble.paper-out", "remedy.paper-out"]),
        (Fault.MUTE, 1, ["trouble.mute", "remedy.mute"]),
        (Fault.UNPLUGGED, 1, ["trouble.unreachable", "remedy.unreachable"]),
    ],
)
def test_status_says_how_the_printer_is_and_what_to_do(
    fault: Fault | None, code: int, keys: list[str]
) -> None:
    with Emulator.pty() as printer:
        if fault is not None:
            printer.fault(fault)
        done = run("status", "--to", printer.target)
    said = " ".join(load("en")(f"printer.{key}") for key in keys)
    assert (done.exit_code, done.stdout) == (code, f"{said}\n")


def test_every_trouble_has_words_for_what_is_wrong_and_what_to_do() -> None:
    for lang in ("vi", "en"):
        say = load(lang)
        assert all(
            say(f"printer.{part}.{trouble}")
            for part in ("trouble", "remedy")
            for trouble in Trouble
        )
