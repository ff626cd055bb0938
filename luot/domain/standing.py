"""How a queue may stand, and whom it turns away.

Full means that the day's numbers are given out. It does not turn away whoever is of a class of
priority: the limit spreads ordinary visits over the days, and those to whom a second journey is
hardest are few and are never called late for it. Their numbers count like every other, and so do
those of an outage, which are never refused. Staff may give out a number all the same: they answer
for it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Standing(StrEnum):
    """How a queue stands."""

    OPEN = "open"
    CLOSED = "closed"
    FULL = "full"
    AWAY = "away"


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """How a queue stands, and `until` when, where that is known.

    At an AWAY queue numbers are given out, but no counter that serves it is open.
    """

    state: Standing
    until: datetime | None = None


OPEN = Availability(state=Standing.OPEN)


def turns_away(state: Standing, credit: int) -> bool:
    """Whether a citizen whose class of priority has this credit gets no number."""
    match state:
        case Standing.OPEN | Standing.AWAY:
            return False
        case Standing.FULL:
            return credit == 0
        case Standing.CLOSED:
            return True
