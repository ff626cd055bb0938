"""A real hall behind a small web server, and a real browser to look at its pages."""

import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import pytest
from flask import Flask, Response, abort, request
from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

from display import pages as display_pages
from display.board import Calls, delta, fold_calls, snapshot
from luot.domain.events import Event
from luot.domain.fold import apply
from luot.domain.hall import Hall
from luot.domain.rules import Desk, Rules
from luot.domain.rules import Queue as Line
from luot.web import pages
from tests.halls import Centre

CHROMIUM = Path("/usr/bin/chromium")
CENTRE = {
    "kind": "Trung tâm Phục vụ hành chính công",
    "name": "Phường Đông Sơn",
    "kind_en": "Public Administrative Service Centre",
    "name_en": "Đông Sơn Ward",
    "site": "S042",
}
HALL = Rules(
    queues=(
        Line(letter="A", name="Hộ tịch", name_en="Civil status"),
        Line(letter="C", name="Chứng thực", name_en="Certification"),
        Line(letter="E", name="Đất đai", name_en="Land"),
        Line(letter="H", name="Cư trú", name_en="Residence"),
        Line(letter="R", name="Trả kết quả", name_en="Results"),
    ),
    counters=tuple(Desk(number=n, queues=("A", "C", "E", "H", "R")) for n in range(1, 9)),
)


class Stage:
    """The board and the events of one hall, served as the real server does.

    `away` refuses everything; `deaf` keeps streams open and sends nothing on them, not even the
    heartbeat; `closed_to` answers 401.
    """

    def __init__(self, rules: Rules = HALL) -> None:
        self.centre = Centre(rules=rules)
        self.calls = Calls()
        self.epoch = "e1"
        self.told: list[dict[str, Any]] = []
        self.seen = 0
        self.away = self.deaf = self.closed_to = self.reset = False
        self.streams: list[Queue[str | None]] = []
        self.asked: list[tuple[int, str | None]] = []
        self.lock = threading.Lock()
        self._catch_up(tell=False)

    def _catch_up(self, *, tell: bool = True) -> None:
        """Fold what the centre has done since, and tell every stream."""
        hall = self.centre.begin
        for seq, event in enumerate(self.centre.journal, start=1):
            before, hall = hall, apply(hall, event)
            if seq > self.seen:
                self._fold(before, hall, event, seq, tell=tell)
        self.seen = len(self.centre.journal)

    def _fold(self, before: Hall, after: Hall, event: Event, seq: int, *, tell: bool) -> None:
        calls = fold_calls(self.calls, event, seq)
        told = delta(before, after, event, seq, calls_before=self.calls, calls=calls)
        self.calls = calls
        self.told.append(dict(told))
        if tell and not self.deaf:
            for stream in self.streams:
                stream.put(self.frame(dict(told)))

    def publish(self, *, tell: bool = True) -> None:
        """Tell the pages what the centre has done, or only put it on the board."""
        with self.lock:
            self._catch_up(tell=tell)

    @staticmethod
    def frame(told: dict[str, Any]) -> str:
        return f"id: {told['seq']}\nevent: {told['kind']}\ndata: {json.dumps(told)}\n\n"

    def board(self) -> dict[str, Any]:
        hall = self.centre.hall
        return dict(
            snapshot(
                hall,
                self.calls,
                seq=self.seen,
                epoch=self.epoch,
                at=self.centre.now,
                centre=CENTRE,
            )
        )

    def hang_up(self) -> None:
        """End all streams."""
        with self.lock:
            for stream in self.streams:
                stream.put(None)
            self.streams.clear()

    def events(self) -> Response:
        since = int(request.headers.get("Last-Event-ID") or request.args["since"])
        stream: Queue[str | None] = Queue()
        with self.lock:
            self.asked.append((int(request.args["since"]), request.args.get("epoch")))
            if self.reset:
                self.reset = False
                stream.put("event: reset\ndata: {}\n\n")
            for told in self.told:
                if told["seq"] > since:
                    stream.put(self.frame(told))
            self.streams.append(stream)
        return Response(self._pour(stream), content_type="text/event-stream")

    def _pour(self, stream: "Queue[str | None]") -> Iterator[str]:
        while True:
            try:
                piece = stream.get(timeout=0.2)
            except Empty:
                piece = None if self.away else ("" if self.deaf else ": beat\n\n")
            if piece is None:
                return
            if piece:
                yield piece

    def app(self) -> Flask:
        app = Flask(__name__, static_folder=None)
        pages.register(app)
        display_pages.register(app)
        app.add_url_rule("/blank", "blank", lambda: "<!doctype html>")
        app.add_url_rule("/api/v1/board", view_func=self.board)
        app.add_url_rule("/api/v1/events", view_func=self.events)

        @app.before_request
        def gate() -> None:
            if self.away and request.path.startswith("/api"):
                abort(503)
            if self.closed_to and request.path.startswith("/api"):
                abort(401)

        return app


def until(told: Callable[[], object], wanted: object, seconds: float = 12) -> None:
    """Wait until what is told is what is wanted; fail with what it is otherwise."""
    end = time.monotonic() + seconds
    while (last := told()) != wanted and time.monotonic() < end:
        time.sleep(0.02)
    assert last == wanted, f"{last!r} instead of {wanted!r}"


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address of an app that is served on this computer."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    server.daemon_threads = True  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A real browser; the test is skipped where there is none."""
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        try:
            yield browser
        finally:
            browser.close()
