"""Stretches of service and of hold: how they end."""

from dataclasses import replace
from datetime import datetime

from luot.domain.ticket import EndSource, Errand, Ticket


def with_errand(ticket: Ticket, errand: Errand) -> Ticket:
    """The ticket with its present errand replaced."""
    at = ticket.errand
    return replace(ticket, errands=(*ticket.errands[:at], errand, *ticket.errands[at + 1 :]))


def stopped(ticket: Ticket, at: datetime, source: EndSource) -> Ticket:
    """The ticket with its running stretch, if any, ended."""
    stretches = ticket.current.stretches
    if not stretches or stretches[-1].ended_at is not None:
        return ticket
    ended = replace(stretches[-1], ended_at=at, end_source=source)
    return with_errand(ticket, replace(ticket.current, stretches=(*stretches[:-1], ended)))


def unheld(ticket: Ticket, at: datetime) -> Ticket:
    """The ticket with its running hold, if any, ended."""
    if not ticket.holds or ticket.holds[-1].ended_at is not None:
        return ticket
    ended = replace(ticket.holds[-1], ended_at=at)
    return replace(ticket, holds=(*ticket.holds[:-1], ended))
