"""The first screen: "what do you need today?"."""

from kivy.properties import ObjectProperty, StringProperty
from kivy.uix.widget import Widget

from kiosk.screens import load
from kiosk.screens.parts import Placed, Pressable
from kiosk.screens.rows import DoorTile, FieldTile, booth
from kiosk.sheets.home import HomeSheet, Tile

LEFT, STEP, WIDTH = 40, 339, 322
DOORS_TOP, DOORS_HEIGHT = 560, 208
TILES_TOP, TILES_STEP, TILES_HEIGHT = 852, 286, 269


class FindBox(Pressable):
    """The search box of the first screen: one touch anywhere opens the search."""

    hint = StringProperty("")
    search = StringProperty("")

    def on_release(self) -> None:
        """Open the search."""
        booth().open_search()


class Tiles(Placed):
    """Tiles in three columns, made once and filled with what is offered."""

    it = ObjectProperty((), rebind=True)

    def place(self, kind: type[Widget], top: int, step: int, height: int) -> None:
        """Fill as many tiles of a kind as there are things to show."""
        tiles: tuple[Tile, ...] = self.it
        while len(self.children) < len(tiles):
            row, column = divmod(len(self.children), 3)
            box = [LEFT + column * STEP, top + row * step, WIDTH, height]
            self.add_widget(kind(box=box))
        for at, tile in enumerate(reversed(self.children)):
            tile.live = at < len(tiles)
            if tile.live:
                tile.it = tiles[at]


class Doors(Tiles):
    """The three doors that most people come for."""

    def on_it(self, *_: object) -> None:
        """Show the doors."""
        self.place(DoorTile, DOORS_TOP, DOORS_HEIGHT, DOORS_HEIGHT)


class Fields(Tiles):
    """The nine fields."""

    def on_it(self, *_: object) -> None:
        """Show the fields."""
        self.place(FieldTile, TILES_TOP, TILES_STEP, TILES_HEIGHT)


class HomeScreen(Widget):
    """The first screen."""

    it = ObjectProperty(HomeSheet(), rebind=True)


load("home")
