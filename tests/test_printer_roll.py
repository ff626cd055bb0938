"""Rules of the paper roll: metres counted, a warning in time, nothing lost and nothing invented."""

import logging
import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from luot.cli import main
from printer.emulator import Emulator, Fault, Traits
from printer.printers import at, counted
from printer.profiles import profile
from printer.roll import CUT_FEED, NARROW, WIDE, Roll, fed, length
from printer.rollbook import NAME, BadRoll, RollBook, keep, load
from printer.sample import SAMPLE
from printer.session import Outcome
from printer.targets import Tcp, target
from printer.terms import Patience
from printer.writer import job

LENGTHS = st.floats(min_value=-10, max_value=1000, allow_nan=False)


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["printer", "roll", *map(str, words)])


def test_a_ticket_takes_its_own_length_and_the_way_to_the_cutter() -> None:
    assert fed(1016, 203) == pytest.approx(0.12713 + CUT_FEED, abs=1e-5)


def test_a_narrow_printer_has_a_shorter_roll() -> None:
    assert [length(dots) for dots in (384, 432, 512, 576)] == [NARROW, NARROW, WIDE, WIDE]


def test_the_last_tenth_of_a_roll_is_low() -> None:
    assert [Roll(metres=80, used=used).low for used in (0, 71.9, 72, 80, 99)] == [
        False,
        False,
        True,
        True,
        True,
    ]


@given(
    metres=st.floats(min_value=1, max_value=1000),
    steps=st.lists(st.one_of(LENGTHS, st.just("out"), st.just("changed"))),
)
def test_whatever_happens_no_length_is_negative_and_only_a_new_roll_gives_paper_back(
    metres: float, steps: list[float | str]
) -> None:
    roll = Roll(metres=metres)
    for step in steps:
        before = roll
        if isinstance(step, float):
            roll = roll.after(step)
            assert roll.left <= before.left
        else:
            roll = roll.after_paper_out() if step == "out" else roll.changed()
            assert roll in {before, Roll(metres=metres)}
        assert 0 <= roll.left <= metres
        assert roll.used >= 0


def test_paper_that_ran_out_is_a_new_roll_but_an_open_lid_is_not() -> None:
    old, young = Roll(metres=80, used=70), Roll(metres=80, used=8)
    assert (old.after_paper_out(), young.after_paper_out()) == (Roll(metres=80), young)


def test_the_count_survives_from_one_kiosk_to_the_next(tmp_path: Path) -> None:
    RollBook(tmp_path, 30).spend(1016, 203)
    book = RollBook(tmp_path, 80)
    assert book.roll == Roll(metres=30, used=fed(1016, 203))
    book.turn(lambda roll: roll.changed(60))
    assert load(tmp_path) == Roll(metres=60)


def test_a_roll_that_staff_change_while_the_kiosk_runs_is_the_new_one(tmp_path: Path) -> None:
    book = RollBook(tmp_path)
    book.spend(1016, 203)
    assert run("--data", tmp_path, "--changed").exit_code == 0
    assert book.roll == Roll(metres=80)
    book.spend(1016, 203)
    assert book.roll == Roll(metres=80, used=fed(1016, 203))


@pytest.mark.parametrize(
    "spoilt",
    [b"", b"{", b"[]", b'{"metres": 80, "used": -1}', b'{"metres": 0}', b'{"metres": 1e999}'],
)
def test_a_spoilt_file_begins_a_new_roll_and_says_so_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, spoilt: bytes
) -> None:
    (tmp_path / NAME).write_bytes(spoilt)
    with pytest.raises(BadRoll):
        load(tmp_path)
    book = RollBook(tmp_path)
    assert [book.roll, book.roll] == [Roll(metres=80)] * 2
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    book.spend(1016, 203)
    assert load(tmp_path) == Roll(metres=80, used=fed(1016, 203))


def test_where_nothing_can_be_kept_the_count_goes_on_in_memory(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file where the folder should be")
    book = RollBook(taken)
    for _ in range(3):
        book.spend(1016, 203)
    assert book.roll.used == pytest.approx(3 * fed(1016, 203))


def spend_for_ever(folder: Path) -> None:
    book = RollBook(folder)
    while True:
        book.spend(1016, 203)


@contextmanager
def spending(folder: Path) -> Iterator[None]:
    """A process that counts papers as fast as it can, killed at the end."""
    process = multiprocessing.get_context("spawn").Process(target=spend_for_ever, args=(folder,))
    process.start()
    try:
        yield
    finally:
        process.kill()
        process.join(10)
        process.close()


def test_a_kill_in_the_midst_of_writing_leaves_a_whole_count(tmp_path: Path) -> None:
    used = [0.0]
    for _ in range(6):
        with spending(tmp_path):
            end = time.monotonic() + 20
            while _used(tmp_path) <= used[-1] and time.monotonic() < end:
                time.sleep(0.003)
        used.append(_used(tmp_path))
    assert used == sorted(set(used))
    one = fed(1016, 203)
    assert all(abs(metres / one - round(metres / one)) < 1e-6 for metres in used)


def _used(folder: Path) -> float:
    """What is kept at this very moment; BadRoll where it is not whole."""
    roll = load(folder)
    return roll.used if roll else 0.0


def test_the_command_shows_and_resets_the_roll_in_both_languages(tmp_path: Path) -> None:
    said = [
        run("--data", tmp_path, *words).stdout.strip()
        for words in (
            (),
            ("--metres", 30),
            ("--lang", "en"),
            ("--changed", "--metres", "60.5", "--lang", "en"),
        )
    ]
    keep(tmp_path, Roll(metres=80, used=76.55))
    said.append(run("--data", tmp_path).stdout.strip())
    assert said == [
        "Chưa in phiếu nào từ cuộn này. Cuộn mới coi như dài 80 m; nhãn ghi khác thì thêm --metres.",  # noqa: E501
        "Cuộn giấy 30,0 m: đã dùng 0,0 m, còn 30,0 m.",
        "The roll of 30.0 m: 0.0 m used, 30.0 m left.",
        "The roll of 60.5 m: 0.0 m used, 60.5 m left.",
        "Cuộn giấy 80,0 m: đã dùng 76,5 m, còn 3,5 m. Sắp hết giấy: chuẩn bị cuộn mới.",
    ]


def test_the_command_says_that_a_file_was_spoilt_and_begins_anew(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"half")
    done = run("--data", tmp_path)
    assert (done.exit_code, done.stdout) == (0, "Cuộn giấy 80,0 m: đã dùng 0,0 m, còn 80,0 m.\n")
    assert str(tmp_path / NAME) in done.stderr
    assert load(tmp_path) == Roll(metres=80)


def test_a_folder_that_takes_no_file_is_named_with_a_remedy() -> None:
    done = run("--data", "/proc/nowhere", "--changed")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "/proc/nowhere" in done.stderr
    assert "Traceback" not in done.stderr


BRISK = Patience(answer=0.3, taking=0.4, quiet=0.1, printing=0.5, paper=20_000)


def test_a_printer_without_a_sensor_warns_by_its_count_until_a_new_roll_is_in(
    tmp_path: Path,
) -> None:
    blind = replace(profile("raster-lean"), near_end=False)
    book = RollBook(tmp_path)
    with Emulator.tcp(Traits(near_end_sensor=False)) as printer:
        place = target(printer.target)
        assert isinstance(place, Tcp)
        device = at(place, blind, BRISK, book)
        one = fed(job(SAMPLE, blind).height, blind.dpi)
        assert (device.print(SAMPLE), device.paper_low) == (Outcome.PRINTED, False)
        assert book.roll == Roll(metres=80, used=one)
        keep(tmp_path, Roll(metres=80, used=72 - one / 2))
        assert (device.print(SAMPLE), device.paper_low) == (Outcome.PRINTED, True)
        printer.fault(Fault.PAPER_OUT)
        assert (device.print(SAMPLE), device.paper_low) == (Outcome.NOT_SENT, True)
        assert book.roll.used == pytest.approx(72 + one / 2)
        printer.mend(Fault.PAPER_OUT)
        assert (device.check(), device.paper_low, book.roll) == (None, False, Roll(metres=80))


def test_only_a_printer_without_a_sensor_has_its_roll_counted(tmp_path: Path) -> None:
    assert counted("raster-lean", tmp_path) is None
