"""What happened in the hall: past facts, the only source of every figure.

Each event carries `at`, the instant of the fact. An event is never changed; a mistake is put
right by a later event.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from luot.domain.rules import Rules
from luot.domain.ticket import EndSource, Outcome, Paper, Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOpened:
    """A local day began; the event carries all that lives on from the day before."""

    at: datetime
    day: date
    rules: Rules
    catalogue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesChanged:
    """The centre changed its rules or its catalogue."""

    at: datetime
    rules: Rules
    catalogue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayClosed:
    """The day ended."""

    at: datetime
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketIssued:
    """A citizen has a place; `issued_at` differs from `at` for a ticket given out offline.

    `queues` has the queue of each procedure, or the single one of a ticket without any.
    """

    at: datetime
    ticket: UUID
    number: str
    queue: str
    procedures: tuple[str, ...]
    queues: tuple[str, ...]
    purpose: Purpose
    priority: str
    lang: str
    issued_at: datetime
    waits_from: datetime
    effective_at: datetime
    kiosk: int | None = None
    offline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersSkipped:
    """The journal lost its end: numbers go on where none can have been given out.

    `last` has the number of each letter after which they go on.
    """

    at: datetime
    last: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRenumbered:
    """The paper showed another number than the server had given: the paper wins.

    So does its time where it is the older one: the server took up late what it was asked.
    """

    at: datetime
    ticket: UUID
    number: str
    voided: str
    issued_at: datetime | None = None
    waits_from: datetime | None = None
    effective_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketPrinted:
    """What became of the paper."""

    at: datetime
    ticket: UUID
    outcome: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCalled:
    """A number was called to a counter; `reason` is set when it was called out of turn."""

    at: datetime
    ticket: UUID
    number: str
    counter: int
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRecalled:
    """The same number was called again, for the `call`th time."""

    at: datetime
    ticket: UUID
    number: str
    counter: int
    call: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CallWithdrawn:
    """A called ticket waits again in its old place, through no fault of the citizen."""

    at: datetime
    ticket: UUID
    counter: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceStarted:
    """The citizen sat down at the counter."""

    at: datetime
    ticket: UUID
    counter: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureSet:
    """The matter at hand is this procedure, whatever was chosen before."""

    at: datetime
    ticket: UUID
    procedure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFinished:
    """An errand came to its end."""

    at: datetime
    ticket: UUID
    counter: int
    procedure: str | None
    outcome: Outcome
    end_source: EndSource
    dossier: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrandAdded:
    """The visit goes on at the same counter with another procedure."""

    at: datetime
    ticket: UUID
    procedure: str
    queue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRequeued:
    """The visit goes on with its next errand, in that errand's queue, with its seniority."""

    at: datetime
    ticket: UUID
    queue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketHeld:
    """The service rests; the ticket is parked at its counter."""

    at: datetime
    ticket: UUID
    counter: int
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketResumed:
    """The service of a held ticket goes on."""

    at: datetime
    ticket: UUID
    counter: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketTransferred:
    """A ticket waits in another queue, or for one counter."""

    at: datetime
    ticket: UUID
    queue: str
    counter: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketMissed:
    """The citizen did not come when called."""

    at: datetime
    ticket: UUID
    counter: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketReturned:
    """Who missed the call waits again."""

    at: datetime
    ticket: UUID
    effective_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCancelled:
    """A place was given up."""

    at: datetime
    ticket: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityGranted:
    """A ticket moved forward."""

    at: datetime
    ticket: UUID
    priority: str
    effective_at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityWithdrawn:
    """A ticket lost its credit."""

    at: datetime
    ticket: UUID
    effective_at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActUndone:
    """The last act at a counter was taken back; `act` is the kind of its event."""

    at: datetime
    ticket: UUID
    counter: int
    act: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCorrected:
    """The record of an errand was put right."""

    at: datetime
    ticket: UUID
    errand: int
    procedure: str | None
    outcome: Outcome | None
    dossier: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRated:
    """A citizen's verdict."""

    at: datetime
    ticket: UUID
    score: int
    reasons: tuple[str, ...] = ()
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterOpened:
    """An official is ready at a counter."""

    at: datetime
    counter: int
    official: str
    queues: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterPaused:
    """A counter rests; `until` is when it will be open again, where its official said so."""

    at: datetime
    counter: int
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterClosed:
    """A counter closed."""

    at: datetime
    counter: int


Event = (
    DayOpened
    | RulesChanged
    | DayClosed
    | TicketIssued
    | NumbersSkipped
    | TicketRenumbered
    | TicketPrinted
    | TicketCalled
    | TicketRecalled
    | CallWithdrawn
    | ServiceStarted
    | ProcedureSet
    | ServiceFinished
    | ErrandAdded
    | TicketRequeued
    | TicketHeld
    | TicketResumed
    | TicketTransferred
    | TicketMissed
    | TicketReturned
    | TicketCancelled
    | PriorityGranted
    | PriorityWithdrawn
    | ActUndone
    | RecordCorrected
    | TicketRated
    | CounterOpened
    | CounterPaused
    | CounterClosed
)
