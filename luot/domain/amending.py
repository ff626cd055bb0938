"""Putting mistakes right: the last act taken back, a record corrected."""

from datetime import datetime
from typing import assert_never

from luot.domain.acts import last_act
from luot.domain.checks import known_counter, known_procedure, known_ticket, reason_of
from luot.domain.commands import Correct, Undo
from luot.domain.errors import NothingToCorrect, NothingToUndo
from luot.domain.events import ActUndone, Event, RecordCorrected
from luot.domain.hall import Hall


def decide(hall: Hall, command: Undo | Correct, now: datetime) -> tuple[Event, ...]:
    """The events of one such command."""
    match command:
        case Undo(counter=counter):
            known_counter(hall, counter)
            act = last_act(hall, counter, now)
            if act is None:
                raise NothingToUndo(counter)
            ticket = act.ticket_after.id
            return (ActUndone(at=now, ticket=ticket, counter=counter, act=act.kind),)
        case Correct():
            return (_corrected(hall, command, now),)
        case _ as never:
            assert_never(never)


def _corrected(hall: Hall, command: Correct, now: datetime) -> RecordCorrected:
    """A finished errand's record put right; what is None stays."""
    ticket = known_ticket(hall, command.ticket)
    reason = reason_of(command.reason)
    if not 0 <= command.errand < len(ticket.errands):
        raise NothingToCorrect(ticket.number)
    errand = ticket.errands[command.errand]
    wanted = (command.procedure, command.outcome, command.dossier)
    there = (errand.procedure, errand.outcome, errand.dossier)
    changes = any(new is not None and new != old for new, old in zip(wanted, there, strict=True))
    if errand.finished_at is None or not changes:
        raise NothingToCorrect(ticket.number)
    if command.procedure is not None:
        known_procedure(hall, command.procedure)
    return RecordCorrected(
        at=now,
        ticket=ticket.id,
        errand=command.errand,
        procedure=command.procedure,
        outcome=command.outcome,
        dossier=command.dossier,
        reason=reason,
    )
