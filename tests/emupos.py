"""An independent receipt printer, emupos, that says what our bytes look like on paper.

It needs Python 3.13 or newer and is installed once into the user's cache. `emupos()` is a fixture
to import; `find()` gives the program, or the reason why there is none.
"""

import fcntl
import io
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import pytest
from PIL import Image

VERSION = "0.4.0"
CONFIG = """schema: 1
api: {{ host: 127.0.0.1, port: {api} }}
devices:
  - id: front
    type: printer
    profile: epson-tm-t20iii
    connections:
      - tcp: {{ port: {port} }}
      - serial: {{ pty: true, link: front }}
    receipts_dir: {receipts}
  - id: eye
    type: scanner
    mode: serial
    suffix: {suffix}
    connections:
      - serial: {{ pty: true, link: eye }}
"""


class NoEmupos(RuntimeError):
    """Why emupos does not run here."""


@cache
def find() -> Path:
    """The emupos program, installed where it was not; NoEmupos says why it cannot be."""
    cache_home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    home = cache_home / "luot" / f"emupos-{VERSION}"
    program = home / "bin" / "emupos"
    home.parent.mkdir(parents=True, exist_ok=True)
    with (home.parent / "emupos.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not program.exists():
            _install(home)
    return program


def _install(home: Path) -> None:
    pip = home / "bin" / "pip"
    index = [str(pip), "install", "--quiet", "--disable-pip-version-check", f"emupos=={VERSION}"]
    for command in ([str(_python()), "-m", "venv", str(home)], index):
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        if done.returncode:
            shutil.rmtree(home, ignore_errors=True)
            last = (done.stderr or done.stdout).strip().rpartition("\n")[2]
            raise NoEmupos(f"emupos {VERSION} cannot be installed: {last}")


def _python() -> Path:
    """A Python that is new enough; a shim on the path may be there and yet not run."""
    on_path = (shutil.which(f"python3.{minor}") for minor in (13, 14, 15))
    versions = Path.home() / ".pyenv" / "versions"
    by_pyenv = sorted(versions.glob("3.1[3-9]*/bin/python"))
    for candidate in (sys.executable, *filter(None, on_path), *map(str, by_pyenv)):
        asked = [candidate, "-c", "import sys, venv; print(sys.version_info >= (3, 13))"]
        answer = subprocess.run(asked, capture_output=True, text=True, timeout=30, check=False)
        if answer.stdout.strip() == "True":
            return Path(candidate)
    raise NoEmupos("emupos needs Python 3.13 or newer, and there is none here")


class Emupos:
    """A running emupos: one 80 mm printer on a TCP port and on a serial one, and a serial scanner.

    `suffix` is what the scanner sends at the end: enter, tab or none.
    """

    def __init__(self, program: Path, folder: Path, *, suffix: str = "enter") -> None:
        self.port, self._api = _free_port(), _free_port()
        self.serial = folder / "emupos" / "front"  # where it puts the name of its terminal
        self.scanner = folder / "emupos" / "eye"
        self._log = folder / "emupos.log"
        config = folder / "emupos.yaml"
        config.write_text(
            CONFIG.format(api=self._api, port=self.port, receipts=folder, suffix=suffix),
            encoding="utf-8",
        )
        environment = os.environ | {"PYTHONUNBUFFERED": "1", "COLUMNS": "4000", "TERM": "dumb"}
        environment["TMPDIR"] = str(folder)
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [str(program), "run", "--config", str(config)],
                stdout=log,
                stderr=subprocess.STDOUT,
                env=environment,
                cwd=folder,
            )
        self._http = httpx.Client(base_url=f"http://127.0.0.1:{self._api}/api/v1", trust_env=False)
        self._wait_until_ready()

    @property
    def target(self) -> str:
        """Its address, as `--printer` takes it."""
        return f"tcp://127.0.0.1:{self.port}"

    @property
    def serial_target(self) -> str:
        """The address of its serial port."""
        return f"serial:{self.serial}?baud=115200"

    @property
    def scanner_address(self) -> str:
        """The address of its scanner's port."""
        return f"serial:{self.scanner}"

    def scan(self, text: str) -> None:
        """Have its scanner read a code."""
        self._http.post("/devices/eye/scans", json={"data": text}).raise_for_status()

    def receipts(self) -> list[str]:
        """The ids of all papers that came out, oldest first."""
        found = self._http.get("/devices/front/receipts").json()
        return [str(receipt["id"]) for receipt in found]

    def picture(self, receipt: str = "latest") -> Image.Image:
        """One paper as it came out."""
        answer = self._http.get(f"/devices/front/receipts/{receipt}/image").raise_for_status()
        return Image.open(io.BytesIO(answer.content))

    def break_down(self, fault: str) -> None:
        """One of paper-near-end, paper-out, cover-open, offline."""
        self._http.put(f"/devices/front/faults/{fault}").raise_for_status()

    def mend(self, fault: str) -> None:
        """Undo a fault."""
        self._http.delete(f"/devices/front/faults/{fault}").raise_for_status()

    def unknown_commands(self) -> list[str]:
        """What it was sent and did not understand; it notes that a moment after it answers."""
        size = -1
        while size != (size := self._log.stat().st_size):
            time.sleep(0.15)
        log = self._log.read_text(encoding="utf-8", errors="replace")
        return [line for line in log.splitlines() if "unknown" in line]

    def stop(self) -> None:
        """End it."""
        self._http.close()
        self._process.terminate()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _wait_until_ready(self) -> None:
        end = time.monotonic() + 20
        while time.monotonic() < end and self._process.poll() is None:
            try:
                if self._http.get("/health").is_success:
                    return
            except httpx.TransportError:
                time.sleep(0.05)
        said = self._log.read_text(encoding="utf-8", errors="replace")
        self.stop()
        raise NoEmupos(f"emupos does not start: {said[-400:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def emupos() -> Iterator[Emupos]:
    """A fresh printer for the tests of one module; skips with the reason where there is none."""
    try:
        program = find()
        with TemporaryDirectory() as folder:
            running = Emupos(program, Path(folder))
            try:
                yield running
            finally:
                running.stop()
    except NoEmupos as reason:
        pytest.skip(str(reason))
