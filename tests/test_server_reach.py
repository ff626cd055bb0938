"""Officials act at counters that nobody else has opened: decided in turn with the orders."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from luot.domain.commands import (
    CallNext,
    CallTicket,
    CloseCounter,
    Command,
    FinishService,
    Hold,
    OpenCounter,
    PauseCounter,
    Recall,
    Resume,
    StartService,
    TakeTicket,
    Transfer,
    Undo,
)
from luot.domain.ticket import Outcome, State
from server.actor import Role
from server.orders import NotYourCounter, Order, Reply
from tests.desks import Rig
from tests.servers import Server, office, problem

LAN, BINH = "lan", "binh"


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    with Rig(tmp_path) as rig:
        yield rig


def as_official(rig: Rig, who: str, command: Command, key: str | None = None) -> Reply:
    order = Order(command=command, key=key or str(uuid4()), actor=who, official=who)
    return rig.desk.submit(order).result(timeout=10)


def called_at_1(rig: Rig) -> UUID:
    """A ticket that Lan has called to counter 1."""
    as_official(rig, LAN, OpenCounter(counter=1, official=LAN))
    ticket = rig.take()
    as_official(rig, LAN, CallNext(counter=1))
    return ticket


def held_at_1(rig: Rig) -> UUID:
    """A ticket that Lan has parked at counter 1."""
    ticket = called_at_1(rig)
    as_official(rig, LAN, StartService(ticket=ticket))
    as_official(rig, LAN, Hold(ticket=ticket))
    return ticket


@pytest.mark.parametrize("act", [CallNext, PauseCounter, CloseCounter, Undo])
def test_nobody_acts_at_the_counter_of_another(rig: Rig, act: type[CallNext]) -> None:
    called_at_1(rig)
    before = rig.desk.present
    with pytest.raises(NotYourCounter) as refused:
        as_official(rig, BINH, act(counter=1))
    assert refused.value.fields == {"counter": 1}
    assert rig.desk.present == before


def test_nobody_touches_a_ticket_at_the_counter_of_another(rig: Rig) -> None:
    ticket = called_at_1(rig)
    for act in (Recall(ticket=ticket), StartService(ticket=ticket)):
        with pytest.raises(NotYourCounter):
            as_official(rig, BINH, act)
    as_official(rig, LAN, StartService(ticket=ticket))
    for later in (FinishService(ticket=ticket, outcome=Outcome.OTHER), Hold(ticket=ticket)):
        with pytest.raises(NotYourCounter):
            as_official(rig, BINH, later)
    assert rig.hall.tickets[ticket].state is State.SERVING


@pytest.mark.parametrize("counter", [None, 1])
def test_a_parked_ticket_goes_on_at_no_counter_of_another(rig: Rig, counter: int | None) -> None:
    ticket = held_at_1(rig)
    with pytest.raises(NotYourCounter):
        as_official(rig, BINH, Resume(ticket=ticket, counter=counter))
    as_official(rig, BINH, OpenCounter(counter=2, official=BINH))
    as_official(rig, BINH, Resume(ticket=ticket, counter=2))
    assert rig.hall.counters[2].ticket == ticket


def test_a_call_out_of_turn_goes_to_no_counter_of_another(rig: Rig) -> None:
    as_official(rig, LAN, OpenCounter(counter=1, official=LAN))
    ticket = rig.take()
    with pytest.raises(NotYourCounter):
        as_official(rig, BINH, CallTicket(ticket=ticket, counter=1, reason="x"))


def test_a_ticket_may_be_sent_to_the_counter_of_another(rig: Rig) -> None:
    as_official(rig, BINH, OpenCounter(counter=2, official=BINH))
    ticket = called_at_1(rig)
    as_official(rig, LAN, StartService(ticket=ticket))
    as_official(rig, LAN, Transfer(ticket=ticket, counter=2, reason="x"))
    assert rig.hall.tickets[ticket].for_counter == 2


def test_who_is_no_official_of_a_counter_acts_everywhere(rig: Rig) -> None:
    ticket = called_at_1(rig)
    rig.do(StartService(ticket=ticket), actor="the manager")
    assert rig.hall.tickets[ticket].state is State.SERVING


def test_an_open_that_comes_first_keeps_the_other_out(tmp_path: Path) -> None:
    rig = Rig(tmp_path)
    ticket = TakeTicket(id=uuid4(), queue="A")
    opens = OpenCounter(counter=3, official=BINH)
    orders = [
        Order(command=ticket, key="take", actor="kiosk"),
        Order(command=opens, key="open", actor=BINH, official=BINH),
        Order(command=CallNext(counter=3), key="next", actor=LAN, official=LAN),
    ]
    took, opened, reached = (rig.desk.submit(order) for order in orders)
    with rig:
        assert (took.result().status, opened.result().status) == (200, 200)
        with pytest.raises(NotYourCounter):
            reached.result()


def test_a_retry_gets_its_reply_although_the_counter_is_another_s_by_now(rig: Rig) -> None:
    called_at_1(rig)
    first = as_official(rig, LAN, Undo(counter=1), key="undo")
    as_official(rig, LAN, CloseCounter(counter=1))
    as_official(rig, BINH, OpenCounter(counter=1, official=BINH))
    assert as_official(rig, LAN, Undo(counter=1), key="undo") == first
    with pytest.raises(NotYourCounter):
        as_official(rig, LAN, Undo(counter=1), key="another")


def test_over_the_wire_it_is_forbidden_and_names_the_counter(server: Server) -> None:
    with office(server) as accounts:
        for name in (LAN, BINH):
            server.tokens[name] = accounts.keys.issue_for_program(name, Role.OFFICIAL)
    server.take("K")
    server.post("/counters/1/open", {"queues": ["K"]}, by=LAN)
    called = server.post("/counters/1/next", by=LAN, key="next")
    where = f"/tickets/{called.json()['id']}"
    server.post(f"{where}/start", by=LAN)
    server.post(f"{where}/hold", by=LAN)
    refused = server.post(f"{where}/resume", by=BINH)
    assert (*problem(refused), refused.json()["counter"]) == (403, "not-your-counter", 1)
    server.post("/counters/1/close", by=LAN)
    server.post("/counters/1/open", by=BINH)
    again = server.post("/counters/1/next", by=LAN, key="next")
    assert (again.status_code, again.json()) == (200, called.json())
    assert server.post(f"{where}/resume", by="manager").status_code == 200
