"""Parts that repeat: made once, filled with what there is, set where the band of them says."""

from typing import ClassVar

from kivy.properties import ObjectProperty
from kivy.uix.widget import Widget

from kiosk.bands import GONE
from kiosk.screens.parts import Placed


class Cells(Placed):
    """As many parts of a `kind` as there are things in `it`, in the cells of `grid`."""

    kind: ClassVar[type[Widget]] = Widget
    it = ObjectProperty((), rebind=True)
    grid = ObjectProperty(GONE)

    def on_it(self, *_: object) -> None:
        """Show what there is; what does not fit the grid is not shown."""
        while len(self.children) < min(len(self.it), self.grid.count):
            self.add_widget(self.kind())
        cells = list(reversed(self.children))
        for at, cell in enumerate(cells):
            cell.live = at < min(len(self.it), self.grid.count)
            if cell.live:
                cell.box = self.cell(at)
                cell.it = self.it[at]

    def on_grid(self, *_: object) -> None:
        """The same things in other places."""
        self.on_it()

    def cell(self, at: int) -> list[float]:
        """The box of a part."""
        place: list[float] = self.grid.cell(at)
        return place
