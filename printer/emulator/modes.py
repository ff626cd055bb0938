"""The settings that commands change: page, letters, spacing, margins, alignment."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import pairwise

from printer.cells import Font
from printer.emulator.errors import BadSetting
from printer.emulator.traits import DPI

_TABS = tuple(range(8, 256, 8))
_LINE = 30  # dots: a sixth of an inch less a little, as receipt printers start


class Align(IntEnum):
    """Where a line stands in the print area."""

    LEFT = 0
    CENTRE = 1
    RIGHT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Modes:
    """All that ESC @ sets back. Lengths are dots; `area` is None for the whole paper."""

    units: tuple[int, int]
    page: int = 0
    font: Font = Font.A
    bold: bool = False
    struck: bool = False
    underline: int = 0
    reverse: bool = False
    wide: int = 1
    high: int = 1
    gap: int = 0
    line: int = _LINE
    align: Align = Align.LEFT
    left: int = 0
    area: int | None = None
    own_letters: bool = False
    chinese: bool = False
    tabs: tuple[int, ...] = _TABS

    def across(self, units: int) -> int:
        """Horizontal motion units as dots."""
        return units * DPI // self.units[0]

    def down(self, units: int) -> int:
        """Vertical motion units as dots."""
        return units * DPI // self.units[1]


def word(data: bytes) -> int:
    """Two bytes, the low one first."""
    return int.from_bytes(data, "little")


def _font(number: int) -> Font:
    if number % 48 > 1:
        raise BadSetting(number)
    return Font.B if number & 1 else Font.A


def _print_mode(modes: Modes, args: bytes) -> Modes:
    n = args[0]
    return replace(
        modes,
        font=_font(n & 1),
        bold=bool(n & 0x08),
        high=2 if n & 0x10 else 1,
        wide=2 if n & 0x20 else 1,
        underline=1 if n & 0x80 else 0,
    )


def _size(modes: Modes, args: bytes) -> Modes:
    wide, high = args[0] >> 4, args[0] & 0x0F
    if max(wide, high) > 7:  # noqa: PLR2004
        raise BadSetting(args[0])
    return replace(modes, wide=wide + 1, high=high + 1)


def _underline(modes: Modes, args: bytes) -> Modes:
    if args[0] % 48 > 2:  # noqa: PLR2004
        raise BadSetting(args[0])
    return replace(modes, underline=args[0] % 48)


def _align(modes: Modes, args: bytes) -> Modes:
    if args[0] % 48 > Align.RIGHT:
        raise BadSetting(args[0])
    return replace(modes, align=Align(args[0] % 48))


def _units(modes: Modes, args: bytes) -> Modes:
    across, down = args
    return replace(modes, units=(across or DPI, down or DPI))


def _tabs(modes: Modes, args: bytes) -> Modes:
    stops = args.rstrip(b"\0")
    rising = all(one < other for one, other in pairwise(stops))
    if not rising:
        raise BadSetting(stops.hex())
    return replace(modes, tabs=tuple(stops))


CHANGES: dict[bytes, Callable[[Modes, bytes], Modes]] = {
    b"\x1b ": lambda modes, args: replace(modes, gap=modes.across(args[0])),
    b"\x1b!": _print_mode,
    b"\x1b%": lambda modes, args: replace(modes, own_letters=bool(args[0] & 1)),
    b"\x1b-": _underline,
    b"\x1b2": lambda modes, _: replace(modes, line=_LINE),
    b"\x1b3": lambda modes, args: replace(modes, line=modes.down(args[0])),
    b"\x1bD": _tabs,
    b"\x1bE": lambda modes, args: replace(modes, bold=bool(args[0] & 1)),
    b"\x1bG": lambda modes, args: replace(modes, struck=bool(args[0] & 1)),
    b"\x1bM": lambda modes, args: replace(modes, font=_font(args[0])),
    b"\x1ba": _align,
    b"\x1d!": _size,
    b"\x1dB": lambda modes, args: replace(modes, reverse=bool(args[0] & 1)),
    b"\x1dL": lambda modes, args: replace(modes, left=modes.across(word(args))),
    b"\x1dP": _units,
    b"\x1c.": lambda modes, _: replace(modes, chinese=False),
    b"\x1dW": lambda modes, args: replace(modes, area=modes.across(word(args))),
}
