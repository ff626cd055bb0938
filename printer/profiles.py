"""The kinds of printers that a centre may have: the built-in ones, and those of its own file."""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from luot.config import ConfigError, Problem
from printer import profile_table
from printer.profile import Cut, FenceKind, Margin, Profile, Qr, TextMode

__all__ = [
    "DEFAULT",
    "FILE",
    "Cut",
    "FenceKind",
    "Margin",
    "Profile",
    "Qr",
    "TextMode",
    "UnknownProfile",
    "own_profiles",
    "profile",
    "profiles",
]

DEFAULT = "raster-lean"
FILE: Final = "printers.toml"


class UnknownProfile(LookupError):
    """No profile has this name; `known` are those that there are."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"no printer profile {name!r}; there are {', '.join(known)}")
        self.name = name
        self.known = known


def profile(name: str = DEFAULT, folder: Path | None = None) -> Profile:
    """The profile of a name; UnknownProfile where there is none.

    A centre's own file is read only for a name that is not built in.
    """
    found = _built_in().get(name) or (own_profiles(folder).get(name) if folder else None)
    if found is None:
        raise UnknownProfile(name, tuple(profiles(folder)))
    return found


def profiles(folder: Path | None = None) -> dict[str, Profile]:
    """All profiles by name: the built-in ones, then those of the folder's own file.

    ConfigError names every mistake in that file at once.
    """
    return _built_in() | (own_profiles(folder) if folder else {})


def own_profiles(folder: Path) -> dict[str, Profile]:
    """The profiles of a centre's own file, none where it has none; ConfigError as above."""
    path = folder / FILE
    try:
        source = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError) as trouble:
        said: dict[str, object] = {"trouble": str(trouble)}
        unreadable = Problem(file=path, key="", code="unreadable", fields=said)
        raise ConfigError((unreadable,)) from None
    return profile_table.loads(source, path, taken=frozenset(_built_in()))


@cache
def _built_in() -> dict[str, Profile]:
    """In the order of the file."""
    source = (files("printer") / "profiles.toml").read_text(encoding="utf-8")
    return profile_table.loads(source, Path("profiles.toml"))
