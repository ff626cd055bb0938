"""Round corners and rings as small textures: one draw for an outline and its ground, soft edges.

A vertex instruction costs about 150 kB with software GL, so a card that is drawn as two round
rectangles costs twice what it should, and there are two hundred of them.
"""

from functools import lru_cache
from math import ceil, hypot

from kivy.graphics.texture import Texture

Colour = tuple[float, ...]


def _cover(distance: float) -> float:
    """How much of a pixel lies inside an edge at this distance from its middle."""
    return min(1.0, max(0.0, 0.5 - distance))


def pixel(x: float, y: float, radius: float, thick: float, pair: tuple[Colour, Colour]) -> bytes:
    """A pixel of a corner whose circle has its middle at (0, 0)."""
    fill, stroke = pair
    away = hypot(x, y) - radius
    inside = _cover(away + thick)
    mixed = (s + (f - s) * inside for f, s in zip(fill[:3], stroke[:3], strict=True))
    return bytes(round(255 * part) for part in (*mixed, _cover(away)))


def pixels(side: int, thick: float, radius: float, pair: tuple[Colour, Colour]) -> bytes:
    """The whole square, row by row: one quarter is drawn, the others are its mirror images."""
    middle, half = side / 2, side // 2
    room = middle - radius
    offsets = [max(0.0, middle - at - 0.5 - room) for at in range(side - half)]
    quarter = ([pixel(x, y, radius, thick, pair) for x in offsets] for y in offsets)
    rows = [b"".join((*row, *reversed(row[:half]))) for row in quarter]
    return b"".join((*rows, *reversed(rows[:half])))


@lru_cache(maxsize=128)
def patch(fill: Colour, stroke: Colour, thick: float, radius: float, straight: int = 2) -> Texture:
    """A round square of twice `radius` and `straight` pixels between, to be stretched there."""
    side = max(2, 2 * ceil(radius) + straight)
    texture = Texture.create(size=(side, side), colorfmt="rgba")
    texture.blit_buffer(pixels(side, thick, radius, (fill, stroke)), colorfmt="rgba")
    return texture


def card(fill: list[float], stroke: list[float], thick: float, radius: float) -> Texture:
    """The texture of a card; see `border`."""
    return patch(tuple(fill), tuple(stroke), thick, radius)


def border(radius: float) -> tuple[int, int, int, int]:
    """How much of a card's texture is corner."""
    corner = ceil(radius)
    return corner, corner, corner, corner


def ring(fill: list[float], stroke: list[float], thick: float, size: int) -> Texture:
    """A circle of `size` pixels with its outline."""
    return patch(tuple(fill), tuple(stroke), thick, size / 2, 0)


@lru_cache(maxsize=8)
def dashes(colour: Colour, length: int, dash: int, step: int) -> Texture:
    """A dashed line, one pixel high."""
    texture = Texture.create(size=(length, 1), colorfmt="rgba")
    texture.mag_filter = texture.min_filter = "nearest"
    ink = bytes(round(255 * part) for part in colour)
    texture.blit_buffer(
        b"".join(ink if at % step < dash else b"\0\0\0\0" for at in range(length)),
        colorfmt="rgba",
    )
    return texture
