"""Letters in cells of dots, as a printer's own font draws them: each in 12 by 24, or 9 by 17."""

from enum import Enum
from functools import cache, lru_cache
from importlib.resources import as_file, files

from PIL import Image, ImageDraw, ImageFont

from printer import accents

CELL = (12, 24)
_FILE = "RobotoMono-Regular.ttf"
_INK = 90  # a dot burns where a stroke covers this part of it, of 255
_FINE = 8  # letters are drawn this many times larger: scaled down, no stroke is lost to hinting
_STROKE = 2  # of those fine dots, added on both sides: a stroke of one dot fades on a worn head
_SIDE = 4  # room beside a cell, for letters that are wider than it
_LOW = 0.87  # how tall a capital is that carries two marks


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
    """The dots of a letter in its cell: mode "1", 1 where it burns."""
    parts = accents.parted(letter) if font is Font.A else None
    if parts is None:
        cell = _drawn(letter, font)
    else:
        low = parts.body.isupper() and accents.crowded(parts)
        cell = _drawn(parts.body, font, _LOW if low else 1)
        ink = cell.getbbox()
        assert ink is not None  # noqa: S101  # no Vietnamese letter is blank
        accents.put(cell, parts, ink[1], font.value[3])
    if bold:
        cell.paste(255, (1, 0), cell.copy())
    return cell.convert("1", dither=Image.Dither.NONE)


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


def _drawn(letter: str, font: Font, tall: float = 1) -> Image.Image:
    """The letter in its cell, moved or narrowed where it is wider: mode "L", 255 where it burns."""
    width, height, px, baseline = font.value
    wide, foot = (width + 2 * _SIDE) * _FINE, baseline * _FINE
    grey = Image.new("L", (wide, height * _FINE), 0)
    ImageDraw.Draw(grey).text(
        (_SIDE * _FINE, foot),
        letter,
        font=_face(px * _FINE),
        fill=255,
        anchor="ls",
        stroke_width=_STROKE,
    )
    if tall < 1:
        lower = round(foot * tall)
        body = grey.crop((0, 0, wide, foot)).resize((wide, lower), Image.Resampling.BOX)
        grey.paste(0, (0, 0, wide, foot))
        grey.paste(body, (0, foot - lower))
    ink = grey.resize((wide // _FINE, height), Image.Resampling.BOX).point(_dots)
    return _within(ink, width)


def _within(ink: Image.Image, width: int) -> Image.Image:
    """The columns of the cell, with all the ink among them."""
    edges = ink.getbbox()
    left, right = (edges[0], edges[2]) if edges else (_SIDE, _SIDE)
    if right - left > width:
        size = (width, ink.height)
        return ink.crop((left, 0, right, ink.height)).resize(size, Image.Resampling.NEAREST)
    start = max(min(_SIDE, left), right - width)
    return ink.crop((start, 0, start + width, ink.height))


def _dots(level: int) -> int:
    return 255 if level >= _INK else 0
