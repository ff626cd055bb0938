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
from kiosk.bands import GONE, Band
from kiosk.screens import load
from kiosk.screens.corner import ring
from kiosk.screens.parts import Outline, Placed, Pressable
from kiosk.screens.scaled import Scaled
from kiosk.sheets.curtain import ActKey, Curtain, Invite, Menu, Pad, Rest, StateRow, VolumeRow

DIGITS: Final = "1234567890"
DOT, DOT_STEP, STROKE = 46, 84, 5
TURN, TURN_STEP, TURN_LEFT = 252, 268, 480


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
    px = NumericProperty(84)

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
    grid = ObjectProperty(GONE)

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401
        self.digits = [DigitKey(text=digit) for digit in DIGITS]
        super().__init__(**kwargs)
        for key in self.digits:
            self.add_widget(key)

    def on_grid(self, _: object, grid: Band) -> None:
        """Nine digits, and the tenth between erase and enter."""
        for key, cell in zip(self.digits, (*range(9), 10), strict=True):
            key.px, key.box = grid.px, grid.cell(cell)

    def erase(self) -> None:
        """One digit less."""
        backroom().erase()

    def leave(self) -> None:
        """Back to the citizens."""
        backroom().leave()


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
    rows = ObjectProperty(GONE)
    acts = ObjectProperty(GONE)

    def on_rows(self, *_: object) -> None:
        """The same lines in another place."""
        for at, line in enumerate(self.lines):
            line.box = self.rows.cell(at)

    def on_acts(self, *_: object) -> None:
        """The same buttons in another place."""
        for at, button in enumerate(self.buttons):
            button.px, button.box = self.acts.px, self.acts.cell(at)
        if self.it.volume is not None:
            self._show_volume(self.it.volume, len(self.it.keys))

    def on_it(self, _: object, menu: Menu) -> None:
        """Show the lines and the buttons; the first ones stay what they were."""
        while len(self.lines) < len(menu.rows):
            self.lines.append(StateLine(ruled=bool(self.lines)))
            self.add_widget(self.lines[-1])
        while len(self.buttons) < len(menu.keys):
            self.buttons.append(ActButton())
            self.add_widget(self.buttons[-1])
        self.on_rows()
        for line, row in zip(self.lines, menu.rows, strict=False):
            line.it = row
        for at, button in enumerate(self.buttons):
            button.live = at < len(menu.keys)
            if button.live:
                button.key = menu.keys[at]
        self.on_acts()

    def _show_volume(self, row: VolumeRow, at: int) -> None:
        """The last line, below the buttons."""
        if self.volume is None:
            self.volume, self.turns = VolumeLine(), [ActButton() for _ in row.keys]
            for part in (self.volume, *self.turns):
                self.add_widget(part)
        left, top, _, height = self.acts.cell(at)
        self.volume.box, self.volume.it = [left, top, TURN_LEFT, height], row
        for turn, (button, key) in enumerate(zip(self.turns, row.keys, strict=True)):
            button.px, button.key = self.acts.px, key
            button.box = [left + TURN_LEFT + turn * TURN_STEP, top, TURN, height]

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
