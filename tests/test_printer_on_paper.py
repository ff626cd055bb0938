"""All 134 Vietnamese letters on paper, in every way and size; code pages as iconv reads them."""

import subprocess
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from PIL import Image, ImageDraw

from printer import preview, raster
from printer.emulator.stream import Command, Stream, Text
from printer.marks import Row, Sheet
from printer.marks import Text as Drawn
from printer.parts import Letters
from printer.profiles import Profile, TextMode, profile, profiles
from printer.sample import SAMPLE
from printer.slip import Slip
from printer.tcvn3 import LOWER, UPPER
from printer.writer import CUTS, Writer, job
from tests.obeyed import differ, obeyed, papers
from tests.test_printer_layout import slips

ALL = " ".join((*LOWER, *UPPER))
ONE_OF_EACH = ["raster", "raster-lean", "raster-plain", "tcvn3", "glyphs"]
NARROW = ["raster-58", "tcvn3-58", "glyphs-58"]
INK = 96  # of 255: so much of a dot covered by a stroke, and it burns


def on_paper(letters: Letters, chosen: Profile) -> tuple[Image.Image, Sheet]:
    """Letters as a printer has burnt them, and as they were meant."""
    writer = Writer(chosen)
    sheet = writer.sheet([letters])
    machine = obeyed(b"".join(writer.body(sheet)) + CUTS[chosen.cut], chosen)
    (paper,) = papers(machine)
    assert (machine.obeyer.unknown, machine.stream.unfinished) == ([], False)
    return paper, sheet


def said(sheet: Sheet) -> str:
    """All the letters of a sheet."""
    told = [
        "".join(span.text for span in mark.spans) if isinstance(mark, Row) else mark.text
        for mark in sheet.marks
        if isinstance(mark, Row | Drawn)
    ]
    return "".join(told).replace(" ", "")


@pytest.mark.parametrize("bold", [False, True], ids=["plain", "bold"])
@pytest.mark.parametrize("times", [1, 2, 3])
@pytest.mark.parametrize("name", [*ONE_OF_EACH, *NARROW])
def test_every_letter_comes_out_as_it_was_laid_out(name: str, times: int, bold: bool) -> None:  # noqa: FBT001
    paper, sheet = on_paper(Letters(ALL, times, bold), profile(name))
    assert said(sheet) == ALL.replace(" ", "")
    assert differ(paper, preview.picture(sheet)) is None


@pytest.mark.parametrize("bold", [False, True], ids=["plain", "bold"])
@pytest.mark.parametrize("times", [1, 2, 3])
def test_every_letter_in_dots_is_the_typefaces(times: int, bold: bool) -> None:  # noqa: FBT001
    """Drawn here by the font itself on a paper of its own, letter for letter."""
    for letter in ALL.split():
        paper, sheet = on_paper(Letters(letter, times, bold), profile("raster"))
        (mark,) = (mark for mark in sheet.marks if isinstance(mark, Drawn))
        grey = Image.new("L", paper.size, 0)
        font = raster.TYPEFACES[mark.face].size(mark.px)
        pen = ImageDraw.Draw(grey)
        pen.text((mark.x, mark.baseline), letter, font=font, fill=255, anchor="ls")
        assert differ(paper, grey.point(lambda level: 255 * (level < INK)).convert("1")) is None


# --- iconv reads the jobs ------------------------------------------------------------------------


def read_by_iconv(data: bytes, pages: tuple[int, ...]) -> list[str]:
    """The lines of a job in code pages, each stretch of letters read by iconv.

    It knows the page of small letters; that of capitals is the same letters, made capitals.
    """
    stream, page, lines = Stream(), 0, [""]
    stream.feed(data)
    while (item := stream.next()) is not None:
        match item:
            case Text(letters):
                lines[-1] += _iconv(letters, pages.index(page) if page in pages else None)
            case Command(b"\n"):
                lines.append("")
            case Command(command) if command[:2] == b"\x1bt":
                page = command[2]
    return [line for line in lines if line]


def _iconv(letters: bytes, place: int | None) -> str:
    if letters.isascii():
        return letters.decode("ascii")
    command = ["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"]
    read = subprocess.run(command, input=letters, capture_output=True, check=True).stdout.decode()
    composed = unicodedata.normalize("NFC", read)
    if place == 0:
        assert {letter for letter in composed if not letter.isascii()} <= set(LOWER)
        return composed
    assert place == 1
    return "".join(letter if letter.isascii() else letter.upper() for letter in composed)


CAPITALS = replace(
    SAMPLE,
    centre="TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG XÃ ĐỒNG ĐĂNG",
    procedure_name="CẤP GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",
    checklist=("ẰẮẲẴẶ ẦẤẨẪẬ ỀẾỂỄỆ ỒỐỔỖỘ ỜỚỞỠỢ ỪỨỬỮỰ ỲÝỶỸỴ", "ĩ Ĩ ị Ị đ Đ"),
)
PAGES = [name for name, known in profiles().items() if known.text is TextMode.TCVN3]


def rows(sheet: Sheet) -> list[str]:
    told = [mark for mark in sheet.marks if isinstance(mark, Row)]
    return ["".join(span.text for span in row.spans) for row in told]


@pytest.mark.parametrize("slip", [SAMPLE, CAPITALS], ids=["sample", "capitals"])
@pytest.mark.parametrize("name", PAGES)
def test_iconv_reads_whole_jobs_in_code_pages(slip: Slip, name: str) -> None:
    chosen = profile(name)
    work = job(slip, chosen)
    assert read_by_iconv(work.data, chosen.pages) == rows(work.sheet)


@settings(max_examples=25, deadline=None)
@given(slips)
def test_iconv_reads_any_job_in_code_pages(slip: Slip) -> None:
    chosen = profile("tcvn3")
    work = job(slip, chosen)
    assert read_by_iconv(work.data, chosen.pages) == [row for row in rows(work.sheet) if row]
