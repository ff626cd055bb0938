"""What a kiosk keeps of its pairing, so that it finds its place again after a power cut."""

import os
from pathlib import Path
from typing import Final

import msgspec

from luot.client import Paired

NAME: Final = "kiosk.json"
OWNER_ONLY: Final = 0o600


def load(folder: Path) -> Paired | None:
    """The badge in a folder, or None where this computer was never paired."""
    path = folder / NAME
    return msgspec.json.decode(path.read_bytes(), type=Paired) if path.exists() else None


def keep(folder: Path, badge: Paired) -> None:
    """Put the badge into a folder, readable by nobody else, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    half = folder / f".{NAME}"
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY), "wb") as file:
        file.write(msgspec.json.encode(badge))
        file.flush()
        os.fsync(file.fileno())
    os.replace(half, folder / NAME)  # noqa: PTH105  # says that it replaces
