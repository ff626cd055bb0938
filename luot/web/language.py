"""The language that a page speaks to its reader."""

from flask import current_app, g, request

from luot import words
from luot.words import LANGUAGES, Words
from luot.words.language import Language

COOKIE = "luot_lang"
CHOSEN = "luot.languages"


def choices() -> tuple[str, ...]:
    """The languages that a page may be asked for: the house's own, and what the centre offers."""
    offered: tuple[str, ...] = current_app.extensions.get(CHOSEN, ())
    return tuple(dict.fromkeys((*LANGUAGES, *offered)))


def others() -> tuple[Language, ...]:
    """The other languages that this centre offers, for a citizen to go over to."""
    offered: tuple[str, ...] = current_app.extensions.get(CHOSEN) or LANGUAGES
    known, now = words.languages(), language()
    return tuple(known[code] for code in offered if code != now and code in known)


def language() -> str:
    """The reader's language: asked for in the address, kept, set by `speak`, or the browser's."""
    wishes = (request.args.get("lang"), g.get("luot_lang"), request.cookies.get(COOKIE))
    known = choices()
    for wish in wishes:
        if wish in known:
            return wish
    return request.accept_languages.best_match(known) or LANGUAGES[0]


def speak(lang: str) -> None:
    """Let this request be answered in `lang`, unless its address asks for another language."""
    g.luot_lang = lang


def speech() -> Words:
    """The words of the reader's language."""
    return words.load(language())


def t(key: str, **values: object) -> str:
    """The sentence under `key` in the reader's language."""
    return speech()(key, **values)
