"""What stands on the paper that a citizen takes from the kiosk."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """How long it may take until the call, in minutes."""

    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """The content of one ticket, in the reader's language.

    `procedure_name` is the short name, None for a ticket of a queue alone. `last_wait` is how many
    minutes the last person called had waited, shown as that where `wait` is not known. `priority`
    is any class but the ordinary one: the paper says that there is one, never which. `fee` and
    `note` are whole sentences; a `note` of None is the usual one. A reprint says that it is one,
    and so does a ticket that was given out `offline`, while nobody knew who was `ahead` (None).
    """

    site: str
    centre: str
    number: str
    queue: str
    issued_at: datetime
    procedure: str | None = None
    procedure_name: str | None = None
    ahead: int | None = 0
    wait: Wait | None = None
    last_wait: int | None = None
    priority: str | None = None
    lang: str = "vi"
    checklist: tuple[str, ...] = ()
    fee: str | None = None
    note: str | None = None
    url: str | None = None
    reprint: bool = False
    offline: bool = False
