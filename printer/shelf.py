"""Which lines a kiosk's printer was given to keep, in a file of the kiosk's folder."""

import logging
from pathlib import Path
from typing import Final

import msgspec

from luot import whole
from printer.stored import Shelf

log = logging.getLogger(__name__)

NAME: Final = "stored.json"


class _Kept(msgspec.Struct, frozen=True):
    """A shelf as JSON: digests and two-byte codes in hexadecimal."""

    keys: dict[str, str]
    marks: list[str]


def load(folder: Path) -> Shelf:
    """What the printer of this folder keeps, nothing where no file says so.

    A spoilt file is told in the log and counts for nothing: the lines then go as text.
    """
    path = folder / NAME
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=_Kept)
        keys = {bytes.fromhex(digest): bytes.fromhex(key) for digest, key in kept.keys.items()}
        return Shelf(keys, frozenset(map(bytes.fromhex, kept.marks)))
    except FileNotFoundError:
        return Shelf()
    except (OSError, msgspec.DecodeError, ValueError) as error:
        log.warning("%s cannot be read, fixed lines are sent as text: %s", path, error)
        return Shelf()


def keep(folder: Path, shelf: Shelf) -> None:
    """Put it into the folder, whole or not at all."""
    keys = {digest.hex(): key.hex() for digest, key in shelf.keys.items()}
    kept = _Kept(keys, sorted(mark.hex() for mark in shelf.marks))
    whole.write(folder / NAME, msgspec.json.encode(kept))
