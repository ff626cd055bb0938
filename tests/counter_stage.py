"""A real hall behind a small web server that speaks to counter pages as the real one does."""

import json
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from queue import Empty, Queue
from time import monotonic, sleep
from typing import Any
from uuid import UUID

import msgspec
from flask import Flask, Response, abort, request

from counter.pages import register
from luot.domain.acts import last_act
from luot.domain.commands import (
    CallNext,
    CloseCounter,
    Command,
    Correct,
    FinishService,
    GrantPriority,
    MarkMissed,
    OpenCounter,
    PauseCounter,
    Recall,
    Return,
    SetProcedure,
    StartService,
    TakeTicket,
    Undo,
    WithdrawPriority,
)
from luot.domain.decide import decide
from luot.domain.errors import Refusal
from luot.domain.events import Event
from luot.domain.fold import apply
from luot.domain.hall import Hall
from luot.domain.procedure import Catalogue, Procedure
from luot.domain.rules import Desk, Rules
from luot.domain.rules import Queue as Line
from luot.domain.ticket import Outcome, State
from luot.messages import instant
from luot.web import pages
from server.problems import Refused
from server.rows import counter_line, ticket_row
from tests.halls import Centre, ticket_id

NINE = datetime.fromisoformat("2026-11-23T09:00:00+07:00")
LINES = (
    Line(letter="A", name="Hộ tịch", name_en="Civil status"),
    Line(letter="C", name="Chứng thực", name_en="Certification"),
    Line(letter="R", name="Trả kết quả", name_en="Results"),
)
RULES = Rules(queues=LINES, counters=tuple(Desk(number=n, queues=("A", "C")) for n in range(1, 9)))
BIRTH = Procedure(
    code="1.001193",
    name="Đăng ký khai sinh",
    short_name="Đăng ký khai sinh",
    short_name_en="Birth",
    field="ho-tich",
    queue="A",
    documents=(
        "Giấy chứng sinh (bản chính)",
        "Căn cước của cha hoặc mẹ",
        "Giấy chứng nhận kết hôn của cha mẹ, nếu có",
        "Tờ khai đăng ký khai sinh",
        "Văn bản ủy quyền, nếu đi làm thay",
        "Thông tin nơi cư trú của cha mẹ",
    ),
    documents_en=(
        "Birth certificate from the hospital",
        "ID card of a parent",
        "Marriage certificate of the parents, if any",
        "Registration form",
        "Letter of authority, if for someone else",
        "Where the parents live",
    ),
    popularity=98,
)


def _named(code: str, name: str, english: str, queue: str, popularity: int) -> Procedure:
    return replace(
        BIRTH,
        code=code,
        name=name,
        short_name=name,
        short_name_en=english,
        queue=queue,
        documents=BIRTH.documents[:2],
        documents_en=BIRTH.documents_en[:2],
        popularity=popularity,
    )


PROCEDURES = (
    BIRTH,
    _named("1.004873", "Xác nhận hôn nhân", "Marital status", "A", 80),
    _named("1.000894", "Đăng ký kết hôn", "Marriage", "A", 70),
    _named("1.000656", "Đăng ký khai tử", "Death", "A", 60),
    _named("2.000635", "Trích lục khai sinh", "Copy of a birth record", "A", 50),
    _named("1.004859", "Cải chính hộ tịch", "Correction of a record", "A", 40),
    _named("2.000815", "Sao y bản chính", "Certified copies", "C", 90),
    _named("2.000884", "Chứng thực chữ ký", "Signature", "C", 65),
)
CATALOGUE = Catalogue(version="c1", fields=(), procedures=PROCEDURES)
ENDS: dict[str, Any] = {"procedure": SetProcedure, "correct": Correct, "finish": FinishService}
ENDS |= {"priority": GrantPriority, "withdraw": WithdrawPriority}
ENDS |= {"start": StartService, "recall": Recall, "missed": MarkMissed, "return": Return}
AT_COUNTERS: dict[str, Any] = {"next": CallNext, "close": CloseCounter}
AT_COUNTERS |= {"undo": Undo}


def plain(text: str) -> str:
    """A text without accents, in small letters."""
    letters = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(each for each in letters if not unicodedata.combining(each)).lower()


class CounterStage:
    """One hall with a clock that runs, its counter pages, and what happens on the wire.

    `away` refuses everything under /api; `slow` seconds pass before an order is answered. `sent`
    has every order that came, `orders` those that the hall carried out.
    """

    def __init__(self, rules: Rules = RULES) -> None:
        self.centre = Centre(rules=rules, now=NINE)
        self.centre.hall = replace(self.centre.hall, catalogue=CATALOGUE)
        self.skipped = timedelta()
        self.began = monotonic()
        self.seq = len(self.centre.journal)
        self.told: list[dict[str, Any]] = []
        self.streams: list[Queue[str]] = []
        self.away = False
        self.slow = 0.0
        self.keys: list[str] = []
        self.sent: list[str] = []
        self.orders: list[str] = []
        self.reasons: list[str] = []
        self.lock = threading.RLock()

    def now(self) -> datetime:
        return NINE + self.skipped + timedelta(seconds=monotonic() - self.began)

    def skip(self, *, minutes: float = 0, seconds: float = 0) -> None:
        self.skipped += timedelta(minutes=minutes, seconds=seconds)

    def take(self, code: str, *, ago: float = 0, priority: str = "ordinary") -> UUID:
        """A citizen who came `ago` minutes before now, with everyone before in order."""
        self.centre.made += 1
        id_ = ticket_id(self.centre.made)
        procedures, queue = ((code,), None) if "." in code else ((), code)
        take = TakeTicket(id=id_, procedures=procedures, queue=queue, priority=priority)
        self.do(take, at=self.now() - timedelta(minutes=ago))
        return id_

    def do(self, command: Command, at: datetime | None = None) -> tuple[Event, ...]:
        with self.lock:
            events = decide(self.centre.hall, command, at or self.now())
            for event in events:
                before, self.centre.hall = self.centre.hall, apply(self.centre.hall, event)
                self.seq += 1
                self._tell(before, self.centre.hall, event)
            return events

    def _tell(self, before: Hall, after: Hall, event: Event) -> None:
        ticket = getattr(event, "ticket", None)
        numbers = [n for n in after.counters if before.counters.get(n) != after.counters[n]]
        here = after.tickets[ticket].counter if ticket else None
        numbers += [here] if here is not None and here not in numbers else []
        told = {
            "seq": self.seq,
            "at": instant(event.at),
            "kind": type(event).__name__,
            "tickets": [ticket_row(after, after.tickets[ticket])] if ticket else [],
            "counter_rows": [counter_line(after, after.counters[n]) for n in numbers],
        }
        self.told.append(told)
        for stream in self.streams:
            stream.put(self._frame(told))

    def since(self, seq: int) -> list[dict[str, Any]]:
        """Every event after `seq`, as a page gets it."""
        return [json.loads(msgspec.json.encode(each)) for each in self.told if each["seq"] > seq]

    @staticmethod
    def _frame(told: dict[str, Any]) -> str:
        data = msgspec.json.encode(told).decode()
        return f"id: {told['seq']}\nevent: {told['kind']}\ndata: {data}\n\n"

    def snapshot(self, number: int) -> Response:
        with self.lock:
            hall, counter = self.centre.hall, self.centre.hall.counters[number]
            tickets = [t for t in hall.tickets.values() if t.queue in counter.queues]
            missed = [ticket_row(hall, t) for t in tickets if t.state is State.MISSED]
            act = last_act(hall, number, self.now())
            at = {"kind": act.kind, "number": act.ticket_after.number} if act else {}
            calls = hall.rules.calls
            seen = {
                "epoch": "e1",
                "seq": self.seq,
                "at": instant(self.now()),
                "counter": counter_line(hall, counter),
                "ticket": ticket_row(hall, hall.tickets[counter.ticket])
                if counter.ticket
                else None,
                "waiting": [ticket_row(hall, t) for t in hall.line_for(counter)],
                "held": [],
                "missed": missed,
                "undo": {**at, "at": instant(act.at)} if act else None,
                "rules": {
                    "before_missed": calls.before_missed,
                    "cooldown": calls.cooldown,
                    "return_within": calls.return_within,
                    "undo": calls.undo,
                },
            }
            return self._json(seen)

    @staticmethod
    def _json(value: object, status: int = 200) -> Response:
        return Response(msgspec.json.encode(value), status, content_type="application/json")

    def _order(self, command: Command, path: str) -> Response:
        self.sent.append(path)
        sleep(self.slow)
        key = request.headers["Idempotency-Key"]
        with self.lock:
            if key not in self.keys:  # a retry is answered, and not done again
                try:
                    events = self.do(command)
                except Refusal as refusal:
                    problem = Refused(refusal)
                    said = problem.document(request.headers["Accept-Language"])
                    kind = "application/problem+json"
                    return Response(said, int(problem.status), content_type=kind)
                self.keys.append(key)
                self.orders.append(path)
                if isinstance(command, CallNext) and not events:
                    return Response(status=204)
        return self._json({})

    def counter_order(self, number: int, act: str) -> Response:
        if act == "open":
            queues = self.centre.hall.counters[number].queues or None
            opened = OpenCounter(counter=number, official="lan", queues=queues)
            return self._order(opened, f"{number}/open")
        if act == "pause":
            until = request.get_json().get("until")
            back = datetime.fromisoformat(until) if until else None
            return self._order(PauseCounter(counter=number, until=back), f"{number}/pause")
        return self._order(AT_COUNTERS[act](counter=number), f"{number}/{act}")

    def ticket_order(self, ticket: UUID, act: str) -> Response:
        body = request.get_json()
        if "outcome" in body:
            body["outcome"] = Outcome(body["outcome"])
        number = self.centre.hall.tickets[ticket].number
        if act == "priority":
            self.reasons.append(body["reason"])
            act = "withdraw" if body.pop("withdraw", False) else act
        return self._order(ENDS[act](ticket=ticket, **body), f"{number}/{act}")

    def events(self) -> Response:
        since = int(request.headers.get("Last-Event-ID") or request.args["since"])
        stream: Queue[str] = Queue()
        with self.lock:
            for told in self.told:
                if told["seq"] > since:
                    stream.put(self._frame(told))
            self.streams.append(stream)
        return Response(self._pour(stream), content_type="text/event-stream")

    def _pour(self, stream: "Queue[str]") -> Iterator[str]:
        yield ": welcome\n\n"
        while not self.away:
            try:
                yield stream.get(timeout=0.1)
            except Empty:
                yield ": beat\n\n"

    def procedures(self) -> Response:
        wanted = plain(request.args["q"])
        found = [p for p in PROCEDURES if wanted in plain(p.name) or wanted in p.code]
        results = [
            {"code": p.code, "name": p.name, "short_name": p.short_name, "score": 1} for p in found
        ]
        return self._json({"results": results})

    def catalogue(self) -> Response:
        priorities = self.centre.hall.rules.priorities
        offer = {"queues": LINES, "procedures": PROCEDURES, "priorities": priorities}
        return self._json({"version": "c1"} | offer)

    def app(self) -> Flask:
        app = Flask(__name__, static_folder=None)
        pages.register(app)
        register(
            app,
            require=lambda _role: "lan",
            counters=lambda: tuple(range(1, 9)),
            marks=lambda: {"csrf": "c", "key": "k"},
        )
        api = "/api/v1"
        app.add_url_rule(f"{api}/catalogue", view_func=self.catalogue)
        app.add_url_rule(f"{api}/procedures", view_func=self.procedures)
        app.add_url_rule(f"{api}/events", view_func=self.events)
        app.add_url_rule(f"{api}/counters/<int:number>", view_func=self.snapshot)
        app.add_url_rule(
            f"{api}/counters/<int:number>/<act>", view_func=self.counter_order, methods=["POST"]
        )
        app.add_url_rule(
            f"{api}/tickets/<uuid:ticket>/<act>", view_func=self.ticket_order, methods=["POST"]
        )

        @app.before_request
        def gate() -> None:
            if self.away and request.path.startswith("/api"):
                abort(503)

        return app


def busy_morning(stage: CounterStage) -> None:
    """The line of the counter pictures: one has waited 30 minutes, one has priority."""
    codes = {p.short_name: p.code for p in PROCEDURES}
    line = (
        ("Đăng ký khai sinh", 30, "ordinary"),
        ("Xác nhận hôn nhân", 27, "ordinary"),
        ("Sao y bản chính", 25, "ordinary"),
        ("Đăng ký kết hôn", 24, "ordinary"),
        ("Trích lục khai sinh", 21, "ordinary"),
        ("Chứng thực chữ ký", 19, "ordinary"),
        ("Sao y bản chính", 15, "ordinary"),
        ("Cải chính hộ tịch", 14, "ordinary"),
        ("Đăng ký khai tử", 10, "ordinary"),
        ("Sao y bản chính", 9, "priority"),
        ("Đăng ký khai tử", 8, "ordinary"),
        ("Chứng thực chữ ký", 6, "ordinary"),
        ("Sao y bản chính", 4, "ordinary"),
        ("Đăng ký kết hôn", 2, "ordinary"),
    )
    for name, ago, priority in line:
        stage.take(codes[name], ago=ago, priority=priority)


__all__ = ["BIRTH", "PROCEDURES", "CounterStage", "busy_morning"]
