"""What the hall can say about waiting: for now, how long the person called last had waited."""

from luot.domain.hall import Hall


def last_wait_minutes(hall: Hall, queue: str) -> int | None:
    """Whole minutes that the person called last in a queue had waited, None before any call."""
    waited = hall.last_waits.get(queue)
    return None if waited is None else round(waited.total_seconds() / 60)
