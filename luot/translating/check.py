"""What is wrong, or worth a look, in a translator's file."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from luot.translating.sheet import Entry, Sheet
from luot.words.language import placeholders
from printer.letters import REPERTOIRE
from printer.raster import TYPEFACES

LONGER: Final = 1.5
SHORT: Final = 16
SHORT_LONGER: Final = 1.25
"""The words of a key or a tile, up to so many letters, have less room to grow."""
_TAG: Final = re.compile(r"\[(/?)([^\[\]]*)\]")
_CONTROLS: Final = frozenset("\n")


class Fault(StrEnum):
    """What can be wrong with a sentence; the sentences are under `translating.fault`."""

    UNKNOWN = "unknown"
    VALUES = "values"
    MARKUP = "markup"
    COMPOSED = "composed"
    LETTERS = "letters"
    LONG = "long"
    CHANGED = "changed"


GRAVE: Final = frozenset({Fault.VALUES, Fault.MARKUP, Fault.COMPOSED, Fault.LETTERS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to look at; a `grave` one must be mended before anyone reads the sentence."""

    key: str
    line: int
    fault: Fault
    fields: Mapping[str, object] = field(default_factory=dict)

    @property
    def grave(self) -> bool:
        """Whether the sentence cannot be used as it is."""
        return self.fault in GRAVE


def look_over(
    sheet: Sheet, vietnamese: Mapping[str, str], english: Mapping[str, str]
) -> Iterator[Finding]:
    """Everything to look at in a file, from its top."""
    if strange := lacking(sheet.language.name + sheet.language.letters):
        yield Finding(key="language", line=1, fault=Fault.LETTERS, fields={"letters": strange})
    for key in sheet.translated:
        entry = sheet.entries[key]
        if key not in vietnamese:
            yield Finding(key=key, line=entry.line, fault=Fault.UNKNOWN)
            continue
        for fault, fields in _faults(entry, vietnamese[key], english[key]):
            yield Finding(key=key, line=entry.line, fault=fault, fields=fields)


def _faults(
    entry: Entry, vietnamese: str, english: str
) -> Iterator[tuple[Fault, dict[str, object]]]:
    text = entry.text
    if placeholders(text) != placeholders(vietnamese):
        wanted = sorted(placeholders(vietnamese) or ())
        yield Fault.VALUES, {"values": ", ".join(f"{{{name}}}" for name in wanted) or "–"}
    if not balanced(text) or tags(text) != tags(vietnamese):
        yield Fault.MARKUP, {"marks": " ".join(tags(vietnamese)) or "–"}
    if unicodedata.normalize("NFC", text) != text:
        yield Fault.COMPOSED, {}
    elif strange := lacking(text):
        yield Fault.LETTERS, {"letters": strange}
    most = longest(vietnamese, english)
    if len(text) > most:
        yield Fault.LONG, {"n": len(text), "most": most}
    if entry.was is not None:
        yield Fault.CHANGED, {"now": entry.source, "was": entry.was}


def longest(vietnamese: str, english: str) -> int:
    """So many letters surely fit: what the Vietnamese leaves room for, or the English takes."""
    grows = SHORT_LONGER if len(vietnamese) <= SHORT else LONGER
    return max(round(len(vietnamese) * grows), len(english))


def tags(text: str) -> tuple[str, ...]:
    """The marks of a sentence that people do not see, whichever and how many there are."""
    found = {f"[{'/'}{name}]" if end else f"[{name}]" for end, name in _TAG.findall(text)}
    return tuple(sorted(found | ({"*"} if "*" in text else set())))


def balanced(text: str) -> bool:
    """Whether every mark that begins also ends, and none stands within its own kind."""
    opened: list[str] = []
    for end, name in _TAG.findall(text):
        if end and (not opened or opened.pop() != name):
            return False
        if not end:
            opened.append(name)
    left = _TAG.sub("", text)
    return not opened and text.count("*") % 2 == 0 and "[" not in left and "]" not in left


def lacking(text: str) -> str:
    """The letters that the house cannot show: its fonts or its printers lack them."""
    letters = sorted(set(text) - _CONTROLS)
    return " ".join(letter for letter in letters if not _can(letter))


def _can(letter: str) -> bool:
    return letter in REPERTOIRE and all(face.covers(letter) for face in TYPEFACES.values())
