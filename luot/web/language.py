"""The language that a page speaks to its reader."""

from flask import g, request

from luot import words
from luot.words import LANGUAGES, Words

COOKIE = "luot_lang"


def language() -> str:
    """The reader's language: asked for in the address, kept, set by `speak`, or the browser's."""
    wishes = (request.args.get("lang"), g.get("luot_lang"), request.cookies.get(COOKIE))
    for wish in wishes:
        if wish in LANGUAGES:
            return wish
    return request.accept_languages.best_match(LANGUAGES) or "vi"


def speak(lang: str) -> None:
    """Let this request be answered in `lang`, unless its address asks for another language."""
    g.luot_lang = lang


def speech() -> Words:
    """The words of the reader's language."""
    return words.load(language())


def t(key: str, **values: object) -> str:
    """The sentence under `key` in the reader's language."""
    return speech()(key, **values)
