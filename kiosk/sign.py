"""The sign "out of service": staff hang it up at the kiosk, and it stays through every restart."""

import logging
from pathlib import Path
from typing import Final

from luot import whole

log = logging.getLogger(__name__)

NAME: Final = "resting"


class Sign:
    """A file in the kiosk's own folder; where none can be kept the sign hangs until a restart."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self.up = self._path.exists()

    def hang(self) -> None:
        """Hang it up."""
        self.up = True
        try:
            whole.write(self._path, b"", whole.OWNER_ONLY)
        except OSError as error:
            log.warning("the sign is gone after a restart: %s", error)

    def take_down(self) -> None:
        """Take it down."""
        self.up = False
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            log.warning("the sign is back after a restart: %s", error)
