"""Fixed lines that a printer keeps as pictures: sent once, then named in eleven bytes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from itertools import groupby
from typing import Final

from printer import raster
from printer.bands import REALTIME, safe
from printer.layout import lay_out
from printer.parts import Drawing, Part, fixed
from printer.styles import Style

_PAD: Final = 6  # white rows over and under a picture
_FIRST: Final = 0x21
_CODES: Final = 93  # in a place of a key; the last one is kept for the marks
_MARK: Final = 0x7E
_LARGEST: Final = 65_000  # bytes of a picture: its command counts to 65,535
_DOT: Final = Drawing(8, 8, b"\x80" * 8)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Which pictures a printer should have, and under which key codes.

    `marks` are two more codes, made of all of them: a printer that has these two has this very
    set and no other one.
    """

    keys: Mapping[bytes, bytes] = field(default_factory=dict)
    marks: frozenset[bytes] = frozenset()

    @property
    def codes(self) -> frozenset[bytes]:
        """All that the printer lists where it has the whole set."""
        return self.marks | frozenset(self.keys.values())

    def on(self, stored: frozenset[bytes]) -> bool:
        """Whether the printer has said that it has this set."""
        return bool(self.keys) and self.marks <= stored

    def within(self, stored: frozenset[bytes]) -> "Shelf":
        """What of this set the printer has said that it has: its memory may have been too small."""
        if not self.on(stored):
            return Shelf()
        return Shelf({which: key for which, key in self.keys.items() if key in stored}, self.marks)


def shelf(drawings: Iterable[Drawing]) -> Shelf:
    """The same pictures always get the same key codes; those that cannot be kept have none."""
    digests = sorted({_digest(drawing) for drawing in drawings if _can_be_kept(drawing)})
    keys = {
        digest: bytes((_FIRST + place // _CODES, _FIRST + place % _CODES))
        for place, digest in enumerate(digests)
    }
    whole = sha256(b"".join(digests)).digest()
    marks = frozenset(bytes((_MARK, _FIRST + whole[place] % _CODES)) for place in (0, 1))
    return Shelf(keys, marks)


def drawings(parts: Iterable[Part], style: Style, dots: int) -> Iterator[Drawing]:
    """The pictures of a paper's fixed parts, each stretch of them one."""
    for together, stretch in groupby(parts, fixed):
        if together:
            yield drawn(tuple(stretch), style, dots)


def named(parts: Iterable[Part], shelf: Shelf, style: Style, dots: int) -> Iterator[Part]:
    """The parts, with the key code in the place of each stretch that the printer has."""
    for together, group in groupby(parts, fixed):
        stretch = tuple(group)
        picture = drawn(stretch, style, dots) if together else None
        key = shelf.keys.get(_digest(picture)) if picture else None
        if picture is None or key is None:
            yield from stretch
        else:
            yield replace(picture, key=key)


@lru_cache(maxsize=64)
def drawn(parts: tuple[Part, ...], style: Style, dots: int) -> Drawing:
    """Fixed parts as one picture, without the white at its right edge."""
    picture = raster.draw(lay_out(parts, style, dots, raster.measure))
    lines = raster.rows(picture)
    inked = [place for place, line in enumerate(lines) if any(line)]
    lines = lines[inked[0] : inked[-1] + 1] if inked else []
    across = max((len(line.rstrip(b"\0")) for line in lines), default=1)
    white = [bytes(across)] * _PAD
    lines = [*white, *(line[:across] for line in lines), *white]
    # Rows that were cut to the same length may make a sequence together that none of them had.
    return Drawing(across * 8, len(lines), safe(b"".join(lines)))


def show(key: bytes) -> bytes:
    """Print a picture that the printer keeps (GS ( L, function 69)."""
    return b"\x1d(L\x06\x00\x30\x45" + key + b"\x01\x01"


def clear() -> bytes:
    """Forget all pictures (GS ( L, function 65)."""
    return b"\x1d(L\x05\x00\x30\x41CLR"


def keep(drawing: Drawing, key: bytes) -> bytes:
    """Keep a picture under a key code (GS ( L, function 67)."""
    size = drawing.width.to_bytes(2, "little") + drawing.height.to_bytes(2, "little")
    body = b"\x30\x43\x30" + key + b"\x01" + size + b"\x31" + drawing.data
    return b"\x1d(L" + len(body).to_bytes(2, "little") + body


def load(drawings: Iterable[Drawing], shelf: Shelf) -> Iterator[bytes]:
    """What is sent once, command by command: the marks last, when all else is there."""
    yield clear()
    kept: set[bytes] = set()
    for drawing in drawings:
        key = shelf.keys.get(_digest(drawing))
        if key is not None and key not in kept:
            kept.add(key)
            yield keep(drawing, key)
    for mark in sorted(shelf.marks):
        yield keep(_DOT, mark)


def _can_be_kept(drawing: Drawing) -> bool:
    """Whether its command holds it, and no sequence that is obeyed at once."""
    if len(drawing.data) > _LARGEST:
        return False
    data = keep(drawing, bytes((_FIRST, _FIRST)))
    return not any(sequence in data for sequence in REALTIME)


def _digest(drawing: Drawing) -> bytes:
    return sha256(b"%d/%d/" % (drawing.width, drawing.height) + drawing.data).digest()
