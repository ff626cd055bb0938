"""Whether a queue can be joined now, and whether anyone works through it."""

from datetime import datetime

from luot.domain import opening
from luot.domain.hall import CounterState, Hall
from luot.domain.rules import Queue
from luot.domain.standing import OPEN, Availability, Standing


def availability(hall: Hall, letter: str, now: datetime) -> Availability:
    """How a queue stands at local time `now`; the hall's own closing is that of each queue."""
    queue, hours, own = hall.rules.queue(letter), hall.rules.hours, hall.rules.own_hours(letter)
    if not hall.open or not opening.is_issuing(hours, now, own):
        return Availability(state=Standing.CLOSED, until=opening.opens_next(hours, now, own))
    if queue is not None and is_full(hall, queue):
        return Availability(state=Standing.FULL, until=opening.opens_next(hours, now, own))
    return _at_counters(hall, letter, now)


def is_full(hall: Hall, queue: Queue) -> bool:
    """Whether the day's numbers of a queue are given out."""
    return queue.daily is not None and hall.given.get(queue.letter, 0) >= queue.daily


def _at_counters(hall: Hall, letter: str, now: datetime) -> Availability:
    """Whether anyone works through a queue; if not, until when as far as an official said so."""
    serving = [each for each in hall.counters.values() if letter in each.queues]
    if any(each.state is CounterState.OPEN for each in serving):
        return OPEN
    told = (each.until for each in serving if each.state is CounterState.PAUSED)
    # Before the first session and between two of them everybody knows when work begins.
    begins = opening.waits_from(hall.rules.hours, now, hall.rules.own_hours(letter))
    times = [*(until for until in told if until and until > now), *[begins] * (begins > now)]
    return Availability(state=Standing.AWAY, until=min(times, default=None))
