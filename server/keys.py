"""The keys that devices and programs hold: long-lived tokens that can be taken back."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, time, tzinfo
from hashlib import sha256
from sqlite3 import Connection

from server.account_errors import KiosksFull, NameUnfit, NameUnknown
from server.accounts_db import Book
from server.actor import Grant, Role, Scope, grant
from server.people import Clock, check_free

KIOSKS = 4
NAME_LENGTH = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A device or program that may enter, and when it was last seen."""

    name: str
    grant: Grant
    kiosk: int | None
    made_at: datetime
    seen_at: datetime | None


def digest(token: str) -> bytes:
    """What is kept of a token: it lets nobody in who reads it."""
    return sha256(token.encode("utf-8", "surrogatepass")).digest()


def new_token() -> str:
    """256 random bits."""
    return secrets.token_urlsafe(32)


def fit(name: str) -> str:
    """A name for a device as people may write it: one line of up to 40 characters."""
    found = " ".join(name.split())
    if (
        not found
        or len(found) > NAME_LENGTH
        or not found.isprintable()
        or found.startswith("demo-")
    ):
        raise NameUnfit(name)
    return found


def _instant(seconds: object) -> datetime | None:
    """An instant as the file keeps it."""
    return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) else None


class Keys:
    """Makes keys, lists them and takes them back.

    `zone` is the hall's own: a kiosk place that was given back is not given out again on the same
    local day, because papers with its offline numbers may still be in people's hands. `reserved`
    places belong to kiosks that hold no key here.
    """

    def __init__(
        self, book: Book, clock: Clock, zone: tzinfo, reserved: frozenset[int] = frozenset()
    ) -> None:
        self._book = book
        self._clock = clock
        self._zone = zone
        self._reserved = reserved

    def issue(self, name: str, right: Grant) -> tuple[str, Key]:
        """A token, to be seen this once, and the key that it belongs to."""
        with self._book.write() as connection:
            return self.issue_in(connection, name, right)

    def issue_in(self, connection: Connection, name: str, right: Grant) -> tuple[str, Key]:
        """As `issue`, within a transaction; NameTaken, NameUnfit and KiosksFull refuse."""
        named = fit(name)
        check_free(connection, named)
        now = self._clock()
        kiosk = self._free_kiosk(connection, now) if right is Scope.KIOSK else None
        token = new_token()
        connection.execute(
            "INSERT INTO key (name, grant, kiosk, token, made_at) VALUES (?, ?, ?, ?, ?)",
            (named, right.value, kiosk, digest(token), int(now.timestamp())),
        )
        return token, Key(name=named, grant=right, kiosk=kiosk, made_at=now, seen_at=None)

    def _free_kiosk(self, connection: Connection, now: datetime) -> int:
        """The lowest place from 0 to 3 that no kiosk has or had today."""
        midnight = datetime.combine(now.astimezone(self._zone), time.min, self._zone)
        rows = connection.execute(
            "SELECT kiosk FROM key WHERE kiosk IS NOT NULL AND coalesce(revoked_at, ?) >= ?",
            (int(now.timestamp()), int(midnight.timestamp())),
        )
        taken = {kiosk for (kiosk,) in rows} | self._reserved
        free = [kiosk for kiosk in range(KIOSKS) if kiosk not in taken]
        if not free:
            raise KiosksFull
        return free[0]

    def all(self) -> tuple[Key, ...]:
        """Every key that still opens, by name."""
        rows = self._book.rows(
            "SELECT name, grant, kiosk, made_at, seen_at FROM key"
            " WHERE revoked_at IS NULL ORDER BY name"
        )
        return tuple(
            Key(
                name=str(name),
                grant=grant(str(right)),
                kiosk=kiosk if isinstance(kiosk, int) else None,
                made_at=_instant(made) or datetime.min.replace(tzinfo=UTC),
                seen_at=_instant(seen),
            )
            for name, right, kiosk, made, seen in rows
        )

    def revoke(self, name: str) -> None:
        """Take a key back; its token opens nothing from this moment on."""
        now = int(self._clock().timestamp())
        with self._book.write() as connection:
            changed = connection.execute(
                "UPDATE key SET revoked_at = ? WHERE name = ? AND revoked_at IS NULL",
                (now, " ".join(name.split())),
            ).rowcount
        if not changed:
            raise NameUnknown(name)

    def issue_for_program(self, name: str, role: Role) -> str:
        """A token with which a program may do what a person of this role may."""
        token, _ = self.issue(name, role)
        return token
