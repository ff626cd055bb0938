"""One kind of printer, and how it is spoken to."""

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from printer.charsets import CP1258, TCVN3, TCVN5712, VISCII, Charset
from printer.styles import Style


class TextMode(StrEnum):
    """How letters reach the paper: as dots, on code pages of the printer's, or taught to it."""

    RASTER = "raster"
    TCVN3 = "tcvn3"
    TCVN5712 = "tcvn5712"
    VISCII = "viscii"
    CP1258 = "cp1258"
    GLYPHS = "glyphs"

    @property
    def charset(self) -> Charset | None:
        """The letters of the code pages that it sends; None where it sends none."""
        match self:
            case TextMode.TCVN3:
                return TCVN3
            case TextMode.TCVN5712:
                return TCVN5712
            case TextMode.VISCII:
                return VISCII
            case TextMode.CP1258:
                return CP1258
            case TextMode.RASTER | TextMode.GLYPHS:
                return None
            case _:
                assert_never(self)


class Qr(StrEnum):
    """Who draws the QR code: the printer itself, or we as dots."""

    NATIVE = "native"
    RASTER = "raster"


class Margin(StrEnum):
    """How a line gets to its place: by the printer's left margin, or by white dots."""

    GS_L = "gs_l"
    BAKED = "baked"


class FenceKind(StrEnum):
    """What the printer answers when the paper is out: GS r 1 in its turn, GS ( H, or nothing."""

    GS_R = "gs_r"
    PID = "pid"
    NONE = "none"


class Cut(StrEnum):
    """How the paper is parted; NONE: torn off by hand, after a feed."""

    PARTIAL = "partial"
    FULL = "full"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One kind of printer; `dots` is the width of its paper, `dpi` its dots an inch.

    `pages`: the numbers of its code pages, for two of them small letters before capitals.
    `chinese`: it takes letters beyond ASCII for Chinese signs until it is told not to. `stored`:
    it keeps fixed lines as pictures. `status`: it answers questions at all. `near_end`: it has a
    sensor for the end of the roll. `keeps`: what it was taught holds from job to job.
    """

    name: str
    dots: int
    dpi: int
    text: TextMode
    style: Style
    qr: Qr
    margin: Margin
    fence: FenceKind
    cut: Cut
    pages: tuple[int, ...] = (30, 31)
    chinese: bool = False
    stored: bool = False
    status: bool = True
    near_end: bool = True
    keeps: bool = False
