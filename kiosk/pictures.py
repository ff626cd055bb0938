"""Pictures of the kiosk's glass as files, for a centre that looks at it from elsewhere."""

import logging
import os
from pathlib import Path
from threading import Lock

from PIL import Image

log = logging.getLogger(__name__)

NAME = "kiosk.png"


class Album:
    """Keeps the latest picture of the glass; whoever opens the file never sees half of one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._one = Lock()
        self._told = ""

    def keep(self, pixels: bytes, size: tuple[int, int]) -> None:
        """Write a picture of RGB pixels, lowest line first as GL reads them."""
        upright = Image.frombytes("RGB", size, pixels).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        half = self.folder / f".{NAME}"
        with self._one:
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
                upright.save(half, format="PNG", compress_level=1)
                os.replace(half, self.folder / NAME)  # noqa: PTH105  # says that it replaces
            except OSError as error:
                # A full disk costs whoever looks from elsewhere a picture, and no citizen a number.
                self._tell(str(error))

    def _tell(self, trouble: str) -> None:
        """Log a trouble once, until it is another one."""
        if trouble != self._told:
            self._told = trouble
            log.warning("no picture: %s", trouble)
