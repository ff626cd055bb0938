"""Finding the matter that a citizen means in their own words, with or without marks."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from heapq import nlargest
from itertools import pairwise
from math import log, log1p
from operator import attrgetter, itemgetter

from luot.domain import elsewhere, rewording
from luot.domain.asking import asks
from luot.domain.elsewhere import Place, place_of
from luot.domain.folding import Form, Syllable
from luot.domain.highlight import Span, highlight
from luot.domain.procedure import Catalogue, Level, Procedure
from luot.domain.rewording import rewordings
from luot.domain.vocabulary import Asked, Vocabulary, forms, is_filler, unfinished

__all__ = ["Answer", "Finder", "Found", "highlight"]

CANDIDATES, NEAR = 32, 0.4
ENOUGH = 200
LIKELY = 10
"""So many of the best are looked at for asking back, whatever is shown."""
SHORT, PHRASE, NAME, ENGLISH = 1.0, 0.92, 0.85, 0.8
ORDER, TIGHT, SAME = 0.25, 0.06, 0.09
AROUND, POPULAR, OURS = 0.2, 0.18, 0.1
LEAST, LEAST_OF_BEST = 0.2, 0.45
REWORDED, RESPELT = 0.97, 0.95
CUT = "…"
"""Stands in a short name where words of the official one were left out."""
LONGEST_NAME = 400
"""Syllables of a name that are read: the longest in the national database has fewer."""
_SPOTS = tuple((spot,) for spot in range(LONGEST_NAME))
"""One place each, shared by all texts: a list for each word would be most of the memory."""
SURE = 0.72
DOUBTFUL = 0.6
"""From the one score on nobody looks for misspellings; from the other, not of known syllables."""
LINK = 0.45
"""What two neighbours must be worth together, to tell that a name means what was asked."""
LEVELS = {Level.COMMUNE: 1.0, None: 0.6, Level.PROVINCE: 0.3, Level.MINISTRY: 0.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A procedure that a phrase may mean.

    `score` is 0 to 1; `spans` are the letters of its short name that were found.
    """

    procedure: Procedure
    score: float
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a phrase may mean.

    `ask` are the procedures to ask back about, where one phrase means several; `elsewhere` is
    who does what the centre does not.
    """

    found: tuple[Found, ...]
    ask: tuple[Procedure, ...] = ()
    elsewhere: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """One thing that a procedure is called; `worth` says how much that name counts.

    `said` are its syllables, `spots` the places of each key, and `weight` is how much they tell.
    """

    worth: float
    said: tuple[Form, ...]
    spots: Mapping[str, Sequence[int]]
    weight: float


_Scores = dict[int, tuple[float, bool]]
"""By place: how likely a procedure is, and whether what was asked makes sense at all.

It does where some name, or the procedure's own, says two of its words one after the other, or
where it is a single word.
"""
_Spots = Sequence[tuple[int | None, float]]
"""Where in a text each asked syllable is met, None for nowhere, and what that is worth."""


class Finder:
    """Finds procedures of one catalogue: built once, asked at every key that is touched.

    `taken` is how often each code was taken at this centre of late, where that is known.
    """

    def __init__(self, catalogue: Catalogue, taken: Mapping[str, int] | None = None) -> None:
        self._procedures = catalogue.procedures
        self._by_code = {one.code: place for place, one in enumerate(catalogue.procedures)}
        self._bonus = tuple(_bonus(catalogue.procedures, taken or {}))
        named = [tuple(_called(one)) for one in catalogue.procedures]
        self._places: defaultdict[str, set[int]] = defaultdict(set)
        for place, texts in enumerate(named):
            for key in {key for _, said in texts for key, _ in said}:
                self._places[key].add(place)
        every = len(self._procedures) + 1
        rarity = {key: log(1 + every / len(places)) for key, places in self._places.items()}
        spoken = rewording.SPOKEN | elsewhere.SPOKEN
        pairs = rewording.PAIRS | {
            (left, right)
            for texts in named
            for _, said in texts
            for (left, _), (right, _) in pairwise(said)
        }
        self._vocabulary = Vocabulary(rarity, log(1 + every), spoken, pairs)
        self._vocabulary.warm()
        self._texts = tuple(tuple(self._text(*each) for each in texts) for texts in named)

    def _text(self, worth: float, said: tuple[Form, ...]) -> _Text:
        spots: dict[str, tuple[int, ...]] = {}
        for spot, (key, _) in zip(_SPOTS, said, strict=False):
            spots[key] = spots[key] + spot if key in spots else spot
        weight = self._vocabulary.weight(key for key, _ in said)
        return _Text(worth=worth, said=said, spots=spots, weight=weight)

    def find(self, phrase: str, limit: int = 10) -> tuple[Found, ...]:
        """The procedures that a phrase may mean, likeliest first; none for an empty phrase."""
        return self.answer(phrase, limit).found

    def answer(self, phrase: str, limit: int = 10) -> Answer:
        """What a phrase may mean, what to ask back, and who else does it."""
        known = self._by_code.get(phrase.strip())
        if known is not None:
            return Answer(found=(self._found(1.0, known, ""),)[:limit])
        typed = self._vocabulary.syllables(phrase)
        readings = [typed, *rewordings(typed)]
        ranked = self._ranked(readings, unfinished=unfinished(phrase))
        found = tuple(self._found(score, place, phrase) for score, place in ranked[:limit])
        likely = [(score, self._procedures[place]) for score, place in ranked[:LIKELY]]
        other = place_of(typed, likely)
        return Answer(found=found, ask=() if other else asks(readings, likely), elsewhere=other)

    def _ranked(
        self, readings: Sequence[Sequence[Syllable]], *, unfinished: bool
    ) -> list[tuple[float, int]]:
        """All that is likely enough, each with its score, likeliest first."""
        typed, *reworded = readings
        said = [(1.0, self._vocabulary.asked(typed, unfinished=unfinished))]
        said += [(REWORDED, self._vocabulary.asked(each, unfinished=False)) for each in reworded]
        scores: _Scores = {}
        for worth, asked in said:
            self._weigh(scores, worth, asked)
        best, _ = max(scores.values(), default=(0.0, False))
        for worth, asked in said if best < SURE else ():
            respelt = self._vocabulary.respelt(asked)
            if respelt != asked and (best < DOUBTFUL or not self._vocabulary.knows(asked)):
                self._weigh(scores, worth * RESPELT, respelt)
        return sorted(_likely(scores), key=self._rank)

    def _weigh(self, scores: _Scores, worth: float, asked: Sequence[Asked]) -> None:
        """Put into `scores` what one reading of a phrase finds, where it finds it better."""
        told = sum(not is_filler(one.syllable) for one in asked)
        sensible = told <= 1 or self._vocabulary.together(asked)
        for place, around in self._near(asked):
            score, linked = self._score(place, around, asked)
            weighed = (round(worth * score, 4), linked or sensible)
            scores[place] = max(weighed, scores.get(place, weighed))

    def _rank(self, scored: tuple[float, int]) -> tuple[float, float, str]:
        """Orders by score, then by how often a matter comes, then by its code."""
        score, place = scored
        return -score, -self._bonus[place], self._procedures[place].code

    def _found(self, score: float, place: int, phrase: str) -> Found:
        procedure = self._procedures[place]
        spans = highlight(procedure.short_name, phrase)
        return Found(procedure=procedure, score=score, spans=spans)

    def _near(self, asked: Sequence[Asked]) -> list[tuple[int, float]]:
        """The procedures that hold most of what was asked, each with the share that it holds.

        The rarest syllables are looked up first: where they have found enough, a common one adds
        to what it finds there and brings no more.
        """
        whole = sum(one.weight for one in asked)
        held: defaultdict[int, float] = defaultdict(float)
        for one in sorted(asked, key=attrgetter("weight"), reverse=True):
            among = held.keys() if len(held) >= ENOUGH else None
            share = one.weight / whole
            for place, worth in self._holders(one, among).items():
                held[place] += worth * share
        least = NEAR * max(held.values(), default=0.0)
        near = ((share, self._bonus[at], at) for at, share in held.items() if share >= least)
        return [(place, share) for share, _, place in nlargest(CANDIDATES, near)]

    def _holders(self, one: Asked, among: AbstractSet[int] | None) -> Mapping[int, float]:
        """The procedures that say a syllable somewhere, with what the best meeting is worth.

        `among` are the only ones to look at where the syllable is a common one; None for all.
        """
        holders: dict[int, float] = {}
        for key, worth in sorted(one.keys.items(), key=itemgetter(1)):
            places = self._places[key]
            common = among is not None and len(places) > ENOUGH
            holders |= dict.fromkeys(among & places if among and common else places, worth)
        return holders

    def _score(self, place: int, around: float, asked: Sequence[Asked]) -> tuple[float, bool]:
        """How well a procedure answers: its best name, all its names, how often it comes.

        And whether that name says any two of the syllables one after the other, as asked.
        """
        whole = sum(one.weight for one in asked)
        best, linked = 0.0, False
        for text in self._texts[place]:
            # The share bounds the likeness: most names need no closer look.
            if text.worth * _share(text, asked, whole) > best:
                spots = _spots(text, asked)
                likeness = text.worth * self._likeness(text, asked, whole, spots)
                if likeness > best:
                    best, linked = likeness, _linked(asked, spots)
        score = (best + AROUND * around + self._bonus[place]) / (1 + AROUND + POPULAR + OURS)
        return score, linked

    def _likeness(self, text: _Text, asked: Sequence[Asked], whole: float, spots: _Spots) -> float:
        """How much of what was asked a text says, how much in its order, how little else."""
        met = sum(one.weight * worth for one, (_, worth) in zip(asked, spots, strict=True))
        heard = {spot for spot, _ in spots if spot is not None}
        tight = self._vocabulary.weight(text.said[spot][0] for spot in heard) / text.weight
        same = SAME if tight > 1 - 1e-9 else 0.0
        most = 1 - ORDER - TIGHT - SAME
        return met / whole * (most + ORDER * _order(asked, spots) + TIGHT * tight + same)


def _likely(scores: _Scores) -> Iterator[tuple[float, int]]:
    """What is worth showing: nothing where all are doubtful and say no two words as asked."""
    best, _ = max(scores.values(), default=(0.0, False))
    if best < DOUBTFUL and not any(linked for _, linked in scores.values()):
        return
    least = max(LEAST, LEAST_OF_BEST * best)
    yield from ((score, place) for place, (score, _) in scores.items() if score >= least)


def _share(text: _Text, asked: Sequence[Asked], whole: float) -> float:
    """At most this much of what was asked is said in a text."""
    said = text.spots.keys()
    return sum([one.weight for one in asked if not said.isdisjoint(one.keys)]) / whole


def _bonus(procedures: Sequence[Procedure], taken: Mapping[str, int]) -> Iterator[float]:
    """What each procedure has ahead of others: how often it comes, and whose business it is."""
    most = log1p(max(taken.values(), default=0))
    for one in procedures:
        popular = one.popularity / 100
        if most:
            popular = (popular + log1p(taken.get(one.code, 0)) / most) / 2
        # What people often come for is taken in here, whoever decides on it.
        ours = 1.0 if one.popularity else LEVELS[one.level]
        yield POPULAR * popular + OURS * ours


def _spots(text: _Text, asked: Sequence[Asked]) -> _Spots:
    """Where in a text each asked syllable is met best, close behind the one before it."""
    spots: list[tuple[int | None, float]] = []
    after: int | None = None
    for one in asked:
        spot, best = None, 0.0
        for place in _meetings(text, one):
            worth = one.meets(text.said[place])
            if worth > best or (worth == best and place == after):
                spot, best = place, worth
        spots.append((spot, best))
        after = None if spot is None else spot + 1
    return tuple(spots)


def _meetings(text: _Text, one: Asked) -> Iterator[int]:
    """The places of a text where an asked syllable is met at all."""
    few, many = (
        (one.keys, text.spots) if len(one.keys) < len(text.spots) else (text.spots, one.keys)
    )
    for key in few:
        if key in many:
            yield from text.spots[key]


def _linked(asked: Sequence[Asked], spots: _Spots) -> bool:
    """Whether two neighbours that tell something are neighbours in the text, and well met."""
    told = [not is_filler(one.syllable) for one in asked]
    return any(
        spot is not None and after == spot + 1 and worth * next_worth >= LINK and (tells or other)
        for ((spot, worth), tells), ((after, next_worth), other) in pairwise(
            zip(spots, told, strict=True)
        )
    )


def _order(asked: Sequence[Asked], spots: _Spots) -> float:
    """The share of neighbours in what was asked that are neighbours in the text too."""
    pairs = [one.weight + other.weight for one, other in pairwise(asked)]
    kept = [left is not None and right == left + 1 for (left, _), (right, _) in pairwise(spots)]
    if not pairs:
        return 1.0
    return sum(pair for pair, near in zip(pairs, kept, strict=True) if near) / sum(pairs)


def _called(procedure: Procedure) -> Iterator[tuple[float, tuple[Form, ...]]]:
    """Everything that a procedure is called and what that is worth, shorthand written out."""
    called = [] if _is_cut(procedure) else [(SHORT, procedure.short_name)]
    called += [(PHRASE, phrase) for phrase in procedure.phrases]
    called += [(NAME, procedure.name), (ENGLISH, procedure.short_name_en)]
    for worth, name in called:
        said = forms(name)
        if said:
            yield worth, said[:LONGEST_NAME]


def _is_cut(procedure: Procedure) -> bool:
    """Whether the short name is but a piece of the official one: it tells less than it does."""
    short, name = procedure.short_name, procedure.name
    return CUT in short or (short != name and name.startswith(short))
