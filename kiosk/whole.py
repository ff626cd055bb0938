"""Small files of the kiosk's own, on disk whole or not at all."""

import os
from pathlib import Path
from typing import Final

OWNER_ONLY: Final = 0o600


def write(path: Path, data: bytes) -> None:
    """Put a file into its folder, readable by nobody else; OSError where it cannot be kept."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    with os.fdopen(os.open(half, flags, OWNER_ONLY), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
