"""From a ticket to the very bytes that its printer is sent."""

from collections.abc import Iterator
from dataclasses import dataclass

from printer import kit, raster
from printer.bands import REALTIME, Band, Feed, bands
from printer.fence import Fence
from printer.layout import Code, Sheet, lay_out
from printer.profiles import Cut, Margin, Profile, Qr
from printer.slip import Slip

_CUT = {Cut.FULL: b"\x1dVA\x00", Cut.PARTIAL: b"\x1dVB\x00"}  # both feed up to the cutter first
_MOST_ROWS = 255  # of one feed, and of one band: older printers hold no more


class UnsafeJob(RuntimeError):
    """A job that would make the printer do something else in the middle of it: never sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What goes to the printer for one ticket, and the picture that it makes there.

    `broom` is for a printer that got only a part of it and keeps that across connections: it fills
    up the longest command, so that the next one is not taken for its rest, and cuts the scrap off.
    """

    data: bytes
    fence: Fence
    sheet: Sheet
    broom: bytes


def job(slip: Slip, profile: Profile, fence: Fence | None = None) -> Job:
    """The whole job: reset, ticket, cut, and the fence that confirms the paper."""
    fence = fence or Fence(profile.fence)
    sheet = lay_out(slip, profile.style, profile.dots, raster.measure)
    cut = _CUT[profile.cut]
    parts = (_start(profile), *_marks(sheet, profile), cut, fence.question)
    broom = bytes(max(map(len, parts))) + kit.reset() + cut
    return Job(data=guarded(b"".join(parts)), fence=fence, sheet=sheet, broom=broom)


def guarded(data: bytes) -> bytes:
    """The data itself, once it is sure that no printer obeys anything in the midst of it."""
    for sequence in REALTIME:
        if sequence in data:
            raise UnsafeJob(f"real-time command {sequence.hex(' ')} in a print job")
    return data


def _start(profile: Profile) -> bytes:
    # Feeds and margins count in dots only after GS P: some printers start with half dots.
    return kit.reset() + b"\x1dP" + bytes((profile.dpi, profile.dpi))


def _marks(sheet: Sheet, profile: Profile) -> Iterator[bytes]:
    """The picture from top to bottom, with the printer's own QR code where it draws one."""
    native = profile.qr is Qr.NATIVE
    rows = raster.rows(raster.draw(sheet, codes=not native))
    top = 0
    for code in (mark for mark in sheet.marks if isinstance(mark, Code) and native):
        yield from _rows(rows[top : code.y], profile)
        if profile.margin is Margin.GS_L:
            yield _margin(0)
        yield kit.qr(code.url, code.module)
        top = code.y + code.side
    yield from _rows(rows[top:], profile)


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
                yield from _dots(part)


def _feeds(rows: int) -> Iterator[bytes]:
    for done in range(0, rows, _MOST_ROWS):
        yield b"\x1bJ" + bytes((min(_MOST_ROWS, rows - done),))


def _margin(dots: int) -> bytes:
    return b"\x1dL" + dots.to_bytes(2, "little")


def _dots(band: Band) -> Iterator[bytes]:
    step = band.width * _MOST_ROWS
    for start in range(0, len(band.data), step):
        piece = band.data[start : start + step]
        size = band.width.to_bytes(2, "little") + (len(piece) // band.width).to_bytes(2, "little")
        yield b"\x1dv0\x00" + size + piece
