"""Giving out places: at the kiosk, by staff, and from the papers of an outage."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from luot.domain import numbering, opening
from luot.domain.availability import availability
from luot.domain.checks import known_procedure, known_queue, known_ticket
from luot.domain.commands import ReconcileTicket, ReportPaper, SkipNumbers, TakeTicket
from luot.domain.discipline import after_outage, effective
from luot.domain.errors import (
    ChoiceMissing,
    HallClosed,
    LetterFull,
    NumberNotInBand,
    NumberTaken,
    PaperOfAnotherDay,
    PaperOfAnotherKiosk,
    QueueClosed,
    QueueFull,
    UnknownPriority,
)
from luot.domain.events import (
    CallWithdrawn,
    Event,
    NumbersSkipped,
    TicketIssued,
    TicketPrinted,
    TicketRenumbered,
)
from luot.domain.hall import Hall
from luot.domain.standing import Standing, turns_away
from luot.domain.ticket import Paper, Purpose, State, Ticket


def decide(
    hall: Hall, command: TakeTicket | ReconcileTicket | SkipNumbers | ReportPaper, now: datetime
) -> tuple[Event, ...]:
    """The events of one such command."""
    match command:
        case TakeTicket():
            return (_taken(hall, command, now),)
        case ReconcileTicket():
            return _reconciled(hall, command, now)
        case SkipNumbers():
            return (_skipped(hall, now),)
        case ReportPaper(ticket=ticket, outcome=outcome):
            return _reported(known_ticket(hall, ticket), outcome, now)
        case _ as never:
            assert_never(never)


def queues_for(hall: Hall, procedures: Sequence[str], queue: str | None) -> tuple[str, ...]:
    """The queue of each procedure, or the one that was named instead; a ticket begins in the first.

    Raises a Refusal unless exactly one of the two was named.
    """
    if bool(procedures) == (queue is not None):
        raise ChoiceMissing
    if queue is not None:
        return (known_queue(hall, queue),)
    return tuple(known_procedure(hall, code) for code in procedures)


def _checked_priority(hall: Hall, priority: str) -> str:
    """The priority class's code, when the centre has it."""
    if hall.rules.priority(priority) is None:
        raise UnknownPriority(priority)
    return priority


def _purpose(command: TakeTicket | ReconcileTicket) -> Purpose:
    """What the citizen comes for; without a word, a procedure is handed in and a queue asked."""
    return command.purpose or (Purpose.SUBMIT if command.procedures else Purpose.ASK)


def _taken(hall: Hall, command: TakeTicket, now: datetime) -> TicketIssued:
    """A new ticket with the next number of its letter."""
    queues = queues_for(hall, command.procedures, command.queue)
    letter = queues[0]
    priority = _checked_priority(hall, command.priority)
    if not command.staff:
        _let_in(hall, letter, priority, now)
    if command.id in hall.tickets:
        raise NumberTaken(hall.tickets[command.id].number)
    number = numbering.next_online(hall.issued.get(letter, 0))
    if number is None:
        raise LetterFull(letter)
    return TicketIssued(
        at=now,
        ticket=command.id,
        number=numbering.written(letter, number),
        queue=letter,
        procedures=command.procedures,
        queues=queues,
        purpose=_purpose(command),
        priority=priority,
        lang=command.lang,
        issued_at=now,
        waits_from=opening.waits_from(hall.rules.hours, now, hall.rules.own_hours(letter)),
        effective_at=effective(hall.rules, now, priority),
        kiosk=command.kiosk,
    )


def _let_in(hall: Hall, letter: str, priority: str, now: datetime) -> None:
    """Refuse a citizen while the hall or the queue gives no numbers."""
    if not opening.is_issuing(hall.rules.hours, now):
        raise HallClosed(opening.opens_next(hall.rules.hours, now))
    there = availability(hall, letter, now)
    known = hall.rules.priority(priority)
    if not turns_away(there.state, known.credit if known else 0):
        return
    if there.state is Standing.FULL:
        raise QueueFull(letter, there.until)
    raise QueueClosed(letter, there.until)


def _reconciled(hall: Hall, command: ReconcileTicket, now: datetime) -> tuple[Event, ...]:
    """A kiosk's paper taken in; nothing when it is known already."""
    parts = numbering.parsed(command.number)
    if parts is None or not _may_give(command.kiosk, parts[1]):
        raise NumberNotInBand(command.number, command.kiosk)
    owner = hall.numbers.get(command.number)
    if owner is not None and owner != command.id:
        raise NumberTaken(command.number)
    issued_at = after_outage(now, command.issued_at, command.last_contact)
    if issued_at.astimezone(now.tzinfo).date() != hall.day:
        raise PaperOfAnotherDay(command.number, issued_at.astimezone(now.tzinfo).date())
    known = hall.tickets.get(command.id)
    if known is not None:
        if known.kiosk != command.kiosk:
            raise PaperOfAnotherKiosk(command.number, command.kiosk)
        return _renumbered(hall, known, command.number, issued_at, now)
    known_queue(hall, parts[0])
    issued = _from_paper(hall, command, issued_at, now)
    if issued.offline or parts[1] <= hall.issued.get(parts[0], 0):
        return (issued,)
    # A number that this journal has yet to come to: its end is lost, and other papers may be out.
    return _skipped(hall, now, parts), issued


def _may_give(kiosk: int, number: int) -> bool:
    """Whether a paper of a kiosk may show a number: one of its own, or one of the server's."""
    return numbering.in_band(kiosk, number) or numbering.is_online(number)


def _skipped(hall: Hall, now: datetime, seen: tuple[str, int] = ("", 0)) -> NumbersSkipped:
    """Every letter moved on; `seen` is a number of today that the journal does not know of."""
    letters = dict.fromkeys((*(queue.letter for queue in hall.rules.queues), *hall.issued))
    last = {each: max(hall.issued.get(each, 0), seen[1] * (each == seen[0])) for each in letters}
    return NumbersSkipped(at=now, last={each: numbering.skipped(n) for each, n in last.items()})


def _from_paper(
    hall: Hall, command: ReconcileTicket, issued_at: datetime, now: datetime
) -> TicketIssued:
    """A ticket that the server does not know of, in the place it is due."""
    letter, number = command.number[0], int(command.number[1:])
    local, own = issued_at.astimezone(now.tzinfo), hall.rules.own_hours(letter)
    # A priority or procedure that the centre has dropped meanwhile must not cost the place.
    priority = command.priority if hall.rules.priority(command.priority) else "ordinary"
    queue_of = hall.catalogue.queue_of
    known = tuple((code, queue) for code in command.procedures if (queue := queue_of(code)))
    return TicketIssued(
        at=now,
        ticket=command.id,
        number=command.number,
        queue=letter,
        procedures=tuple(code for code, _ in known),
        queues=tuple(queue for _, queue in known) or (letter,),
        purpose=_purpose(command),
        priority=priority,
        lang=command.lang,
        issued_at=issued_at,
        waits_from=opening.waits_from(hall.rules.hours, local, own),
        effective_at=effective(hall.rules, issued_at, priority),
        kiosk=command.kiosk,
        offline=numbering.in_band(command.kiosk, number),
    )


def _renumbered(
    hall: Hall, ticket: Ticket, number: str, issued_at: datetime, now: datetime
) -> tuple[Event, ...]:
    """The paper wins; whoever was called by the void number could not know it."""
    if ticket.number == number:
        return ()
    renumbered = TicketRenumbered(at=now, ticket=ticket.id, number=number, voided=ticket.number)
    if issued_at < ticket.issued_at:
        letter, local = number[0], issued_at.astimezone(now.tzinfo)
        came = effective(hall.rules, issued_at, ticket.priority)
        renumbered = replace(
            renumbered,
            issued_at=issued_at,
            waits_from=opening.waits_from(hall.rules.hours, local, hall.rules.own_hours(letter)),
            effective_at=min(came, ticket.effective_at),
        )
    if ticket.counter is None or ticket.state not in {State.CALLED, State.MISSED}:
        return (renumbered,)
    back = CallWithdrawn(at=now, ticket=ticket.id, counter=ticket.counter, reason="renumbered")
    return renumbered, back


def _reported(ticket: Ticket, outcome: Paper, now: datetime) -> tuple[Event, ...]:
    """The paper's outcome; a late fence may turn held or unknown into printed, never back."""
    handed_over = {Paper.PRINTED, Paper.ON_PHONE}
    if ticket.paper == outcome or (ticket.paper in handed_over and outcome not in handed_over):
        return ()
    return (TicketPrinted(at=now, ticket=ticket.id, outcome=outcome),)
