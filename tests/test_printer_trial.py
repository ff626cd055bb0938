"""The trial slip: a line is right where the printer has what it needs, and nowhere else."""

from collections.abc import Mapping

import pytest
import zxingcpp
from PIL import Image, ImageChops

from printer.emulator import Traits
from printer.emulator.machine import Machine
from printer.emulator.traits import PAGES
from printer.fence import Fence
from printer.marks import Align, Row, Sheet, Span
from printer.profile import FenceKind, Margin, TextMode
from printer.raster import draw
from printer.trial_slip import CODES, LINE, shown, trial
from printer.ways import RULER, WAYS

TITLE = "Thử máy in"
LATIN = {number: name for number, name in PAGES.items() if number < 30}
HIGH = 30
FIRST = 60 + 18  # dots from the top of the paper to the first line
GLYPHS = next(way.number for way in WAYS.values() if way.text is TextMode.GLYPHS)
DOTS = [way.number for way in WAYS.values() if way.text is TextMode.RASTER]
SLIP = trial(TITLE, Fence(FenceKind.GS_R))


def machine(traits: Traits) -> Machine:
    printer = Machine(traits, 1 << 20)
    printer.receive(SLIP.data)
    printer.work(0.0)
    return printer


def paper(traits: Traits) -> Image.Image:
    (only,) = machine(traits).obeyer.press.papers
    return only


def line(number: int) -> Image.Image:
    """The line as it is when it is right."""
    text = f"{number:2} {shown(WAYS[number])}"
    row = Row(y=0, spans=(Span(text),), align=Align.LEFT)
    return draw(Sheet(width=384, height=HIGH, marks=(row,)))


def place(slip: Image.Image, wanted: Image.Image) -> int | None:
    """Where a line stands on the slip, by its very dots."""
    rows, high = slip.crop((0, 0, 384, slip.height)), wanted.height
    for top in range(slip.height - high):
        cut = rows.crop((0, top, 384, top + high))
        if ImageChops.logical_xor(cut, wanted).getbbox() is None:
            return top
    return None


def right(traits: Traits) -> list[int]:
    """The lines in letters whose very dots are on the slip."""
    slip = paper(traits)
    return [n for n in WAYS if n not in DOTS and place(slip, line(n)) is not None]


def pages(more: Mapping[int, str]) -> Traits:
    return Traits(pages={**LATIN, **more}, user_defined=False)


@pytest.mark.parametrize(
    ("more", "lines"),
    [
        ({}, []),
        ({30: "tcvn3-lower", 31: "tcvn3-upper"}, [1]),
        ({30: "tcvn3-upper", 31: "tcvn3-lower"}, []),
        ({49: "tcvn3-lower", 50: "tcvn3-upper"}, [2]),
        ({27: "tcvn5712"}, [3]),
        ({22: "tcvn5712"}, [4]),
        ({27: "viscii"}, [5]),
        ({51: "viscii", 30: "tcvn3-lower"}, [6]),
        # Tones in cells of their own, as those printers set them that do not put them together.
        ({52: "cp1258", 94: "cp1258"}, []),
    ],
)
def test_a_line_is_right_only_where_the_printer_has_its_pages(
    more: dict[int, str], lines: list[int]
) -> None:
    assert right(pages(more)) == lines


def test_letters_that_are_taught_are_right_where_the_printer_learns() -> None:
    assert right(Traits(pages=LATIN)) == [GLYPHS]


def test_a_page_of_an_earlier_line_does_not_help_a_later_one() -> None:
    """The printer passes over pages that it does not have, and stays where it is."""
    assert right(pages({30: "tcvn3-lower", 31: "tcvn3-upper"})) == [1]
    resets = SLIP.data.count(b"\x1b@")
    assert resets >= len(WAYS)
    assert SLIP.data.count(b"\x1b@\x1bt\x00") == len(WAYS) - len(DOTS)


def test_dots_are_right_on_every_printer_and_stand_at_the_right() -> None:
    slip = paper(Traits(pages=LATIN, user_defined=False))
    strokes = [
        top
        for top in range(slip.height - 1)
        if slip.crop((0, top, 384, top + 2)).getextrema() == (0, 0)
        and slip.getpixel((min(400, slip.width - 1), top)) == 255
    ]
    upper, lower, second, end = strokes[:4]
    assert (lower - upper, end - second) == (44, 44)
    first, other = (slip.crop((0, top, 384, top + 46)) for top in (upper, second))
    assert ImageChops.logical_xor(first, other).getbbox() is None
    words = ImageChops.invert(first.crop((0, 3, 384, 43))).getbbox()
    assert words is not None
    assert words[0] > 60
    assert 376 <= words[2] <= 384


def test_a_chinese_printer_reads_every_line_but_the_one_that_shows_it() -> None:
    chinese = Traits(pages={**LATIN, 49: "tcvn3-lower", 50: "tcvn3-upper"}, chinese=True)
    assert right(chinese) == [2, GLYPHS]
    texts = machine(chinese).obeyer.press.texts[0].splitlines()
    assert " C 你好" in texts
    assert " C 你好" not in machine(Traits()).obeyer.press.texts[0].splitlines()


def test_both_codes_are_read_and_a_printer_without_its_own_shows_one() -> None:
    def read(traits: Traits) -> list[str]:
        return sorted(each.text for each in zxingcpp.read_barcodes(paper(traits).convert("L")))

    assert read(Traits()) == list(CODES)
    assert read(Traits(native_qr=False)) == [CODES[1]]


@pytest.mark.parametrize(("dots", "last"), [(384, 1), (432, 2), (512, 3), (576, 5), (640, 6)])
def test_the_ruler_ends_where_the_paper_does(dots: int, last: int) -> None:
    slip = paper(Traits(dots=dots))
    figures = slip.crop((0, slip.height - 22 * len(RULER), dots, slip.height))
    ends = [
        figures.crop((wide - 2, 22 * at, wide, 22 * at + 18)).getextrema() == (0, 0)
        for at, wide in enumerate(RULER)
        if wide <= dots
    ]
    assert ends == [True] * last


def test_a_printer_that_knows_little_still_comes_to_the_end() -> None:
    poor = Traits(dots=384, pages={0: "cp437"}, user_defined=False, native_qr=False)
    printer = machine(poor)
    assert len(printer.obeyer.press.papers) == 1
    assert printer.stream.realtime_in_data == 0


def test_the_slip_is_short_enough_for_a_slow_wire() -> None:
    assert len(SLIP.data) <= 15_000  # 15 seconds at 9600 baud
    assert 1000 <= SLIP.height <= 1400


def test_no_way_is_offered_that_no_profile_can_be_written_in() -> None:
    assert all(
        way.text.charset is None or len(way.text.charset.pages) == len(way.pages)
        for way in WAYS.values()
    )
    assert [WAYS[number].margin for number in DOTS] == [Margin.GS_L, Margin.BAKED]
    assert shown(WAYS[1]) == LINE
