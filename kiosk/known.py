"""What the kiosk knows of the hall: what is offered, and who waits."""

from dataclasses import dataclass, field, replace
from typing import Final

from kiosk.shelf import Shelf
from luot.client import Board, BoardQueue, Centre, Change, Offer

EMPTY: Final = Shelf(
    Offer(version="", centre=Centre(kind="", name="", site=""), fields=(), procedures=())
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The last that was heard from the server; without `contact` its figures may be stale.

    `unpaired`: the server does not take this kiosk's token.
    """

    offer: Offer | None = None
    shelf: Shelf = field(default=EMPTY)
    board: Board | None = None
    contact: bool = False
    unpaired: bool = False

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


def offered(offer: Offer) -> Known:
    """A hall of which only the catalogue is known."""
    return Known(offer=offer, shelf=Shelf(offer))


def after(change: Change, known: Known) -> Known:
    """What is known once one event of the live stream is added to `known`."""
    return replace(known, board=changed(known.board, change)) if known.board else known


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
