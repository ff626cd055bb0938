"""Tickets as pictures in a folder, for computers without a printer."""

import os
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from printer import preview
from printer.matters import Matter, label
from printer.session import Outcome
from printer.status import Trouble
from printer.writer import Writer

LATEST = "latest.png"
_UNSAFE = re.compile(r"[^A-Za-z0-9-]+")


class FolderPrinter:
    """Keeps each ticket as a picture, with the bytes that a printer would get beside it.

    `latest.png` is always the newest one; `papers` lists all of them.
    """

    def __init__(self, folder: Path, writer: Writer) -> None:
        self.folder = folder
        self._writer = writer
        self.trouble: Trouble | None = None
        self.paper_low = False

    def print(self, matter: Matter) -> Outcome:
        """Keep one paper; NOT_SENT where the folder takes no file."""
        work = self._writer.job(matter)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            place = next(path for path in _names(self.folder, matter) if not path.exists())
            place.with_suffix(".bin").write_bytes(work.data)
            # Under another name first: whoever looks at the folder never sees half a picture.
            for target in (place, self.folder / LATEST):
                half = target.with_suffix(".half")
                preview.save(work.sheet, half)
                os.replace(half, target)  # noqa: PTH105  # says that it replaces
        except OSError:
            self.trouble = Trouble.FOLDER
            return Outcome.NOT_SENT
        self.trouble = None
        return Outcome.PRINTED

    def settle(self, seconds: float) -> Outcome | None:
        """None: a folder holds nothing back."""
        del seconds
        return None

    def check(self) -> Trouble | None:
        """Whether the folder takes files now."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.trouble = None if os.access(self.folder, os.W_OK) else Trouble.FOLDER
        except OSError:
            self.trouble = Trouble.FOLDER
        return self.trouble

    def clear(self) -> None:
        """None: a folder holds nothing back."""

    def close(self) -> None:
        """Nothing to give free."""


def papers(folder: Path) -> list[Path]:
    """The pictures of all tickets in a folder, newest first."""
    found = (path for path in folder.glob("*.png") if path.name != LATEST)
    return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)


def _names(folder: Path, matter: Matter) -> Iterator[Path]:
    """Names for one paper's picture: its time and number, then the same with 2, 3, ..."""
    at, what = label(matter)
    stem = f"{at:%Y%m%d-%H%M%S}-{_UNSAFE.sub('', what) or 'ticket'}"
    yield folder / f"{stem}.png"
    for again in count(2):
        yield folder / f"{stem}-{again}.png"
