"""Vietnamese letters on the code pages of printers, read back by the C library's iconv."""

import subprocess
import unicodedata
from dataclasses import replace

import pytest

from printer.charsets import ASCII, CP1258, TCVN3, TCVN5712, VISCII, Charset
from printer.codepage import Pages
from printer.letters import spelled
from printer.profile import TextMode
from printer.profiles import profile
from printer.sample import SAMPLE
from printer.tcvn3 import LOWER, UPPER
from printer.writer import Writer

VIETNAMESE = "".join((*LOWER, *UPPER))
# Where a single page has commands in the place of capitals.
NO_ROOM = {"tcvn5712": "ÚỤỪỬỮỨỰỲỶỸÝỴ", "viscii": "ẲẴẪỶỸỴ", "cp1258": ""}


def read_back(charset: Charset, iconv: str) -> str:
    text = spelled(VIETNAMESE, charset.letters.__contains__)
    data = Pages((51,), charset).letters(text).removeprefix(b"\x1bt\x33")
    command = ["iconv", "-f", iconv, "-t", "UTF-8"]
    read = subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()
    return unicodedata.normalize("NFC", read)


@pytest.mark.parametrize(
    ("charset", "iconv", "missing"),
    [
        (TCVN5712, "TCVN5712-1", NO_ROOM["tcvn5712"]),
        (VISCII, "VISCII", NO_ROOM["viscii"]),
        (CP1258, "CP1258", NO_ROOM["cp1258"]),
    ],
)
def test_iconv_reads_every_letter_of_a_single_page(
    charset: Charset, iconv: str, missing: str
) -> None:
    assert read_back(charset, iconv) == "".join(
        letter.lower() if letter in missing else letter for letter in VIETNAMESE
    )
    assert set(VIETNAMESE) - charset.letters == set(missing)


@pytest.mark.parametrize("charset", [TCVN3, TCVN5712, VISCII, CP1258])
def test_no_letter_is_a_command(charset: Charset) -> None:
    codes = {byte for page in charset.pages for data in page.values() for byte in data}
    assert min(codes - set(map(ord, ASCII))) >= 0x80


def test_two_pages_have_every_letter() -> None:
    assert TCVN3.letters == ASCII | set(VIETNAMESE)


def test_a_line_in_windows_1258_takes_as_many_cells_as_it_has_letters() -> None:
    data = Pages((52,), CP1258).letters("Ẫế đ")
    assert data == b"\x1bt\x34\xc2\xde\xea\xec \xf0"


@pytest.mark.parametrize("text", [mode for mode in TextMode if mode.charset is not None])
def test_a_chinese_printer_is_told_to_read_single_bytes(text: TextMode) -> None:
    assert text.charset is not None
    pages = (30, 31)[: len(text.charset.pages)]
    plain = replace(profile("tcvn3"), text=text, pages=pages)
    told = Writer(replace(plain, chinese=True)).job(SAMPLE).data
    assert told.removeprefix(b"\x1b@").startswith(b"\x1c.")
    assert told.replace(b"\x1c.", b"", 1) == Writer(plain).job(SAMPLE).data
