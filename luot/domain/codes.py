"""The code in a ticket's QR, as whoever gives the ticket out writes it.

`S0-7K3QW9X2M4ZD-PJK7`: who made it (S0 the server, K0 to K3 a kiosk by itself), 60 bits of an
HMAC of the ticket's id, and the local day. Only capitals, digits and hyphens, so that the QR can
use its compact alphanumeric mode. The letters are Crockford's, without I, L, O and U.
"""

import hmac
from datetime import date
from hashlib import sha256
from typing import Final
from uuid import UUID

LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SERVER: Final = "S0"
TAG_LETTERS: Final = 12
DAY_LETTERS: Final = 4


def kiosk(number: int) -> str:
    """The maker's mark of kiosk 0 to 3."""
    return f"K{number}"


def letters(value: int, count: int) -> str:
    """The last `count` Crockford letters of a number."""
    return "".join(LETTERS[value >> 5 * at & 31] for at in range(count - 1, -1, -1))


def tag(key: bytes, ticket: UUID) -> str:
    """60 bits that only the holder of the maker's key can make."""
    digest = hmac.digest(key, ticket.bytes, sha256)
    return letters(int.from_bytes(digest[:8], "big") >> 4, TAG_LETTERS)


def code(maker: str, key: bytes, ticket: UUID, day: date) -> str:
    """The whole code of a ticket of a local day."""
    return f"{maker}-{tag(key, ticket)}-{letters(day.toordinal(), DAY_LETTERS)}"
