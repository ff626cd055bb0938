"""The codes in tickets' QRs: made, taken apart, and found again among today's tickets."""

import hmac
import os
import secrets
from datetime import date
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from luot.domain import codes
from luot.domain.codes import MAKERS, SERVER, Code
from luot.domain.ticket import Ticket
from server.store import StoreError

KEY_BYTES = 32


class CodeUnknown(Exception):
    """No ticket of today has this code."""


def parse(text: str) -> Code:
    """The parts of a code as someone typed or scanned it.

    Raises:
        CodeUnknown: it is not written like a code.
    """
    found = codes.parse(text)
    if found is None:
        raise CodeUnknown(text)
    return found


class KeyDamaged(StoreError):
    """A file with a key does not have the length of one."""

    code = "key-damaged"

    def __init__(self, file: Path, size: int) -> None:
        super().__init__(f"{file} has {size} bytes", file=file, size=size, wanted=KEY_BYTES)


def load_key(path: Path) -> bytes:
    """The centre's secret, made at the first start and readable by its owner only.

    Raises:
        KeyDamaged: a part of it is missing, and anyone could make codes with what is left.
    """
    if not path.exists():
        half = path.with_suffix(".new")
        half.unlink(missing_ok=True)
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        half.rename(path)  # a cut of power leaves a whole key or none
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise KeyDamaged(path, len(key))
    return key


class Codes:
    """Makes codes and finds today's tickets by them.

    A kiosk's own key is derived from the centre's, so that the server can verify tickets that a
    kiosk gave out while the server was away.
    """

    def __init__(self, key: bytes) -> None:
        self._keys = {maker: hmac.digest(key, maker.encode(), sha256) for maker in MAKERS}
        self._day = date.min
        self._tickets: dict[str, UUID] = {}

    def key_of(self, kiosk: int) -> bytes:
        """The key that kiosk 0 to 3 signs its own tickets with."""
        return self._keys[codes.kiosk(kiosk)]

    def tag(self, maker: str, ticket: UUID) -> str:
        """60 bits that only the holder of the maker's key can make."""
        return codes.tag(self._keys[maker], ticket)

    def code(self, ticket: Ticket) -> str:
        """The code that the server puts on a ticket."""
        return codes.code(SERVER, self._keys[SERVER], ticket.id, ticket.day)

    def learn(self, ticket: Ticket) -> None:
        """From now on the ticket is found by its codes; those of another day are forgotten."""
        if ticket.day != self._day:
            self._day, self._tickets = ticket.day, {}
        self._tickets[self.tag(SERVER, ticket.id)] = ticket.id
        if ticket.offline and ticket.kiosk is not None:
            self._tickets[self.tag(codes.kiosk(ticket.kiosk), ticket.id)] = ticket.id

    def ticket(self, text: str, today: date | None) -> UUID:
        """The id of today's ticket with this code.

        Raises:
            CodeUnknown: nobody has this code today; anyone can write any day into a code.
        """
        code = parse(text)
        found = self._tickets.get(code.tag) if code.day == today else None
        if found is None or not hmac.compare_digest(self.tag(code.maker, found), code.tag):
            raise CodeUnknown(text)
        return found
