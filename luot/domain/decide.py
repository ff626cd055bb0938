"""What the hall answers to an order: events, or a refusal that changes nothing."""

from datetime import datetime
from typing import assert_never

from luot.domain import amending, calling, counters, days, issuing, places, serving
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
from luot.domain.errors import DayNotOpen
from luot.domain.events import Event
from luot.domain.hall import Hall


def decide(hall: Hall, command: Command, now: datetime) -> tuple[Event, ...]:
    """The events that a command causes at local time `now`; raises a Refusal.

    No events at all means that the hall is already as the command wants it.
    """
    match command:
        case OpenDay() | CloseDay() | ChangeRules():
            return days.decide(hall, command, now)
        case _ if not hall.open:
            raise DayNotOpen
        case TakeTicket() | ReconcileTicket() | ReportPaper() | SkipNumbers():
            return issuing.decide(hall, command, now)
        case CallNext() | CallTicket() | Recall() | MarkMissed():
            return calling.decide(hall, command, now)
        case StartService() | SetProcedure() | FinishService() | Hold() | Resume() | Transfer():
            return serving.decide(hall, command, now)
        case Return() | Cancel() | GrantPriority() | WithdrawPriority() | Rate():
            return places.decide(hall, command, now)
        case Undo() | Correct():
            return amending.decide(hall, command, now)
        case OpenCounter() | PauseCounter() | CloseCounter():
            return counters.decide(hall, command, now)
        case _ as never:
            assert_never(never)
