"""Who hears everything that happens in the hall, and remembers it."""

import json
import threading
from collections.abc import Mapping
from pathlib import Path

from luot.client import Away, Client
from luot.client.answers import Change, TicketRow


class Witness:
    """Listens to the live stream of a centre and keeps what it hears, also in a file."""

    def __init__(self, client: Client, path: Path) -> None:
        self.heard: list[Change] = []
        self._client = client
        self._path = path
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        """Write down every event until the centre closes."""
        with self._path.open("w", encoding="utf-8") as file:
            try:
                for change in self._client.changes(0):
                    self.heard.append(change)
                    file.write(json.dumps(_told(change), ensure_ascii=False) + "\n")
                    file.flush()
            except Away:
                return

    def saw(self, kind: str) -> Change | None:
        """The first event of this kind, if it has happened."""
        return next((change for change in self.heard if change.kind == kind), None)

    def ticket_of(self, kind: str) -> TicketRow | None:
        """The ticket of the first event of this kind, as it stood then."""
        change = self.saw(kind)
        return change.tickets[0] if change and change.tickets else None


def _told(change: Change) -> Mapping[str, object]:
    """An event as a line of the file."""
    numbers = [ticket.number for ticket in change.tickets]
    at = change.at.isoformat() if change.at else None
    return {"seq": change.seq, "kind": change.kind, "at": at, "tickets": numbers}
