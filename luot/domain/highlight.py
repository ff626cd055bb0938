"""The letters of a name that a phrase names, for the red on the screen."""

from collections.abc import Sequence
from itertools import pairwise
from unicodedata import combining

from luot.domain import folding
from luot.domain.folding import Syllable
from luot.domain.vocabulary import LONGEST, Vocabulary, is_filler, unfinished, written_out

Span = tuple[int, int]


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
