"""A believable Monday in a sample centre: a real server whose clock goes as fast as one likes."""

import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

from luot.config import FILE, load, write_demo
from server.app import create_app
from server.opening import opened
from server.serve import listen, serve
from server.shell import Shell
from tests.servers import Server

OPENS = datetime.fromisoformat("2026-11-23T07:30:00+07:00")
LUNCH = range(11 * 60 + 30, 13 * 60 + 30)
MINUTE = timedelta(minutes=1)
# Which lines each counter serves, as in a ward with eight of them.
DESKS = ("H", "HR", "AC", "CA", "E", "KS", "RX", "AC")
# What people come for: a procedure or a line, how often of a hundred, and minutes at the counter.
MATTERS = (
    ("2.000815", 27, (2, 6)),
    ("1.001193", 14, (6, 14)),
    ("1.010041", 10, (4, 10)),
    ("1.004222", 9, (7, 24)),
    ("2.000884", 9, (3, 6)),
    ("R", 9, (1, 4)),
    ("1.004873", 7, (6, 11)),
    ("2.000635", 5, (2, 5)),
    ("1.000894", 3, (8, 16)),
    ("1.013978", 3, (15, 40)),
    ("1.001612", 2, (8, 20)),
    ("1.000656", 2, (6, 12)),
)
OUTCOMES = ("accepted",) * 16 + ("supplement_asked",) * 3 + ("guidance_given",)
SCORES = (5,) * 12 + (4,) * 5 + (3,) * 2 + (2,)


class HandClock:
    """A clock that goes on by itself and can be put forward."""

    def __init__(self, at: datetime) -> None:
        self._at, self._began = at, monotonic()

    def __call__(self) -> datetime:
        return self._at + timedelta(seconds=monotonic() - self._began)

    def put(self, at: datetime) -> None:
        """Go on from here; never back."""
        self._at, self._began = max(at, self()), monotonic()

    def go(self, *, minutes: float = 0, seconds: float = 0) -> None:
        self.put(self() + timedelta(minutes=minutes, seconds=seconds))


@dataclass(kw_only=True)
class Desk:
    """What goes on at a counter; `until` is when the service will be over."""

    ticket: dict[str, Any] | None = None
    until: datetime = OPENS


@dataclass
class Day:
    """The hall from half past seven on; `issued` are the tickets by their ids."""

    server: Server
    clock: HandClock
    chance: Random = field(default_factory=lambda: Random(23))
    issued: dict[str, dict[str, Any]] = field(default_factory=dict)
    desks: dict[int, Desk] = field(default_factory=dict)

    def open(self) -> None:
        for number in range(1, len(DESKS) + 1):
            self.order(f"/counters/{number}/open")
            self.desks[number] = Desk()

    def order(self, path: str, body: object = None, *, by: str | None = "official") -> Any:  # noqa: ANN401
        answer = self.server.post(path, body, by=by)
        assert answer.status_code < 300, (path, answer.text)
        return answer.json() if answer.content else None

    def take(self, what: str, **more: object) -> dict[str, Any]:
        """Somebody takes a number for a procedure or a line, and their paper is printed."""
        body = {"procedure": what} if "." in what else {"queue": what}
        ticket: dict[str, Any] = self.order("/tickets", body | more, by="kiosk")
        self.order(f"/tickets/{ticket['id']}/printed", {"outcome": "printed"}, by="kiosk")
        self.issued[ticket["id"]] = ticket
        return ticket

    def act(self, ticket: str, act: str, **body: object) -> None:
        self.order(f"/tickets/{ticket}/{act}", body)

    def call(self, counter: int) -> dict[str, Any] | None:
        """The next one is called, if anyone waits."""
        called: dict[str, Any] | None = self.order(f"/counters/{counter}/next")
        self.desks[counter] = Desk(ticket=called)
        return self.desks[counter].ticket

    def call_one(self, counter: int, what: str) -> None:
        """Whoever waits for this longest is called out of their turn."""
        view = self.server.get(f"/counters/{counter}").json()
        ticket = next(each for each in view["waiting"] if each["procedure"] == what)
        self.act(ticket["id"], "call", counter=counter, reason="đi cùng con nhỏ")
        self.desks[counter].ticket = ticket

    def serve(self, counter: int) -> None:
        """Whoever was called is there."""
        ticket = self.desks[counter].ticket
        assert ticket is not None
        low, high = next(
            (spent for what, _, spent in MATTERS if what in {ticket["procedure"], ticket["queue"]}),
            (3, 9),
        )
        self.act(ticket["id"], "start")
        self.desks[counter].until = self.clock() + timedelta(minutes=self.chance.uniform(low, high))

    def miss(self, counter: int) -> None:
        """Whoever was called does not come, though they are called again."""
        ticket = self.desks[counter].ticket
        assert ticket is not None
        for act in ("recall", "missed"):
            self.clock.go(seconds=20)
            self.act(ticket["id"], act)
        self.desks[counter].ticket = None

    def finish(self, counter: int, *, rated: bool = True) -> None:
        """The service is over, and some say how it was."""
        ticket = self.desks[counter].ticket
        assert ticket is not None
        outcome = "result_handed_over" if ticket["queue"] == "R" else self.chance.choice(OUTCOMES)
        self.act(ticket["id"], "finish", outcome=outcome)
        if rated and self.chance.random() < 0.4:
            token = self.issued[ticket["id"]]["token"]
            self.order("/ratings", {"token": token, "score": self.chance.choice(SCORES)}, by=None)
        self.desks[counter].ticket = None

    def until(self, at: datetime) -> None:
        """Go on to this minute."""
        while (now := self.clock()) < at:
            self.clock.put(now + MINUTE)
            self._minute()

    def _minute(self) -> None:
        minute = self.clock().hour * 60 + self.clock().minute
        for _ in range(self._coming(minute)):
            names, shares, _ = zip(*MATTERS, strict=True)
            (what,) = self.chance.choices(names, shares)
            more = {"priority": "elderly"} if self.chance.random() < 0.05 else {}
            self.take(what, **more)
        for counter, desk in self.desks.items():
            if desk.ticket is not None and desk.until <= self.clock():
                self.finish(counter)
            if self.desks[counter].ticket is None and minute not in LUNCH and self.call(counter):
                self._welcome(counter)

    def _welcome(self, counter: int) -> None:
        if self.chance.random() < 0.03:
            self.miss(counter)
        else:
            self.serve(counter)

    def _coming(self, minute: int) -> int:
        """How many come in this minute: most in the first two hours, hardly any at noon."""
        share = 0.92 if minute < 9 * 60 + 30 else 0.12 if minute in LUNCH else 0.7
        return int(share) + (self.chance.random() < share % 1)


def _settings(data: Path) -> None:
    """The sample centre, with the lines of each of its counters."""
    data.mkdir(parents=True, exist_ok=True)
    write_demo(data / FILE)
    text = (data / FILE).read_text(encoding="utf-8")
    for number, lines in enumerate(DESKS, start=1):
        named = ", ".join(f'"{each}"' for each in lines)
        head = f"[[counter]]\nnumber = {number}\n"
        assert head in text
        text = text.replace(head, f"{head}queues = [{named}]\n")
    (data / FILE).write_text(text, encoding="utf-8")


def played(data: Path, work: Callable[[Day], None]) -> None:
    """Run the server on the main thread, and the work on another, until that is done."""
    _settings(data)
    clock, config = HandClock(OPENS), load(data / FILE)
    listener = listen("127.0.0.1", 0)
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    failed: list[BaseException] = []
    with listener, opened(data, config, address=url, demo=True, clock=clock) as house:
        tokens = house.accounts.demo_tokens
        day = Day(Server(data, url=url, tokens={str(k): v for k, v in tokens.items()}), clock)
        at_work = threading.Thread(target=_work, args=(work, day, failed))
        shell = Shell(create_app(house, demo=True), house)
        serve(shell, listener, house.news.hub, ready=at_work.start)
        at_work.join()
    if failed:
        raise failed[0]


def _work(work: Callable[[Day], None], day: Day, failed: list[BaseException]) -> None:
    try:
        day.open()
        work(day)
    except BaseException as error:  # noqa: BLE001 - raised again on the main thread
        failed.append(error)
    finally:
        os.kill(os.getpid(), signal.SIGTERM)
