"""Many visits inside one kiosk with its real window: whether its memory grows with them.

The steps that touches cause are taken on the thread that draws, one a picture, so that each screen
of each visit is really drawn; server, journal, stubs and paper are the real ones, too. Visits
differ: other letters, contrast, reach and language, searches, ticked papers. Prints one line of
JSON: the resident set in MB after 50 visits, on the way and at the end, and how many pictures a
second the window draws when all of it is drawn anew each time.

    python -m bench.visits SERVER TOKEN FOLDER VISITS
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bench.truth import resident
from kiosk import fitting, quiet

# isort: split

from kivy.app import App
from kivy.base import EventLoop
from kivy.clock import Clock

from kiosk.booth import Booth
from kiosk.setting import Setting

WARM = 50  # visits after which everything has been loaded
EVERY = 250
FULL_SECONDS = 5
PHRASES = ("khai sinh", "ket hon", "dat dai", "bao hiem", "xyz", "mat the can cuoc")
Step = Callable[[], object]


def visit(booth: Booth, at: int) -> Iterator[Step]:
    """The steps of one visit."""
    shelf = booth.known.shelf
    manners = (booth.switch_large, booth.switch_contrast, booth.switch_low, booth.switch_language)
    yield from (switch for bit, switch in enumerate(manners) if at >> bit & 1)
    procedure = shelf.most_taken[at % len(shelf.most_taken)]
    if at % 3:
        yield partial(booth.open_field, procedure.field)
    else:
        yield booth.open_search
        for letter in PHRASES[at // 3 % len(PHRASES)]:
            yield partial(booth.type_key, letter)
    yield partial(booth.choose, procedure.code)
    yield partial(booth.tick_paper, 0)
    yield booth.take
    if booth.view.asking is not None:  # whether to go on, as the wait is long
        yield booth.clerk.go_on
    yield booth.go_home


class Driver:
    """Takes a step before each picture."""

    def __init__(self, visits: int) -> None:
        self.visits = visits
        self.memory: list[int] = []
        self.rate = 0.0
        self.steps = self._all()

    def _all(self) -> Iterator[Step]:
        booth = App.get_running_app().booth
        for at in range(self.visits):
            yield from visit(booth, at)
            if at + 1 in {WARM, self.visits} or (at + 1) % EVERY == 0:
                quiet.tidy()
                self.memory.append(resident(os.getpid()))

    def step(self, _: float) -> bool | None:
        """The next step, once an answer that is awaited is there; then the last measurement."""
        booth = App.get_running_app().booth
        if not _settled(booth):
            return None
        booth.stir()
        step = next(self.steps, None)
        if step is None:
            self._draw_all()
            return False
        step()
        return None

    def _draw_all(self) -> None:
        """Draw the whole window anew for some seconds, and end."""
        begun, pictures, window = time.monotonic(), 0, EventLoop.window

        def drawn(_: object) -> None:
            nonlocal pictures
            pictures += 1

        def again(_: float) -> bool | None:
            window.canvas.ask_update()
            gone = time.monotonic() - begun
            if gone < FULL_SECONDS:
                return None
            self.rate = pictures / gone
            App.get_running_app().stop()
            return False

        window.bind(on_flip=drawn)
        Clock.schedule_interval(again, 0)


def _settled(booth: Booth) -> bool:
    """Whether nothing is on its way: the offer, a number, what became of its paper."""
    view = booth.view
    if booth.known.offer is None or view.asked_at is not None:
        return False
    return view.issued is None or (view.paper is not None and view.paper.outcome is not None)


def main(server: str, token: str, folder: Path, visits: int) -> None:
    """Run the kiosk until all visits are over."""
    driver = Driver(visits)
    begun: list[float] = []

    def witness(*_: object) -> None:
        """The first picture: the kiosk is there."""
        if not begun:
            begun.append(time.monotonic())
            Clock.schedule_interval(driver.step, 0)

    setting = Setting(
        server=server, token=token, data=folder / "inside", printer=f"folder:{folder / 'paper'}"
    )
    fitting.run(setting, [witness])
    found = {
        "visits_inside": visits,
        "visits_seconds": round(time.monotonic() - begun[0]),
        "resident_mb_on_the_way": driver.memory,
        "growth_mb": driver.memory[-1] - driver.memory[0],
        "whole_pictures_per_s": round(driver.rate, 1),
    }
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
