"""The ticket laid out once: what stands where on the paper, whichever way it is then printed."""

from dataclasses import dataclass, replace
from datetime import datetime

from luot import words
from luot.words import Words
from printer import letters, qr
from printer.letters import address, plain
from printer.slip import Slip, Wait
from printer.styles import Style
from printer.typeset import Face, Measure, Type, balance, cut, fit, wrap

MARGIN = 12  # white at both sides of the paper
TOP = 8
BOTTOM = 24
_AFTER_KIND = " ,–-"
FEW_LINES = 2  # of a procedure's name at its full size
MOST_RINGS = 12  # from 13 people ahead the figure alone tells it
MODULE = 6  # dots of one square of the QR code: 0.75 mm
QUIET = 4  # white squares around it
# Room for version 4, which a printer takes that does not pack capitals as tightly as ours does.
CODE_ROOM = (33 + 2 * QUIET) * MODULE


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


Mark = Text | Box | Round | Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A laid-out ticket: the marks on a paper of `width` x `height` dots."""

    width: int
    height: int
    marks: tuple[Mark, ...]


def lay_out(slip: Slip, style: Style, width: int, measure: Measure) -> Sheet:
    """The ticket on paper of `width` dots; nothing ever reaches beyond its margins."""
    flow = _Flow(slip, style, width, measure)
    flow.heading()
    flow.number()
    flow.place()
    flow.papers()
    flow.code()
    flow.note()
    return Sheet(width=width, height=flow.y + BOTTOM, marks=tuple(flow.marks))


class _Flow:
    """Sets one part of a ticket under the other."""

    def __init__(self, slip: Slip, style: Style, width: int, measure: Measure) -> None:
        self.slip = slip
        self.style = style
        self.words = words.load(slip.lang)
        self.width = width
        self.room = width - 2 * MARGIN
        self.measure = measure
        self.y = TOP
        self.marks: list[Mark] = []

    # --- the parts, from the top -------------------------------------------------------------

    def heading(self) -> None:
        """Which centre it is."""
        kind, name = heading(plain(self.slip.centre))
        self._centred(kind, self.style.kind, 2)
        self._centred(name, self.style.name, 3)
        self._rule()

    def number(self) -> None:
        """The number, what it is for, and the marks of priority and of a reprint."""
        number = letters.number(self.slip.number)
        kind = fit(number, self.style.number, self.room, self.measure)
        full = self.style.number
        self._line([(number, kind)], replace(kind, line=full.line * kind.px // full.px))
        self.y += 2
        self._procedure(plain(self.slip.procedure_name or self.slip.queue))
        self._chips()

    def place(self) -> None:
        """How many are ahead, how long it may take, and when the number was taken."""
        self._row_of_dots()
        ahead, wait = ahead_words(self.words, self.slip.ahead), self._wait()
        if wait and self.slip.wait and not self.style.roomy:
            self._rich(f"{ahead}, {wait}")
        else:
            self._rich(ahead)
            self._rich(wait)
        self._rich(stamp(self.words, self.slip.issued_at, roomy=self.style.roomy))

    def papers(self) -> None:
        """What to bring, with boxes to tick, and the fee."""
        documents = [plain(item) for item in self.slip.checklist]
        fee = plain(self.slip.fee or "")
        if not any(documents) and not fee:
            return
        self._rule()
        if any(documents):
            self._left(self.words("ticket.papers"), self.style.head)
        for document in filter(None, documents):
            self._document(document)
        self.y += self.style.fee_gap
        self._left(fee, self.style.fee)

    def code(self) -> None:
        """The QR code that opens the citizen's page."""
        url = address(self.slip.url or "")
        fitting = qr.fitting(url, self.room, MODULE, QUIET) if url else None
        self._rule()
        if fitting is None:
            return
        modules, module = fitting
        self._centred(self.words("ticket.scan"), replace(self.style.note, face=Face.BOLD), 3)
        room = max(CODE_ROOM, (modules + 2 * QUIET) * module)
        side = modules * module
        top = self.y + 4
        x, y = (self.width - side) // 2, top + (room - side) // 2
        self.marks.append(Code(x, y, url, modules, module))
        self.y = top + room

    def note(self) -> None:
        """That this is not the receipt for the papers."""
        text = self.words("ticket.note") if self.slip.note is None else self.slip.note
        self._centred(plain(text), self.style.note, 4)

    # --- parts of parts ----------------------------------------------------------------------

    def _procedure(self, name: str) -> None:
        """The procedure's name, smaller where it would take more than two lines."""
        kind = self.style.procedure
        if len(wrap(name, kind, self.room, self.measure)) > FEW_LINES:
            kind = replace(kind, px=self.style.when.px, line=self.style.when.line)
        self._centred(name, kind, 6)

    def _chips(self) -> None:
        """Outlined words side by side: priority, reprint."""
        said = (("priority", self.slip.priority is not None), ("reprint", self.slip.reprint))
        chips = [self.words(f"ticket.{name}") for name, holds in said if holds]
        if not chips:
            return
        kind, gap, pad = self.style.chip, self.style.row_gap * 2, kind_pad(self.style.chip)
        wide = [self.measure(chip, kind.face, kind.px) + 2 * pad for chip in chips]
        x = (self.width - sum(wide) - gap * (len(chips) - 1)) // 2
        self.y += 4
        for chip, side in zip(chips, wide, strict=True):
            self.marks.append(Box(x, self.y, side, kind.line, self.style.tick_stroke))
            self._text(x + pad, chip, kind)
            x += side + gap
        self.y += kind.line + 4

    def _row_of_dots(self) -> None:
        """A ring for each person ahead, and the full dot that is the citizen."""
        style, rings = self.style, self.slip.ahead
        if rings > MOST_RINGS:
            return
        word = self.words("ticket.counter") if style.roomy else ""
        kind = replace(style.chip, line=style.row)
        lead = self.measure(word, kind.face, kind.px) + 4 + style.row_gap if word else 0
        row = lead + rings * (style.ring + style.row_gap) + style.you
        if row > self.room:
            return
        x = (self.width - row) // 2
        if word:
            self._text(x, word, kind)
        x += lead
        for _ in range(rings):
            top = self.y + (style.row - style.ring) // 2
            self.marks.append(Round(x, top, style.ring, style.ring_stroke))
            x += style.ring + style.row_gap
        self.marks.append(Round(x, self.y + (style.row - style.you) // 2, style.you))
        self.y += style.row

    def _wait(self) -> str:
        """What is known of the waiting time; nothing where nobody is ahead and nothing is known."""
        if self.slip.wait is not None:
            return wait_words(self.words, self.slip.wait, roomy=self.style.roomy)
        if self.slip.last_wait is not None:
            known = Wait(low=self.slip.last_wait, high=self.slip.last_wait)
            return self.words("ticket.last_wait", minutes=minutes(self.words, known))
        return self.words("ticket.wait_unknown") if self.slip.ahead else ""

    def _document(self, text: str) -> None:
        style = self.style
        indent = style.tick + style.tick_gap
        top = self.y + style.document_pad
        self.marks.append(
            Box(MARGIN, top + style.tick_top, style.tick, style.tick, style.tick_stroke)
        )
        self.y = top
        self._left(text, style.document, indent, most=12)
        self.y += style.document_pad

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


def heading(centre: str) -> tuple[str, str]:
    """What kind of centre it is and its own name, for a name that says both."""
    for lang in words.LANGUAGES:
        kind = words.load(lang)("ticket.kind")
        rest = centre[len(kind) :]
        if centre.casefold().startswith(kind.casefold()) and rest[:1] in _AFTER_KIND:
            name = rest.strip(_AFTER_KIND)
            return centre[: len(kind)], name[:1].upper() + name[1:]
    return "", centre


def ahead_words(say: Words, ahead: int) -> str:
    """How many people are ahead, with the part that matters between asterisks."""
    form = {0: "none", 1: "one"}.get(ahead, "many")
    return say(f"ticket.ahead_{form}", n=ahead)


def minutes(say: Words, wait: Wait) -> str:
    """A stretch of minutes; never a bare zero."""
    if wait.low <= 0:
        return say("ticket.minutes_under", high=max(wait.high, 1))
    form = "same" if wait.low == wait.high else "range"
    return say(f"ticket.minutes_{form}", low=wait.low, high=wait.high)


def wait_words(say: Words, wait: Wait, *, roomy: bool) -> str:
    """The wait that is expected."""
    if wait.high <= 0:
        return say("ticket.wait_now")
    return say("ticket.wait_roomy" if roomy else "ticket.wait", minutes=minutes(say, wait))


def stamp(say: Words, at: datetime, *, roomy: bool) -> str:
    """When the number was taken, in the centre's local time."""
    return say(
        "ticket.stamp_roomy" if roomy else "ticket.stamp",
        time=f"{at:%H:%M}",
        weekday=say(f"weekday.{at.weekday()}"),
        day=f"{at.day:02}",
        month=say(f"ticket.month.{at.month}"),
        year=at.year,
    )
