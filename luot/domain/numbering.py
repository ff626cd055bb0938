"""Ticket numbers: a letter and a number, anew each local day, disjoint between issuers.

Online: 001 to 899, then 1000 to 8999. Kiosk k (0 to 3) owns 900+25k to 924+25k, then 9000+200k to
9199+200k, for when the server is away. The ranges never meet, so no two papers are ever equal.
"""

from collections.abc import Iterator
from itertools import chain

ONLINE = (range(1, 900), range(1000, 9000))
KIOSKS = range(4)

LOST_AT_MOST = 1_600
"""How far one letter may have come since a copy was made: 1,500 tickets, past the kiosks' 100."""
BLOCK = 500
"""Numbers begin again at a round one, so that staff see at a glance that they were skipped."""


def band(kiosk: int) -> Iterator[int]:
    """The numbers that kiosk 0 to 3 may give out by itself, in order."""
    if kiosk not in KIOSKS:
        raise ValueError(f"kiosk {kiosk} is not one of 0 to 3")
    return chain(
        range(900 + 25 * kiosk, 925 + 25 * kiosk), range(9000 + 200 * kiosk, 9200 + 200 * kiosk)
    )


def in_band(kiosk: int, number: int) -> bool:
    """Whether a number belongs to a kiosk's own band."""
    return kiosk in KIOSKS and (
        900 + 25 * kiosk <= number < 925 + 25 * kiosk
        or 9000 + 200 * kiosk <= number < 9200 + 200 * kiosk
    )


def next_online(last: int) -> int | None:
    """The online number after `last` (0 for none yet), or None when the letter is full."""
    following = last + 1
    if following == ONLINE[0].stop:
        return ONLINE[1].start
    return following if following < ONLINE[1].stop else None


def is_online(number: int) -> bool:
    """Whether a number is one that the server gives out."""
    return any(number in span for span in ONLINE)


def skipped(last: int) -> int:
    """The last online number to count from, so that none given out after `last` comes again.

    >>> next_online(skipped(12))
    2000
    """
    untouched = -(-(last + LOST_AT_MOST + 1) // BLOCK) * BLOCK
    return min(untouched, ONLINE[1].stop) - 1


def written(letter: str, number: int) -> str:
    """A number as people read it: three digits at least.

    >>> written("A", 12)
    'A012'
    """
    return f"{letter}{number:03d}"


def parsed(number: str) -> tuple[str, int] | None:
    """The letter and the number of a written one, or None for anything else.

    >>> parsed("A012")
    ('A', 12)
    """
    letter, digits = number[:1], number[1:]
    if not (letter.isascii() and letter.isupper() and digits.isascii() and digits.isdigit()):
        return None
    value = int(digits)
    return (letter, value) if written(letter, value) == number else None
