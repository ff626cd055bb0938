"""Rules of a device's line to the server, over real sockets."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from luot.client import (
    Away,
    BoardQueue,
    Called,
    Change,
    Client,
    DeviceRow,
    Found,
    Issued,
    PrinterRow,
    Refused,
)
from luot.client.sse import Block, blocks

ISSUED = {
    "id": "t1",
    "number": "A012",
    "queue": "A",
    "procedure": "1.001193",
    "issued_at": "2026-11-23T01:42:00Z",
    "token": "S0-1",
    "url": "HTTP://X/T/S0-1",
    "ahead": 7,
    "wait": None,
    "last_wait": 18,
    "checklist": ["Giấy chứng sinh"],
    "something_newer": True,
}


@dataclass
class Reply:
    """What the fake server does with one request."""

    status: int = 200
    body: object = None
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    raw: bytes | None = None


@dataclass
class Heard:
    """A request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: object


class Script(ThreadingHTTPServer):
    """Answers request after request as it was told."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Actor)
        self.replies: list[Reply] = []
        self.heard: list[Heard] = []


class Actor(BaseHTTPRequestHandler):
    """Plays the script."""

    protocol_version = "HTTP/1.1"
    server: Script

    def answer(self) -> None:
        length = int(self.headers.get("content-length", 0))
        body = json.loads(self.rfile.read(length)) if length else None
        heard = Heard(self.command, self.path, dict(self.headers.items()), body)
        self.server.heard.append(heard)
        reply = self.server.replies.pop(0)
        if reply.cut:
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
            return
        content = reply.raw if reply.raw is not None else json.dumps(reply.body).encode()
        self.send_response(reply.status)
        for name, value in {"Content-Type": "application/json", **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = answer  # noqa: N815  # the names that http.server calls

    def log_message(self, *_: object) -> None:
        """Nothing on stderr."""


@contextmanager
def playing(*replies: Reply) -> Iterator[tuple[Client, Script]]:
    server = Script()
    server.replies = list(replies)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with Client(f"http://127.0.0.1:{server.server_address[1]}/", "T0") as client:
            yield client, server
    finally:
        server.shutdown()
        server.server_close()


def problem(answered: int, **members: object) -> Reply:
    return Reply(answered, members, {"Content-Type": "application/problem+json"})


def test_a_ticket_is_taken_with_the_token_the_key_and_the_language() -> None:
    with playing(Reply(201, ISSUED)) as (client, server):
        issued = client.take_ticket(
            procedures=["1.001193"], priority="priority", lang="en", key="k1"
        )
    assert issued == Issued(
        id="t1",
        number="A012",
        queue="A",
        procedure="1.001193",
        issued_at=datetime(2026, 11, 23, 1, 42, tzinfo=UTC),
        token="S0-1",
        url="HTTP://X/T/S0-1",
        ahead=7,
        last_wait=18,
        checklist=("Giấy chứng sinh",),
    )
    (heard,) = server.heard
    assert (heard.method, heard.path) == ("POST", "/api/v1/tickets")
    assert heard.body == {"procedure": "1.001193", "priority": "priority", "lang": "en"}
    assert heard.headers["Authorization"] == "Bearer T0"
    assert heard.headers["Idempotency-Key"] == "k1"
    assert heard.headers["Accept-Language"] == "en"


def test_several_procedures_go_as_a_list_and_a_queue_as_itself() -> None:
    with playing(Reply(201, ISSUED), Reply(201, ISSUED)) as (client, server):
        client.take_ticket(procedures=["1.1", "2.2"])
        client.take_ticket(queue="R", purpose="collect")
    assert [heard.body for heard in server.heard] == [
        {"procedures": ["1.1", "2.2"]},
        {"queue": "R", "purpose": "collect"},
    ]


def test_a_lost_answer_is_asked_for_once_more_under_the_same_key() -> None:
    with playing(Reply(cut=True), Reply(201, ISSUED)) as (client, server):
        assert client.take_ticket(queue="A").number == "A012"
    keys = [heard.headers["Idempotency-Key"] for heard in server.heard]
    assert len(keys) == 2
    assert len(set(keys)) == 1


def test_an_answer_that_is_lost_twice_means_that_the_server_is_away() -> None:
    with (
        playing(Reply(cut=True), Reply(cut=True), Reply(201, ISSUED)) as (client, server),
        pytest.raises(Away),
    ):
        client.take_ticket(queue="A")
    assert len(server.heard) == 2


def test_every_order_without_a_key_of_its_own_gets_a_fresh_one() -> None:
    with playing(Reply(201, ISSUED), Reply(201, ISSUED)) as (client, server):
        client.take_ticket(queue="A")
        client.take_ticket(queue="A")
    assert len({heard.headers["Idempotency-Key"] for heard in server.heard}) == 2


def test_nobody_at_the_door_means_that_the_server_is_away() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with (
            Client(f"http://127.0.0.1:{taken.getsockname()[1]}", "T0") as client,
            pytest.raises(Away),
        ):
            client.board()


def test_a_problem_document_becomes_a_refusal_with_its_fields() -> None:
    no = problem(
        409,
        type="about:blank",
        title="Hàng A đã hết số.",
        status=409,
        code="letter-full",
        letter="A",
    )
    with playing(no) as (client, _), pytest.raises(Refused) as caught:
        client.take_ticket(queue="A")
    refused = caught.value
    assert (refused.code, refused.title, refused.status, refused.fields) == (
        "letter-full",
        "Hàng A đã hết số.",
        409,
        {"letter": "A"},
    )


@pytest.mark.parametrize(
    "reply",
    [
        Reply(500, raw=b"<html>oh</html>", headers={"Content-Type": "text/html"}),
        Reply(200, raw=b"not json"),
        Reply(200, {"epoch": "e"}),
        Reply(409, raw=b"{", headers={"Content-Type": "application/problem+json"}),
    ],
)
def test_what_cannot_be_understood_means_that_the_server_is_away(reply: Reply) -> None:
    with playing(reply) as (client, _), pytest.raises(Away):
        client.board()


def test_an_unchanged_catalogue_is_not_sent_again() -> None:
    offer = {
        "version": "7",
        "centre": {"kind": "Trung tâm", "name": "Phường", "site": "S042"},
        "fields": [],
        "procedures": [],
        "open": False,
        "opens_at": "2026-11-24T00:30:00Z",
        "hours": {"week": [[{"opens": "07:30:00", "closes": "11:30:00"}]]},
    }
    with playing(Reply(200, offer, {"ETag": '"7"'}), Reply(304, raw=b"")) as (client, server):
        first = client.catalogue()
        assert first is not None
        assert (first.version, first.etag, first.open) == ("7", '"7"', False)
        assert first.hours is not None
        assert first.hours.week[0][0].opens.hour == 7
        assert client.catalogue(first.etag) is None
    assert server.heard[1].headers["If-None-Match"] == '"7"'


def test_nobody_waiting_is_no_ticket() -> None:
    row = {"id": "t", "number": "A1", "queue": "A", "counter": 3, "state": "called"}
    with playing(Reply(200, row), Reply(204, raw=b"")) as (client, server):
        called = client.call_next(3, finish_current=True)
        assert called == Called(id="t", number="A1", queue="A", counter=3, state="called")
        assert client.call_next(3) is None
    assert [heard.body for heard in server.heard] == [{"finish_current": True}, {}]


def test_an_act_leaves_out_what_was_not_said() -> None:
    row = {
        "id": "t",
        "number": "A1",
        "queue": "A",
        "state": "served",
        "issued_at": "2026-11-23T01:42:00Z",
    }
    with playing(*[Reply(200, row)] * 3) as (client, server):
        client.finish("t", "accepted")
        client.transfer("t", "wrong queue", queue="C")
        assert client.come_back("t").state == "served"
    assert [(heard.path, heard.body) for heard in server.heard] == [
        ("/api/v1/tickets/t/finish", {"outcome": "accepted"}),
        ("/api/v1/tickets/t/transfer", {"queue": "C", "reason": "wrong queue"}),
        ("/api/v1/tickets/t/return", {}),
    ]


def test_pairing_sends_no_key_and_is_not_repeated() -> None:
    with (
        playing(Reply(cut=True), Reply(200, {"token": "x"})) as (client, server),
        pytest.raises(Away),
    ):
        client.pair("ABCD-1234")
    (heard,) = server.heard
    assert heard.body == {"code": "ABCD-1234"}
    assert "Idempotency-Key" not in heard.headers


def test_changes_come_one_by_one_and_a_reset_as_itself() -> None:
    told = {
        "seq": 8,
        "at": "2026-11-23T01:42:00Z",
        "kind": "TicketIssued",
        "counters": [],
        "queues": [{"queue": "A", "letter": "A", "name": "Hộ tịch", "waiting": 3}],
    }
    stream = (
        b": hello\n\n"
        + f"id: 8\nevent: TicketIssued\ndata: {json.dumps(told)}\n\n".encode()
        + b'event: notice\ndata: {"clock":null}\n\n'
        + b"event: reset\ndata: {}\n\n"
    )
    reply = Reply(raw=stream, headers={"Content-Type": "text/event-stream"})
    with playing(reply) as (client, server):
        first, second = client.changes(7, "e1")
    assert first == Change(
        seq=8,
        kind="TicketIssued",
        at=datetime(2026, 11, 23, 1, 42, tzinfo=UTC),
        queues=(BoardQueue(queue="A", letter="A", name="Hộ tịch", waiting=3),),
    )
    assert second == Change(seq=0, kind="reset")
    assert server.heard[0].path == "/api/v1/events?since=7&epoch=e1"


@pytest.mark.parametrize("data", ["{", '{"kind": "X"}', ""])
def test_an_event_that_cannot_be_understood_ends_the_stream(data: str) -> None:
    stream = f"id: 8\nevent: X\ndata: {data}\n\n".encode()
    reply = Reply(raw=stream, headers={"Content-Type": "text/event-stream"})
    with playing(reply) as (client, _), pytest.raises(Away):
        list(client.changes(7))


def test_procedures_are_found_over_the_wire() -> None:
    row = {"code": "1.1", "name": "Việc", "short_name": "Việc", "score": 0.5}
    with playing(Reply(200, {"results": [row]})) as (client, server):
        assert client.procedures("việc", 3) == (
            Found(code="1.1", name="Việc", short_name="Việc", score=0.5),
        )
    assert server.heard[0].path == "/api/v1/procedures?q=vi%E1%BB%87c&limit=3"


def test_a_printer_is_reported_whole_and_who_was_told_is_known() -> None:
    with playing(Reply(200, {"told": True}), Reply(200, {"told": False})) as (client, server):
        paper_out: dict[str, Any] = {"trouble": "paper-out", "paper_low": False}
        place: dict[str, Any] = {"roll_metres": 12.5, "target": "tcp://10.0.0.9:9100"}
        assert client.report_printer(**paper_out, **place, key="k1")
        assert not client.report_printer(
            trouble=None, paper_low=True, roll_metres=None, target="folder:out"
        )
    assert [(heard.path, heard.body) for heard in server.heard] == [
        ("/api/v1/devices/printer", paper_out | place),
        (
            "/api/v1/devices/printer",
            {"trouble": None, "paper_low": True, "roll_metres": None, "target": "folder:out"},
        ),
    ]
    first, second = (heard.headers["Idempotency-Key"] for heard in server.heard)
    assert first == "k1"
    assert second not in {"", "k1"}


def test_a_phrase_is_told_and_a_refusal_of_it_is_one() -> None:
    no = problem(401, code="signed-out", title="Chưa đăng nhập.")
    with playing(Reply(204, raw=b""), no) as (client, server):
        client.report_phrase("nuôi chó", key="k1")
        with pytest.raises(Refused):
            client.report_phrase("nuôi chó", key="k1")
    assert [(heard.path, heard.body) for heard in server.heard] == [
        ("/api/v1/phrases", {"phrase": "nuôi chó"})
    ] * 2


def test_devices_come_with_their_printers() -> None:
    printer = {
        "trouble": "paper-out",
        "paper_low": False,
        "roll_metres": None,
        "target": "",
        "since": "2026-11-23T01:42:00Z",
        "reported_at": "2026-11-23T01:43:00Z",
        "silent": False,
    }
    kiosk = {"name": "Cửa chính", "kind": "kiosk", "kiosk": 0, "seen_at": None, "printer": printer}
    hall = {"name": "Sảnh", "kind": "display", "seen_at": "2026-11-23T01:43:00Z", "printer": None}
    with playing(Reply(200, {"devices": [kiosk, hall]})) as (client, server):
        listed = client.devices()
    at, later = (datetime(2026, 11, 23, 1, minute, tzinfo=UTC) for minute in (42, 43))
    out = PrinterRow(trouble="paper-out", paper_low=False, since=at, reported_at=later)
    assert listed == (
        DeviceRow(name="Cửa chính", kind="kiosk", kiosk=0, printer=out),
        DeviceRow(name="Sảnh", kind="display", seen_at=later),
    )
    assert server.heard[0].path == "/api/v1/devices"


def test_a_refused_stream_is_a_refusal() -> None:
    with (
        playing(problem(401, code="signed-out", title="Chưa đăng nhập.")) as (client, _),
        pytest.raises(Refused) as caught,
    ):
        list(client.changes(0))
    assert caught.value.status == 401


def test_lines_of_a_stream_become_messages() -> None:
    lines = [": beat", "", "id: 1", "event: X", "data: a", "data: b", "", "data:c", "", "id: 9"]
    assert list(blocks(lines)) == [Block(id="1", event="X", data="a\nb"), Block(data="c")]
