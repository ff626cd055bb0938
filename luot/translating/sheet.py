"""A translator's file: each sentence under its Vietnamese, empty until it is translated."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from luot.words import flat
from luot.words.language import HEAD, Language, head_of

WAS: Final = "#| "
"""Marks the Vietnamese that a sentence was translated from, where it is another one by now."""

_TABLE: Final = re.compile(r"\[([^\[\]]+)\]\s*")
_KEY: Final = re.compile(r"([\w-]+)\s*=")
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\u00a0": "\\u00a0", "\t": "\\t"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One sentence of a file: its line, the Vietnamese above it, and where that changed the old.

    `text` is empty until it is translated.
    """

    line: int
    text: str
    source: str | None = None
    was: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A whole file: its language and its sentences by key."""

    language: Language
    entries: Mapping[str, Entry]

    @property
    def translated(self) -> tuple[str, ...]:
        """The keys of what is translated."""
        return tuple(key for key, each in self.entries.items() if each.text.strip())


def shown(sentence: str) -> str:
    """A sentence on one line of remarks; a space that must not break looks like any other."""
    return sentence.replace("\u00a0", " ").replace("\\", "\\\\").replace("\n", "\\n")


def read(source: str) -> Sheet:
    """A file as it was left; BadHead, or tomllib's error where it is no TOML."""
    table = tomllib.loads(source)
    language = head_of(source)
    del table[HEAD]
    marks = dict(_marks(source))
    return Sheet(
        language=language,
        entries={
            key: Entry(line=marks[key][0], text=text, source=marks[key][1], was=marks[key][2])
            for key, text in flat(table).items()
            if key in marks
        },
    )


def _marks(source: str) -> Iterator[tuple[str, tuple[int, str | None, str | None]]]:
    """The line of each key, and what the remarks above it say."""
    table, vietnamese, was = "", None, None
    for number, line in enumerate(source.splitlines(), 1):
        if found := _TABLE.fullmatch(line):
            table, vietnamese, was = found[1], None, None
        elif line.startswith(WAS):
            was = line.removeprefix(WAS)
        elif line.startswith("# "):
            vietnamese = line.removeprefix("# ")
        elif found := _KEY.match(line):
            yield f"{table}.{found[1]}", (number, vietnamese, was)
            vietnamese = was = None


def refreshed(old: Sheet, vietnamese: Mapping[str, str], keys: tuple[str, ...]) -> Sheet:
    """The same with every sentence of `keys`: what is translated stays, what changed is marked."""
    kept = tuple(key for key in old.translated if key in vietnamese and key not in keys)
    return Sheet(
        language=old.language,
        entries={key: _entry(old.entries.get(key), vietnamese[key]) for key in (*keys, *kept)},
    )


def _entry(old: Entry | None, vietnamese: str) -> Entry:
    now = shown(vietnamese)
    if old is None or not old.text.strip():
        return Entry(line=0, text="", source=now)
    changed = old.source is not None and old.source != now
    was = old.was or (old.source if changed else None)
    return Entry(line=0, text=old.text, source=now, was=None if was == now else was)


def written(sheet: Sheet, remarks: tuple[str, ...]) -> str:
    """The file, with `remarks` at its head."""
    tables: dict[str, list[str]] = {}
    for key, entry in sheet.entries.items():
        table, _, name = key.rpartition(".")
        tables.setdefault(table, []).extend(_lines(name, entry))
    head = [*(f"# {line}" for line in remarks), "", *_head(sheet.language)]
    parts = (["", f"[{table}]", *lines] for table, lines in tables.items())
    return "\n".join([*head, *(line for part in parts for line in part), ""])


def _head(language: Language) -> Iterator[str]:
    yield f"[{HEAD}]"
    yield f"code = {_string(language.code)}"
    yield f"name = {_string(language.name)}"
    yield f"offered = {str(language.offered).lower()}"
    yield f"falls_back = {_string(language.falls_back)}"
    yield f"letters = {_string(language.letters)}"


def _lines(name: str, entry: Entry) -> Iterator[str]:
    yield f"# {entry.source}"
    if entry.was is not None:
        yield f"{WAS}{entry.was}"
    yield f"{name} = {_string(entry.text)}"


def _string(text: str) -> str:
    """A string as TOML has it."""
    return f'"{"".join(_ESCAPES.get(letter, letter) for letter in text)}"'
