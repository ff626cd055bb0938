"""Every sentence that people read, in their language.

A language is one TOML file beside this module, or in the folder that LUOT_WORDS names. Keys are
dotted paths; `{name}` marks a value. What a file lacks is said in the language it falls back to.
"""

import logging
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

from luot.words.language import HEAD, HOUSE, Language, Place, folder, heads, placeholders

_log = logging.getLogger(__name__)


def _ranked(found: dict[str, Language]) -> dict[str, Language]:
    """First the language that falls back to itself, then the whole ones, then the others."""
    order = sorted(found.values(), key=lambda each: (each.code != each.falls_back, not each.whole))
    return {each.code: each for each in order}


_OWN: Final = _ranked(heads(HOUSE))
LANGUAGES: Final = tuple(code for code, each in _OWN.items() if each.whole)
"""The languages that the house speaks to everyone, on pages for staff and in commands too."""


def languages() -> dict[str, Language]:
    """Every language that there is a file of, by its code; the centre's own files go first."""
    return _languages(folder())


def offered() -> tuple[str, ...]:
    """The languages that citizens may be spoken to in, if their centre wants it."""
    return tuple(code for code, each in languages().items() if each.offered)


@cache
def _languages(own: Path | None) -> dict[str, Language]:
    more = heads(own) if own else {}
    return _OWN | {code: each for code, each in more.items() if code not in LANGUAGES}


def flat(table: dict[str, Any], prefix: str = "") -> dict[str, str]:
    """Dotted keys for a nested table of sentences."""
    found: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            found |= flat(value, f"{prefix}{key}.")
        else:
            found[f"{prefix}{key}"] = str(value)
    return found


class Words:
    """The sentences of one language: `words("kiosk.home.question")`.

    `english`: of a name that is given in Vietnamese and English, its readers see the English one.
    """

    def __init__(self, lang: str, sentences: dict[str, str], *, english: bool = False) -> None:
        self.lang = lang
        self.sentences = sentences
        self.english = english

    def __call__(self, key: str, **values: object) -> str:
        """The sentence under `key` with its values filled in; KeyError for an unknown key."""
        return self.sentences[key].format(**values) if values else self.sentences[key]

    def __contains__(self, key: str) -> bool:
        return key in self.sentences

    def part(self, prefix: str) -> dict[str, str]:
        """All sentences whose keys start with `prefix`, under what remains of the key."""
        head = f"{prefix}."
        return {key[len(head) :]: s for key, s in self.sentences.items() if key.startswith(head)}


def load(lang: str) -> Words:
    """The words of a language; Vietnamese where it is not known."""
    return _load(lang, folder())


@cache
def _load(lang: str, own: Path | None) -> Words:
    known = _languages(own).get(lang, _OWN[LANGUAGES[0]])
    if known.whole and known.code in LANGUAGES:
        return Words(known.code, sentences_in(HOUSE, known.code), english=known.code == "en")
    base = load(known.falls_back if known.falls_back in LANGUAGES else LANGUAGES[0])
    place = own if own and (own / f"{known.code}.toml").exists() else HOUSE
    return Words(known.code, base.sentences | _fitting(place, known, base), english=base.english)


def sentences_in(place: Place, code: str) -> dict[str, str]:
    """The sentences that stand in a language's own file; tomllib's error where it is no TOML."""
    table = tomllib.loads((place / f"{code}.toml").read_text(encoding="utf-8"))
    del table[HEAD]
    return flat(table)


def _fitting(place: Place, language: Language, base: Words) -> dict[str, str]:
    """The translated sentences that can stand where those of `base` do: with the same values."""
    try:
        own = sentences_in(place, language.code)
    except (OSError, ValueError) as error:
        _log.warning("%s.toml: %s", language.code, error)
        return {}
    return {
        key: sentence
        for key, sentence in own.items()
        if sentence.strip()
        and key in base.sentences
        and placeholders(sentence) == placeholders(base.sentences[key])
    }
