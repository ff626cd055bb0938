"""Everything that the hall refuses.

    Refusal
    ├── NotKnown: UnknownProcedure, UnknownQueue, UnknownTicket, UnknownCounter, UnknownPriority
    ├── Closed: DayNotOpen, DayStillOpen, DayIsOver, HallClosed, LetterFull, QueueClosed, QueueFull
    ├── CounterRefuses: CounterNotOpen, CounterOccupied, CounterIsServing, CounterHasCalledTicket
    ├── TicketRefuses: TicketNotInState, RecallTooSoon, MissedTooSoon, ReturnTooLate, ReturnUsed,
    │   AlreadyRated, NothingToCorrect, PriorityUnchanged
    ├── NothingToUndo
    ├── ReasonMissing, ChoiceMissing
    └── PaperRefuses: NumberNotInBand, NumberTaken, PaperOfAnotherDay, PaperOfAnotherKiosk,
        TicketOfAnotherDay

Each has a `code` for programs and `fields` for the words; its str is English, for logs.
"""

from datetime import date, datetime
from typing import ClassVar


class Refusal(Exception):
    """The hall will not do what it was told, and nothing was changed."""

    code: ClassVar[str] = "refused"

    def __init__(self, sentence: str, **fields: object) -> None:
        super().__init__(sentence)
        self.fields = fields


class NotKnown(Refusal):
    """The command names something that this centre does not have."""


class UnknownProcedure(NotKnown):
    """No procedure has this code."""

    code = "unknown-procedure"

    def __init__(self, procedure: str) -> None:
        super().__init__(f"no procedure {procedure!r} in the catalogue", procedure=procedure)


class UnknownQueue(NotKnown):
    """No queue has this letter."""

    code = "unknown-queue"

    def __init__(self, queue: str) -> None:
        super().__init__(f"no queue {queue!r} in this centre", queue=queue)


class UnknownTicket(NotKnown):
    """No ticket of today has this id."""

    code = "unknown-ticket"

    def __init__(self, ticket: object) -> None:
        super().__init__(f"no ticket {ticket} today", ticket=str(ticket))


class UnknownCounter(NotKnown):
    """No counter has this number."""

    code = "unknown-counter"

    def __init__(self, counter: int) -> None:
        super().__init__(f"no counter {counter} in this centre", counter=counter)


class UnknownPriority(NotKnown):
    """No priority class has this code."""

    code = "unknown-priority"

    def __init__(self, priority: str) -> None:
        super().__init__(f"no priority class {priority!r} in this centre", priority=priority)


class Closed(Refusal):
    """The hall gives no places now."""


class DayNotOpen(Closed):
    """No day is open."""

    code = "day-not-open"

    def __init__(self) -> None:
        super().__init__("no day is open")


class DayStillOpen(Closed):
    """The day before was not closed."""

    code = "day-still-open"

    def __init__(self, day: object) -> None:
        super().__init__(f"the day {day} is still open", day=str(day))


class DayIsOver(Closed):
    """A closed day, or one before it, never opens again: its numbers are given out."""

    code = "day-is-over"

    def __init__(self, day: object) -> None:
        super().__init__(f"the day {day} is over", day=str(day))


class HallClosed(Closed):
    """The hall issues tickets only in opening hours; `opens_at` is local, None if unknown."""

    code = "hall-closed"

    def __init__(self, opens_at: datetime | None) -> None:
        when = _when(opens_at)
        super().__init__(f"the hall is closed, it opens {when}", opens_at=when)


class LetterFull(Closed):
    """Every number of this letter is given out for today."""

    code = "letter-full"

    def __init__(self, queue: str) -> None:
        super().__init__(f"queue {queue} has no numbers left today", queue=queue)


class QueueClosed(Closed):
    """The queue has hours of its own and is closed now; `until` is an instant, None if unknown."""

    code = "queue-closed"

    def __init__(self, queue: str, until: datetime | None) -> None:
        when = _when(until)
        super().__init__(
            f"queue {queue} is closed, it opens {when}",
            queue=queue,
            opens_at=when,
            until=until.isoformat() if until else None,
        )


class QueueFull(Closed):
    """The queue gives no more numbers today; `until` is the instant when it does again."""

    code = "queue-full"

    def __init__(self, queue: str, until: datetime | None) -> None:
        when = _when(until)
        super().__init__(
            f"queue {queue} has given its numbers for today, it opens {when}",
            queue=queue,
            opens_at=when,
            until=until.isoformat() if until else None,
        )


def _when(at: datetime | None) -> str:
    """A local time as people read it; a hyphen where it is not known."""
    return f"{at:%H:%M %d/%m/%Y}" if at else "-"


class CounterRefuses(Refusal):
    """The counter's state does not allow it."""


class CounterNotOpen(CounterRefuses):
    """The counter is closed or paused."""

    code = "counter-not-open"

    def __init__(self, counter: int) -> None:
        super().__init__(f"counter {counter} is not open", counter=counter)


class CounterOccupied(CounterRefuses):
    """Another official works there."""

    code = "counter-occupied"

    def __init__(self, counter: int, official: str) -> None:
        super().__init__(
            f"counter {counter} is taken by {official}", counter=counter, official=official
        )


class CounterIsServing(CounterRefuses):
    """A service is under way there."""

    code = "counter-is-serving"

    def __init__(self, counter: int, number: str) -> None:
        super().__init__(f"counter {counter} is serving {number}", counter=counter, number=number)


class CounterHasCalledTicket(CounterRefuses):
    """A called ticket is neither started nor missed."""

    code = "counter-has-called-ticket"

    def __init__(self, counter: int, number: str) -> None:
        super().__init__(f"counter {counter} has called {number}", counter=counter, number=number)


class TicketRefuses(Refusal):
    """The ticket's state does not allow it."""


class TicketNotInState(TicketRefuses):
    """The ticket is no longer where the command expects it."""

    code = "ticket-not-in-state"

    def __init__(self, number: str, state: str, wanted: str) -> None:
        super().__init__(
            f"ticket {number} is {state}, not {wanted}", number=number, state=state, wanted=wanted
        )


class RecallTooSoon(TicketRefuses):
    """The number was called only just now; `seconds` are left."""

    code = "recall-too-soon"

    def __init__(self, number: str, seconds: int) -> None:
        super().__init__(
            f"{number} may be called again in {seconds} s", number=number, seconds=seconds
        )


class MissedTooSoon(TicketRefuses):
    """Not yet called often enough for a no-show; `calls` are still due, `seconds` are left."""

    code = "missed-too-soon"

    def __init__(self, number: str, calls: int, seconds: int) -> None:
        super().__init__(
            f"{number} is due {calls} more calls and {seconds} s before it is missed",
            number=number,
            calls=calls,
            seconds=seconds,
        )


class ReturnTooLate(TicketRefuses):
    """The time to come back is over."""

    code = "return-too-late"

    def __init__(self, number: str, minutes: int) -> None:
        super().__init__(
            f"{number} could return for {minutes} minutes", number=number, minutes=minutes
        )


class ReturnUsed(TicketRefuses):
    """The ticket has returned as often as it may."""

    code = "return-used"

    def __init__(self, number: str, returns: int) -> None:
        super().__init__(
            f"{number} has returned {returns} times already", number=number, returns=returns
        )


class AlreadyRated(TicketRefuses):
    """One visit has one rating."""

    code = "already-rated"

    def __init__(self, number: str) -> None:
        super().__init__(f"{number} was rated already", number=number)


class NothingToCorrect(TicketRefuses):
    """The errand does not exist, is not finished, or would not change."""

    code = "nothing-to-correct"

    def __init__(self, number: str) -> None:
        super().__init__(f"nothing to correct on {number}", number=number)


class PriorityUnchanged(TicketRefuses):
    """The ticket has this priority already."""

    code = "priority-unchanged"

    def __init__(self, number: str) -> None:
        super().__init__(f"the priority of {number} stays as it is", number=number)


class NothingToUndo(Refusal):
    """No act at this counter can be taken back any more."""

    code = "nothing-to-undo"

    def __init__(self, counter: int) -> None:
        super().__init__(f"nothing to undo at counter {counter}", counter=counter)


class ReasonMissing(Refusal):
    """An act out of the ordinary needs its reason."""

    code = "reason-missing"

    def __init__(self) -> None:
        super().__init__("this needs a reason")


class ChoiceMissing(Refusal):
    """Neither a procedure nor a queue, or neither a queue nor a counter, or both, was named."""

    code = "choice-missing"

    def __init__(self) -> None:
        super().__init__("name exactly one of the two")


class PaperRefuses(Refusal):
    """A paper that was given out offline does not fit."""


class NumberNotInBand(PaperRefuses):
    """The number is not one that this kiosk may give out by itself."""

    code = "number-not-in-band"

    def __init__(self, number: str, kiosk: int) -> None:
        super().__init__(
            f"{number} is not in the band of kiosk {kiosk}", number=number, kiosk=kiosk
        )


class NumberTaken(PaperRefuses):
    """Another ticket of today has this number."""

    code = "number-taken"

    def __init__(self, number: str) -> None:
        super().__init__(f"{number} belongs to another ticket", number=number)


class PaperOfAnotherDay(PaperRefuses):
    """The paper was given out on another local day; it is dead."""

    code = "paper-of-another-day"

    def __init__(self, number: str, day: date) -> None:
        super().__init__(f"{number} was given out on {day}", number=number, day=f"{day:%d/%m/%Y}")


class PaperOfAnotherKiosk(PaperRefuses):
    """The ticket with this id was taken at another kiosk, or at a counter."""

    code = "paper-of-another-kiosk"

    def __init__(self, number: str, kiosk: int) -> None:
        super().__init__(f"{number} is not a paper of kiosk {kiosk}", number=number, kiosk=kiosk)


class TicketOfAnotherDay(PaperRefuses):
    """The id belongs to a ticket of a day that is over, which stays as it is."""

    code = "ticket-of-another-day"

    def __init__(self, day: date) -> None:
        super().__init__(f"the id belongs to a ticket of {day}", day=f"{day:%d/%m/%Y}")
