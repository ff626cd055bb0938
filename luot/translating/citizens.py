"""Which sentences citizens read: on the kiosk, on paper, on the hall's screen, on their phone."""

from collections.abc import Iterable
from typing import Final

PARTS: Final = (
    *("kiosk", "ticket", "sheet.documents", "phone", "display", "state", "weekday"),
    *("elsewhere", "sheet.day", "sheet.date"),
    *("refusal.hall-closed", "refusal.letter-full", "refusal.unknown-procedure"),
    *("refusal.unknown-queue", "refusal.return-too-late", "refusal.return-used"),
    *("refusal.already-rated", "refusal.ticket-of-another-day"),
    *("problem.code-unknown", "problem.code-awaited", "problem.too-many"),
)
STAFF: Final = (
    *("kiosk.staff", "kiosk.check", "kiosk.pin", "kiosk.paired", "kiosk.cli", "kiosk.log"),
    *("kiosk.scanner", "display.unpaired", "kiosk.trouble.unpaired"),
    # Said in English on purpose, whoever reads them.
    *("kiosk.invite.small", "kiosk.rest.other"),
)


def keys(every: Iterable[str]) -> tuple[str, ...]:
    """The keys of the sentences that citizens read, in their order."""
    return tuple(key for key in every if _under(key, PARTS) and not _under(key, STAFF))


def _under(key: str, parts: Iterable[str]) -> bool:
    return any(key == part or key.startswith(f"{part}.") for part in parts)
