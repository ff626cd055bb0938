"""What each order does to a ticket in each state: the table in docs/ is made from these answers."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from luot.domain.commands import (
    CallTicket,
    Cancel,
    Command,
    Correct,
    FinishService,
    GrantPriority,
    Hold,
    MarkMissed,
    Rate,
    Recall,
    ReportPaper,
    Resume,
    Return,
    SetProcedure,
    StartService,
    Transfer,
    WithdrawPriority,
)
from luot.domain.decide import decide
from luot.domain.errors import Refusal
from luot.domain.ticket import Outcome, Paper, State
from tests.halls import COPY, Centre

PAGE = Path(__file__).parent.parent / "docs" / "ticket-states.md"

ORDERS: dict[str, Callable[[UUID], Command]] = {
    "ReportPaper": lambda t: ReportPaper(ticket=t, outcome=Paper.PRINTED),
    "CallTicket": lambda t: CallTicket(counter=2, ticket=t, reason="x"),
    "Recall": lambda t: Recall(ticket=t),
    "StartService": lambda t: StartService(ticket=t),
    "SetProcedure": lambda t: SetProcedure(ticket=t, procedure=COPY),
    "FinishService": lambda t: FinishService(ticket=t, outcome=Outcome.ACCEPTED),
    "Hold": lambda t: Hold(ticket=t),
    "Resume": lambda t: Resume(ticket=t),
    "Transfer": lambda t: Transfer(ticket=t, queue="E", reason="x"),
    "MarkMissed": lambda t: MarkMissed(ticket=t),
    "Return": lambda t: Return(ticket=t),
    "Cancel": lambda t: Cancel(ticket=t, reason="x"),
    "GrantPriority": lambda t: GrantPriority(ticket=t, priority="priority", reason="x"),
    "WithdrawPriority": lambda t: WithdrawPriority(ticket=t, reason="x"),
    "Correct": lambda t: Correct(ticket=t, outcome=Outcome.REFUSED, reason="x"),
    "Rate": lambda t: Rate(ticket=t, score=5),
}


def brought_to(state: State) -> tuple[Centre, UUID]:
    """A centre with one ticket in this state."""
    centre = Centre()
    centre.open(1, 2)
    id_ = centre.take()
    way: dict[State, list[Command]] = {
        State.HELD: [StartService(ticket=id_), Hold(ticket=id_)],
        State.SERVING: [StartService(ticket=id_)],
        State.SERVED: [
            StartService(ticket=id_),
            FinishService(ticket=id_, outcome=Outcome.ACCEPTED),
        ],
        State.MISSED: [Recall(ticket=id_), MarkMissed(ticket=id_)],
        State.CANCELLED: [Cancel(ticket=id_, reason="x")],
    }
    if state not in {State.WAITING, State.CANCELLED}:
        centre.call()
    for command in way.get(state, []):
        centre.wait(seconds=15)
        centre.do(command)
    if state is State.CALLED:  # called twice, long enough ago: a no-show is due
        centre.wait(seconds=15)
        centre.do(Recall(ticket=id_))
    centre.wait(seconds=15)
    assert centre.ticket(id_).state is state
    return centre, id_


def answer(state: State, order: str) -> str:
    """The events, or the refusal, of an order to a ticket in a state."""
    centre, id_ = brought_to(state)
    try:
        events = decide(centre.hall, ORDERS[order](id_), centre.now)
    except Refusal as refusal:
        return f"*{refusal.code}*"
    return ", ".join(type(event).__name__ for event in events) or "nothing"


def table() -> str:
    """The whole table in Markdown."""
    head = "| order | " + " | ".join(State) + " |"
    rule = "|---|" + "---|" * len(State)
    rows = [
        f"| {order} | " + " | ".join(answer(state, order) for state in State) + " |"
        for order in ORDERS
    ]
    return "\n".join([head, rule, *rows])


def test_the_page_has_the_table_that_the_hall_answers() -> None:
    assert table() in PAGE.read_text(encoding="utf-8"), (
        "run: python -m tests.test_domain_states > docs/ticket-states.md"
    )


if __name__ == "__main__":
    print(  # noqa: T201
        "# Ticket states\n\n"
        "What each order does to a ticket in each state: events, or in italics the code of the\n"
        "refusal. Made from the hall's own answers by `python -m tests.test_domain_states`.\n\n"
        + table()
    )
