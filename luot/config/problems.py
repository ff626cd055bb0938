"""What is wrong with a hall's settings, in the words of whoever has to mend them."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from luot import words
from luot.words import Words

SHOWN = 60


def shown(value: object) -> str:
    """A value as its line in luot.toml would show it, cut where it grows long."""
    line = json.dumps(value, ensure_ascii=False, default=str)
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake: the key and value at fault, and `code` naming the sentence about it."""

    file: Path
    key: str
    value: object = None
    code: str
    fields: dict[str, object] = field(default_factory=dict)

    def sentence(self, language: Words) -> str:
        """One sentence that names file, key, value and remedy."""
        own = {"file": self.file, "setting": self.key, "value": shown(self.value)}
        return language(f"config.{self.code}", **own | self.fields)


class ConfigError(Exception):
    """The settings cannot be used; `problems` has every mistake that was found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(self.sentences(words.load("en")))

    def sentences(self, language: Words) -> tuple[str, ...]:
        """A sentence for each mistake, in the order of the file."""
        return tuple(problem.sentence(language) for problem in self.problems)
