"""The syllables that a catalogue is written in, and what a citizen's typing means among them."""

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from luot.domain import folding
from luot.domain.folding import Syllable
from luot.domain.shorthand import FILLERS, SHORT

LONGEST_JOINED = 40
LONGEST_SYLLABLE = 7
FILLER = 0.3
PREFIX = 0.7
OTHER_MARKS = 0.65
_UNFINISHED_FROM = 2
_FILLERS = frozenset(one.exact for one in folding.syllables(FILLERS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One syllable that was typed.

    `keys` are the syllables that it meets, each with what that is worth; `weight` says how much
    the syllable tells; `marked` that it was typed with marks.
    """

    syllable: Syllable
    keys: Mapping[str, float]
    weight: float
    marked: bool

    def meets(self, other: Syllable) -> float:
        """What a meeting is worth: 0 for none, 1 for the very same syllable."""
        worth = self.keys.get(other.key, 0.0)
        if self.marked and worth == 1.0 and other.exact != self.syllable.exact:
            return OTHER_MARKS
        return worth


class Vocabulary:
    """The keys of all syllables in use, with how much each tells."""

    def __init__(self, rarity: Mapping[str, float], unknown: float) -> None:
        self._rarity = rarity
        self._unknown = unknown
        self._keys = sorted(rarity)
        self._parts = rarity.keys() | SHORT.keys()

    def weight(self, text: Sequence[Syllable]) -> float:
        """How much the syllables of a text tell together."""
        return sum(self._rarity.get(one.key, self._unknown) for one in text)

    def read(self, phrase: str) -> tuple[Asked, ...]:
        """What was typed, syllable by syllable; the last may still be unfinished."""
        typed = self.syllables(phrase)
        last = len(typed) if unfinished(phrase) else 0
        return tuple(
            self._ask(one, unfinished=place == last) for place, one in enumerate(typed, start=1)
        )

    def syllables(self, phrase: str) -> tuple[Syllable, ...]:
        """The syllables of a phrase: shorthand written out, joined words parted."""
        typed = written_out(folding.syllables(phrase))
        return written_out([part for one in typed for part in self._parted(one)])

    def _ask(self, one: Syllable, *, unfinished: bool) -> Asked:
        keys = {one.key: 1.0} if one.key in self._rarity else {}
        if unfinished or not keys:
            keys |= {key: PREFIX for key in self._starting(one.key) if key != one.key}
        weight = self._weigh(one, keys)
        return Asked(syllable=one, keys=keys, weight=weight, marked=one.exact != one.key)

    def _weigh(self, one: Syllable, keys: Mapping[str, float]) -> float:
        """How much a typed syllable tells: as its own key, else as the keys that it starts."""
        weight = self._rarity.get(one.key)
        if weight is None:
            known = [self._rarity[key] for key in keys]
            weight = sum(known) / len(known) if known else self._unknown
        return weight * FILLER if is_filler(one) else weight

    def _starting(self, start: str) -> list[str]:
        """The keys that start so, also where a y was read as an i."""
        heads = (start, f"{start[:-1]}y") if start.endswith("i") else (start,)
        return [key for head in heads for key in self._between(head)]

    def _between(self, head: str) -> list[str]:
        first = bisect_left(self._keys, head)
        return self._keys[first : bisect_left(self._keys, f"{head}\uffff")]

    def _parted(self, one: Syllable) -> tuple[Syllable, ...]:
        """A word typed without spaces as its syllables; any other as it is."""
        whole = one.key in self._rarity or len(one.key) > LONGEST_JOINED
        if whole or self._starting(one.key):
            return (one,)
        return _apart(one, part(one.key, self._parts) or self._part_unfinished(one.key))

    def _part_unfinished(self, joined: str) -> tuple[str, ...]:
        """A joined word whose last syllable is still being typed."""
        for cut in range(len(joined) - 1, _UNFINISHED_FROM - 1, -1):
            head = part(joined[:cut], self._parts)
            if head and self._starting(joined[cut:]):
                return (*head, joined[cut:])
        return ()


def is_filler(one: Syllable) -> bool:
    """Whether a syllable, as it was typed, says who asks and how, not what for."""
    return one.exact in _FILLERS


def unfinished(phrase: str) -> bool:
    """Whether the last syllable of a phrase may go on."""
    return bool(phrase) and not phrase[-1].isspace()


def written_out(typed: Sequence[Syllable]) -> tuple[Syllable, ...]:
    """The syllables with shorthand as the words it stands for, at the same place."""
    return tuple(whole for one in typed for whole in _whole(one))


def part(joined: str, known: Collection[str]) -> tuple[str, ...]:
    """The fewest known syllables that a joined word is made of; none where there is no way."""
    ways: list[tuple[str, ...] | None] = [()] + [None] * len(joined)
    for end in range(1, len(joined) + 1):
        for start in range(max(0, end - LONGEST_SYLLABLE), end):
            way = ways[start]
            key = folding.key(joined[start:end])
            if way is None or key not in known:
                continue
            best = ways[end]
            if best is None or len(way) + 1 < len(best):
                ways[end] = (*way, key)
    return ways[-1] or ()


def _whole(one: Syllable) -> tuple[Syllable, ...]:
    """A syllable, or the words that it is short for."""
    words = SHORT.get(one.key)
    if words is None:
        return (one,)
    return tuple(
        Syllable(start=one.start, end=one.end, key=word.key, exact=word.exact)
        for word in folding.syllables(words)
    )


def _apart(one: Syllable, keys: Sequence[str]) -> tuple[Syllable, ...]:
    """A joined word as syllables without marks, at the places of their letters."""
    if not keys:
        return (one,)
    ends = [one.start]
    for key in keys:
        ends.append(ends[-1] + len(key))
    places = list(pairwise(ends))
    return tuple(
        Syllable(start=start, end=end, key=key, exact=key)
        for key, (start, end) in zip(keys, places, strict=True)
    )
