"""What the hall display shows: every counter, the latest calls, how many wait in each queue."""

from datetime import datetime, time
from typing import Any, Literal, NotRequired, TypedDict
from uuid import UUID

from display.calls import Call, Calls, fold_calls
from luot.domain.availability import availability
from luot.domain.events import DayClosed, DayOpened, Event, RulesChanged
from luot.domain.hall import Counter, CounterState, Hall
from luot.domain.opening import sessions_on
from luot.domain.rules import Queue
from luot.domain.ticket import State, Ticket
from luot.messages import instant

__all__ = ["Call", "Calls", "delta", "fold_calls", "snapshot"]

Look = Literal["closed", "open", "paused", "called", "serving"]


class CounterRow(TypedDict):
    """A counter with the last number that was called to it."""

    counter: int
    state: Look
    number: str | None
    since: str


class CallRow(TypedDict):
    """A call; `call` stays the same when it is repeated."""

    call: int
    number: str
    counter: int
    at: str
    recalled: int


class QueueRow(TypedDict):
    """How many wait, how many minutes the person called last had waited, and how the queue stands.

    `until` is when a queue that is not open changes, where that is known.
    """

    queue: str
    letter: str
    name: str
    name_en: str
    waiting: int
    wait: None
    last_wait: int | None
    state: Literal["open", "closed", "full", "away"]
    until: str | None


class Board(TypedDict):
    """The whole display as it stands after the event `seq`."""

    epoch: Any
    seq: int
    at: str
    centre: dict[str, str]
    closes_at: str | None
    counters: list[CounterRow]
    calls: list[CallRow]
    queues: list[QueueRow]


class Delta(TypedDict):
    """What one event changes on the board; `calls` is the whole list, when it changed at all."""

    seq: int
    at: str
    kind: str
    counters: list[CounterRow]
    queues: list[QueueRow]
    calls: NotRequired[list[CallRow]]


def snapshot(  # noqa: PLR0913 - the head of the board has six facts
    hall: Hall, calls: Calls, *, seq: int, epoch: object, at: datetime, centre: dict[str, str]
) -> Board:
    """The whole board. `seq` is the last event that `hall` and `calls` have taken in.

    `at` is local time: the end of today's last session, `closes_at`, depends on the local day.
    """
    return {
        "epoch": epoch,
        "seq": seq,
        "at": instant(at),
        "centre": centre,
        "closes_at": _closes_at(hall, at),
        "counters": [counter_row(hall, hall.counters[number]) for number in sorted(hall.counters)],
        "calls": call_rows(calls),
        "queues": [queue_row(hall, queue, at) for queue in hall.rules.queues],
    }


def _closes_at(hall: Hall, at: datetime) -> str | None:
    """When counters stop today; None on a closed day and where the hall never closes."""
    sessions = sessions_on(hall.rules.hours, at)
    if not sessions or sessions[-1].closes == time.max:
        return None
    return instant(datetime.combine(at.date(), sessions[-1].closes, tzinfo=at.tzinfo))


def delta(  # noqa: PLR0913 - two halls, two lists of calls, and the event between them
    before: Hall, after: Hall, event: Event, seq: int, *, calls_before: Calls, calls: Calls
) -> Delta:
    """What an event changed. Looks only at the event's own ticket, counter and queues.

    The instants of events are local here too: how a queue stands depends on the local day.
    """
    match event:
        case DayOpened() | DayClosed() | RulesChanged():
            counters = [counter_row(after, after.counters[n]) for n in sorted(after.counters)]
            queues = [queue_row(after, queue, event.at) for queue in after.rules.queues]
        case _:
            counters, queues = _touched(before, after, event)
    changes: Delta = {
        "seq": seq,
        "at": instant(event.at),
        "kind": type(event).__name__,
        "counters": counters,
        "queues": queues,
    }
    if calls is not calls_before:
        changes["calls"] = call_rows(calls)
    return changes


def _touched(before: Hall, after: Hall, event: Event) -> tuple[list[CounterRow], list[QueueRow]]:
    """The rows of the counters and queues that an event of one ticket or counter changed."""
    ticket: UUID | None = getattr(event, "ticket", None)
    numbers: set[int | None] = {getattr(event, "counter", None)}
    letters = _served(before, after, getattr(event, "counter", None))
    if ticket is not None:
        for hall in (before, after):
            there = hall.tickets.get(ticket)
            if there is not None:
                numbers.add(there.counter)
                letters.add(there.queue)
    counters = [
        counter_row(after, after.counters[number])
        for number in numbers
        if number is not None
        and number in after.counters
        and _look(before, number) != _look(after, number)
    ]
    queues = [
        row
        for letter in sorted(letters)
        if (queue := after.rules.queue(letter)) is not None
        and (row := queue_row(after, queue, event.at)) != _row_before(before, queue, event.at)
    ]
    return counters, queues


def _served(before: Hall, after: Hall, number: int | None) -> set[str]:
    """The queues of a counter that began or ceased to work through them."""
    was, now = (None if number is None else hall.counters.get(number) for hall in (before, after))
    if was is None or now is None:
        return set()
    if (was.state, was.queues, was.until) == (now.state, now.queues, now.until):
        return set()
    return {*was.queues, *now.queues}


def _row_before(before: Hall, queue: Queue, at: datetime) -> QueueRow:
    """A queue's row after the event before, as whoever listens knows it."""
    last_at = before.last_at or at
    return queue_row(before, queue, last_at.astimezone(at.tzinfo))


def _look(hall: Hall, number: int) -> tuple[Counter | None, State | None, str | None]:
    """All that a counter's row is made of."""
    counter = hall.counters.get(number)
    ticket = _ticket_at(hall, counter) if counter else None
    return (counter, ticket.state, ticket.number) if ticket else (counter, None, None)


def _ticket_at(hall: Hall, counter: Counter) -> Ticket | None:
    """The ticket that is called to a counter or served there."""
    return None if counter.ticket is None else hall.tickets[counter.ticket]


def counter_row(hall: Hall, counter: Counter) -> CounterRow:
    """One counter as the hall sees it."""
    ticket = _ticket_at(hall, counter)
    return {
        "counter": counter.number,
        "state": _state(counter, ticket),
        "number": ticket.number if ticket else counter.last_number,
        "since": instant(counter.since),
    }


def _state(counter: Counter, ticket: Ticket | None) -> Look:
    """Whether a counter calls, serves, is free, rests or is closed."""
    if ticket is not None:
        return "called" if ticket.state is State.CALLED else "serving"
    match counter.state:
        case CounterState.OPEN:
            return "open"
        case CounterState.PAUSED:
            return "paused"
        case CounterState.CLOSED:
            return "closed"


def queue_row(hall: Hall, queue: Queue, at: datetime) -> QueueRow:
    """One queue as the hall sees it at local time `at`.

    `wait` stays empty until an estimate can be trusted.
    """
    there = availability(hall, queue.letter, at)
    return {
        "queue": queue.letter,
        "letter": queue.letter,
        "name": queue.name,
        "name_en": queue.name_en,
        "waiting": hall.waiting(queue.letter),
        "wait": None,
        "last_wait": last_wait(hall, queue.letter),
        "state": there.state.value,
        "until": instant(there.until) if there.until else None,
    }


def last_wait(hall: Hall, letter: str) -> int | None:
    """Whole minutes that the person called last in a queue had waited, or None."""
    waited = hall.last_waits.get(letter)
    return None if waited is None else round(waited.total_seconds() / 60)


def call_rows(calls: Calls) -> list[CallRow]:
    """The listed calls, newest first."""
    return [
        {
            "call": call.id,
            "number": call.number,
            "counter": call.counter,
            "at": call.at,
            "recalled": call.recalled,
        }
        for call in calls.listed
    ]
