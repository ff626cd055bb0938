"""The live stream: every event once and in order, whoever comes and goes."""

import asyncio
import json
import socket
import threading
import time
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from server.actor import Scope
from server.hub import MOST_LISTENERS, Hub
from server.ring import Message, Ring
from server.stream import Audience, Place, Stream, Wanted
from tests.servers import Server, office, served


@dataclass(slots=True)
class Ear:
    """Hears what a stream tells, each event with its id, kind and data."""

    heard: list[tuple[int, str, dict[str, Any]]] = field(default_factory=list)

    def listen(self, lines: Iterator[str], until: int) -> None:
        """Hear until an event with that id, or a reset, or the end."""
        event: dict[str, str] = {}
        for line in lines:
            name, _, value = line.partition(": ")
            if name in {"id", "event", "data"}:
                event[name] = value
            elif not line and event:
                self.heard.append((int(event["id"]), event["event"], json.loads(event["data"])))
                if self.heard[-1][0] >= until or event["event"] == "reset":
                    return
                event = {}

    @property
    def ids(self) -> list[int]:
        return [seq for seq, _, _ in self.heard]


@contextmanager
def stream(server: Server, right: str = "display", **params: str | int) -> Iterator[httpx.Response]:
    """An open stream."""
    last = params.pop("last", None)
    headers = server.headers(right) | ({"Last-Event-ID": str(last)} if last is not None else {})
    with httpx.stream(
        "GET",
        f"{server.url}/api/v1/events",
        params=params,
        headers=headers,
        timeout=20,
        trust_env=False,
    ) as answer:
        yield answer


def heard(server: Server, until: int, right: str = "display", **params: str | int) -> Ear:
    """All that a stream tells up to the event `until`."""
    ear = Ear()
    with stream(server, right, **params) as answer:
        assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
        ear.listen(answer.iter_lines(), until)
    return ear


def head(server: Server) -> int:
    seq: int = server.get("/board").json()["seq"]
    return seq


def test_a_listener_hears_everything_after_its_snapshot_once_and_in_order(server: Server) -> None:
    since = head(server)
    ear = Ear()
    with stream(server, since=since) as answer:
        listening = threading.Thread(target=ear.listen, args=(answer.iter_lines(), since + 6))
        listening.start()
        tickets = [server.take() for _ in range(5)]
        server.post("/counters/1/open")
        listening.join(10)
    assert ear.ids == list(range(since + 1, since + 7))
    assert [kind for _, kind, _ in ear.heard] == ["TicketIssued"] * 5 + ["CounterOpened"]
    waiting = [data["queues"][0]["waiting"] for _, _, data in ear.heard[:5]]
    assert waiting == list(range(waiting[0], waiting[0] + 5))
    assert len(tickets) == 5


def test_a_screen_hears_no_tickets_and_an_official_hears_whole_rows(server: Server) -> None:
    since = head(server)
    ticket = server.take("K")
    ((_, _, seen),) = heard(server, since + 1, since=since).heard
    assert set(seen) == {"seq", "at", "kind", "counters", "queues"}
    ((_, _, full),) = heard(server, since + 1, "official", since=since).heard
    assert [row["id"] for row in full["tickets"]] == [ticket["id"]]
    assert full["counter_rows"] == []


def test_a_call_comes_with_the_whole_list_of_calls(server: Server) -> None:
    server.take("S")
    server.post("/counters/2/open", {"queues": ["S"]})
    since = head(server)
    called = server.next(2)
    ((_, kind, data),) = heard(server, since + 1, since=since).heard
    assert kind == "TicketCalled"
    assert data["calls"][0]["number"] == called["number"]
    assert data["calls"] == server.get("/board").json()["calls"]
    assert [row["state"] for row in data["counters"]] == ["called"]


def test_last_event_id_wins_over_since(server: Server) -> None:
    server.take()
    last = head(server)
    assert heard(server, last, since=0, last=last - 1).ids == [last]


def test_a_listener_that_cannot_go_on_is_told_to_begin_anew(server: Server) -> None:
    seq, epoch = head(server), server.get("/board").json()["epoch"]
    told = [(seq, "reset", {"epoch": epoch, "seq": seq})]
    assert heard(server, seq, since=seq + 1000).heard == told
    assert heard(server, seq, since=seq, epoch="another").heard == told
    assert heard(server, seq, since=seq - 1, epoch=epoch).ids == [seq]


@pytest.mark.parametrize(
    "wrong", [{"since": "x"}, {"since": "-1"}, {"since": "9" * 30}, {"last": "x"}]
)
def test_what_is_no_seq_is_refused(server: Server, wrong: dict[str, str]) -> None:
    with stream(server, **wrong) as answer:
        answer.read()
        assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


def test_only_get_is_listening(server: Server) -> None:
    answer = server.post("/events")
    assert (answer.status_code, answer.json()["code"]) == (405, "method-not-allowed")


def test_streams_do_not_delay_an_order(server: Server) -> None:
    lines = []
    for _ in range(20):
        line = socket.create_connection(("127.0.0.1", server.port))
        token = server.tokens["display"]
        line.sendall(
            b"GET /api/v1/events HTTP/1.1\r\nHost: x\r\n"
            b"Authorization: Bearer %b\r\n\r\n" % token.encode()
        )
        assert line.recv(100).startswith(b"HTTP/1.1 200")
        lines.append(line)
    times = []
    for _ in range(20):
        began = time.perf_counter()
        server.take()
        times.append(time.perf_counter() - began)
    for line in lines:
        line.close()
    assert sorted(times)[10] < 0.5


def test_a_listener_that_is_not_let_in_any_more_hears_no_more(tmp_path: Path) -> None:
    with served(tmp_path / "data") as server:
        with office(server) as accounts:
            server.tokens["hall"], _ = accounts.keys.issue("hall", Scope.DISPLAY)
        with stream(server, "hall") as answer:
            lines = answer.iter_lines()
            assert next(lines) == "retry: 1000"
            with office(server) as accounts:
                accounts.keys.revoke("hall")
            time.sleep(0.3)  # the server looks ten times a second for what another process wrote
            server.take()
            assert not any("TicketIssued" in line for line in lines)
        with stream(server, "hall") as answer:
            assert answer.status_code == 401


def test_a_killed_server_goes_on_telling_where_it_stopped(tmp_path: Path) -> None:
    with served(tmp_path / "data") as server:
        ear = Ear()
        for round_ in range(4):
            for _ in range(5):
                server.take()
            last = ear.ids[-1] if ear.heard else 0
            epoch = server.get("/board").json()["epoch"]
            more = heard(server, head(server), since=0, last=last, epoch=epoch)
            ear.heard += more.heard
            if round_ < 3:
                server.take()  # told to nobody before the kill
                server.kill()
                server.start()
        assert ear.ids == list(range(1, head(server) + 1))
        assert [kind for _, kind, _ in ear.heard].count("TicketIssued") == 23


def test_the_same_event_is_told_with_the_same_words_after_a_restart(tmp_path: Path) -> None:
    with served(tmp_path / "data") as server:
        server.post("/counters/1/open")
        ticket = server.take()
        server.next()
        server.post(f"/tickets/{ticket['id']}/start")
        server.post(f"/tickets/{ticket['id']}/finish", {"outcome": "accepted"})
        before = heard(server, head(server), "official", since=0).heard
        server.restart()
        assert heard(server, head(server), "official", since=0).heard == before


def message(seq: int) -> Message:
    return Message(seq, b"b%d" % seq, b"o%d" % seq)


def test_the_ring_keeps_the_last_messages_and_knows_what_is_gone() -> None:
    ring = Ring(size=10)
    ring.extend(message(seq) for seq in range(5, 9))
    assert (ring.floor, ring.head, ring.position(4), ring.position(8)) == (4, 8, 0, 4)
    assert (ring.position(3), ring.position(9)) == (None, None)
    for seq in range(9, 100):
        ring.extend([message(seq)])
    assert ring.head == 99
    assert 10 <= ring.end - ring.start <= 11
    assert ring.position(ring.floor) == ring.start
    assert ring.position(ring.floor - 1) is None
    assert ring.after(ring.start - 1, 5) is None
    place = ring.position(95)
    assert place is not None
    kept = ring.after(place, 3)
    assert kept is not None
    assert [each.seq for each in kept] == [96, 97, 98]


class Room:
    """A stream without a network: listeners that read, and some that do not."""

    def __init__(self, *, heartbeat: float = 5, patience: float = 5) -> None:
        self.hub: Hub[Message] = Hub("e1", Ring(), lambda each: each)
        self.hub.start(asyncio.get_running_loop())
        self.stream = Stream(
            self.hub, lambda _: Audience.BOARD, heartbeat=heartbeat, patience=patience
        )
        self.told: list[dict[str, Any]] = []

    async def listens(self, *, reads: bool = True, since: int = 0) -> None:
        scope = {"method": "GET", "headers": [], "query_string": b"since=%d" % since}
        await self.stream(scope, self._stays, self._hears if reads else self._sleeps)

    async def _stays(self) -> dict[str, Any]:
        await asyncio.Event().wait()
        return {}

    async def _hears(self, part: MutableMapping[str, Any]) -> None:
        self.told.append(dict(part))

    async def _sleeps(self, part: MutableMapping[str, Any]) -> None:
        if part.get("body", b"").startswith(b"b"):
            await asyncio.Event().wait()

    def words(self) -> bytes:
        return b"".join(part.get("body", b"") for part in self.told)


def test_whoever_does_not_read_is_dropped_and_hurts_nobody() -> None:
    async def hall() -> None:
        room = Room(patience=0.05)
        deaf = [asyncio.create_task(room.listens(reads=False)) for _ in range(50)]
        awake = asyncio.create_task(room.listens())
        await asyncio.sleep(0.01)
        for seq in range(1, 1001):
            room.hub.tell([message(seq)])
        async with asyncio.timeout(5):
            await asyncio.gather(*deaf)
        assert room.hub.listening == 1
        room.hub.close()
        await awake
        expected = b"retry: 1000\n\n" + b"".join(b"b%d" % seq for seq in range(1, 1001))
        assert room.words() == expected
        assert room.told[-1] == {"type": "http.response.body", "body": b"", "more_body": False}

    asyncio.run(hall())


def test_a_quiet_hall_gives_signs_of_life() -> None:
    async def hall() -> None:
        room = Room(heartbeat=0.01)
        listening = asyncio.create_task(room.listens())
        await asyncio.sleep(0.2)
        room.hub.close()
        await listening
        assert room.words().startswith(b"retry: 1000\n\n:\n\n:\n\n:\n\n")

    asyncio.run(hall())


def test_there_is_room_for_four_hundred_listeners() -> None:
    async def hall() -> None:
        room = Room()
        lines = [asyncio.create_task(room.listens()) for _ in range(MOST_LISTENERS)]
        await asyncio.sleep(0.1)
        assert room.hub.listening == MOST_LISTENERS
        room.told.clear()
        await room.listens()
        assert room.told[0]["status"] == 503
        assert b"too-many-streams" in room.words()
        room.hub.close()
        await asyncio.gather(*lines)

    asyncio.run(hall())


def test_whoever_is_too_far_behind_begins_anew() -> None:
    async def hall() -> None:
        room = Room()
        room.hub.ring = Ring(size=10)
        room.hub.tell([message(1)])
        await asyncio.sleep(0)
        place = Place(room.hub, Wanted(since=0, epoch=None))
        assert place.next(Audience.BOARD) == b"b1"
        for seq in range(2, 30):
            room.hub.tell([message(seq)])
        await asyncio.sleep(0)
        told = b'id: 29\nevent: reset\ndata: {"epoch":"e1","seq":29}\n\n'
        assert place.next(Audience.BOARD) == told
        assert place.next(Audience.BOARD) == b""

    asyncio.run(hall())
