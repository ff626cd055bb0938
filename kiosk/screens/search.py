"""The search screen with keys of its own."""

from itertools import chain
from typing import Any, Final

from kivy.app import App
from kivy.properties import (
    BooleanProperty,
    ColorProperty,
    NumericProperty,
    ObjectProperty,
    StringProperty,
)
from kivy.uix.widget import Widget

from kiosk.screens import load
from kiosk.screens.parts import Placed, Pressable
from kiosk.screens.rows import booth
from kiosk.sheets.search import NO_WORDS, SearchSheet

LETTERS: Final = {
    "digits": "1234567890",
    "high": "qwertyuiop",
    "middle": "asdfghjkl",
    "low": "zxcvbnm",
}


class Key(Pressable):
    """A key: it acts when it is pressed, not when it is let go."""

    text = StringProperty("")
    letter = StringProperty("")
    px = NumericProperty(44)
    inset = NumericProperty(0)
    ink = ColorProperty("#211A15")

    def on_press(self) -> None:
        """One letter more."""
        if self.letter:
            booth().type_key(self.letter)


class EraseKey(Key):
    """The key that takes a letter back, with its icon; a long word stands closer to it."""

    snug = BooleanProperty(defaultvalue=False)


class Keyboard(Placed):
    """Letters and figures; marks are not needed."""

    words = ObjectProperty(NO_WORDS, rebind=True)

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        self._lines = {
            line: [Key(letter=letter, text=letter) for letter in letters]
            for line, letters in LETTERS.items()
        }
        for key in chain.from_iterable(self._lines.values()):
            self.add_widget(key)
        App.get_running_app().fbind("bands", self._lay)
        self._lay()

    def _lay(self, *_: object) -> None:
        bands = App.get_running_app().bands
        for line, keys in self._lines.items():
            grid = bands[f"keys.{line}"]
            for at, key in enumerate(keys):
                key.box, key.px = grid.cell(at), grid.px


class SearchScreen(Widget):
    """The search screen."""

    it = ObjectProperty(SearchSheet(), rebind=True)


load("search")
