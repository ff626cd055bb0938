"""A monkey at the kiosk: touches, keys, scans, a failing line and printer, breaks in its handlers.

What must hold all the time is asked of it at the end: see `Verdict`.
"""

import json
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from Xlib import X
from Xlib.display import Display
from Xlib.ext import xtest

from kiosk import pin
from luot.client import Client, Issued
from printer.emulator import Emulator, Fault
from tests.flaky import FlakyLine, Line
from tests.haunted import NAME
from tests.kiosk_window import virtual_screen
from tests.monkey_judge import Numbers, numbers
from tests.scanners import ScannerCable
from tests.servers import Server, served
from tests.warden import Warden

WIDTH, HEIGHT = 1080, 1920
WORN_OUT = 70
BEAT = 0.1
FROZEN = 1.0
PIN = "271828"
LOOK = 5.0
CORNER = (88, 96)
# What citizens touch most: chips, doors, fields, "take a number", "done", the foot.
PLACES = (
    *((x, 480) for x in (200, 540, 880)),
    *((x, 660) for x in (200, 540, 880)),
    *((x, y) for x in (200, 540, 880) for y in (980, 1260, 1540)),
    *((540, y) for y in (574, 1480, 1510, 1520, 1660)),
    *((x, 1810) for x in (120, 300, 540, 800, 1000)),
)
TAKE = (540, 1480)
PROCEDURES = ("1.001193", "1.001193", "1.001193")
FAULTS = (Fault.PAPER_OUT, Fault.COVER_OPEN, Fault.OFFLINE, Fault.MUTE, Fault.DEAF_TO_FENCES)
LEAST_KEY, MOST_KEY = 9, 134
CARD = "038050001234|171234567|Nguyễn Thị Mận|24021950|Nữ|Phố 3, Đông Sơn|01052021"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the monkey did, and what came of it.

    A gap is a time without a beat; where the warden itself had a pause as long, the computer was
    busy and not the kiosk.
    """

    seconds: float
    acts: dict[str, int]
    numbers: Numbers
    papers: int
    ends: dict[int, int]
    hung: int
    starts: int
    longest_gap: float
    gaps_over_one_second: int
    longest_pause_of_the_warden: float
    left_the_kiosk: int
    resident_mb: list[int] = field(default_factory=list)

    @property
    def well(self) -> bool:
        """Whether the kiosk came through it."""
        steady = not (self.gaps_over_one_second or self.hung or self.left_the_kiosk)
        return steady and self.numbers.sound and set(self.ends) <= {WORN_OUT}


class Monkey:
    """Does something at random, again and again."""

    def __init__(
        self, display: Display, scanner: ScannerCable, codes: list[str], seed: int
    ) -> None:
        self.display = display
        self.scanner = scanner
        self.codes = codes
        self.chance = random.Random(seed)
        self.did: Counter[str] = Counter()

    def act(self) -> None:
        """Do the next thing."""
        acts: tuple[tuple[Callable[[], None], int], ...] = (
            (self._touch_somewhere, 30),
            (self._touch_a_place, 45),
            (self._take_twice, 12),
            (self._visit, 8),
            (self._drag, 4),
            (self._other_button, 4),
            (self._keys, 8),
            (self._scan, 4),
            (self._noise, 4),
            (self._unplug, 1),
            (self._hold, 1),
            (self._wait, 2),
        )
        (act,) = self.chance.choices([each for each, _ in acts], [often for _, often in acts])
        self.did[act.__name__.strip("_")] += 1
        act()

    def _point(self) -> tuple[int, int]:
        return self.chance.randrange(WIDTH), self.chance.randrange(HEIGHT)

    def _press(self, at: tuple[int, int], seconds: float, button: int = 1) -> None:
        xtest.fake_input(self.display, X.MotionNotify, 0, x=at[0], y=at[1])
        xtest.fake_input(self.display, X.ButtonPress, button)
        self.display.sync()
        time.sleep(seconds)
        xtest.fake_input(self.display, X.ButtonRelease, button)
        self.display.sync()
        time.sleep(self.chance.choice((0.02, 0.1, 0.4, 0.5)))

    def _touch_somewhere(self) -> None:
        self._press(self._point(), self.chance.uniform(0.01, 0.15))

    def _touch_a_place(self) -> None:
        self._press(self.chance.choice(PLACES), self.chance.uniform(0.03, 0.12))

    def _take_twice(self) -> None:
        for _ in range(self.chance.randint(2, 4)):
            self._press(TAKE, 0.04)

    def _visit(self) -> None:
        for at in (PLACES[0], TAKE):
            time.sleep(0.5)
            self._press(at, 0.06)
        time.sleep(1.5)

    def _drag(self) -> None:
        xtest.fake_input(self.display, X.ButtonPress, 1)
        for _ in range(6):
            x, y = self._point()
            xtest.fake_input(self.display, X.MotionNotify, 0, x=x, y=y)
            self.display.sync()
            time.sleep(0.03)
        xtest.fake_input(self.display, X.ButtonRelease, 1)
        self.display.sync()

    def _other_button(self) -> None:
        self._press(self._point(), 0.05, button=self.chance.choice((2, 3, 4, 5, 8)))

    def _keys(self) -> None:
        codes = [self.chance.randint(LEAST_KEY, MOST_KEY) for _ in range(self.chance.randint(1, 3))]
        for code in codes:
            xtest.fake_input(self.display, X.KeyPress, code)
        for code in codes:
            xtest.fake_input(self.display, X.KeyRelease, code)
        self.display.sync()

    def _hold(self) -> None:
        self._press(CORNER if self.chance.random() < 0.7 else self._point(), 3.3)

    def _scan(self) -> None:
        end = self.chance.choice((b"\r", b"\n", b"\r\n", b""))
        self.scanner.send(self.chance.choice(self.codes).encode() + end)

    def _noise(self) -> None:
        much = self.chance.choice((1, 20, 300, 3000))
        self.scanner.send(
            self.chance.choice((self.chance.randbytes(much), b"\r\n" * much, b"A" * much))
        )

    def _unplug(self) -> None:
        self.scanner.unplug()
        time.sleep(self.chance.uniform(0.1, 1))
        self.scanner.plug_in()

    def _wait(self) -> None:
        time.sleep(self.chance.uniform(0.5, 6))


class Weather:
    """What befalls the line, the printer and the handlers, a change every few seconds."""

    def __init__(self, line: FlakyLine, printer: Emulator, ghost: Path, seed: int) -> None:
        self.line = line
        self.printer = printer
        self.ghost = ghost
        self.chance = random.Random(seed)
        self.due = 0.0

    def blow(self) -> None:
        """Change something, where it is time to."""
        now = time.monotonic()
        if now < self.due:
            return
        self.due = now + self.chance.uniform(1.5, 6)
        lines = (Line.OPEN, Line.SLOW, Line.STALLED, Line.REFUSED)
        self.line.be(*self.chance.choices(lines, (6, 2, 1, 1)))
        if self.chance.random() < 0.2:
            self.line.reset()
        if self.chance.random() < 0.6:
            self.printer.mend()
        else:
            self.printer.fault(self.chance.choice(FAULTS))
        self.ghost.write_text(self.chance.choice(("", "", "0.03")))

    def clear(self) -> None:
        """All is well again."""
        self.line.be(Line.OPEN)
        self.printer.mend()
        self.ghost.write_text("")


@dataclass
class Cage:
    """The kiosk that the monkey is locked up with."""

    server: Server
    warden: Warden
    monkey: Monkey
    weather: Weather
    printer: Emulator
    phones: frozenset[str]
    left: int = 0
    sizes: list[int] = field(default_factory=list)

    def play(self, seconds: float) -> Verdict:
        """Let the monkey play, then wait until all is quiet, and judge."""
        begun = look = time.monotonic()
        while time.monotonic() - begun < seconds:
            self.weather.blow()
            self.monkey.act()
            if time.monotonic() >= look:
                look += LOOK
                self._look()
        self.weather.clear()
        time.sleep(12)
        return self._judge(time.monotonic() - begun)

    def _look(self) -> None:
        """Whether the kiosk's window alone covers the screen, and how large the kiosk is."""
        with suppress(OSError, StopIteration):
            status = Path(f"/proc/{self.warden.process.pid}/status").read_text()
            resident = next(row for row in status.splitlines() if row.startswith("VmRSS"))
            self.sizes.append(int(resident.split()[1]) // 1024)
        if self.warden.process.poll() is None and self.warden.beating and not self._covered():
            self.left += 1

    def _covered(self) -> bool:
        root = self.monkey.display.screen().root
        shown = [
            each.get_geometry()
            for each in root.query_tree().children
            if each.get_attributes().map_state == X.IsViewable
        ]
        return any((w.x, w.y, w.width, w.height) == (0, 0, WIDTH, HEIGHT) for w in shown)

    def _judge(self, seconds: float) -> Verdict:
        gaps = self.warden.gaps
        return Verdict(
            seconds=round(seconds),
            acts=dict(self.monkey.did),
            numbers=numbers(self.warden.said, self._journal(), self.phones),
            papers=len(self.printer.papers),
            ends=dict(Counter(self.warden.ended)),
            hung=self.warden.hung,
            starts=self.warden.ready,
            longest_gap=round(max(gaps), 2),
            gaps_over_one_second=sum(gap > FROZEN for gap in gaps),
            longest_pause_of_the_warden=round(self.warden.pause, 2),
            left_the_kiosk=self.left,
            resident_mb=self.sizes[:: max(1, len(self.sizes) // 12)],
        )

    def _journal(self) -> Iterator[dict[str, Any]]:
        """Every fact in the server's journal."""
        command = [sys.executable, "-m", "luot", "journal", "export"]
        done = subprocess.run(
            [*command, "--data", str(self.server.data)], capture_output=True, check=True, text=True
        )
        yield from map(json.loads, done.stdout.splitlines())


@contextmanager
def cage(folder: Path, seed: int = 1) -> Iterator[Cage]:
    """A server, a line that fails, a printer that fails, a kiosk that breaks, and a monkey."""
    own = folder / "own"
    pin.keep(own, PIN)
    with ExitStack() as stack:
        server = stack.enter_context(served(folder / "server"))
        phones = _on_phones(server)
        scanner = ScannerCable(folder / "scanner")
        stack.callback(scanner.unplug)
        line = stack.enter_context(FlakyLine(server.url))
        printer = stack.enter_context(Emulator.tcp())
        name = virtual_screen(stack)
        display = Display(name)
        stack.callback(display.close)
        own_line = [str(own), line.url, server.tokens["kiosk"], printer.target, scanner.address]
        command = [sys.executable, "-m", "tests.haunted", *own_line]
        warden = stack.enter_context(Warden(command, own, {"DISPLAY": name}, silence=10, beat=BEAT))
        warden.shows("home")
        codes = [CARD, "H56.120-250919-7741", "893123456789", f"{server.url}/T/nobody"]
        monkey = Monkey(display, scanner, [*codes, *(each.url for each in phones)], seed)
        weather = Weather(line, printer, own / NAME, seed)
        ids = frozenset(each.id for each in phones)
        yield Cage(server, warden, monkey, weather, printer, ids)


def _on_phones(server: Server) -> list[Issued]:
    """Tickets that citizens have on their phones."""
    with Client(server.url, server.tokens["kiosk"]) as client:
        return [client.take_ticket(procedures=(each,)) for each in PROCEDURES]


def told(verdict: Verdict) -> str:
    """The verdict as a line of JSON."""
    return json.dumps(asdict(verdict), ensure_ascii=False)
