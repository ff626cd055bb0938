"""What somebody has held up to the kiosk's scanner, as far as this visit needs it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from luot.client import Holding


class Say(StrEnum):
    """What is said of a scan that shows no ticket; the words are under `kiosk.scan`."""

    LOOKING = "looking"
    AGED = "aged"
    CARD = "card"
    OLD = "old"
    UNKNOWN = "unknown"
    FOREIGN = "foreign"
    AWAY = "away"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """The last scan, and what earlier ones of this visit have left.

    `code` is that of a ticket, `found` the ticket behind it, `asked_at` when the server was asked
    and has not answered. `back`: it was brought back to its line just now. `aged` is all that is
    left of a citizen's card, `dossier` what is shown of a dossier's code.
    """

    say: Say | None = None
    code: str | None = None
    found: Holding | None = None
    asked_at: float | None = None
    back: bool = False
    aged: bool | None = None
    dossier: str | None = None


NOTHING: Final = Scan()
