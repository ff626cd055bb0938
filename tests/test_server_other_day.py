"""An id belongs to one ticket of one day: what happened yesterday is never written over."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from luot.domain.commands import Command, ReconcileTicket, TakeTicket
from luot.domain.errors import NumberTaken, TicketOfAnotherDay
from server import tables
from tests.desks import Rig
from tests.halls import DAY


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    with Rig(tmp_path) as rig:
        yield rig


def paper(rig: Rig, ticket: UUID) -> ReconcileTicket:
    now = rig.clock.now
    return ReconcileTicket(
        id=ticket, kiosk=0, number="A900", issued_at=now, last_contact=now, queue="A"
    )


@pytest.mark.parametrize("again", ["take", "paper"])
def test_an_id_of_yesterday_is_refused_and_yesterday_stays(rig: Rig, again: str) -> None:
    ticket = rig.take()
    rig.clock.wait(hours=24)
    rig.desk.tick().result()
    before = rig.rows("ticket")
    command: Command = TakeTicket(id=ticket, queue="C") if again == "take" else paper(rig, ticket)
    with pytest.raises(TicketOfAnotherDay) as refused:
        rig.do(command, key=str(ticket).upper())
    assert (refused.value.code, refused.value.fields) == (
        "ticket-of-another-day",
        {"day": "23/11/2026"},
    )
    assert rig.rows("ticket") == before
    tables.rebuild(rig.store)
    assert rig.rows("ticket") == before


def test_an_order_that_turns_the_day_itself_is_refused_too(rig: Rig) -> None:
    ticket = rig.take()
    rig.clock.wait(hours=24)
    with pytest.raises(TicketOfAnotherDay):
        rig.do(paper(rig, ticket))
    assert rig.hall.day == DAY + timedelta(days=1)
    assert not rig.hall.tickets


def test_a_retry_of_yesterday_gets_its_old_answer(rig: Rig) -> None:
    command = TakeTicket(id=uuid4(), queue="A")
    first = rig.do(command, key="k1")
    rig.clock.wait(hours=24)
    assert rig.do(command, key="k1") == first
    assert not rig.hall.tickets


def test_an_id_of_today_is_known_as_before(rig: Rig) -> None:
    ticket = uuid4()
    rig.do(TakeTicket(id=ticket, queue="A", kiosk=0))
    with pytest.raises(NumberTaken):
        rig.do(TakeTicket(id=ticket, queue="C"), key="another")
    rig.do(paper(rig, ticket))
    assert rig.hall.tickets[ticket].number == "A900"
