"""What the server does not do, and for whom: each a clear refusal, nothing half done."""

from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from tests.servers import Server, problem

BIRTH = "1.001193"

BAD_BODIES = [
    (b"{", "$"),
    (b"[]", "$"),
    (b"null", "$"),
    (b'{"queue": 1}', "$.queue"),
    (b'{"queue": "AA"}', "$.queue"),
    (b'{"queu": "A"}', "$.queu"),
    (b'{"queue": "A", "lang": "Vi\xe1"}', "$"),
    (b'{"purpose": "steal", "queue": "A"}', "$.purpose"),
    (b'{"procedures": ["\\u0000"]}', "$.procedures[0]"),
    (b"[" * 5000, "$"),
    (b"\xff\xfe", "$"),
]


@pytest.mark.parametrize(("body", "path"), BAD_BODIES)
def test_a_malformed_body_is_refused_by_the_place_of_its_fault(
    server: Server, body: bytes, path: str
) -> None:
    headers = server.headers("kiosk") | {"Content-Type": "application/json"}
    url = f"{server.url}/api/v1/tickets"
    answer = httpx.post(url, content=body, headers=headers, trust_env=False)
    assert (*problem(answer), answer.json()["path"]) == (400, "malformed", path)


def test_what_is_no_order_at_all_is_refused(server: Server) -> None:
    url = f"{server.url}/api/v1/tickets"
    with httpx.Client(trust_env=False, headers=server.headers("kiosk")) as client:
        plain = client.post(url, content=b"queue=A")
        assert problem(plain) == (415, "not-json")
        big = client.post(url, content=b" " * 70_000, headers={"Content-Type": "application/json"})
        assert problem(big) == (413, "body-too-large")
        keyless = client.post(url, json={"queue": "A"}, headers={"Idempotency-Key": ""})
        assert problem(keyless) == (400, "key-malformed")
        long = client.post(url, json={"queue": "A"}, headers={"Idempotency-Key": "k" * 129})
        assert problem(long) == (400, "key-malformed")
        del client.headers["Idempotency-Key"]
        assert problem(client.post(url, json={"queue": "A"})) == (400, "key-missing")
        assert problem(client.put(url, json={})) == (405, "method-not-allowed")
        assert problem(client.post(f"{url}/nothing")) == (404, "not-found")
        assert problem(client.get(f"{server.url}/api/v1/nothing")) == (404, "not-found")


ALLOWED = {
    "/api/v1/tickets": {"POST"},
    "/api/v1/tickets/reconcile": {"POST"},
    "/api/v1/counters/1/next": {"POST"},
    f"/api/v1/tickets/{UUID(int=1)}/start": {"POST"},
    "/api/v1/events": {"GET"},
    "/api/v1/board": {"GET", "HEAD", "OPTIONS"},
    "/api/v1/counters/1": {"GET", "HEAD", "OPTIONS"},
    "/api/v1/pair": {"POST", "OPTIONS"},
    "/healthz": {"GET", "HEAD", "OPTIONS"},
}


@pytest.mark.parametrize("path", ALLOWED)
def test_a_wrong_method_is_told_the_right_ones(server: Server, path: str) -> None:
    answer = httpx.request("DELETE", server.url + path, trust_env=False)
    assert problem(answer) == (405, "method-not-allowed")
    assert {each.strip() for each in answer.headers["allow"].split(",")} == ALLOWED[path]


REFUSED = [
    ("/tickets", {"procedure": "9.999999"}, (409, "unknown-procedure")),
    ("/tickets", {"queue": "Z"}, (409, "unknown-queue")),
    ("/tickets", {}, (409, "choice-missing")),
    ("/tickets", {"queue": "A", "procedure": BIRTH}, (409, "choice-missing")),
    ("/tickets", {"queue": "A", "priority": "vip"}, (409, "unknown-priority")),
    ("/counters/77/next", {}, (404, "unknown-counter")),
    ("/counters/x/next", {}, (404, "not-found")),
    (f"/tickets/{UUID(int=1)}/start", {}, (404, "unknown-ticket")),
    ("/tickets/A012/start", {}, (404, "not-found")),
    (f"/tickets/{UUID(int=1)}/call", {"counter": 8, "reason": "x"}, (409, "counter-not-open")),
    (f"/tickets/{UUID(int=1)}/priority", {"reason": "x"}, (409, "choice-missing")),
    ("/ratings", {"token": "S0-000000000000-0001", "score": 5}, (404, "code-unknown")),
    ("/ratings", {"token": "hello", "score": 5}, (404, "code-unknown")),
    ("/ratings", {"token": "hello", "score": 6}, (400, "malformed")),
]


@pytest.mark.parametrize(("path", "body", "expected"), REFUSED)
def test_what_cannot_be_done_is_refused(
    server: Server, path: str, body: dict[str, Any], expected: tuple[int, str]
) -> None:
    server.post("/counters/8/close", by="admin")
    before = server.get("/board").json()["seq"]
    assert problem(server.post(path, body)) == expected
    assert server.get("/board").json()["seq"] == before


def test_a_refusal_speaks_the_readers_language(server: Server) -> None:
    said = {}
    for lang in ("vi", "en", "fr, en;q=0.5, vi;q=0.1", "de"):
        headers = server.headers("kiosk") | {"Accept-Language": lang}
        answer = httpx.post(
            f"{server.url}/api/v1/tickets", json={"queue": "Z"}, headers=headers, trust_env=False
        )
        said[lang] = answer.json()["title"].split(".")[0]
    vietnamese, english = "Trung tâm không có hàng chờ Z", "This centre has no queue Z"
    assert list(said.values()) == [vietnamese, english, english, vietnamese]


ANYONE = {"", "kiosk", "display", "official", "manager", "admin"}
STAFF = {"official", "manager", "admin"}
LET_IN = {
    ("POST", "/tickets"): {"kiosk"} | STAFF,
    ("POST", "/tickets/reconcile"): {"kiosk"},
    ("POST", f"/tickets/{UUID(int=1)}/printed"): {"kiosk"},
    ("POST", f"/tickets/{UUID(int=1)}/recall"): STAFF,
    ("POST", f"/tickets/{UUID(int=1)}/finish"): STAFF,
    ("POST", "/counters/1/open"): STAFF,
    ("POST", "/counters/1/next"): STAFF,
    ("POST", "/counters/1/undo"): STAFF,
    ("GET", "/counters/1"): STAFF,
    ("GET", f"/tickets/{UUID(int=1)}"): {"kiosk"} | STAFF,
    ("GET", "/board"): ANYONE - {""},
    ("GET", "/catalogue"): ANYONE - {""},
    ("GET", "/procedures"): ANYONE - {""},
    ("GET", "/reports/day"): {"manager", "admin"},
    ("GET", "/events"): ANYONE - {""},
    ("GET", "/tickets/status"): ANYONE,
    ("POST", "/ratings"): ANYONE,
    ("GET", "/openapi.json"): ANYONE,
}


@pytest.mark.parametrize(("method", "path"), LET_IN)
def test_everyone_may_do_exactly_what_is_theirs(server: Server, method: str, path: str) -> None:
    let_in = set()
    for right in ANYONE:
        headers = server.headers(right or None)
        url = f"{server.url}/api/v1{path}"
        with httpx.stream(method, url, headers=headers, trust_env=False) as answer:
            if answer.status_code not in {401, 403}:
                let_in.add(right)
            elif not right:
                assert answer.status_code == 401
                assert answer.headers["www-authenticate"] == 'Bearer realm="luot"'
    assert let_in == LET_IN[method, path]


def test_wrong_tokens_open_nothing(server: Server) -> None:
    url = f"{server.url}/api/v1/board"
    for header in (
        "Bearer",
        "Bearer x",
        "Basic eDp5",
        f"Bearer {'x' * 5000}",
        server.tokens["admin"],
    ):
        answer = httpx.get(url, headers={"Authorization": header}, trust_env=False)
        assert problem(answer) == (401, "signed-out")


def test_another_sites_page_cannot_give_orders_with_our_cookie(server: Server) -> None:
    url = f"{server.url}/api/v1/counters/1/open"
    cookie = {"Cookie": f"luot_session={server.tokens['official']}"}

    def answer(**more: str) -> httpx.Response:
        headers = (
            cookie
            | {"Idempotency-Key": str(uuid4())}
            | {name.replace("_", "-"): value for name, value in more.items()}
        )
        return httpx.post(url, json={}, headers=headers, trust_env=False)

    assert problem(answer(Sec_Fetch_Site="cross-site")) == (403, "cross-site")
    assert problem(answer(Sec_Fetch_Site="same-site")) == (403, "cross-site")
    assert problem(answer(Origin="http://evil.example")) == (403, "cross-site")
    assert answer(Sec_Fetch_Site="same-origin").status_code == 200
    assert answer(Origin=server.url).status_code == 200
