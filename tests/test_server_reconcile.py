"""Papers of an outage taken in: each on its own, a list once, and no instant breaks the hall."""

import asyncio
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4

import msgspec
import pytest

from luot.domain.commands import Command, ReconcileTicket
from luot.domain.events import Event
from luot.domain.hall import Hall
from server.belongings import KEY
from server.house import House
from server.orders import KeyReused, Order, Reply, Sheet
from server.tokens import Codes, load_key
from server.waiting import Waiting
from server.window import Asked, Form
from tests.desks import Rig
from tests.halls import MORNING as NOW
from tests.servers import Server, problem

RECONCILE = "/tickets/reconcile"


def papers(server: Server, *numbers: str) -> list[dict[str, Any]]:
    at = server.get("/board").json()["at"]
    row = {"queue": "A", "issued_at": at, "last_contact": at}
    return [row | {"id": str(uuid4()), "number": number} for number in numbers]


def test_a_key_stands_for_one_list(server: Server) -> None:
    first, second, third = papers(server, "A900", "A901", "A902")
    key = str(uuid4())
    sent = server.post(RECONCILE, {"tickets": [first, second]}, by="kiosk", key=key)
    assert [each["status"] for each in sent.json()["results"]] == [200, 200]
    before = server.get("/board").json()["seq"]
    for other in ([third], [first], [second, first], [first, second, third]):
        refused = server.post(RECONCILE, {"tickets": other}, by="kiosk", key=key)
        assert problem(refused) == (422, "key-reused")
    assert problem(server.post("/tickets", {"queue": "A"}, by="kiosk", key=key)) == (
        422,
        "key-reused",
    )
    assert server.get("/board").json()["seq"] == before
    again = server.post(RECONCILE, {"tickets": [first, second]}, by="kiosk", key=key)
    assert again.json() == sent.json()


def test_the_key_of_a_ticket_is_not_that_of_a_list(server: Server) -> None:
    issued = server.take()
    (paper,) = papers(server, "A903")
    refused = server.post(RECONCILE, {"tickets": [paper]}, by="kiosk", key=issued["id"])
    assert problem(refused) == (422, "key-reused")


def test_a_list_of_which_nothing_was_done_keeps_no_key(server: Server) -> None:
    wrong, right = papers(server, "A925", "A904")
    key = str(uuid4())
    sent = server.post(RECONCILE, {"tickets": [wrong]}, by="kiosk", key=key)
    assert [each["status"] for each in sent.json()["results"]] == [409]
    sent = server.post(RECONCILE, {"tickets": [right]}, by="kiosk", key=key)
    assert [each["status"] for each in sent.json()["results"]] == [200]


@pytest.mark.parametrize("field", ["issued_at", "last_contact"])
@pytest.mark.parametrize(
    "instant", ["0001-01-01T00:00:00Z", "1999-12-31T23:59:59Z", "2100-01-01T00:00:00Z",
                "9999-12-31T23:59:59-12:00"],
)  # fmt: skip
def test_an_instant_of_another_age_is_malformed_and_nothing_is_taken_in(
    server: Server, field: str, instant: str
) -> None:
    right, wrong = papers(server, "A905", "A906")
    before = server.get("/board").json()["seq"]
    refused = server.post(RECONCILE, {"tickets": [right, wrong | {field: instant}]}, by="kiosk")
    assert problem(refused) == (400, "malformed")
    assert refused.json()["path"] == "$.tickets[1]"
    assert server.get("/board").json()["seq"] == before


def paper(number: str) -> ReconcileTicket:
    return ReconcileTicket(
        id=uuid4(), kiosk=0, number=number, issued_at=NOW, last_contact=NOW, queue="A"
    )


class FaultyRig(Rig):
    """Has a fault of ours: it cannot answer the paper A901."""

    def answer(self, command: Command, events: tuple[Event, ...], hall: Hall) -> Reply:
        if isinstance(command, ReconcileTicket) and command.number == "A901":
            raise OverflowError("date value out of range: secret")
        return super().answer(command, events, hall)


class Quiet:
    """As much of a house as its window needs."""

    def __init__(self, rig: Rig) -> None:
        self.desk = rig.desk


def answered(rig: Rig, orders: tuple[Order, ...], *, listed: bool) -> tuple[int, Any]:
    """Status and body of what these orders are answered over the wire."""
    sent: list[MutableMapping[str, Any]] = []

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    window = Waiting(cast("House", Quiet(rig)))
    form = Form(lambda _house, _asked: orders, listed=listed)
    asyncio.run(window(form, Asked((), {}, b""), send))
    return sent[0]["status"], msgspec.json.decode(sent[1]["body"])


def test_a_fault_with_one_paper_is_that_paper_s_and_the_list_goes_on(tmp_path: Path) -> None:
    with FaultyRig(tmp_path) as rig:
        commands = [paper(number) for number in ("A900", "A901", "A902")]
        orders = tuple(
            Order(command=each, key=f"k/{each.id}", actor="kiosk", sheet=Sheet("k", b"hash"))
            for each in commands
        )
        status, body = answered(rig, orders, listed=True)
        assert (status, [each["status"] for each in body["results"]]) == (200, [200, 500, 200])
        assert [each["id"] for each in body["results"]] == [str(each.id) for each in commands]
        assert body["results"][1]["problem"]["code"] == "unforeseen"
        assert "secret" not in str(body)
        assert [t.number for t in rig.hall.tickets.values()] == ["A900", "A902"]
        with pytest.raises(KeyReused):
            rig.desk.submit(
                Order(command=commands[2], key="k/x", actor="kiosk", sheet=Sheet("k", b"other"))
            ).result()


def test_an_unforeseen_fault_reveals_nothing_to_who_asked(tmp_path: Path) -> None:
    with FaultyRig(tmp_path) as rig:
        order = Order(command=paper("A901"), key="k", actor="kiosk")
        status, body = answered(rig, (order,), listed=False)
        assert (status, body["code"], sorted(body)) == (
            500,
            "unforeseen",
            ["code", "status", "title", "type"],
        )
        assert rig.take() in rig.hall.tickets


def test_the_code_on_the_paper_opens_the_page_after_the_paper_has_won(server: Server) -> None:
    issued = server.take("A")
    at = issued["issued_at"]
    paper = {"id": issued["id"], "number": "A907", "issued_at": at, "last_contact": at}
    sent = server.post(RECONCILE, {"tickets": [paper | {"queue": "A"}]}, by="kiosk")
    assert sent.json()["results"][0]["ticket"]["number"] == "A907"
    maker, _, day = issued["token"].split("-")
    tag = Codes(load_key(server.data / KEY)).tag("K0", UUID(issued["id"]))
    for code in (f"K0-{tag}-{day}", issued["token"]):
        answer = server.get("/tickets/status", by=None, token=code)
        assert (answer.status_code, answer.json().get("number")) == (200, "A907"), code
    server.restart()
    assert server.get("/tickets/status", by=None, token=f"K0-{tag}-{day}").status_code == 200
    assert maker == "S0"
