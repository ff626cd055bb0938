"""What was typed, in the words that the centre has for it."""

from collections.abc import Iterator, Sequence

from luot.domain import folding
from luot.domain.folding import Syllable
from luot.domain.patterns import filled, line, pairs, pattern, spoken, table
from luot.domain.sayings import SAYINGS
from luot.domain.vocabulary import is_filler
from luot.domain.wordgroups import GROUPS, PURPOSES

_Meant = dict[int, tuple[range, tuple[Syllable, ...]]]
_MEANT = tuple(
    (pattern(filled(said, GROUPS)), folding.syllables(meant)) for said, meant in table(SAYINGS)
)
_PURPOSE = pattern("".join(PURPOSES.splitlines()))
TELLING = 2
"""So many syllables besides a purpose tell what is wanted."""
SPOKEN = spoken([_PURPOSE, *(said for said, _ in _MEANT)])
PAIRS = pairs(said for said, _ in _MEANT)


def rewordings(typed: Sequence[Syllable]) -> Iterator[tuple[Syllable, ...]]:
    """What was typed, with what the centre calls it in the place of each saying; none if none.

    And the same without what a paper is for, where that was said.
    """
    meant = _sayings(typed)
    if meant:
        yield tuple(_reworded(typed, meant))
    purpose = _purpose(typed)
    if purpose:
        rest = {place: each for place, each in meant.items() if place not in purpose}
        yield tuple(_reworded(typed, rest | {purpose.start: (purpose, ())}))


def _sayings(typed: Sequence[Syllable]) -> _Meant:
    """The sayings in a phrase by where they start: their places, and what they mean."""
    searched = line(typed)
    meant: _Meant = {}
    taken: set[int] = set()
    for said, words in _MEANT:
        met = searched.find(said)
        if met is not None and taken.isdisjoint(met):
            taken.update(met)
            meant[met.start] = (met, words)
    return meant


def _purpose(typed: Sequence[Syllable]) -> range | None:
    """Where it is said what a paper is for, and enough is left that tells which one."""
    met = line(typed).find(_PURPOSE)
    if met is None:
        return None
    told = [one for place, one in enumerate(typed) if place not in met and not is_filler(one)]
    return met if len(told) >= TELLING else None


def _reworded(typed: Sequence[Syllable], meant: _Meant) -> Iterator[Syllable]:
    """The syllables with each saying as the words that it means, at its place."""
    place = 0
    while place < len(typed):
        met, words = meant.get(place, (range(place, place + 1), (typed[place],)))
        start, end = typed[met.start].start, typed[met.stop - 1].end
        yield from (Syllable(start, end, one.key, one.exact) for one in words)
        place = met.stop
