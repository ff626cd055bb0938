"""How loud the kiosk is: staff set it, and it stays through every restart."""

import logging
from pathlib import Path
from typing import Final

from kiosk.tones import LOUDEST
from luot import whole

log = logging.getLogger(__name__)

NAME: Final = "volume"
SOFT: Final = 1


class Volume:
    """A figure in the kiosk's own folder, from 0, silence, to LOUDEST; soft where none is kept."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self.level = _kept(self._path)

    def turn(self, steps: int) -> None:
        """Louder by so many steps, or softer; until it is kept, only for now."""
        self.level = min(max(self.level + steps, 0), LOUDEST)

    def keep(self) -> None:
        """Put it on disk, which may take a while; where that cannot be, a restart undoes it."""
        try:
            whole.write(self._path, b"%d\n" % self.level, whole.OWNER_ONLY)
        except OSError as error:
            log.warning("the volume is another one after a restart: %s", error)


def _kept(path: Path) -> int:
    """What was kept; a file that cannot be read or understood is none."""
    try:
        level = int(path.read_bytes())
    except (OSError, ValueError):
        return SOFT
    return level if 0 <= level <= LOUDEST else SOFT
