"""The mechanism: sets lines, burns dots, feeds and cuts the paper."""

from collections.abc import Iterator
from dataclasses import replace

from PIL import Image

from printer.emulator import pages
from printer.emulator.errors import NotObeyed
from printer.emulator.glyphs import OwnLetters, name, own_font, sign, stamp, struck
from printer.emulator.graphics import scaled, unpacked
from printer.emulator.line import Line, start
from printer.emulator.modes import Modes
from printer.emulator.strip import Strip
from printer.emulator.traits import Traits

_CHINESE = 0x80
_FEEDING_CUTS = frozenset((65, 66, 97, 98, 103, 104))
_CUTS = frozenset((0, 1, 48, 49)) | _FEEDING_CUTS


class Press:
    """Paper comes out of it: `papers` with their `texts`, oldest first, and what is not cut yet."""

    def __init__(self, traits: Traits) -> None:
        self.traits = traits
        self.strip = Strip(traits.dots)
        self.papers: list[Image.Image] = []
        self.texts: list[str] = []
        self._lines: list[str] = []
        self.reset()

    def reset(self) -> None:
        """As ESC @ and the power switch leave it: nothing begun, set or defined."""
        self.modes = Modes(units=self.traits.units, chinese=self.traits.chinese)
        self.line = Line()
        self.letters = OwnLetters()
        self._raster = (1, 1)

    @property
    def area(self) -> int:
        """How wide a line may be."""
        room = max(self.traits.dots - self.modes.left, 0)
        return room if self.modes.area is None else min(self.modes.area, room)

    def write(self, codes: bytes) -> None:
        """Set letters; a line that is full is printed."""
        for cell, letter in self._letters(codes):
            dots = stamp(cell, self.modes)
            if self.line.x + dots.width > self.area and not self.line.empty:
                self.feed_lines(1)
            self.line.add(dots, letter)

    def _letters(self, codes: bytes) -> Iterator[tuple[Image.Image, str]]:
        """The cells of codes; two of them are one sign where it reads Chinese."""
        rest = codes
        while rest:
            if self.modes.chinese and rest[0] >= _CHINESE and len(rest) > 1:
                yield sign(), rest[:2].decode("gbk", "replace")
                rest = rest[2:]
            else:
                yield self._letter(rest[0])
                rest = rest[1:]

    def _letter(self, code: int) -> tuple[Image.Image, str]:
        """The cell of a code, and the letter that it is."""
        own = self.letters.get(self.modes.font, code) if self.modes.own_letters else None
        if own is not None:
            bold = self.modes.bold or self.modes.struck
            return (struck(own) if bold else own), name(own)
        page = self.traits.pages.get(self.modes.page, "blank")
        letter = pages.letter(page, code)
        return own_font(letter, self.modes), letter or "\u25a1"

    def define(self, args: bytes) -> None:
        """Keep user-defined characters for the font that is in use."""
        self.letters.define(self.modes.font, args)

    def page(self, number: int) -> None:
        """Another code page; an unknown one prints boxes."""
        self.modes = replace(self.modes, page=number)
        if number not in self.traits.pages:
            raise NotObeyed(f"page {number}")

    def tab(self) -> None:
        """On to the next tab stop, which counts in letters of the font."""
        step = self.modes.font.cell[0] * self.modes.wide + self.modes.gap
        stops = (step * stop for stop in self.modes.tabs)
        self.line.move(next((stop for stop in stops if stop > self.line.x), self.line.x))

    def feed_lines(self, lines: int) -> None:
        """Print the line and move on so many lines; 0 only prints it."""
        self.feed(lines * self.modes.line)

    def feed(self, dots: int) -> None:
        """Print the line and move the paper so far; a taller line moves it by its own height."""
        done = 0
        if not self.line.empty:
            picture = self.line.picture()
            self._lines.append(self.line.text)
            self.line = Line()
            done = picture.height
            self._burn(picture)
        self.strip.feed(dots - done)

    def _burn(self, picture: Image.Image) -> bool:
        x = self.modes.left + start(self.modes.align, picture.width, self.area)
        return self.strip.burn(picture, x)

    def block(self, picture: Image.Image) -> None:
        """A picture of its own, where the line begins and in the alignment of the line."""
        if not self.line.empty:
            self.feed(0)
            self._burn(picture)
            raise NotObeyed("a picture in the middle of a line")
        if not self._burn(picture):
            raise NotObeyed(f"{picture.width} dots are wider than the paper")

    def raster(self, mode: int, across: int) -> None:
        """Rows of so many bytes follow, each of their dots doubled across, down or both."""
        if mode % 48 > 3:  # noqa: PLR2004
            raise NotObeyed(f"mode {mode}")
        self._raster = (1 + (mode & 1), 1 + (mode >> 1 & 1))
        begun = not self.line.empty
        self.feed(0)
        if begun or 8 * across * self._raster[0] > self.traits.dots - self.modes.left:
            raise NotObeyed("a raster in the middle of a line, or wider than the paper")

    def row(self, dots: bytes) -> None:
        """One row of a raster."""
        self._burn(scaled(unpacked(dots, 8 * len(dots), 1), *self._raster))

    def cut(self, how: int, feed: int = 0) -> None:
        """Cut the paper off, after a feed where it says so."""
        if how not in _CUTS:
            raise NotObeyed(f"cut {how}")
        self.feed(0)
        if how in _FEEDING_CUTS:
            self.strip.feed(self.modes.down(feed))
        paper = self.strip.cut()
        if paper is not None:
            self.papers.append(paper)
            self.texts.append("\n".join(self._lines))
            self._lines = []

    def forget(self, code: int) -> None:
        """The printer's own letter in place of a user-defined one."""
        self.letters.forget(self.modes.font, code)
