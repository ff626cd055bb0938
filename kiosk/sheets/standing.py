"""How a queue stands, in words: what is so, until when, and what can be done all the same."""

from datetime import datetime
from typing import Final, assert_never

from kiosk.clock import HALL_TIME
from kiosk.sheets.tongue import Tongue
from luot.client import BoardQueue
from luot.domain.standing import Availability, Standing

ICONS: Final = {
    Standing.OPEN: "",
    Standing.CLOSED: "clock",
    Standing.FULL: "ticket",
    Standing.AWAY: "clock-pause",
}


def told(there: Availability, queue: BoardQueue | None, tongue: Tongue) -> str:
    """How a queue stands and until when; empty for an open one, of which its figures tell."""
    match there.state:
        case Standing.OPEN:
            return ""
        case Standing.CLOSED | Standing.FULL:
            return _shut(there.state, there.until, tongue)
        case Standing.AWAY:
            return "\n".join((_away(there.until, tongue), _still(queue, tongue)))
        case _ as never:
            assert_never(never)


def _shut(state: Standing, until: datetime | None, tongue: Tongue) -> str:
    what = tongue(f"standing.{state}")
    if until is None:
        return "\n".join((what, tongue("standing.unknown")))
    at = until.astimezone(HALL_TIME)
    again = tongue("confirm.closed_until", time=f"{at:%H:%M}", day=tongue.date(at.date()))
    return f"{what}\n{again}"


def _away(until: datetime | None, tongue: Tongue) -> str:
    if until is None:
        return tongue("standing.away")
    return tongue("standing.away_until", time=f"{until.astimezone(HALL_TIME):%H:%M}")


def _still(queue: BoardQueue | None, tongue: Tongue) -> str:
    """That a number can be taken, and how many are there already."""
    if queue is None or not queue.waiting:
        return tongue("standing.still")
    return tongue.count("standing.still", queue.waiting)
