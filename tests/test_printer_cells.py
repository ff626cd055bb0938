"""Every letter stands whole in a cell of the printer's own font, and no two look alike."""

import pytest
from PIL import Image

from printer.cells import CELL, Font, bitmap, box, covers
from tests.test_printer_letters import VIETNAMESE

ASCII = [chr(code) for code in range(0x21, 0x7F)]


@pytest.mark.parametrize("bold", [False, True])
def test_every_letter_is_drawn_in_its_cell_and_looks_like_no_other(bold: bool) -> None:  # noqa: FBT001
    letters = [*ASCII, *VIETNAMESE]
    assert [letter for letter in letters if not covers(letter)] == []
    drawn = {bitmap(letter, bold=bold).tobytes(): letter for letter in letters}
    assert len(drawn) == len(letters)
    assert {bitmap(letter, bold=bold).size for letter in letters} == {CELL}


def test_a_letter_that_the_font_lacks_is_noticed() -> None:
    assert not covers("漢")
    assert bitmap("A").tobytes() != box().tobytes()


def test_a_blank_has_no_dots() -> None:
    assert bitmap(" ", font=Font.B).getbbox() is None
    assert covers(" ")


def burning(letter: str, *, bold: bool = False) -> int:
    return bitmap(letter, bold=bold).histogram()[-1]


@pytest.mark.parametrize("letter", ["H", "a", "Ẫ", "ợ", "M", "Ư"])
def test_bold_burns_more_dots(letter: str) -> None:
    assert burning(letter, bold=True) > burning(letter)


def test_cells_are_one_bit() -> None:
    assert {bitmap(letter).mode for letter in "aẪ"} == {"1"}
    assert isinstance(box(), Image.Image)
