"""The catalogue that the house works by, taken in anew when its file is another one."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from luot.config import Config
from luot.domain.procedure import Catalogue
from luot.domain.search import Finder
from server.catalogue_file import FILE, present
from server.catalogue_rows import CatalogueError

log = logging.getLogger(__name__)

Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """The procedures that wait in a queue of this centre, and what finds them."""

    catalogue: Catalogue
    finder: Finder


class Stock:
    """What the centre offers now; for any thread."""

    def __init__(self, data: Path, config: Config) -> None:
        """Load it; raises CatalogueError where the file is no catalogue."""
        self._data = data
        self._queues = {queue.letter for queue in config.rules.queues}
        self._lock = Lock()
        self._stamp = self._look_at_file()
        self.now = self._load()

    def look(self, tell: Callable[[Catalogue], None]) -> None:
        """Go over to another catalogue where there is one, and `tell` of it."""
        with self._lock:
            stamp = self._look_at_file()
            if stamp == self._stamp:
                return
            self._stamp = stamp
            try:
                self.now = self._load()
            except (CatalogueError, OSError) as trouble:
                log.warning("the catalogue stays as it was: %s", trouble)
                return
            tell(self.now.catalogue)

    def _load(self) -> Offered:
        catalogue = present(self._data).offered_in(self._queues)
        return Offered(catalogue=catalogue, finder=Finder(catalogue))

    def _look_at_file(self) -> Stamp | None:
        """What shows that a file is not the one from before; None for no file."""
        try:
            found = (self._data / FILE).stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size
