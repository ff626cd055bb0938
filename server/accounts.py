"""Who may enter the hall, and as what: people, programs and devices by their tokens."""

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from math import inf
from pathlib import Path
from sqlite3 import Connection

from argon2 import PasswordHasher

from luot.config import Config
from server.accounts_db import Book, connect
from server.actor import Actor, Grant, Role, Scope, grant
from server.belongings import DEMO_KEY
from server.keys import Keys, digest
from server.pairing import Pairing
from server.passwords import Passwords
from server.people import Clock, People
from server.sessions import IDLE, LONGEST, Sessions
from server.tokens import load_key

DEMO: tuple[Grant, ...] = (Scope.KIOSK, Scope.DISPLAY, *Role)
DEMO_KIOSK = 0
LONGEST_TOKEN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """What is known of a token as long as nothing in the file changed since `stamp`.

    A session was begun or seen at `seen` when it was looked up, and ends at `ends` in any case.
    """

    actor: Actor
    stamp: tuple[int, int]
    seen: float = inf
    ends: float = inf


def demo_tokens(secret: bytes) -> dict[str, str]:
    """The tokens of a sample centre, the same at every start: one a role, kiosk and display."""
    return {
        right.value: hmac.new(secret, f"demo {right}".encode(), sha256).hexdigest()
        for right in DEMO
    }


def _demo_name(right: Grant) -> str:
    """One name for all people of the sample centre: whoever changes roles keeps the counter."""
    return "demo" if isinstance(right, Role) else f"demo-{right}"


DEMO_NAMES = frozenset(_demo_name(right) for right in DEMO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A device that may enter, and when it was last seen; only kiosks have an index."""

    name: str
    scope: Scope
    kiosk: int | None
    seen_at: datetime | None


def open_accounts(folder: Path, config: Config, clock: Clock, *, demo: bool = False) -> "Accounts":
    """The accounts in a data folder; `demo` lets the sample centre's tokens in as well."""
    secret = load_key(folder / DEMO_KEY) if demo else None
    return Accounts(connect(folder), config, clock, demo=secret)


class Accounts:
    """Everyone who may enter one site, kept in accounts.db; safe to ask from any thread.

    `demo` is the secret of a sample centre, whose `demo_tokens` then open this hall.
    Call `tidy` from time to time (each half minute), so that a restart finds who is still here.
    """

    def __init__(
        self,
        connection: Connection,
        config: Config,
        clock: Clock,
        *,
        demo: bytes | None = None,
        hasher: PasswordHasher | None = None,
    ) -> None:
        self.site = config.site
        self.demo_tokens = demo_tokens(demo) if demo else {}
        self._clock = clock
        self._book = Book(connection)
        self._entries: dict[bytes, _Entry] = {}
        self._seen: dict[bytes, float] = {}
        self._demo = {
            digest(token): self._actor(_demo_name(grant(right)), grant(right), DEMO_KIOSK)
            for right, token in self.demo_tokens.items()
        }
        reserved = frozenset({DEMO_KIOSK} if demo else ())
        self.people = People(self._book, Passwords(hasher), clock)
        self.sessions = Sessions(self._book, self.people, clock)
        self.keys = Keys(self._book, clock, config.timezone, reserved)
        self.pairing = Pairing(self._book, self.keys, clock)

    def _actor(self, name: str, right: Grant, kiosk: int | None) -> Actor:
        """An actor of this site; only kiosks have an index."""
        index = kiosk if right is Scope.KIOSK else None
        return Actor(name=name, grant=right, site=self.site, kiosk=index)

    def who(self, token: str) -> Actor | None:
        """Whose token this is, or None where it opens nothing (any more).

        Asking keeps a session alive. It takes microseconds while nothing changes.
        """
        if len(token) > LONGEST_TOKEN:
            return None
        key, stamp, now = digest(token), self._book.stamp(), self._clock().timestamp()
        entry = self._entries.get(key)
        if entry is None or entry.stamp != stamp:
            entry = self._look_up(key, stamp)
        if entry is None:
            return None
        # two clocks of one computer, or one that was set back: what lies ahead is not idle
        seen = max(entry.seen, self._seen.get(key, -inf))
        if now - seen > IDLE or now > entry.ends:
            return None
        self._seen[key] = now
        return entry.actor

    def _look_up(self, key: bytes, stamp: tuple[int, int]) -> _Entry | None:
        """Ask the file, and remember its answer under the stamp from before the asking."""
        found = self._demo_entry(key, stamp) or self._session(key, stamp) or self._key(key, stamp)
        if found is None:
            self._entries.pop(key, None)
        else:
            self._entries[key] = found
        return found

    def _demo_entry(self, key: bytes, stamp: tuple[int, int]) -> _Entry | None:
        """An actor of the sample centre."""
        actor = self._demo.get(key)
        return _Entry(actor=actor, stamp=stamp) if actor else None

    def _session(self, key: bytes, stamp: tuple[int, int]) -> _Entry | None:
        """A person who is signed in."""
        rows = self._book.rows(
            "SELECT name, role, session.made_at, seen_at FROM session"
            " JOIN account ON name = account WHERE token = ? AND NOT disabled",
            key,
        )
        if not rows:
            return None
        name, role, made, seen = rows[0]
        actor = self._actor(str(name), Role(str(role)), None)
        return _Entry(actor=actor, stamp=stamp, seen=_number(seen), ends=_number(made) + LONGEST)

    def _key(self, key: bytes, stamp: tuple[int, int]) -> _Entry | None:
        """A device or program."""
        rows = self._book.rows(
            "SELECT name, grant, kiosk FROM key WHERE token = ? AND revoked_at IS NULL", key
        )
        if not rows:
            return None
        name, right, kiosk = rows[0]
        index = kiosk if isinstance(kiosk, int) else None
        return _Entry(actor=self._actor(str(name), grant(str(right)), index), stamp=stamp)

    def devices(self) -> tuple[Device, ...]:
        """Every device that may enter, the sample centre's first, the others by name."""
        sample = (self._device(actor, key) for key, actor in self._demo.items())
        paired = (
            Device(name=key.name, scope=key.grant, kiosk=key.kiosk, seen_at=key.seen_at)
            for key in self.keys.all()
            if isinstance(key.grant, Scope)
        )
        return (*(each for each in sample if each is not None), *paired)

    def _device(self, actor: Actor, key: bytes) -> Device | None:
        """A device of the sample centre, None for its people."""
        if not isinstance(actor.grant, Scope):
            return None
        at = self._seen.get(key)
        seen = None if at is None else datetime.fromtimestamp(at, UTC)
        return Device(name=actor.name, scope=actor.grant, kiosk=actor.kiosk, seen_at=seen)

    def tidy(self) -> None:
        """Write down who was seen, and drop the sessions that are over."""
        now = self._clock().timestamp()
        seen = [(int(at), key) for key, at in self._seen.copy().items()]
        with self._book.write() as connection:
            for table in ("session", "key"):
                connection.executemany(f"UPDATE {table} SET seen_at = ? WHERE token = ?", seen)  # noqa: S608
            connection.execute(
                "DELETE FROM session WHERE seen_at < ? OR made_at < ?", (now - IDLE, now - LONGEST)
            )
        self._forget(now)

    def _forget(self, now: float) -> None:
        """Drop what was kept of tokens that nobody has used for long."""
        for key, at in self._seen.copy().items():
            if now - at > IDLE:
                self._seen.pop(key, None)
                self._entries.pop(key, None)

    def close(self) -> None:
        """Write down who was seen and close the file."""
        if self._seen:
            self.tidy()
        self._book.close()


def _number(value: object) -> float:
    """A number as the file keeps it."""
    return float(value) if isinstance(value, (int, float)) else -inf
