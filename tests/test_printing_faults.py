"""The table of faults in docs/printing.md is what happens."""

from dataclasses import replace

import pytest

from printer.marks import Row
from printer.profiles import profile
from printer.sample import SAMPLE
from printer.slip import Slip
from printer.writer import job
from tests.printing_faults import PAGE, Moment, all_stories, page, table


def lines(slip: Slip) -> list[str]:
    told = [mark for mark in job(slip, profile("tcvn3")).sheet.marks if isinstance(mark, Row)]
    return ["".join(span.text for span in row.spans) for row in told]


def test_two_papers_of_one_number_differ_in_the_mark_alone() -> None:
    again = lines(replace(SAMPLE, reprint=True))
    again.remove("[in lại]")
    assert again == lines(SAMPLE)


@pytest.mark.slow
def test_the_table_of_faults_is_what_happens() -> None:
    stories = all_stories()
    assert {story.numbers for told in stories.values() for story in told.values()} == {1}
    now = PAGE.read_text(encoding="utf-8")
    assert page(now, table(stories)) == now
    assert all(f"| {moment} |" in now for moment in Moment)
