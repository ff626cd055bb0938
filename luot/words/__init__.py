"""Every sentence that people read, in their language.

A language is one TOML file beside this module. Keys are dotted paths; `{name}` marks a value.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("vi", "en")


def _flat(table: dict[str, Any], prefix: str = "") -> dict[str, str]:
    """Dotted keys for a nested table of sentences."""
    flat: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = str(value)
    return flat


class Words:
    """The sentences of one language: `words("kiosk.home.question")`."""

    def __init__(self, lang: str, sentences: dict[str, str]) -> None:
        self.lang = lang
        self.sentences = sentences

    def __call__(self, key: str, **values: object) -> str:
        """The sentence under `key` with its values filled in; KeyError for an unknown key."""
        return self.sentences[key].format(**values) if values else self.sentences[key]

    def __contains__(self, key: str) -> bool:
        return key in self.sentences

    def part(self, prefix: str) -> dict[str, str]:
        """All sentences whose keys start with `prefix`, under what remains of the key."""
        head = f"{prefix}."
        return {key[len(head) :]: s for key, s in self.sentences.items() if key.startswith(head)}


@cache
def load(lang: str) -> Words:
    """The words of a language; Vietnamese where it is not known."""
    known = lang if lang in LANGUAGES else "vi"
    source = (files(__name__) / f"{known}.toml").read_text(encoding="utf-8")
    return Words(known, _flat(tomllib.loads(source)))
