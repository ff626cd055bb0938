"""Lists on the glass: rows with a chevron, tiles, and chips that share a line."""

from collections.abc import Sequence

from kivy.app import App
from kivy.properties import NumericProperty, ObjectProperty, StringProperty

from kiosk.booth import Booth
from kiosk.screens import load
from kiosk.screens.fit import line_cut, line_width
from kiosk.screens.parts import Placed, Pressable
from kiosk.sheets.field import Row
from kiosk.sheets.home import Chip, Tile
from kiosk.view import Door

CHIP_GAP, CHIP_AIR, CHIP_PX = 16, 36, 32
WORD_WIDTH, WORD_PX = 270, 38


def booth() -> Booth:
    """The booth of the running kiosk."""
    running: Booth = App.get_running_app().booth
    return running


class ProcedureRow(Pressable):
    """A procedure in a list: people's word, the second line, a chevron."""

    it = ObjectProperty(Row(id="", name=""), rebind=True)
    mark = StringProperty("#A31B1E")

    def whole_words(self, line: str, width: float, px: float) -> str:
        """The second line, cut between words where it is too long."""
        return line_cut(line, "text", int(px), int(width))

    def on_release(self) -> None:
        """Decide for this procedure."""
        booth().choose(self.it.id)


class FieldTile(Pressable):
    """A field: icon, people's word on one or two lines, the official word."""

    it = ObjectProperty(Tile(id="", icon="category", word="", line=""), rebind=True)
    word_lines = NumericProperty(2)

    def on_it(self, _: object, tile: Tile) -> None:
        """The second line follows the first one closely."""
        wide = line_width(tile.word, "text", WORD_PX, bold=True) > WORD_WIDTH
        self.word_lines = 2 if "\n" in tile.word or wide else 1

    def on_release(self) -> None:
        """Show the procedures of this field."""
        booth().open_field(self.it.id)


class DoorTile(Pressable):
    """One of the three doors that most people come for."""

    it = ObjectProperty(Tile(id="", icon="category", word="", line=""), rebind=True)

    def on_release(self) -> None:
        """Decide for this door."""
        booth().enter(Door(self.it.id))


class ChipButton(Pressable):
    """A procedure in one touch."""

    it = ObjectProperty(Chip(code="", text=""), rebind=True)

    def on_release(self) -> None:
        """Decide for this procedure."""
        booth().choose(self.it.code)


def fitting(chips: Sequence[Chip], most: int, width: int) -> list[tuple[Chip, int]]:
    """The first `most` chips that fit side by side, each with its share of the width."""
    chosen: list[tuple[Chip, int]] = []
    left = width
    for chip in chips:
        natural = line_width(chip.text, "text", CHIP_PX, bold=True) + CHIP_AIR
        needed = natural + (CHIP_GAP if chosen else 0)
        if len(chosen) < most and needed <= left:
            chosen.append((chip, natural))
            left -= needed
    return [(chip, natural + left // len(chosen)) for chip, natural in chosen]


class ChipRow(Placed):
    """A line of chips; whoever is too long for it is passed over."""

    it = ObjectProperty((), rebind=True)
    most = NumericProperty(3)

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        for name in ("it", "box"):
            self.fbind(name, self._lay)

    def _lay(self, *_: object) -> None:
        left, top, width, height = self.box
        chips = fitting(self.it, int(self.most), int(width)) if width else []
        while len(self.children) < len(chips):
            self.add_widget(ChipButton())
        buttons = list(reversed(self.children))
        for button in buttons[len(chips) :]:
            button.live = False
        for (chip, wide), button in zip(chips, buttons, strict=False):
            button.it, button.live = chip, True
            button.box = [left, top, wide, height]
            left += wide + CHIP_GAP


load("rows")
