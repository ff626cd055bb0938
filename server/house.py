"""The parts of a running server, as its pages and its API reach them."""

import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from pathlib import Path

from flask import current_app

from luot.config import Config
from luot.domain import codes
from luot.domain.hall import Hall
from luot.domain.procedure import Catalogue
from luot.domain.search import Finder
from luot.domain.ticket import Ticket
from server.accounts import Accounts
from server.clock import HallClock
from server.desk import Desk
from server.devices import Devices
from server.news import News
from server.orders import Unavailable
from server.phrases import Phrases
from server.problems import Problem
from server.stock import Stock
from server.taken import Taken
from server.tokens import Codes, CodeUnknown

NAME = "luot.house"


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Everything that a request may need.

    `address` is the URL that phones reach the hall by; `clock` tells the hall's time in UTC; `run`
    is another one at each start.
    """

    data: Path
    address: str
    config: Config
    clock: HallClock
    accounts: Accounts
    codes: Codes
    desk: Desk
    news: News
    devices: Devices
    phrases: Phrases
    stock: Stock
    taken: Taken
    run: str = field(default_factory=lambda: secrets.token_hex(4))

    @property
    def catalogue(self) -> Catalogue:
        """What can be asked for here now."""
        return self.stock.now.catalogue

    @property
    def finder(self) -> Finder:
        """What finds it in people's words."""
        return self.stock.now.finder

    def look_at_stock(self) -> None:
        """Go over to the catalogue that was taken in meanwhile, and put that on record."""
        with suppress(Unavailable):  # the desk is closing: the next one begins with it
            self.stock.look(self.desk.work_by)

    def local_now(self) -> datetime:
        """The time at the centre."""
        return self.clock().astimezone(self.config.timezone)

    def visitor(self, code: str) -> tuple[Hall, Ticket]:
        """The hall, and today's ticket with this code in it; raises Problem."""
        hall = self.desk.present.hall
        try:
            return hall, hall.tickets[self.codes.ticket(code, hall.day)]
        except (CodeUnknown, KeyError) as refused:
            named = "code-awaited" if codes.may_come(code, hall.day) else "code-unknown"
            raise Problem(HTTPStatus.NOT_FOUND, named) from refused


def house() -> House:
    """The house of the running app."""
    found = current_app.extensions[NAME]
    assert isinstance(found, House)  # noqa: S101 - create_app put it there
    return found
