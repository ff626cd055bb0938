"""The parts of a running server, as its pages and its API reach them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import current_app

from luot.config import Config
from luot.domain.procedure import Catalogue
from luot.domain.search import Finder
from server.accounts import Accounts
from server.desk import Desk
from server.news import News
from server.tokens import Codes

NAME = "luot.house"


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Everything that a request may need; `clock` tells the time in UTC."""

    data: Path
    config: Config
    catalogue: Catalogue
    clock: Callable[[], datetime]
    accounts: Accounts
    codes: Codes
    desk: Desk
    news: News
    finder: Finder

    def local_now(self) -> datetime:
        """The time at the centre."""
        return self.clock().astimezone(self.config.timezone)


def house() -> House:
    """The house of the running app."""
    found = current_app.extensions[NAME]
    assert isinstance(found, House)  # noqa: S101 - create_app put it there
    return found
