"""A laid-out paper as dots, with the printer's own QR code where it draws one."""

from collections.abc import Iterator
from dataclasses import replace

from printer import kit, raster
from printer.bands import Band, Feed, bands
from printer.marks import Code, Picture, Sheet
from printer.profile import Margin, Profile, Qr

_MOST_ROWS = 255  # of one feed, and of one band: older printers hold no more
_CENTRED, _LEFT = b"\x1ba\x01", b"\x1ba\x00"


def marks(sheet: Sheet, profile: Profile) -> Iterator[bytes]:
    """The picture from top to bottom."""
    # Feeds and margins count in dots only after GS P: some printers start with half dots.
    yield b"\x1dP" + bytes((profile.dpi, profile.dpi))
    native = profile.qr is Qr.NATIVE
    rows = raster.rows(raster.draw(sheet, codes=not native))
    top = 0
    for code in (mark for mark in sheet.marks if isinstance(mark, Code) and native):
        yield from _rows(rows[top : code.y], profile)
        if profile.margin is Margin.GS_L:
            yield _margin(0)
        yield _CENTRED + kit.qr(code.url, code.module) + _LEFT
        top = code.y + code.side
    yield from _rows(rows[top:], profile)


def picture(mark: Picture) -> Iterator[bytes]:
    """One picture by itself."""
    yield from burn(Band(0, mark.width // 8, mark.data))


def code(mark: Code, profile: Profile) -> Iterator[bytes]:
    """A QR code by itself, for a printer that draws none."""
    alone = Sheet(width=profile.dots, height=mark.side, marks=(replace(mark, y=0),))
    yield from _rows(raster.rows(raster.draw(alone)), profile)
    if profile.margin is Margin.GS_L:
        yield _margin(0)


def _rows(rows: list[bytes], profile: Profile) -> Iterator[bytes]:
    left = 0
    trim = profile.margin is Margin.GS_L
    for part in bands(rows, trim_left=trim):
        match part:
            case Feed():
                yield from _feeds(part.rows)
            case Band():
                if trim and part.left != left:
                    left = part.left
                    yield _margin(left * 8)
                yield from burn(part)


def _feeds(rows: int) -> Iterator[bytes]:
    for done in range(0, rows, _MOST_ROWS):
        yield b"\x1bJ" + bytes((min(_MOST_ROWS, rows - done),))


def _margin(dots: int) -> bytes:
    return b"\x1dL" + dots.to_bytes(2, "little")


def burn(band: Band) -> Iterator[bytes]:
    """Rows of dots where the margin is, in pieces that older printers hold."""
    step = band.width * _MOST_ROWS
    for start in range(0, len(band.data), step):
        piece = band.data[start : start + step]
        size = band.width.to_bytes(2, "little") + (len(piece) // band.width).to_bytes(2, "little")
        yield b"\x1dv0\x00" + size + piece
