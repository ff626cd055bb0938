"""Tickets in a printer's own letters: few bytes, and every letter the right one."""

import json
import subprocess
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printer import glyphs, stored
from printer.codepage import LETTERS, NoSuchLetter, Pages
from printer.glyphs import TAUGHT, Slots
from printer.kept import Kept
from printer.letters import REPERTOIRE, plain, spelled
from printer.marks import CELL_WIDTH, Picture, Row, Sheet
from printer.matters import parts
from printer.parts import Drawing
from printer.profiles import Profile, TextMode, profile, profiles
from printer.sample import SAMPLE
from printer.slip import Slip
from printer.tcvn3 import LOWER, UPPER
from printer.writer import Writer, job
from tests.test_printer_layout import slips

TEXT = [name for name, known in profiles().items() if known.text is not TextMode.RASTER]
ACCENTED = "".join(LOWER) + "".join(UPPER)


def shelf_of(slip: Slip, chosen: Profile) -> stored.Shelf:
    said = parts(slip, chosen.style.wording)
    return stored.shelf(stored.drawings(said, chosen.style, chosen.dots))


def rows(sheet: Sheet) -> list[str]:
    said = [mark for mark in sheet.marks if isinstance(mark, Row)]
    return ["".join(span.text for span in row.spans) for row in said]


# --- how many bytes ------------------------------------------------------------------------------


def test_the_sample_ticket_takes_650_bytes_in_code_pages() -> None:
    assert len(job(SAMPLE, profile("tcvn3")).data) <= 650


def test_the_sample_ticket_takes_2400_bytes_with_its_letters_and_few_once_they_are_taught() -> None:
    writer = Writer(profile("glyphs"))
    assert len(writer.job(SAMPLE).data) <= 2400
    assert len(writer.job(SAMPLE, kept=Kept(warm=True)).data) <= 1600


def test_the_sample_ticket_takes_340_bytes_where_the_printer_keeps_its_fixed_lines() -> None:
    chosen = profile("tcvn3-stored")
    shelf = shelf_of(SAMPLE, chosen)
    writer = Writer(chosen, shelf=shelf)
    assert len(writer.job(SAMPLE, kept=Kept(stored=shelf.codes)).data) <= 340


# --- code pages ----------------------------------------------------------------------------------


def test_there_are_67_small_letters_and_67_capitals() -> None:
    assert (len(LOWER), len(UPPER)) == (67, 67)
    assert {letter.upper() for letter in LOWER} == set(UPPER)


def test_iconv_reads_the_small_letters() -> None:
    data = Pages((30, 31)).letters("".join(LOWER)).removeprefix(b"\x1bt\x1e")
    command = ["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"]
    read = subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()
    assert unicodedata.normalize("NFC", read) == "".join(LOWER)


@pytest.mark.parametrize(("table", "letters"), [("TCVN-3-1", LOWER), ("TCVN-3-2", UPPER)])
def test_python_escpos_has_the_same_pages(table: str, letters: dict[str, int]) -> None:
    known = json.loads((files("escpos") / "capabilities.json").read_text(encoding="utf-8"))
    whole = "".join(known["encodings"][table]["data"]).replace("Ð", "Đ")  # its one mistake
    theirs = {letter: 0x80 + place for place, letter in enumerate(whole) if letter != " "}
    assert theirs == letters


def test_a_page_is_switched_only_where_it_ends() -> None:
    pages = Pages((30, 31))
    assert pages.letters("Đường A1") == b"\x1bt\x1f\xa7\x1bt\x1e\xad\xeang A1"
    assert pages.letters("ờ") == b"\xea"


def test_a_letter_that_no_page_has_is_never_a_question_mark() -> None:
    with pytest.raises(NoSuchLetter):
        Pages((30, 31)).letters("Москва")


@given(st.text(alphabet=sorted(REPERTOIRE), max_size=60))
def test_every_text_can_be_spelled_in_the_letters_of_a_printer(text: str) -> None:
    told = spelled(plain(text), LETTERS.__contains__)
    assert set(told) <= LETTERS
    Pages((30, 31)).letters(told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("15–25 phút", "15-25 phút"),
        ("Đăng ký khai sinh…", "Đăng ký khai sinh..."),
        ("“Sổ đỏ”", '"Sổ đỏ"'),
        ("Café Łódź, 5 €", "Café Lódz, 5 EUR"),
        ("ỪỰ ẲẶ Ỵỹ", "ỪỰ ẲẶ Ỵỹ"),
    ],
)
def test_signs_that_no_page_has_are_spelled(text: str, told: str) -> None:
    assert spelled(text, LETTERS.__contains__) == told


# --- taught letters ------------------------------------------------------------------------------


class Pupil:
    """A printer that is taught letters, and reads lines with what it has learnt."""

    def __init__(self) -> None:
        self.places: dict[int, bytes] = {}

    def learn(self, lesson: bytes) -> None:
        while lesson:
            if lesson[:2] == b"\x1b?":
                del self.places[lesson[2]]
                lesson = lesson[3:]
                continue
            assert lesson[:3] == b"\x1b&\x03"
            first, last, lesson = lesson[3], lesson[4], lesson[5:]
            assert 0x20 < first <= last <= 0x7E
            for place in range(first, last + 1):
                size = 1 + 3 * lesson[0]
                assert lesson[0] <= CELL_WIDTH
                self.places[place], lesson = lesson[:size], lesson[size:]

    def reads(self, data: bytes) -> list[bytes]:
        return [self.places.get(byte, bytes((byte,))) for byte in data]


def drawn(text: str) -> list[bytes]:
    return [glyphs.columns(each) if each in TAUGHT else each.encode() for each in text]


lines = st.lists(
    st.text(alphabet=sorted(LETTERS | TAUGHT), max_size=48)
    | st.text(alphabet=ACCENTED, max_size=48)
    | st.sampled_from(["abcdefghijklmnopqrstuvwxyz", "!#$%&'()*+,-./", "ẨẪẬ ôốồ A012"]),
    min_size=1,
    max_size=20,
)


@settings(max_examples=200)
@given(st.lists(lines, min_size=1, max_size=4))
def test_every_letter_of_every_line_is_the_one_that_was_taught(jobs: list[list[str]]) -> None:
    slots, pupil = Slots(), Pupil()
    for told in jobs:
        for line, lesson in zip(told, slots.lessons(told), strict=True):
            pupil.learn(lesson)
            assert pupil.reads(slots.letters(line)) == drawn(line)


def test_the_same_ticket_again_teaches_nothing() -> None:
    slots = Slots()
    told = ["Đăng ký khai sinh", "7 người phía trước"]
    assert sum(map(len, slots.lessons(told))) > 100
    assert [*slots.lessons(told)] == [b"", b""]


def test_every_taught_letter_has_a_picture_of_its_own() -> None:
    taught = sorted(TAUGHT)
    assert len({glyphs.columns(letter) for letter in taught}) == len(taught)
    assert all(3 < len(glyphs.columns(letter)) <= 37 for letter in taught)


# --- what the ticket says ------------------------------------------------------------------------


def test_the_ticket_in_code_pages_says_in_this_order() -> None:
    assert rows(job(SAMPLE, profile("tcvn3")).sheet) == [
        "Trung tâm Phục vụ hành chính công",
        "Phường Đông Sơn",
        "------",
        "A012",
        "Đăng ký khai sinh",
        "7 người phía trước, chờ 15-25 phút",
        "08:42  23/11/2026",
        "------",
        "Giấy tờ cần có",
        *(f"[ ] {document}" for document in SAMPLE.checklist),
        "Lệ phí: hỏi tại quầy",
        "------",
        "Quét để xem lượt trên điện thoại",
        "Phiếu này không thay Giấy tiếp",
        "nhận hồ sơ và hẹn trả kết quả.",
    ]


def test_taught_letters_also_draw_rings_and_boxes() -> None:
    said = rows(job(SAMPLE, profile("glyphs")).sheet)
    assert said[5] == "○○○○○○○●"
    assert said[6] == "7 người phía trước, chờ 15–25 phút"
    assert said[10] == "☐ Giấy chứng sinh (bản chính)"


def test_the_number_is_at_least_12_mm_high_and_fits_however_long_it_is() -> None:
    for number in ("A012", "A8999", "ABCDEFGH"):
        sheet = job(replace(SAMPLE, number=number), profile("tcvn3")).sheet
        row = next(mark for mark in sheet.marks if isinstance(mark, Row) and mark.down > 2)
        capital = glyphs.picture("A").getbbox()
        assert capital is not None
        assert (capital[3] - capital[1]) * row.down >= 96
        assert row.width <= 576


def test_letters_typed_apart_make_the_same_bytes() -> None:
    apart = replace(
        SAMPLE,
        centre=unicodedata.normalize("NFD", SAMPLE.centre),
        procedure_name=unicodedata.normalize("NFD", SAMPLE.procedure_name or ""),
        checklist=tuple(unicodedata.normalize("NFD", item) for item in SAMPLE.checklist),
    )
    for name in TEXT:
        assert job(apart, profile(name)).data == job(SAMPLE, profile(name)).data


@settings(max_examples=150, deadline=None)
@given(slips, st.sampled_from(TEXT))
def test_no_line_is_wider_than_the_paper(slip: Slip, name: str) -> None:
    chosen = profile(name)
    for mark in job(slip, chosen).sheet.marks:
        assert not isinstance(mark, Row) or mark.width <= chosen.dots


# --- kept lines ----------------------------------------------------------------------------------


def pictures(sheet: Sheet) -> Sequence[bytes | None]:
    return [mark.key for mark in sheet.marks if isinstance(mark, Picture)]


def test_a_printer_without_the_kept_lines_gets_them_as_text() -> None:
    chosen = profile("tcvn3-stored")
    shelf = shelf_of(SAMPLE, chosen)
    writer = Writer(chosen, shelf=shelf)
    plainly = job(SAMPLE, profile("tcvn3")).data
    assert writer.job(SAMPLE).data == plainly
    one = frozenset(list(shelf.marks)[:1])
    assert writer.job(SAMPLE, kept=Kept(stored=one)).data == plainly


def test_only_what_is_kept_is_named() -> None:
    chosen = profile("tcvn3-stored")
    shelf = shelf_of(SAMPLE, chosen)
    writer = Writer(chosen, shelf=shelf)
    other = replace(SAMPLE, checklist=("Hộ chiếu",))
    kept = Kept(stored=shelf.codes)
    assert len(pictures(writer.job(SAMPLE, kept=kept).sheet)) == 3
    sheet = writer.job(other, kept=kept).sheet
    assert len(pictures(sheet)) == 2
    assert "[ ] Hộ chiếu" in rows(sheet)


def test_other_lines_have_other_marks() -> None:
    chosen = profile("tcvn3-stored")
    other = replace(SAMPLE, centre="Trung tâm Phục vụ hành chính công xã Yên Bình")
    assert shelf_of(SAMPLE, chosen).marks != shelf_of(other, chosen).marks
    assert not shelf_of(other, chosen).on(shelf_of(SAMPLE, chosen).marks)


def test_a_kept_picture_is_whole_in_its_command() -> None:
    picture = Drawing(16, 2, b"\x01\x02\x03\x04")
    assert stored.keep(picture, b"!!") == (
        b"\x1d(L\x0f\x00\x30\x43\x30!!\x01\x10\x00\x02\x00\x31\x01\x02\x03\x04"
    )
    assert stored.show(b"!!") == b"\x1d(L\x06\x00\x30\x45!!\x01\x01"
