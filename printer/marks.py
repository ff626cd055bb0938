"""What stands where on a paper, in dots from its upper left corner."""

from dataclasses import dataclass
from enum import StrEnum

from printer.typeset import Face

CELL_WIDTH, CELL_HEIGHT = 12, 24  # of a printer's own font A
LINE = 30  # dots from one line of its own font to the next


@dataclass(frozen=True, slots=True)
class Text:
    """Letters that start at `x` and stand on `baseline`."""

    x: int
    baseline: int
    text: str
    face: Face
    px: int


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: filled, or an outline of `stroke` dots."""

    x: int
    y: int
    width: int
    height: int
    stroke: int = 0


@dataclass(frozen=True, slots=True)
class Round:
    """A circle: filled, or a ring of `stroke` dots."""

    x: int
    y: int
    size: int
    stroke: int = 0


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code whose dark squares start at `x`, `y`; its quiet zone is kept free around it."""

    x: int
    y: int
    url: str
    modules: int
    module: int

    @property
    def side(self) -> int:
        """The dots from its first dark square to its last."""
        return self.modules * self.module


@dataclass(frozen=True, slots=True)
class Picture:
    """Dots as they are: rows of whole bytes, a bit set for each dot that burns.

    `key` is the two-byte code under which the printer keeps it, None where it has to be sent.
    """

    x: int
    y: int
    width: int
    height: int
    data: bytes
    key: bytes | None = None


class Align(StrEnum):
    """Where a line of the printer's own letters stands; ACROSS fills the paper either way."""

    LEFT = "left"
    CENTRE = "centre"
    ACROSS = "across"


@dataclass(frozen=True, slots=True)
class Span:
    """Letters of one weight."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line in the printer's own letters, magnified `across` and `down` times."""

    y: int
    spans: tuple[Span, ...]
    align: Align
    across: int = 1
    down: int = 1

    @property
    def width(self) -> int:
        """The dots from its first letter to its last."""
        return sum(len(span.text) for span in self.spans) * CELL_WIDTH * self.across

    @property
    def height(self) -> int:
        """How far down the next line starts."""
        return max(LINE, CELL_HEIGHT * self.down)


Mark = Text | Box | Round | Code | Picture | Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A laid-out paper of `width` x `height` dots, its marks from top to bottom."""

    width: int
    height: int
    marks: tuple[Mark, ...]
