"""What is answered to an order that the hall carried out; kept for retries word by word."""

from uuid import UUID

import msgspec

from luot import words
from luot.domain.commands import (
    CallNext,
    CallTicket,
    Cancel,
    ChangeRules,
    CloseCounter,
    CloseDay,
    Command,
    Correct,
    FinishService,
    GrantPriority,
    Hold,
    MarkMissed,
    OpenCounter,
    OpenDay,
    PauseCounter,
    Rate,
    Recall,
    ReconcileTicket,
    ReportPaper,
    Resume,
    Return,
    SetProcedure,
    SkipNumbers,
    StartService,
    TakeTicket,
    Transfer,
    Undo,
    WithdrawPriority,
)
from luot.domain.estimate import last_wait_minutes
from luot.domain.events import Event, TicketCalled
from luot.domain.hall import Hall
from luot.domain.ticket import State, Ticket
from luot.messages import instant
from server.orders import Reply
from server.rows import counter_line, ticket_row
from server.tokens import Codes

OK = 200
CREATED = 201
NOTHING = Reply(status=204, body=b"")

_encode = msgspec.json.Encoder().encode


class Wait(msgspec.Struct, frozen=True):
    """A range of minutes."""

    low: int
    high: int


class Issued(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket as the citizen gets it."""

    id: UUID
    number: str
    queue: str
    procedure: str | None
    issued_at: str
    token: str
    url: str
    ahead: int
    wait: Wait | None
    last_wait: int | None
    checklist: tuple[str, ...]


class Called(msgspec.Struct, frozen=True, kw_only=True):
    """The ticket that a counter has just called."""

    id: UUID
    number: str
    queue: str
    procedure: str | None
    counter: int
    state: State


class Rated(msgspec.Struct, frozen=True, kw_only=True):
    """A rating that was taken in."""

    number: str
    score: int


def checklist(hall: Hall, ticket: Ticket, lang: str) -> tuple[str, ...]:
    """The papers to bring for every matter of a ticket, each named once."""
    by_code, english = hall.catalogue.by_code, words.load(lang).english
    found: dict[str, None] = {}
    for errand in ticket.errands:
        procedure = by_code.get(errand.procedure or "")
        if procedure is not None:
            papers = procedure.documents_en if english else procedure.documents
            found |= dict.fromkeys(papers or procedure.documents)
    return tuple(found)


class Answers:
    """Writes the replies of one centre; `address` tells the URL that phones reach it by."""

    def __init__(self, codes: Codes, address: str) -> None:
        self._codes = codes
        self._address = address

    def __call__(self, command: Command, events: tuple[Event, ...], hall: Hall) -> Reply:
        """The reply to a command, after its events, in the hall that they left."""
        match command:
            case TakeTicket(id=ticket):
                return Reply(status=CREATED, body=_encode(self._issued(hall, hall.tickets[ticket])))
            case CallNext():
                return _called(events, hall)
            case OpenCounter(counter=counter) | PauseCounter(counter=counter):
                return _counter(hall, counter)
            case CloseCounter(counter=counter) | Undo(counter=counter):
                return _counter(hall, counter)
            case Rate(ticket=ticket, score=score):
                rated = Rated(number=hall.tickets[ticket].number, score=score)
                return Reply(status=CREATED, body=_encode(rated))
            case ReconcileTicket(id=ticket):
                return _ticket(hall, ticket)
            case OpenDay() | CloseDay() | ChangeRules() | SkipNumbers():
                return NOTHING
            case _:
                return _ticket(hall, _ticket_of(command))

    def _issued(self, hall: Hall, ticket: Ticket) -> Issued:
        """A ticket as the citizen gets it."""
        token = self._codes.code(ticket)
        return Issued(
            id=ticket.id,
            number=ticket.number,
            queue=ticket.queue,
            procedure=ticket.procedure,
            issued_at=instant(ticket.issued_at),
            token=token,
            url=f"{self._address}/T/{token}".upper(),
            ahead=hall.ahead(ticket),
            wait=None,
            last_wait=last_wait_minutes(hall, ticket.queue),
            checklist=checklist(hall, ticket, ticket.lang),
        )


def _ticket_of(
    command: ReportPaper
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
    | Correct,
) -> UUID:
    """The ticket that an order is about."""
    return command.ticket


def _ticket(hall: Hall, ticket: UUID) -> Reply:
    """A ticket's row."""
    return Reply(status=OK, body=_encode(ticket_row(hall, hall.tickets[ticket])))


def _counter(hall: Hall, counter: int) -> Reply:
    """A counter's row."""
    return Reply(status=OK, body=_encode(counter_line(hall, hall.counters[counter])))


def _called(events: tuple[Event, ...], hall: Hall) -> Reply:
    """The ticket that was called, or nothing when nobody waits."""
    called = next((each for each in events if isinstance(each, TicketCalled)), None)
    if called is None:
        return NOTHING
    ticket = hall.tickets[called.ticket]
    answer = Called(
        id=ticket.id,
        number=ticket.number,
        queue=ticket.queue,
        procedure=ticket.procedure,
        counter=called.counter,
        state=ticket.state,
    )
    return Reply(status=OK, body=_encode(answer))
