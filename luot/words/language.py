"""What a file of sentences says of its language before the first sentence."""

import logging
import os
import re
import string
import tomllib
from dataclasses import dataclass, fields
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

Place = Traversable
"""A folder with files of sentences."""

HEAD: Final = "language"
FOLDER: Final = "LUOT_WORDS"
HOUSE: Final[Place] = files("luot.words")
CODE: Final = re.compile(r"[a-z]{2,3}")
_SENTENCES: Final = re.compile(rf"^\[(?!{HEAD}\])", re.MULTILINE)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language; `code` is that of BCP 47, `name` its own in its own script.

    `whole`: every sentence of the house is there, also for staff and commands. `offered`: citizens
    may be spoken to in it. `falls_back` has what it lacks, and says which of the two names that a
    centre gives in Vietnamese and English its readers see. `letters` are those that it writes with
    beside the Vietnamese ones.
    """

    code: str
    name: str
    whole: bool = False
    offered: bool = False
    falls_back: str = "vi"
    letters: str = ""


class BadHead(ValueError):
    """A file does not say what language it holds; `item` is the key that is wrong."""

    def __init__(self, item: str) -> None:
        super().__init__(f"[{HEAD}] {item}")
        self.item = item


def folder() -> Path | None:
    """The centre's own folder with more languages, if it has one."""
    named = os.environ.get(FOLDER)
    return Path(named) if named else None


def heads(place: Place) -> dict[str, Language]:
    """The languages of a folder by their codes; a file that cannot be used is told of, and left."""
    found: dict[str, Language] = {}
    if not place.is_dir():
        _log.warning("%s=%s: no such folder", FOLDER, place)
        return found
    for file in sorted(place.iterdir(), key=lambda each: each.name):
        code, _, kind = file.name.rpartition(".")
        if kind != "toml":
            continue
        try:
            head = head_of(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            _log.warning("%s: %s", file.name, error)
            continue
        if head.code == code:
            found[code] = head
    return found


def head_of(source: str) -> Language:
    """What a file says of its language; BadHead, or tomllib's error where it is no TOML."""
    table = tomllib.loads(_SENTENCES.split(source, maxsplit=1)[0]).get(HEAD)
    if not isinstance(table, dict):
        raise BadHead(HEAD)
    for each in fields(Language):
        if each.name in table and type(table[each.name]) is not each.type:
            raise BadHead(each.name)
    return _language(table)


def _language(table: dict[str, Any]) -> Language:
    unknown = next((name for name in table if name not in Language.__slots__), None)
    missing = next((name for name in ("code", "name") if not table.get(name)), None)
    if wrong := unknown or missing:
        raise BadHead(wrong)
    if not CODE.fullmatch(table["code"]):
        raise BadHead("code")
    return Language(**table)


def placeholders(sentence: str) -> frozenset[str] | None:
    """The names of the values in a sentence; None where its braces cannot be read."""
    try:
        parsed = tuple(string.Formatter().parse(sentence))
    except ValueError:
        return None
    return frozenset(name for _, name, _, _ in parsed if name is not None)
