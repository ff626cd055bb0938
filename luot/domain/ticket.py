"""One citizen's place: the ticket, its errands and the times on record for each."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

ORDINARY = "ordinary"
"""The class of whoever has no priority."""


class State(StrEnum):
    """Where a ticket is on its way through the hall."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    HELD = "held"
    MISSED = "missed"
    SERVED = "served"
    CANCELLED = "cancelled"


class Purpose(StrEnum):
    """What the citizen comes to do."""

    SUBMIT = "submit"
    SUPPLEMENT = "supplement"
    COLLECT = "collect"
    PAY = "pay"
    ASK = "ask"


class Outcome(StrEnum):
    """What came of a service."""

    ACCEPTED = "accepted"
    SUPPLEMENT_ASKED = "supplement_asked"
    REFUSED = "refused"
    RESULT_HANDED_OVER = "result_handed_over"
    GUIDANCE_GIVEN = "guidance_given"
    OTHER = "other"


class EndSource(StrEnum):
    """What ended a stretch of service; only BUTTON ends feed service-time figures."""

    BUTTON = "button"
    NEXT_CALL = "next_call"
    PAUSE = "pause"
    CLOSE = "close"
    TIMEOUT = "timeout"


class Paper(StrEnum):
    """What is known of the paper with the number on it."""

    PRINTED = "printed"
    HELD = "held"
    NOT_SENT = "not_sent"
    UNKNOWN = "unknown"
    ON_PHONE = "on_phone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """An unbroken stretch of service at one counter, with the call that led to it."""

    counter: int
    official: str
    called_at: datetime | None
    started_at: datetime
    ended_at: datetime | None = None
    end_source: EndSource | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """One matter of a visit; a ticket may carry several, each with its own time."""

    procedure: str | None
    queue: str
    purpose: Purpose
    stretches: tuple[Stretch, ...] = ()
    finished_at: datetime | None = None
    end_source: EndSource | None = None
    outcome: Outcome | None = None
    dossier: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stretch of time that may still run."""

    started_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """What the citizen thought of the visit: 1 (bad) to 5 (good)."""

    score: int
    reasons: tuple[str, ...] = ()
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A place in the hall, from its issue to its end.

    `queue` is the line that it waits in now; the number keeps its first letter after a transfer.
    `waits_from` is the issue, or the opening of the session for whoever came earlier.
    `base_at` is when it counts as having come without any credit; `order` breaks ties of
    `effective_at`. `for_counter` binds a transferred ticket to one counter.
    `called_at` is the first call of the present series of `calls`, `last_call_at` the newest.
    """

    id: UUID
    number: str
    day: date
    queue: str
    issued_at: datetime
    waits_from: datetime
    base_at: datetime
    effective_at: datetime
    order: int
    priority: str
    lang: str
    errands: tuple[Errand, ...]
    errand: int = 0
    state: State = State.WAITING
    kiosk: int | None = None
    offline: bool = False
    counter: int | None = None
    for_counter: int | None = None
    calls: int = 0
    first_called_at: datetime | None = None
    called_at: datetime | None = None
    last_call_at: datetime | None = None
    holds: tuple[Period, ...] = ()
    missed_at: datetime | None = None
    returns: int = 0
    ended_at: datetime | None = None
    paper: Paper | None = None
    void_numbers: tuple[str, ...] = ()
    rating: Rating | None = None

    @property
    def current(self) -> Errand:
        """The matter at hand."""
        return self.errands[self.errand]

    @property
    def procedure(self) -> str | None:
        """The code of the procedure at hand, if one is known."""
        return self.current.procedure
