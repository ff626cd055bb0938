"""No line to the server, nor any number of them, keeps the hall waiting."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from uvicorn.server import ServerState

from server.sockets import LONGEST_HEAD, LONGEST_REQUEST, MOST, MOST_FROM_ONE, Crowd, HallProtocol

ROOT = Path(__file__).parent.parent
GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
DONE = b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\ndone"


async def hall(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401
    """Reads a request whole and says that it is done; under /endless it never ends."""
    while (await receive()).get("more_body"):
        pass
    endless = scope["path"] == "/endless"
    body = b"x" * 20_000_000 if scope["path"] == "/large" else b"done"
    head = [] if endless else [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": head})
    await send({"type": "http.response.body", "body": body, "more_body": endless})
    while endless and (await receive())["type"] != "http.disconnect":
        pass


class Line:
    """One line to the server."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def says(self, *pieces: bytes, pause: float = 0) -> None:
        for piece in pieces:
            self.writer.write(piece)
            await self.writer.drain()
            await asyncio.sleep(pause)

    async def hears(self, what: bytes = DONE) -> None:
        assert await asyncio.wait_for(self.reader.readexactly(len(what)), 2) == what

    async def to_the_end(self) -> bytes:
        """All that is answered until the line is cut."""
        heard = b""
        try:
            while piece := await asyncio.wait_for(self.reader.read(65536), 2):
                heard += piece
        except ConnectionError:
            self.writer.transport.abort()
        return heard

    async def is_cut(self) -> bool:
        return await self.to_the_end() == b""

    async def refusal(self) -> tuple[int, str]:
        """Status and code of the problem that is answered before the line is cut."""
        head, _, body = (await self.to_the_end()).partition(b"\r\n\r\n")
        lines = head.decode().lower().split("\r\n")
        assert "content-type: application/problem+json" in lines
        assert "connection: close" in lines
        assert f"content-length: {len(body)}" in lines
        status = int(lines[0].split()[1])
        if status == 503:
            assert "retry-after: 1" in lines
        document = json.loads(body)
        assert (document["status"], bool(document["title"])) == (status, True)
        return status, document["code"]


class House:
    """A server that is less patient than the real one."""

    def __init__(self, port: int, crowd: Crowd) -> None:
        self.port = port
        self.crowd = crowd
        self.lines: list[Line] = []

    async def line(self, address: str = "127.0.0.1") -> Line:
        reader, writer = await asyncio.open_connection(
            "127.0.0.1", self.port, local_addr=(address, 0)
        )
        self.lines.append(Line(reader, writer))
        return self.lines[-1]

    async def empties(self) -> None:
        """Wait until every line is gone."""
        for _ in range(300):
            if not self.crowd.size:
                return
            await asyncio.sleep(0.01)
        pytest.fail(f"{self.crowd.size} lines are open still")


@asynccontextmanager
async def opened(*, most: int = 50, most_from_one: int = 20) -> AsyncIterator[House]:
    counted = Crowd(most=most, most_from_one=most_from_one)

    class Protocol(HallProtocol):
        crowd = counted
        head_within = 0.3
        read_within = 0.5

    config = uvicorn.Config(hall, timeout_keep_alive=1, log_config=None)
    config.load()
    state = ServerState()
    server = await asyncio.get_running_loop().create_server(
        lambda: Protocol(config=config, server_state=state, app_state={}), "127.0.0.1", 0
    )
    house = House(server.sockets[0].getsockname()[1], counted)
    try:
        yield house
    finally:
        for line in house.lines:
            line.writer.close()
        server.close()
        await house.empties()


def visits(visit: Callable[[House], Awaitable[None]], **limits: int) -> None:
    async def run() -> None:
        async with opened(**limits) as house:
            await visit(house)

    asyncio.run(run())


def test_an_ordinary_line_is_answered_again_and_again() -> None:
    async def visit(house: House) -> None:
        line = await house.line()
        for _ in range(3):
            await line.says(GET)
            await line.hears()
        await line.says(GET * 50)
        await line.hears(DONE * 50)
        await line.says(GET * 4000 + GET[:9])
        await line.hears(DONE * 4000)
        await line.says(GET[9:])
        await line.hears()
        await line.says(b"POST / HTTP/1.1\r\nContent-Length: 60000\r\n\r\n", b"x" * 60_000)
        await line.hears()

    visits(visit)


@pytest.mark.parametrize(
    "begin", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\nX: ", b"\r\n", GET, GET + b"\r\n",
              GET + b"GET / HTTP/1.1\r\nX: "],
)  # fmt: skip
def test_a_head_that_does_not_come_whole_is_not_waited_for(begin: bytes) -> None:
    async def visit(house: House) -> None:
        line = await house.line()
        if begin.startswith(GET):
            await line.says(GET)
            await line.hears()
        await line.says(begin.removeprefix(GET))
        async with asyncio.timeout(0.8 if begin != GET else 1.5):
            assert await line.is_cut()

    visits(visit)


def test_a_head_that_drips_is_not_waited_for_either() -> None:
    async def visit(house: House) -> None:
        line = await house.line()
        dripping = asyncio.create_task(line.says(GET[:-2] + b"X: ", *[b"x"] * 99, pause=0.05))
        async with asyncio.timeout(0.7):
            assert await line.is_cut()
        dripping.cancel()

    visits(visit)


def test_a_body_may_take_longer_than_a_head() -> None:
    async def visit(house: House) -> None:
        line = await house.line()
        await line.says(b"POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n", b"a", b"b", pause=0.4)
        await line.hears()

    visits(visit)


HEADS = {
    "one endless value": [b"GET / HTTP/1.1\r\nX: " + b"a" * 40_000, b"a" * 40_000],
    "one large value": [b"GET / HTTP/1.1\r\nX: " + b"a" * LONGEST_HEAD + b"\r\n\r\n"],
    "many values": [b"GET / HTTP/1.1\r\n" + b"Abc: defg\r\n" * 10_000],
    "a long address": [b"GET /" + b"a" * 40_000, b"a" * 40_000],
    "the second": [GET + b"GET / HTTP/1.1\r\nX: ", b"a" * 40_000, b"a" * 40_000],
}


@pytest.mark.parametrize("what", HEADS)
def test_a_head_that_is_too_long_is_refused(what: str) -> None:
    async def visit(house: House) -> None:
        line = await house.line()
        await line.says(*HEADS[what], pause=0.01)
        if what == "the second":
            await line.hears()
        assert await line.refusal() == (431, "head-too-long")

    visits(visit)


def test_no_request_goes_on_for_ever() -> None:
    async def visit(house: House) -> None:
        large = b"x" * (LONGEST_REQUEST // 4)
        line = await house.line()
        await line.says(b"POST / HTTP/1.1\r\nContent-Length: 9999999\r\n\r\n")
        with pytest.raises(ConnectionError):
            await line.says(*[large] * 20, pause=0.01)
        assert await line.is_cut()

    visits(visit)


def test_what_is_no_http_is_a_problem_too() -> None:
    async def visit(house: House) -> None:
        line = await house.line()
        await line.says(b"HELLO\r\n\r\n")
        assert await line.refusal() == (400, "malformed")

    visits(visit)


def test_nothing_is_written_into_an_answer_under_way() -> None:
    async def visit(house: House) -> None:
        line = await house.line()
        await line.says(b"GET /endless HTTP/1.1\r\n\r\n", pause=0.05)
        await line.says(b"GET / HTTP/1.1\r\nX: " + b"a" * 70_000)
        heard = await line.to_the_end()
        assert heard.startswith(b"HTTP/1.1 200 OK")
        assert heard.endswith(b"4\r\ndone\r\n")

    visits(visit)


def test_one_address_cannot_take_every_line() -> None:
    async def visit(house: House) -> None:
        for _ in range(5):
            await (await house.line("127.0.0.2")).says(b"GET / HTTP/1.1\r\nX: ")
        over = await house.line("127.0.0.2")
        await over.says(GET)
        assert await over.refusal() == (503, "busy")
        silent = await house.line("127.0.0.2")
        assert await silent.is_cut()
        other = await house.line("127.0.0.3")
        await other.says(GET)
        await other.hears()
        await asyncio.sleep(0.4)  # those without a head are gone
        again = await house.line("127.0.0.2")
        await again.says(GET)
        await again.hears()

    visits(visit, most_from_one=5)


def test_who_is_in_is_served_while_the_house_is_full() -> None:
    async def visit(house: House) -> None:
        inside = await house.line("127.0.0.2")
        await inside.says(GET)
        await inside.hears()
        for n in range(3, 6):
            await (await house.line(f"127.0.0.{n}")).says(b"GET / HTTP/1.1\r\nX: ")
        outside = await house.line("127.0.0.9")
        await outside.says(GET)
        assert await outside.refusal() == (503, "busy")
        await inside.says(GET)
        await inside.hears()

    visits(visit, most=4)


def test_who_does_not_read_is_dropped() -> None:
    async def visit(house: House) -> None:
        line = await house.line()
        line.writer.transport.pause_reading()  # type: ignore[attr-defined]
        await line.says(b"GET /large HTTP/1.1\r\n\r\n")
        await house.empties()
        line.writer.transport.abort()

    visits(visit)


def test_two_hundred_phones_behind_one_address_fit_and_leave_room_for_others() -> None:
    crowd = Crowd()
    assert all(crowd.enter("192.168.1.1") for _ in range(200 * 2))
    assert MOST_FROM_ONE < MOST / 2
    assert [crowd.enter("192.168.1.1") for _ in range(200)].count(True) == MOST_FROM_ONE - 400
    assert [crowd.enter("192.168.1.2") for _ in range(2000)].count(True) == MOST_FROM_ONE
    assert crowd.enter("192.168.1.3")
    crowd.leave("192.168.1.1")
    assert crowd.enter("192.168.1.1")
    assert not crowd.enter("192.168.1.1")


def test_there_are_files_enough_for_every_line() -> None:
    code = """
import resource
from server.serve import room
hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
print(room(), resource.getrlimit(resource.RLIMIT_NOFILE)[0] > 2 * room())
resource.setrlimit(resource.RLIMIT_NOFILE, (512, 512))
print(room())
"""
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.splitlines() == [f"{MOST} True", "256"]
