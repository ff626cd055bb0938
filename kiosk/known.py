"""What the kiosk knows of the hall: what is offered, and who waits."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from kiosk.clock import HALL_TIME, Clock
from kiosk.shelf import Shelf
from luot import words
from luot.client import Board, BoardQueue, Centre, Change, Offer
from luot.domain import opening
from luot.domain.rules import Hours, PriorityClass
from luot.domain.standing import Standing
from luot.domain.ticket import ORDINARY

EMPTY: Final = Shelf(
    Offer(version="", centre=Centre(kind="", name="", site=""), fields=(), procedures=())
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """The server's time `at` the moment when this kiosk's clock had counted so many `seconds`."""

    at: datetime
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The last that was heard from the server; without `contact` its figures may be stale.

    `sought`: the server was looked for at least once, so that without `contact` it is away.
    `unpaired`: it does not take this kiosk's token. `heard_at` is when it was last heard, by its
    own clock, and `offset` by how much that is ahead of this computer's; None where it never was.
    `reckoning` goes on from the last contact since this kiosk was started.
    """

    offer: Offer | None = None
    shelf: Shelf = field(default=EMPTY)
    board: Board | None = None
    contact: bool = False
    sought: bool = False
    unpaired: bool = False
    heard_at: datetime | None = None
    offset: timedelta | None = None
    reckoning: Reckoning | None = None

    @property
    def open(self) -> bool:
        """Whether numbers are given out now, as far as is known."""
        return self.offer is None or self.offer.open

    def queue(self, letter: str) -> BoardQueue | None:
        """A queue as it stands now, or None where that is not known."""
        if self.board is None or not self.contact:
            return None
        return next((queue for queue in self.board.queues if queue.queue == letter), None)

    def has_queue(self, letter: str) -> bool:
        """Whether this centre has a queue with this letter."""
        return self.offer is not None and any(each.letter == letter for each in self.offer.queues)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that this centre offers, as far as this kiosk has their words."""
        known = words.languages()
        wanted = self.offer.languages if self.offer else ()
        return tuple(each for each in wanted if each in known) or words.LANGUAGES

    @property
    def priorities(self) -> tuple[PriorityClass, ...]:
        """The classes of priority that this centre offers."""
        every = self.offer.priorities if self.offer else ()
        return tuple(each for each in every if each.code != ORDINARY)


def hall_time(known: Known, clock: Clock) -> datetime:
    """The server's time, as far as it is known: counted from the last contact on.

    A kiosk that was started while the server is away must believe its own clock, with the offset
    that it had, and never that it is earlier than the last contact.
    """
    if known.reckoning is not None:
        gone = timedelta(seconds=clock.seconds() - known.reckoning.seconds)
        return (known.reckoning.at + gone).astimezone(HALL_TIME)
    shown = clock.now() + (known.offset or timedelta())
    return max(shown, known.heard_at or shown).astimezone(HALL_TIME)


def timed(known: Known, now: datetime) -> Known:
    """The same with the hall open or closed as its hours say, for when nobody can be asked."""
    offer = known.offer
    if offer is None or offer.hours is None:
        return known
    issuing = opening.is_issuing(offer.hours, now)
    opens_at = None if issuing else opening.opens_next(offer.hours, now)
    if (issuing, opens_at) == (offer.open, offer.opens_at):
        return known
    # Without its tag: what the server says when it is back is news.
    return replace(known, offer=replace(offer, open=issuing, opens_at=opens_at, etag=None))


def offered(offer: Offer) -> Known:
    """A hall of which only the catalogue is known."""
    return Known(offer=offer, shelf=Shelf(offer))


def after(change: Change, heard_at: datetime, known: Known) -> Known:
    """What is known once one event of the live stream is added to `known`."""
    if known.board is None:
        return known
    if change.seq <= known.board.seq:
        return replace(known, heard_at=heard_at)
    return replace(known, board=changed(known.board, change), heard_at=heard_at)


def lapsed(known: Known, now: datetime) -> bool:
    """Whether time alone has changed how some queue stands, which no event tells."""
    if known.offer is None or known.board is None or not known.contact:
        return False
    own = {each.letter: each.hours for each in known.offer.queues}
    return any(_over(row, known.offer, own.get(row.queue), now) for row in known.board.queues)


def _over(row: BoardQueue, offer: Offer, own: Hours | None, now: datetime) -> bool:
    """Whether a row's time has come, the hours of its queue are over, or the hall has opened."""
    if row.until is not None and row.until <= now:
        return True
    if row.state is Standing.CLOSED:
        # The two are told apart, and two clocks never agree to the second.
        return offer.open and own is None
    return offer.hours is not None and not opening.is_issuing(offer.hours, now, own)


def seen_anew(board: Board, known: Known) -> Known:
    """The same with a board that was asked for; a later one of the stream's is not undone."""
    here = known.board
    if here is None or board.epoch != here.epoch or board.seq < here.seq:
        return known
    return replace(known, board=board)


def changed(board: Board, change: Change) -> Board:
    """The board after one event of the live stream."""
    queues = {each.queue: each for each in board.queues}
    counters = {each.counter: each for each in board.counters}
    queues |= {each.queue: each for each in change.queues}
    counters |= {each.counter: each for each in change.counters}
    return replace(
        board,
        seq=change.seq,
        queues=tuple(queues.values()),
        counters=tuple(counters.values()),
        calls=board.calls if change.calls is None else change.calls,
    )
