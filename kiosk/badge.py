"""What a kiosk keeps of its pairing, so that it finds its place again after a power cut."""

from pathlib import Path
from typing import Final

import msgspec

from luot import whole
from luot.client import Paired

NAME: Final = "kiosk.json"


def load(folder: Path) -> Paired | None:
    """The badge in a folder, or None where this computer was never paired."""
    path = folder / NAME
    return msgspec.json.decode(path.read_bytes(), type=Paired) if path.exists() else None


def try_out(folder: Path) -> None:
    """Raise OSError where no badge could be kept."""
    trial = folder / f".{NAME}"
    whole.write(trial, b"", whole.OWNER_ONLY)
    trial.unlink()


def keep(folder: Path, badge: Paired) -> None:
    """Put the badge into a folder, readable by nobody else, whole or not at all."""
    whole.write(folder / NAME, msgspec.json.encode(badge), whole.OWNER_ONLY)
