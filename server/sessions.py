"""Who is signed in: a session lives half an hour after its last use, and half a day at most."""

from dataclasses import dataclass

from server.accounts_db import Book
from server.keys import digest, new_token
from server.passwords import check_new
from server.people import Clock, People
from server.throttle import SignInGuard

IDLE = 30 * 60
LONGEST = 12 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """A new session's token, for a cookie, and how many seconds it lasts at most."""

    token: str
    name: str
    seconds: int = LONGEST


class Sessions:
    """Signs people in and out."""

    def __init__(self, book: Book, people: People, clock: Clock) -> None:
        self._book = book
        self._people = people
        self._clock = clock
        self._guard = SignInGuard()

    def _verify(self, name: str, password: str, address: str) -> None:
        """Check a password at the pace that a guesser is allowed; PasswordWrong, TooManyTries."""
        self._guard.attempt(name, address, self._clock().timestamp())
        self._people.verify(name, password)
        self._guard.success(name, address)

    def open(self, name: str, password: str, address: str) -> SignedIn:
        """A session for whoever proves to be `name`, from a network address.

        Raises PasswordWrong, TooManyTries or TooBusy.
        """
        known = name.strip().lower()
        self._verify(known, password, address)
        return self._start(known)

    def _start(self, name: str) -> SignedIn:
        """A session of a person who has proved themselves."""
        token, now = new_token(), int(self._clock().timestamp())
        with self._book.write() as connection:
            connection.execute(
                "INSERT INTO session (token, account, made_at, seen_at) VALUES (?, ?, ?, ?)",
                (digest(token), name, now, now),
            )
        return SignedIn(token=token, name=name)

    def close(self, token: str) -> None:
        """Sign out; a token that is no session is nothing to be done about."""
        with self._book.write() as connection:
            connection.execute("DELETE FROM session WHERE token = ?", (digest(token),))

    def change_password(self, name: str, old: str, new: str, address: str) -> SignedIn:
        """A new password, and a new session: all others of this person end.

        Raises PasswordWrong for the old one, PasswordWeak for the new one, TooManyTries, TooBusy.
        """
        check_new(name, new)
        self._verify(name, old, address)
        self._people.set_password(name, new)
        return self._start(name)
