"""The invitation, the sign "out of service", and the staff's door and room."""

from typing import Any, Final

from kivy.app import App
from kivy.graphics import Color, Rectangle
from kivy.properties import (
    BooleanProperty,
    ColorProperty,
    ListProperty,
    NumericProperty,
    ObjectProperty,
    StringProperty,
)
from kivy.uix.widget import Widget

from kiosk.backroom import Backroom
from kiosk.screens import load
from kiosk.screens.corner import ring
from kiosk.screens.parts import Outline, Placed, Pressable
from kiosk.screens.scaled import Scaled
from kiosk.sheets.curtain import ActKey, Curtain, Invite, Menu, Pad, Rest, StateRow, VolumeRow

DIGITS: Final = "123456789"
LEFT, TOP, WIDTH, HEIGHT, GAP = 140, 620, 256, 168, 16
DOT, DOT_STEP, STROKE = 46, 84, 5
ROW, ROW_TOP = 100, 396
KEY_TOP, KEY, KEY_STEP = 1010, 128, 144
TURN, TURN_STEP, TURN_LEFT = 252, 268, 520


def backroom() -> Backroom:
    """The staff's room of the running kiosk."""
    room: Backroom = App.get_running_app().porter.backroom
    return room


class InviteScreen(Widget):
    """A touch anywhere ends it."""

    it = ObjectProperty(Invite(), rebind=True)


class RestScreen(Widget):
    """Nothing here answers a citizen's touch."""

    it = ObjectProperty(Rest(), rebind=True)


class DigitKey(Pressable):
    """A digit; it acts when it is pressed."""

    text = StringProperty("")

    def on_press(self) -> None:
        """One digit more."""
        backroom().type(self.text)


class EnterKey(Pressable):
    """The pad's last key: it tries the door."""

    text = StringProperty("")

    def on_release(self) -> None:
        """Try the door."""
        backroom().enter()


class PinDots(Placed):
    """As many full dots as digits were typed: never the digits."""

    typed = NumericProperty(0)
    dots = NumericProperty(0)
    full = ColorProperty("#211A15")
    empty = ColorProperty("#FAF6EC")

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        for name in ("pos", "size", "typed", "dots", "full", "empty"):
            self.fbind(name, self._draw)

    def _draw(self, *_: object) -> None:
        self.canvas.clear()
        count = int(self.dots)
        left = self.center_x - (count * DOT_STEP - DOT_STEP + DOT) / 2
        with self.canvas:
            Color(1, 1, 1)
            for at in range(count):
                ground = self.full if at < self.typed else self.empty
                Rectangle(
                    pos=(left + at * DOT_STEP, self.center_y - DOT / 2),
                    size=(DOT, DOT),
                    texture=ring(ground, self.full, STROKE, DOT),
                )


class PadScreen(Widget):
    """The door: ten keys, erase, enter, and the way back."""

    it = ObjectProperty(Pad(), rebind=True)

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        for at, digit in enumerate(DIGITS):
            row, column = divmod(at, 3)
            self.add_widget(DigitKey(text=digit, box=_key(row, column)))
        self.add_widget(DigitKey(text="0", box=_key(3, 1)))

    def erase(self) -> None:
        """One digit less."""
        backroom().erase()

    def leave(self) -> None:
        """Back to the citizens."""
        backroom().leave()


def _key(row: int, column: int) -> list[int]:
    """The box of a key of the pad."""
    return [LEFT + column * (WIDTH + GAP), TOP + row * (HEIGHT + GAP), WIDTH, HEIGHT]


class StateLine(Placed):
    """How one thing is: a tick or a warning, and a sentence."""

    it = ObjectProperty(StateRow(), rebind=True)
    ruled = BooleanProperty(defaultvalue=True)


class ActButton(Outline):
    """Something to do."""

    key = ObjectProperty(ActKey(), rebind=True)

    def on_release(self) -> None:
        """Do it."""
        backroom().act(self.key.act)


class VolumeLine(Placed):
    """How loud the kiosk is; its two keys stand at the right."""

    it = ObjectProperty(VolumeRow(), rebind=True)


class MenuScreen(Widget):
    """The room: how everything is, and what can be done."""

    it = ObjectProperty(Menu(), rebind=True)
    lines = ListProperty([])
    buttons = ListProperty([])
    volume = ObjectProperty(None, allownone=True)
    turns = ListProperty([])

    def on_it(self, _: object, menu: Menu) -> None:
        """Show the lines and the buttons; the first ones stay what they were."""
        while len(self.lines) < len(menu.rows):
            at = len(self.lines)
            line = StateLine(box=[70, ROW_TOP + at * ROW, 940, ROW], ruled=at > 0)
            self.lines.append(line)
            self.add_widget(line)
        while len(self.buttons) < len(menu.keys):
            button = ActButton(box=[40, KEY_TOP + len(self.buttons) * KEY_STEP, 1000, KEY])
            self.buttons.append(button)
            self.add_widget(button)
        for line, row in zip(self.lines, menu.rows, strict=False):
            line.it = row
        for at, button in enumerate(self.buttons):
            button.live = at < len(menu.keys)
            if button.live:
                button.key = menu.keys[at]
        if menu.volume is not None:
            self._show_volume(menu.volume, KEY_TOP + len(menu.keys) * KEY_STEP)

    def _show_volume(self, row: VolumeRow, top: int) -> None:
        """The last line, below the buttons."""
        if self.volume is None:
            self.volume, self.turns = VolumeLine(), [ActButton() for _ in row.keys]
            for part in (self.volume, *self.turns):
                self.add_widget(part)
        self.volume.box, self.volume.it = [40, top, TURN_LEFT - 40, KEY], row
        for at, (button, key) in enumerate(zip(self.turns, row.keys, strict=True)):
            button.box, button.key = [TURN_LEFT + at * TURN_STEP, top, TURN, KEY], key

    def leave(self) -> None:
        """Back to the citizens."""
        backroom().leave()


KINDS: Final[dict[type[Curtain], type[Widget]]] = {
    Invite: InviteScreen,
    Rest: RestScreen,
    Pad: PadScreen,
    Menu: MenuScreen,
}


class Curtains(Scaled):
    """Shows one of them; each is made when it is first needed."""

    def __init__(self, window: tuple[int, int], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(window, **kwargs)
        self.screens: dict[type[Widget], Widget] = {}
        self.shown: Widget | None = None

    def show(self, sheet: Curtain | None) -> bool:
        """Show a curtain, or none; True where it is another one than before."""
        screen = None if sheet is None else self._screen(KINDS[type(sheet)])
        if screen is not None and screen.it != sheet:
            screen.it = sheet
        other = screen is not self.shown
        if other:
            self.clear_widgets()
            if screen is not None:
                self.add_widget(screen)
            self.shown = screen
        return other

    def _screen(self, kind: type[Widget]) -> Widget:
        if kind not in self.screens:
            self.screens[kind] = kind()
        return self.screens[kind]


load("curtain")
