"""A program that is killed in the midst of a ticket leaves word of it to the next one."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from printer.emulator import Emulator, Fault, Traits
from printer.links import Link
from printer.printers import ThermalPrinter, link, open_printer
from printer.profiles import profile
from printer.sample import SAMPLE
from printer.session import Outcome
from printer.slate import Slate
from printer.targets import Tcp, target
from printer.terms import Patience
from printer.writer import Writer, job

BRISK = Patience(answer=0.5, taking=1.0, quiet=0.25, printing=0.4, paper=20_000)
LEFT = "printing-*.json"


class Killed(BaseException):
    """The program ends here, without a word to anybody."""


@dataclass
class Last:
    """A wire whose program is killed when it has sent so much of a job."""

    wire: Link
    after: int

    @property
    def pace(self) -> int | None:
        return self.wire.pace

    def write(self, data: bytes, seconds: float) -> None:
        self.wire.write(data[: self.after], seconds)
        if len(data) > self.after:
            raise Killed

    def read(self, seconds: float) -> bytes:
        return self.wire.read(seconds)

    def close(self) -> None:
        self.wire.close()


def killed(printer: Emulator, data: Path, after: int = 9000) -> None:
    """A program that ends when it has sent so much of the sample ticket."""
    place = target(printer.target)
    assert isinstance(place, Tcp)
    slate = Slate(data, printer.target)
    device = ThermalPrinter(
        lambda: Last(link(place), after), Writer(profile()), patience=BRISK, slate=slate
    )
    with pytest.raises(Killed):
        device.print(SAMPLE)
    device.close()


def printed(printer: Emulator, data: Path, name: str = "raster-lean") -> Outcome:
    """What becomes of the sample ticket in a program that has just begun."""
    device = open_printer(printer.target, name, patience=BRISK, data=data)
    try:
        return device.print(SAMPLE)
    finally:
        device.close()


@pytest.mark.parametrize("after", [20, 9000, 21_000])
def test_the_ticket_after_one_whose_program_was_killed_is_whole(tmp_path: Path, after: int) -> None:
    with Emulator.tcp() as printer:
        assert printed(printer, tmp_path) is Outcome.PRINTED
        killed(printer, tmp_path, after)
        assert printed(printer, tmp_path) is Outcome.PRINTED
        whole, _, ticket = printer.papers
        assert ticket.tobytes() == whole.tobytes()
        assert printed(printer, tmp_path) is Outcome.PRINTED
        assert len(printer.papers) == 4  # swept once
    assert list(tmp_path.glob(LEFT)) == []


@pytest.mark.parametrize("name", ["tcvn3", "raster-lean-pid"])
def test_another_profile_sweeps_what_the_killed_program_left(tmp_path: Path, name: str) -> None:
    with Emulator.tcp() as printer:
        assert printed(printer, tmp_path, name) is Outcome.PRINTED
        killed(printer, tmp_path)
        assert printed(printer, tmp_path, name) is Outcome.PRINTED
        assert printer.papers[-1].tobytes() == printer.papers[0].tobytes()


def test_a_ticket_without_an_answer_is_in_doubt_for_the_next_program_too(tmp_path: Path) -> None:
    with Emulator.tcp() as printer:
        printer.fault(Fault.DEAF_TO_FENCES)
        assert printed(printer, tmp_path) is Outcome.UNKNOWN
        (word,) = tmp_path.glob(LEFT)
        left = Slate(tmp_path, printer.target).read()
        assert left is not None
        assert (left.torn, left.broom) == (False, job(SAMPLE, profile()).broom)
        printer.mend()
        assert printed(printer, tmp_path) is Outcome.PRINTED
        assert not word.exists()


def test_a_printer_that_took_nothing_is_left_nothing(tmp_path: Path) -> None:
    with Emulator.tcp() as printer:
        printer.fault(Fault.PAPER_OUT)
        assert printed(printer, tmp_path) is Outcome.NOT_SENT
    assert list(tmp_path.iterdir()) == []


def _spoilt(folder: Path, printer: Emulator) -> None:
    Slate(folder, printer.target).write(job(SAMPLE, profile()), torn=True)
    (word,) = folder.glob(LEFT)
    word.write_bytes(word.read_bytes()[:30])


def _in_the_way(folder: Path, printer: Emulator) -> None:
    Slate(folder, printer.target).write(job(SAMPLE, profile()), torn=True)
    (word,) = folder.glob(LEFT)
    word.unlink()
    word.mkdir()


def _missing(folder: Path, printer: Emulator) -> None:
    del printer
    folder.rmdir()


@pytest.mark.parametrize("spoil", [_spoilt, _in_the_way, _missing])
def test_a_folder_that_cannot_be_used_stops_no_ticket(
    tmp_path: Path, spoil: Callable[[Path, Emulator], None]
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    with Emulator.tcp() as printer:
        spoil(folder, printer)
        assert printed(printer, folder) is Outcome.PRINTED
        assert len(printer.papers) == 1
    assert folder.exists() is (spoil is not _missing)


def test_a_slow_wire_is_given_time_for_the_broom(tmp_path: Path) -> None:
    traits = Traits(baud=38_400, paced=True)
    with Emulator.pty(traits, tmp_path / "port") as printer:
        # 8,192 bytes take 2 s, and the printer is asked how it is behind them.
        Slate(tmp_path, printer.target).write(job(SAMPLE, profile("raster-plain")), torn=True)
        assert printed(printer, tmp_path, "tcvn3") is Outcome.PRINTED
