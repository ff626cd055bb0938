"""What stands round every screen: the head, the foot bar, and the question after silence."""

from typing import Any

from kivy.properties import NumericProperty, ObjectProperty
from kivy.uix.widget import Widget

from kiosk.screens import load
from kiosk.screens.parts import Placed, Pressable
from kiosk.screens.rows import booth as running
from kiosk.sheets.frame import FootAct, FootKey, Head, Still

LEFT, WIDTH, GAP = 40, 1000, 16
TOP, HEIGHT = 1750, 132
WIDE = 1.5


class HeadBar(Widget):
    """Whose hall it is, and what time."""

    it = ObjectProperty(Head(), rebind=True)


class FootButton(Pressable):
    """A key of the foot bar."""

    it = ObjectProperty(FootKey(act=FootAct.LANGUAGE, icon="language", word=""), rebind=True)

    def on_release(self) -> None:
        """Do what the key says."""
        booth = running()
        act: FootAct = self.it.act
        match act:
            case FootAct.BACK:
                booth.go_back()
            case FootAct.HOME:
                booth.go_home()
            case FootAct.PRINT_AGAIN:
                booth.print_again()
            case FootAct.LANGUAGE:
                booth.switch_language()


class FootBar(Placed):
    """The foot bar; its keys share the whole width, however many there are."""

    it = ObjectProperty((), rebind=True)

    def on_it(self, _: object, keys: tuple[FootKey, ...]) -> None:
        """Lay the keys out; a bar with the same keys only changes its words."""
        while len(self.children) > len(keys):
            self.remove_widget(self.children[0])
        while len(self.children) < len(keys):
            self.add_widget(FootButton())
        shares = [WIDE if key.wide else 1 for key in keys]
        unit = (WIDTH - GAP * (len(keys) - 1)) / sum(shares or [1])
        left: float = LEFT
        for key, share, button in zip(keys, shares, reversed(self.children), strict=True):
            button.it = key
            button.box = [round(left), TOP, round(left + unit * share) - round(left), HEIGHT]
            left += unit * share + GAP
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
