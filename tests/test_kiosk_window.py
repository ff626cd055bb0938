"""The kiosk as it is started: a window of its own, real touches and keys, a real server."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from luot.client import Client

xlib = pytest.importorskip("Xlib.display", reason="python-xlib is not installed here")
xtest = pytest.importorskip("Xlib.ext.xtest")
pytest.importorskip("kivy", reason="Kivy is not installed here")

pytestmark = [
    pytest.mark.screen,
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("Xvfb") is None, reason="Xvfb is not installed here"),
    pytest.mark.filterwarnings("ignore"),
]

LUOT = [str(Path(sys.executable).with_name("luot"))]
PRESS, LIFT, MOVE, KEY, KEY_UP = 4, 5, 6, 2, 3
HOME_CHIP, TAKE, DONE = (200, 480), (540, 1480), (540, 1520)


@contextmanager
def running(command: list[str], **options: Any) -> Iterator[subprocess.Popen[str]]:  # noqa: ANN401
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **options)
    try:
        yield process
    finally:
        process.kill()
        process.wait(10)
        assert process.stdout is not None
        process.stdout.close()


@dataclass
class Kiosk:
    """The kiosk's window and what it says about itself."""

    process: subprocess.Popen[str]
    screen: Any
    said: "Queue[dict[str, Any]]"
    pictures: Path
    server: dict[str, Any]

    def until(self, true: Callable[[dict[str, Any]], bool], seconds: float = 15) -> dict[str, Any]:
        """The first line it says that is as wanted."""
        end = time.monotonic() + seconds
        while True:
            try:
                line = self.said.get(timeout=max(0.01, end - time.monotonic()))
            except Empty:
                pytest.fail("the kiosk did not say it in time")
            if true(line):
                return line

    def touch(self, place: tuple[int, int]) -> None:
        time.sleep(0.45)
        for event, detail in ((MOVE, 0), (PRESS, 1)):
            xtest.fake_input(self.screen, event, detail, x=place[0], y=place[1])
        self.screen.sync()
        time.sleep(0.06)
        xtest.fake_input(self.screen, LIFT, 1)
        self.screen.sync()

    def keys(self, *codes: int) -> None:
        for code in codes:
            xtest.fake_input(self.screen, KEY, code)
        for code in reversed(codes):
            xtest.fake_input(self.screen, KEY_UP, code)
        self.screen.sync()

    def memory(self) -> int:
        """Resident megabytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) // 1024


def listen(process: subprocess.Popen[str], said: "Queue[dict[str, Any]]") -> None:
    assert process.stdout is not None
    for line in process.stdout:
        said.put(json.loads(line))


def virtual_screen(stack: ExitStack) -> str:
    """A screen of its own for the kiosk; the name of its display."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1080x1920x24"]
    stack.enter_context(
        running([*command, "-nolisten", "tcp", "-ac"], pass_fds=[write], stderr=subprocess.DEVNULL)
    )
    os.close(write)
    with os.fdopen(read) as pipe:
        return f":{pipe.readline().strip()}"


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiosk]:
    folder = tmp_path_factory.mktemp("kiosk")
    with ExitStack() as stack:
        command = [*LUOT, "server", "--demo", "--json", "--port", "0", "--host", "127.0.0.1"]
        quiet = {"stderr": subprocess.DEVNULL}
        server = stack.enter_context(running([*command, "--data", str(folder / "data")], **quiet))
        assert server.stdout is not None
        ready = json.loads(server.stdout.readline())
        display = virtual_screen(stack)
        options = [
            *("--server", ready["url"], "--token", ready["tokens"]["kiosk"], "--json"),
            *("--printer", f"folder:{folder / 'paper'}", "--pictures", str(folder / "pictures")),
            *("--data", str(folder / "own")),
        ]
        environment = {**os.environ, "DISPLAY": display}
        process = stack.enter_context(running([*LUOT, "kiosk", *options], env=environment, **quiet))
        said: Queue[dict[str, Any]] = Queue()
        Thread(target=listen, args=(process, said), daemon=True).start()
        screen = xlib.Display(display)
        window = Kiosk(process, screen, said, folder / "pictures", ready)
        window.until(lambda line: line["screen"] == "home")
        yield window
        screen.close()


def test_real_touches_take_a_number_that_the_server_has_and_the_picture_shows(
    kiosk: Kiosk,
) -> None:
    kiosk.touch(HOME_CHIP)
    kiosk.until(lambda line: line["screen"] == "confirm")
    kiosk.touch(TAKE)
    number = kiosk.until(lambda line: line["screen"] == "ticket")["number"]
    kiosk.until(lambda line: line.get("says") == "Mời lấy phiếu")
    with Client(kiosk.server["url"], kiosk.server["tokens"]["official"]) as official:
        rows = [queue for queue in official.board().queues if queue.waiting]
        assert [row.letter for row in rows] == [number[0]]
        official.open_counter(1)
        called = official.call_next(1)
        assert called is not None
        assert called.number == number
        assert official.ticket(called.id).paper == "printed"
    time.sleep(0.6)
    with Image.open(kiosk.pictures / "kiosk.png") as picture:
        assert picture.size == (1080, 1920)
        (code,) = zxingcpp.read_barcodes(picture)
    assert code.text.upper().startswith(kiosk.server["url"].upper())
    kiosk.touch(DONE)
    kiosk.until(lambda line: line["screen"] == "home")


def test_no_key_and_no_other_button_leads_out(kiosk: Kiosk) -> None:
    escape, f1, f11, control, alt, q, f4 = 9, 67, 95, 37, 64, 24, 70
    for codes in ((escape,), (f1,), (f11,), (control, q), (alt, f4)):
        kiosk.keys(*codes)
    time.sleep(0.5)
    assert kiosk.process.poll() is None
    kiosk.touch(HOME_CHIP)
    kiosk.until(lambda line: line["screen"] == "confirm")
    kiosk.touch((500, 1810))
    kiosk.until(lambda line: line["screen"] == "home")


def test_a_picture_is_taken_when_asked_for(kiosk: Kiosk) -> None:
    (kiosk.pictures / "kiosk.png").unlink(missing_ok=True)
    kiosk.process.send_signal(signal.SIGUSR1)
    for _ in range(100):
        if (kiosk.pictures / "kiosk.png").exists():
            return
        time.sleep(0.05)
    pytest.fail("no picture came")


def test_the_kiosk_stays_small(kiosk: Kiosk) -> None:
    assert kiosk.memory() < 260


def test_sigterm_ends_the_kiosk_cleanly(kiosk: Kiosk) -> None:
    kiosk.process.send_signal(signal.SIGTERM)
    assert kiosk.process.wait(5) == 0
