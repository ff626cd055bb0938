"""How fast the kiosk answers a finger: real X touches on its real window, seen on its pixels.

Every time counts from outside the kiosk: from the touch given to the X server (XTEST) until the
pixels of the screen that say the answer are other ones. The screen is 1080 x 1920, drawn by the
processor (llvmpipe), on a display of its own.

- first frame: from the start of the process to the red edge on top of the screen;
- touch to pressed: until what is under the finger looks pressed;
- screen change: from the finger's lifting until the other screen is there;
- key to results: from a key's press until the results of the search are drawn anew; a key whose
  results look the same is not counted, and how many those were is told;
- touch to number: from pressing "Lấy số", 80 ms of it the finger on the glass, to the big number;
- page: from the finger's lifting until the next page of a list; no list of the kiosk scrolls;
- idle: the processor's share of a kiosk that nobody touches;
- memory: the resident set after the visits with real touches, and before and after many more visits
  that are driven inside a kiosk with its real window (`bench.visits`), which also tells how many
  pictures a second that window can draw when all of it is drawn anew each time.

    python -m bench.kiosk [--visits 20] [--inside 2000]
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

from Xlib import X
from Xlib.display import Display
from Xlib.ext import xtest

from bench.truth import House, resident
from kiosk.bands import Layout, bands
from luot.centre import virtual_screen
from luot.client import Away, Client, Refused
from luot.parts import Part, luot, part
from luot.tour.finger import LOOKS, PRESSES, Finger, Point
from luot.tour.kiosk import FIRST_FIELD, FIRST_ROW, SEARCH, TAKE
from luot.web.tokens import tokens

RED = tokens()["theme"]["light"]["son"]
Box = tuple[int, int, int, int]  # x, y, width, height
NUMBER: Box = (140, 350, 800, 240)  # where the number stands
INK = 0.12  # at least this share of dark dots: a number of 330 px, not a line of text
DONE = (540, 1521)
BACK = (150, 1810)
NEXT_PAGE = (794, 1630)
RESULTS: Box = (60, 430, 700, 500)
ROWS: Box = (60, 520, 700, 900)
SPOT = 12  # pixels on each side of the finger that are watched
QUIET = 0.4  # how long a key's results may take to be other ones
PHRASES = ("khai sinh", "ket hon", "dat dai", "chung thuc", "ho khau", "tro cap", "xay dung")
LINES = {"high": "qwertyuiop", "middle": "asdfghjkl", "low": "zxcvbnm"}
IDLE_SECONDS = 30
COUNTERS = range(1, 9)
CALL_SECONDS = 1.0


class Eye:
    """Looks at a few dots of a screen, quickly."""

    def __init__(self, display: str) -> None:
        self.display = Display(display)
        self.root = self.display.screen().root

    def dots(self, box: Box) -> bytes:
        """What stands in a box."""
        return bytes(self.root.get_image(*box, X.ZPixmap, 0xFFFFFF).data)

    def ink(self, box: Box) -> float:
        """The share of dark dots in a box."""
        green = self.dots(box)[1::4][::7]
        return float(sum(value < 90 for value in green) / len(green))

    def red(self, at: Point) -> bool:
        """Whether a dot is lacquer red."""
        blue, green, red = self.dots((*at, 1, 1))[:3]
        return bool(f"#{red:02X}{green:02X}{blue:02X}" == RED)


def until(look: Callable[[], bool], what: str, seconds: float = 15) -> float:
    """When something was seen, by the monotonic clock."""
    end = time.monotonic() + seconds
    while not look():
        if time.monotonic() > end:
            raise SystemExit(f"not seen: {what}")
        time.sleep(0.001)  # the kiosk needs the processor, too
    return time.monotonic()


@dataclass
class Times:
    """What was found, in ms, and the keys whose results looked the same."""

    pressed: list[float] = field(default_factory=list)
    change: list[float] = field(default_factory=list)
    number: list[float] = field(default_factory=list)
    key: list[float] = field(default_factory=list)
    page: list[float] = field(default_factory=list)
    same: int = 0


class Visitor:
    """Someone at the glass whose every touch is timed."""

    def __init__(self, display: str) -> None:
        self.eye = Eye(display)
        self.finger = Finger(display)
        self.display = Display(display)
        self.times = Times()

    def button(self, kind: int) -> float:
        """Press or lift the finger; when."""
        xtest.fake_input(self.display, kind, 1)
        self.display.sync()
        return time.monotonic()

    def tap(self, at: Point, seen: Callable[[], bool], what: str) -> tuple[float, float]:
        """Touch what is at a point until it looks pressed; ms from press and from lifting."""
        self.finger.move(at)
        time.sleep(LOOKS)
        spot = (at[0] - SPOT, at[1] - SPOT, 2 * SPOT, 2 * SPOT)
        before = self.eye.dots(spot)
        down = self.button(X.ButtonPress)
        looks_pressed = until(lambda: self.eye.dots(spot) != before, f"{what} pressed", 5)
        self.times.pressed.append(1000 * (looks_pressed - down))
        time.sleep(max(0.0, PRESSES - (time.monotonic() - down)))
        up = self.button(X.ButtonRelease)
        there = until(seen, what)
        return 1000 * (there - down), 1000 * (there - up)

    def home(self) -> None:
        """Wait for the first screen."""
        until(lambda: self.eye.red(SEARCH), "the first screen", 40)

    def change(self, at: Point, seen: Callable[[], bool], what: str) -> None:
        """A touch that leads to another screen."""
        self.times.change.append(self.tap(at, seen, what)[1])

    def visit(self) -> None:
        """From the first screen to a number, and back."""
        self.home()
        self.change(FIRST_FIELD, lambda: not self.eye.red(SEARCH), "a field")
        self.change(FIRST_ROW, lambda: self.eye.red(TAKE), "the button")
        shown = self.tap(TAKE, lambda: self.eye.ink(NUMBER) > INK, "the number")[0]
        self.times.number.append(shown)
        time.sleep(0.5)
        self.change(DONE, lambda: self.eye.red(SEARCH), "the first screen")

    def leaf(self) -> None:
        """Open a field, turn its page and go back."""
        self.home()
        self.change(FIRST_FIELD, lambda: not self.eye.red(SEARCH), "a field")
        before = self.eye.dots(ROWS)
        self.times.page.append(
            self.tap(NEXT_PAGE, lambda: self.eye.dots(ROWS) != before, "a page")[1]
        )
        self.change(BACK, lambda: self.eye.red(SEARCH), "the first screen")

    def seek(self, phrase: str) -> None:
        """Type a phrase, and go back."""
        self.home()
        self.change(SEARCH, lambda: not self.eye.red(SEARCH), "the search")
        time.sleep(LOOKS)
        for letter in phrase:
            self.key(letter)
        self.change(BACK, lambda: self.eye.red(SEARCH), "the first screen")

    def key(self, letter: str) -> None:
        """Press a key, and see what becomes of the results."""
        self.finger.move(place_of(letter))
        time.sleep(0.15)
        before = self.eye.dots(RESULTS)
        down = self.button(X.ButtonPress)
        end = down + QUIET
        while self.eye.dots(RESULTS) == before and time.monotonic() < end:
            time.sleep(0.001)
        seen = time.monotonic()
        if seen < end:
            self.times.key.append(1000 * (seen - down))
        else:
            self.times.same += 1
        time.sleep(max(0.0, PRESSES - (time.monotonic() - down)))
        self.button(X.ButtonRelease)
        time.sleep(0.1)


def place_of(letter: str) -> Point:
    """The middle of a key."""
    table = bands(Layout.PLAIN)
    line = next((name for name, letters in LINES.items() if letter in letters), None)
    box = (
        table["keys.space"].box
        if line is None
        else table[f"keys.{line}"].cell(LINES[line].index(letter))
    )
    return int(box[0] + box[2] / 2), int(box[1] + box[3] / 2)


@contextmanager
def kiosk(house: House, display: str, folder: Path) -> Iterator[Part]:
    """A kiosk of the sample centre on a display."""
    command = luot(
        "kiosk",
        *("--server", f"http://127.0.0.1:{house.port}", "--token", house.tokens["kiosk"]),
        *("--printer", f"folder:{folder / 'paper'}", "--data", str(folder / "kiosk")),
    )
    env = {"DISPLAY": display, "PATH": "/usr/bin:/bin", "HOME": str(folder)}
    with part("kiosk", command, folder / "kiosk.log", env=env) as process:
        yield process


def first_frames(house: House, display: str, eye: Eye, folder: Path, times: int) -> list[float]:
    """Seconds from start to the first frame."""
    found = []
    for _ in range(times):
        begun = time.monotonic()
        with kiosk(house, display, folder):
            found.append(until(lambda: eye.red((5, 3)), "the first frame") - begun)
            time.sleep(1)
        until(lambda: not eye.red((5, 3)), "an empty screen")
    return found


def idle(pid: int) -> float:
    """The share of one core that a process takes, in per cent."""
    before = _ticks(pid)
    time.sleep(IDLE_SECONDS)
    used = (_ticks(pid) - before) / os.sysconf("SC_CLK_TCK")
    return round(100 * used / IDLE_SECONDS, 1)


def _ticks(pid: int) -> int:
    row = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(row[11]) + int(row[12])


def told(name: str, times: Sequence[float]) -> dict[str, object]:
    """Median and p95 of what was found, in ms."""
    row = sorted(times)
    return {
        f"{name}_ms": round(statistics.median(row)),
        f"{name}_p95_ms": round(row[int(len(row) * 0.95)]),
        f"{name}_count": len(row),
    }


def touched(house: House, display: str, folder: Path, visits: int) -> dict[str, object]:
    """What a visitor's fingers find."""
    someone = Visitor(display)
    with kiosk(house, display, folder) as process:
        someone.visit()  # a kiosk's very first visit of the day is not the usual one
        someone.times = Times()
        for at in range(visits):
            someone.visit()
            if at < len(PHRASES):
                someone.leaf()
                someone.seek(PHRASES[at])
        memory = resident(process.process.pid)
        rest = idle(process.process.pid)
    times = someone.times
    return {
        **told("pressed", times.pressed),
        **told("screen_change", times.change),
        **told("touch_to_number", times.number),
        **told("key_to_results", times.key),
        "keys_with_the_same_results": times.same,
        **told("page", times.page),
        "idle_percent": rest,
        "resident_mb": memory,
    }


def played(house: House, display: str, folder: Path, visits: int) -> dict[str, object]:
    """What so many visits inside a kiosk find."""
    command = [sys.executable, "-m", "bench.visits", f"http://127.0.0.1:{house.port}"]
    command += [house.tokens["kiosk"], str(folder), str(visits)]
    env = {"DISPLAY": display, "PATH": "/usr/bin:/bin", "HOME": str(folder)}
    with part("visits", command, folder / "visits.log", env=env) as process:
        out = process.process.stdout
        assert out is not None
        return dict(json.loads(out.readline() or "{}"))


@contextmanager
def staffed(house: House) -> Iterator[None]:
    """Officials at all counters while the block runs: the wait stays a usual one."""
    over = Event()
    with Client(f"http://127.0.0.1:{house.port}", house.tokens["official"]) as official:
        for counter in COUNTERS:
            official.open_counter(counter)
        calling = Thread(target=_call, args=(official, over))
        calling.start()
        try:
            yield
        finally:
            over.set()
            calling.join()


def _call(official: Client, over: Event) -> None:
    while not over.wait(CALL_SECONDS):
        for counter in COUNTERS:
            with suppress(Refused, Away):
                official.call_next(counter, finish_current=True)


def measured(visits: int, inside: int) -> dict[str, object]:
    """All figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "paper").mkdir()
        house = House(folder / "data")
        house.data.mkdir()
        house.start()
        try:
            with virtual_screen(folder / "screen.log") as display:
                frames = first_frames(house, display, Eye(display), folder, 7)
                with staffed(house):
                    found = touched(house, display, folder, visits)
                    many = played(house, display, folder, inside) if inside else {}
        finally:
            assert house.process is not None
            house.process.terminate()
            house.process.wait()
    return {
        "first_frame_s": round(statistics.median(frames), 2),
        "first_frame_max_s": round(max(frames), 2),
        **found,
        **many,
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=20)
    parser.add_argument("--inside", type=int, default=2000)
    asked = parser.parse_args()
    with suppress(BrokenPipeError):
        sys.stdout.write(json.dumps(measured(asked.visits, asked.inside)) + "\n")
