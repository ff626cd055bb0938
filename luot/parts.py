"""The processes that a centre is made of: started with a log, ended with their parent."""

import json
import select
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

STARTS_WITHIN = 30.0  # seconds, on a slow computer
ENDS_WITHIN = 8.0


class PartFailed(Exception):
    """A part of the centre did not start, or ended; `why` is the last that it said."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name} failed: {why}")
        self.name = name
        self.why = why


class Part:
    """A running process of the centre, and what it says on its standard output."""

    def __init__(self, name: str, process: "subprocess.Popen[str]", log: Path) -> None:
        self.name = name
        self.process = process
        self.log = log
        self.said: list[dict[str, Any]] = []

    @property
    def ended(self) -> bool:
        """Whether the process is gone."""
        return self.process.poll() is not None

    def first_line(self) -> dict[str, Any]:
        """The first that it says, as JSON; PartFailed when it says nothing in time."""
        out = self.process.stdout
        if out is None:
            raise PartFailed(self.name, "no output")
        ready, _, _ = select.select([out], [], [], STARTS_WITHIN)
        line = out.readline() if ready else ""
        if not line:
            raise self.failure()
        self.said.append(json.loads(line))
        threading.Thread(target=self._listen, daemon=True).start()
        return self.said[0]

    def failure(self) -> PartFailed:
        """Why it failed, in its own words."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        told = [line.strip() for line in lines if line.strip()]
        return PartFailed(self.name, told[-1] if told else str(self.log))

    def _listen(self) -> None:
        """Keep everything that it says from now on."""
        out = self.process.stdout
        if out is not None:
            for line in out:
                self.said.append(json.loads(line))

    def end(self) -> None:
        """End it politely, then for certain."""
        if not self.ended:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(ENDS_WITHIN)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


@contextmanager
def part(
    name: str,
    command: list[str],
    log: Path,
    *,
    pass_fds: tuple[int, ...] = (),
    env: Mapping[str, str] | None = None,
) -> Iterator[Part]:
    """A process of the centre, ended when the block ends, or when this process dies."""
    log.parent.mkdir(parents=True, exist_ok=True)
    # Ctrl-C on the terminal is for this process alone: it ends its parts in their order.
    dies_with_us = ["setpriv", "--pdeathsig", "TERM", "--"] if shutil.which("setpriv") else []
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(  # noqa: S603 - a part of this house, or the X server
            [*dies_with_us, *command],
            stdout=subprocess.PIPE,
            stderr=out,
            text=True,
            pass_fds=pass_fds,
            env=env,
            start_new_session=True,
        )
        started = Part(name, process, log)
        try:
            yield started
        finally:
            started.end()


def luot(*words: str) -> list[str]:
    """The command line of a part of this very house."""
    return [sys.executable, "-m", "luot", *words]
