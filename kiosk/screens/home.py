"""The first screen: "what do you need today?"."""

from kivy.properties import BooleanProperty, ObjectProperty, StringProperty
from kivy.uix.widget import Widget

from kiosk.bands import GONE
from kiosk.screens import load
from kiosk.screens.cells import Cells
from kiosk.screens.parts import Pressable
from kiosk.screens.rows import DoorTile, FieldTile, booth
from kiosk.sheets.home import HomeSheet


class FindBox(Pressable):
    """The search box of the first screen: one touch anywhere opens the search."""

    hint = StringProperty("")
    search = StringProperty("")
    go = ObjectProperty(GONE, rebind=True)

    def on_release(self) -> None:
        """Open the search."""
        booth().open_search()


class Doors(Cells):
    """The three doors that most people come for."""

    kind = DoorTile


class Fields(Cells):
    """The nine fields; the last one is `spread` over a line that it has to itself."""

    kind = FieldTile
    spread = BooleanProperty(defaultvalue=True)

    def on_spread(self, *_: object) -> None:
        """Another shares its line, or no longer does."""
        self.on_it()

    def cell(self, at: int) -> list[float]:
        """A field's place."""
        left, top, width, height = super().cell(at)
        alone = self.spread and at == len(self.it) - 1 and at % self.grid.across == 0
        return [left, top, self.grid.whole if alone else width, height]


class HomeScreen(Widget):
    """The first screen."""

    it = ObjectProperty(HomeSheet(), rebind=True)


load("home")
