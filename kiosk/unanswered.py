"""Tells the server what citizens sought here without choosing anything."""

import logging
from collections import deque
from dataclasses import dataclass, field
from typing import Final, Protocol
from uuid import uuid4

from kiosk.hands import Hands
from kiosk.view import Screen, View
from luot.client import Away, Refused
from luot.domain.unanswered import kept

log = logging.getLogger(__name__)

MOST_WAITING: Final = 20
TRIES: Final = 2
# A choice was made, or whoever stands here wants something else.
ANSWERED: Final = frozenset({Screen.SEARCH, Screen.CONFIRM, Screen.SCAN})


class Line(Protocol):
    """The server."""

    def report_phrase(self, phrase: str, *, key: str | None = None) -> object:
        """Count a phrase."""


@dataclass(slots=True)
class _Letter:
    """A phrase on its way."""

    phrase: str
    key: str = field(default_factory=lambda: str(uuid4()))
    tries: int = 0


class Unanswered:
    """Sees each view of the booth; nothing is kept but in memory, and nobody waits for it.

    `hands` must be one thread's. A phrase that did not get through goes with the next one, and is
    dropped when it fails again.
    """

    def __init__(self, line: Line, hands: Hands) -> None:
        self._line = line
        self._hands = hands
        self._before = View()
        self._waiting: deque[_Letter] = deque(maxlen=MOST_WAITING)

    def see(self, view: View) -> None:
        """Note that the glass shows this now."""
        before, self._before = self._before, view
        if before.screen is not Screen.SEARCH or view.screen in ANSWERED:
            return
        phrase = kept(before.phrase)
        if phrase is not None:
            self._waiting.append(_Letter(phrase))
            self._hands.run(self._send, lambda _: None)

    def _send(self) -> None:
        for _ in range(len(self._waiting)):
            letter = self._waiting.popleft()
            letter.tries += 1
            try:
                self._line.report_phrase(letter.phrase, key=letter.key)
            except (Away, Refused) as trouble:
                log.debug("a phrase did not get through: %s", trouble)
                if letter.tries < TRIES:
                    self._waiting.append(letter)
