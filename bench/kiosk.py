"""How fast the kiosk answers a finger: real X touches on its real window, seen on its pixels.

- first frame: from the start of the process to the red edge on top of the screen;
- touch to number: from pressing "Lấy số" to a screen on which the big number stands;
- memory: the resident set of the kiosk's process after all visits.

    python -m bench.kiosk [--visits 20]
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from Xlib import X
from Xlib.display import Display

from bench.truth import House, resident
from luot.centre import virtual_screen
from luot.parts import Part, luot, part
from luot.tour.finger import LOOKS, Finger, Point
from luot.tour.kiosk import FIRST_FIELD, FIRST_ROW, SEARCH, TAKE
from luot.web.tokens import tokens

RED = tokens()["theme"]["light"]["son"]
NUMBER = (140, 350, 800, 240)  # x, y, width, height: where the number stands
INK = 0.12  # at least this share of dark dots: a number of 330 px, not a line of text
DONE = (540, 1521)


class Eye:
    """Looks at a few dots of a screen, quickly."""

    def __init__(self, display: str) -> None:
        self.display = Display(display)
        self.root = self.display.screen().root

    def ink(self, box: tuple[int, int, int, int]) -> float:
        """The share of dark dots in a box."""
        data = self.root.get_image(*box, X.ZPixmap, 0xFFFFFF).data
        green = data[1::4][::7]
        return float(sum(value < 90 for value in green) / len(green))

    def red(self, at: Point) -> bool:
        """Whether a dot is lacquer red."""
        data = self.root.get_image(*at, 1, 1, X.ZPixmap, 0xFFFFFF).data
        return bool(f"#{data[2]:02X}{data[1]:02X}{data[0]:02X}" == RED)


def until(look: Callable[[], bool], what: str, seconds: float = 15) -> float:
    """When something was seen, by the monotonic clock."""
    end = time.monotonic() + seconds
    while not look():
        if time.monotonic() > end:
            raise SystemExit(f"not seen: {what}")
    return time.monotonic()


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
        until(lambda: not eye.red((5, 3)), "an empty screen")
    return found


def visit(eye: Eye, finger: Finger) -> float:
    """One visit; seconds from the press to the number."""
    until(lambda: eye.red(SEARCH), "the first screen", 40)
    finger.touch(FIRST_FIELD)
    until(lambda: not eye.red(SEARCH), "a field")
    finger.touch(FIRST_ROW)
    until(lambda: eye.red(TAKE), "the button")
    finger.move(TAKE)
    time.sleep(LOOKS)
    pressed = time.monotonic()
    finger.press()
    shown = until(lambda: eye.ink(NUMBER) > INK, "the number") - pressed
    time.sleep(0.5)
    finger.touch(DONE)
    return shown


def measured(visits: int) -> dict[str, object]:
    """All figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "paper").mkdir()
        house = House(folder / "data")
        house.data.mkdir()
        house.start()
        try:
            with virtual_screen(folder / "screen.log") as display:
                eye, finger = Eye(display), Finger(display)
                frames = first_frames(house, display, eye, folder, 5)
                with kiosk(house, display, folder) as process:
                    times = sorted(1000 * visit(eye, finger) for _ in range(visits))
                    memory = resident(process.process.pid)
        finally:
            assert house.process is not None
            house.process.terminate()
            house.process.wait()
    return {
        "first_frame_s": round(statistics.median(frames), 2),
        "first_frame_max_s": round(max(frames), 2),
        "touch_to_number_ms": round(statistics.median(times)),
        "touch_to_number_p90_ms": round(times[int(len(times) * 0.9)]),
        "resident_mb": memory,
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=20)
    with suppress(BrokenPipeError):
        sys.stdout.write(json.dumps(measured(parser.parse_args().visits)) + "\n")
