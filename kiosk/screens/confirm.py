"""Before the number: who is ahead, what to bring, and the one button that takes it."""

from typing import Final

from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.widget import Widget

from kiosk.bands import GONE
from kiosk.screens import load
from kiosk.screens.fit import LEAST, STEP, line_width
from kiosk.screens.parts import Outline, Placed, Tappable
from kiosk.screens.rows import booth
from kiosk.sheets.choices import Choice
from kiosk.sheets.confirm import ConfirmSheet, PaperRow

AIR: Final = 4
INSET: Final = 30
CHIP_GAP: Final = 16
CHIP_AIR: Final = 40


class Line(Tappable):
    """A line of the card with the documents."""

    ruled = BooleanProperty(defaultvalue=True)


class TickRow(Line):
    """A document with its tick box."""

    it = ObjectProperty(PaperRow(place=0, text=""), rebind=True)
    square = ObjectProperty(GONE, rebind=True)

    def on_release(self) -> None:
        """Mark the document as brought, or take the mark back."""
        booth().tick_paper(self.it.place)


class MoreRow(Line):
    """Turns to the next documents."""

    text = StringProperty("")


class PaperList(Placed):
    """The documents on a card that is just as high as they need."""

    it = ObjectProperty(ConfirmSheet(), rebind=True)
    grid = ObjectProperty(GONE)

    def on_grid(self, *_: object) -> None:
        """The same documents in other places."""
        self.on_it(self, self.it)

    def on_it(self, _: object, sheet: ConfirmSheet) -> None:
        """Show this page of the documents."""
        rows, more, grid = self.ids.rows, self.ids.more, self.grid
        while len(rows.children) < len(sheet.papers):
            rows.add_widget(TickRow(ruled=bool(rows.children)))
        for at, row in enumerate(reversed(rows.children)):
            row.live = at < len(sheet.papers)
            if row.live:
                row.box, row.it = grid.cell(at), sheet.papers[at]
        more.live, more.text = bool(sheet.papers_more), sheet.papers_more
        more.box = grid.cell(len(sheet.papers))
        self._ground(len(sheet.papers) + more.live)

    def _ground(self, count: int) -> None:
        left, top, width, height = self.grid.box
        card = [left - INSET, top - AIR, width + 2 * INSET, count * height + 2 * AIR]
        self.ids.ground.box, self.ids.ground.live = card, count > 0


class PurposeChip(Outline):
    """One thing that a citizen may come to do."""

    it = ObjectProperty(Choice(id="", name=""), rebind=True)

    def on_release(self) -> None:
        """This is what they come for."""
        booth().clerk.set_purpose(self.it.id)


class PurposeRow(Placed):
    """What one may come to do, side by side; each as wide as its word, the row just full."""

    it = ObjectProperty((), rebind=True)
    px = NumericProperty(30)

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        for name in ("it", "box", "px"):
            self.fbind(name, self._lay)

    def _lay(self, *_: object) -> None:
        left, top, width, height = self.box
        shown = self.it if width else ()
        while len(self.children) < len(shown):
            self.add_widget(PurposeChip())
        chips = list(reversed(self.children))
        for chip in chips[len(shown) :]:
            chip.live = False
        px, natural = self._natural([each.name for each in shown], height)
        spare = width - sum(natural) - CHIP_GAP * (len(shown) - 1)
        for each, wide, chip in zip(shown, natural, chips, strict=False):
            share = wide + spare // len(shown)
            chip.live, chip.it, chip.px = True, each, px
            chip.box = [left, top, share, height]
            left += share + CHIP_GAP

    def _natural(self, names: list[str], height: float) -> tuple[int, list[float]]:
        """The size of all letters, and how wide each needs to be: no word makes a small target."""
        room = self.box[2] - CHIP_GAP * (len(names) - 1) - CHIP_AIR * len(names)
        px, natural = int(self.px), [0.0] * len(names)
        for px in range(int(self.px), LEAST - 1, -STEP):
            words = [line_width(name, "text", px, bold=True) for name in names]
            natural = [max(word, height - CHIP_GAP) for word in words]
            if sum(natural) <= room:
                break
        return px, natural


class ConfirmScreen(Widget):
    """The screen before the number; without the row of people the figures `drop` into its place."""

    drop = NumericProperty(0)
    it = ObjectProperty(ConfirmSheet(), rebind=True)


load("confirm")
