"""A third language that nobody speaks: Vietnamese with every vowel said twice."""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from luot import words
from luot.translating import citizens, sheet
from luot.words.language import HOUSE, Language

CODE = "qaa"
NAME = "Tiếng Đôi"
# Values, marks and escapes stay as they are.
_KEPT = re.compile(r"(\{[^}]*\}|\[[^\]]*\])")


def doubled(sentence: str) -> str:
    parts = _KEPT.split(sentence)
    return "".join(part if _KEPT.fullmatch(part) else _vowels(part) for part in parts)


def _vowels(text: str) -> str:
    return "".join(letter * 2 if _bare(letter) in "aeiouy" else letter for letter in text)


def _bare(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0].lower()


def write(folder: Path, *, empty: Iterable[str] = (), falls_back: str = "vi") -> Path:
    """The language's file, with every sentence but those of `empty`; offered to citizens."""
    vietnamese = words.sentences_in(HOUSE, "vi")
    asked = citizens.keys(vietnamese)
    blank = set(empty)
    entries = {
        key: sheet.Entry(
            line=0,
            text="" if key in blank else doubled(vietnamese[key]),
            source=sheet.shown(vietnamese[key]),
        )
        for key in asked
    }
    own = Language(code=CODE, name=NAME, offered=True, falls_back=falls_back)
    file = folder / f"{CODE}.toml"
    file.write_text(sheet.written(sheet.Sheet(language=own, entries=entries), ()), "utf-8")
    return file
