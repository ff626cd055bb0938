"""The trial slip: one line in every way of printing Vietnamese, each with its number."""

from collections.abc import Iterable, Iterator
from typing import Final

from printer import dots, kit
from printer.bands import Band
from printer.charsets import ASCII
from printer.fence import Fence
from printer.letters import spelled
from printer.marks import Align, Box, Code, Mark, Row, Sheet, Span, Text
from printer.profile import Cut, TextMode
from printer.raster import draw, measure, rows
from printer.typeset import Face
from printer.ways import RULER, WAYS, Way, trial_profile
from printer.writer import CUTS, Job, Writer, guarded

LINE: Final = "Nguyễn Đường, Ỷ La ẰẲẴ ợữộặ"
CODES: Final = ("LUOT A", "LUOT B")
_MODULE: Final = 6
_SQUARES: Final = 21
_PX: Final = 22
_FRAME: Final = 44  # dots from the upper stroke of a line in dots to its lower one
_STEP: Final = 22  # dots from one figure of the ruler to the next
_LATIN: Final = b"\x1bt\x00"  # a page that has no Vietnamese, where a number is not known
_HELLO: Final = bytes.fromhex("c4e3bac3")  # two signs to a printer that begins in Chinese
_TALL: Final = 30


def trial(title: str, fence: Fence) -> Job:
    """The job of the slip; `title` stands over it without its marks."""
    plain = spelled(title, ASCII.__contains__).encode("ascii")
    pieces = [
        kit.reset(),
        b"\x1b!\x30" + plain + b"\n\x1b!\x00\n",
        *(piece for way in WAYS.values() for piece in _line(way)),
        kit.reset() + b"\n C " + _HELLO + b"\n",
        *_codes(),
        *_ruler(),
        CUTS[Cut.PARTIAL],
        fence.question,
    ]
    broom = bytes(max(map(len, pieces))) + kit.reset() + CUTS[Cut.PARTIAL]
    height = _TALL * (len(WAYS) + 10) + 2 * _SQUARES * _MODULE + _STEP * len(RULER) + 2 * _FRAME
    sheet = Sheet(width=RULER[0], height=height, marks=())
    return Job(data=guarded(b"".join(pieces)), fence=fence, sheet=sheet, broom=broom)


def shown(way: Way) -> str:
    """What stands in a line when it is right: a small letter where its page has no capital."""
    return spelled(LINE, way.text.charset.letters.__contains__) if way.text.charset else LINE


def _line(way: Way) -> Iterator[bytes]:
    """One line from a reset: nothing of the one before it is left."""
    if way.text is TextMode.RASTER:
        yield kit.reset() + b"%2d\n" % way.number
        yield from Writer(trial_profile(way)).body(_in_dots())
        return
    row = Row(y=0, spans=(Span(f"{way.number:2} {shown(way)}"),), align=Align.LEFT)
    sheet = Sheet(width=RULER[0], height=row.height, marks=(row,))
    reset, *rest = Writer(trial_profile(way)).body(sheet)
    yield reset + _LATIN + b"".join(rest)


def _in_dots() -> Sheet:
    """The line between two strokes, at their right ends: only with its margin it stands there."""
    wide = RULER[0]
    text = Text(wide - measure(LINE, Face.TEXT, _PX), 29, LINE, Face.TEXT, _PX)
    marks: tuple[Mark, ...] = (Box(0, 0, wide, 2), text, Box(0, _FRAME, wide, 2))
    return Sheet(width=wide, height=_FRAME + 14, marks=marks)


def _codes() -> Iterator[bytes]:
    """A code that the printer draws, and one that it is sent."""
    yield kit.reset() + b"\n A\n" + kit.qr(CODES[0], _MODULE) + b"\n"
    yield b" B\n"
    code = Code(0, 0, CODES[1], _SQUARES, _MODULE)
    yield from dots.code(code, trial_profile(WAYS[max(WAYS)]))
    yield b"\n"


def _ruler() -> Iterable[bytes]:
    """A row of dots for each width of paper, with its figure at its end.

    One row each: a printer may do anything with dots that are wider than it is.
    """
    for figure, wide in enumerate(RULER, start=1):
        digit = str(figure)
        x = wide - measure(digit, Face.BOLD, _PX) - 5
        marks = (Text(x, 18, digit, Face.BOLD, _PX), Box(wide - 2, 0, 2, 20), Box(0, 18, wide, 2))
        picture = rows(draw(Sheet(width=wide, height=20, marks=marks)))
        yield b"".join(dots.burn(Band(0, wide // 8, b"".join(picture)))) + b"\x1bJ\x02"
