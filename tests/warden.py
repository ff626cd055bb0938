"""Plays the part of the system that starts a kiosk, hears its heart, and starts it again."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from socket import AF_UNIX, SOCK_DGRAM, socket
from threading import Event, Thread
from typing import Any, Self

import pytest

from kiosk.pulse import BEATS

MICRO = 1_000_000
STARTS_WITHIN = 30.0
EAR_SECONDS = 0.05


class Warden:
    """Restarts a command whenever it ends or its heart stops for `silence` seconds.

    It is told to beat every `beat` seconds, or as often as it likes to in that silence.
    """

    def __init__(
        self,
        command: list[str],
        folder: Path,
        environment: Mapping[str, str],
        *,
        silence: float = 3,
        beat: float | None = None,
    ) -> None:
        self.command = command
        self.silence = silence
        self.said: list[dict[str, Any]] = []
        self.ended: list[int] = []
        self.hung = 0
        self.ready = 0
        self.gaps: list[float] = []
        self.pause = 0.0
        folder.mkdir(parents=True, exist_ok=True)
        self._log = (folder / "kiosk.log").open("ab")
        self._ear = socket(AF_UNIX, SOCK_DGRAM)
        where = folder / "notify"
        where.unlink(missing_ok=True)
        self._ear.bind(str(where))
        self._ear.settimeout(EAR_SECONDS)
        told = silence if beat is None else beat * BEATS
        watched = {"NOTIFY_SOCKET": str(where), "WATCHDOG_USEC": str(round(told * MICRO))}
        self._environment = {**os.environ, **environment, **watched}
        self._over = Event()
        self.process: subprocess.Popen[str]
        self._thread = Thread(target=self._watch)

    def __enter__(self) -> Self:
        self._start()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join(STARTS_WITHIN)
        self.process.kill()
        self.process.wait(10)
        self._reader.join(10)
        self._ear.close()
        self._log.close()

    def until(self, true: Callable[[], Any], what: str, seconds: float = 20) -> None:
        """Wait until something is so."""
        end = time.monotonic() + seconds
        while not true():
            if time.monotonic() > end:
                pytest.fail(f"in {seconds} s not seen: {what}; last heard {self.said[-3:]}")
            time.sleep(0.02)

    @property
    def beating(self) -> bool:
        """Whether the kiosk that runs now has been heard."""
        return self._beat is not None

    @property
    def last(self) -> dict[str, Any]:
        """The last that the kiosk said."""
        return self.said[-1] if self.said else {}

    def shows(self, screen: str, seconds: float = 20) -> dict[str, Any]:
        """Wait until a screen stands on the glass."""
        self.until(lambda: self.last.get("screen") == screen, screen, seconds)
        return self.last

    def comes_to(self, screen: str, seconds: float = 6) -> bool:
        """Whether a screen stands on the glass within some seconds."""
        end = time.monotonic() + seconds
        while self.last.get("screen") != screen and time.monotonic() < end:
            time.sleep(0.02)
        return self.last.get("screen") == screen

    def _start(self) -> None:
        self.process = subprocess.Popen(
            self.command,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        self._beat: float | None = None
        self._reader = Thread(target=self._listen, args=(self.process,), daemon=True)
        self._reader.start()

    def _listen(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        with process.stdout as said:
            for line in said:
                self.said.append(json.loads(line))

    def _watch(self) -> None:
        while not self._over.is_set():
            begun = time.monotonic()
            self._hear()
            self.pause = max(self.pause, time.monotonic() - begun - EAR_SECONDS)
            if self._beat is not None and time.monotonic() - self._beat > self.silence:
                self.hung += 1
                self.process.send_signal(signal.SIGABRT)
                self.process.wait(10)
            if self.process.poll() is not None:
                self.ended.append(self.process.returncode)
                self._reader.join(10)
                self.said.append({"screen": "ended"})
                self._start()

    def _hear(self) -> None:
        with suppress(TimeoutError):
            word = self._ear.recv(99)
            now = time.monotonic()
            if word == b"READY=1":
                self.ready += 1
            if self._beat is not None:
                self.gaps.append(now - self._beat)
            self._beat = None if word == b"STOPPING=1" else now
