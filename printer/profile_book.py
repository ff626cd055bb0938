"""A centre's own printers written into its printers.toml, whole or not at all."""

import json
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Final

from luot import whole
from printer import profile_table
from printer.profile import Profile
from printer.profile_table import SETTINGS
from printer.profiles import FILE, own_profiles
from printer.styles import STYLES

_HEADER: Final = re.compile(r"^\s*\[")


def keep(folder: Path, profile: Profile) -> Path:
    """Put a profile into a folder's file, in the place of one with its name; where it stands.

    The other profiles and their remarks stay as they are. ConfigError where the file is spoilt:
    it is then left alone.
    """
    path = folder / FILE
    own = own_profiles(folder)
    before = path.read_text(encoding="utf-8") if own or path.exists() else ""
    after = _with(before, profile)
    # What is written is read first: no file is left that the kiosk would refuse.
    assert profile_table.loads(after, path) == own | {profile.name: profile}  # noqa: S101
    whole.write(path, after.encode())
    return path


def table(profile: Profile) -> str:
    """A profile as it stands in the file."""
    return "\n".join((f"[{profile.name}]", *_lines(profile), ""))


def _lines(profile: Profile) -> Iterator[str]:
    for setting in SETTINGS:
        value = getattr(profile, setting.name)
        if setting.name == "pages" and profile.text.charset is None:
            continue
        if setting.required or value != setting.default:
            yield f"{setting.name} = {_toml(value)}"


def _toml(value: object) -> str:
    match value:
        case StrEnum():
            return json.dumps(str(value))
        case bool() | int():
            return json.dumps(value)
        case tuple():
            return json.dumps(list(value))
        case _:
            return json.dumps(next(name for name, style in STYLES.items() if style == value))


def _with(before: str, profile: Profile) -> str:
    """The text of the file with this profile in the place of its namesake, or at the end."""
    header = re.compile(rf"^\s*\[\s*[\"']?{re.escape(profile.name)}[\"']?\s*\]")
    lines = before.splitlines()
    start = next((at for at, line in enumerate(lines) if header.match(line)), len(lines))
    follows = (at for at, line in enumerate(lines) if at > start and _HEADER.match(line))
    end = next(follows, len(lines))
    # Remarks right above the next profile belong to it.
    while end < len(lines) and end > start + 1 and not lines[end - 1].split("#")[0].strip():
        end -= 1
    head, tail = "\n".join(lines[:start]).rstrip(), "\n".join(lines[end:]).strip("\n")
    return "\n\n".join(part for part in (head, table(profile).rstrip(), tail) if part) + "\n"
