"""Whether the hall keeps its promises under load and under kill -9.

Citizens take tickets at a steady rate, counters call, start and finish, displays listen. With
--kills the server is killed with SIGKILL so often and started again on the same data. Everybody
tries again with the same key until there is an answer.

    python -m bench.truth --seconds 60 --rate 60 --counters 8 --displays 40
    python -m bench.truth --seconds 60 --rate 30 --kills 10
"""

import argparse
import asyncio
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from luot.parts import luot

QUEUES = "ACEHKSRX"
TRY_AGAIN = 0.05


@dataclass
class House:
    """A server that may be killed and started again."""

    data: Path
    port: int = 0
    process: "subprocess.Popen[str] | None" = None
    tokens: dict[str, str] = field(default_factory=dict)

    def start(self) -> None:
        where = ["--data", str(self.data), "--port", str(self.port)]
        with (self.data / "server.log").open("a", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                luot("server", "--demo", "--json", *where),
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        assert self.process.stdout is not None
        ready = json.loads(self.process.stdout.readline())
        self.process.stdout.close()
        self.port = int(ready["url"].rpartition(":")[2])
        self.tokens = ready["tokens"]

    def end(self, how: signal.Signals) -> None:
        assert self.process is not None
        self.process.send_signal(how)
        self.process.wait()


@dataclass
class Told:
    """What everybody was told."""

    tickets: dict[str, dict[str, Any]] = field(default_factory=dict)
    calls: list[tuple[str, str, int]] = field(default_factory=list)
    served: int = 0
    refusals: Counter[str] = field(default_factory=Counter)
    retries: int = 0
    waits: list[float] = field(default_factory=list)


class Line:
    """One client's HTTP connection, opened again when it breaks."""

    def __init__(self, house: House, role: str, told: Told) -> None:
        self.house, self.role, self.told = house, role, told
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def post(self, path: str, body: dict[str, Any]) -> tuple[int, Any]:
        """The answer to an order, asked for with one key until it comes."""
        key = str(uuid.uuid4())
        while True:
            try:
                return await asyncio.wait_for(self._once(path, body, key), 5)
            except (OSError, EOFError, TimeoutError, IndexError, ValueError):
                self.told.retries += 1
                self.close()
                await asyncio.sleep(TRY_AGAIN)

    def close(self) -> None:
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None

    async def _once(self, path: str, body: dict[str, Any], key: str) -> tuple[int, Any]:
        if self.reader is None or self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.house.port)
        data = json.dumps(body).encode()
        head = (
            f"POST /api/v1/{path} HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
            f"Authorization: Bearer {self.house.tokens[self.role]}\r\nIdempotency-Key: {key}\r\n"
            f"Content-Length: {len(data)}\r\n\r\n"
        )
        self.writer.write(head.encode() + data)
        answer = await self.reader.readuntil(b"\r\n\r\n")
        status = int(answer.split(b" ", 2)[1])
        length = re.search(rb"(?i)content-length: (\d+)", answer)
        content = await self.reader.readexactly(int(length[1])) if length else b""
        if status == 503:
            raise OSError("busy")
        return status, json.loads(content) if content else None


async def citizen(line: Line, at: float, told: Told) -> None:
    """Somebody takes a ticket at a given moment."""
    await asyncio.sleep(max(0.0, at - time.monotonic()))
    begun = time.monotonic()
    status, ticket = await line.post("tickets", {"queue": random.choice(QUEUES)})
    told.waits.append(time.monotonic() - begun)
    line.close()
    assert status == 201, (status, ticket)
    assert ticket["id"] not in told.tickets, "one answer for two keys"
    told.tickets[ticket["id"]] = ticket


async def official(line: Line, counter: int, until: float, told: Told) -> None:
    """Somebody calls, starts and finishes as fast as the hall allows."""
    await line.post(f"counters/{counter}/open", {})
    while time.monotonic() < until:
        status, ticket = await line.post(f"counters/{counter}/next", {})
        if status != 200:
            told.refusals[ticket["code"] if ticket else "nobody"] += 1
            await asyncio.sleep(0.02)
            continue
        told.calls.append((ticket["id"], ticket["number"], counter))
        for act, body in (("start", {}), ("finish", {"outcome": "accepted"})):
            status, answer = await line.post(f"tickets/{ticket['id']}/{act}", body)
            assert status == 200, (act, status, answer)
        told.served += 1
    line.close()


@dataclass
class Seen:
    """What one display saw: the ids, and where it had to begin anew."""

    ids: list[int] = field(default_factory=list)
    resets: int = 0
    reconnects: int = -1


async def display(house: House, seen: Seen) -> None:
    """A screen that listens from the beginning, and goes on where it was after every break."""
    while True:
        try:
            await _listen(house, seen)
        except (OSError, EOFError):
            await asyncio.sleep(TRY_AGAIN)


async def _listen(house: House, seen: Seen) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
    seen.reconnects += 1
    last = seen.ids[-1] if seen.ids else 0
    writer.write(
        f"GET /api/v1/events?since={last} HTTP/1.1\r\nHost: h\r\n"
        f"Authorization: Bearer {house.tokens['display']}\r\n\r\n".encode()
    )
    try:
        await reader.readuntil(b"\r\n\r\n")
        rest = b""
        while piece := await reader.read(65536):
            *blocks, rest = (rest + piece).split(b"\n\n")
            for block in blocks:
                # A chunk's length may stand before the block: only whole lines count.
                if found := re.search(rb"(?m)^id: (\d+)\r?$", block):
                    seen.ids.append(int(found[1]))
                elif b"event: reset" in block:
                    seen.resets += 1
    finally:
        writer.close()


@dataclass
class Verdict:
    """What was found."""

    figures: dict[str, Any]
    faults: list[str]


async def hall(house: House, options: argparse.Namespace) -> tuple[Told, list[Seen]]:
    """The whole load, and the kills between."""
    told, begun = Told(), time.monotonic() + 0.5
    until = begun + options.seconds
    screens = [Seen() for _ in range(options.displays)]
    listeners = [asyncio.create_task(display(house, seen)) for seen in screens]
    officials = [
        asyncio.create_task(official(Line(house, "official", told), counter, until, told))
        for counter in range(1, options.counters + 1)
    ]
    citizens = [
        asyncio.create_task(citizen(Line(house, "kiosk", told), begun + n / options.rate, told))
        for n in range(int(options.seconds * options.rate))
    ]
    for _ in range(options.kills):
        await asyncio.sleep(options.seconds / (options.kills + 1) * random.uniform(0.7, 1.0))
        house.end(signal.SIGKILL)
        await asyncio.to_thread(house.start)
    await asyncio.gather(*citizens, *officials)
    await asyncio.sleep(2)
    for listener in listeners:
        listener.cancel()
    await asyncio.gather(*listeners, return_exceptions=True)
    return told, screens


def judged(house: House, told: Told, screens: list[Seen]) -> list[str]:
    """Every promise that was broken, a sentence each."""
    rows = [json.loads(line) for line in _luot("journal", "export", house.data).splitlines()]
    faults = [] if _sound(house.data) else ["the journal's chain is broken"]
    issued = {row["ticket"]: row["body"]["number"] for row in rows if row["kind"] == "TicketIssued"}
    lost = [t for t, ticket in told.tickets.items() if issued.get(t) != ticket["number"]]
    faults += [f"acknowledged, not in the journal: {t}" for t in lost]
    numbers = Counter(issued.values())
    faults += [f"{number} issued {n} times" for number, n in numbers.items() if n > 1]
    for letter in QUEUES:
        got = sorted(int(number[1:]) for number in numbers if number[0] == letter)
        if got and got != [n for n in range(1, got[-1] + 1) if not 900 <= n < 1000]:
            faults.append(f"letter {letter} has a hole in its numbers")
    if set(issued) != set(told.tickets):
        faults.append(f"{len(issued)} tickets for {len(told.tickets)} orders")
    at: dict[str, set[int]] = {}
    for row in rows:
        if row["kind"] in {"TicketCalled", "ServiceStarted"}:
            at.setdefault(row["ticket"], set()).add(row["body"]["counter"])
    faults += [f"{t} was at counters {where}" for t, where in at.items() if len(where) > 1]
    if len({t for t, _, _ in told.calls}) != len(told.calls):
        faults.append("a ticket was called to two officials")
    every = [row["seq"] for row in rows]
    for n, seen in enumerate(screens):
        if seen.ids != every or seen.resets:
            faults.append(f"display {n} saw {len(seen.ids)} of {len(every)}, {seen.resets} resets")
    return faults


def _luot(*words: "str | Path") -> str:
    *command, data = (str(word) for word in words)
    done = subprocess.run(
        luot(*command, "--data", data), capture_output=True, text=True, check=True
    )
    return done.stdout


def _sound(data: Path) -> bool:
    command = luot("journal", "verify", "--data", str(data))
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def resident(pid: int) -> int:
    """Resident memory of a process in MB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1_000_000


def run(options: argparse.Namespace) -> Verdict:
    """The load, then the judgement."""
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder))
        house.start()
        told, screens = asyncio.run(hall(house, options))
        assert house.process is not None
        memory = resident(house.process.pid)
        house.end(signal.SIGTERM)
        faults = judged(house, told, screens)
    waits = sorted(told.waits)
    figures = {
        "tickets": len(told.tickets),
        "served": told.served,
        "displays": len(screens),
        "events_each": len(screens[0].ids) if screens else 0,
        "reconnects": sum(seen.reconnects for seen in screens),
        "retries": told.retries,
        "kills": options.kills,
        "issue_p50_ms": round(1000 * waits[len(waits) // 2], 1),
        "issue_p99_ms": round(1000 * waits[int(len(waits) * 0.99)], 1),
        "resident_mb": memory,
    }
    return Verdict(figures, faults)


def options(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--rate", type=float, default=60)
    parser.add_argument("--counters", type=int, default=8)
    parser.add_argument("--displays", type=int, default=40)
    parser.add_argument("--kills", type=int, default=0)
    return parser.parse_args(words)


if __name__ == "__main__":
    verdict = run(options(*sys.argv[1:]))
    print(json.dumps(verdict.figures))
    print("\n".join(verdict.faults[:20]) or "no promise was broken")
    sys.exit(bool(verdict.faults))
