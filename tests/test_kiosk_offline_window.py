"""Away from the server for real: it is killed, a citizen takes a number, it comes back."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any
from urllib.request import urlopen

import pytest
import zxingcpp
from PIL import Image

pytest.importorskip("Xlib.display", reason="python-xlib is not installed here")
pytest.importorskip("kivy", reason="Kivy is not installed here")
from Xlib import display

from luot.client import Client
from tests.kiosk_window import LUOT, ON_SCREEN, Kiosk, listen, running, virtual_screen
from tests.scanners import wait_for
from tests.servers import Server

pytestmark = ON_SCREEN

HOME_CHIP, TAKE, DONE = (200, 480), (540, 1480), (540, 1520)


@dataclass
class Outage:
    """A kiosk, its paper, and a server that can be killed."""

    server: Server
    kiosk: Kiosk
    paper: Path


@pytest.fixture
def outage(tmp_path: Path) -> Iterator[Outage]:
    with ExitStack() as stack:
        server = Server(tmp_path / "data")
        server.start()
        stack.callback(lambda: server.kill() if server.process else None)
        name = virtual_screen(stack)
        command = [
            *(*LUOT, "kiosk", "--server", server.url, "--token", server.tokens["kiosk"], "--json"),
            *("--printer", f"folder:{tmp_path / 'paper'}", "--data", str(tmp_path / "own")),
            *("--pictures", str(tmp_path / "pictures")),
        ]
        environment = {**os.environ, "DISPLAY": name}
        log = stack.enter_context((tmp_path / "kiosk.log").open("w"))
        process = stack.enter_context(running(command, env=environment, stderr=log))
        said: Queue[dict[str, Any]] = Queue()
        Thread(target=listen, args=(process, said), daemon=True).start()
        screen = display.Display(name)
        stack.callback(screen.close)
        ready = {"url": server.url, "tokens": server.tokens}
        kiosk = Kiosk(process, screen, said, tmp_path / "pictures", ready)
        kiosk.until(lambda line: line["screen"] == "home")
        yield Outage(server, kiosk, tmp_path / "paper")


def take(kiosk: Kiosk) -> str:
    """The number that touches bring, once its paper is out."""
    kiosk.touch(HOME_CHIP)
    kiosk.until(lambda line: line["screen"] == "confirm")
    kiosk.touch(TAKE)
    number = str(kiosk.until(lambda line: line["screen"] == "ticket")["number"])
    kiosk.until(lambda line: line.get("says") == "Mời lấy phiếu")
    return number


def paper_of(outage: Outage) -> Image.Image:
    """The newest paper."""
    newest = max(outage.paper.glob("*.png"), key=lambda path: path.stat().st_mtime)
    with Image.open(newest) as picture:
        picture.load()
        return picture


def keep(outage: Outage, folder: str | None) -> None:
    """Put the pictures where somebody wants to look at them."""
    if folder:
        time.sleep(0.6)
        paper_of(outage).save(Path(folder) / "offline-paper.png")
        shutil.copy(outage.kiosk.pictures / "kiosk.png", Path(folder) / "offline-screen.png")


def journal(outage: Outage) -> list[str]:
    """The facts of the hall, a line each."""
    command = [*LUOT, "journal", "export", "--data", str(outage.server.data)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def test_a_number_of_an_outage_is_in_the_hall_as_soon_as_the_server_is_back(outage: Outage) -> None:
    kiosk = outage.kiosk
    assert re.fullmatch(r"[A-Z]001", take(kiosk))
    kiosk.touch(DONE)
    kiosk.until(lambda line: line["screen"] == "home")
    outage.server.kill()
    number = take(kiosk)
    assert re.fullmatch(r"[A-Z]9\d\d", number)
    (code,) = zxingcpp.read_barcodes(paper_of(outage))
    keep(outage, os.environ.get("LUOT_KEEP_PICTURES"))
    kiosk.touch(DONE)
    kiosk.until(lambda line: line["screen"] == "home")
    outage.server.start()
    token = code.text.rpartition("/")[2]
    with Client(outage.server.url, outage.server.tokens["official"]) as official:

        def told() -> bool:
            answer = outage.server.get("/tickets/status", by=None, token=token)
            return answer.status_code == 200 and answer.json()["number"] == number

        wait_for(told, seconds=15)
        official.open_counter(1)
        first, second = official.call_next(1), official.board()
        assert first is not None
        assert sum(queue.waiting for queue in second.queues) == 1
    (issued,) = (line for line in journal(outage) if f'"number":"{number}"' in line)
    assert '"offline":true' in issued
    ticket = re.findall(r'"ticket":"([^"]+)"', issued)[0]

    def reported() -> bool:
        return any(
            '"kind":"TicketPrinted"' in line and ticket in line and '"printed"' in line
            for line in journal(outage)
        )

    wait_for(reported, seconds=15)
    with urlopen(f"{outage.server.url}/T/{token}", timeout=5) as page:
        assert token in page.read().decode()
    assert re.fullmatch(r"[A-Z]002", take(kiosk))
