"""Syllables that sound or look like the one that was typed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

# Heard alike in the north or the south; what is one letter off is found as such.
_SOUNDS = {
    "kh": "kh",
    "tr": "ch",
    "ngh": "ng",
    "gh": "g",
    "gi": "d",
    "r": "d",
    "x": "s",
    "ph": "f",
    "k": "c",
    "q": "c",
}
SOUND, SLIP, SWAP = 0.75, 0.6, 0.6
_SHORTEST = 3


class Spelling:
    """The syllables in use, found by how they sound and by one slip of the finger."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._sounds: defaultdict[str, set[str]] = defaultdict(set)
        self._slips: defaultdict[str, set[str]] = defaultdict(set)
        self._keys = frozenset(keys)
        for key in self._keys:
            self._sounds[sound(key)].add(key)
            for less in _shortened(key):
                self._slips[less].add(key)

    def alike(self, key: str) -> dict[str, float]:
        """Syllables that sound like this one or change two of its letters; what each is worth."""
        swapped = dict.fromkeys((one for one in _swapped(key) if one in self._keys), SWAP)
        return swapped | dict.fromkeys(self._sounds.get(sound(key), ()), SOUND)

    def near(self, key: str) -> dict[str, float]:
        """Syllables that sound like this one, or are one slip away from it."""
        if len(key) < _SHORTEST:
            return self.alike(key)
        met = {one for less in _shortened(key) for one in self._slips.get(less, ())}
        slips = dict.fromkeys((one for one in met if _one_slip(key, one)), SLIP)
        return slips | self.alike(key)


def sound(key: str) -> str:
    """One spelling for the beginnings that are heard alike."""
    for written, heard in _SOUNDS.items():
        if key.startswith(written):
            return f"{heard}{key[len(written) :]}"
    return key


def _shortened(key: str) -> Iterator[str]:
    """A syllable, and it with each one of its letters left out."""
    yield key
    if len(key) >= _SHORTEST:
        yield from {f"{key[:at]}{key[at + 1 :]}" for at in range(len(key))}


def _swapped(key: str) -> Iterator[str]:
    """A syllable with each two neighbours in turn in each other's place."""
    for at in range(1, len(key)):
        yield f"{key[: at - 1]}{key[at]}{key[at - 1]}{key[at + 1 :]}"


def _one_slip(one: str, other: str) -> bool:
    """Whether a letter too many, too few or another one, or two that changed places, part them."""
    if abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    at = next((place for place, each in enumerate(short) if each != long[place]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at : at + 2] == long[at : at + 2][::-1]
    return short[at + 1 :] == long[at + 1 :] or (swapped and short[at + 2 :] == long[at + 2 :])
