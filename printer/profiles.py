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
    "makes",
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
    built_in = profiles() | makes()
    found = built_in.get(name) or (own_profiles(folder).get(name) if folder else None)
    if found is None:
        raise UnknownProfile(name, (*built_in, *(own_profiles(folder) if folder else ())))
    return found


def profiles(folder: Path | None = None) -> dict[str, Profile]:
    """The built-in profiles by name, then those of the folder's own file.

    ConfigError names every mistake in that file at once.
    """
    return _built_in("profiles.toml") | (own_profiles(folder) if folder else {})


def makes() -> dict[str, Profile]:
    """Profiles of printers by their makes, after what is published: nobody has tried these."""
    return dict(_built_in("makes.toml"))


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
    return profile_table.loads(source, path, taken=frozenset(profiles() | makes()))


@cache
def _built_in(file: str) -> dict[str, Profile]:
    """In the order of the file."""
    source = (files("printer") / file).read_text(encoding="utf-8")
    return profile_table.loads(source, Path(file))
