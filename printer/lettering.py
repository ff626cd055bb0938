"""Lines in a printer's own letters: how they are set, sized and sent."""

from collections.abc import Iterator, Sequence
from itertools import chain, repeat
from typing import Final, Protocol

from printer import glyphs
from printer.charsets import Charset
from printer.codepage import Pages
from printer.glyphs import Slots
from printer.marks import Align, Row

_ALIGN: Final = {Align.LEFT: b"\x1ba\x00", Align.CENTRE: b"\x1ba\x01"}
_BOLD, _TALL, _WIDE = 0x08, 0x10, 0x20  # of ESC !
_TWICE: Final = 2
_NO_CHINESE: Final = b"\x1c."
_Look = tuple[int, int, bool]  # times across and down, bold
_PLAIN: Final = (1, 1, False)


class Alphabet(Protocol):
    """How Vietnamese letters become bytes that the printer has letters for."""

    def begin(self, rows: Sequence[Row], *, warm: bool) -> Iterator[bytes]:
        """For each row what has to be sent before it."""

    def letters(self, text: str) -> bytes:
        """The bytes of a text in the row at hand."""


class CodePages:
    """The printer has the letters, on code pages of these numbers.

    `chinese`: it starts by reading two bytes as one Chinese sign, and is told not to (FS .).
    """

    def __init__(
        self, numbers: tuple[int, ...], charset: Charset, *, chinese: bool = False
    ) -> None:
        self._numbers = numbers
        self._charset = charset
        self._greeting = _NO_CHINESE if chinese else b""
        self._pages = Pages(numbers, charset)

    def begin(self, rows: Sequence[Row], *, warm: bool) -> Iterator[bytes]:
        """At most one word at the beginning, where the page at hand is not known."""
        del rows
        if warm:
            return repeat(b"")
        self._pages = Pages(self._numbers, self._charset)
        return chain((self._greeting,), repeat(b""))

    def letters(self, text: str) -> bytes:
        """The bytes of a text, with the page switches that it needs."""
        return self._pages.letters(text)


class Taught:
    """The printer is taught the letters."""

    def __init__(self) -> None:
        self._slots = Slots()

    def begin(self, rows: Sequence[Row], *, warm: bool) -> Iterator[bytes]:
        """For each row the letters that the printer has to be taught before it."""
        if not warm:
            self._slots.forget()
            yield from _first(glyphs.ON, self._slots.lessons([_text(row) for row in rows]))
        else:
            yield from self._slots.lessons([_text(row) for row in rows])

    def letters(self, text: str) -> bytes:
        """The bytes of a text whose letters have been taught."""
        return self._slots.letters(text)


class Setter:
    """Sends rows; alignment and size are sent only where they change.

    After a reset a printer sets plain letters from the left; `warm`: nobody knows what it does.
    """

    def __init__(self, alphabet: Alphabet, *, warm: bool) -> None:
        self._alphabet = alphabet
        self._align = None if warm else Align.LEFT
        self._look: _Look | None = None if warm else _PLAIN

    def row(self, row: Row) -> bytes:
        """One line with its end."""
        data = self.align(row.align)
        for span in row.spans:
            data += self._dressed((row.across, row.down, span.bold))
            data += self._alphabet.letters(span.text)
        return data + b"\n"

    def align(self, align: Align) -> bytes:
        """Where what follows stands."""
        if align in (self._align, Align.ACROSS):
            return b""
        self._align = align
        return _ALIGN[align]

    def _dressed(self, look: _Look) -> bytes:
        """The size and weight of letters, where they change."""
        before, self._look = self._look, look
        if look == before:
            return b""
        across, down, bold = look
        if max(across, down) > _TWICE:
            return _large(look, before)
        return b"\x1b!" + bytes(
            (_BOLD * bold | _TALL * (down == _TWICE) | _WIDE * (across == _TWICE),)
        )


def _large(look: _Look, before: _Look | None) -> bytes:
    """Larger than twice: the size is a command of its own, which leaves the weight as it was."""
    across, down, bold = look
    weight = b"\x1bE" + bytes((bold,))
    size = b"\x1d!" + bytes(((across - 1) << 4 | (down - 1),))
    if before is None:
        return weight + size
    return weight * (bold != before[2]) + size * (look[:2] != before[:2])


def _text(row: Row) -> str:
    return "".join(span.text for span in row.spans)


def _first(head: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield head + next(rest, b"")
    yield from rest
