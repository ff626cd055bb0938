"""What a kiosk learns of a ticket that is held up to it, and what it may do with its code."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID, uuid4

import pytest

from luot.client import Client, Supplement
from luot.domain import codes
from luot.domain.ticket import Outcome, Paper, State
from tests.servers import Server, miss_at_once, problem, served

BIRTH = "1.001193"
NOBODY = "S0-7K3QW9X2M4ZD-PJK7"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A centre in which whoever does not come is missed at once."""
    data = tmp_path_factory.mktemp("scans")
    miss_at_once(data)
    with served(data) as running:
        yield running


@pytest.fixture
def kiosk(server: Server) -> Iterator[Client]:
    with Client(server.url, server.tokens["kiosk"]) as client:
        yield client


@pytest.fixture
def official(server: Server) -> Iterator[Client]:
    with Client(server.url, server.tokens["official"]) as client:
        client.open_counter(1)
        yield client


def served_with(kiosk: Client, official: Client, outcome: Outcome) -> str:
    """The code of a ticket that was served."""
    issued = kiosk.take_ticket(procedures=(BIRTH,))
    official.call(issued.id, 1, "test")
    official.start(issued.id)
    official.finish(issued.id, outcome)
    return issued.token


def missed(kiosk: Client, official: Client) -> str:
    """The code of a ticket whose holder did not come."""
    issued = kiosk.take_ticket(procedures=(BIRTH,))
    official.call(issued.id, 1, "test")
    official.missed(issued.id)
    return issued.token


def test_a_kiosk_sees_the_place_behind_a_code(server: Server) -> None:
    issued = server.take("C", priority="priority")
    held = server.get("/kiosk/ticket", by="kiosk", token=issued["token"].lower()).json()
    same = {
        name: issued[name]
        for name in issued
        if name not in {"wait", "last_wait", "ahead", "checklist"}
    }
    assert held == {
        **same,
        "ahead": 0,
        "last_wait": None,
        "checklist": [],
        "purpose": "ask",
        "offline": False,
        "priority": "priority",
        "state": "waiting",
        "counter": None,
        "paper": None,
        "return_until": None,
        "supplement": None,
    }


def test_the_papers_to_bring_come_in_the_language_of_the_glass(kiosk: Client) -> None:
    issued = kiosk.take_ticket(procedures=(BIRTH,))
    kiosk.report_paper(issued.id, "printed")
    seen, english = kiosk.holding(issued.token), kiosk.holding(issued.token, "en")
    assert (seen.checklist, seen.paper) == (issued.checklist, Paper.PRINTED)
    assert english.checklist != issued.checklist
    assert seen.issued.url == issued.url


@pytest.mark.parametrize("token", ["", "A012", NOBODY])
def test_a_code_that_nobody_has_today_opens_nothing(server: Server, token: str) -> None:
    answer = server.get("/kiosk/ticket", by="kiosk", token=token)
    assert problem(answer) == (404, "code-unknown")
    returned = server.post("/tickets/return", {"token": token}, by="kiosk")
    assert problem(returned) == (404, "code-unknown")


@pytest.mark.parametrize("by", ["official", "manager", "display", None])
def test_only_a_kiosk_is_a_ticket_held_up_to(
    server: Server, kiosk: Client, official: Client, by: str | None
) -> None:
    token = missed(kiosk, official)
    barred = (401, "signed-out") if by is None else (403, "not-allowed")
    assert problem(server.get("/kiosk/ticket", by=by, token=token)) == barred
    assert problem(server.post("/tickets/return", {"token": token}, by=by)) == barred
    assert kiosk.holding(token).state is State.MISSED


def test_a_kiosk_brings_nobody_back_whose_code_it_was_not_shown(
    server: Server, kiosk: Client, official: Client
) -> None:
    held = kiosk.holding(missed(kiosk, official))
    refused = server.post(f"/tickets/{held.id}/return", by="kiosk")
    assert problem(refused) == (403, "not-allowed")


def test_whoever_missed_the_call_comes_back_once_with_the_code(
    server: Server, kiosk: Client, official: Client
) -> None:
    token, key = missed(kiosk, official), str(uuid4())
    before = kiosk.holding(token)
    assert (before.state, before.ahead) == (State.MISSED, None)
    assert before.return_until is not None
    row = kiosk.come_back_with(token, key=key)
    assert (row.state, row.number, row.returns) == ("waiting", before.number, 1)
    assert kiosk.come_back_with(token, key=key) == row
    official.call(before.id, 1, "test")
    official.missed(before.id)
    assert kiosk.holding(token).return_until is None
    refused = server.post("/tickets/return", {"token": token}, by="kiosk")
    assert problem(refused) == (409, "return-used")


def test_a_paper_of_an_outage_keeps_the_code_that_is_on_it(server: Server, kiosk: Client) -> None:
    at, id_ = server.get("/board").json()["at"], uuid4()
    paper = {"id": str(id_), "number": "A907", "queue": "A", "issued_at": at, "last_contact": at}
    server.post("/tickets/reconcile", {"tickets": [paper]}, by="kiosk")
    place = kiosk.place()
    code = codes.code(
        codes.kiosk(place.kiosk),
        bytes.fromhex(place.key),
        UUID(paper["id"]),
        datetime.fromisoformat(at).date(),
    )
    held = kiosk.holding(code)
    assert (held.number, held.token, held.offline) == ("A907", code, True)
    assert held.url == f"{place.address}{code}"


def test_a_served_ticket_says_whether_more_papers_were_asked_for(
    kiosk: Client, official: Client
) -> None:
    asked = kiosk.holding(served_with(kiosk, official, Outcome.SUPPLEMENT_ASKED))
    assert (asked.state, asked.supplement) == (State.SERVED, Supplement(queue="A", procedure=BIRTH))
    done = kiosk.holding(served_with(kiosk, official, Outcome.ACCEPTED))
    assert (done.state, done.supplement) == (State.SERVED, None)
