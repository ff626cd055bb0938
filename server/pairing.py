"""How a device comes to the hall: a code, said once by an admin, becomes the device's own key."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import count
from sqlite3 import Connection

from server.account_errors import CodeElsewhere, CodeWrong
from server.accounts_db import Book
from server.actor import Scope
from server.keys import Keys, fit
from server.people import Clock, check_free
from server.throttle import Tries

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: none is taken for another
READ_AS = str.maketrans("OIL", "011", " -–\t")
LENGTH = 8
LIFE = timedelta(minutes=10)
ANY = frozenset(Scope)


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A one-time code, in two groups of four for whoever types it, and until when it works."""

    text: str
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """What a device is given: its token, to be kept, and what it now is."""

    token: str
    name: str
    scope: Scope
    kiosk: int | None


def _digest(code: str) -> bytes:
    """What is kept of a code, however it was typed."""
    plain = code.upper().translate(READ_AS)
    return sha256(plain.encode("utf-8", "surrogatepass")).digest()


def free_name(connection: Connection, scope: Scope) -> str:
    """What a device is called that nobody named: display 1, display 2."""
    rows = connection.execute(
        "SELECT name FROM account UNION SELECT name FROM key WHERE revoked_at IS NULL"
    )
    taken = {name for (name,) in rows}
    names = (f"{scope} {number}" for number in count(1))
    return next(name for name in names if name not in taken)


class Pairing:
    """Makes codes and turns each into one key.

    Whoever guesses gets five tries a minute from one address, and thirty from all together.
    """

    def __init__(self, book: Book, keys: Keys, clock: Clock) -> None:
        self._book = book
        self._keys = keys
        self._clock = clock
        self._here = Tries(most=5)
        self._everywhere = Tries(most=30)

    def code(self, scope: Scope, name: str | None = None) -> Code:
        """A new code for a device; with a `name`, whatever the device calls itself."""
        plain = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        now = self._clock()
        ends = now + LIFE
        named = None if name is None else fit(name)
        with self._book.write() as connection:
            if named is not None:
                check_free(connection, named)
            connection.execute("DELETE FROM pairing WHERE ends_at <= ?", (int(now.timestamp()),))
            connection.execute(
                "INSERT INTO pairing (code, scope, name, ends_at) VALUES (?, ?, ?, ?)",
                (_digest(plain), scope.value, named, int(ends.timestamp())),
            )
        return Code(text=f"{plain[:4]}-{plain[4:]}", ends_at=ends)

    def pair(
        self, code: str, name: str | None, address: str, scopes: frozenset[Scope] = ANY
    ) -> Paired:
        """The key that the code stands for, this once; an unnamed device is named by its scope.

        `scopes` are those that the asking device can have. CodeWrong, and TooManyTries for whoever
        guesses; CodeElsewhere, NameTaken, NameUnfit and KiosksFull leave the code as it was.
        """
        now = self._clock().timestamp()
        self._here.count(address, now)
        self._everywhere.count(None, now)
        with self._book.write() as connection:
            row = connection.execute(
                "DELETE FROM pairing WHERE code = ? RETURNING scope, name, ends_at",
                (_digest(code),),
            ).fetchone()
            if row is None or row[2] <= now:
                raise CodeWrong
            scope = Scope(row[0])
            if scope not in scopes:
                raise CodeElsewhere
            called = row[1] or name or free_name(connection, scope)
            token, key = self._keys.issue_in(connection, called, scope)
        return Paired(token=token, name=key.name, scope=scope, kiosk=key.kiosk)
