"""The Vietnamese letters of printers' code pages: on two pages, or on a single one.

Two pages have every letter. A single one puts some capitals where printers obey commands, so it
has not these: a small letter takes their place.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from printer.tcvn3 import LOWER, UPPER

ASCII: Final = frozenset(map(chr, range(0x20, 0x7F)))
_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"


@dataclass(frozen=True, slots=True)
class Charset:
    """For each page the bytes of its letters beyond ASCII, which every page has."""

    pages: tuple[Mapping[str, bytes], ...]
    letters: frozenset[str] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "letters", ASCII.union(*self.pages))


# TCVN 5712 on one page: the small letters where TCVN-3 has them, capitals around them.
_TCVN_ROWS: Final = {
    0x80: "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ",
    0xA1: "ĂÂÊÔƠƯĐ",
    0xAF: "Ằ",
    0xBA: "Ẳ",
    0xBF: "ẴẮẦẨẪẤỀ",
    0xCD: "Ể",
    0xD9: "ỄẾỒ",
    0xE0: "Ổ",
    0xF0: "Ỗ",
    0xFF: "Ố",
}
# RFC 1456, without the six capitals that it puts among the control codes.
_VISCII_ROWS: Final = {
    0x80: "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ",
    0xA0: "ÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ",
    0xC0: "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡư",
    0xE0: "àáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ",
}


def _single(bytes_of: Mapping[str, int]) -> dict[str, bytes]:
    return {letter: bytes((byte,)) for letter, byte in bytes_of.items()}


def _rows(rows: Mapping[int, str]) -> dict[str, int]:
    return {letter: first + at for first, row in rows.items() for at, letter in enumerate(row)}


def _toned() -> Iterator[tuple[str, bytes]]:
    """Windows-1258: a letter whose tone it has not as a whole is a letter and a tone after it."""
    for letter in (*LOWER, *UPPER):
        apart = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in apart if mark in _TONES), "")
        whole = unicodedata.normalize("NFC", apart.replace(tone, "")) + tone
        try:
            yield letter, letter.encode("cp1258")
        except UnicodeEncodeError:
            yield letter, whole.encode("cp1258")


TCVN3: Final = Charset((_single(LOWER), _single(UPPER)))
TCVN5712: Final = Charset((_single(LOWER | _rows(_TCVN_ROWS)),))
VISCII: Final = Charset((_single(_rows(_VISCII_ROWS)),))
CP1258: Final = Charset((dict(_toned()),))
