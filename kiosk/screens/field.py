"""The procedures of one field."""

from kivy.properties import ObjectProperty
from kivy.uix.widget import Widget

from kiosk.screens import load
from kiosk.screens.parts import Placed
from kiosk.screens.rows import ProcedureRow
from kiosk.sheets.field import FieldSheet, Row


class RowList(Placed):
    """Rows one below the other, made once; `box` holds left, first top, width and row height."""

    it = ObjectProperty((), rebind=True)
    step = ObjectProperty(148)

    def on_it(self, _: object, rows: tuple[Row, ...]) -> None:
        """Show the rows."""
        left, top, width, height = self.box
        while len(self.children) < len(rows):
            at = top + len(self.children) * self.step
            self.add_widget(ProcedureRow(box=[left, at, width, height]))
        for at, row in enumerate(reversed(self.children)):
            row.live = at < len(rows)
            if row.live:
                row.it = rows[at]

    def on_box(self, *_: object) -> None:
        """The list itself lies over its rows; they have their own places."""
        self.size = 0, 0


class FieldScreen(Widget):
    """The screen of one field."""

    it = ObjectProperty(FieldSheet(), rebind=True)


load("field")
