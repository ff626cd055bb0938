"""From the tables of a TOML file to profiles: each key with its check, every mistake noted."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from luot.config import ConfigError, Problem
from luot.config.checks import Check, Wrong, code, nearest, whole
from luot.config.settings import Setting
from printer.profile import Cut, FenceKind, Margin, Profile, Qr, TextMode
from printer.styles import STYLES

_NARROWEST, _WIDEST = 256, 1248
_RESOLUTIONS: Final = (180, 203, 300)


def _one_of(known: Mapping[str, object]) -> Check:
    """A word that stands for one of these."""

    def check(value: object) -> object:
        if not isinstance(value, str) or value not in known:
            raise Wrong("choice", known=", ".join(known))
        return known[value]

    return check


def _choice(kind: type[StrEnum]) -> Check:
    return _one_of({str(each): each for each in kind})


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise Wrong("flag")
    return value


def _dots(value: object) -> object:
    """Dots are sent eight a byte."""
    if not isinstance(value, int) or value % 8:
        raise Wrong("dots", low=_NARROWEST, high=_WIDEST)
    return whole(_NARROWEST, _WIDEST)(value)


def _dpi(value: object) -> object:
    if value not in _RESOLUTIONS or isinstance(value, bool):
        raise Wrong("choice", known=", ".join(map(str, _RESOLUTIONS)))
    return value


def _pages(value: object) -> tuple[int, ...]:
    """One or two numbers of code pages."""
    numbers = value if isinstance(value, list) else []
    good = [each for each in numbers if type(each) is int and 0 <= each <= 255]  # noqa: PLR2004
    if not good or good != value or len(set(good)) < len(good):
        raise Wrong("pages")
    return tuple(good)


def _default(name: str) -> object:
    return next(each.default for each in fields(Profile) if each.name == name)


def _optional(name: str, check: Check, example: str) -> Setting:
    return Setting(name=name, check=check, example=example, default=_default(name))


SETTINGS: Final = (
    Setting(name="dots", check=_dots, example="576"),
    Setting(name="dpi", check=_dpi, example="203"),
    Setting(name="text", check=_choice(TextMode), example='"raster"'),
    Setting(name="style", check=_one_of(STYLES), example='"lean"'),
    Setting(name="qr", check=_choice(Qr), example='"native"'),
    Setting(name="margin", check=_choice(Margin), example='"gs_l"'),
    Setting(name="fence", check=_choice(FenceKind), example='"gs_r"'),
    Setting(name="cut", check=_choice(Cut), example='"partial"'),
    _optional("pages", _pages, "[30, 31]"),
    _optional("chinese", _flag, "true"),
    _optional("stored", _flag, "true"),
    _optional("status", _flag, "false"),
    _optional("near_end", _flag, "false"),
    _optional("keeps", _flag, "true"),
)


def loads(source: str, file: Path, taken: frozenset[str] = frozenset()) -> dict[str, Profile]:
    """The profiles of a TOML text by name; ConfigError names every mistake at once.

    `taken` are names that mean another profile already.
    """
    try:
        content = tomllib.loads(source)
    except tomllib.TOMLDecodeError as trouble:
        raise ConfigError((_not_toml(file, source, str(trouble)),)) from None
    table = _Table(file)
    found = {name: table.profile(name, keys, taken) for name, keys in content.items()}
    if table.problems:
        raise ConfigError(tuple(table.problems))
    return {name: profile for name, profile in found.items() if profile is not None}


def _not_toml(file: Path, source: str, trouble: str) -> Problem:
    lines = source.splitlines() or [""]
    found = re.search(r"line (\d+)", trouble)
    at = min(int(found[1]), len(lines)) if found else len(lines)
    said: dict[str, object] = {"line": at, "trouble": trouble}
    return Problem(file=file, key="", value=lines[at - 1].strip(), code="toml", fields=said)


class _Table:
    """Reads one file; `problems` grows with each mistake that is met."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def profile(self, name: str, keys: object, taken: frozenset[str]) -> Profile | None:
        """One profile, or None where something in it was noted."""
        before = len(self.problems)
        if name in taken:
            self._note(name, name, "profile_taken")
        try:
            code(name)
        except Wrong:
            self._note(name, name, "profile_name")
        if not isinstance(keys, dict):
            self._note(name, keys, "profile_table", known=_names())
            return None
        self._unknown(name, keys)
        values = dict(self._values(name, keys))
        self._fitting(name, values)
        return Profile(name=name, **values) if len(self.problems) == before else None

    def _note(self, key: str, value: object, code: str, **said: object) -> None:
        problem = Problem(file=self.file, key=key, value=value, code=code, fields=said)
        self.problems.append(problem)

    def _unknown(self, profile: str, keys: dict[str, object]) -> None:
        names = [setting.name for setting in SETTINGS]
        for name in (name for name in keys if name not in names):
            near, key = nearest(name, names), f"{profile}.{name}"
            if near is None:
                self._note(key, keys[name], "unknown", known=_names())
            else:
                self._note(key, keys[name], "misspelt", nearest=f"{profile}.{near}")

    def _values(self, profile: str, keys: dict[str, object]) -> Iterator[tuple[str, Any]]:
        for setting in SETTINGS:
            key, example = f"{profile}.{setting.name}", f"{setting.name} = {setting.example}"
            if setting.name not in keys:
                if setting.required:
                    self._note(key, None, "missing", example=example)
                continue
            try:
                yield setting.name, setting.check(keys[setting.name])
            except Wrong as wrong:
                self._note(
                    key, keys[setting.name], wrong.code, **wrong.fields | {"example": example}
                )

    def _fitting(self, profile: str, values: dict[str, Any]) -> None:
        """Each kind of code page has its number of pages."""
        text: TextMode | None = values.get("text")
        charset = text.charset if text else None
        pages = values.get("pages", _default("pages"))
        if charset is not None and len(charset.pages) != len(pages):
            example = "pages = [52]" if len(charset.pages) == 1 else "pages = [30, 31]"
            self._note(f"{profile}.pages", list(pages), "pages", example=example)


def _names() -> str:
    return ", ".join(setting.name for setting in SETTINGS)
