"""What the kiosk knows of the hall: what is offered, and who waits."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from kiosk.shelf import Shelf
from luot.client import Board, BoardQueue, Centre, Change, Offer
from luot.domain import opening

EMPTY: Final = Shelf(
    Offer(version="", centre=Centre(kind="", name="", site=""), fields=(), procedures=())
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The last that was heard from the server; without `contact` its figures may be stale.

    `unpaired`: the server does not take this kiosk's token. `heard_at` is when the server was last
    heard, `offset` by how much its clock is ahead of this computer's; None where it never was.
    """

    offer: Offer | None = None
    shelf: Shelf = field(default=EMPTY)
    board: Board | None = None
    contact: bool = False
    unpaired: bool = False
    heard_at: datetime | None = None
    offset: timedelta | None = None

    @property
    def open(self) -> bool:
        """Whether numbers are given out now, as far as is known."""
        return self.offer is None or self.offer.open

    def queue(self, letter: str) -> BoardQueue | None:
        """A queue as it stands now, or None where that is not known."""
        if self.board is None or not self.contact:
            return None
        return next((queue for queue in self.board.queues if queue.queue == letter), None)

    def grants(self, priority: str) -> bool:
        """Whether this centre has a priority class of this name."""
        return self.offer is not None and any(
            each.code == priority for each in self.offer.priorities
        )


def timed(known: Known, now: datetime) -> Known:
    """The same with the hall open or closed as its hours say, for when nobody can be asked."""
    offer = known.offer
    if offer is None or offer.hours is None:
        return known
    issuing = opening.is_issuing(offer.hours, now)
    opens_at = None if issuing else opening.opens_next(offer.hours, now)
    if (issuing, opens_at) == (offer.open, offer.opens_at):
        return known
    return replace(known, offer=replace(offer, open=issuing, opens_at=opens_at))


def offered(offer: Offer) -> Known:
    """A hall of which only the catalogue is known."""
    return Known(offer=offer, shelf=Shelf(offer))


def after(change: Change, heard_at: datetime, known: Known) -> Known:
    """What is known once one event of the live stream is added to `known`."""
    if known.board is None:
        return known
    return replace(known, board=changed(known.board, change), heard_at=heard_at)


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
