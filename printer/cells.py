"""Letters in cells of dots, as a printer's own font draws them: each in 12 by 24, or 9 by 17."""

from enum import Enum
from functools import cache, lru_cache
from importlib.resources import as_file, files
from itertools import pairwise

from PIL import Image, ImageChops, ImageDraw, ImageFont

CELL = (12, 24)
_FILE = "RobotoMono-Regular.ttf"
_INK = 96  # a dot burns where a stroke covers this part of it, of 255 (printer/raster.py)
_MARGIN = 8  # room round a cell, where a letter that is larger than it is drawn before it is fitted


class Font(Enum):
    """A printer's two fonts: width and height of a cell, size of the letters, their baseline."""

    A = (12, 24, 20, 20)
    B = (9, 17, 14, 14)

    @property
    def cell(self) -> tuple[int, int]:
        """Width and height in dots."""
        return self.value[:2]


@lru_cache(maxsize=2048)
def bitmap(letter: str, *, bold: bool = False, font: Font = Font.A) -> Image.Image:
    """The dots of a letter in its cell: mode "1", 1 where it burns.

    A letter that is larger than its cell, such as Ẳ or ư, is made to fit and never cut off.
    """
    width, height, px, baseline = font.value
    grey = Image.new("L", (width + 2 * _MARGIN, height + 2 * _MARGIN), 0)
    pen = ImageDraw.Draw(grey)
    pen.text((_MARGIN, _MARGIN + baseline), letter, font=_face(px), fill=255, anchor="ls")
    ink = grey.point(_dots)
    if bold:
        ink = ImageChops.lighter(ink, ImageChops.offset(ink, 1, 0))
    return _fitted(ink, font).convert("1", dither=Image.Dither.NONE)


def box(font: Font = Font.A) -> Image.Image:
    """What is printed in place of a letter that the printer does not have."""
    width, height = font.cell
    cell = Image.new("1", (width, height), 0)
    ImageDraw.Draw(cell).rectangle((1, 3, width - 2, height - 4), outline=1)
    return cell


@cache
def covers(letter: str) -> bool:
    """Whether the font has this letter; a missing one would come out as an empty box."""
    font = _face(32)
    return letter.isspace() or bytes(font.getmask(letter)) != bytes(font.getmask("\U0010ffff"))


@cache
def _face(px: int) -> ImageFont.FreeTypeFont:
    with as_file(files("luot") / "fonts" / _FILE) as path:
        return ImageFont.truetype(str(path), px, layout_engine=ImageFont.Layout.BASIC)


def _dots(level: int) -> int:
    return 255 if level >= _INK else 0


def _fitted(ink: Image.Image, font: Font) -> Image.Image:
    """The middle of the picture, with all the ink around it moved or squeezed into the cell."""
    width, height, _, baseline = font.value
    stamp = Image.new("L", (width, height), 0)
    edges = ink.getbbox()
    if edges is None:
        return stamp
    left, top, right, bottom = edges
    foot = _MARGIN + baseline
    above = _turned(ink.crop((left, min(top, foot), right, foot)))
    below = _turned(ink.crop((left, foot, right, max(bottom, foot))))
    above = _turned(_squeezed(above, baseline, marks=baseline // 3))
    below = _turned(_squeezed(below, height - baseline, marks=height))
    whole = Image.new("L", (right - left, above.height + below.height), 0)
    whole.paste(above, (0, 0))
    whole.paste(below, (0, above.height))
    if whole.width > width:  # a blank column then parts it from its neighbour
        whole = _squeezed(whole, width - 1, marks=right)
    start = min(max(left - _MARGIN, 0), width - whole.width)
    stamp.paste(whole, (start, baseline - above.height))
    return stamp


def _squeezed(ink: Image.Image, most: int, marks: int) -> Image.Image:
    """The ink in at most so many columns: of the first `marks` those go that are missed least."""
    while ink.width > most:
        columns = [ink.crop((x, 0, x + 1, ink.height)).tobytes() for x in range(ink.width)]
        missed = [_differ(*pair) for pair in pairwise(columns[: marks + 1])]
        gone = missed.index(min(missed))
        rest = Image.new("L", (ink.width - 1, ink.height), 0)
        rest.paste(ink.crop((0, 0, gone, ink.height)), (0, 0))
        rest.paste(ink.crop((gone + 1, 0, ink.width, ink.height)), (gone, 0))
        ink = rest
    return ink


def _differ(one: bytes, other: bytes) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _turned(ink: Image.Image) -> Image.Image:
    return ink.transpose(Image.Transpose.TRANSPOSE) if ink.width and ink.height else ink
