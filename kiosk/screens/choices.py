"""A question of its own with its answers as rows or tiles, or with two buttons."""

from kivy.properties import ObjectProperty
from kivy.uix.widget import Widget

from kiosk.screens import load
from kiosk.screens.cells import Cells
from kiosk.screens.parts import Pressable
from kiosk.screens.rows import booth
from kiosk.sheets.choices import Choice, ChoicesSheet


class ChoiceRow(Pressable):
    """One answer."""

    it = ObjectProperty(Choice(id="", name=""), rebind=True)

    def on_release(self) -> None:
        """Give this answer."""
        booth().clerk.decide(self.it.id)


class ChoiceList(Cells):
    """The answers."""

    kind = ChoiceRow


class ChoicesScreen(Widget):
    """The screen of choices."""

    it = ObjectProperty(ChoicesSheet(), rebind=True)


load("choices")
