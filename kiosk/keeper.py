"""Keeps what the kiosk knows fresh: the catalogue by its ETag, the board by the live stream."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from threading import Event, Lock, Thread
from typing import Final, Protocol

from kiosk.clock import HALL_TIME, Clock, WallClock
from kiosk.known import Known, Reckoning, after, hall_time, lapsed, offered, seen_anew, timed
from kiosk.larder import Contact, Larder
from kiosk.standing import UNAUTHORIZED, Diary, Standing
from luot import words
from luot.client import Away, Board, Change, KioskPlace, Offer, Refused
from luot.words import Words

log = logging.getLogger(__name__)

BOARD: Final = "board"
CATALOGUE: Final = "catalogue"

# The catalogue also says whether the hall is open, which changes without an event of its own.
CATALOGUE_SECONDS: Final = 30.0
PAUSES: Final = (0.5, 1.0, 2.0, 5.0)
# Events after which the catalogue or the opening may be another one.
TURNS: Final = frozenset({"DayOpened", "DayClosed", "RulesChanged"})
NOT_FOUND: Final = 404
# Nobody mends a wrong token within seconds, and the server has others to answer.
UNPAIRED_SECONDS: Final = 30.0


class Hall(Protocol):
    """What the keeper asks of the server."""

    def catalogue(self, etag: str | None = None) -> Offer | None:
        """What the centre offers, or None where nothing changed."""

    def board(self) -> Board:
        """The hall at this moment."""

    def place(self) -> KioskPlace:
        """What lets this kiosk give numbers out by itself."""

    def changes(self, since: int, epoch: str | int | None = None) -> Iterator[Change]:
        """Every event after `since`, as it happens."""


class Keeper:
    """Two daemon threads that swap `known`; whoever draws looks at it when it likes.

    `known` is a frozen value: a reader on another thread always sees a whole one. With a `larder`
    the kiosk also knows what it knew before it was switched off. `met` is called when the server
    is there again, before anybody hears that it is, and `caught_up` every half minute as long as it
    answers: what waits for it can then be handed in.
    """

    def __init__(
        self,
        hall: Hall,
        say: Words | None = None,
        *,
        larder: Larder | None = None,
        clock: Clock | None = None,
        unpaired_seconds: float = UNPAIRED_SECONDS,
    ) -> None:
        self._hall = hall
        self._larder = larder
        self._clock = clock or WallClock()
        self.known = self._kept()
        self.place = larder.place() if larder else None
        self.met: Callable[[Board], None] = lambda _: None
        self.caught_up: Callable[[], None] = lambda: None
        self._diary = Diary(say or words.load(words.LANGUAGES[0]))
        self._unpaired_seconds = unpaired_seconds
        self._swap = Lock()
        self._stop = Event()
        self._hurry = Event()
        self._tries = 0
        self._begun = False

    def start(self) -> None:
        """Begin to listen, once."""
        if self._begun:
            return
        self._begun = True
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
            if self.known.offer is not None:
                news.shelf.ready()  # the very first offer is shown at once, though
            self._learn(lambda known: replace(known, offer=news.offer, shelf=news.shelf))
            news.shelf.ready()
            if self._larder is not None:
                self._larder.keep_offer(offer)

    def listen(self) -> None:
        """Load the board and follow its changes until the line is lost."""
        board = self._hall.board()
        at = board.at.astimezone(HALL_TIME)
        reckoning = Reckoning(at=at, seconds=self._clock.seconds())
        offset = at - self._clock.now()
        self._ask_place()
        self.met(board)
        self._learn(
            lambda known: replace(
                known,
                board=board,
                contact=True,
                sought=True,
                unpaired=False,
                heard_at=at,
                offset=offset,
                reckoning=reckoning,
            )
        )
        self.hurry()
        self._tries = 0
        self._diary.note(BOARD, Standing.FINE)
        for change in self._hall.changes(board.seq, board.epoch):
            if self._stop.is_set() or change.kind == "reset":
                return
            self.hear(change)

    def hear(self, change: Change) -> None:
        """Take one event of the live stream in."""
        self._learn(partial(after, change, hall_time(self.known, self._clock)))
        if change.kind in TURNS:
            self.hurry()

    def lose(self) -> None:
        """The line is lost: what is known may be stale."""
        self._learn(lambda known: replace(known, contact=False, sought=True))

    def _learn(self, lesson: Callable[[Known], Known]) -> None:
        """Swap what is known; two threads learn, and neither may undo the other's news."""
        with self._swap:
            self.known = lesson(self.known)

    def _attempt(self, line: str, step: Callable[[], None]) -> None:
        try:
            self._ask(line, step)
        except Exception:
            # A thread that ended would leave stale figures on the glass for the rest of the day.
            log.exception("the keeper broke and goes on")

    def _ask(self, line: str, step: Callable[[], None]) -> None:
        """Ask something of the server, and take in that it does not answer."""
        try:
            step()
        except Away as away:
            self._diary.note(line, Standing.AWAY, why=away)
            self._learn(lambda known: timed(known, hall_time(known, self._clock)))
        except Refused as refused:
            self._refused(line, refused)

    def _refused(self, line: str, refused: Refused) -> None:
        if refused.status in UNAUTHORIZED:
            self._learn(lambda known: replace(known, unpaired=True))
            self._diary.note(line, Standing.UNPAIRED, seconds=int(self._unpaired_seconds))
        else:
            self._diary.note(line, Standing.REFUSED, why=f"{refused.status} {refused.code}")

    def _follow_board(self) -> None:
        while not self._stop.is_set():
            self._attempt(BOARD, self.listen)
            self.lose()
            pause = PAUSES[min(self._tries, len(PAUSES) - 1)]
            self._stop.wait(self._unpaired_seconds if self.known.unpaired else pause)
            self._tries += 1

    def _follow_catalogue(self) -> None:
        while not self._stop.is_set():
            self._hurry.clear()
            self._attempt(CATALOGUE, self.ask_in_turn)
            soon = not self.known.offer and not self.known.unpaired
            self._hurry.wait(PAUSES[1] if soon else CATALOGUE_SECONDS)

    def ask_in_turn(self) -> None:
        """Ask for everything that has no events of its own, and hand in what waits."""
        self.ask_catalogue()
        self._look_again()
        self._note_contact()
        self._diary.note(CATALOGUE, Standing.FINE)
        self.caught_up()

    def _look_again(self) -> None:
        """Ask for the board where time alone has made some of it untrue."""
        if lapsed(self.known, hall_time(self.known, self._clock)):
            board = self._hall.board()
            self._learn(partial(seen_anew, board))

    def _kept(self) -> Known:
        """What this kiosk knew when it was switched off."""
        offer = self._larder.offer() if self._larder else None
        contact = self._larder.contact() if self._larder else None
        known = offered(offer) if offer else Known()
        if contact is not None:
            known = replace(known, heard_at=contact.heard_at, offset=contact.offset)
        return timed(known, hall_time(known, self._clock))

    def _note_contact(self) -> None:
        """Keep on disk that the server was heard just now."""
        known = self.known
        if known.contact and known.offset is not None:
            now = hall_time(known, self._clock)
            # This computer's clock may have been set meanwhile.
            offset = now - self._clock.now()
            self._learn(lambda known: replace(known, heard_at=now, offset=offset))
            if self._larder is not None:
                self._larder.keep_contact(Contact(heard_at=now, offset=offset))

    def _ask_place(self) -> None:
        """At each contact: the server may have been started anew, under another address."""
        if self._larder is None:
            return
        try:
            self.place = self._hall.place()
        except Refused as refused:
            if refused.status != NOT_FOUND:
                raise
            log.warning("this kiosk has no numbers of its own: %s", refused)
            return
        self._larder.keep_place(self.place)
