"""The API as devices and programs use it, on a real server."""

from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import httpx

from luot.config.values import VIETNAM
from server.actor import Role
from tests.servers import Server, office, problem, served

BIRTH = "1.001193"
TICKET_ROW = {
    "id", "number", "queue", "procedure", "short_name", "short_name_en", "purpose", "state",
    "priority", "issued_at", "waits_from", "effective_at", "order", "counter", "for_counter",
    "calls", "called_at", "first_called_at", "last_call_at", "started_at", "held_since",
    "missed_at", "returns", "outcome", "paper",
}  # fmt: skip


def opened(server: Server, counter: int, **body: object) -> None:
    assert server.post(f"/counters/{counter}/open", body).status_code == 200


def emptied(server: Server) -> None:
    """Everyone out of the hall: the tests of a module share it."""
    for counter in range(1, 9):
        server.post(f"/counters/{counter}/close", by="admin")
    for queue in "ACEHKSRX":
        opened(server, 8, queues=[queue])
        for row in server.get("/counters/8").json()["waiting"]:
            server.post(f"/tickets/{row['id']}/cancel", {"reason": "test"})
    server.post("/counters/8/close")


def test_a_ticket_goes_its_whole_way(server: Server) -> None:
    emptied(server)
    issued = server.post("/tickets", {"procedure": BIRTH, "lang": "vi"}, by="kiosk").json()
    assert (issued["queue"], issued["procedure"], issued["ahead"]) == ("A", BIRTH, 0)
    assert issued["url"] == f"{server.url}/T/{issued['token']}".upper()
    assert "Tờ khai đăng ký khai sinh" in issued["checklist"]
    printed = server.post(f"/tickets/{issued['id']}/printed", {"outcome": "printed"}, by="kiosk")
    assert (printed.json()["paper"], set(printed.json())) == ("printed", TICKET_ROW)
    opened(server, 1)
    called = server.next()
    assert called == {
        "id": issued["id"],
        "number": issued["number"],
        "queue": "A",
        "procedure": BIRTH,
        "counter": 1,
        "state": "called",
    }
    started = server.post(f"/tickets/{called['id']}/start").json()
    assert (started["state"], started["counter"]) == ("serving", 1)
    finished = server.post(f"/tickets/{called['id']}/finish", {"outcome": "accepted"}).json()
    assert (finished["state"], finished["outcome"]) == ("served", "accepted")
    rated = server.post("/ratings", {"token": issued["token"], "score": 5}, by=None)
    assert (rated.status_code, rated.json()) == (201, {"number": issued["number"], "score": 5})
    status = server.get("/tickets/status", by=None, token=issued["token"]).json()
    assert (status["state"], status["rated"], status["counter"]) == ("served", True, 1)


def test_nobody_waiting_is_no_content(server: Server) -> None:
    emptied(server)
    opened(server, 2)
    answer = server.post("/counters/2/next")
    assert (answer.status_code, answer.content) == (204, b"")


def test_opening_an_open_counter_is_no_trouble(server: Server) -> None:
    opened(server, 3)
    again = server.post("/counters/3/open")
    assert (again.status_code, again.json()["state"]) == (200, "open")


def test_a_counter_that_rests_says_until_when(server: Server) -> None:
    emptied(server)
    opened(server, 3)
    now = datetime.fromisoformat(server.get("/board").json()["at"])
    back = now + timedelta(seconds=30)
    told = server.post("/counters/3/pause", {"until": back.isoformat()}).json()
    same_day = len({each.astimezone(VIETNAM).date() for each in (now, back)}) == 1
    assert told["state"] == "paused"
    assert not same_day or datetime.fromisoformat(told["until"]) == back
    (row, *_) = server.get("/board").json()["queues"]
    assert row["state"] == "away"
    assert not same_day or datetime.fromisoformat(row["until"]) == back
    assert server.post("/counters/3/pause").json()["until"] is None
    for wrong in ("soon", "2026-11-23T09:00:00", "0001-01-01T00:00:00Z", 5):
        refused = server.post("/counters/3/pause", {"until": wrong})
        assert problem(refused) == (400, "malformed")
    server.post("/counters/3/close")


def test_an_act_is_taken_back(server: Server) -> None:
    emptied(server)
    opened(server, 4)
    ticket = server.take()
    server.next(4)
    assert server.get("/counters/4").json()["undo"]["kind"] == "TicketCalled"
    undone = server.post("/counters/4/undo")
    assert (undone.status_code, undone.json()["ticket"]) == (200, None)
    assert server.get(f"/tickets/{ticket['id']}").json()["state"] == "waiting"
    assert problem(server.post("/counters/4/undo")) == (409, "nothing-to-undo")


def test_a_counter_is_seen_with_all_that_its_official_needs(server: Server) -> None:
    emptied(server)
    opened(server, 5, queues=["K"])
    first, second = server.take("K"), server.take("K")
    view = server.get("/counters/5").json()
    assert [row["number"] for row in view["waiting"]] == [first["number"], second["number"]]
    assert set(view) == {
        "epoch", "seq", "at", "counter", "ticket", "waiting", "held", "missed", "undo", "rules",
    }  # fmt: skip
    assert view["rules"] == {"before_missed": 2, "cooldown": 15, "return_within": 30, "undo": 120}
    called = server.next(5)
    server.post(f"/tickets/{called['id']}/start")
    server.post(f"/tickets/{called['id']}/hold", {"reason": "form"})
    held = server.get("/counters/5").json()
    assert [row["number"] for row in held["held"]] == [first["number"]]
    assert held["ticket"] is None
    resumed = server.post(f"/tickets/{called['id']}/resume").json()
    assert (resumed["state"], resumed["counter"]) == ("serving", 5)


def test_every_other_act_of_an_official_works(server: Server) -> None:
    emptied(server)
    opened(server, 6)
    ticket = server.take("S")
    where = f"/tickets/{ticket['id']}"
    granted = server.post(f"{where}/priority", {"priority": "priority", "reason": "80 tuổi"})
    assert granted.json()["priority"] == "priority"
    taken = server.post(f"{where}/priority", {"withdraw": True, "reason": "nhầm"})
    assert taken.json()["priority"] == "ordinary"
    sent = server.post(f"{where}/transfer", {"queue": "X", "reason": "hỏi"}).json()
    assert (sent["queue"], sent["number"]) == ("X", ticket["number"])
    called = server.post(f"{where}/call", {"counter": 6, "reason": "đau chân"}).json()
    assert (called["state"], called["counter"]) == ("called", 6)
    assert problem(server.post(f"{where}/recall")) == (409, "recall-too-soon")
    assert problem(server.post(f"{where}/missed")) == (409, "missed-too-soon")
    server.post(f"{where}/start", {"procedure": BIRTH})
    assert server.post(f"{where}/procedure", {"procedure": "2.000815"}).json()["queue"] == "X"
    end = {"outcome": "accepted", "dossier": "H1", "next_procedure": BIRTH}
    assert server.post(f"{where}/finish", end).json()["state"] == "serving"
    assert server.post(f"{where}/finish", {"outcome": "accepted"}).json()["state"] == "served"
    right = {"errand": 0, "outcome": "refused", "reason": "nhầm"}
    assert server.post(f"{where}/correct", right).status_code == 200
    gone = server.take("S")
    cancelled = server.post(f"/tickets/{gone['id']}/cancel", {"reason": "về"}).json()
    assert cancelled["state"] == "cancelled"
    assert problem(server.post(f"/tickets/{gone['id']}/return")) == (409, "ticket-not-in-state")


def test_finish_current_ends_the_service_and_calls(server: Server) -> None:
    emptied(server)
    opened(server, 7)
    first, second = server.take("H"), server.take("H")
    server.post(f"/tickets/{server.next(7)['id']}/start")
    assert problem(server.post("/counters/7/next")) == (409, "counter-is-serving")
    called = server.post("/counters/7/next", {"finish_current": True}).json()
    assert called["id"] == second["id"]
    assert server.get(f"/tickets/{first['id']}").json()["state"] == "served"
    assert problem(server.post("/counters/7/next")) == (409, "counter-has-called-ticket")


def test_a_retry_gets_the_same_answer_and_no_second_ticket(server: Server) -> None:
    key = str(uuid4())
    first = server.post("/tickets", {"queue": "C"}, by="kiosk", key=key)
    again = server.post("/tickets", {"queue": "C"}, by="kiosk", key=key)
    assert (again.status_code, again.json()) == (201, first.json())
    assert first.json()["id"] == key
    other = server.post("/tickets", {"queue": "E"}, by="kiosk", key=key)
    assert problem(other) == (422, "key-reused")
    someone = server.post("/tickets", {"queue": "C"}, by="admin", key=key)
    assert problem(someone) == (422, "key-reused")


def test_a_key_that_is_no_uuid_names_a_ticket_all_the_same(server: Server) -> None:
    issued = server.post("/tickets", {"queue": "C"}, by="kiosk", key="kiosk-0/17").json()
    assert UUID(issued["id"]).version == 5
    again = server.post("/tickets", {"queue": "C"}, by="kiosk", key="kiosk-0/17").json()
    assert again == issued


def test_offline_tickets_are_taken_in_one_by_one(server: Server) -> None:
    ours, strange = str(uuid4()), str(uuid4())
    at = server.get("/board").json()["at"]
    row = {"queue": "A", "issued_at": at, "last_contact": at}
    sent = {
        "tickets": [row | {"id": ours, "number": "A900"}, row | {"id": strange, "number": "A1"}]
    }
    bad = server.post("/tickets/reconcile", sent, by="kiosk")
    assert problem(bad) == (400, "malformed")
    assert bad.json()["path"] == "$.tickets[1].number"
    sent["tickets"][1]["number"] = "A925"
    key = str(uuid4())
    answer = server.post("/tickets/reconcile", sent, by="kiosk", key=key)
    taken, refused = answer.json()["results"]
    assert (taken["id"], taken["status"], taken["ticket"]["number"]) == (ours, 200, "A900")
    assert (refused["id"], refused["status"]) == (strange, 409)
    assert refused["problem"]["code"] == "number-not-in-band"
    again = server.post("/tickets/reconcile", sent, by="kiosk", key=key).json()["results"]
    assert again[0] == taken


def test_two_tabs_of_one_counter_never_call_two_citizens(server: Server) -> None:
    emptied(server)
    opened(server, 1)
    tickets = [server.take("R") for _ in range(2)]
    first, second = server.post("/counters/1/next"), server.post("/counters/1/next")
    assert first.json()["id"] == tickets[0]["id"]
    assert problem(second) == (409, "counter-has-called-ticket")
    start = f"/tickets/{first.json()['id']}/start"
    assert [server.post(start).status_code for _ in range(2)] == [200, 409]


def test_an_official_works_only_at_counters_that_nobody_else_has_opened(server: Server) -> None:
    emptied(server)
    with office(server) as accounts:
        server.tokens["lan"] = accounts.keys.issue_for_program("lan", Role.OFFICIAL)
    assert server.post("/counters/1/open", by="lan").json()["official"] == "lan"
    ticket = server.take("K")
    for act in ("next", "pause", "close", "undo"):
        refused = server.post(f"/counters/1/{act}")
        assert (*problem(refused), refused.json()["counter"]) == (403, "not-your-counter", 1)
    assert problem(server.post("/counters/1/open")) == (409, "counter-occupied")
    where = f"/tickets/{ticket['id']}"
    reach = {"counter": 1, "reason": "x"}
    assert problem(server.post(f"{where}/call", reach)) == (403, "not-your-counter")
    assert server.post("/counters/1/next", by="lan").json()["id"] == ticket["id"]
    assert problem(server.post(f"{where}/start")) == (403, "not-your-counter")
    assert server.post(f"{where}/start", by="manager").status_code == 200
    assert server.post(f"{where}/finish", {"outcome": "other"}, by="lan").status_code == 200
    server.post("/counters/1/close", by="lan")


def test_the_catalogue_is_sent_once(server: Server) -> None:
    first = server.get("/catalogue", by="kiosk")
    offer = first.json()
    assert (offer["starter"], offer["open"], len(offer["fields"])) == (True, True, 9)
    assert offer["centre"]["name"] == "Phường Đông Sơn"
    assert offer["languages"] == ["vi", "en"]
    assert offer["portal"] == "https://dichvucong.gov.vn"
    assert offer["papers"] == f"{server.url}/G/".upper()
    levels = {each["code"]: (each["online"], each["portal"]) for each in offer["procedures"]}
    assert (levels[BIRTH], levels["1.012575"]) == (("offered", None), ("full", None))
    page = httpx.get(f"{offer['papers']}{BIRTH}?lang=en", trust_env=False)
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "Birth" in page.text
    headers = server.headers("kiosk") | {"If-None-Match": first.headers["etag"]}
    again = httpx.get(f"{server.url}/api/v1/catalogue", headers=headers, trust_env=False)
    assert (again.status_code, again.content) == (304, b"")


def test_procedures_are_found_without_accents(server: Server) -> None:
    results = server.get("/procedures", by="kiosk", q="khai sinh", limit=3).json()["results"]
    assert (results[0]["code"], len(results)) == (BIRTH, 3)
    assert problem(server.get("/procedures", limit=0)) == (400, "malformed")
    assert problem(server.get("/procedures", limit="x")) == (400, "malformed")


def test_a_phone_is_told_only_what_changed(server: Server) -> None:
    emptied(server)
    token = server.take("E")["token"]
    first = server.get("/tickets/status", by=None, token=token.lower())
    assert (first.json()["state"], first.json()["ahead"]) == ("waiting", 0)
    url = f"{server.url}/api/v1/tickets/status"
    headers = {"If-None-Match": first.headers["etag"]}
    again = httpx.get(url, params={"token": token}, headers=headers, trust_env=False)
    assert again.status_code == 304
    assert problem(server.get("/tickets/status", by=None, token="x")) == (404, "code-unknown")
    assert problem(server.get("/tickets/status", by=None)) == (404, "code-unknown")


def test_the_days_figures_come_as_json_and_as_a_table(server: Server) -> None:
    figures = server.get("/reports/day", by="manager").json()
    assert figures["tickets"]["issued"] > 0
    table = server.get("/reports/day", by="manager", format="csv")
    assert table.text.startswith("\ufeffcode,short_name,")
    for wrong in ({"date": "yesterday"}, {"format": "pdf"}):
        assert problem(server.get("/reports/day", by="manager", **wrong)) == (400, "malformed")


def test_the_server_says_how_it_is(server: Server) -> None:
    told = httpx.get(f"{server.url}/healthz", trust_env=False)
    health = told.json()
    assert (told.status_code, health["ok"], health["site"]) == (200, True, "S042")
    assert health["waiting_orders"] == 0
    assert health["disk_free_mb"] > 0
    assert health["clock_behind_s"] == 0.0
    assert health["last_commit_ms"] > 0


def test_what_was_done_is_there_after_a_kill(tmp_path: Path) -> None:
    with served(tmp_path / "data") as server:
        issued = server.take()
        key = str(uuid4())
        first = server.post("/tickets", {"queue": "A"}, by="kiosk", key=key).json()
        server.kill()
        server.start()
        assert server.get(f"/tickets/{issued['id']}").json()["number"] == "A001"
        assert server.post("/tickets", {"queue": "A"}, by="kiosk", key=key).json() == first
        assert server.take()["number"] == "A003"
        status = server.get("/tickets/status", by=None, token=issued["token"])
        assert status.json()["number"] == "A001"
