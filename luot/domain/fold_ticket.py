"""What events that concern a ticket alone make of the hall."""

from dataclasses import replace
from typing import assert_never

from luot.domain.events import (
    PriorityGranted,
    PriorityWithdrawn,
    RecordCorrected,
    TicketCancelled,
    TicketIssued,
    TicketPrinted,
    TicketRated,
    TicketRenumbered,
    TicketReturned,
)
from luot.domain.hall import Hall, with_entry
from luot.domain.numbering import ONLINE, parsed
from luot.domain.spans import unheld
from luot.domain.ticket import Errand, Rating, State, Ticket

TicketEvent = (
    TicketIssued
    | TicketRenumbered
    | TicketPrinted
    | TicketReturned
    | TicketCancelled
    | PriorityGranted
    | PriorityWithdrawn
    | TicketRated
    | RecordCorrected
)


def apply(hall: Hall, event: TicketEvent) -> Hall:
    """The hall after one such event."""
    if isinstance(event, TicketIssued):
        return _issued(hall, event)
    if isinstance(event, TicketRenumbered):
        return _renumbered(hall, event)
    return hall.with_ticket(_changed(hall.tickets[event.ticket], event))


def _changed(
    ticket: Ticket,
    event: TicketPrinted
    | TicketReturned
    | TicketCancelled
    | PriorityGranted
    | PriorityWithdrawn
    | TicketRated
    | RecordCorrected,
) -> Ticket:
    """The ticket after one event of its own."""
    match event:
        case TicketPrinted(outcome=outcome):
            return replace(ticket, paper=outcome)
        case TicketReturned(effective_at=effective_at):
            return replace(
                ticket,
                state=State.WAITING,
                base_at=max(ticket.base_at, effective_at),
                effective_at=effective_at,
                returns=ticket.returns + 1,
                counter=None,
                for_counter=None,
                calls=0,
            )
        case TicketCancelled(at=at):
            ended = unheld(ticket, at)
            return replace(ended, state=State.CANCELLED, ended_at=at, counter=None)
        case PriorityGranted(priority=priority, effective_at=effective_at):
            return replace(ticket, priority=priority, effective_at=effective_at)
        case PriorityWithdrawn(effective_at=effective_at):
            return replace(ticket, priority="ordinary", effective_at=effective_at)
        case TicketRated(score=score, reasons=reasons, text=text):
            return replace(ticket, rating=Rating(score=score, reasons=reasons, text=text))
        case RecordCorrected():
            return _corrected(ticket, event)
        case _ as never:
            assert_never(never)


def _corrected(ticket: Ticket, event: RecordCorrected) -> Ticket:
    """The ticket with one errand's record put right."""
    errand = ticket.errands[event.errand]
    right = replace(
        errand,
        procedure=event.procedure or errand.procedure,
        outcome=event.outcome or errand.outcome,
        dossier=errand.dossier if event.dossier is None else event.dossier or None,
    )
    errands = (*ticket.errands[: event.errand], right, *ticket.errands[event.errand + 1 :])
    return replace(ticket, errands=errands)


def _issued(hall: Hall, event: TicketIssued) -> Hall:
    """The hall with one more ticket."""
    errands = tuple(
        Errand(procedure=code, queue=queue, purpose=event.purpose)
        for code, queue in zip(event.procedures or (None,), event.queues, strict=True)
    )
    ticket = Ticket(
        id=event.ticket,
        number=event.number,
        day=hall.day or event.issued_at.date(),
        queue=event.queue,
        issued_at=event.issued_at,
        waits_from=event.waits_from,
        base_at=event.issued_at,
        effective_at=event.effective_at,
        order=len(hall.tickets),
        priority=event.priority,
        lang=event.lang,
        errands=errands,
        kiosk=event.kiosk,
        offline=event.offline,
    )
    issued = hall.issued if event.offline else _counted(hall, event.number)
    numbers = with_entry(hall.numbers, event.number, event.ticket)
    letter = event.number[:1]
    given = with_entry(hall.given, letter, hall.given.get(letter, 0) + 1)
    return replace(hall.with_ticket(ticket), numbers=numbers, issued=issued, given=given)


def _counted(hall: Hall, number: str) -> dict[str, int]:
    """The last online number of each letter, this one included; a late one takes none back."""
    letter, value = parsed(number) or (number[:1], ONLINE[0].start)
    return {**hall.issued, letter: max(value, hall.issued.get(letter, 0))}


def _renumbered(hall: Hall, event: TicketRenumbered) -> Hall:
    """The hall with the paper's number; the void one is never given out again."""
    ticket = hall.tickets[event.ticket]
    void = (*ticket.void_numbers, event.voided)
    renumbered = replace(ticket, number=event.number, void_numbers=void, offline=True)
    if event.issued_at and event.waits_from and event.effective_at:
        renumbered = replace(
            renumbered,
            issued_at=event.issued_at,
            waits_from=event.waits_from,
            base_at=event.issued_at,
            effective_at=event.effective_at,
        )
    if ticket.state in {State.CALLED, State.MISSED}:
        # A call of the void number was none: nobody could know that it was meant for them.
        renumbered = replace(renumbered, first_called_at=None, missed_at=None)
    numbers = with_entry(hall.numbers, event.number, event.ticket)
    return replace(hall.with_ticket(renumbered), numbers=numbers)
