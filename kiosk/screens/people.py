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

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        for name in ("ahead", "desk", "pos", "size", "inner", "ring", "you"):
            self.fbind(name, self._draw)
        self._draw()

    def _draw(self, *_: object) -> None:
        self.canvas.before.clear()
        if self.ahead is None or App.get_running_app() is None:
            self.wide = 0
            return
        desk = line_width(self.desk, "text", 30, bold=True)
        self.wide = desk + GAP + self.ahead * (RING + GAP) + YOU
        self.start = self.center_x - self.wide / 2 if self.centred else self.x
        left = round(self.start) + desk + GAP
        with self.canvas.before:
            Color(1, 1, 1)
            for _each in range(self.ahead):
                self._circle(left, RING, self.inner, self.ring)
                left += RING + GAP
            self._circle(left, YOU, self.you, self.you)

    def _circle(self, left: float, size: int, fill: list[float], stroke: list[float]) -> None:
        where = left, round(self.center_y - size / 2)
        Rectangle(pos=where, size=(size, size), texture=ring(fill, stroke, STROKE, size))


load("people")
