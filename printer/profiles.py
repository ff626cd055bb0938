"""The kinds of printers that a centre may have, and how each is spoken to."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from printer.styles import STYLES, Style

DEFAULT = "raster-lean"


class TextMode(StrEnum):
    """How letters reach the paper."""

    RASTER = "raster"
    TCVN3 = "tcvn3"
    GLYPHS = "glyphs"


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
    """How the paper is parted."""

    PARTIAL = "partial"
    FULL = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One kind of printer; `dots` is the width of its paper, `dpi` its dots an inch.

    `pages`: the numbers of its code pages of small letters and of capitals. `stored`: it keeps
    fixed lines as pictures. `status`: it answers questions at all. `near_end`: it has a sensor
    for the end of the roll. `keeps`: what it was taught holds from job to job.
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
    pages: tuple[int, int] = (30, 31)
    stored: bool = False
    status: bool = True
    near_end: bool = True
    keeps: bool = False


class UnknownProfile(LookupError):
    """No profile has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no printer profile {name!r}; there are {', '.join(profiles())}")
        self.name = name


def profile(name: str = DEFAULT) -> Profile:
    """The profile of a name; UnknownProfile where there is none."""
    try:
        return profiles()[name]
    except KeyError:
        raise UnknownProfile(name) from None


@cache
def profiles() -> dict[str, Profile]:
    """All profiles by name, in the order of the file."""
    source = (files("printer") / "profiles.toml").read_text(encoding="utf-8")
    return {name: _profile(name, table) for name, table in tomllib.loads(source).items()}


def _profile(name: str, table: dict[str, Any]) -> Profile:
    return Profile(
        name=name,
        dots=int(table["dots"]),
        dpi=int(table["dpi"]),
        text=TextMode(table["text"]),
        style=STYLES[table["style"]],
        qr=Qr(table["qr"]),
        margin=Margin(table["margin"]),
        fence=FenceKind(table["fence"]),
        cut=Cut(table["cut"]),
        pages=_pair(table.get("pages", (30, 31))),
        stored=bool(table.get("stored", False)),
        status=bool(table.get("status", True)),
        near_end=bool(table.get("near_end", True)),
        keeps=bool(table.get("keeps", False)),
    )


def _pair(pages: Sequence[int]) -> tuple[int, int]:
    lower, upper = pages
    return int(lower), int(upper)
