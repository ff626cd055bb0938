"""A QR code on the glass, with whole pixels to a module so that every phone reads it."""

from typing import Any, Final

from kivy.app import App
from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture
from kivy.properties import StringProperty

from kiosk.screens.parts import Placed
from printer.qr import squares

QUIET: Final = 4
DARK, LIGHT = b"\x00", b"\xff"


def modules(text: str) -> list[list[bool]]:
    """The code's modules, dark ones True, with its quiet zone."""
    code = squares(text)
    air = [False] * QUIET
    blank = [[False] * (len(code) + 2 * QUIET)] * QUIET
    return [*blank, *([*air, *row, *air] for row in code), *blank]


def texture(matrix: list[list[bool]]) -> Texture:
    """One texel a module."""
    side = len(matrix)
    picture = Texture.create(size=(side, side), colorfmt="luminance")
    picture.mag_filter = picture.min_filter = "nearest"
    rows = reversed(matrix)
    pixels = b"".join(DARK if dark else LIGHT for row in rows for dark in row)
    picture.blit_buffer(pixels, colorfmt="luminance", bufferfmt="ubyte")
    return picture


def whole(modules: int, width: float, ratio: float) -> float:
    """The widest side up to `width` on which every module has as many pixels of the panel."""
    return modules * max(1, int(width * ratio + 1e-6) // modules) / ratio


class QrCode(Placed):
    """The code of a text, as large as whole pixels allow, in the middle of a white box."""

    text = StringProperty("")

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        for name in ("text", "pos", "size"):
            self.fbind(name, self._draw)

    def _draw(self, *_: object) -> None:
        self.canvas.before.clear()
        if not self.text or not self.width:
            return
        matrix = modules(self.text)
        side = whole(len(matrix), self.width, App.get_running_app().stage.ratio)
        air = (self.width - side) / 2
        with self.canvas.before:
            Color(1, 1, 1)
            Rectangle(pos=self.pos, size=self.size)
            Rectangle(pos=(self.x + air, self.y + air), size=(side, side), texture=texture(matrix))
