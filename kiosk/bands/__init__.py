"""Where everything stands on the glass: one table of bands for each way the screens are laid out.

The tables are the TOML files beside this one, a line for each part of a screen: `name = [left, top,
width, height, px]` in pixels from the top left of the drawn glass, `px` the size of its letters. A
part that repeats is a grid: `{ box = [...], across = 3, down = 3, gap = [17, 17] }`, `box` its
first cell. A table may stand on another one (`base`) and then only says what differs; `[]` takes a
part away. Bands of a part inside another one, such as `row.name`, are counted from that one.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Final

CEILING: Final = 1920
"""Kivy counts upwards from the bottom; every glass hangs from this height, whatever its own."""


class Shape(StrEnum):
    """The panels that the screens are drawn for."""

    TALL = "tall"
    SMALL = "small"
    WIDE = "wide"


DRAWN: Final = {Shape.TALL: (1080, 1920), Shape.SMALL: (1080, 1920), Shape.WIDE: (1920, 1080)}
"""The size that each is drawn at; a panel of another size shows the same, scaled."""

SMALL_WIDTH: Final = 900
"""Up to this many pixels a portrait panel gets the drawing for 768 x 1366."""


class Layout(StrEnum):
    """The tables."""

    PLAIN = "plain"
    LARGE = "large"
    LOW = "low"
    LARGE_LOW = "large_low"
    WIDE = "wide"
    WIDE_LARGE = "wide_large"


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A place on the glass in pixels from its top left, and the size of the letters in it.

    A grid has `across` x `down` cells of this size with `gap` pixels between.
    """

    left: float = 0
    top: float = 0
    width: float = 0
    height: float = 0
    px: int = 0
    across: int = 1
    down: int = 1
    gap: tuple[float, float] = (0, 0)

    @property
    def box(self) -> list[float]:
        """Left, top, width, height."""
        return [self.left, self.top, self.width, self.height]

    @property
    def size(self) -> tuple[float, float]:
        """Width and height."""
        return self.width, self.height

    @property
    def pos(self) -> tuple[float, float]:
        """The lower left corner, counted as Kivy does."""
        return self.left, self.floor

    @property
    def floor(self) -> float:
        """The lower edge, counted as Kivy does."""
        return CEILING - self.top - self.height

    @property
    def ceiling(self) -> float:
        """The upper edge, counted as Kivy does."""
        return CEILING - self.top

    @property
    def middle(self) -> float:
        """Half way across."""
        return self.left + self.width / 2

    @property
    def count(self) -> int:
        """How many cells there are."""
        return self.across * self.down if self.width else 0

    @property
    def whole(self) -> float:
        """The width of a whole line of cells."""
        return self.across * (self.width + self.gap[0]) - self.gap[0]

    def cell(self, at: int) -> list[float]:
        """The box of a cell, line by line."""
        row, column = divmod(at, self.across)
        right, down = self.width + self.gap[0], self.height + self.gap[1]
        return [self.left + column * right, self.top + row * down, self.width, self.height]

    def moved(self, down: float) -> "Band":
        """The same band further down."""
        return replace(self, top=self.top + down)

    def beside(self, right: float) -> "Band":
        """The same band to the right of something that ends there."""
        return replace(self, left=self.left + right)

    def inside(self, box: list[float], *, middle: bool = False) -> "Band":
        """The band of a part of `box`; `top` counts from its middle where `middle` is said.

        A negative left counts from the right edge; a width or height of 0 or less reaches as far
        from the other edge.
        """
        if not self.px and not self.height:
            return self
        left, top, width, height = box
        x = self.left if self.left >= 0 else width + self.left
        y = self.top + height / 2 if middle else self.top
        return replace(
            self,
            left=left + x,
            top=top + y,
            width=self.width if self.width > 0 else width - x + self.width,
            height=self.height if self.height > 0 else height - y + self.height,
        )


GONE: Final = Band()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands:
    """One table; a part that it does not name is not shown."""

    layout: Layout
    table: Mapping[str, Band]

    def __getitem__(self, name: str) -> Band:
        """The band of a part."""
        return self.table.get(name, GONE)


def _band(written: list[float] | dict[str, Any]) -> Band:
    if isinstance(written, list):
        left, top, width, height, *px = [*written] or [0, 0, 0, 0]
        return Band(left=left, top=top, width=width, height=height, px=int(px[0]) if px else 0)
    across, down = written.get("across", 1), written.get("down", 1)
    gap_x, gap_y = written.get("gap", (0, 0))
    return replace(_band(written["box"]), across=across, down=down, gap=(gap_x, gap_y))


@cache
def bands(layout: Layout) -> Bands:
    """The table of a layout."""
    source = (files(__name__) / f"{layout}.toml").read_text(encoding="utf-8")
    written = tomllib.loads(source)
    base = written.pop("base", None)
    table = dict(bands(Layout(base)).table) if base else {}
    for screen, parts in written.items():
        table |= {f"{screen}.{part}": _band(band) for part, band in parts.items()}
    return Bands(layout=layout, table=table)


def shape_of(size: tuple[int, int]) -> Shape:
    """Which drawing suits a panel of this size best."""
    width, height = size
    if width > height:
        return Shape.WIDE
    return Shape.SMALL if width <= SMALL_WIDTH else Shape.TALL


def layout_of(shape: Shape, *, large: bool, low: bool) -> Layout:
    """The layout for what the citizen asked for; a wide panel is low as it stands."""
    match shape:
        case Shape.WIDE:
            return Layout.WIDE_LARGE if large else Layout.WIDE
        case Shape.SMALL:
            # The plain bands would leave targets of 14.5 mm here.
            return Layout.LARGE_LOW if low else Layout.LARGE
        case Shape.TALL if large:
            return Layout.LARGE_LOW if low else Layout.LARGE
        case Shape.TALL:
            return Layout.LOW if low else Layout.PLAIN
