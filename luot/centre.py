"""A whole centre on one computer: its server, its kiosk and, without a screen, a virtual one."""

import os
import select
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from luot.parts import STARTS_WITHIN, Part, PartFailed, luot, part

KIOSK_SIZE = (1080, 1920)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to start and where: `folder` holds the centre's data, pictures and logs.

    `printer` is where the kiosk prints; None makes pictures in `paper`.
    """

    folder: Path
    lang: str = "vi"
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
    def picture(self) -> Path:
        """Where the kiosk's latest picture is."""
        return self.folder / "screen" / "kiosk.png"


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """A running centre: where it answers, with which tokens, and its parts."""

    plan: Plan
    url: str
    site: str
    tokens: Mapping[str, str]
    display: str
    virtual: bool
    server: Part
    kiosk: Part

    @property
    def broken(self) -> Part | None:
        """A part that has ended though nobody told it to."""
        return next((each for each in (self.server, self.kiosk) if each.ended), None)


@contextmanager
def virtual_screen(log: Path, size: tuple[int, int] = KIOSK_SIZE) -> Iterator[str]:
    """A screen of its own for a kiosk, without a monitor; the name of the display."""
    server = shutil.which("Xvfb")
    if server is None:
        raise PartFailed("Xvfb", "apt install xvfb")
    reader, writer = os.pipe()
    command = [server, "-displayfd", str(writer), "-screen", "0", f"{size[0]}x{size[1]}x24"]
    command += ["-nolisten", "tcp", "-noreset"]
    with part("Xvfb", command, log, pass_fds=(writer,)) as screen:
        os.close(writer)
        with os.fdopen(reader) as told:
            ready, _, _ = select.select([told], [], [], STARTS_WITHIN)
            number = told.readline().strip() if ready else ""
        if not number:
            raise screen.failure()
        yield f":{number}"


@contextmanager
def opened(plan: Plan, *, own_screen: bool = False) -> Iterator[Centre]:
    """The whole centre, open while the block runs; `own_screen` keeps it off this computer's.

    Raises PartFailed where a part does not start.
    """
    logs = plan.folder / "logs"
    plan.paper.mkdir(parents=True, exist_ok=True)
    plan.picture.unlink(missing_ok=True)
    with ExitStack() as house:
        real = None if own_screen else os.environ.get("DISPLAY")
        display = real or house.enter_context(virtual_screen(logs / "screen.log"))
        server = house.enter_context(part("server", _server(plan), logs / "server.log"))
        ready = server.first_line()
        env = {**os.environ, "DISPLAY": display, "SDL_VIDEODRIVER": "x11"}
        kiosk = house.enter_context(part("kiosk", _kiosk(plan, ready), logs / "kiosk.log", env=env))
        kiosk.first_line()
        yield Centre(
            plan=plan,
            url=ready["url"],
            site=ready["site"],
            tokens=ready["tokens"],
            display=display,
            virtual=real is None,
            server=server,
            kiosk=kiosk,
        )


def _server(plan: Plan) -> list[str]:
    """How the server is started."""
    where = ["--data", str(plan.data), "--host", plan.host, "--port", str(plan.port)]
    return luot("server", "--demo", "--json", *where, "--lang", plan.lang)


def _kiosk(plan: Plan, ready: Mapping[str, Any]) -> list[str]:
    """How the kiosk is started; without a printer its tickets become pictures."""
    return luot(
        "kiosk",
        "--json",
        *("--server", ready["url"]),
        *("--token", ready["tokens"]["kiosk"]),
        *("--printer", plan.printer or f"folder:{plan.paper}"),
        *("--data", str(plan.folder / "kiosk")),
        *("--pictures", str(plan.picture.parent)),
        *("--lang", plan.lang),
    )
