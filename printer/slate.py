"""What a program left at its printer, chalked up for the one that comes after it."""

import logging
import os
from binascii import crc32
from pathlib import Path

import msgspec

from printer.fence import Fence
from printer.profile import FenceKind
from printer.writer import Job

log = logging.getLogger(__name__)


class Left(msgspec.Struct, frozen=True, kw_only=True):
    """A job of which nobody knows that it came out, and whether its end may never have gone out."""

    broom: bytes
    kind: FenceKind
    mark: int
    torn: bool

    @property
    def fence(self) -> Fence:
        """The question after its cut."""
        return Fence(self.kind, self.mark)


class Slate:
    """A file in the kiosk's folder that stands there from a job's first byte to its paper.

    A kiosk that is killed, or loses its power, in the midst of a ticket may leave a printer that
    waits for the rest of it. A folder that does not exist is not made for this.
    """

    def __init__(self, folder: Path, address: str) -> None:
        self._path = folder / f"printing-{crc32(address.encode()):08x}.json"
        self._chalked = False

    def read(self) -> Left | None:
        """What was left, if anything; a spoilt file is told in the log and counts for nothing."""
        try:
            left = msgspec.json.decode(self._path.read_bytes(), type=Left)
        except FileNotFoundError:
            return None
        except (OSError, msgspec.DecodeError) as error:
            log.warning("%s cannot be read, the printer is not swept: %s", self._path, error)
            return None
        self._chalked = True
        return left

    def write(self, job: Job, *, torn: bool) -> None:
        """Put a job down; where that fails, its ticket is worth more than this."""
        left = Left(broom=job.broom, kind=job.fence.kind, mark=job.fence.mark, torn=torn)
        try:
            with self._path.open("wb") as file:
                self._chalked = True
                file.write(msgspec.json.encode(left))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            if self._path.parent.is_dir():
                log.warning("a job on its way cannot be put down: %s", error)

    def wipe(self) -> None:
        """Nothing is left at the printer."""
        if not self._chalked:
            return
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            log.warning("a job that is done cannot be wiped off: %s", error)
        self._chalked = False
