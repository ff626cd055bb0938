"""The kinds of printers that a centre may have, and how each is spoken to."""

import tomllib
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


class Qr(StrEnum):
    """Who draws the QR code: the printer itself, or we as dots."""

    NATIVE = "native"
    RASTER = "raster"


class Margin(StrEnum):
    """How a line gets to its place: by the printer's left margin, or by white dots."""

    GS_L = "gs_l"
    BAKED = "baked"


class FenceKind(StrEnum):
    """What the printer answers when the paper is out: GS r 1 in its turn, or GS ( H."""

    GS_R = "gs_r"
    PID = "pid"


class Cut(StrEnum):
    """How the paper is parted."""

    PARTIAL = "partial"
    FULL = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One kind of printer; `dots` is the width of its paper, `dpi` its dots an inch."""

    name: str
    dots: int
    dpi: int
    text: TextMode
    style: Style
    qr: Qr
    margin: Margin
    fence: FenceKind
    cut: Cut


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
    )
