"""From the official's press to changed pixels on the hall screen, in real Chromium.

Forty displays listen, one of them in a browser. One call a second is made, from eight counters in
turn; the page's own observer notes when the called number is painted: the first animation frame
that begins after the page has changed, on the clock of the same computer. The same is done with the
baseline, whose display asks every two seconds.

    python -m bench.calls
"""

import asyncio
import json
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import httpx
from playwright.sync_api import Page

from bench.truth import House, Seen, display, resident
from luot.tour.browser import Pages, pages

CALLS, DISPLAYS, COUNTERS = 40, 40, 8
WATCH = """() => {
  window.painted = {};
  const look = () => requestAnimationFrame(() => requestAnimationFrame(() => {
    const text = document.body.innerText;
    for (const found of text.matchAll(/[A-Z][0-9]{3,4}/g))
      if (!(found[0] in window.painted)) window.painted[found[0]] = Date.now();
  }));
  new MutationObserver(look).observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true });
}"""


def listen(house: House, count: int) -> None:
    """Displays without a browser, listening until the program ends."""

    async def every() -> None:
        await asyncio.gather(*(display(house, Seen()) for _ in range(count)))

    threading.Thread(target=lambda: asyncio.run(every()), daemon=True).start()


def measured(page: Page, call: Callable[[int], str]) -> dict[str, object]:
    """The times of forty calls at one a second, and how many were never shown."""
    page.wait_for_timeout(1000)
    page.evaluate(WATCH)
    pressed: dict[str, float] = {}
    for n in range(CALLS):
        at = time.time() * 1000  # noqa: TID251 - the browser's clock is the computer's
        pressed[call(n)] = at
        page.wait_for_timeout(max(0.0, 1000 - (time.time() * 1000 - at)))  # noqa: TID251
    page.wait_for_timeout(2500)
    painted: dict[str, float] = page.evaluate("window.painted")
    times = sorted(painted[number] - at for number, at in pressed.items() if number in painted)
    return {
        "p50_ms": round(times[len(times) // 2]),
        "p99_ms": round(times[min(len(times) - 1, int(len(times) * 0.99))]),
        "never_shown": CALLS - len(times),
    }


def ours(folder: Path) -> dict[str, object]:
    """Lượt, with forty displays attached."""
    house = House(folder)
    house.start()
    assert house.process is not None
    url = f"http://127.0.0.1:{house.port}"
    try:
        with (
            httpx.Client(base_url=f"{url}/api/v1") as client,
            pages(url) as browser,
        ):
            assert isinstance(browser, Pages), "this needs Chromium"
            listen(house, DISPLAYS - 1)

            def order(path: str, role: str, **body: object) -> httpx.Response:
                bearer = {"Authorization": f"Bearer {house.tokens[role]}"}
                key = {"Idempotency-Key": f"{path}-{time.monotonic_ns()}"}
                answer = client.post(path, json=body, headers=bearer | key)
                return answer.raise_for_status()

            for n in range(CALLS):
                order("tickets", "kiosk", queue="ACEHKS"[n % 6])
            for counter in range(1, COUNTERS + 1):
                order(f"counters/{counter}/open", "official")

            def call(n: int) -> str:
                counter = n % COUNTERS + 1
                body = {"finish_current": True}
                ticket = order(f"counters/{counter}/next", "official", **body).json()
                threading.Timer(0.5, order, (f"tickets/{ticket['id']}/start", "official")).start()
                return str(ticket["number"])

            page = browser.open("/display", "display", (1920, 1080))
            return measured(page, call) | {"resident_mb": resident(house.process.pid)}
    finally:
        house.process.terminate()
        house.process.wait()


def baseline(folder: Path) -> dict[str, object]:
    """The usual way: a display that asks every two seconds."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "bench.baseline", str(port), str(folder)]
    process = subprocess.Popen(command)
    url = f"http://127.0.0.1:{port}"
    try:
        with httpx.Client(base_url=url) as client, pages(url) as browser:
            assert isinstance(browser, Pages), "this needs Chromium"
            for _ in range(100):
                try:
                    client.get("/empty")
                    break
                except httpx.TransportError:
                    time.sleep(0.1)
            for n in range(CALLS):
                client.post("/tickets", json={"queue": "ACEHKS"[n % 6]})

            def call(n: int) -> str:
                answer = client.post(f"/counters/{n % COUNTERS + 1}/next")
                return str(answer.json()["number"])

            return measured(browser.open("/display", None, (1920, 1080)), call)
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        print(json.dumps({"luot": ours(Path(one)), "baseline": baseline(Path(other))}, indent=1))
