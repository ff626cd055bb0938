"""A paper laid out in dots: what stands where, whichever way it is then printed."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final, assert_never

from printer import qr, ruler
from printer.marks import Box, Code, Mark, Picture, Round, Sheet, Text
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
from printer.styles import Style
from printer.typeset import Face, Measure, Type, balance, cut, fit, wrap

MARGIN: Final = 12  # white at both sides of the paper
TOP: Final = 8
BOTTOM: Final = 24
FEW_LINES: Final = 2  # of a procedure's name at its full size
MOST_RINGS: Final = 12  # from 13 people ahead the figure alone tells it
MODULE: Final = 6  # dots of one square of the QR code: 0.75 mm
QUIET: Final = 4  # white squares around it
# Room for version 4, which a printer takes that does not pack capitals as tightly as ours does.
CODE_ROOM: Final = (33 + 2 * QUIET) * MODULE
# How many lines a text may take before it is cut with an ellipsis.
_MOST: Final = {Kind.CENTRE_KIND: 2, Kind.CENTRE_NAME: 3, Kind.TITLE: 6}
_MOST_ELSE: Final = 4
_MOST_OF_A_DOCUMENT: Final = 12
_ALL: Final = 99
LEAST, LEAST_LINE = 20, 27  # the smallest letters on paper, and their lines
_WIDEST: Final = "100,0 "  # of a column of figures


def lay_out(parts: Iterable[Part], style: Style, width: int, measure: Measure) -> Sheet:
    """The parts on paper of `width` dots; nothing ever reaches beyond its margins."""
    flow = _Flow(style, width, measure)
    for part in parts:
        flow.put(part)
    return Sheet(width=width, height=flow.y + BOTTOM, marks=tuple(flow.marks))


class _Flow:
    """Sets one part of a paper under the other."""

    def __init__(self, style: Style, width: int, measure: Measure) -> None:
        self.style = style
        self.width = width
        self.room = width - 2 * MARGIN
        self.measure = measure
        self.y = TOP
        self.marks: list[Mark] = []
        self._bringing = False

    def put(self, part: Part) -> None:  # noqa: C901, PLR0912  # one case a part
        """Set one part."""
        if self._bringing and not isinstance(part, Document):
            self._bringing = False
            self.y += self.style.fee_gap
        match part:
            case Line():
                self._text_of(part)
            case Number():
                self._number(part.text)
            case Chips():
                self._chips(part.texts)
            case Dots():
                self._row_of_dots(part)
            case Rule():
                self._rule()
            case Document():
                self._document(part.text)
            case Step():
                self._step(part)
            case Figures():
                self._figures(part)
            case Letters():
                self._letters(part)
            case Ruler():
                self._ruler()
            case Address():
                self._code(part)
            case Drawing():
                self._drawing(part)
            case _:
                assert_never(part)

    # --- the parts ---------------------------------------------------------------------------

    def _text_of(self, line: Line) -> None:
        kind = self.style.line(line.kind)
        match line.kind:
            case Kind.PLACE:
                self._rich(line.text)
            case Kind.HEAD | Kind.PLAIN:
                self._left(line.text, kind)
            case Kind.TITLE:
                self._title(line.text, kind)
            case _:
                self._centred(line.text, kind, _MOST.get(line.kind, _MOST_ELSE))

    def _number(self, number: str) -> None:
        kind = fit(number, self.style.number, self.room, self.measure)
        full = self.style.number
        self._line([(number, kind)], replace(kind, line=full.line * kind.px // full.px))
        self.y += 2

    def _title(self, name: str, kind: Type) -> None:
        """A procedure's name, smaller where it would take more than two lines."""
        if len(wrap(name, kind, self.room, self.measure)) > FEW_LINES:
            kind = replace(kind, px=self.style.when.px, line=self.style.when.line)
        self._centred(name, kind, _MOST[Kind.TITLE])

    def _chips(self, chips: tuple[str, ...]) -> None:
        kind, gap, pad = self.style.chip, self.style.row_gap * 2, kind_pad(self.style.chip)
        wide = [self.measure(chip, kind.face, kind.px) + 2 * pad for chip in chips]
        x = (self.width - sum(wide) - gap * (len(chips) - 1)) // 2
        self.y += 4
        for chip, side in zip(chips, wide, strict=True):
            self.marks.append(Box(x, self.y, side, kind.line, self.style.tick_stroke))
            self._text(x + pad, chip, kind)
            x += side + gap
        self.y += kind.line + 4

    def _row_of_dots(self, dots: Dots) -> None:
        style = self.style
        kind = replace(style.chip, line=style.row)
        lead = self.measure(dots.word, kind.face, kind.px) + 4 + style.row_gap if dots.word else 0
        row = lead + dots.rings * (style.ring + style.row_gap) + style.you
        if dots.rings > MOST_RINGS or row > self.room:
            return
        x = (self.width - row) // 2
        if dots.word:
            self._text(x, dots.word, kind)
        x += lead
        for _ in range(dots.rings):
            top = self.y + (style.row - style.ring) // 2
            self.marks.append(Round(x, top, style.ring, style.ring_stroke))
            x += style.ring + style.row_gap
        self.marks.append(Round(x, self.y + (style.row - style.you) // 2, style.you))
        self.y += style.row

    def _document(self, text: str) -> None:
        style = self.style
        indent = style.tick + style.tick_gap
        top = self.y + style.document_pad
        self.marks.append(
            Box(MARGIN, top + style.tick_top, style.tick, style.tick, style.tick_stroke)
        )
        self.y = top
        self._left(text, style.document, indent, most=_MOST_OF_A_DOCUMENT)
        self.y += style.document_pad
        self._bringing = True

    def _step(self, step: Step) -> None:
        kind = self.style.fee
        self._text(MARGIN, f"{step.place}.", replace(kind, face=Face.BOLD))
        self._left(step.text, kind, self.measure("0. ", Face.BOLD, kind.px) + kind.px // 6)

    def _figures(self, row: Figures) -> None:
        """The figures stand on the word's last line; where they leave it little, on their own."""
        kind = self.style.fee
        bold = replace(kind, face=Face.BOLD)
        words, figures = (bold, kind) if row.head else (kind, bold)
        column = self.measure(_WIDEST, Face.BOLD, kind.px)
        wide = sum(self._column(text, figures, column) for text in row.figures)
        lines = beside(row.word, words, self.room, wide, self.measure)
        for line in lines:
            self._text(MARGIN, line, words)
            self.y += kind.line
        self.y -= kind.line if lines else 0
        right = self.width - MARGIN
        for text in reversed(row.figures):
            self._text(right - self.measure(text, figures.face, figures.px), text, figures)
            right -= self._column(text, figures, column)
        self.y += kind.line

    def _column(self, text: str, kind: Type, least: int) -> int:
        return max(least, self.measure(text, kind.face, kind.px) + kind.px // 2)

    def _letters(self, letters: Letters) -> None:
        face, times = Face.BOLD if letters.bold else Face.TEXT, letters.times
        self._left(letters.text, Type(face, LEAST * times, LEAST_LINE * times), most=_ALL)

    def _ruler(self) -> None:
        self.marks += ruler.marks(self.width, self.y, self.measure)
        self.y += ruler.HEIGHT

    def _code(self, address: Address) -> None:
        fitting = qr.fitting(address.url, self.room, MODULE, QUIET)
        if fitting is None:
            return
        modules, module = fitting
        self._centred(address.caption, replace(self.style.note, face=Face.BOLD), 3)
        room = max(CODE_ROOM, (modules + 2 * QUIET) * module)
        side = modules * module
        top = self.y + 4
        x, y = (self.width - side) // 2, top + (room - side) // 2
        self.marks.append(Code(x, y, address.url, modules, module))
        self.y = top + room

    def _drawing(self, part: Drawing) -> None:
        x = (self.width - part.width) // 2
        self.marks.append(Picture(x, self.y, part.width, part.height, part.data))
        self.y += part.height + TOP

    # --- lines -------------------------------------------------------------------------------

    def _rule(self) -> None:
        top = self.y + self.style.rule_gap
        self.marks.append(Box(MARGIN, top, self.room, self.style.rule))
        self.y = top + self.style.rule + self.style.rule_gap

    def _centred(self, text: str, kind: Type, most: int) -> None:
        lines = balance(text, kind, self.room, self.measure)
        for line in cut(lines, most, kind, self.room, self.measure):
            self._line([(line, kind)], kind)

    def _left(self, text: str, kind: Type, indent: int = 0, most: int = 4) -> None:
        room = self.room - indent
        for line in cut(wrap(text, kind, room, self.measure), most, kind, room, self.measure):
            self._text(MARGIN + indent, line, kind)
            self.y += kind.line

    def _rich(self, marked: str) -> None:
        """One centred line in which words between asterisks are bold, shrunk until it fits."""
        kind = self.style.when
        while marked:
            spans = [
                (span, replace(kind, face=Face.BOLD if place % 2 else Face.TEXT))
                for place, span in enumerate(marked.split("*"))
                if span
            ]
            if kind.px <= 1 or self._wide(spans) <= self.room:
                return self._line(spans, kind)
            kind = replace(kind, px=kind.px - 1)
        return None

    def _wide(self, spans: list[tuple[str, Type]]) -> int:
        return sum(self.measure(text, kind.face, kind.px) for text, kind in spans)

    def _line(self, spans: list[tuple[str, Type]], line: Type) -> None:
        """Centred spans on one baseline."""
        x = (self.width - self._wide(spans)) // 2
        for text, kind in spans:
            self._text(x, text, replace(kind, line=line.line))
            x += self.measure(text, kind.face, kind.px)
        self.y += line.line

    def _text(self, x: int, text: str, kind: Type) -> None:
        self.marks.append(Text(x, self.y + kind.baseline, text, kind.face, kind.px))


def kind_pad(kind: Type) -> int:
    """The white at both ends inside an outlined word."""
    return kind.px // 2 + 1


def beside(  # noqa: PLR0913  # as `cut`
    text: str, kind: Type, room: int, taken: int, measure: Measure, *, ellipsis: str = "…"
) -> list[str]:
    """The lines of a text whose last one leaves `taken` of the room free; it may be empty."""
    left = room - taken
    if measure(text, kind.face, kind.px) <= left:
        return [text]
    own = left * 2 <= room
    room = room if own else left
    lines = cut(wrap(text, kind, room, measure), _MOST_ELSE, kind, room, measure, ellipsis=ellipsis)
    return [*lines, ""] if own else lines
