"""A visit as far as it has come, and who takes part in it."""

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

from luot.centre import Centre
from luot.client import Client
from luot.client.answers import TicketRow
from luot.tour.browser import Pages
from luot.tour.finger import Finger
from luot.tour.steps import Log, until
from luot.tour.witness import Witness


@dataclass(kw_only=True)
class Visit:
    """One citizen's visit; `code` is what her ticket's QR says, `hall` the display's page."""

    folder: Path
    centre: Centre
    log: Log
    finger: Finger
    witness: Witness
    official: Client
    manager: Client
    pages: Pages | None
    code: str = ""
    ticket: TicketRow | None = None
    hall: Page | None = field(default=None)
    desk: Page | None = field(default=None)

    def happened(self, kind: str) -> TicketRow:
        """The ticket as it stood when this happened to it; waits for it."""
        self.ticket = until(lambda: self.witness.ticket_of(kind), "event", kind=kind)
        return self.ticket

    @property
    def number(self) -> str:
        """The citizen's number."""
        return self.ticket.number if self.ticket else ""
