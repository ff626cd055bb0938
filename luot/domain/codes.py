"""The code in a ticket's QR, as whoever gives the ticket out writes it.

`S0-7K3QW9X2M4ZD-PJK7`: who made it (S0 the server, K0 to K3 a kiosk by itself), 60 bits of an
HMAC of the ticket's id, and the local day. Only capitals, digits and hyphens, so that the QR can
use its compact alphanumeric mode. The letters are Crockford's, without I, L, O and U.
"""

import hmac
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final
from uuid import UUID

from luot.domain.numbering import KIOSKS

LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SERVER: Final = "S0"
TAG_LETTERS: Final = 12
DAY_LETTERS: Final = 4
READ_AS: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})


def kiosk(number: int) -> str:
    """The maker's mark of kiosk 0 to 3."""
    return f"K{number}"


MAKERS: Final = (SERVER, *map(kiosk, KIOSKS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code taken apart."""

    maker: str
    tag: str
    day: date

    def __str__(self) -> str:
        return f"{self.maker}-{self.tag}-{letters(self.day.toordinal(), DAY_LETTERS)}"


def parse(text: str) -> Code | None:
    """The parts of a code as someone typed or scanned it; None where it is not written like one."""
    parts = text.strip().upper().split("-")
    if len(parts) != len(("maker", "tag", "day")) or parts[0] not in MAKERS:
        return None
    tag, day = (part.translate(READ_AS) for part in parts[1:])
    if (len(tag), len(day)) != (TAG_LETTERS, DAY_LETTERS) or set(tag + day) - set(LETTERS):
        return None
    ordinal = sum(LETTERS.index(letter) << 5 * at for at, letter in enumerate(reversed(day)))
    if not 0 < ordinal <= date.max.toordinal():
        return None
    return Code(maker=parts[0], tag=tag, day=date.fromordinal(ordinal))


def may_come(text: str, today: date | None) -> bool:
    """Whether a code that is not known may be that of a paper which a kiosk has yet to hand in."""
    found = parse(text)
    return found is not None and found.maker != SERVER and found.day == today


def letters(value: int, count: int) -> str:
    """The last `count` Crockford letters of a number."""
    return "".join(LETTERS[value >> 5 * at & 31] for at in range(count - 1, -1, -1))


def tag(key: bytes, ticket: UUID) -> str:
    """60 bits that only the holder of the maker's key can make."""
    digest = hmac.digest(key, ticket.bytes, sha256)
    return letters(int.from_bytes(digest[:8], "big") >> 4, TAG_LETTERS)


def code(maker: str, key: bytes, ticket: UUID, day: date) -> str:
    """The whole code of a ticket of a local day."""
    return str(Code(maker=maker, tag=tag(key, ticket), day=day))
