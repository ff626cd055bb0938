"""What happened, told on: to the list of calls, to the finder of codes, to all listeners."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, NotRequired

import msgspec

from display.board import Delta, delta
from display.calls import Calls, fold_calls
from luot.domain.events import DayOpened, RulesChanged, TicketIssued, TicketRenumbered
from luot.domain.hall import Hall
from server.clock import Trouble
from server.devices import PrinterNotice
from server.hub import Hub
from server.notices import Subject
from server.orders import Happening
from server.ring import Message, Ring
from server.rows import CounterRow, TicketRow, counter_line, ticket_row
from server.tokens import Codes

_encode = msgspec.json.Encoder().encode


class Story(NamedTuple):
    """One happening, with the board's calls before and after it."""

    happening: Happening
    calls_before: Calls
    calls: Calls


class OfficialDelta(Delta):
    """What one event changes for officials: the board's changes, and whole rows."""

    tickets: NotRequired[list[TicketRow]]
    counter_rows: NotRequired[list[CounterRow]]


def compose(story: Story) -> Message:
    """The message of one happening, for each audience."""
    happening = story.happening
    changes = delta(
        happening.before,
        happening.after,
        happening.event,
        happening.seq,
        calls_before=story.calls_before,
        calls=story.calls,
    )
    head = b"id: %d\nevent: %b\ndata: " % (happening.seq, changes["kind"].encode())
    board = b"%b%b\n\n" % (head, _encode(changes))
    full = OfficialDelta(**changes, tickets=_tickets(happening), counter_rows=_counters(happening))
    return Message(happening.seq, board, b"%b%b\n\n" % (head, _encode(full)))


def _tickets(happening: Happening) -> list[TicketRow]:
    """The row of the ticket that an event is about."""
    ticket = happening.after.tickets.get(getattr(happening.event, "ticket", None))  # type: ignore[arg-type]
    return [] if ticket is None else [ticket_row(happening.after, ticket)]


def _counters(happening: Happening) -> list[CounterRow]:
    """The rows of the counters that an event changed."""
    before, after = happening.before, happening.after
    everywhere = isinstance(happening.event, DayOpened | RulesChanged)
    return [
        counter_line(after, counter)
        for number, counter in after.counters.items()
        if everywhere or _seen(before, number) != _seen(after, number)
    ]


def _seen(hall: Hall, number: int) -> tuple[object, object]:
    """All that a counter's row is made of."""
    counter = hall.counters.get(number)
    if counter is None or counter.ticket is None:
        return counter, None
    ticket = hall.tickets[counter.ticket]
    return counter, (ticket.state, ticket.number)


class Wall(NamedTuple):
    """What hangs on the wall of the hall after the event `seq`."""

    seq: int
    hall: Hall
    calls: Calls


class News:
    """Passes on what the desk has put on record; `publish` is called by the desk alone."""

    def __init__(self, epoch: str, hall: Hall, codes: Codes) -> None:
        """Begin with nothing told; `relive` tells what happened before the server started."""
        self._codes = codes
        self.wall = Wall(0, hall, Calls())
        self.hub: Hub[Story] = Hub(epoch, Ring(), compose)

    def relive(self, happenings: Iterable[Happening]) -> None:
        """Tell the day so far, one by one: its halls together would fill the memory."""
        for each in happenings:
            self.publish((each,))

    def warn(self, trouble: Trouble | None) -> None:
        """Tell staff what is wrong with the computer's clock, None when it is right again."""
        self.hub.post(Subject.CLOCK, trouble)

    def tell_of_printers(self, printers: Sequence[PrinterNotice]) -> None:
        """Tell staff which printers need them, none when all are well again."""
        self.hub.post(Subject.PRINTERS, printers)

    def publish(self, happenings: Sequence[Happening]) -> None:
        """Tell what happened, in order."""
        calls = self.wall.calls
        stories = []
        for each in happenings:
            before, calls = calls, fold_calls(calls, each.event, each.seq)
            stories.append(Story(each, before, calls))
            if isinstance(each.event, TicketIssued | TicketRenumbered):
                self._codes.learn(each.after.tickets[each.event.ticket])
        last = happenings[-1]
        self.wall = Wall(last.seq, last.after, calls)
        self.hub.tell(stories)
