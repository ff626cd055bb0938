"""What orders carry: the JSON bodies of the API, with their limits."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from luot.domain.ticket import Outcome, Paper, Purpose
from luot.domain.unanswered import LONGEST
from server.devices import PrinterTrouble

# A NUL is in no word that people write, and some of those who read the journal stumble over it.
Text = Annotated[str, Meta(max_length=500, pattern=r"^[^\x00]*$")]
Code = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[\x21-\x7e]+$")]
Letter = Annotated[str, Meta(pattern="^[A-Z]$")]
Counter = Annotated[int, Meta(ge=1, le=99)]
Lang = Annotated[str, Meta(pattern="^[a-z]{2,3}$")]
Number = Annotated[str, Meta(pattern="^[A-Z][0-9]{3,4}$")]
Instant = Annotated[
    datetime, Meta(tz=True, extra_json_schema={"description": "An instant of this century."})
]
YEARS = range(2000, 2100)
Codes = Annotated[tuple[Code, ...], Meta(max_length=8)]


def _of_this_century(at: datetime) -> None:
    """Refuse an instant that is beyond every calendar here."""
    if at.year not in YEARS:
        raise ValueError(f"{at.isoformat()} is not of this century")


class Body(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A body whose every field is known; whatever else is sent is refused by name."""


class Nothing(Body, frozen=True):
    """Nothing to say."""


class Take(Body, frozen=True, kw_only=True):
    """What a citizen comes for: one procedure, several, or a queue."""

    procedure: Code | None = None
    procedures: Codes = ()
    queue: Letter | None = None
    priority: Code = "ordinary"
    purpose: Purpose | None = None
    lang: Lang = "vi"


class OfflineTicket(Body, frozen=True, kw_only=True):
    """A ticket that a kiosk gave out while the server was away."""

    id: UUID
    number: Number
    issued_at: Instant
    last_contact: Instant
    procedure: Code | None = None
    procedures: Codes = ()
    queue: Letter | None = None
    priority: Code = "ordinary"
    purpose: Purpose | None = None
    lang: Lang = "vi"

    def __post_init__(self) -> None:
        """Refuse instants that no clock of a kiosk shows, however wrong it goes."""
        for at in (self.issued_at, self.last_contact):
            _of_this_century(at)


class Seen(Body, frozen=True, kw_only=True):
    """The last fact that a kiosk has seen of a journal."""

    epoch: Annotated[str, Meta(max_length=64)]
    seq: Annotated[int, Meta(ge=0, le=(1 << 63) - 1)]


class Reconcile(Body, frozen=True, kw_only=True):
    """Tickets in the order in which they were given out; `seen` where facts are missing since."""

    tickets: Annotated[tuple[OfflineTicket, ...], Meta(max_length=100)]
    seen: Seen | None = None


class Printed(Body, frozen=True, kw_only=True):
    """What became of the paper."""

    outcome: Paper


class Pause(Body, frozen=True, kw_only=True):
    """When the official will be back today, where that can be said."""

    until: Instant | None = None

    def __post_init__(self) -> None:
        """Refuse an instant that no clock shows."""
        if self.until is not None:
            _of_this_century(self.until)


class Open(Body, frozen=True, kw_only=True):
    """The letters that a counter serves from now on; without them, its own."""

    queues: Annotated[tuple[Letter, ...], Meta(min_length=1, max_length=26)] | None = None


class Next(Body, frozen=True, kw_only=True):
    """Whether to end the service under way first."""

    finish_current: bool = False


class Call(Body, frozen=True, kw_only=True):
    """A call out of turn."""

    counter: Counter
    reason: Text


class Start(Body, frozen=True, kw_only=True):
    """The beginning of a service."""

    procedure: Code | None = None


class Procedure(Body, frozen=True, kw_only=True):
    """The procedure that is really served."""

    procedure: Code


class Finish(Body, frozen=True, kw_only=True):
    """The end of a service."""

    outcome: Outcome
    procedure: Code | None = None
    dossier: Text | None = None
    next_procedure: Code | None = None


class Hold(Body, frozen=True, kw_only=True):
    """Why a ticket is parked."""

    reason: Text | None = None


class Resume(Body, frozen=True, kw_only=True):
    """Where a parked ticket goes on."""

    counter: Counter | None = None


class Transfer(Body, frozen=True, kw_only=True):
    """Where a ticket is sent: a queue or a counter."""

    reason: Text
    queue: Letter | None = None
    counter: Counter | None = None


class Cancel(Body, frozen=True, kw_only=True):
    """Why a place is given up."""

    reason: Text


class Priority(Body, frozen=True, kw_only=True):
    """A priority class to be granted, or taken back with `withdraw`."""

    reason: Text
    priority: Code | None = None
    withdraw: bool = False


class Correct(Body, frozen=True, kw_only=True):
    """What was wrong on record."""

    reason: Text
    errand: Annotated[int, Meta(ge=0, le=99)] = 0
    procedure: Code | None = None
    outcome: Outcome | None = None
    dossier: Text | None = None


class ComeBack(Body, frozen=True, kw_only=True):
    """Whoever missed the call is at a kiosk; `token` is the code on the ticket."""

    token: Annotated[str, Meta(max_length=64)]


class Rating(Body, frozen=True, kw_only=True):
    """A citizen's verdict; `token` is the code on the ticket."""

    token: Annotated[str, Meta(max_length=64)]
    score: Annotated[int, Meta(ge=1, le=5)]
    reasons: Annotated[tuple[Code, ...], Meta(max_length=8)] = ()
    text: Text | None = None


class Printer(Body, frozen=True, kw_only=True):
    """How a kiosk's printer is; `roll_metres` is the paper that is left, where that is counted."""

    trouble: PrinterTrouble | None
    paper_low: bool
    roll_metres: Annotated[float, Meta(ge=0, le=10_000)] | None = None
    target: Annotated[str, Meta(max_length=200, pattern=r"^[^\x00]*$")] = ""


class Phrase(Body, frozen=True, kw_only=True):
    """What someone sought at a kiosk without choosing anything."""

    phrase: Annotated[str, Meta(min_length=1, max_length=LONGEST, pattern=r"^[^\x00]*$")]


class Pair(Body, frozen=True, kw_only=True):
    """A one-time code, and what the device calls itself."""

    code: Annotated[str, Meta(max_length=64)]
    name: Annotated[str, Meta(max_length=200)] | None = None
