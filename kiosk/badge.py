"""What a kiosk keeps of its pairing, so that it finds its place again after a power cut."""

import os
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from luot.client import Paired

NAME: Final = "kiosk.json"
OWNER_ONLY: Final = 0o600


def load(folder: Path) -> Paired | None:
    """The badge in a folder, or None where this computer was never paired."""
    path = folder / NAME
    return msgspec.json.decode(path.read_bytes(), type=Paired) if path.exists() else None


def try_out(folder: Path) -> None:
    """Raise OSError where no badge could be kept."""
    _half(folder).close()
    (folder / f".{NAME}").unlink()


def _half(folder: Path) -> BinaryIO:
    """The file in which a badge is made."""
    folder.mkdir(parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    return os.fdopen(os.open(folder / f".{NAME}", flags, OWNER_ONLY), "wb")


def keep(folder: Path, badge: Paired) -> None:
    """Put the badge into a folder, readable by nobody else, whole or not at all."""
    with _half(folder) as file:
        file.write(msgspec.json.encode(badge))
        file.flush()
        os.fsync(file.fileno())
    os.replace(folder / f".{NAME}", folder / NAME)  # noqa: PTH105  # says that it replaces
