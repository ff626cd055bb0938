"""The paper roll that is in the printer now, kept in a folder across power cuts."""

import fcntl
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import isfinite
from pathlib import Path
from typing import Final

import msgspec

from luot import whole
from printer.roll import WIDE, Roll, fed

log = logging.getLogger(__name__)

NAME: Final = "roll.json"


class BadRoll(ValueError):
    """What is kept of a roll cannot be read."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path = path


def load(folder: Path) -> Roll | None:
    """The roll that is kept in a folder, or None where none is; BadRoll for a spoilt file."""
    path = folder / NAME
    try:
        roll = msgspec.json.decode(path.read_bytes(), type=Roll)
    except FileNotFoundError:
        return None
    except msgspec.DecodeError as error:
        raise BadRoll(path, str(error)) from error
    if not (isfinite(roll.metres) and roll.metres > 0 and isfinite(roll.used) and roll.used >= 0):
        raise BadRoll(path, "no roll has this length")
    return roll


def keep(folder: Path, roll: Roll) -> None:
    """Put a roll into a folder, whole or not at all."""
    whole.write(folder / NAME, msgspec.json.encode(roll))


class RollBook:
    """One printer's roll in a folder; `metres` is the length of a roll that nothing is known of.

    A kiosk and whoever changes the roll may write at once, so each writes under a lock. A spoilt
    file begins a new roll and says so in the log. Where nothing can be kept the count goes on in
    memory: a ticket is not held up for it.
    """

    def __init__(self, folder: Path, metres: float = WIDE) -> None:
        self.folder = folder
        self._new = Roll(metres=metres)
        self._unkept: Roll | None = None
        self._said = False
        self._out = False

    @property
    def roll(self) -> Roll:
        """The roll as it is known now."""
        if self._unkept is not None:
            return self._unkept
        try:
            roll = load(self.folder) or self._new
        except (BadRoll, OSError) as error:
            if not self._said:
                log.warning("the count of the paper roll is spoilt and begins anew: %s", error)
            roll = self._new
            self._said = True
        else:
            self._said = False
        return roll

    def turn(self, step: Callable[[Roll], Roll]) -> Roll:
        """Take a step on from the roll that is kept; OSError where the next cannot be kept."""
        with self._locked():
            roll = step(self.roll)
            keep(self.folder, roll)
        self._unkept = None
        return roll

    def spend(self, height: int, dpi: int) -> None:
        """Count one paper of so many dots."""
        self._quietly(lambda roll: roll.after(fed(height, dpi)))

    def hear(self, *, out: bool, well: bool) -> None:
        """Take in how the printer is: one that ran out of paper and is well again has a new roll.

        What it says in between, with its lid open, counts for neither.
        """
        if well and self._out:
            self._quietly(Roll.after_paper_out)
        self._out = out or (self._out and not well)

    def _quietly(self, step: Callable[[Roll], Roll]) -> None:
        try:
            self.turn(step)
        except OSError as error:
            self._unkept = step(self.roll)
            log.warning("the count of the paper roll cannot be kept: %s", error)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / f".{NAME}.lock").open("wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
