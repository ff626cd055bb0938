"""A text in the bytes of a printer's code pages, with a switch only where a page ends."""

from itertools import groupby
from typing import Final

from printer.tcvn3 import LOWER, UPPER

ASCII: Final = frozenset(map(chr, range(0x20, 0x7F)))
LETTERS: Final = ASCII | frozenset(LOWER) | frozenset(UPPER)


class NoSuchLetter(ValueError):
    """A letter that no page has: texts are spelled in those letters before they come here."""


class Pages:
    """Encodes texts one after the other; knows which page the printer has at the moment."""

    def __init__(self, pages: tuple[int, int]) -> None:
        self._lower, self._upper = pages
        self._page: int | None = None

    def letters(self, text: str) -> bytes:
        """The bytes of a text, with the switches that it needs."""
        data = b""
        for page, run in groupby(text, self._page_of):
            if page is not None and page != self._page:
                data += b"\x1bt" + bytes((page,))
                self._page = page
            data += bytes(map(_byte, run))
        return data

    def _page_of(self, letter: str) -> int | None:
        """The page that has a letter; None where any has."""
        if letter in LOWER:
            return self._lower
        return self._upper if letter in UPPER else None


def _byte(letter: str) -> int:
    byte = LOWER.get(letter) or UPPER.get(letter)
    if byte is None and letter in ASCII:
        byte = ord(letter)
    if byte is None:
        raise NoSuchLetter(f"no byte for {letter!r} in TCVN-3")
    return byte
