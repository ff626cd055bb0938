"""Every Vietnamese letter reaches the paper as itself; nothing that steers a printer does."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printer.letters import LONGEST, REPERTOIRE, address, number, plain
from printer.raster import TYPEFACES
from printer.typeset import Face

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
LOWER = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES]
ACCENTED = [letter for letter in [*LOWER, "đ"] if not letter.isascii()]
VIETNAMESE = [*ACCENTED, *(letter.upper() for letter in ACCENTED)]
DIGITS_AND_SIGNS = "0123456789.,:;!?()/-–—…“”‘’\"'%&+*·•×₫°§№"


def test_vietnamese_has_134_letters_beyond_ascii() -> None:
    assert len(set(VIETNAMESE)) == 134


@pytest.mark.parametrize("face", [Face.TEXT, Face.BOLD])
def test_the_fonts_draw_every_letter_that_may_be_printed(face: Face) -> None:
    assert [letter for letter in sorted(REPERTOIRE) if not TYPEFACES[face].covers(letter)] == []
    assert set(VIETNAMESE) | set(DIGITS_AND_SIGNS) <= REPERTOIRE


def test_the_number_face_draws_letters_and_digits() -> None:
    wanted = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"
    assert [letter for letter in wanted if not TYPEFACES[Face.NUMBER].covers(letter)] == []


def test_a_letter_that_a_font_lacks_is_noticed() -> None:
    assert not TYPEFACES[Face.TEXT].covers("漢")
    assert not TYPEFACES[Face.NUMBER].covers("字")


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_each_letter_stays_itself_however_it_was_typed(form: str) -> None:
    for letter in (*VIETNAMESE, *DIGITS_AND_SIGNS):
        if unicodedata.normalize("NFKC", letter) == letter:
            assert plain(unicodedata.normalize(form, letter)) == letter  # type: ignore[arg-type]


def test_no_two_letters_look_alike_on_paper() -> None:
    font = TYPEFACES[Face.TEXT].size(24)
    drawn = {bytes(font.getmask(letter)): letter for letter in VIETNAMESE}
    assert len(drawn) == len(VIETNAMESE)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Đăng ký\x1b@ khai\x1dV\x00 sinh", "Đăng ký@ khaiV sinh"),
        ("\u202eĐảo ngược\u202c\u200f", "Đảo ngược"),
        ("Cấp lại 👍🏽 thẻ", "Cấp lại thẻ"),
        ("hai\tdòng\r\nmột", "hai dòng một"),
        ("bản\u00a0sao", "bản\u00a0sao"),
        ("a\u00adb\u200dc\ufeffd", "abcd"),
        ("漢字 chữ", "chữ"),
        ("Có?", "Có?"),
        ("", ""),
    ],
)
def test_what_cannot_be_printed_is_left_out_and_never_a_question_mark(
    text: str, printed: str
) -> None:
    assert plain(text) == printed


@given(st.text(max_size=400))
def test_any_text_comes_down_to_letters_that_are_drawn(text: str) -> None:
    printed = plain(text)
    assert set(printed) <= REPERTOIRE
    assert len(printed) <= LONGEST
    assert printed.count("?") <= unicodedata.normalize("NFC", text).count("?")
    assert plain(printed) == printed


def test_an_address_is_capitals() -> None:
    assert address("https://luot.example/T/a-1\n\x1b") == "HTTPS://LUOT.EXAMPLE/T/A-1"


@pytest.mark.parametrize(
    ("text", "printed"),
    [("A012", "A012"), ("e8999", "E8999"), ("Ằ\x1b1-2?", "1-2"), ("9" * 20, "9" * 8)],
)
def test_a_number_is_capitals_digits_and_hyphens(text: str, printed: str) -> None:
    assert number(text) == printed
