"""The dark screen outside opening hours: when the hall opens, and what can be done till then."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Final
from urllib.parse import urlsplit

from kiosk.clock import HALL_TIME
from kiosk.known import Known
from kiosk.sheets.tongue import Tongue
from luot.domain.rules import Session

NATIONAL: Final = "dichvucong.gov.vn"
NOON: Final = 12
MOST_ROWS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursRow:
    """The hours of one day, or of neighbouring days with the same ones."""

    days: str
    sessions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedSheet:
    """What the closed screen says; `time` is empty where the next opening is not known.

    `url` is the front page of the centre's portal; empty where citizens are sent to none.
    """

    sentence: str = ""
    opens: str = ""
    time: str = ""
    day: str = ""
    hours: tuple[HoursRow, ...] = ()
    url: str = ""
    online: str = ""
    portal: str = ""
    address: str = ""
    papers: str = ""


def _opening(known: Known) -> datetime | None:
    opens_at = known.offer.opens_at if known.offer else None
    return opens_at.astimezone(HALL_TIME) if opens_at else None


def _day(opening: datetime, now: datetime, tongue: Tongue) -> str:
    day = tongue.date(opening.date())
    if opening.date() == now.date():
        return tongue("dot").join((day, tongue("closed.today")))
    if opening.date() == now.date() + timedelta(days=1):
        part = "tomorrow_morning" if opening.hour < NOON else "tomorrow_afternoon"
        return tongue("dot").join((day, tongue(f"closed.{part}")))
    return day


def closed(known: Known, now: datetime, tongue: Tongue) -> ClosedSheet:
    """The closed screen at this moment."""
    opening = _opening(known)
    today = opening is not None and opening.date() == now.date()
    front = urlsplit((known.offer.portal if known.offer else None) or "")
    return ClosedSheet(
        sentence=tongue("closed.before" if today else "closed.after"),
        opens=tongue("closed.opens" if opening else "closed.unknown"),
        time=f"{opening:%H:%M}" if opening else "",
        day=_day(opening, now, tongue) if opening else "",
        hours=week(known, tongue)[:MOST_ROWS],
        url=f"{front.scheme}://{front.netloc}" if front.netloc else "",
        online=tongue("closed.online") if front.netloc else "",
        portal=tongue("closed.portal") if front.netloc == NATIONAL else "",
        address=front.netloc,
        papers=tongue("closed.papers"),
    )


def week(known: Known, tongue: Tongue) -> tuple[HoursRow, ...]:
    """The week's hours; days without any are left out, as nobody should come on them."""
    hours = known.offer.hours if known.offer else None
    runs = groupby(enumerate(hours.week if hours else ()), key=itemgetter(1))
    return tuple(
        _row([day for day, _ in run], sessions, tongue) for sessions, run in runs if sessions
    )


def _row(days: list[int], sessions: tuple[Session, ...], tongue: Tongue) -> HoursRow:
    first, last = (tongue(f"weekday.{day}") for day in (days[0], days[-1]))
    return HoursRow(
        days=first if first == last else tongue("closed.days", first=first, last=last),
        sessions=tuple(f"{each.opens:%H:%M} – {each.closes:%H:%M}" for each in sessions),
    )


def reopens(known: Known, tongue: Tongue) -> str:
    """When numbers are given again, as a sentence."""
    opening = _opening(known)
    if opening is None:
        return tongue("confirm.closed")
    return tongue("confirm.closed_until", time=f"{opening:%H:%M}", day=tongue.date(opening.date()))
