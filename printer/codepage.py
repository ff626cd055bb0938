"""A text in the bytes of a printer's code pages, with a switch only where a page ends."""

from itertools import groupby
from typing import Final

from printer.charsets import ASCII, TCVN3, Charset

LETTERS: Final = TCVN3.letters


class NoSuchLetter(ValueError):
    """A letter that no page has: texts are spelled in those letters before they come here."""


class Pages:
    """Encodes texts one after the other; knows which page the printer has at the moment.

    `numbers` are what the printer calls the pages of the charset.
    """

    def __init__(self, numbers: tuple[int, ...], charset: Charset = TCVN3) -> None:
        self._pages = dict(zip(numbers, charset.pages, strict=True))
        self._page: int | None = None

    def letters(self, text: str) -> bytes:
        """The bytes of a text, with the switches that it needs."""
        data = b""
        for page, run in groupby(text, self._page_of):
            if page is not None and page != self._page:
                data += b"\x1bt" + bytes((page,))
                self._page = page
            data += b"".join(map(self._bytes, run))
        return data

    def _page_of(self, letter: str) -> int | None:
        """The page that has a letter; None where any has."""
        return next((number for number, page in self._pages.items() if letter in page), None)

    def _bytes(self, letter: str) -> bytes:
        if letter in ASCII:
            return letter.encode("ascii")
        found = (page[letter] for page in self._pages.values() if letter in page)
        data = next(found, None)
        if data is None:
            raise NoSuchLetter(f"no byte for {letter!r} on these pages")
        return data
