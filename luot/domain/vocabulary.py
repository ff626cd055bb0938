"""The syllables that a catalogue is written in, and what a citizen's typing means among them."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import chain, pairwise

from luot.domain import folding, telex
from luot.domain.folding import Form, Syllable
from luot.domain.parting import SURELY_JOINED, VOWELS, Pair, Parting
from luot.domain.shorthand import FILLERS, SHORT
from luot.domain.spelling import Spelling

LONGEST = 120
"""Letters of a phrase that are read; what comes after them is not."""
LONGEST_JOINED = 40
FILLER = 0.3
PREFIX = 0.7
OTHER_MARKS = 0.65
UNKNOWN = 0.4
"""How much a syllable tells that no name says: a little, since it cannot be met."""
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

    def meets(self, other: Form) -> float:
        """What a meeting is worth: 0 for none, 1 for the very same syllable."""
        key, exact = other
        worth = self.keys.get(key, 0.0)
        if self.marked and worth == 1.0 and exact != self.syllable.exact:
            return OTHER_MARKS
        return worth


class Vocabulary:
    """The keys of all syllables in use, with how much each tells.

    `spoken` are keys that people say although no name does: words, not slips. `pairs` are those
    that stand one after the other somewhere, None where nobody knows.
    """

    def __init__(
        self,
        rarity: Mapping[str, float],
        unknown: float,
        spoken: AbstractSet[str] = frozenset(),
        pairs: AbstractSet[Pair] | None = None,
    ) -> None:
        self._rarity = rarity
        self._spoken = spoken
        self._pairs = pairs
        self._unknown = unknown
        self._keys = sorted(rarity)
        self._parts = dict.fromkeys([*SHORT, *spoken], unknown) | dict(rarity)

    def weight(self, keys: Iterable[str]) -> float:
        """How much syllables tell together."""
        return sum(self._rarity.get(key, self._unknown) for key in keys)

    def warm(self) -> None:
        """Make ready now what would make the first phrases wait."""
        self._spelling.near("")
        self._undone.get("")

    def asked(self, typed: Sequence[Syllable], *, unfinished: bool) -> tuple[Asked, ...]:
        """What syllables ask for; the last may still be unfinished."""
        last = len(typed) if unfinished else 0
        return tuple(
            self._ask(one, unfinished=place == last) for place, one in enumerate(typed, start=1)
        )

    def knows(self, asked: Sequence[Asked]) -> bool:
        """Whether each of these syllables is in use as it was typed."""
        return all(one.syllable.key in self._rarity for one in asked)

    def together(self, asked: Sequence[Asked]) -> bool:
        """Whether two neighbours, the last perhaps unfinished, are neighbours somewhere else."""
        pairs = self._pairs or frozenset()
        heads = [(left, right) for left, right in pairwise(asked) if not is_filler(left.syllable)]
        return any(
            (left.syllable.key, key) in pairs
            for left, right in heads
            for key in (right.syllable.key, *right.keys)
        )

    def respelt(self, asked: Sequence[Asked]) -> tuple[Asked, ...]:
        """The same, met also by syllables that sound or look alike."""
        return tuple(self._respelt(one) for one in asked)

    def syllables(self, phrase: str) -> tuple[Syllable, ...]:
        """The syllables of a phrase: Telex composed, shorthand written out, joined words parted."""
        typed = written_out(folding.syllables(phrase[:LONGEST]))
        return written_out([part for one in typed for part in self._parted(self._composed(one))])

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling(self._keys)

    @cached_property
    def _undone(self) -> Mapping[str, str]:
        """Words that a composing keyboard makes something else of, under what it makes."""
        words = ((one, folding.syllables(telex.read(one))) for one in self._keys)
        return {made[0].exact: one for one, made in words if made and made[0].exact != one}

    def _composed(self, one: Syllable) -> Syllable:
        """A word as it was meant: bare Telex keys composed, a composed foreign word undone."""
        if one.exact != one.key:
            meant = self._undone.get(one.exact, one.key)
            known = one.key in self._rarity or meant == one.key
            return one if known else replace(one, key=meant, exact=meant)
        if one.key in self._rarity or one.key in self._spoken:
            return one
        made = folding.syllables(telex.read(one.key))
        if len(made) != 1 or made[0].exact == one.exact:
            return one
        known = made[0].key in self._rarity
        starts = not self._starting(one.key) and self._starting(made[0].key)
        return replace(one, key=made[0].key, exact=made[0].exact) if known or starts else one

    def _ask(self, one: Syllable, *, unfinished: bool) -> Asked:
        keys = {one.key: 1.0} if one.key in self._rarity else {}
        if unfinished or not keys:
            keys |= {key: PREFIX for key in self._starting(one.key) if key != one.key}
        weight = self._weigh(one, keys)
        return Asked(syllable=one, keys=keys, weight=weight, marked=one.exact != one.key)

    def _respelt(self, one: Asked) -> Asked:
        known = one.syllable.key in self._rarity
        look = self._spelling.alike if known else self._spelling.near
        keys = {**look(one.syllable.key), **one.keys}
        if len(keys) == len(one.keys):
            return one
        return replace(
            one, keys=keys, weight=one.weight if known else self._weigh(one.syllable, keys)
        )

    def _weigh(self, one: Syllable, keys: Mapping[str, float]) -> float:
        """How much a typed syllable tells: as its own key, else as the keys that it starts."""
        weight = self._rarity.get(one.key)
        if weight is None:
            known = [self._rarity[key] for key in keys]
            weight = sum(known) / len(known) if known else self._unknown * UNKNOWN
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
        whole = one.key in self._rarity or one.key in self._spoken
        if whole or len(one.key) > LONGEST_JOINED or self._starting(one.key):
            return (one,)
        parting = Parting(one.key, self._parts, self._pairs)
        return _apart(one, parting.to(len(one.key)) or self._part_unfinished(one.key, parting))

    def _part_unfinished(self, joined: str, parting: Parting) -> tuple[str, ...]:
        """A joined word whose last syllable is still being typed."""
        slip = len(joined) < SURELY_JOINED and joined[-1:] in VOWELS
        for cut in range(len(joined) - 1 - slip, _UNFINISHED_FROM - 1, -1):
            head = parting.to(cut)
            if head and parting.goes_on(head[-1], self._starting(joined[cut:])):
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


def forms(name: str) -> tuple[Form, ...]:
    """The syllables of a name apart from their places, shorthand written out."""
    return tuple(chain.from_iterable(_whole_form(one) for one in folding.forms(name)))


def _whole(one: Syllable) -> tuple[Syllable, ...]:
    """A syllable, or the words that it is short for."""
    words = SHORT.get(one.key)
    if words is None:
        return (one,)
    return tuple(
        Syllable(start=one.start, end=one.end, key=word.key, exact=word.exact)
        for word in folding.syllables(words)
    )


@cache
def _written_out() -> Mapping[str, Sequence[Form]]:
    return {short: folding.forms(words) for short, words in SHORT.items()}


def _whole_form(one: Form) -> Sequence[Form]:
    """A syllable, or the words that it is short for."""
    return _written_out().get(one[0]) or (one,)


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
