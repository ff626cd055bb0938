"""What each row of a catalogue file must be, and what is wrong with one that is not."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from luot import words
from luot.domain.procedure import Online
from luot.words import Words

CODE = re.compile(r"[1-6]\.\d{6}")
QUEUE = re.compile(r"[A-Z]")
MOST_POPULAR = 100
MOST_DOCUMENTS = 7
MOST_PHRASES = 30
LONGEST_LINE = 60
ADDRESS = re.compile(r"https?://[!-~]{3,180}")
"""Letters enough for any portal, and few enough for a QR code that a phone reads off paper."""

FIELD = dict.fromkeys(("id", "icon", "word", "official", "word_en", "official_en"), 40)
FIELD["queue"] = 1
NAMES = {"code": 8, "name": 1200, "short_name": 40, "short_name_en": 40}
NOTES = dict.fromkeys(("decision", "fee", "fee_en", "time", "time_en"), LONGEST_LINE)
LISTS = {
    "phrases": MOST_PHRASES,
    "documents": MOST_DOCUMENTS,
    "documents_en": MOST_DOCUMENTS,
}
TRANSLATED = (("fee", "fee_en"), ("time", "time_en"), ("documents", "documents_en"))

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One mistake in a catalogue file: the row and key at fault, `code` naming the sentence."""

    file: str
    row: str = ""
    key: str = ""
    code: str
    fields: Mapping[str, object] = field(default_factory=dict)

    def sentence(self, language: Words) -> str:
        """One sentence that names file, code, key and remedy."""
        own = {"file": self.file, "row": self.row, "item": self.key}
        return language(f"catalogue.{self.code}", **own | dict(self.fields))


class CatalogueError(Exception):
    """The catalogue cannot be used; `faults` has every mistake that was found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(self.sentences(words.load("en")))

    def sentences(self, language: Words) -> tuple[str, ...]:
        """A sentence for each mistake."""
        return tuple(fault.sentence(language) for fault in self.faults)


def name_of(row: Row, place: int) -> str:
    """What a row is called in a sentence: its code or id, else its place in the file."""
    return str(row.get("code") or row.get("id") or f"#{place}")


def field_faults(file: str, name: str, row: Row) -> Iterator[Fault]:
    """What is wrong with one field of the home screen."""
    yield from _unknown(file, name, row, FIELD)
    for key, longest in FIELD.items():
        yield from _text(file, name, key, row.get(key, ""), longest)
    if not QUEUE.fullmatch(str(row.get("queue"))):
        yield Fault(file=file, row=name, key="queue", code="queue")


def procedure_faults(file: str, name: str, row: Row) -> Iterator[Fault]:
    """What is wrong with one procedure."""
    yield from _unknown(file, name, row, (*NAMES, *NOTES, *LISTS, "popularity", "online", "portal"))
    for key, longest in NAMES.items():
        yield from _text(file, name, key, row.get(key, ""), longest)
    for key in NOTES.keys() & row.keys():
        yield from _text(file, name, key, row[key], NOTES[key])
    for key in LISTS.keys() & row.keys():
        yield from _list(file, name, key, row[key])
    yield from _own(file, name, row)


def _unknown(file: str, name: str, row: Row, known: Iterable[str]) -> Iterator[Fault]:
    for key in row.keys() - set(known):
        yield Fault(file=file, row=name, key=key, code="unknown")


def _text(file: str, name: str, key: str, value: object, longest: int) -> Iterator[Fault]:
    """A text must be there, short enough, in composed letters and without stray space."""
    if not isinstance(value, str) or not value.strip():
        yield Fault(file=file, row=name, key=key, code="missing")
    elif len(value) > longest:
        size = {"size": len(value), "most": longest}
        yield Fault(file=file, row=name, key=key, code="long", fields=size)
    elif value != unicodedata.normalize("NFC", value) or value != value.strip():
        yield Fault(file=file, row=name, key=key, code="letters", fields={"value": value})


def _list(file: str, name: str, key: str, value: object) -> Iterator[Fault]:
    """A list must hold texts, each once, and not too many."""
    if not isinstance(value, list):
        yield Fault(file=file, row=name, key=key, code="list")
        return
    if len(value) > LISTS[key]:
        size = {"size": len(value), "most": LISTS[key]}
        yield Fault(file=file, row=name, key=key, code="many", fields=size)
    for entry in value:
        yield from _text(file, name, key, entry, LONGEST_LINE)
        if value.count(entry) > 1:
            yield Fault(file=file, row=name, key=key, code="twice", fields={"value": entry})


def _own(file: str, name: str, row: Row) -> Iterator[Fault]:
    """What only a procedure can have wrong: its code, its rank, a language left out."""
    if not CODE.fullmatch(str(row.get("code"))):
        yield Fault(file=file, row=name, key="code", code="code")
    popularity = row.get("popularity", 0)
    if not isinstance(popularity, int) or not 0 <= popularity <= MOST_POPULAR:
        yield Fault(file=file, row=name, key="popularity", code="popularity")
    if row.get("online", Online.NONE) not in {*Online}:
        yield Fault(file=file, row=name, key="online", code="online")
    if not ADDRESS.fullmatch(str(row.get("portal", "https://portal"))):
        yield Fault(file=file, row=name, key="portal", code="portal")
    for key, key_en in TRANSLATED:
        if _size(row.get(key)) != _size(row.get(key_en)):
            yield Fault(file=file, row=name, key=key_en, code="untranslated", fields={"other": key})


def _size(value: object) -> int:
    """How many lines a value has."""
    return len(value) if isinstance(value, list) else int(value is not None)
