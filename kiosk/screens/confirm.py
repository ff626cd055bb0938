"""Before the number: who is ahead, what to bring, and the one button that takes it."""

from typing import Final

from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.widget import Widget

from kiosk.screens import load
from kiosk.screens.parts import Placed, Tappable
from kiosk.screens.rows import booth
from kiosk.sheets.confirm import ConfirmSheet, PaperRow

LEFT, WIDTH, TOP, STEP = 70, 940, 750, 81
AIR: Final = 8


class TickRow(Tappable):
    """A document with its tick box."""

    it = ObjectProperty(PaperRow(place=0, text=""), rebind=True)
    ruled = BooleanProperty(defaultvalue=True)

    def on_release(self) -> None:
        """Mark the document as brought, or take the mark back."""
        booth().tick_paper(self.it.place)


class MoreRow(Tappable):
    """Turns to the next documents."""

    text = StringProperty("")


class PaperList(Placed):
    """The documents on a card that is just as high as they need."""

    it = ObjectProperty(ConfirmSheet(), rebind=True)

    def on_it(self, _: object, sheet: ConfirmSheet) -> None:
        """Show this page of the documents."""
        rows, more = self.ids.rows, self.ids.more
        while len(rows.children) < len(sheet.papers):
            at = TOP + len(rows.children) * STEP
            ruled = bool(rows.children)
            rows.add_widget(TickRow(box=[LEFT, at, WIDTH, STEP], ruled=ruled))
        for at, row in enumerate(reversed(rows.children)):
            row.live = at < len(sheet.papers)
            if row.live:
                row.it = sheet.papers[at]
        more.live, more.text = bool(sheet.papers_more), sheet.papers_more
        more.box = [LEFT, TOP + len(sheet.papers) * STEP, WIDTH, STEP]
        count = len(sheet.papers) + bool(sheet.papers_more)
        self.ids.ground.box = [40, TOP - 4, 1000, count * STEP + AIR]
        self.ids.ground.live = count > 0


class ConfirmScreen(Widget):
    """The screen before the number; without the row of people the figures `drop` into its place."""

    drop = NumericProperty(0)
    it = ObjectProperty(ConfirmSheet(), rebind=True)


load("confirm")
