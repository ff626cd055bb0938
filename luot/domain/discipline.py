"""The order of calling: earliest effective time first.

A ticket's effective time is its issue time less the credit of its priority class. Nobody who
comes more than the largest credit later is called before you by the same counters.
"""

from datetime import datetime, timedelta

from luot.domain.rules import Rules
from luot.domain.ticket import Ticket


def effective(rules: Rules, base: datetime, priority: str) -> datetime:
    """When a ticket of this class counts as having come."""
    known = rules.priority(priority)
    return base - timedelta(minutes=known.credit if known else 0)


def after_return(rules: Rules, ticket: Ticket, now: datetime) -> datetime:
    """The effective time of someone who missed the call: never better than before."""
    credited = now - timedelta(minutes=rules.calls.return_credit)
    return max(ticket.effective_at, credited)


def after_outage(now: datetime, issued_at: datetime, last_contact: datetime) -> datetime:
    """When an offline ticket counts as issued.

    A wrong clock can move a ticket only inside its own outage: between the kiosk's last contact
    before the issue and now.
    """
    return min(max(issued_at, last_contact), now)
