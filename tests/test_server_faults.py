"""A fault of ours costs one order: the others are served, the log has the fault, nobody else."""

from pathlib import Path
from uuid import uuid4

import pytest

from luot.domain.commands import Command, TakeTicket
from luot.domain.events import Event
from luot.domain.hall import Hall
from server import journal
from server.orders import Happening, Order, Reply
from tests.desks import Rig


def ticket(queue: str) -> Order:
    id_ = uuid4()
    return Order(command=TakeTicket(id=id_, queue=queue), key=str(id_), actor="test")


class FaultyRig(Rig):
    """Has a fault of ours: it cannot answer who waits for land papers."""

    def answer(self, command: Command, events: tuple[Event, ...], hall: Hall) -> Reply:
        if isinstance(command, TakeTicket) and command.queue == "E":
            raise LookupError("land")
        return super().answer(command, events, hall)


def test_a_fault_in_an_order_is_in_the_log_and_is_no_illness_of_the_desk(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with FaultyRig(tmp_path) as rig:
        with pytest.raises(LookupError, match="land"):
            rig.desk.submit(ticket("E")).result(timeout=10)
        assert rig.desk.health.failing is None
        rig.take()
        assert rig.hall.numbers.keys() == {"A001"}
        assert [each.seq for each in rig.told] == [1, 2]
    (logged,) = (each for each in caplog.records if each.exc_info)
    assert (logged.levelname, logged.exc_info and logged.exc_info[0]) == ("ERROR", LookupError)


def test_a_row_that_does_not_fit_costs_the_order_that_it_is_from(tmp_path: Path) -> None:
    rig = Rig(tmp_path)
    futures = [rig.desk.submit(ticket(queue)) for queue in "CAE"]
    with rig.store.writing():  # what no order can do: the number A001 is on record already
        fields = (
            "id, day, number, queue, purpose, priority, lang, offline, state, issued_at, "
            "waits_from, calls, missed, returns, void_numbers"
        )
        row = ("x", "2026-11-23", "A001", "A", "ask", "ordinary", "vi", 0, "waiting", "", "", 0, 0,
               0, "[]")  # fmt: skip
        rig.store.insert(f"ticket ({fields})", [row])
    with rig:
        assert [futures[n].result(timeout=10).status for n in (0, 2)] == [200, 200]
        assert "UNIQUE" in str(futures[1].exception(timeout=10))
        assert rig.hall.numbers.keys() == {"C001", "E001"}
        assert [each.seq for each in rig.told] == [1, 2, 3]
        assert journal.verify(rig.store.connection).rows == 3


class DeafRig(Rig):
    """Has a fault of ours: what happens to land papers is told to nobody."""

    def hear(self, told: tuple[Happening, ...]) -> None:
        self.told.extend(told)
        if any(getattr(each.event, "queue", None) == "E" for each in told):
            raise LookupError("deaf")


def test_what_reached_the_disk_before_a_fault_is_taken_in(tmp_path: Path) -> None:
    with DeafRig(tmp_path) as rig:
        order = ticket("E")
        with pytest.raises(LookupError, match="deaf"):
            rig.desk.submit(order).result(timeout=10)
        assert rig.hall.numbers.keys() == {"E001"}
        assert rig.desk.submit(order).result(timeout=10).status == 200
        rig.take()
        assert rig.hall.numbers.keys() == {"E001", "A001"}
        assert journal.verify(rig.store.connection).rows == 3
