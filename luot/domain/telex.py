"""Telex: Vietnamese letters as two keys each, read where nobody composed them, and undone.

"ddawng kys" is đăng ký to whoever typed it; and a keyboard that composes makes "vía" of visa.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_HATS = {"a": "â", "e": "ê", "o": "ô"}
_HORNS = {"a": "ă", "o": "ơ", "u": "ư"}
_KEYS = {"â": "aa", "ê": "ee", "ô": "oo", "ă": "aw", "ơ": "ow", "ư": "uw", "đ": "dd"}
_TONE_KEYS = {tone: key for key, tone in _TONES.items()}
_VOWELS = frozenset("aeiouyâêôăơư")


def typed(word: str) -> str:
    """The keys that make a word, its tone last."""
    parts = unicodedata.normalize("NFD", word.casefold())
    tones = "".join(_TONE_KEYS.get(each, "") for each in parts)
    bare = "".join(each for each in parts if each not in _TONE_KEYS)
    letters = unicodedata.normalize("NFC", bare)
    return "".join(_KEYS.get(each, each) for each in letters) + tones


@lru_cache(maxsize=8192)
def read(keys: str) -> str:
    """The word that these keys make, as a composing keyboard shows it.

    Marks may come late ("dangd kys", "truongwf"); a tone key struck twice is the letter itself.
    """
    letters: list[str] = []
    tone = ""
    for each in keys.casefold():
        if each in _TONES and _VOWELS.intersection(letters):
            if tone == each:
                letters, tone = [*letters, each], ""
            else:
                tone = each
        elif not _marked(letters, each):
            letters.append(each)
    return _toned(letters, _TONES.get(tone, ""))


def _marked(letters: list[str], key: str) -> bool:
    """Whether a key only marks a letter that stands there already; then it is marked."""
    match key:
        case "d":
            return _mark(letters, "d", "đ")
        case "a" | "e" | "o":
            return _mark(letters, key, _HATS[key])
        case "w":
            return _horned(letters)
        case _:
            return False


def _mark(letters: list[str], plain: str, marked: str) -> bool:
    """Mark the last plain letter, where no more than the end of its syllable came since."""
    if plain not in letters:
        return False
    place = len(letters) - 1 - letters[::-1].index(plain)
    after = letters[place + 1 :]
    first_d = plain == "d" and place == 0
    if not first_d and _VOWELS.intersection(after):
        return False
    letters[place] = marked
    return True


def _horned(letters: list[str]) -> bool:
    """Give the last vowel its horn or bowl; uo gets two."""
    for place in range(len(letters) - 1, -1, -1):
        if letters[place] in _HORNS:
            if letters[place] == "o" and letters[place - 1 : place] == ["u"]:
                letters[place - 1] = "ư"
            letters[place] = _HORNS[letters[place]]
            return True
    return False


def _toned(letters: Sequence[str], tone: str) -> str:
    """The letters with the tone over the vowel that bears it: a marked one, else the first."""
    vowels = [place for place, each in enumerate(letters) if each in _VOWELS]
    if not tone or not vowels:
        return "".join(letters)
    marked = [place for place in vowels if letters[place] in _KEYS]
    # The u of qu and the i of gi belong to the consonant.
    glide = "".join(letters[:2]) in {"qu", "gi"} and len(vowels) > 1
    place = marked[-1] if marked else vowels[int(glide)]
    word = [*letters[: place + 1], tone, *letters[place + 1 :]]
    return unicodedata.normalize("NFC", "".join(word))
