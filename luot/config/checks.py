"""What a single setting may say: each check returns the value that the hall uses, or objects."""

import re
from collections.abc import Callable, Iterable
from datetime import date, time
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from luot.domain.rules import Hours, Session
from luot.words import LANGUAGES, offered

Check = Callable[[object], object]
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

NAME_LENGTH = 80
LONGEST_PORTAL = 180


class Wrong(Exception):
    """A value cannot be used; `code` names the sentence that says why."""

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code)
        self.code = code
        self.fields = fields


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that was most likely meant, if one is near."""
    return next(iter(get_close_matches(name.lower(), tuple(known), n=1, cutoff=0.6)), None)


def text(value: object) -> str:
    """A name that fits on a screen."""
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise Wrong("text", most=NAME_LENGTH)
    if len(value) > NAME_LENGTH:
        raise Wrong("text", most=NAME_LENGTH)
    return value.strip()


def whole(low: int, high: int) -> Check:
    """A whole number from `low` to `high`."""

    def check(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise Wrong("whole", low=low, high=high)
        return value

    return check


def pattern(expression: str, code: str) -> Check:
    """Text of one shape; `code` names the sentence that describes it."""
    shape = re.compile(expression)

    def check(value: object) -> str:
        if not isinstance(value, str) or not shape.fullmatch(value):
            raise Wrong(code)
        return value

    return check


letter = pattern("[A-Z]", "letter")
site = pattern("[A-Z][A-Z0-9]{1,7}", "site")
code = pattern("[a-z][a-z0-9-]{0,31}", "code")
host = pattern(r"[A-Za-z0-9][A-Za-z0-9.:_-]*|::1?", "host")


def letters(value: object) -> tuple[str, ...]:
    """The letters of the queues that a counter serves, each once."""
    if not isinstance(value, list) or not value:
        raise Wrong("letters")
    found = tuple(str(letter(each)) for each in _each_of(value, "letters", letter))
    if len(set(found)) < len(found):
        raise Wrong("letters")
    return found


def _each_of(values: list[object], wrong: str, check: Check) -> list[object]:
    """The values, all of which pass the check."""
    for each in values:
        try:
            check(each)
        except Wrong:
            raise Wrong(wrong) from None
    return values


def language(value: object) -> str:
    """A language that the hall speaks."""
    if value not in LANGUAGES:
        raise Wrong("language", known=", ".join(LANGUAGES))
    return str(value)


def languages(value: object) -> tuple[str, ...]:
    """The languages that citizens are spoken to in, the first one first; each has its file."""
    known = offered()
    if not isinstance(value, list) or not value or not all(each in known for each in value):
        raise Wrong("languages", known=", ".join(known))
    if len(set(value)) < len(value):
        raise Wrong("languages", known=", ".join(known))
    return tuple(value)


def timezone(value: object) -> ZoneInfo:
    """A time zone by its name in the world's list."""
    if not isinstance(value, str) or value not in available_timezones():
        by_lower = {name.lower(): name for name in available_timezones()}
        near = nearest(str(value), by_lower)
        raise Wrong("timezone", nearest=by_lower[near] if near else "Asia/Ho_Chi_Minh")
    return ZoneInfo(value)


def address(value: object) -> str:
    """An address that a phone can open: http or https, a host, no path."""
    try:
        parts = urlsplit(value if isinstance(value, str) else "")
        port = parts.port
    except ValueError:
        raise Wrong("address") from None
    bare = not (parts.path.strip("/") or parts.query or parts.fragment or parts.username)
    named = re.fullmatch(r"[A-Za-z0-9.-]+", parts.hostname or "")
    if parts.scheme not in {"http", "https"} or not bare or not named or port == 0:
        raise Wrong("address")
    return f"{parts.scheme}://{parts.netloc}"


def portal(value: object) -> str:
    """Where procedures are done online, `{code}` for the national code; empty for nowhere."""
    if value == "":
        return ""
    shape = re.compile(rf"https?://[!-z|~]{{3,{LONGEST_PORTAL}}}")
    if not isinstance(value, str) or not shape.fullmatch(value.replace("{code}", "1.001193")):
        raise Wrong("portal")
    return value


def existing(value: object) -> Path:
    """The path of a file; whether it is there is asked by whoever knows the folder."""
    if not isinstance(value, str) or not value.strip():
        raise Wrong("path")
    return Path(value)


def _clock(word: str) -> time:
    """A time of day; 24:00 is the last instant of it."""
    if word == "24:00":
        return time.max
    if not re.fullmatch(r"\d{2}:\d{2}", word):
        raise Wrong("sessions")
    try:
        return time.fromisoformat(word)
    except ValueError:
        raise Wrong("sessions") from None


def _session(value: object) -> Session:
    """One stretch of hours, written 07:30-11:30."""
    opens, dash, closes = str(value).replace("–", "-").replace(" ", "").partition("-")
    if not isinstance(value, str) or not dash:
        raise Wrong("sessions")
    session = Session(opens=_clock(opens), closes=_clock(closes))
    if session.opens >= session.closes:
        raise Wrong("sessions_order")
    return session


def sessions(value: object) -> tuple[Session, ...]:
    """The hours of one day, in order and apart; none means closed."""
    if not isinstance(value, list):
        raise Wrong("sessions")
    found = tuple(_session(each) for each in value)
    for before, after in pairwise(found):
        if before.closes > after.opens:
            raise Wrong("sessions_order")
    return found


def own_hours(value: object) -> Hours:
    """The hours of one queue, written as those of the centre; some day has any."""
    if not isinstance(value, dict) or not value.keys() <= {*WEEK, "closed", "on"}:
        raise Wrong("own_hours", known=", ".join((*WEEK, "closed", "on")))
    week = tuple(sessions(value.get(day, [])) for day in WEEK)
    special = dict(dated_sessions(value.get("on", {})))
    closed = dates(value.get("closed", []))
    if special.keys() & set(closed) or not any((*week, *special.values())):
        raise Wrong("own_hours", known=", ".join((*WEEK, "closed", "on")))
    return Hours(week=week, except_on=tuple(sorted((special | dict.fromkeys(closed, ())).items())))


def _day(value: object) -> date:
    """A date, written 2027-02-05 with or without quotes."""
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Wrong("dates") from None


def dates(value: object) -> tuple[date, ...]:
    """Dates, each once."""
    if not isinstance(value, list):
        raise Wrong("dates")
    return tuple(sorted({_day(each) for each in value}))


def dated_sessions(value: object) -> tuple[tuple[date, tuple[Session, ...]], ...]:
    """The hours of single dates that differ from their weekday's."""
    if not isinstance(value, dict):
        raise Wrong("dated")
    return tuple(sorted((_day(day), sessions(hours)) for day, hours in value.items()))
