"""The table of faults in docs/printing.md is what happens."""

from dataclasses import replace
from pathlib import Path

import pytest

from printer import preview
from printer.emulator import Traits
from printer.marks import Row
from printer.printers import ThermalPrinter
from printer.profiles import profile
from printer.sample import SAMPLE
from printer.session import Outcome
from printer.slip import Slip
from printer.writer import Writer, job
from tests.obeyed import bare, differ
from tests.printing_faults import BRISK, PAGE, QUESTIONS, Moment, all_stories, page, table
from tests.printing_stage import BAUD, Plug, staged


def lines(slip: Slip) -> list[str]:
    told = [mark for mark in job(slip, profile("tcvn3")).sheet.marks if isinstance(mark, Row)]
    return ["".join(span.text for span in row.spans) for row in told]


def test_two_papers_of_one_number_differ_in_the_mark_alone() -> None:
    again = lines(replace(SAMPLE, reprint=True))
    again.remove("[IN LẠI]")
    assert again == lines(SAMPLE)


@pytest.mark.parametrize("plug", [Plug.SERIAL, Plug.DEVICE])
@pytest.mark.parametrize("name", ["raster-lean", "raster-lean-pid", "tcvn3"])
def test_a_power_cut_that_nobody_saw_leaves_no_paper_with_two_tickets(
    plug: Plug, name: str, tmp_path: Path
) -> None:
    """Off, and on again before anybody asks: to the computer a silence, and then all is well."""
    chosen = profile(name)
    second = replace(SAMPLE, number="A013")
    place = QUESTIONS + len(job(SAMPLE, chosen).data) // 2
    with staged(plug, tmp_path, Traits(baud=BAUD)) as stage:
        printer = stage.printer
        device = ThermalPrinter(stage.connect, Writer(chosen), keep=stage.keep, patience=BRISK)
        printer.at_byte(place, printer.power_off)
        assert device.print(SAMPLE) is Outcome.UNKNOWN
        printer.power_on()
        assert device.print(second) is Outcome.PRINTED
        device.close()
        meant, paper = job(second, chosen).sheet, printer.papers[-1]
        assert differ(bare(paper, meant), bare(preview.picture(meant), meant)) is None


def test_letters_are_taught_again_to_a_printer_that_may_have_been_off(tmp_path: Path) -> None:
    """Nobody asked it anything meanwhile, and a serial port says nothing of it."""
    chosen = profile("glyphs")
    with staged(Plug.SERIAL, tmp_path, Traits(baud=BAUD)) as stage:
        printer = stage.printer
        device = ThermalPrinter(stage.connect, Writer(chosen), keep=True, patience=BRISK)
        assert device.print(SAMPLE) is Outcome.PRINTED
        printer.power_off()
        printer.wait(lambda: False, 2.1)  # in less it is not switched off, on, and ready again
        printer.power_on()
        assert device.print(SAMPLE) is Outcome.PRINTED
        device.close()
        first, second = printer.papers
        assert differ(first, second) is None


@pytest.mark.slow
def test_the_table_of_faults_is_what_happens() -> None:
    stories = all_stories()
    assert {story.numbers for told in stories.values() for story in told.values()} == {1}
    now = PAGE.read_text(encoding="utf-8")
    assert page(now, table(stories)) == now
    assert all(f"| {moment} |" in now for moment in Moment)
