"""The dark screen outside opening hours."""

from kivy.properties import BooleanProperty, ListProperty, NumericProperty, ObjectProperty
from kivy.uix.widget import Widget

from kiosk.screens import load
from kiosk.screens.parts import Card
from kiosk.sheets.closed import ClosedSheet, HoursRow

AIR, INSET = 12, 34


class HoursLine(Widget):
    """The hours of a day or of some days, side by side."""

    it = ObjectProperty(HoursRow(days="", sessions=()), rebind=True)
    sessions = ListProperty(["", ""])
    ruled = BooleanProperty(defaultvalue=True)
    px = NumericProperty(36)

    def on_it(self, _: object, row: HoursRow) -> None:
        """At most a morning and an afternoon; more sessions share the second place."""
        self.sessions = [*row.sessions[:1], ", ".join(row.sessions[1:]), ""][:2]


class HoursCard(Card):
    """The week's hours on a card; without any there is no card."""

    rows = ObjectProperty(())

    def on_band(self, *_: object) -> None:
        """The same hours in another place."""
        self.on_rows(self, self.rows)

    def on_rows(self, _: object, rows: tuple[HoursRow, ...]) -> None:
        """One line for each row."""
        left, top, width, height = self.band.box
        self.live = bool(rows)
        step = (height - 2 * AIR) // max(2, len(rows))
        self.box = [left, top, width, len(rows) * step + 2 * AIR]
        while len(self.children) < len(rows):
            self.add_widget(HoursLine(ruled=bool(self.children)))
        lines = list(reversed(self.children))
        for at, line in enumerate(lines):
            line.opacity = 1 if at < len(rows) else 0
        for at, (row, line) in enumerate(zip(rows, lines, strict=False)):
            line.it, line.px, line.size = row, self.band.px, (width - 2 * INSET, step)
            line.pos = self.x + INSET, self.top - AIR - (at + 1) * step


class ClosedScreen(Widget):
    """When the hall opens, and what can be done till then."""

    it = ObjectProperty(ClosedSheet(), rebind=True)


load("closed")
