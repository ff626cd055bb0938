"""The catalogue that a centre has taken in: one file beside the journal, replaced as a whole."""

import fcntl
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from luot import whole
from luot.domain.procedure import Catalogue, Field, Level, Online, Procedure
from server.catalogue import starter
from server.catalogue_rows import CatalogueError, Fault

FILE = "catalogue.json"
LOCK = "catalogue.lock"


def present(data: Path) -> Catalogue:
    """The catalogue of a data folder: the one that was taken in, else the starter.

    Raises CatalogueError where the file is no catalogue.
    """
    try:
        raw = (data / FILE).read_bytes()
    except FileNotFoundError:
        return starter()
    try:
        return _catalogue(json.loads(raw))
    except (ValueError, KeyError, TypeError) as trouble:
        fault = Fault(file=FILE, code="kept_broken", fields={"trouble": trouble})
        raise CatalogueError([fault]) from None


def keep(data: Path, catalogue: Catalogue) -> None:
    """Put a catalogue in the place of the one before: after a power cut it is this one or that."""
    kept = json.dumps(asdict(catalogue), ensure_ascii=False, separators=(",", ":"))
    whole.write(data / FILE, kept.encode())


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Until its end nobody else takes a catalogue into this folder."""
    with (data / LOCK).open("a", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _catalogue(content: Mapping[str, Any]) -> Catalogue:
    return Catalogue(
        version=str(content["version"]),
        fields=tuple(Field(**each) for each in content["fields"]),
        procedures=tuple(_procedure(each) for each in content["procedures"]),
        starter=bool(content["starter"]),
    )


def _procedure(row: Mapping[str, Any]) -> Procedure:
    lists = {key: tuple(value) for key, value in row.items() if isinstance(value, list)}
    level = Level(row["level"]) if row["level"] else None
    # A file of before there was such a thing says nothing of it.
    online = Online(row["online"]) if row.get("online") else None
    return Procedure(**dict(row) | lists | {"level": level, "online": online})
