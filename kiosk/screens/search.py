"""The search screen with keys of its own."""

from typing import Any, Final

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

LETTERS: Final = (
    ("1234567890", 14, 1114, 92),
    ("qwertyuiop", 14, 1218, 108),
    ("asdfghjkl", 67, 1338, 108),
    ("zxcvbnm", 67, 1458, 108),
)
KEY_WIDTH, KEY_STEP = 98, 106


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
        for letters, left, top, height in LETTERS:
            for at, letter in enumerate(letters):
                box = [left + at * KEY_STEP, top, KEY_WIDTH, height]
                self.add_widget(Key(letter=letter, text=letter, box=box))


class SearchScreen(Widget):
    """The search screen."""

    it = ObjectProperty(SearchSheet(), rebind=True)


load("search")
