"""How long a visit took: waiting, way, service and hold time, from the ticket alone.

waiting = first call - max(issue, opening); way = start - call; service = sum of the stretches of
service; hold = sum of the held periods.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from luot.domain.ticket import EndSource, Errand, Ticket

FEW = 10  # under this many cases no percentile is told


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """The times of one visit; None where a stretch has not begun."""

    waiting: timedelta | None
    way: timedelta | None
    service: timedelta | None
    hold: timedelta | None


def measure(ticket: Ticket, now: datetime | None = None) -> Measures:
    """The times of a visit; what still runs counts up to `now`, or not at all without it."""
    stretches = [stretch for errand in ticket.errands for stretch in errand.stretches]
    ways = [s.started_at - s.called_at for s in stretches if s.called_at]
    services = [service_time(errand, now) for errand in ticket.errands]
    holds = [_length(hold.started_at, hold.ended_at, now) for hold in ticket.holds]
    return Measures(
        waiting=waiting_time(ticket),
        way=sum(ways, timedelta()) if ways else None,
        service=_total(services),
        hold=_total(holds),
    )


def waiting_time(ticket: Ticket) -> timedelta | None:
    """How long a citizen waited for the first call."""
    if ticket.first_called_at is None:
        return None
    return max(timedelta(), ticket.first_called_at - ticket.waits_from)


def service_time(errand: Errand, now: datetime | None = None) -> timedelta | None:
    """How long one errand was served."""
    return _total([_length(s.started_at, s.ended_at, now) for s in errand.stretches])


def is_exact(errand: Errand) -> bool:
    """Whether an official ended it, and every stretch of it, by the button: a figure."""
    ends = [errand.end_source, *(stretch.end_source for stretch in errand.stretches)]
    return bool(errand.stretches) and all(end is EndSource.BUTTON for end in ends)


def percentile(values: Sequence[float], share: float) -> float | None:
    """The nearest-rank percentile, share in 0 to 1; None for no values.

    >>> percentile([1, 2, 3, 4], 0.5)
    2
    """
    if not values:
        return None
    ordered = sorted(values)
    rank = ceil(round(len(ordered) * share, 9))
    return ordered[max(1, rank) - 1]


def _length(start: datetime, end: datetime | None, now: datetime | None) -> timedelta | None:
    """How long something lasted, up to `now` while it runs."""
    until = end or now
    return until - start if until else None


def _total(lengths: Sequence[timedelta | None]) -> timedelta | None:
    """The sum of the known lengths, None when none is known."""
    known = [length for length in lengths if length is not None]
    return sum(known, timedelta()) if known else None
