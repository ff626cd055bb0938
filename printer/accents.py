"""The marks of Vietnamese letters for cells of 12 by 24 dots, drawn dot by dot.

Scaled from an outline font, two stacked marks in eight rows run into one blot, and a tilde is a
bar. A thermal head needs strokes of two dots.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

from PIL import Image

GRAVE, ACUTE, TILDE, HOOK, BELOW = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"
ROOF, BREVE, HORN = "\u0302", "\u0306", "\u031b"

_ART: Final = {
    GRAVE: "##.. .##. ..##",
    ACUTE: "..## .##. ##..",
    TILDE: ".###...## ##.##.##. ##...###.",
    HOOK: ".##. #..# ..## .##.",
    BELOW: "## ##",
    ROOF: "...##... ..####.. .##..##.",
    BREVE: "##...## .#####.",
}
# Beside a roof, where there is no room over it.
_BESIDE: Final = {
    GRAVE: "##. .## ..#",
    ACUTE: "..# .## ##.",
    HOOK: "##. ..# .##",
}
_RIGHT: Final = 8
_LOW_ROOF: Final = "..##... .####.. ##..##."
_LOW_TILDE: Final = ".##..## ##.##.."


@dataclass(frozen=True, slots=True)
class Parted:
    """A letter as its body, a roof or breve over that, and a tone."""

    body: str
    hat: str = ""
    tone: str = ""


@cache
def parted(letter: str) -> Parted | None:
    """The parts of a Vietnamese letter; None for any other, which its font draws as it is."""
    base, *marks = tuple(unicodedata.normalize("NFD", letter))
    if not marks or not set(marks) <= {*_ART, HORN}:
        return None
    hat = next((mark for mark in marks if mark in (ROOF, BREVE)), "")
    tone = next((mark for mark in marks if mark in (GRAVE, ACUTE, TILDE, HOOK, BELOW)), "")
    body = unicodedata.normalize("NFC", base + HORN) if HORN in marks else base
    return Parted("ı" if body == "i" and tone != BELOW else body, hat, tone)


def crowded(letter: Parted) -> bool:
    """Whether two marks stand over the body."""
    return bool(letter.hat) and letter.tone not in ("", BELOW)


def put(cell: Image.Image, letter: Parted, top: int, baseline: int) -> None:
    """Draw the marks of a letter whose body begins in row `top` and stands on a baseline."""
    floor = top - 1  # one white row
    beside = letter.hat == ROOF and letter.tone in _BESIDE
    if letter.hat:
        art = _LOW_ROOF if beside else _ART[letter.hat]
        floor = _stamp(cell, art, floor, 0 if beside else None)
    if letter.tone == BELOW:
        tail = letter.body == "y"  # its dot stands beside the tail
        _stamp(cell, _ART[BELOW], baseline + 4, _RIGHT + 1 if tail else None)
    elif beside:
        _stamp(cell, _BESIDE[letter.tone], floor + 2, _RIGHT)
    elif letter.tone:
        low = letter.tone == TILDE and letter.hat
        art = _LOW_TILDE if low else _ART[letter.tone]
        _stamp(cell, art, floor - bool(letter.hat), None)


def _stamp(cell: Image.Image, art: str, floor: int, left: int | None) -> int:
    """Put a mark whose last row is above `floor`, in the middle where `left` is None; its top."""
    rows = art.split()
    x = (cell.width - len(rows[0])) // 2 if left is None else left
    top = max(floor - len(rows), 0)
    for y, row in enumerate(rows):
        for place, dot in enumerate(row):
            if dot == "#":
                cell.putpixel((x + place, top + y), 255)
    return top
