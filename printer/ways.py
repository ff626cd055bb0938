"""The ways in which Vietnamese may reach a paper, numbered as they stand on the trial slip."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from printer.profile import Cut, FenceKind, Margin, Profile, Qr, TextMode
from printer.styles import FULL, LEAN, NARROW, Style

# How wide a paper is that shows so many figures of the ruler, in dots. 504 is 512 as well: 80 mm
# at 180 dots an inch, which nothing else has.
RULER: Final = (384, 432, 504, 544, 576, 640)
USUAL: Final = 5
_FINE: Final = {504: 180}
_DPI: Final = 203
_NARROW: Final = 480


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way, and the number that stands before its line."""

    number: int
    text: TextMode
    pages: tuple[int, ...] = (30, 31)
    margin: Margin = Margin.GS_L


def _numbered() -> Iterable[Way]:
    """Code pages as makers are known to number them, then what needs none.

    Makers give one number to several pages and several numbers to one: only paper tells.
    """
    pages = (
        (TextMode.TCVN3, (30, 31)),  # Epson, Citizen, later Bixolon
        (TextMode.TCVN3, (49, 50)),  # Bixolon
        (TextMode.TCVN5712, (27,)),  # Xprinter and others whose self-test says "Vietnam"
        (TextMode.TCVN5712, (22,)),
        (TextMode.VISCII, (27,)),
        (TextMode.VISCII, (51,)),  # Bixolon
        (TextMode.CP1258, (52,)),  # Epson
        (TextMode.CP1258, (94,)),  # ZiJiang, Netum
        (TextMode.CP1258, (35,)),  # Rongta
        (TextMode.CP1258, (41,)),  # Bixolon
        (TextMode.CP1258, (32,)),  # Citizen
        (TextMode.CP1258, (27,)),
        (TextMode.CP1258, (22,)),
    )
    for number, (text, numbers) in enumerate(pages, start=1):
        yield Way(number=number, text=text, pages=numbers)
    yield Way(number=len(pages) + 1, text=TextMode.GLYPHS)
    yield Way(number=len(pages) + 2, text=TextMode.RASTER)
    yield Way(number=len(pages) + 3, text=TextMode.RASTER, margin=Margin.BAKED)


WAYS: Final = {way.number: way for way in _numbered()}
SAFEST: Final = max(WAYS)
# Fewest bytes first; a page without every capital after those with them.
_LEAN_FIRST: Final = (*tuple(TextMode)[1:], TextMode.RASTER)


def best(numbers: Iterable[int], *, slow: bool) -> Way:
    """Of the ways that print right the one to take.

    On a `slow` wire that with the fewest bytes; else dots, whose letters are larger and finer.
    """
    order = _LEAN_FIRST if slow else (TextMode.RASTER, *_LEAN_FIRST)
    return min(
        (WAYS[each] for each in numbers), key=lambda way: (order.index(way.text), way.number)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was seen of the trial slip: which way is right, and what else came out.

    `ruler` is the last figure that is wholly on the paper; `qr`: the printer drew a code itself;
    `chinese`: it showed Chinese signs where it was not told to do otherwise.
    """

    way: Way
    ruler: int = USUAL
    qr: bool = True
    chinese: bool = False
    cut: bool = True


def found(name: str, seen: Seen, fence: FenceKind, *, status: bool, slow: bool) -> Profile:
    """The profile of a printer that was tried out."""
    dots = RULER[seen.ruler - 1]
    return Profile(
        name=name,
        dots=dots,
        dpi=_FINE.get(dots, _DPI),
        text=seen.way.text,
        style=_style(dots, seen.way, slow=slow),
        qr=Qr.NATIVE if seen.qr else Qr.RASTER,
        margin=seen.way.margin,
        fence=fence,
        cut=Cut.PARTIAL if seen.cut else Cut.NONE,
        pages=seen.way.pages,
        chinese=seen.chinese and seen.way.text.charset is not None,
        status=status,
        # A kept link says that it broke only where the printer answers.
        keeps=status and seen.way.text is TextMode.GLYPHS,
    )


def _style(dots: int, way: Way, *, slow: bool) -> Style:
    """Narrow paper has its own style; large letters only where their bytes cost no time."""
    if dots < _NARROW:
        return NARROW
    return LEAN if slow or way.text is not TextMode.RASTER else FULL


def trial_profile(way: Way) -> Profile:
    """How a line is tried: on the narrowest paper, so that it is whole on every one."""
    seen = Seen(way=way, ruler=1)
    plain = found("trial", seen, FenceKind.NONE, status=False, slow=True)
    return replace(plain, chinese=way.text.charset is not None)
