"""Words typed without spaces, parted into the syllables that they are made of."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from luot.domain import folding

Pair = tuple[str, str]
"""Two keys, one after the other."""
LONGEST_SYLLABLE = 7
SURELY_JOINED = 6
"""From so many letters on a joined word may hold a syllable of a single vowel."""
VOWELS = "aiouy"
EACH_PART = 100.0
"""More than any rarity: fewer syllables first, then commoner ones."""
STRANGERS = 60.0
"""What two syllables cost that no name says one after the other."""
LONG = 7
"""In a word of fewer letters some neighbours must be neighbours in a name too."""
_Way = tuple[float, tuple[str, ...]]


class Parting:
    """The ways to part every beginning of one joined word.

    `known` says how rare each syllable is; `pairs` which ones stand one after the other somewhere,
    None where nobody knows.
    """

    def __init__(
        self, joined: str, known: Mapping[str, float], pairs: AbstractSet[Pair] | None = None
    ) -> None:
        self._known = known
        self._pairs = pairs
        self._alone = VOWELS if len(joined) >= SURELY_JOINED else ""
        self._ways: list[dict[str, _Way]] = [{"": (0.0, ())}]
        for end in range(1, len(joined) + 1):
            self._ways.append(self._ways_to(joined, end))

    def to(self, end: int) -> tuple[str, ...]:
        """The fewest known syllables that make the letters up to `end`, the commonest of as many.

        None where there is no likely way: a few letters with a single vowel among their parts, or
        syllables that nowhere stand together, are rather a slip of the finger or a foreign word.
        """
        ways = self._ways[end].values()
        parts = min(ways, default=(0.0, ()))[1]
        return parts if self._likely(parts) else ()

    def goes_on(self, last: str, ends: Iterable[str]) -> bool:
        """Whether one of these syllables may come behind another."""
        return any(self._pairs is None or (last, end) in self._pairs for end in ends)

    def _ways_to(self, joined: str, end: int) -> dict[str, _Way]:
        """The best way up to a place for each syllable that may stand last."""
        ways: dict[str, _Way] = {}
        for start in range(max(0, end - LONGEST_SYLLABLE), end):
            key = folding.key(joined[start:end])
            if self._ways[start] and self._is_part(key):
                ways[key] = min(
                    [*filter(None, [ways.get(key)]), *self._longer(self._ways[start], key)]
                )
        return ways

    def _is_part(self, key: str) -> bool:
        return key in self._known and (len(key) > 1 or key in self._alone)

    def _longer(self, ways: Mapping[str, _Way], key: str) -> list[_Way]:
        cost = EACH_PART + self._known[key]
        return [
            (before + cost + self._strange(last, key), (*parts, key))
            for last, (before, parts) in ways.items()
        ]

    def _strange(self, last: str, key: str) -> float:
        known = self._pairs is None or not last or (last, key) in self._pairs
        return 0.0 if known else STRANGERS

    def _likely(self, parts: Sequence[str]) -> bool:
        """Whether syllables make a word: a short one needs two that are known to go together."""
        joints = [*pairwise(parts)]
        if self._pairs is None or not joints or sum(map(len, parts)) >= LONG:
            return True
        return not self._pairs.isdisjoint(joints)
