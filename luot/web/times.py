"""Clock and calendar as the hall shows them: 09:03, Thứ Hai 23/11."""

from datetime import datetime

from luot.words import Words


def clock(instant: datetime) -> str:
    """The time of day, in the zone of `instant`."""
    return f"{instant:%H:%M}"


def day(instant: datetime, words: Words) -> str:
    """The weekday with day and month."""
    return f"{words(f'weekday.{instant.weekday()}')}, {instant.day}/{instant.month}"


def date(instant: datetime) -> str:
    """Day, month and year."""
    return f"{instant.day:02}/{instant.month:02}/{instant.year}"
