"""What stands round every screen: the head, the foot bar, and the question after silence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, assert_never

from kivy.app import App
from kivy.properties import BooleanProperty, ColorProperty, NumericProperty, ObjectProperty
from kivy.uix.widget import Widget

from kiosk.screens import load
from kiosk.screens.fit import LEAST, STEP, line_width
from kiosk.screens.parts import Placed, Pressable
from kiosk.screens.rows import booth as running
from kiosk.sheets.frame import FootAct, FootKey, Head, Still

GAP = 16
AIR = 22
LEAST_WIDE = 114
WIDE = 1.5
BESIDE = 70
"""What the icon beside a word takes."""


class HeadBar(Widget):
    """Whose hall it is, and what time."""

    it = ObjectProperty(Head(), rebind=True)


class FootButton(Pressable):
    """A key of the foot bar."""

    it = ObjectProperty(FootKey(act=FootAct.LANGUAGE, icon="language", word=""), rebind=True)
    filled = BooleanProperty(defaultvalue=False)
    ink = ColorProperty("#211A15")
    px = NumericProperty(30)

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """How the keys of the foot bar share `room`: `px` is the size of a word under its icon.

    `wide_px` is that of a word beside its icon.
    """

    keys: tuple[FootKey, ...]
    px: int
    wide_px: int
    room: float

    def needs(self, key: FootKey) -> int:
        """The room that a key's words need, with air on both sides."""
        px = self.wide_px if key.wide else self.px
        words = max(line_width(word, "text", px, bold=True) for word in key.widest)
        return words + AIR + (BESIDE if key.wide else 0)

    def shrunk(self) -> "Bar":
        """With the largest letters, and at most its own, for which there is room."""
        bars = (replace(self, px=px) for px in range(self.px, LEAST, -STEP))
        least = replace(self, px=min(self.px, LEAST))
        return next((bar for bar in bars if sum(map(bar.needs, self.keys)) <= self.room), least)

    def widths(self) -> list[float]:
        """Every key the same, a wide one more; by their words where that cuts one short."""
        alike = _filling([WIDE if key.wide else 1 for key in self.keys], self.room)
        needs = [self.needs(key) for key in self.keys]
        if all(width >= need for width, need in zip(alike, needs, strict=True)):
            return alike
        spare = max(0, self.room - sum(needs)) / len(needs)
        # A short word must not make a small target.
        return _filling([max(LEAST_WIDE, need + spare) for need in needs], self.room)


def _filling(parts: Sequence[float], room: float) -> list[float]:
    """The same parts of a room of this width."""
    return [part * room / sum(parts) for part in parts]


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
        for button in buttons[len(keys) :]:
            button.live = False
        bar = Bar(
            keys=keys,
            px=self.band.px,
            wide_px=App.get_running_app().bands["frame.foot_wide"].px,
            room=self.band.width - GAP * (len(keys) - 1),
        ).shrunk()
        left = self.band.left
        for key, wide, button in zip(keys, bar.widths(), buttons, strict=False):
            button.it, button.px, button.live = key, bar.px, True
            width = round(left + wide) - round(left)
            button.box = [round(left), self.band.top, width, self.band.height]
            left += wide + GAP
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
