"""What kind of printer is played, and what can go wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

# Epson's numbers for the pages that a Vietnamese office meets (ESC t).
PAGES: Mapping[int, str] = MappingProxyType(
    {
        0: "cp437",
        2: "cp850",
        16: "cp1252",
        18: "cp852",
        19: "cp858",
        30: "tcvn3-lower",
        31: "tcvn3-upper",
        52: "cp1258",
    }
)
# What GS I says: its model byte, kind and features, and its texts. No printer need tell the truth.
IDENTITY: Mapping[int, bytes] = MappingProxyType(
    {
        1: b"\x20",
        2: b"\x02",
        3: b"\x00",
        65: b"1.00",
        66: b"EMULATOR",
        67: b"LUOT-80",
        68: b"0000001",
        69: b"",
    }
)
DPI = 203


class Fault(StrEnum):
    """What goes wrong until it is mended."""

    PAPER_LOW = "paper-low"
    PAPER_OUT = "paper-out"
    COVER_OPEN = "cover-open"
    OFFLINE = "offline"
    ERROR = "error"
    MUTE = "mute"
    STALLED = "stalled"
    UNPLUGGED = "unplugged"
    DEAF_TO_FENCES = "deaf-to-fences"


# While one of these holds, nothing is printed and nothing answered in its turn.
HOLDING = frozenset((Fault.PAPER_OUT, Fault.COVER_OPEN, Fault.OFFLINE, Fault.ERROR))


class Flow(StrEnum):
    """How it stops a host when its buffer is full: by not reading, or by that and XOFF."""

    STOP = "stop"
    XONXOFF = "xonxoff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """One make of printer.

    `dots`: across the paper, a multiple of 8. `paced`: bytes pass no faster than `baud` allows.
    `buffer`: bytes, None for what is usual on the link. `speed`: mm of paper a second, None for at
    once. `units`: motion units an inch, across and down, until GS P. `nv_room`: bytes. `chinese`:
    two bytes beyond ASCII are one Chinese sign, until FS . says otherwise.
    """

    dots: int = 576
    baud: int | None = None
    paced: bool = False
    buffer: int | None = None
    flow: Flow = Flow.STOP
    speed: float | None = None
    pages: Mapping[int, str] = field(default_factory=lambda: PAGES)
    identity: Mapping[int, bytes] = field(default_factory=lambda: IDENTITY)
    units: tuple[int, int] = (DPI, DPI)
    answers_status: bool = True
    answers_gs_r: bool = True
    answers_gs_h: bool = True
    near_end_sensor: bool = True
    user_defined: bool = True
    native_qr: bool = True
    chinese: bool = False
    nv_graphics: bool = True
    nv_room: int = 262_144
