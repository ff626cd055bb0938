"""Passwords of the hall's people: kept as argon2 hashes, checked two at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from threading import Semaphore

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from server.account_errors import PasswordWeak, TooBusy

LEAST = 10
MOST = 128
LEAST_DISTINCT = 5
AT_ONCE = 2  # a check takes 64 MiB and a core for 130 ms
WAITING = 4  # more would take the threads that call numbers


def check_new(name: str, password: str) -> None:
    """PasswordWeak for a new password that a neighbour would guess."""
    easy = len(set(password.lower())) < LEAST_DISTINCT or name.lower() in password.lower()
    if easy or not LEAST <= len(password) <= MOST:
        raise PasswordWeak(LEAST, MOST)


class Passwords:
    """Makes and checks hashes; TooBusy when too many are being checked."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._at_once = Semaphore(AT_ONCE)
        self._room = Semaphore(AT_ONCE + WAITING)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait for a turn, unless the waiting room is full."""
        if not self._room.acquire(blocking=False):
            raise TooBusy
        try:
            with self._at_once:
                yield
        finally:
            self._room.release()

    @cached_property
    def _nobody(self) -> str:
        """The hash that an unknown name is checked against, so that it takes as long."""
        return self._hasher.hash("")

    def hash(self, password: str) -> str:
        """What to keep of a password."""
        with self._turn():
            return self._hasher.hash(password)

    def matches(self, kept: str | None, password: str) -> bool:
        """Whether the password is the one whose hash was kept; never where nothing was kept."""
        against = kept or self._nobody
        if len(password) > MOST:
            return False
        with self._turn():
            try:
                self._hasher.verify(against, password)
            except VerificationError:
                return False
        return kept is not None

    def outdated(self, kept: str) -> bool:
        """Whether a hash was made with settings that are weaker than today's."""
        return self._hasher.check_needs_rehash(kept)
