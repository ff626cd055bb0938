"""Keeps what the kiosk knows fresh: the catalogue by its ETag, the board by the live stream."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from threading import Event, Lock, Thread
from typing import Final, Protocol

from kiosk.known import Known, after, offered
from luot.client import Away, Board, Change, Offer, Refused

log = logging.getLogger(__name__)

# The catalogue also says whether the hall is open, which changes without an event of its own.
CATALOGUE_SECONDS: Final = 30.0
PAUSES: Final = (0.5, 1.0, 2.0, 5.0)
# Events after which the catalogue or the opening may be another one.
TURNS: Final = frozenset({"DayOpened", "DayClosed", "RulesChanged"})
UNAUTHORIZED: Final = (401, 403)


class Hall(Protocol):
    """What the keeper asks of the server."""

    def catalogue(self, etag: str | None = None) -> Offer | None:
        """What the centre offers, or None where nothing changed."""

    def board(self) -> Board:
        """The hall at this moment."""

    def changes(self, since: int, epoch: str | int | None = None) -> Iterator[Change]:
        """Every event after `since`, as it happens."""


class Keeper:
    """Two daemon threads that swap `known`; whoever draws looks at it when it likes.

    `known` is a frozen value: a reader on another thread always sees a whole one.
    """

    def __init__(self, hall: Hall) -> None:
        self.known = Known()
        self._hall = hall
        self._swap = Lock()
        self._stop = Event()
        self._hurry = Event()
        self._tries = 0

    def start(self) -> None:
        """Begin to listen."""
        Thread(target=self._follow_catalogue, name="catalogue", daemon=True).start()
        Thread(target=self._follow_board, name="board", daemon=True).start()

    def stop(self) -> None:
        """Listen no more."""
        self._stop.set()
        self._hurry.set()

    def hurry(self) -> None:
        """Ask for the catalogue now: the opening may have changed."""
        self._hurry.set()

    def ask_catalogue(self) -> None:
        """Take the catalogue in where it is another than the one at hand."""
        etag = self.known.offer.etag if self.known.offer else None
        offer = self._hall.catalogue(etag)
        if offer is not None:
            news = offered(offer)
            self._learn(lambda known: replace(known, offer=news.offer, shelf=news.shelf))

    def listen(self) -> None:
        """Load the board and follow its changes until the line is lost."""
        board = self._hall.board()
        self._learn(lambda known: replace(known, board=board, contact=True, unpaired=False))
        self._tries = 0
        for change in self._hall.changes(board.seq, board.epoch):
            if self._stop.is_set() or change.kind == "reset":
                return
            self._learn(partial(after, change))
            if change.kind in TURNS:
                self.hurry()

    def _learn(self, lesson: Callable[[Known], Known]) -> None:
        """Swap what is known; two threads learn, and neither may undo the other's news."""
        with self._swap:
            self.known = lesson(self.known)

    def _attempt(self, step: Callable[[], None]) -> None:
        try:
            step()
        except Away as away:
            log.info("the server is away: %s", away)
        except Refused as refused:
            log.warning("the server refuses this kiosk: %s", refused)
            if refused.status in UNAUTHORIZED:
                self._learn(lambda known: replace(known, unpaired=True))
        except Exception:
            # A thread that ended would leave stale figures on the glass for the rest of the day.
            log.exception("the keeper broke and goes on")

    def _follow_board(self) -> None:
        while not self._stop.is_set():
            self._attempt(self.listen)
            self._learn(lambda known: replace(known, contact=False))
            self._stop.wait(PAUSES[min(self._tries, len(PAUSES) - 1)])
            self._tries += 1

    def _follow_catalogue(self) -> None:
        while not self._stop.is_set():
            self._hurry.clear()
            self._attempt(self.ask_catalogue)
            self._hurry.wait(CATALOGUE_SECONDS if self.known.offer else PAUSES[1])
