"""What the server tells a device: tickets, counters, the board and the catalogue."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from luot.domain.procedure import Catalogue, Field, Procedure
from luot.domain.rules import Hours, LongWait, PriorityClass, Queue
from luot.domain.standing import Standing
from luot.domain.ticket import Paper, Purpose, State
from luot.words import LANGUAGES

LONG_WAIT = LongWait()


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """The centre whose name stands on every screen and ticket."""

    kind: str
    name: str
    site: str
    kind_en: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the centre can be asked for, and whether it is open now.

    `most_taken` are codes, the most taken first; it may be empty, and name what is not offered.
    `portal` is where procedures are done online, `{code}` standing for the national code; `papers`
    stands before a code, or several with a plus between, in the address of what to bring for it.
    """

    version: str
    centre: Centre
    fields: tuple[Field, ...]
    procedures: tuple[Procedure, ...]
    most_taken: tuple[str, ...] = ()
    queues: tuple[Queue, ...] = ()
    priorities: tuple[PriorityClass, ...] = ()
    starter: bool = False
    open: bool = True
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    hours: Hours | None = None
    long_wait: LongWait = LONG_WAIT
    languages: tuple[str, ...] = LANGUAGES
    portal: str | None = None
    papers: str | None = None
    etag: str | None = None

    @property
    def catalogue(self) -> Catalogue:
        """The procedures and their fields, to be searched and leafed through."""
        return Catalogue(
            version=self.version,
            fields=self.fields,
            procedures=self.procedures,
            starter=self.starter,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """A range of minutes to wait."""

    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A ticket that was just given out.

    `ahead` is None for one that a kiosk gave out `offline`: nobody knows then who is ahead.
    `last_wait` is how many minutes the person called last in this queue had waited.
    """

    id: str
    number: str
    queue: str
    issued_at: datetime
    token: str
    url: str
    ahead: int | None
    procedure: str | None = None
    wait: Wait | None = None
    last_wait: int | None = None
    checklist: tuple[str, ...] = ()
    offline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement:
    """The matter of a served ticket to which papers are to be added."""

    queue: str
    procedure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """The ticket behind a code that is held up to a kiosk.

    A missed one may return until `return_until`, None where it has done so often enough.
    """

    id: str
    number: str
    queue: str
    issued_at: datetime
    token: str
    url: str
    state: State
    procedure: str | None = None
    purpose: Purpose | None = None
    ahead: int | None = None
    last_wait: int | None = None
    checklist: tuple[str, ...] = ()
    offline: bool = False
    priority: str = "ordinary"
    counter: int | None = None
    paper: Paper | None = None
    return_until: datetime | None = None
    supplement: Supplement | None = None

    @property
    def issued(self) -> Issued:
        """The same as when it was given out, for its paper."""
        return Issued(
            id=self.id,
            number=self.number,
            queue=self.queue,
            issued_at=self.issued_at,
            token=self.token,
            url=self.url,
            ahead=self.ahead,
            procedure=self.procedure,
            last_wait=self.last_wait,
            checklist=self.checklist,
            offline=self.offline,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskPlace:
    """What lets a kiosk give numbers out by itself.

    `kiosk` is its index, 0 to 3; `key`, in hexadecimal, signs the codes of its tickets; `address`
    stands before a code in a ticket's QR; `run` is another one at each start of the server.
    """

    site: str
    name: str
    kiosk: int
    key: str
    address: str
    run: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The last fact that was seen of a journal."""

    epoch: str
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfflineTicket:
    """A ticket that a kiosk gave out, as it is handed in."""

    id: str
    number: str
    issued_at: datetime
    last_contact: datetime
    queue: str
    procedures: tuple[str, ...] = ()
    purpose: str | None = None
    priority: str = "ordinary"
    lang: str = "vi"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """What became of an offline ticket: taken in, or the problem with it."""

    id: str
    status: int
    problem: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRow:
    """A ticket as officials see it."""

    id: str
    number: str
    queue: str
    state: str
    issued_at: datetime
    procedure: str | None = None
    short_name: str | None = None
    short_name_en: str | None = None
    purpose: str | None = None
    priority: str | None = None
    waits_from: datetime | None = None
    effective_at: datetime | None = None
    order: int | None = None
    counter: int | None = None
    for_counter: int | None = None
    calls: int = 0
    called_at: datetime | None = None
    first_called_at: datetime | None = None
    started_at: datetime | None = None
    held_since: datetime | None = None
    missed_at: datetime | None = None
    returns: int = 0
    outcome: str | None = None
    paper: str | None = None
    ahead: int | None = None
    last_wait: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """The ticket that a counter has just called."""

    id: str
    number: str
    queue: str
    counter: int
    state: str
    procedure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterRow:
    """A counter as its official sees it."""

    counter: int
    state: str
    queues: tuple[str, ...] = ()
    official: str | None = None
    ticket: str | None = None
    number: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoRow:
    """The last act at a counter that can still be taken back."""

    kind: str
    number: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules of calling that a counter works under: seconds, minutes and counts."""

    before_missed: int
    cooldown: int
    return_within: int
    undo: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterView:
    """A counter with its ticket and everyone whom it may call, in the order of calling."""

    epoch: str | int
    seq: int
    at: datetime
    counter: CounterRow
    ticket: TicketRow | None = None
    waiting: tuple[TicketRow, ...] = ()
    held: tuple[TicketRow, ...] = ()
    missed: tuple[TicketRow, ...] = ()
    undo: UndoRow | None = None
    rules: Rules | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardCounter:
    """A counter as the hall sees it."""

    counter: int
    state: str
    number: str | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardCall:
    """A call as the hall sees it; `recalled` counts its repetitions."""

    call: int
    number: str
    counter: int
    at: datetime
    recalled: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardQueue:
    """A queue as the hall sees it; `last_wait` is the wait in minutes of who was called last.

    `state` is how it stands, and `until` when that changes, None where nobody knows.
    """

    queue: str
    letter: str
    name: str
    waiting: int
    name_en: str = ""
    wait: Wait | None = None
    last_wait: int | None = None
    state: Standing = Standing.OPEN
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """What the hall display shows at one moment; `seq` names the moment."""

    epoch: str | int
    seq: int
    at: datetime
    counters: tuple[BoardCounter, ...] = ()
    calls: tuple[BoardCall, ...] = ()
    queues: tuple[BoardQueue, ...] = ()
    centre: Centre | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One event of the live stream, with the rows that it changed; `calls` None: as before."""

    seq: int
    kind: str
    at: datetime | None = None
    counters: tuple[BoardCounter, ...] = ()
    queues: tuple[BoardQueue, ...] = ()
    calls: tuple[BoardCall, ...] | None = None
    tickets: tuple[TicketRow, ...] = ()
    counter_rows: tuple[CounterRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A procedure that a phrase may mean."""

    code: str
    name: str
    short_name: str
    score: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterRow:
    """A kiosk's printer as it was told last; `silent` when that is minutes ago."""

    trouble: str | None
    paper_low: bool
    since: datetime
    reported_at: datetime
    silent: bool = False
    roll_metres: float | None = None
    target: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRow:
    """A paired device, when it was last heard, and a kiosk's printer if it has told of it."""

    name: str
    kind: str
    kiosk: int | None = None
    seen_at: datetime | None = None
    printer: PrinterRow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """What a device gets for its one-time code.

    `kiosk` is its place among the kiosks, `key` the hexadecimal key of its own ticket codes.
    """

    token: str
    name: str = ""
    scope: str = ""
    site: str = ""
    kiosk: int | None = None
    key: str | None = None
