"""Small real things for tests of the hall's entrance: a clock to be set, and cheap hashes."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from argon2 import PasswordHasher

from luot.config import demo
from server.accounts import Accounts
from server.accounts_db import connect

PASSWORD = "một câu dễ nhớ"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class SetClock:
    """Shows the time that it was set to: 8:00 at the sample centre, to begin with."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **span: float) -> None:
        """Let time go by."""
        self.now += timedelta(**span)


def entrance(
    folder: Path, clock: SetClock, *, demo_key: bytes | None = None, hasher: PasswordHasher = QUICK
) -> Accounts:
    """The accounts in a folder, of the sample centre."""
    return Accounts(connect(folder), demo(), clock, demo=demo_key, hasher=hasher)
