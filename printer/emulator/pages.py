"""Code pages: which letter each byte above ASCII stands for."""

from collections.abc import Mapping
from functools import cache

from printer.charsets import TCVN3, TCVN5712, VISCII

_FIRST = 0x80
_PYTHON = ("cp437", "cp850", "cp852", "cp858", "cp1252", "cp1258")


def _standard(name: str) -> dict[int, str]:
    letters = ((byte, bytes((byte,)).decode(name, "ignore")) for byte in range(_FIRST, 0x100))
    return {byte: letter for byte, letter in letters if letter}


def _inverse(page: Mapping[str, bytes]) -> dict[int, str]:
    return {data[0]: letter for letter, data in page.items()}


@cache
def letters(name: str) -> dict[int, str]:
    """The letters of a page from 0x80 on, none for "blank"; KeyError for a page that is not."""
    if name in _PYTHON:
        return _standard(name)
    return _OTHERS[name]


_OTHERS = {
    "blank": {},
    "tcvn3-lower": _inverse(TCVN3.pages[0]),
    "tcvn3-upper": _inverse(TCVN3.pages[1]),
    "tcvn5712": _inverse(TCVN5712.pages[0]),
    "viscii": _inverse(VISCII.pages[0]),
}
NAMES = (*_OTHERS, *_PYTHON)


def letter(name: str, byte: int) -> str | None:
    """What a byte from 0x20 on stands for in a page, or None where it has no letter."""
    return chr(byte) if byte < _FIRST else letters(name).get(byte)
