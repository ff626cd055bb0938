"""The hall of one local day: an immutable value that the journal's events add up to."""

from bisect import bisect_left, insort
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, Self, TypeVar
from uuid import UUID

from luot.domain.procedure import EMPTY, Catalogue
from luot.domain.rules import Rules
from luot.domain.ticket import State, Ticket

K = TypeVar("K")
V = TypeVar("V")


class CounterState(StrEnum):
    """Whether a counter calls people."""

    CLOSED = "closed"
    OPEN = "open"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """A counter now; `ticket` is the one that is called to it or served there.

    `until` is when a paused one is open again, as far as its official said.
    """

    number: int
    queues: tuple[str, ...]
    since: datetime
    state: CounterState = CounterState.CLOSED
    official: str | None = None
    ticket: UUID | None = None
    last_number: str | None = None
    until: datetime | None = None


class Place(NamedTuple):
    """A place in a line; places sort in the order of calling."""

    effective_at: datetime
    order: int
    ticket: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a counter did last, with what it needs to be taken back.

    `last_wait_before` is what the queue's last wait was before a call.
    """

    at: datetime
    kind: str
    ticket_before: Ticket
    ticket_after: Ticket
    counter_before: Counter
    counter_after: Counter
    last_wait_before: timedelta | None = None


def with_entry(mapping: Mapping[K, V], key: K, value: V) -> Mapping[K, V]:
    """The mapping with one entry set."""
    copy = dict(mapping)
    copy[key] = value
    return copy


def line_of(ticket: Ticket) -> str:
    """The line that a ticket waits in: its queue, or the counter that it was sent to."""
    return ticket.queue if ticket.for_counter is None else f"@{ticket.for_counter}"


def place_of(ticket: Ticket) -> Place:
    """Where a ticket stands in its line."""
    return Place(ticket.effective_at, ticket.order, ticket.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hall:
    """Everything that is true in the hall at one moment.

    `numbers` holds every number of the day, void ones too; `issued` the last online number of
    each letter; `given` how many tickets of each letter were given out today, those of an outage
    and those given up later among them; `last_waits` how long the person called last had waited, by
    queue; `acts` what each counter may still take back, newest last. `day` is None before the first
    day opens.
    """

    rules: Rules
    catalogue: Catalogue = EMPTY
    day: date | None = None
    open: bool = False
    last_at: datetime | None = None
    tickets: Mapping[UUID, Ticket] = field(default_factory=dict)
    numbers: Mapping[str, UUID] = field(default_factory=dict)
    issued: Mapping[str, int] = field(default_factory=dict)
    given: Mapping[str, int] = field(default_factory=dict)
    counters: Mapping[int, Counter] = field(default_factory=dict)
    lines: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    last_waits: Mapping[str, timedelta] = field(default_factory=dict)
    acts: Mapping[int, tuple[Act, ...]] = field(default_factory=dict)

    def with_ticket(self, ticket: Ticket) -> Self:
        """The hall with this ticket in its present state, its place in the lines included."""
        before = self.tickets.get(ticket.id)
        ticket = self._in_a_line_that_is_called(ticket)
        lines = self.lines
        if before is not None and before.state is State.WAITING:
            lines = with_entry(lines, line_of(before), _without(lines, before))
        if ticket.state is State.WAITING:
            places = list(lines.get(line_of(ticket), ()))
            insort(places, place_of(ticket))
            lines = with_entry(lines, line_of(ticket), tuple(places))
        return replace(self, tickets=with_entry(self.tickets, ticket.id, ticket), lines=lines)

    def _in_a_line_that_is_called(self, ticket: Ticket) -> Ticket:
        """The ticket; one that was sent to a counter which has closed waits in its queue."""
        if ticket.state is not State.WAITING or ticket.for_counter is None:
            return ticket
        sent_to = self.counters.get(ticket.for_counter)
        if sent_to is not None and sent_to.state is not CounterState.CLOSED:
            return ticket
        return replace(ticket, for_counter=None)

    def with_counter(self, counter: Counter) -> Self:
        """The hall with this counter in its present state."""
        return replace(self, counters=with_entry(self.counters, counter.number, counter))

    def waiting(self, queue: str) -> int:
        """How many wait in a queue."""
        return len(self.lines.get(queue, ()))

    def ahead(self, ticket: Ticket) -> int:
        """How many are called before a waiting ticket in its line."""
        return bisect_left(self.lines.get(line_of(ticket), ()), place_of(ticket))

    def next_for(self, counter: Counter) -> Ticket | None:
        """The ticket that this counter calls next, or None when nobody waits for it."""
        heads = [
            line[0]
            for name in (f"@{counter.number}", *counter.queues)
            if (line := self.lines.get(name))
        ]
        return self.tickets[min(heads).ticket] if heads else None

    def line_for(self, counter: Counter) -> tuple[Ticket, ...]:
        """Everyone who waits for this counter, in the order of calling."""
        names = (f"@{counter.number}", *counter.queues)
        places = sorted(place for name in names for place in self.lines.get(name, ()))
        return tuple(self.tickets[place.ticket] for place in places)


def _without(lines: Mapping[str, tuple[Place, ...]], ticket: Ticket) -> tuple[Place, ...]:
    """The line of a waiting ticket after it has left it."""
    line = lines[line_of(ticket)]
    at = bisect_left(line, place_of(ticket))
    return line[:at] + line[at + 1 :]
