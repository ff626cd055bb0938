"""What stands round every screen: the head, the foot bar, and the question after silence."""

from typing import Any, assert_never

from kivy.properties import BooleanProperty, ColorProperty, NumericProperty, ObjectProperty
from kivy.uix.widget import Widget

from kiosk.screens import load
from kiosk.screens.fit import line_width
from kiosk.screens.parts import Placed, Pressable
from kiosk.screens.rows import booth as running
from kiosk.sheets.frame import FootAct, FootKey, Head, Still

GAP = 16
AIR = 24
WIDE = 1.5
CROWDED = 6
"""So many keys share the bar by the width of their words."""


class HeadBar(Widget):
    """Whose hall it is, and what time."""

    it = ObjectProperty(Head(), rebind=True)


class FootButton(Pressable):
    """A key of the foot bar."""

    it = ObjectProperty(FootKey(act=FootAct.LANGUAGE, icon="language", word=""), rebind=True)
    filled = BooleanProperty(defaultvalue=False)
    ink = ColorProperty("#211A15")

    def on_release(self) -> None:
        """Do what the key says."""
        booth = running()
        act: FootAct = self.it.act
        match act:
            case FootAct.BACK:
                booth.go_back()
            case FootAct.HOME:
                booth.begin_again()
            case FootAct.PRINT_AGAIN:
                booth.print_again()
            case FootAct.LARGE:
                booth.switch_large()
            case FootAct.CONTRAST:
                booth.switch_contrast()
            case FootAct.LOW:
                booth.switch_low()
            case FootAct.LANGUAGE:
                booth.switch_language()
            case _:
                assert_never(act)


def shares(keys: tuple[FootKey, ...], px: int) -> list[float]:
    """How the keys share the bar between them: a wide one has more, many go by their words."""
    if len(keys) < CROWDED:
        return [WIDE if key.wide else 1 for key in keys]
    words = [
        AIR + max(line_width(word, "text", px, bold=True) for word in key.widest) for key in keys
    ]
    # A short word must not make a small target.
    return [max(width, sum(words) / len(words) * 0.8) for width in words]


class FootBar(Placed):
    """The foot bar; its keys share the whole width, however many there are."""

    it = ObjectProperty((), rebind=True)

    def on_band(self, *_: object) -> None:
        """The same keys in another place."""
        self.on_it(self, self.it)

    def on_it(self, _: object, keys: tuple[FootKey, ...]) -> None:
        """Lay the keys out; a bar with the same keys only changes its words."""
        # What was made stays: one that dies while it is bound to the colours breaks their change.
        while len(self.children) < len(keys):
            self.add_widget(FootButton())
        buttons = list(reversed(self.children))
        parts = shares(keys, self.band.px)
        unit = (self.band.width - GAP * (len(keys) - 1)) / sum(parts or [1])
        left = self.band.left
        for button in buttons[len(keys) :]:
            button.live = False
        for key, part, button in zip(keys, parts, buttons, strict=False):
            button.it, button.live = key, True
            width = round(left + unit * part) - round(left)
            button.box = [round(left), self.band.top, width, self.band.height]
            left += unit * part + GAP
        self.live = bool(keys)


class StillThere(Placed):
    """The question after silence; any touch answers it."""

    it = ObjectProperty(Still(), rebind=True)
    full = NumericProperty(15)

    def on_touch_down(self, touch: Any) -> bool:  # noqa: ANN401
        """Nothing beneath is touched through the question."""
        super().on_touch_down(touch)
        return True


load("frame")
