"""`luot scanner` says what a scanner makes of Vietnamese letters, and what to set."""

from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest
from click import Command
from click.testing import CliRunner, Result
from PIL import Image

from kiosk.cli import kiosk
from kiosk.cli_scanner import scanner
from luot import words
from tests.scanners import ScannerCable, wait_for

SAY = words.load("vi")


def tried(cable: ScannerCable, data: bytes, *more: str) -> Result:
    """What the command says of these bytes, which are scanned again until they are heard."""
    with ThreadPoolExecutor(1) as hands:
        going = hands.submit(CliRunner().invoke, scanner, [cable.address, *more])
        wait_for(cable.is_read)
        for _ in range(10):  # pyserial empties the port a moment after it has locked it
            cable.send(data)
            if wait([going], timeout=1).done:
                break
        return going.result(0)


@pytest.fixture
def cable(tmp_path: Path) -> ScannerCable:
    return ScannerCable(tmp_path / "scanner")


@pytest.mark.parametrize(
    ("data", "verdict", "code"),
    [
        ("Đăng ký\r".encode(), "right", 0),
        ("Đăng ký\r\n".encode(), "right", 0),
        ("\u0110a\u0306ng ky\u0301\r".encode(), "right", 0),
        ("Đăng ký".encode(), "no_end", 0),
        (b"Dang ky\r", "letters", 1),
        ("Đăng ký\r".encode("gb18030"), "letters", 1),
        ("Đăng ký".encode().decode("latin-1").encode() + b"\r", "letters", 1),
        (b"893123456789\r", "other", 1),
    ],
)
def test_the_verdict_says_what_to_set(
    cable: ScannerCable, data: bytes, verdict: str, code: int
) -> None:
    done = tried(cable, data)
    cable.unplug()
    sentence = SAY(f"kiosk.scanner.{verdict}", n=len(data.strip()))
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (code, sentence)


def test_the_trial_code_can_be_printed(cable: ScannerCable, tmp_path: Path) -> None:
    zxingcpp = pytest.importorskip("zxingcpp")
    paper = tmp_path / "paper"
    done = tried(cable, "Đăng ký\r".encode(), "--printer", f"folder:{paper}")
    cable.unplug()
    assert done.exit_code == 0, done.output
    file = next(paper.glob("*.png"))
    with Image.open(file) as picture:
        (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == "Đăng ký"


def test_without_a_scan_it_says_where_to_look(cable: ScannerCable, tmp_path: Path) -> None:
    silent = CliRunner().invoke(scanner, [cable.address, "--seconds", "1"])
    assert silent.exit_code == 1
    assert SAY("kiosk.scanner.silent", target=cable.address) in silent.stderr
    cable.unplug()
    nowhere = f"serial:{tmp_path}/nowhere"
    away = CliRunner().invoke(scanner, [nowhere, "--seconds", "1"])
    assert (away.exit_code, away.stderr) == (1, "")
    assert away.stdout.endswith(SAY("kiosk.scanner.away", target=nowhere) + "\n")


@pytest.mark.parametrize(
    "command",
    [
        (scanner, "tcp://10.0.0.7"),
        (kiosk, "--server", "http://x", "--token", "t", "--scanner", "tcp://10.0.0.7"),
    ],
)
def test_what_is_no_serial_port_is_no_scanner(command: tuple[Command, str]) -> None:
    wrong = CliRunner().invoke(command[0], command[1:])
    assert (wrong.exit_code, wrong.stderr.strip()) == (
        2,
        SAY("kiosk.cli.bad_scanner", target="tcp://10.0.0.7"),
    )
