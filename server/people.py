"""The people who work in the hall: their names, roles and passwords."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection

from server.account_errors import NameTaken, NameUnfit, NameUnknown, PasswordWrong
from server.accounts_db import Book
from server.actor import Role
from server.passwords import Passwords, check_new

Clock = Callable[[], datetime]
NAME = re.compile(r"[a-z][a-z0-9._-]{1,31}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone with an account."""

    name: str
    role: Role
    disabled: bool


def check_free(connection: Connection, name: str) -> None:
    """NameTaken if a person, program or device has the name: the journal knows them by it."""
    found = connection.execute(
        "SELECT 1 FROM account WHERE name = :name UNION ALL "
        "SELECT 1 FROM key WHERE name = :name AND revoked_at IS NULL",
        {"name": name},
    ).fetchone()
    if found:
        raise NameTaken(name)


class People:
    """Adds people, and changes what they may do and how they prove themselves."""

    def __init__(self, book: Book, passwords: Passwords, clock: Clock) -> None:
        self._book = book
        self._passwords = passwords
        self._clock = clock

    def add(self, name: str, role: Role, password: str) -> Person:
        """A new person; refused for a name that is taken or unfit, or a weak password."""
        if not NAME.fullmatch(name) or name == "demo" or name.startswith("demo-"):
            raise NameUnfit(name)
        check_new(name, password)
        kept = self._passwords.hash(password)
        made = int(self._clock().timestamp())
        with self._book.write() as connection:
            check_free(connection, name)
            connection.execute(
                "INSERT INTO account (name, role, hash, made_at) VALUES (?, ?, ?, ?)",
                (name, role.value, kept, made),
            )
        return Person(name=name, role=role, disabled=False)

    def all(self) -> tuple[Person, ...]:
        """Everyone who has an account, by name."""
        rows = self._book.rows("SELECT name, role, disabled FROM account ORDER BY name")
        return tuple(
            Person(name=str(name), role=Role(str(role)), disabled=bool(disabled))
            for name, role, disabled in rows
        )

    def verify(self, name: str, password: str) -> Person:
        """The person whose name and password these are; PasswordWrong for anyone else."""
        rows = self._book.rows("SELECT role, hash, disabled FROM account WHERE name = ?", name)
        role, kept, disabled = rows[0] if rows else (Role.OFFICIAL, None, 0)
        right = self._passwords.matches(str(kept) if kept else None, password)
        if not right or disabled:
            raise PasswordWrong
        if self._passwords.outdated(str(kept)):
            self._keep(name, self._passwords.hash(password))
        return Person(name=name, role=Role(str(role)), disabled=False)

    def set_password(self, name: str, password: str) -> None:
        """A new password; whoever is signed in with the old one is signed out."""
        check_new(name, password)
        self._keep(name, self._passwords.hash(password), sign_out=True)

    def _keep(self, name: str, kept: str, *, sign_out: bool = False) -> None:
        """Store a hash."""
        with self._book.write() as connection:
            changed = connection.execute(
                "UPDATE account SET hash = ? WHERE name = ?", (kept, name)
            ).rowcount
            if not changed:
                raise NameUnknown(name)
            if sign_out:
                connection.execute("DELETE FROM session WHERE account = ?", (name,))

    def disable(self, name: str, *, disabled: bool = True) -> None:
        """Let a person no longer in, from this moment on, or let them in again."""
        with self._book.write() as connection:
            changed = connection.execute(
                "UPDATE account SET disabled = ? WHERE name = ?", (int(disabled), name)
            ).rowcount
            if not changed:
                raise NameUnknown(name)
            connection.execute("DELETE FROM session WHERE account = ?", (name,))
