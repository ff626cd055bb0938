"""What people come for here: the procedures that most numbers were taken for."""

import logging
import sqlite3
from datetime import date, timedelta
from pathlib import Path
from threading import Lock

from luot.domain.measures import FEW
from server.store import reading

log = logging.getLogger(__name__)

DAYS = 30
MOST = 12
QUESTION = """
    SELECT procedure FROM ticket WHERE procedure IS NOT NULL AND day >= ? AND day < ?
    GROUP BY procedure HAVING count(*) >= ? ORDER BY count(*) DESC, procedure LIMIT ?"""


class Taken:
    """Counts once a day: nothing changes place on a kiosk under a citizen's finger."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._lock = Lock()
        self._of: date | None = None
        self._codes: tuple[str, ...] = ()

    def before(self, today: date) -> tuple[str, ...]:
        """Up to 12 codes, the most taken first, of the 30 days before `today`.

        One that was taken under ten times is not named.
        """
        with self._lock:
            if self._of != today:
                self._of, self._codes = today, self._counted(today)
            return self._codes

    def _counted(self, today: date) -> tuple[str, ...]:
        """What it was before, where the tables can not be read now."""
        days = ((today - timedelta(days=DAYS)).isoformat(), today.isoformat())
        try:
            with reading(self._data) as tables:
                return tuple(code for (code,) in tables.execute(QUESTION, (*days, FEW, MOST)))
        except sqlite3.Error as trouble:
            log.warning("what was taken most stays as it was: %s", trouble)
            return self._codes
