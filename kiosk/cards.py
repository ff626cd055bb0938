"""The age on a citizen's card, and nothing else of it.

The card's code is `id12|old id|name|ddmmyyyy|sex|address|ddmmyyyy`; on some cards the old id is
empty or left out, on some another date follows. Nothing of it is kept, logged or sent.
"""

from datetime import date
from typing import Final

_ID: Final = 12
_DATE: Final = 8
_FEWEST, _MOST = 5, 9
_BIRTHS: Final = (2, 3)  # after id and name, with the old id or without it
_OLDEST: Final = 130


def age(text: str, today: date) -> int | None:
    """How old the holder of a citizen's card is; None where the text is none.

    A health insurance card is none: its dates have strokes and its name is in hexadecimal.
    """
    fields = [field.strip() for field in text.split("|")]
    if not _FEWEST <= len(fields) <= _MOST or not _digits(fields[0], _ID):
        return None
    born = next((at for at in _BIRTHS if _digits(fields[at], _DATE)), None)
    if born is None or not _name(fields[born - 1]):
        return None
    return _years(fields[born], today)


def _digits(field: str, count: int) -> bool:
    return len(field) == count and field.isascii() and field.isdigit()


def _name(field: str) -> bool:
    """Whether a field may be a name: words without any figure."""
    return bool(field) and not any(letter.isdigit() for letter in field)


def _years(born: str, today: date) -> int | None:
    """Whole years since `ddmmyyyy`; who knows only the year or the month has the first of it."""
    day, month, year = int(born[:2]), int(born[2:4]), int(born[4:])
    try:
        birth = date(year, month or 1, day or 1)
    except ValueError:
        return None
    years = today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))
    return years if 0 <= years <= _OLDEST else None
