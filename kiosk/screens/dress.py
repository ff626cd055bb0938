"""What every screen is bound to: colours, places, and the strength of outlines."""

from kivy.app import App
from kivy.base import EventLoop
from kivy.properties import (
    BooleanProperty,
    DictProperty,
    NumericProperty,
    ObjectProperty,
    StringProperty,
)
from kivy.utils import get_hex_from_color

from kiosk.bands import Layout, Shape, bands
from kiosk.palette import Theme, palette
from kiosk.sheets.glass import Glass
from luot.web.tokens import tokens

PUSH = 8
"""Pressed on black: the outline grows inwards, as there is no darker ground."""


class Dressed(App):
    """An app whose screens follow its palette `p` and its `bands`; nothing is made anew.

    `dark` are the colours of a closed kiosk. No outline is thinner than `least_stroke`, and what is
    pressed shows by `push` pixels more. `side` is where the clock stands.
    """

    p = DictProperty(palette(Theme.LIGHT), rebind=True)
    bands = ObjectProperty(bands(Layout.PLAIN))
    dark = BooleanProperty(defaultvalue=False)
    contrast = BooleanProperty(defaultvalue=False)
    least_stroke = NumericProperty(0)
    push = NumericProperty(0)
    side = StringProperty("right")
    shape = Shape.TALL
    theme = Theme.LIGHT

    def hex(self, colour: list[float]) -> str:
        """A colour of the palette for a label with markup."""
        return str(get_hex_from_color(colour))

    def wear(self, picture: Glass, *, dark: bool) -> None:
        """Put on what a picture needs: the colours, and the places of everything on it."""
        self._colours(Theme.CONTRAST if picture.contrast else Theme.HALL if dark else Theme.LIGHT)
        self.side = "left" if self.shape is Shape.WIDE else "right"
        self.bands = bands(picture.layout)
        EventLoop.window.clearcolor = self.p["paper"]

    def _colours(self, theme: Theme) -> None:
        if theme is self.theme and self.p == palette(theme):
            return
        self.theme = theme
        self.contrast = theme is Theme.CONTRAST
        self.dark = theme is Theme.HALL
        self.least_stroke = int(tokens()["stroke"]["contrast"]) if self.contrast else 0
        self.push = PUSH if self.contrast else 0
        self.p = palette(theme)
