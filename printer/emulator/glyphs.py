"""The letters of the printer: its own fonts, and the characters that the host has drawn."""

from functools import cache

from PIL import Image, ImageChops, ImageDraw

from printer.cells import Font, bitmap, box, covers
from printer.emulator.errors import BadCharacters
from printer.emulator.modes import Modes
from printer.letters import REPERTOIRE

_FIRST, _LAST = 0x20, 0x7E
_HIGH = 3  # bytes a column
UNKNOWN = "\ufffd"  # in the text of a paper: a character that nobody can name


class OwnLetters:
    """User-defined characters of both fonts: gone after ESC @ and without power."""

    def __init__(self) -> None:
        self._cells: dict[tuple[Font, int], Image.Image] = {}

    def define(self, font: Font, args: bytes) -> None:
        """Keep what stands after ESC &: y c1 c2, then x and columns for each character."""
        high, first, last = args[:3]
        if high != _HIGH or not _FIRST <= first <= last <= _LAST:
            raise BadCharacters(args[:3].hex(" "))
        place = 3
        for code in range(first, last + 1):
            wide = args[place]
            columns = args[place + 1 : place + 1 + _HIGH * wide]
            if wide > font.cell[0]:
                raise BadCharacters(f"{wide} columns")
            if wide:
                self._cells[font, code] = _cell(font, columns)
            place += 1 + _HIGH * wide

    def forget(self, font: Font, code: int) -> None:
        """The printer's own letter again (ESC ?)."""
        self._cells.pop((font, code), None)

    def get(self, font: Font, code: int) -> Image.Image | None:
        """The cell of a character, or None where none was defined."""
        return self._cells.get((font, code))


def _cell(font: Font, columns: bytes) -> Image.Image:
    turned = Image.frombytes("1", (8 * _HIGH, len(columns) // _HIGH), columns)
    cell = Image.new("1", font.cell, 0)
    cell.paste(turned.transpose(Image.Transpose.TRANSPOSE), (0, 0))
    return cell


def own_font(letter: str | None, modes: Modes) -> Image.Image:
    """A letter as the printer draws it; a box for one that it does not have."""
    if letter is None or not covers(letter):
        return box(modes.font)
    return bitmap(letter, bold=modes.bold or modes.struck, font=modes.font)


def sign() -> Image.Image:
    """A Chinese sign, whichever it is: a barred box as wide as two letters."""
    wide, high = 2 * Font.A.cell[0], Font.A.cell[1]
    cell = Image.new("1", (wide, high), 0)
    pen = ImageDraw.Draw(cell)
    pen.rectangle((1, 1, wide - 3, high - 3), outline=1)
    pen.line((1, high // 2, wide - 3, high // 2), fill=1)
    pen.line((wide // 2, 1, wide // 2, high - 3), fill=1)
    return cell


def struck(cell: Image.Image) -> Image.Image:
    """A cell printed twice, a dot apart."""
    moved = Image.new("1", cell.size, 0)
    moved.paste(cell, (1, 0))
    return ImageChops.logical_or(cell, moved)


def stamp(cell: Image.Image, modes: Modes) -> Image.Image:
    """A cell as it is printed: spaced, magnified, underlined, reversed."""
    spaced = Image.new("1", (cell.width + modes.gap, cell.height), 0)
    spaced.paste(cell, (0, 0))
    large = spaced.resize((spaced.width * modes.wide, spaced.height * modes.high), 0)
    if modes.reverse:
        return ImageChops.invert(large)
    if modes.underline:
        top = large.height - modes.underline
        ImageDraw.Draw(large).rectangle((0, top, large.width, large.height), fill=1)
    return large


@cache
def _drawings() -> dict[bytes, str]:
    known = {}
    for bold in (True, False):
        for letter in sorted(REPERTOIRE):
            known[bitmap(letter, bold=bold).tobytes()] = letter
    return known


def name(cell: Image.Image) -> str:
    """The letter that a user-defined character looks like, where it is drawn as ours are."""
    return _drawings().get(cell.tobytes(), UNKNOWN)
