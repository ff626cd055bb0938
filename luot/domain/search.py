"""Finding the matter that a citizen means in their own words, with or without marks."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import pairwise
from math import log
from unicodedata import combining

from luot.domain import folding
from luot.domain.folding import Syllable
from luot.domain.procedure import Catalogue, Procedure
from luot.domain.vocabulary import Asked, Vocabulary, is_filler, unfinished, written_out

Span = tuple[int, int]

LONGEST = 120
"""Letters of a phrase that are read; what comes after them is not."""
CANDIDATES = 60
SHORT, PHRASE, NAME, ENGLISH = 1.0, 0.92, 0.85, 0.8
ORDER, TIGHT, SAME = 0.25, 0.06, 0.09
AROUND, POPULAR = 0.25, 0.12
LEAST, LEAST_OF_BEST = 0.2, 0.45


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A procedure that a phrase may mean.

    `score` is 0 to 1; `spans` are the letters of its short name that were found.
    """

    procedure: Procedure
    score: float
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """One thing that a procedure is called; `worth` says how much that name counts."""

    worth: float
    syllables: tuple[Syllable, ...]
    keys: frozenset[str]


class Finder:
    """Finds procedures of one catalogue: built once, asked at every key that is touched."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._procedures = catalogue.procedures
        self._by_code = {one.code: place for place, one in enumerate(catalogue.procedures)}
        self._texts = tuple(tuple(_texts(one)) for one in catalogue.procedures)
        self._places: defaultdict[str, set[int]] = defaultdict(set)
        for place, texts in enumerate(self._texts):
            for key in frozenset().union(*(text.keys for text in texts)):
                self._places[key].add(place)
        every = len(self._procedures) + 1
        rarity = {key: log(1 + every / len(places)) for key, places in self._places.items()}
        self._vocabulary = Vocabulary(rarity, unknown=log(1 + every))

    def find(self, phrase: str, limit: int = 10) -> tuple[Found, ...]:
        """The procedures that a phrase may mean, likeliest first; none for an empty phrase."""
        known = self._by_code.get(phrase.strip())
        if known is not None:
            return (self._found(1.0, known, ""),)[:limit]
        asked = self._vocabulary.read(phrase[:LONGEST])
        scored = [(self._score(place, around, asked), place) for place, around in self._near(asked)]
        least = max(LEAST, LEAST_OF_BEST * max((score for score, _ in scored), default=0.0))
        likely = sorted((one for one in scored if one[0] >= least), key=self._rank)
        return tuple(self._found(score, place, phrase) for score, place in likely[:limit])

    def _rank(self, scored: tuple[float, int]) -> tuple[float, int, str]:
        """Orders by score, then by how often a matter comes, then by its code."""
        score, place = scored
        return -score, -self._procedures[place].popularity, self._procedures[place].code

    def _found(self, score: float, place: int, phrase: str) -> Found:
        procedure = self._procedures[place]
        spans = highlight(procedure.short_name, phrase)
        return Found(procedure=procedure, score=score, spans=spans)

    def _near(self, asked: Sequence[Asked]) -> list[tuple[int, float]]:
        """The procedures that hold most of what was asked, each with the share that it holds."""
        whole = sum(one.weight for one in asked)
        held: defaultdict[int, float] = defaultdict(float)
        for one in asked:
            for place, worth in self._holders(one).items():
                held[place] += worth * one.weight / whole
        return nlargest(CANDIDATES, held.items(), key=self._nearness)

    def _nearness(self, held: tuple[int, float]) -> tuple[float, int]:
        return held[1], self._procedures[held[0]].popularity

    def _holders(self, one: Asked) -> dict[int, float]:
        """The procedures that say a syllable somewhere, with what the best meeting is worth."""
        holders: dict[int, float] = {}
        for key, worth in sorted(one.keys.items(), key=lambda meeting: meeting[1]):
            holders |= dict.fromkeys(self._places[key], worth)
        return holders

    def _score(self, place: int, around: float, asked: Sequence[Asked]) -> float:
        """How well a procedure answers: its best name, all its names, how often it comes."""
        keys = {key for one in asked for key in one.keys}
        near = [text for text in self._texts[place] if not keys.isdisjoint(text.keys)]
        best = max(text.worth * self._likeness(text.syllables, asked) for text in near)
        popular = POPULAR * self._procedures[place].popularity / 100
        return round((best + AROUND * around + popular) / (1 + AROUND + POPULAR), 4)

    def _likeness(self, text: Sequence[Syllable], asked: Sequence[Asked]) -> float:
        """How much of what was asked a text says, how much in its order, how little else."""
        spots = _spots(text, asked)
        met = sum(one.weight * worth for one, (_, worth) in zip(asked, spots, strict=True))
        if not met:
            return 0.0
        said = [text[spot] for spot in {spot for spot, _ in spots if spot is not None}]
        tight = self._vocabulary.weight(said) / self._vocabulary.weight(text)
        share = met / sum(one.weight for one in asked)
        same = SAME if tight == 1.0 else 0.0
        most = 1 - ORDER - TIGHT - SAME
        return share * (most + ORDER * _order(asked, spots) + TIGHT * tight + same)


def highlight(text: str, phrase: str) -> tuple[Span, ...]:
    """The letters of a text that a phrase names: starts and ends, neighbours joined."""
    syllables = folding.syllables(text)
    named = written_out(syllables)
    known = Vocabulary(dict.fromkeys((one.key for one in named), 1.0), unknown=1.0)
    typed = tuple(one for one in known.syllables(phrase[:LONGEST]) if not is_filler(one))
    if unfinished(phrase) and _parted_in_vain(typed, named):
        typed = typed[:-2]
    whole = [one for one in syllables if all(_typed(part, typed) for part in written_out([one]))]
    spans = [(one.start, one.end) for one in whole]
    if typed and unfinished(phrase) and not any(_typed(one, typed[-1:]) for one in named):
        spans += _begun(syllables, typed, text)
    return _joined(sorted(spans), text)


def _parted_in_vain(typed: Sequence[Syllable], named: Sequence[Syllable]) -> bool:
    """Whether one word was read as two syllables that no name says one after the other."""
    if len(typed) < 2 or typed[-2].end != typed[-1].start:  # noqa: PLR2004
        return False
    head, tail = (one.key for one in typed[-2:])
    return not any(
        left.key == head and right.key.startswith(tail) for left, right in pairwise(named)
    )


def _typed(one: Syllable, typed: Sequence[Syllable]) -> bool:
    """Whether a syllable was typed, with its own marks or with none."""
    return any(other.key == one.key and other.exact in {one.key, one.exact} for other in typed)


def _begun(syllables: Sequence[Syllable], typed: Sequence[Syllable], text: str) -> list[Span]:
    """The first letters of what an unfinished syllable starts.

    Only close behind the syllable typed before it, where one stands there.
    """
    *_, before, start = (None, *typed)
    starts = [(place, one) for place, one in enumerate(syllables) if _starts(start, one)]
    behind = [
        (place, one)
        for place, one in starts
        if before is not None and place and _typed(syllables[place - 1], [before])
    ]
    return [_letters(one, len(start.key), text) for _, one in behind or starts]


def _starts(start: Syllable, one: Syllable) -> bool:
    """Whether a syllable may become another; one with other marks will not."""
    unlike = start.key == one.key and start.exact != start.key
    return one.key.startswith(start.key) and not unlike


def _letters(one: Syllable, count: int, text: str) -> Span:
    """The first letters of a syllable, with the marks that stand apart from them."""
    starts = [place for place in range(one.start, one.end) if not combining(text[place])]
    return one.start, [*starts[1:], one.end][count - 1]


def _joined(spans: Sequence[Span], text: str) -> tuple[Span, ...]:
    """The spans with those made one that only space stands between."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and not text[joined[-1][1] : start].strip():
            start = joined.pop()[0]  # noqa: PLW2901
        joined.append((start, end))
    return tuple(joined)


def _spots(
    text: Sequence[Syllable], asked: Sequence[Asked]
) -> tuple[tuple[int | None, float], ...]:
    """Where in a text each asked syllable is met best, close behind the one before it."""
    spots: list[tuple[int | None, float]] = []
    after: int | None = None
    for one in asked:
        spot, best = None, 0.0
        for place, other in enumerate(text):
            worth = one.meets(other)
            if worth > best or (worth and worth == best and place == after):
                spot, best = place, worth
        spots.append((spot, best))
        after = None if spot is None else spot + 1
    return tuple(spots)


def _order(asked: Sequence[Asked], spots: Sequence[tuple[int | None, float]]) -> float:
    """The share of neighbours in what was asked that are neighbours in the text too."""
    pairs = [one.weight + other.weight for one, other in pairwise(asked)]
    kept = [left is not None and right == left + 1 for (left, _), (right, _) in pairwise(spots)]
    if not pairs:
        return 1.0
    return sum(pair for pair, near in zip(pairs, kept, strict=True) if near) / sum(pairs)


def _texts(procedure: Procedure) -> Iterator[_Text]:
    """Everything that a procedure is called, shorthand written out."""
    called = [(SHORT, procedure.short_name), (NAME, procedure.name)]
    called += [(PHRASE, phrase) for phrase in procedure.phrases]
    called += [(ENGLISH, procedure.short_name_en)]
    for worth, name in called:
        syllables = written_out(folding.syllables(name))
        keys = frozenset(one.key for one in syllables)
        if syllables:
            yield _Text(worth=worth, syllables=syllables, keys=keys)
