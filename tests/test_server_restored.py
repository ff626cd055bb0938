"""A server that was restored from a copy: no number twice, and nobody's place is lost."""

import shutil
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from luot.domain.commands import ReconcileTicket, SkipNumbers, TakeTicket
from luot.domain.errors import NumberNotInBand, NumberTaken
from luot.domain.events import NumbersSkipped, TicketIssued
from luot.domain.hall import Hall
from luot.domain.numbering import LOST_AT_MOST, next_online, skipped
from luot.domain.ticket import Ticket
from server.store import DATABASE, Store
from server.tables import rebuild
from tests.desks import SITE, Rig, TickingClock
from tests.halls import Centre
from tests.servers import Server, problem


def stub(ticket: Ticket, number: str | None = None, kiosk: int = 0) -> ReconcileTicket:
    """What the kiosk kept of a ticket that the server gave out."""
    return ReconcileTicket(
        id=ticket.id,
        kiosk=kiosk,
        number=number or ticket.number,
        issued_at=ticket.issued_at,
        last_contact=ticket.issued_at,
        procedures=("1.001193",),
        queue="A",
        lang=ticket.lang,
    )


def give(rig: Rig) -> Ticket:
    """A ticket from kiosk 0."""
    id_ = uuid4()
    rig.do(TakeTicket(id=id_, queue="A", kiosk=0), key=str(id_))
    return rig.hall.tickets[id_]


def restore(data: Path, copy: Path, epoch: str | None) -> None:
    """Put a copy back, by the book with a new epoch."""
    shutil.copyfile(copy, data / DATABASE)
    for side in ("-wal", "-shm"):
        (data / f"{DATABASE}{side}").unlink(missing_ok=True)
    if epoch is not None:
        store = Store.open(data, SITE)
        store.note("epoch", epoch)
        store.close()


def lost(tmp_path: Path, epoch: str | None, clock: TickingClock) -> Ticket:
    """A ticket that is on paper and in no journal: its day's first is, it came after the copy."""
    with Rig(tmp_path / "data", clock=clock) as rig:
        give(rig)
        copy = tmp_path / "copy"
        rig.store.connection.execute("VACUUM INTO ?", (str(copy),))
        clock.wait(minutes=5)
        ticket = give(rig)
    restore(tmp_path / "data", copy, epoch)
    clock.wait(minutes=5)
    return ticket


def numbers(hall: Hall) -> list[str]:
    return [ticket.number for ticket in hall.tickets.values()]


def test_a_restored_hall_gives_no_number_that_may_be_on_paper(tmp_path: Path) -> None:
    clock = TickingClock()
    lost(tmp_path, "new", clock)
    with Rig(tmp_path / "data", clock=clock) as rig:
        assert give(rig).number == "A2000"
        assert [type(each.event) for each in rig.told] == [NumbersSkipped, TicketIssued]
    with Rig(tmp_path / "data", clock=clock) as rig:
        assert give(rig).number == "A2001"


def test_a_copy_of_yesterday_skips_too(tmp_path: Path) -> None:
    clock = TickingClock()
    lost(tmp_path, "new", clock)
    clock.wait(hours=24)
    with Rig(tmp_path / "data", clock=clock) as rig:
        assert give(rig).number == "A2000"


def test_a_ticket_that_the_copy_does_not_know_is_taken_in_where_it_belongs(tmp_path: Path) -> None:
    clock = TickingClock()
    ticket = lost(tmp_path, "new", clock)
    with Rig(tmp_path / "data", clock=clock) as rig:
        later = give(rig)
        rig.do(stub(ticket))
        rig.do(stub(ticket))
        found = rig.hall.tickets[ticket.id]
        assert (found.number, found.issued_at, found.effective_at, found.offline) == (
            "A002",
            ticket.issued_at,
            ticket.effective_at,
            False,
        )
        line = [place.ticket for place in rig.hall.lines["A"]]
        assert line.index(ticket.id) < line.index(later.id)
        assert give(rig).number == "A2001"
        before = rig.rows("ticket")
        rebuild(rig.store)
        assert rig.rows("ticket") == before


def test_files_that_were_only_copied_back_are_found_out_by_the_first_stub(tmp_path: Path) -> None:
    clock = TickingClock()
    ticket = lost(tmp_path, None, clock)
    with Rig(tmp_path / "data", clock=clock) as rig:
        rig.do(stub(ticket))
        assert [type(each.event) for each in rig.told] == [NumbersSkipped, TicketIssued]
        assert numbers(rig.hall) == ["A001", "A002"]
        assert give(rig).number == "A2000"


def test_a_hall_that_was_not_restored_skips_nothing(tmp_path: Path) -> None:
    with Rig(tmp_path) as rig:
        first = give(rig)
        rig.do(stub(first))
    with Rig(tmp_path) as rig:
        assert give(rig).number == "A002"
        assert rig.told[0].event == rig.told[-1].event


def test_a_number_that_someone_else_has_is_not_taken_in() -> None:
    centre = Centre()
    ticket = centre.ticket(centre.take())
    with pytest.raises(NumberTaken):
        centre.do(stub(replace(ticket, id=UUID(int=9))))


@pytest.mark.parametrize("number", ["A925", "A9000", "A000", "A9999"])
def test_a_number_of_nobody_s_is_still_refused(number: str) -> None:
    centre = Centre()
    ticket = centre.ticket(centre.take())
    with pytest.raises(NumberNotInBand):
        centre.do(stub(ticket, number, kiosk=1 if number == "A9000" else 0))


def test_an_administrator_s_order_moves_every_letter_on() -> None:
    centre = Centre()
    centre.take()
    (event,) = centre.do(SkipNumbers())
    assert event == NumbersSkipped(at=centre.now, last=dict.fromkeys("ACE", 1999))
    assert centre.ticket(centre.take()).number == "A2000"
    assert centre.ticket(centre.take("C")).number == "C2000"


@pytest.mark.parametrize("last", [0, 12, 400, 899, 1000, 2000, 5321, 8999])
def test_numbers_are_skipped_by_more_than_a_day_s_worth(last: int) -> None:
    number, reached = next_online(skipped(last)), last
    for _ in range(1500):
        reached = next_online(reached) or 9000
    assert number is None or number > reached
    assert number is None or number % 500 == 0
    assert LOST_AT_MOST == 1600


def test_only_an_administrator_skips_numbers(server: Server) -> None:
    assert problem(server.post("/numbers/skip", by="manager")) == (403, "not-allowed")
    assert server.post("/numbers/skip", by="admin").status_code == 204
    assert server.take()["number"] == "A2000"


def test_a_code_that_a_kiosk_has_yet_to_hand_in_is_told_apart(server: Server) -> None:
    day = server.take()["token"].rpartition("-")[2]
    for code, told in (
        (f"K1-000000000000-{day}", "code-awaited"),
        (f"S0-000000000000-{day}", "code-unknown"),
        ("K1-000000000000-0001", "code-unknown"),
    ):
        assert problem(server.get("/tickets/status", by=None, token=code)) == (404, told)
