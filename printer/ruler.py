"""A ruler across the paper: each end is a line, so that an edge that is cut off is seen."""

from collections.abc import Iterator
from typing import Final

from printer.marks import Box, Mark, Text
from printer.typeset import Face, Measure, Type

HEIGHT: Final = 56
_PER_MM: Final = 8
_STROKE: Final = 2
_FIGURES: Final = Type(Face.TEXT, 20, 24)
_CLOSE: Final = 5  # to the end for a figure of its own
_END, _TEN, _FIVE, _ONE = 30, 24, 16, 9  # how long its lines are


def marks(width: int, top: int, measure: Measure) -> Iterator[Mark]:
    """The marks of a ruler on paper of `width` dots, 8 a millimetre; it has no margins."""
    yield Box(0, top, width, _STROKE)
    last = width // _PER_MM
    for mm in range(last + 1):
        x = min(mm * _PER_MM, width - _STROKE)
        yield Box(x, top, _STROKE, _long(mm, last))
        if mm == last or (mm % 10 == 0 and last - mm > _CLOSE):
            figure = str(mm)
            wide = measure(figure, _FIGURES.face, _FIGURES.px)
            left = min(max(x - wide // 2, 2 * _STROKE), width - wide - 2 * _STROKE)
            yield Text(left, top + _END + _FIGURES.baseline, figure, _FIGURES.face, _FIGURES.px)


def _long(mm: int, last: int) -> int:
    if mm in {0, last}:
        return _END
    if mm % 10 == 0:
        return _TEN
    return _ONE if mm % 5 else _FIVE
