"""The same hall written in the usual way of the field, to measure against.

One Flask application, one SQLite file, one commit a request, a display that asks every two
seconds and shows the newest call. Served by the same server as Lượt, so that only the way of
writing differs.

    python -m bench.baseline PORT FOLDER
"""

import asyncio
import sqlite3
import sys
import threading
from pathlib import Path

import uvicorn
from a2wsgi import WSGIMiddleware
from flask import Flask, jsonify, request
from flask.typing import ResponseReturnValue

SCHEMA = """
CREATE TABLE IF NOT EXISTS ticket (
    id INTEGER PRIMARY KEY, queue TEXT, number INTEGER, state TEXT DEFAULT 'waiting',
    counter INTEGER, issued_at TEXT DEFAULT CURRENT_TIMESTAMP, called_at TEXT
)
"""
PAGE = """<!doctype html><meta charset="utf-8"><title>Display</title>
<style>body{font:200px sans-serif;text-align:center}</style><div id="call">-</div>
<script>
async function look() {
  const call = await (await fetch("/current")).json();
  const text = call.number ? call.number + " → " + call.counter : "-";
  const box = document.getElementById("call");
  if (box.textContent !== text) box.textContent = text;
}
setInterval(look, 2000); look();
</script>"""


def create_app(folder: Path) -> Flask:
    app = Flask(__name__)
    lock = threading.Lock()
    path = folder / "baseline.sqlite3"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(path, timeout=10)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        return connection

    with connect() as first:
        first.execute(SCHEMA)

    @app.post("/tickets")
    def take() -> ResponseReturnValue:
        queue = request.get_json()["queue"]
        with lock, connect() as db:
            last = db.execute("SELECT max(number) FROM ticket WHERE queue = ?", (queue,))
            number = (last.fetchone()[0] or 0) + 1
            db.execute("INSERT INTO ticket (queue, number) VALUES (?, ?)", (queue, number))
            ahead = db.execute(
                "SELECT count(*) FROM ticket WHERE queue = ? AND state = 'waiting'", (queue,)
            ).fetchone()[0]
        db.close()
        return jsonify(number=f"{queue}{number:03d}", ahead=ahead - 1), 201

    @app.post("/counters/<int:counter>/next")
    def call(counter: int) -> ResponseReturnValue:
        with lock, connect() as db:
            row = db.execute(
                "SELECT id, queue, number FROM ticket WHERE state = 'waiting' ORDER BY id LIMIT 1"
            ).fetchone()
            if row is None:
                return "", 204
            db.execute(
                "UPDATE ticket SET state = 'called', counter = ?, called_at = "
                "strftime('%Y-%m-%d %H:%M:%f') WHERE id = ?",
                (counter, row[0]),
            )
        db.close()
        return jsonify(number=f"{row[1]}{row[2]:03d}", counter=counter)

    @app.get("/current")
    def current() -> ResponseReturnValue:
        with connect() as db:
            row = db.execute(
                "SELECT queue, number, counter FROM ticket WHERE state = 'called' "
                "ORDER BY called_at DESC LIMIT 1"
            ).fetchone()
        db.close()
        return jsonify({"number": f"{row[0]}{row[1]:03d}", "counter": row[2]} if row else {})

    @app.get("/display")
    def display() -> str:
        return PAGE

    @app.get("/empty")
    def empty() -> str:
        return ""

    return app


if __name__ == "__main__":
    wsgi = WSGIMiddleware(create_app(Path(sys.argv[2])), workers=16)  # type: ignore[arg-type]
    config = uvicorn.Config(wsgi, port=int(sys.argv[1]), log_level="warning")
    asyncio.run(uvicorn.Server(config).serve())
