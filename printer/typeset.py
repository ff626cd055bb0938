"""How a text is broken into lines that fit the paper."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum


class Face(StrEnum):
    """The three cuts of letters on a ticket."""

    NUMBER = "number"
    TEXT = "text"
    BOLD = "bold"


# Ascender and descender of each face in thousandths of its size, from the font files.
_EXTENTS = {Face.NUMBER: (1000, 265), Face.TEXT: (1069, 293), Face.BOLD: (1069, 293)}


@dataclass(frozen=True, slots=True)
class Type:
    """A kind of line: face, size of the letters and height of the line, in dots."""

    face: Face
    px: int
    line: int

    @property
    def baseline(self) -> int:
        """How far below the top of its line a letter stands."""
        ascent, descent = (round(part * self.px / 1000) for part in _EXTENTS[self.face])
        return (self.line - ascent - descent) // 2 + ascent


Measure = Callable[[str, Face, int], int]
"""The width in dots of a text in a face and size."""


def wrap(text: str, kind: Type, width: int, measure: Measure) -> list[str]:
    """The text in as few lines as fit `width`; a word wider than the paper is broken."""
    lines: list[str] = []
    for word in _pieces(text, kind, width, measure):
        together = f"{lines[-1]} {word}" if lines else word
        if lines and measure(together, kind.face, kind.px) <= width:
            lines[-1] = together
        else:
            lines.append(word)
    return lines


def _pieces(text: str, kind: Type, width: int, measure: Measure) -> Iterator[str]:
    """The words of a text, each no wider than `width`."""
    for word in filter(None, text.split(" ")):
        rest = word
        while len(rest) > 1 and measure(rest, kind.face, kind.px) > width:
            cut = _longest(rest, kind, width, measure)
            yield rest[:cut]
            rest = rest[cut:]
        yield rest


def _longest(word: str, kind: Type, width: int, measure: Measure) -> int:
    """How many letters of a word fit `width`, at least one."""
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(word[:middle], kind.face, kind.px) <= width:
            low = middle
        else:
            high = middle - 1
    return low


def balance(text: str, kind: Type, width: int, measure: Measure) -> list[str]:
    """As `wrap`, with lines of about the same length, as centred text wants."""
    lines = wrap(text, kind, width, measure)
    low, high = width // max(len(lines), 1), width
    while len(lines) > 1 and low < high:
        middle = (low + high) // 2
        if len(wrap(text, kind, middle, measure)) <= len(lines):
            high = middle
        else:
            low = middle + 1
    return wrap(text, kind, high, measure) if len(lines) > 1 else lines


def cut(  # noqa: PLR0913  # as the others, and how an ellipsis is spelled
    lines: list[str], most: int, kind: Type, width: int, measure: Measure, *, ellipsis: str = "…"
) -> list[str]:
    """At most `most` lines; where some are left out, the last one ends with an ellipsis."""
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and measure(f"{last}{ellipsis}", kind.face, kind.px) > width:
        last = last[:-1].rstrip()
    return [*lines[: most - 1], f"{last}{ellipsis}"]


def fit(text: str, kind: Type, width: int, measure: Measure) -> Type:
    """The same kind of line with letters as much smaller as the width asks for."""
    wide = measure(text, kind.face, kind.px)
    while wide > width and kind.px > 1:
        kind = replace(kind, px=max(1, min(kind.px - 1, kind.px * width // wide)))
        wide = measure(text, kind.face, kind.px)
    return kind
