"""Vietnamese writing as the hall compares it: other marks and spellings of a word meet."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")
_VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Syllable:
    """One syllable of a text, at `start` to `end`.

    `key` is the same for every way to write it without marks, `exact` for every way to write it
    with the right ones, wherever the tone mark stands (hòa, hoà).
    """

    start: int
    end: int
    key: str
    exact: str


Form = tuple[str, str]
"""A syllable apart from its place: its key and its exact form."""


def fold(text: str) -> str:
    """The text in small letters without any marks, đ as d."""
    bare = _without_marks(text).casefold()
    return _without_marks(bare).replace("đ", "d")


@lru_cache(maxsize=8192)
def syllables(text: str) -> tuple[Syllable, ...]:
    """The syllables and figures of a text, in order, wherever they stand in it."""
    return tuple(
        Syllable(found.start(), found.end(), *_forms(found.group()))
        for found in _WORD.finditer(text)
    )


def forms(text: str) -> list[Form]:
    """The syllables of a text apart from their places."""
    return [_forms(word) for word in _WORD.findall(text)]


def key(folded: str) -> str:
    """One spelling for a folded syllable: a final y after a consonant is an i (ký, kí)."""
    glide = folded[-2:-1] in _VOWELS and not folded.endswith("quy")
    return folded if glide or not folded.endswith("y") else f"{folded[:-1]}i"


@lru_cache(maxsize=16384)
def _forms(word: str) -> Form:
    """The key and the exact form of a syllable."""
    parts = unicodedata.normalize("NFD", word.casefold())
    letters = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))
    tone = "".join(c for c in parts if c in _TONES)
    return key(fold(word)), key(letters) + tone


def _without_marks(text: str) -> str:
    """The text decomposed, with all combining marks dropped."""
    parts = unicodedata.normalize("NFD", text)
    return "".join(c for c in parts if unicodedata.category(c) != "Mn")
