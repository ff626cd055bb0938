"""A whole centre on one computer: its server, its kiosk and, without a screen, a virtual one."""

import json
import os
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

KIOSK_SIZE = (1080, 1920)
STARTS_WITHIN = 30.0  # seconds, on a slow computer
ENDS_WITHIN = 8.0


class PartFailed(Exception):
    """A part of the centre did not start; `name` says which, `log` where it says why."""

    def __init__(self, name: str, log: Path) -> None:
        super().__init__(f"{name} did not start, see {log}")
        self.name = name
        self.log = log


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to start and where: `folder` holds the centre's data, pictures and logs.

    `printer` is where the kiosk prints; None makes pictures in `paper`.
    """

    folder: Path
    port: int = 0
    host: str = "127.0.0.1"
    printer: str | None = None

    @property
    def data(self) -> Path:
        """The centre's data."""
        return self.folder / "data"

    @property
    def paper(self) -> Path:
        """Where tickets become pictures."""
        return self.data / "paper"

    @property
    def pictures(self) -> Path:
        """Where the kiosk's latest picture is, as kiosk.png."""
        return self.folder / "screen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """A running centre: where it answers, with which tokens, and its processes."""

    plan: Plan
    url: str
    site: str
    tokens: Mapping[str, str]
    display: str
    virtual: bool
    parts: Mapping[str, "subprocess.Popen[str]"] = field(default_factory=dict)


@contextmanager
def part(
    command: list[str],
    log: Path,
    *,
    stdout: int | None = None,
    pass_fds: tuple[int, ...] = (),
    env: Mapping[str, str] | None = None,
) -> Iterator["subprocess.Popen[str]"]:
    """A process of the centre, ended when the block ends."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a", encoding="utf-8") as out:
        process = subprocess.Popen(  # noqa: S603 - a part of this house, or the X server
            command, stdout=stdout or out, stderr=out, text=True, pass_fds=pass_fds, env=env
        )
        try:
            yield process
        finally:
            _end(process)


def _end(process: "subprocess.Popen[str]") -> None:
    """End a process politely, then for certain."""
    if process.poll() is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(ENDS_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def luot(*words: str) -> list[str]:
    """The command line of a part of this very house."""
    return [sys.executable, "-m", "luot", *words]


@contextmanager
def virtual_screen(log: Path, size: tuple[int, int] = KIOSK_SIZE) -> Iterator[str]:
    """A screen of its own for a kiosk, without a monitor; the name of the display."""
    server = shutil.which("Xvfb")
    if server is None:
        raise PartFailed("Xvfb", log)
    reader, writer = os.pipe()
    command = [server, "-displayfd", str(writer), "-screen", "0", f"{size[0]}x{size[1]}x24"]
    command += ["-nolisten", "tcp", "-noreset"]
    with part(command, log, pass_fds=(writer,)):
        os.close(writer)
        with os.fdopen(reader) as number:
            yield f":{_line(number, 'Xvfb', log).strip()}"


def _line(stream: Any, name: str, log: Path) -> str:  # noqa: ANN401
    """The first line that a starting part says."""
    ready, _, _ = select.select([stream], [], [], STARTS_WITHIN)
    line = str(stream.readline()) if ready else ""
    if not line:
        raise PartFailed(name, log)
    return line


@contextmanager
def opened(plan: Plan, *, own_screen: bool = False) -> Iterator[Centre]:
    """The whole centre, open while the block runs; `own_screen` keeps it off this computer's."""
    logs = plan.folder / "logs"
    with ExitStack() as house:
        real = None if own_screen else os.environ.get("DISPLAY")
        display = real or house.enter_context(virtual_screen(logs / "screen.log"))
        server = house.enter_context(
            part(_server(plan), logs / "server.log", stdout=subprocess.PIPE)
        )
        ready = json.loads(_line(server.stdout, "server", logs / "server.log"))
        kiosk = house.enter_context(
            part(
                _kiosk(plan, ready),
                logs / "kiosk.log",
                env=os.environ | {"DISPLAY": display},
            )
        )
        yield Centre(
            plan=plan,
            url=ready["url"],
            site=ready["site"],
            tokens=ready["tokens"],
            display=display,
            virtual=real is None,
            parts={"server": server, "kiosk": kiosk},
        )


def _server(plan: Plan) -> list[str]:
    """How the server is started."""
    where = ["--host", plan.host, "--port", str(plan.port)]
    return luot("server", "--demo", "--json", "--data", str(plan.data), *where)


def _kiosk(plan: Plan, ready: Mapping[str, Any]) -> list[str]:
    """How the kiosk is started; without a printer its tickets become pictures."""
    plan.paper.mkdir(parents=True, exist_ok=True)
    printer = plan.printer or f"folder:{plan.paper}"
    return luot(
        "kiosk",
        *("--server", ready["url"]),
        *("--token", ready["tokens"]["kiosk"]),
        *("--printer", printer),
        *("--data", str(plan.folder / "kiosk")),
        *("--pictures", str(plan.pictures)),
    )
