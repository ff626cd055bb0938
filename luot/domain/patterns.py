"""Patterns of whole words, written with their marks and met with or without."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from luot.domain import folding
from luot.domain.folding import Syllable

_WORD = re.compile(r"[^\W_]+")
_KEY = re.compile(r"[a-z0-9]+")
_PAIR = re.compile(r"(?<![a-z0-9])([a-z0-9]+)(?= ([a-z0-9]+))")
_GROUP = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern of words: how it meets keys, and every word in it as it is written."""

    keys: re.Pattern[str]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Line:
    """What was typed as one line of keys, to be searched for patterns."""

    typed: Sequence[Syllable]
    text: str
    starts: Mapping[int, int]

    def find(self, pattern: Pattern) -> range | None:
        """The places of the syllables that a pattern meets first, or None."""
        for found in pattern.keys.finditer(self.text):
            met = range(*(self.starts[at] for at in (found.start(), found.end() + 1)))
            if met and all(_agrees(self.typed[place], pattern.words) for place in met):
                return met
        return None


def line(typed: Sequence[Syllable]) -> Line:
    """The syllables as a line: each key with a space before and behind."""
    starts = accumulate((len(one.key) + 1 for one in typed), initial=1)
    text = f" {' '.join(one.key for one in typed)} "
    return Line(typed, text, {start: place for place, start in enumerate(starts)})


def pattern(written: str) -> Pattern:
    """A pattern out of how it is written, its groups put in already."""
    keys = _WORD.sub(lambda word: folding.syllables(word.group())[0].key, written)
    # An alternative that begins or ends with what may be missing leaves a space too many.
    whole = re.compile(rf"(?<= )(?:{keys})(?= )")
    words = frozenset(
        one.exact for found in _WORD.findall(written) for one in folding.syllables(found)
    )
    return Pattern(whole, words)


def spoken(patterns: Iterable[Pattern]) -> frozenset[str]:
    """The keys of all words in patterns."""
    return frozenset(key for each in patterns for key in _KEY.findall(each.keys.pattern))


def pairs(patterns: Iterable[Pattern]) -> frozenset[tuple[str, str]]:
    """The keys of all words in patterns that stand one after the other."""
    return frozenset(
        (pair[1], pair[2]) for each in patterns for pair in _PAIR.finditer(each.keys.pattern)
    )


def table(written: str) -> Iterator[tuple[str, str]]:
    """The rows of a table: a pattern, over lines if it is long, and after = what it means."""
    said = ""
    for row in written.splitlines():
        if row.startswith("    = "):
            yield said, row[6:]
            said = ""
        elif not row.startswith("#"):
            said += row


def filled(written: str, groups: Mapping[str, str]) -> str:
    """A pattern with its groups put in."""
    return _GROUP.sub(lambda found: f"(?:{groups[found.group(1)]})", written)


def _agrees(one: Syllable, words: frozenset[str]) -> bool:
    """Whether a syllable that was typed with marks has those of the pattern."""
    return one.exact == one.key or one.exact in words
