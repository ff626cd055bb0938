"""A real server for tests: its own process, data and port, with a client for each right."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from luot.config import FILE, load, write_demo
from server.accounts import Accounts, open_accounts
from server.clock import wall

STARTS_WITHIN = 20.0


@dataclass(slots=True)
class Server:
    """A sample centre, started, stopped, killed and started again on the same data and port."""

    data: Path
    url: str = ""
    tokens: dict[str, str] = field(default_factory=dict)
    port: int = 0
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        command = [sys.executable, "-m", "luot", "server", "--demo", "--json"]
        command += ["--data", str(self.data), "--port", str(self.port), "--host", "127.0.0.1"]
        self.data.mkdir(parents=True, exist_ok=True)
        with (self.data / "server.log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log)
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, (self.data / "server.log").read_text()
        ready = json.loads(line)
        self.url, self.tokens = ready["url"], ready["tokens"]
        self.port = int(self.url.rpartition(":")[2])

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Stop it, and say with which code it ended."""
        assert self.process is not None
        self.process.send_signal(how)
        code = self.process.wait(10)
        assert self.process.stdout is not None
        self.process.stdout.close()
        self.process = None
        return code

    def kill(self) -> None:
        self.end(signal.SIGKILL)

    def restart(self) -> None:
        self.end()
        self.start()

    def headers(self, right: str | None, *, key: str | None = None) -> dict[str, str]:
        """The headers of an order by a demo token, under a fresh key unless one is named."""
        headers = {"Idempotency-Key": key or str(uuid4()), "Accept-Language": "vi"}
        return headers | ({"Authorization": f"Bearer {self.tokens[right]}"} if right else {})

    def post(
        self, path: str, body: object = None, *, by: str | None = "official", key: str | None = None
    ) -> httpx.Response:
        return httpx.post(
            f"{self.url}/api/v1{path}",
            json={} if body is None else body,
            headers=self.headers(by, key=key),
            timeout=15,
            trust_env=False,
        )

    def get(self, path: str, *, by: str | None = "official", **params: str | int) -> httpx.Response:
        return httpx.get(
            f"{self.url}/api/v1{path}",
            params=params,
            headers=self.headers(by),
            timeout=15,
            trust_env=False,
        )

    def take(self, queue: str = "A", **more: object) -> dict[str, Any]:
        """A ticket from the kiosk."""
        answer = self.post("/tickets", {"queue": queue, **more}, by="kiosk")
        assert answer.status_code == 201, answer.text
        issued: dict[str, Any] = answer.json()
        return issued

    def next(self, counter: int = 1) -> dict[str, Any]:
        """The ticket that a counter calls."""
        answer = self.post(f"/counters/{counter}/next")
        assert answer.status_code == 200, answer.text
        called: dict[str, Any] = answer.json()
        return called


AT_ONCE = {"cooldown = 15": "cooldown = 0", "before_missed = 2": "before_missed = 1"}


def miss_at_once(data: Path) -> None:
    """Make the folder of a sample centre in which whoever does not come is missed at once."""
    data.mkdir(parents=True, exist_ok=True)
    write_demo(data / FILE)
    settings = (data / FILE).read_text(encoding="utf-8")
    for before, after in AT_ONCE.items():
        assert before in settings
        settings = settings.replace(before, after)
    (data / FILE).write_text(settings, encoding="utf-8")


def problem(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of a refusal, once it has proved to be a problem document."""
    assert answer.headers["content-type"] == "application/problem+json"
    document = answer.json()
    assert document["type"] == "about:blank"
    assert document["status"] == answer.status_code
    assert document["title"]
    return answer.status_code, document["code"]


@contextmanager
def served(data: Path) -> Iterator[Server]:
    """A server that is ended whatever happens."""
    server = Server(data)
    server.start()
    try:
        yield server
    finally:
        if server.process is not None:
            server.end(signal.SIGKILL)


@contextmanager
def office(server: Server) -> Iterator[Accounts]:
    """The accounts as the command line sees them, beside the running server."""
    accounts = open_accounts(server.data, load(server.data / FILE), wall)
    try:
        yield accounts
    finally:
        accounts.close()
