"""How many tickets a second the server gives out over HTTP, beside an empty route of the same app.

    python -m bench.http_tickets [--tickets 6000] [--clients 8 32] [--threads 16]

Each round starts a fresh sample centre in a folder of its own, so nothing of an earlier round
helps. wrk runs beside it on the same cores, spreads the tickets over all queues, and gives each
request a key of its own. The empty route is one that the bench adds to the app: GET, no body in
either direction, through the same socket, event loop, threads and Flask. Orders have a window of
their own beside Flask (docs/decisions/0004). The same orders also go to bench/baseline.py.
"""

import argparse
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from flask import Response

from luot import config
from server import shell
from server.app import create_app
from server.opening import opened
from server.serve import listen, serve
from server.shell import Shell

TICKETS = """
local queues = {"A", "C", "E", "H", "K", "S", "R", "X"}
local n = 0
local run = "%(run)s"
request = function()
  n = n + 1
  return wrk.format("POST", "/api/v1/tickets", {
    ["Authorization"] = "Bearer %(token)s",
    ["Content-Type"] = "application/json",
    ["Idempotency-Key"] = run .. "-" .. n,
  }, '{"queue":"' .. queues[n %% 8 + 1] .. '"}')
end
response = function(status) if status ~= 201 then print("BAD " .. status) end end
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """What wrk saw."""

    requests: int
    rate: float
    p50_ms: float
    p99_ms: float
    bad: int


def serving(folder: Path) -> None:
    """The child: a sample centre with one route more."""
    config.write_demo(folder / "luot.toml")
    settings = config.load(folder / "luot.toml")
    listener = listen("127.0.0.1", 0)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    with listener, opened(folder, settings, address=address, demo=True) as house:
        app = create_app(house, demo=True)
        app.add_url_rule("/empty", "empty", lambda: Response(b"", 204))
        token = house.accounts.demo_tokens["kiosk"]
        ready = json.dumps({"url": address, "token": token, "pid": str(os.getpid())})
        serve(
            Shell(app, house),
            listener,
            house.news.hub,
            ready=lambda: print(ready, flush=True),
        )


@contextmanager
def centre(threads: int) -> Iterator[dict[str, str]]:
    """A fresh sample centre in a process of its own."""
    folder = Path(tempfile.mkdtemp(prefix="luot-bench-"))
    command = [
        sys.executable,
        "-m",
        "bench.http_tickets",
        "--serve",
        str(folder),
        "--threads",
        str(threads),
    ]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert child.stdout is not None
        yield json.loads(child.stdout.readline())
    finally:
        child.terminate()
        child.wait(10)
        shutil.rmtree(folder)


def wrk(url: str, clients: int, seconds: float, script: str | None = None) -> Rate:
    """What wrk says of one address."""
    command = ["wrk", "-t1", f"-c{clients}", f"-d{max(1, round(seconds))}s", "--latency"]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as lua:
        if script is not None:
            lua.write(script)
            lua.flush()
            command += ["-s", lua.name]
        said = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
    return Rate(
        requests=int(_found(r"(\d+) requests in", said)),
        rate=float(_found(r"Requests/sec:\s+([\d.]+)", said)),
        p50_ms=_ms(_found(r"(?m)^\s+50%\s+([\d.]+\w+)$", said)),
        p99_ms=_ms(_found(r"(?m)^\s+99%\s+([\d.]+\w+)$", said)),
        bad=len(re.findall(r"^BAD", said, re.MULTILINE)),
    )


def _found(pattern: str, said: str) -> str:
    """The part of wrk's answer that is wanted."""
    match = re.search(pattern, said)
    assert match is not None, said
    return match[1]


def _ms(text: str) -> float:
    """One of wrk's durations."""
    for unit, factor in (("us", 0.001), ("ms", 1.0), ("s", 1000.0)):
        if text.endswith(unit):
            return float(text.removesuffix(unit)) * factor
    raise ValueError(text)


def cpu(pid: str) -> float:
    """Seconds of processor time that a process has used, its own and the system's for it."""
    told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


USUAL = """
local queues = {"A", "C", "E", "H", "K", "S", "R", "X"}
local n = 0
request = function()
  n = n + 1
  return wrk.format("POST", "/tickets", {["Content-Type"] = "application/json"},
    '{"queue":"' .. queues[n % 8 + 1] .. '"}')
end
response = function(status) if status ~= 201 then print("BAD " .. status) end end
"""


def usual(clients: int, tickets: int) -> Rate:
    """The same orders to the hall written in the usual way of the field (bench/baseline.py)."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    with tempfile.TemporaryDirectory() as folder:
        child = subprocess.Popen([sys.executable, "-m", "bench.baseline", port, folder])
        try:
            for _ in range(100):
                with suppress(OSError), socket.create_connection(("127.0.0.1", int(port))):
                    break
                time.sleep(0.1)
            wrk(f"http://127.0.0.1:{port}/empty", clients, 1)
            return wrk(f"http://127.0.0.1:{port}/tickets", clients, tickets / 1300, USUAL)
        finally:
            child.terminate()
            child.wait(10)


def measure(clients: int, tickets: int, threads: int) -> dict[str, float]:
    """One round: the empty route, some thousand tickets, the empty route again."""
    with centre(threads) as at:
        wrk(f"{at['url']}/empty", clients, 1)  # warm
        before = wrk(f"{at['url']}/empty", clients, 3)
        script = TICKETS % {"run": f"{time.monotonic_ns():x}", "token": at["token"]}
        used = cpu(at["pid"])
        given = wrk(f"{at['url']}/api/v1/tickets", clients, tickets / 1300, script)
        used = cpu(at["pid"]) - used
        after_used = cpu(at["pid"])
        after = wrk(f"{at['url']}/empty", clients, 3)
        after_used = cpu(at["pid"]) - after_used
    empty = (before.rate + after.rate) / 2
    other = usual(clients, tickets)
    return {
        "clients": clients,
        "threads": threads,
        "tickets": given.requests,
        "tickets_per_s": given.rate,
        "p50_ms": given.p50_ms,
        "p99_ms": given.p99_ms,
        "refused": given.bad,
        "empty_per_s": round(empty, 1),
        "share": round(given.rate / empty, 3),
        "usual_per_s": other.rate,
        "usual_p99_ms": other.p99_ms,
        "ticket_cpu_us": round(used / given.requests * 1e6),
        "empty_cpu_us": round(after_used / after.requests * 1e6),
    }


def main() -> None:
    """Measure, and print one line of JSON a round."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--tickets", type=int, default=6000)
    wanted.add_argument("--clients", type=int, nargs="+", default=[8, 32])
    wanted.add_argument("--threads", type=int, default=shell.THREADS)
    wanted.add_argument("--serve", type=Path)
    asked = wanted.parse_args()
    if asked.serve:
        shell.THREADS = asked.threads
        serving(asked.serve)
        return
    for clients in asked.clients:
        print(json.dumps(measure(clients, asked.tickets, asked.threads)), flush=True)


if __name__ == "__main__":
    main()
