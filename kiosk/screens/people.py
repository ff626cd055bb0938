"""The row of people: a ring for each who is ahead, and the full red dot that is you."""

from typing import Any, Final

from kivy.app import App
from kivy.graphics import Color, Rectangle
from kivy.properties import (
    BooleanProperty,
    ColorProperty,
    NumericProperty,
    ObjectProperty,
    StringProperty,
)

from kiosk.bands import GONE, Band
from kiosk.screens import load
from kiosk.screens.corner import ring
from kiosk.screens.fit import line_width
from kiosk.screens.parts import Placed

RING: Final = 34
STROKE: Final = 4
YOU: Final = 46
GAP: Final = 18


class Dots(Placed):
    """The row from the counter to you; `ahead` None draws nothing."""

    ahead = ObjectProperty(None, allownone=True)
    desk = StringProperty("")
    centred = BooleanProperty(defaultvalue=False)
    inner = ColorProperty("#FFFFFF")
    ring = ColorProperty("#594E43")
    you = ColorProperty("#A31B1E")
    wide = NumericProperty(0)
    start = NumericProperty(0)
    px = NumericProperty(30)
    word = ObjectProperty(GONE)

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        for name in ("ahead", "desk", "pos", "size", "px", "inner", "ring", "you"):
            self.fbind(name, self._draw)
        self._draw()

    def _draw(self, *_: object) -> None:
        self.canvas.before.clear()
        if self.ahead is None or not self.width or App.get_running_app() is None:
            self.wide = 0
            return
        desk = line_width(self.desk, "text", int(self.px), bold=True)
        row = self.ahead * (RING + GAP) + YOU
        # On a narrow card the same row stands closer; every ring stays one person.
        ratio = min(1.0, (self.width - desk - GAP) / row)
        self.wide = desk + GAP + row * ratio
        self.start = self.center_x - self.wide / 2 if self.centred else self.x
        left, top, _width, height = self.box
        shift = self.start - self.x
        self.word = Band(left=left + shift, top=top, width=desk + GAP, height=height, px=self.px)
        self._row(round(self.start) + desk + GAP, ratio)

    def _row(self, left: float, ratio: float) -> None:
        with self.canvas.before:
            Color(1, 1, 1)
            for _each in range(self.ahead):
                self._circle(round(left), round(RING * ratio), self.inner, self.ring)
                left += (RING + GAP) * ratio
            self._circle(round(left), round(YOU * ratio), self.you, self.you)

    def _circle(self, left: float, size: int, fill: list[float], stroke: list[float]) -> None:
        where = left, round(self.center_y - size / 2)
        Rectangle(pos=where, size=(size, size), texture=ring(fill, stroke, STROKE, size))


load("people")
