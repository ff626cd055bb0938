"""The dark screen outside opening hours."""

from kivy.properties import BooleanProperty, ListProperty, ObjectProperty
from kivy.uix.widget import Widget

from kiosk.screens import load
from kiosk.screens.parts import Card
from kiosk.sheets.closed import ClosedSheet, HoursRow

LEFT, TOP, WIDTH, HEIGHT = 40, 1010, 1000, 216
AIR, INSET = 12, 34


class HoursLine(Widget):
    """The hours of a day or of some days, side by side."""

    it = ObjectProperty(HoursRow(days="", sessions=()), rebind=True)
    sessions = ListProperty(["", ""])
    ruled = BooleanProperty(defaultvalue=True)

    def on_it(self, _: object, row: HoursRow) -> None:
        """At most a morning and an afternoon; more sessions share the second place."""
        self.sessions = [*row.sessions[:1], ", ".join(row.sessions[1:]), ""][:2]


class HoursCard(Card):
    """The week's hours on a card; without any there is no card."""

    rows = ObjectProperty(())

    def on_rows(self, _: object, rows: tuple[HoursRow, ...]) -> None:
        """One line for each row."""
        self.clear_widgets()
        self.live = bool(rows)
        step = (HEIGHT - 2 * AIR) // max(2, len(rows))
        self.box = [LEFT, TOP, WIDTH, len(rows) * step + 2 * AIR]
        for at, row in enumerate(rows):
            line = HoursLine(it=row, ruled=at > 0, size=(WIDTH - 2 * INSET, step))
            line.pos = self.x + INSET, self.top - AIR - (at + 1) * step
            self.add_widget(line)


class ClosedScreen(Widget):
    """When the hall opens, and what can be done till then."""

    it = ObjectProperty(ClosedSheet(), rebind=True)


load("closed")
