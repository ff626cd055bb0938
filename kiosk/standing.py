"""How a kiosk stands with its server, and its log, which tells a change once and no state twice."""

import logging
from enum import IntEnum
from http import HTTPStatus
from threading import Lock
from typing import Final

from luot.words import Words

log = logging.getLogger(__name__)

UNAUTHORIZED: Final = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
"""The answers of a server that does not take this kiosk's token."""


class Standing(IntEnum):
    """From well to worst; the words for staff are under `kiosk.log`."""

    FINE = 0
    AWAY = 1
    REFUSED = 2
    UNPAIRED = 3


class Diary:
    """Writes down how the kiosk stands, whenever the worst of its lines changes."""

    def __init__(self, say: Words) -> None:
        self._say = say
        self._one = Lock()
        self._lines: dict[str, Standing] = {}
        self._written = Standing.FINE

    def note(self, line: str, standing: Standing, **fields: object) -> None:
        """How one line stands now; `fields` are for the words."""
        with self._one:
            self._lines[line] = standing
            worst = max(self._lines.values())
            if worst is self._written:
                return
            self._written = worst
        if worst is Standing.FINE:
            log.info(self._say("kiosk.log.fine"))
        elif worst is standing:
            log.warning(self._say(f"kiosk.log.{standing.name.lower()}", **fields))
