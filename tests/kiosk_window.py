"""A kiosk as it is started: a window of its own on a screen of its own, and a real server."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

import pytest
from Xlib import X, display
from Xlib.ext import xtest

LUOT = [str(Path(sys.executable).with_name("luot"))]
PRESS, LIFT, MOVE, KEY, KEY_UP = 4, 5, 6, 2, 3
ON_SCREEN = [
    pytest.mark.screen,
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("Xvfb") is None, reason="Xvfb is not installed here"),
    pytest.mark.filterwarnings("ignore"),
]
"""The marks of tests with a real window."""


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
    """The kiosk's window and what it says about itself; `heard` is the last line waited for."""

    process: subprocess.Popen[str]
    screen: Any
    said: "Queue[dict[str, Any]]"
    pictures: Path
    server: dict[str, Any]
    heard: dict[str, Any] = field(default_factory=dict)

    def until(self, true: Callable[[dict[str, Any]], bool], seconds: float = 15) -> dict[str, Any]:
        """The first line it says that is as wanted."""
        end = time.monotonic() + seconds
        while True:
            try:
                line = self.said.get(timeout=max(0.01, end - time.monotonic()))
            except Empty:
                pytest.fail("the kiosk did not say it in time")
            self.heard = line
            if true(line):
                return line

    def touch(self, place: tuple[int, int], *, button: int = 1, seconds: float = 0.06) -> None:
        time.sleep(0.45)
        for event, detail in ((MOVE, 0), (PRESS, button)):
            xtest.fake_input(self.screen, event, detail, x=place[0], y=place[1])
        self.screen.sync()
        time.sleep(seconds)
        xtest.fake_input(self.screen, LIFT, button)
        self.screen.sync()

    def question(self) -> bytes:
        """The dots of the first screen's question."""
        box = (40, 186, 1000, 84)
        return bytes(self.screen.screen().root.get_image(*box, X.ZPixmap, 0xFFFFFF).data)

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


@contextmanager
def kiosk_window(
    folder: Path, printer: str, *more: str, by: Callable[[str], str] = str
) -> Iterator[Kiosk]:
    """A server with a sample centre, and a kiosk that stands before its first citizen.

    The kiosk reaches the server `by` another address. What both say on stderr is in `server.log`
    and `kiosk.log` in the folder.
    """
    command = [*LUOT, "server", "--demo", "--json", "--port", "0", "--host", "127.0.0.1"]
    command += ["--data", str(folder / "data")]
    with ExitStack() as stack:
        log = stack.enter_context((folder / "server.log").open("wb"))
        server = stack.enter_context(running(command, stderr=log))
        assert server.stdout is not None
        ready = json.loads(server.stdout.readline())
        yield stack.enter_context(kiosk_at(ready, folder, printer, *more, by=by))


@contextmanager
def kiosk_at(
    ready: dict[str, Any], folder: Path, printer: str, *more: str, by: Callable[[str], str] = str
) -> Iterator[Kiosk]:
    """A kiosk at the server that said `ready`."""
    with ExitStack() as stack:
        name = virtual_screen(stack)
        options = [
            *("--server", by(ready["url"]), "--token", ready["tokens"]["kiosk"], "--json"),
            *("--printer", printer, "--pictures", str(folder / "pictures")),
            *("--data", str(folder / "own"), *more),
        ]
        environment = {**os.environ, "DISPLAY": name}
        log = stack.enter_context((folder / "kiosk.log").open("wb"))
        command = [*LUOT, "kiosk", *options]
        process = stack.enter_context(running(command, env=environment, stderr=log))
        said: Queue[dict[str, Any]] = Queue()
        Thread(target=listen, args=(process, said), daemon=True).start()
        screen = display.Display(name)
        stack.callback(screen.close)
        window = Kiosk(process, screen, said, folder / "pictures", ready)
        window.until(lambda line: line["screen"] == "home")
        yield window
