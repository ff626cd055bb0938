"""A code scanner on a cable: a pseudo-terminal whose other end types what was scanned."""

import os
import time
import tty
from collections.abc import Callable
from pathlib import Path

from printer.links import LinkTaken
from printer.links_serial import SerialLink


class ScannerCable:
    """A serial scanner; `path` is a name that it keeps, wherever it is plugged in."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._master = self._slave = -1
        self.plug_in()

    @property
    def address(self) -> str:
        """As `--scanner` takes it."""
        return f"serial:{self.path}"

    def plug_in(self) -> str:
        """Another port each time, under the same name; the port."""
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        port = os.ttyname(self._slave)
        self.path.unlink(missing_ok=True)
        self.path.symlink_to(port)
        return port

    def unplug(self) -> None:
        """Pull the cable."""
        for end in (self._master, self._slave):
            if end >= 0:
                os.close(end)
        self._master = self._slave = -1
        self.path.unlink(missing_ok=True)

    def is_read(self) -> bool:
        """Whether somebody has the port: nobody else gets it then."""
        try:
            SerialLink(str(self.path)).close()
        except LinkTaken:
            return True
        return False

    def scan(self, text: str, end: bytes = b"\r") -> None:
        """Hold a code up to it."""
        self.send(text.encode() + end)

    def send(self, data: bytes) -> None:
        """Bytes as they are, however many."""
        view = memoryview(data)
        while view:
            view = view[os.write(self._master, view[:4096]) :]


def wait_for(true: Callable[[], bool], seconds: float = 5) -> None:
    """Until it is so."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)
