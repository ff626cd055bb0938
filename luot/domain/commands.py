"""Orders to the hall. Each is refused whole or becomes events."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from luot.domain.rules import Rules
from luot.domain.ticket import EndSource, Outcome, Paper, Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeTicket:
    """Give a citizen a place, for one or several procedures or for a queue.

    `staff` issues outside opening hours too. `id` is the command's key.
    """

    id: UUID
    procedures: tuple[str, ...] = ()
    queue: str | None = None
    purpose: Purpose | None = None
    priority: str = "ordinary"
    lang: str = "vi"
    kiosk: int | None = None
    staff: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconcileTicket:
    """Take in a ticket that kiosk `kiosk` gave out.

    Either from its own band while the server was away, or under a number of the server's own
    that the server, restored from a copy, no longer knows of. `last_contact` is when the kiosk
    had last heard from the server before it issued the ticket.
    """

    id: UUID
    kiosk: int
    number: str
    issued_at: datetime
    last_contact: datetime
    procedures: tuple[str, ...] = ()
    queue: str | None = None
    purpose: Purpose | None = None
    priority: str = "ordinary"
    lang: str = "vi"


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipNumbers:
    """Never again give out what a lost end of the journal may have given out today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPaper:
    """Put on record what became of a ticket's paper."""

    ticket: UUID
    outcome: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class CallNext:
    """Call whoever is next for a counter; `finish_current` first ends the service there."""

    counter: int
    finish_current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTicket:
    """Call one ticket out of its turn, for a stated reason."""

    counter: int
    ticket: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """Call the same number again."""

    ticket: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class StartService:
    """The citizen is at the counter; `procedure` puts a wrong choice right."""

    ticket: UUID
    procedure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetProcedure:
    """Put the procedure that is really served on record; all its time goes there."""

    ticket: UUID
    procedure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishService:
    """End a service with its outcome; `next_procedure` goes on with another at once."""

    ticket: UUID
    outcome: Outcome
    procedure: str | None = None
    dossier: str | None = None
    next_procedure: str | None = None
    end_source: EndSource = EndSource.BUTTON


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Park a ticket that is being served: a form to fill in, a copy to fetch."""

    ticket: UUID
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume:
    """Go on serving a held ticket, at its counter or at another."""

    ticket: UUID
    counter: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """Send a ticket to another queue or to one counter; it keeps number and seniority."""

    ticket: UUID
    reason: str
    queue: str | None = None
    counter: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkMissed:
    """The called citizen did not come."""

    ticket: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """The citizen who missed the call is back."""

    ticket: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel:
    """Give a place up."""

    ticket: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantPriority:
    """Treat a citizen as having come earlier, for a stated reason."""

    ticket: UUID
    priority: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawPriority:
    """Take a priority back, for a stated reason."""

    ticket: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """Take back the last act at a counter."""

    counter: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct:
    """Put the record of a finished errand right; what is None stays."""

    ticket: UUID
    reason: str
    errand: int = 0
    procedure: str | None = None
    outcome: Outcome | None = None
    dossier: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A citizen's verdict on the visit, 1 to 5."""

    ticket: UUID
    score: int
    reasons: tuple[str, ...] = ()
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCounter:
    """An official begins, or goes on, at a counter; `queues` None takes the counter's own."""

    counter: int
    official: str
    queues: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseCounter:
    """A counter rests; nobody is called there. `until` is when its official will be back."""

    counter: int
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseCounter:
    """A counter closes; whoever was sent to it waits in the queue again."""

    counter: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDay:
    """Begin a local day under these rules, with fresh numbers."""

    day: date
    rules: Rules
    catalogue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseDay:
    """End the day and everything that was forgotten in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRules:
    """Go on under other rules, or another catalogue, in the middle of a day."""

    rules: Rules
    catalogue: str


Command = (
    TakeTicket
    | ReconcileTicket
    | SkipNumbers
    | ReportPaper
    | CallNext
    | CallTicket
    | Recall
    | StartService
    | SetProcedure
    | FinishService
    | Hold
    | Resume
    | Transfer
    | MarkMissed
    | Return
    | Cancel
    | GrantPriority
    | WithdrawPriority
    | Undo
    | Correct
    | Rate
    | OpenCounter
    | PauseCounter
    | CloseCounter
    | OpenDay
    | CloseDay
    | ChangeRules
)
