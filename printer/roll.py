"""How much of the paper roll is left, counted for printers that have no sensor for its end."""

from dataclasses import dataclass, replace
from typing import Final

LOW: Final = 0.1  # of the roll
# What shops sell: an 80 mm roll of 80 mm diameter has 80 m of 55 g/m2 paper and 60 m of 65 g/m2
# (hikingpaper.com, "How to measure thermal paper roll"). A 57 mm roll of 50 mm diameter has 29 m
# of the same 0.06 mm paper: the ring's area, pi/4 (50^2 - 17^2), by its thickness.
WIDE: Final = 80.0
NARROW: Final = 30.0
NARROW_DOTS: Final = 432  # nothing wider than this goes on 58 mm paper
# The cutter stands this far behind the print head; each ticket begins with as much blank paper.
CUT_FEED: Final = 0.015
MILLIMETRES_PER_INCH: Final = 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """A roll of `metres`, of which `used` metres have gone through the printer."""

    metres: float
    used: float = 0.0

    @property
    def left(self) -> float:
        """Metres that are still on the roll; 0 where more was used than it should have had."""
        return max(0.0, self.metres - self.used)

    @property
    def low(self) -> bool:
        """Whether the roll will end soon."""
        return self.left <= LOW * self.metres

    def after(self, metres: float) -> "Roll":
        """The roll once so many metres more are used."""
        return replace(self, used=self.used + max(0.0, metres))

    def changed(self, metres: float | None = None) -> "Roll":
        """A new roll in its place, as long as the last one where no length is said."""
        return Roll(metres=self.metres if metres is None else metres)

    def after_paper_out(self) -> "Roll":
        """The roll with which the printer goes on after it had run out of paper.

        Printers also say "no paper" while a lid is open: less than half a roll does not run out.
        """
        return self.changed() if self.used >= self.metres / 2 else self


def length(dots: int) -> float:
    """The usual metres of a roll for a printer with this printable width."""
    return NARROW if dots <= NARROW_DOTS else WIDE


def fed(height: int, dpi: int) -> float:
    """Metres that one paper of `height` dots takes off the roll, with the way to the cutter."""
    return height / dpi * MILLIMETRES_PER_INCH / 1000 + CUT_FEED
