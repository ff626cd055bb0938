"""A paper laid out in the letters that a printer has of its own: lines of cells, all as wide."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, assert_never

from printer import qr, stored
from printer.glyphs import BOX, DOT, RING
from printer.layout import MODULE, MOST_RINGS, QUIET, beside
from printer.marks import (
    CELL_HEIGHT,
    CELL_WIDTH,
    LINE,
    Align,
    Code,
    Mark,
    Picture,
    Row,
    Sheet,
    Span,
)
from printer.parts import (
    Address,
    Chips,
    Document,
    Dots,
    Drawing,
    Figures,
    Kind,
    Letters,
    Line,
    Number,
    Part,
    Rule,
    Ruler,
    Step,
)
from printer.styles import LEAN
from printer.typeset import Face, Type, balance, cut, wrap

CELL: Final = Type(Face.TEXT, CELL_HEIGHT, LINE)
_BRACKETS: Final = "[ ] "

_LARGEST: Final = 8  # times that a printer magnifies its letters
_MOST: Final = 12  # lines of one text
_FEED: Final = LINE
_COLUMN: Final = 6  # letters of a column of figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """What a printer's own letters can show.

    `rich`: rings, boxes and weight within a line; otherwise letters alone, as few bytes as can be.
    """

    rich: bool = False


def measure(text: str, face: Face, px: int) -> int:
    """The width of a text in cells."""
    del face, px
    return len(text)


def set_rows(
    parts: Iterable[Part], dots: int, manner: Manner, spell: Callable[[str], str]
) -> Sheet:
    """The parts as lines on paper of `dots` dots; `spell` brings a text down to what it prints."""
    flow = _Flow(dots, manner, spell)
    for part in parts:
        flow.put(part)
    return Sheet(width=dots, height=flow.y + _FEED, marks=tuple(flow.marks))


class _Flow:
    """Sets one part of a paper under the other."""

    def __init__(self, dots: int, manner: Manner, spell: Callable[[str], str]) -> None:
        self.dots = dots
        self.columns = dots // CELL_WIDTH
        self.manner = manner
        self.spell = spell
        self.ellipsis = spell("…")
        self.y = 0
        self.marks: list[Mark] = []

    def put(self, part: Part) -> None:  # noqa: C901, PLR0912  # one case a part
        """Set one part."""
        match part:
            case Line():
                self._text_of(part)
            case Number():
                self._number(part.text)
            case Chips():
                self._row("  ".join(f"[{self.spell(text)}]" for text in part.texts), bold=True)
            case Dots():
                self._rings(part)
            case Rule():
                self._rule()
            case Document():
                self._hanging(f"{BOX} " if self.manner.rich else _BRACKETS, part.text)
            case Step():
                self._hanging(f"{part.place}. ", part.text)
            case Figures():
                self._figures(part)
            case Letters():
                self._letters(part)
            case Ruler():
                self._drawing(stored.drawn((part,), LEAN, self.dots))
            case Address():
                self._code(part)
            case Drawing():
                self._drawing(part)
            case _:
                assert_never(part)

    # --- the parts ---------------------------------------------------------------------------

    def _text_of(self, line: Line) -> None:
        text = self.spell(line.text)
        match line.kind:
            case Kind.CENTRE_KIND | Kind.NOTE:
                self._row(text)
            case Kind.CENTRE_NAME:
                # A weight of its own costs three bytes here, and three more to end it: the number
                # must not be bold, for that closes its 0 to an 8.
                self._row(text, bold=self.manner.rich)
            case Kind.TITLE:
                across = 2 if 2 * len(text) <= self.columns else 1
                self._row(text, bold=True, across=across, down=2)
            case Kind.PLACE:
                self._rich(text)
            case Kind.HEAD:
                self._left(text, bold=True)
            case Kind.PLAIN:
                self._left(text)

    def _number(self, number: str) -> None:
        across = max(1, min(_LARGEST, self.columns // max(len(number), 1)))
        self._add(number, Align.CENTRE, across=across, down=_LARGEST)

    def _rule(self) -> None:
        """As heavy as the line above it and where it stands: a change of these would cost bytes."""
        dashes = self.columns // _LARGEST
        full = dashes * _LARGEST * CELL_WIDTH == self.dots
        above = self.marks[-1] if self.marks else None
        match above:
            case Row(align=align, spans=spans):
                bold = spans[-1].bold
            case Code():
                align, bold = Align.CENTRE, False
            case _:
                align, bold = Align.LEFT, False
        self._add("-" * dashes, Align.ACROSS if full else align, bold=bold, across=_LARGEST)

    def _rings(self, dots: Dots) -> None:
        if self.manner.rich and dots.rings <= MOST_RINGS:
            self._row(RING * dots.rings + DOT, across=2, down=2)

    def _hanging(self, head: str, text: str) -> None:
        """A text whose further lines stand under its first word."""
        for place, line in enumerate(self._broken(self.spell(text), self.columns - len(head))):
            self._add((" " * len(head) if place else head) + line, Align.LEFT)

    def _figures(self, row: Figures) -> None:
        """The figures stand on the word's last line; where they leave it little, on their own."""
        right = "".join(
            self.spell(text).rjust(max(_COLUMN, len(text) + 1)) for text in row.figures
        )[-self.columns :]
        *lines, last = beside(
            self.spell(row.word), CELL, self.columns, len(right), measure, ellipsis=self.ellipsis
        )
        for line in lines:
            self._add(line, Align.LEFT, bold=row.head)
        self._add(last.ljust(self.columns - len(right)) + right, Align.LEFT, bold=row.head)

    def _letters(self, letters: Letters) -> None:
        times = letters.times
        for line in wrap(self.spell(letters.text), CELL, self.columns // times, measure):
            self._add(line, Align.LEFT, bold=letters.bold, across=times, down=times)

    def _code(self, address: Address) -> None:
        fitting = qr.fitting(address.url, self.dots, MODULE, QUIET)
        if fitting is None:
            return
        self._row(self.spell(address.caption), bold=self.manner.rich)
        squares, module = fitting
        side = squares * module
        self.marks.append(
            Code((self.dots - side) // 2, self.y + _FEED, address.url, squares, module)
        )
        self.y += side + 2 * _FEED

    def _drawing(self, part: Drawing) -> None:
        x = 0 if part.key else (self.dots - part.width) // 2 // 8 * 8
        self.marks.append(Picture(x, self.y, part.width, part.height, part.data, part.key))
        self.y += part.height

    # --- lines -------------------------------------------------------------------------------

    def _broken(self, text: str, room: int) -> list[str]:
        return cut(
            wrap(text, CELL, room, measure), _MOST, CELL, room, measure, ellipsis=self.ellipsis
        )

    def _row(self, text: str, *, bold: bool = False, across: int = 1, down: int = 1) -> None:
        """Centred lines of about the same length."""
        room = self.columns // across
        lines = balance(text, CELL, room, measure)
        for line in cut(lines, _MOST, CELL, room, measure, ellipsis=self.ellipsis):
            self._add(line, Align.CENTRE, bold=bold, across=across, down=down)

    def _left(self, text: str, *, bold: bool = False) -> None:
        for line in self._broken(text, self.columns):
            self._add(line, Align.LEFT, bold=bold)

    def _rich(self, marked: str) -> None:
        """A line with bold words in it; all bold where the manner or the room is too lean."""
        spans = tuple(
            Span(text, bold=bool(place % 2)) for place, text in enumerate(marked.split("*")) if text
        )
        long = sum(len(span.text) for span in spans) > self.columns
        if long or (len(spans) > 1 and not self.manner.rich):
            self._row(marked.replace("*", ""), bold=True)
        elif spans:
            self._put(Row(y=self.y, spans=spans, align=Align.CENTRE))

    def _add(  # what a line looks like
        self, text: str, align: Align, *, bold: bool = False, across: int = 1, down: int = 1
    ) -> None:
        if text:
            span = Span(text, bold)
            self._put(Row(y=self.y, spans=(span,), align=align, across=across, down=down))

    def _put(self, row: Row) -> None:
        self.marks.append(row)
        self.y += row.height
