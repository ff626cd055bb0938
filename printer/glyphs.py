"""Vietnamese letters that a printer is taught: pictures in the places of letters not in use.

ESC & puts a picture in the place of an ASCII letter. A ticket has more Vietnamese letters than
its text leaves ASCII letters over, so places are lent: to the letters that are used longest the
places that this ticket never needs, to the others those that it needs last.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from PIL import Image, ImageDraw

from printer import cells
from printer.tcvn3 import LOWER, UPPER

RING: Final = "○"  # a person ahead
DOT: Final = "●"  # the citizen
BOX: Final = "☐"  # to tick
_SIGNS: Final = frozenset((RING, DOT, BOX))
TAUGHT: Final = frozenset(LOWER) | frozenset(UPPER) | _SIGNS | frozenset("–·")
_PLACES: Final = range(0x21, 0x7F)
_PICTURE: Final = 31  # bytes of a letter in the middle
_CANCEL: Final = 3
_NEVER: Final = 1 << 16

ON: Final = b"\x1b%\x01"


@lru_cache(maxsize=512)
def picture(letter: str, *, bold: bool = False) -> Image.Image:
    """The dots of a letter in its cell: mode "1", 1 where it burns."""
    if letter not in _SIGNS:
        return cells.bitmap(letter, bold=bold)
    cell = Image.new("1", cells.CELL, 0)
    pen = ImageDraw.Draw(cell)
    match letter:
        case "☐":
            pen.rectangle((0, 7, 11, 18), outline=1, width=2)
        case "○":
            pen.ellipse((1, 8, 9, 16), outline=1, width=2)
        case _:
            pen.ellipse((0, 6, 11, 17), fill=1)
    return cell


@lru_cache(maxsize=512)
def columns(letter: str) -> bytes:
    """A letter as ESC & takes it: how many columns, then three bytes for each, top dot first."""
    turned = picture(letter).transpose(Image.Transpose.TRANSPOSE)
    data = turned.tobytes().rstrip(b"\0")
    across = -(-len(data) // 3)
    return bytes((across,)) + data.ljust(3 * across, b"\0")


class Slots:
    """Which letter the printer has in which place."""

    def __init__(self) -> None:
        self._held: dict[int, str] = {}

    def forget(self) -> None:
        """The printer was reset or switched off: it has only its own letters again."""
        self._held.clear()

    def lessons(self, lines: Sequence[str]) -> Iterator[bytes]:
        """For each line of a job what the printer has to be taught before it."""
        uses = _Uses(lines)
        for at, wanted in enumerate(uses.taught):
            yield self._unlearn(uses.own[at]) + self._learn(at, wanted, uses)

    def letters(self, text: str) -> bytes:
        """The bytes of a text whose letters have been taught."""
        places = {letter: place for place, letter in self._held.items()}
        return bytes(places.get(letter) or ord(letter) for letter in text)

    def _unlearn(self, own: frozenset[int]) -> bytes:
        """Take back the places that a line needs for themselves."""
        lent = sorted(own & self._held.keys())
        for place in lent:
            del self._held[place]
        return b"".join(b"\x1b?" + bytes((place,)) for place in lent)

    def _learn(self, at: int, wanted: frozenset[str], uses: "_Uses") -> bytes:
        there = set(self._held.values())
        new: dict[int, str] = {}
        if at == 0:
            new |= self._lend_for_good(uses.by_stretch(there), uses)
        there |= set(new.values())
        for letter in sorted(wanted - there):
            free = (place for place in _PLACES if place not in uses.own[at])
            place = min(
                (place for place in free if place not in new and self._may_go(place, wanted)),
                key=lambda place: (self._cost(place, letter, at, uses), place),
            )
            new[place] = letter
            self._held[place] = letter
        return _definitions(new)

    def _lend_for_good(self, letters: Iterable[str], uses: "_Uses") -> dict[int, str]:
        """Places that this job never needs, for the letters that it uses longest."""
        free = [
            place
            for place in _PLACES
            if place not in uses.ever and self._held.get(place) not in uses.all_taught
        ]
        lent = dict(zip(free, letters, strict=False))
        self._held |= lent
        return lent

    def _may_go(self, place: int, wanted: frozenset[str]) -> bool:
        return self._held.get(place) not in wanted

    def _cost(self, place: int, letter: str, at: int, uses: "_Uses") -> int:
        """Bytes that this place will cost later on: a letter taught again, or one taken back."""
        cost = 0
        before = self._held.get(place)
        if before is not None and uses.next_taught(before, at) < _NEVER:
            cost += _PICTURE
        taken_back = uses.next_own(place, at)
        if taken_back < _NEVER:
            cost += _CANCEL
            if uses.next_taught(letter, taken_back) < _NEVER:
                cost += _PICTURE
        return cost


class _Uses:
    """Which letters each line of a job needs, the printer's own and those it is taught."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.taught = [frozenset(line) & TAUGHT for line in lines]
        self.own = [frozenset(map(ord, frozenset(line) - TAUGHT)) for line in lines]
        self.ever: frozenset[int] = frozenset().union(*self.own)
        self.all_taught: frozenset[str] = frozenset().union(*self.taught)

    def by_stretch(self, there: set[str]) -> list[str]:
        """The letters that are still to be taught, those needed over most lines first."""
        return sorted(self.all_taught - there, key=lambda letter: (-self._stretch(letter), letter))

    def next_taught(self, letter: str, after: int) -> int:
        """The next line after one that has this letter."""
        places = (at for at in range(after + 1, len(self.taught)) if letter in self.taught[at])
        return next(places, _NEVER)

    def next_own(self, place: int, after: int) -> int:
        """The next line after one that needs this place for itself."""
        places = (at for at in range(after + 1, len(self.own)) if place in self.own[at])
        return next(places, _NEVER)

    def _stretch(self, letter: str) -> int:
        lines = [at for at, letters in enumerate(self.taught) if letter in letters]
        return lines[-1] - lines[0]


def _definitions(new: dict[int, str]) -> bytes:
    """ESC & for each run of neighbouring places."""
    data = b""
    places = sorted(new)
    while places:
        run = [places.pop(0)]
        while places and places[0] == run[-1] + 1:
            run.append(places.pop(0))
        data += b"\x1b&\x03" + bytes((run[0], run[-1]))
        data += b"".join(columns(new[place]) for place in run)
    return data
