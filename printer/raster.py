"""The dots of a ticket: letters and marks drawn as the head of the printer burns them."""

from functools import cache, lru_cache
from importlib.resources import as_file, files

from PIL import Image, ImageChops, ImageDraw, ImageFont

from printer import qr
from printer.bands import safe
from printer.glyphs import picture as cell
from printer.marks import Align, Box, Code, Picture, Round, Row, Sheet, Text
from printer.typeset import Face

_FILES = {
    Face.NUMBER: "BeVietnamPro-Bold.ttf",
    Face.TEXT: "NotoSans-Regular.ttf",
    Face.BOLD: "NotoSans-Bold.ttf",
}
# A dot burns where a stroke covers this part of it (of 255). Below a half, so that the thin
# strokes of small letters come out two dots wide: single dots fade first on a worn head.
_INK = 96
_HALF = 127
_FINE = 8  # circles are drawn this many times larger, for an even ring


class Typeface:
    """One face in every size."""

    def __init__(self, face: Face) -> None:
        self.face = face

    @cache  # noqa: B019  # three typefaces live as long as the program
    def size(self, px: int) -> ImageFont.FreeTypeFont:
        """The font at a size; plain layout, so that every computer draws the same dots."""
        with as_file(files("luot") / "fonts" / _FILES[self.face]) as path:
            return ImageFont.truetype(str(path), px, layout_engine=ImageFont.Layout.BASIC)

    @cache  # noqa: B019
    def covers(self, letter: str) -> bool:
        """Whether the face has this letter; a missing one would come out as an empty box."""
        font = self.size(32)
        return letter.isspace() or bytes(font.getmask(letter)) != bytes(font.getmask("\U0010ffff"))


TYPEFACES = {face: Typeface(face) for face in Face}


@lru_cache(maxsize=4096)
def measure(text: str, face: Face, px: int) -> int:
    """The width of a text in dots."""
    return round(TYPEFACES[face].size(px).getlength(text))


def draw(sheet: Sheet, *, codes: bool = True) -> Image.Image:
    """The sheet as black (0) on white, one bit a dot; without its QR code where `codes` is off."""
    ink = Image.new("L", (sheet.width, sheet.height), 0)
    for mark in sheet.marks:
        match mark:
            case Text():
                stamp = _letters(mark.text, mark.face, mark.px)
                _burn(ink, stamp[0], mark.x + stamp[1], mark.baseline + stamp[2])
            case Box():
                _box(ink, mark)
            case Round():
                _burn(ink, _round(mark.size, mark.stroke), mark.x, mark.y)
            case Code():
                if codes:
                    _burn(ink, _code(mark), mark.x, mark.y)
            case Picture():
                _burn(ink, _picture(mark), mark.x, mark.y)
            case Row():
                _row(ink, mark)
    dots = ink.convert("1", dither=Image.Dither.NONE)
    if not any(isinstance(mark, Row) for mark in sheet.marks):  # which are not sent as dots
        dots = Image.frombytes("1", dots.size, safe(dots.tobytes()))
    return ImageChops.invert(dots)


def rows(picture: Image.Image) -> list[bytes]:
    """The rows of a one-bit picture, eight dots a byte, a bit set for each that burns."""
    data = ImageChops.invert(picture).tobytes()
    across = (picture.width + 7) // 8
    return [data[start : start + across] for start in range(0, len(data), across)]


def _burn(ink: Image.Image, stamp: Image.Image, x: int, y: int) -> None:
    ink.paste(255, (x, y), stamp)


# The texts that tickets have in common: the picture of a number alone takes 100 kB.
@lru_cache(maxsize=96)
def _letters(text: str, face: Face, px: int) -> tuple[Image.Image, int, int]:
    """The dots of a text and where they lie from the start of its baseline."""
    font = TYPEFACES[face].size(px)
    left, top, right, bottom = (int(edge) for edge in font.getbbox(text, anchor="ls"))
    grey = Image.new("L", (max(right - left, 1), max(bottom - top, 1)), 0)
    ImageDraw.Draw(grey).text((-left, -top), text, font=font, fill=255, anchor="ls")
    return grey.point(_dots), left, top


def _dots(level: int) -> int:
    return 255 if level >= _INK else 0


@lru_cache(maxsize=16)
def _round(size: int, stroke: int) -> Image.Image:
    large = Image.new("L", (size * _FINE, size * _FINE), 0)
    pen = ImageDraw.Draw(large)
    edge = size * _FINE - 1
    pen.ellipse((0, 0, edge, edge), fill=255)
    if stroke:
        inner = stroke * _FINE
        pen.ellipse((inner, inner, edge - inner, edge - inner), fill=0)
    return large.resize((size, size), Image.Resampling.BOX).point(
        lambda level: 255 * (level > _HALF)
    )


def _box(ink: Image.Image, box: Box) -> None:
    corner = (box.x, box.y, box.x + box.width - 1, box.y + box.height - 1)
    pen = ImageDraw.Draw(ink)
    if box.stroke:
        pen.rectangle(corner, outline=255, width=box.stroke)
    else:
        pen.rectangle(corner, fill=255)


def _code(code: Code) -> Image.Image:
    rows = qr.squares(code.url)
    small = Image.new("1", (code.modules, code.modules), 0)
    small.putdata([255 * dark for row in rows for dark in row])
    return small.convert("L").resize((code.side, code.side), Image.Resampling.NEAREST)


def _picture(mark: Picture) -> Image.Image:
    return Image.frombytes("1", (mark.width, mark.height), mark.data).convert("L")


def _row(ink: Image.Image, row: Row) -> None:
    """A line as the printer's own letters make it."""
    x = (ink.width - row.width) // 2 if row.align is Align.CENTRE else 0
    for span in row.spans:
        for letter in span.text:
            dots = cell(letter, bold=span.bold).convert("L")
            size = (dots.width * row.across, dots.height * row.down)
            _burn(ink, dots.resize(size, Image.Resampling.NEAREST), x, row.y)
            x += size[0]
