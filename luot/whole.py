"""Small files that are on disk whole or not at all, whenever the power is cut."""

import os
from pathlib import Path
from typing import Final

ANYBODY: Final = 0o666
"""As the system's umask has it."""
OWNER_ONLY: Final = 0o600


def write(path: Path, data: bytes, mode: int = ANYBODY) -> None:
    """Put a file into its folder, which is made for it; OSError where it cannot be kept."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    with os.fdopen(os.open(half, flags, mode), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # the new name itself
    finally:
        os.close(folder)
