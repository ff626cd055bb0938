"""The number that opens the staff's room at a kiosk: kept as an argon2 hash, never as itself."""

import re
from pathlib import Path
from typing import Final

from luot import whole

NAME: Final = "pin"
SHAPE: Final = re.compile(r"[0-9]{6,8}")
LONGEST: Final = 8


class BadPin(ValueError):
    """A PIN is six to eight digits."""


class Pin:
    """A kept PIN."""

    def __init__(self, kept: str) -> None:
        self._kept = kept

    def fits(self, typed: str) -> bool:
        """Whether this is it; takes some 30 ms of computing, so not on the thread that draws."""
        from kiosk import pin_hash  # noqa: PLC0415  # no citizen waits for it at the start

        return pin_hash.fits(self._kept, typed)


def load(folder: Path) -> Pin | None:
    """The PIN of a kiosk, or None where none was set."""
    path = folder / NAME
    # No PIN fits what a cut of power or a bad disk has made of a file; the citizens' side is well.
    return Pin(path.read_text(encoding="ascii", errors="ignore")) if path.exists() else None


def keep(folder: Path, pin: str) -> None:
    """Set the PIN of a kiosk; BadPin for one that is too short, too long or no number."""
    if not SHAPE.fullmatch(pin):
        raise BadPin
    from kiosk import pin_hash  # noqa: PLC0415

    whole.write(folder / NAME, pin_hash.hashed(pin).encode("ascii"), whole.OWNER_ONLY)
