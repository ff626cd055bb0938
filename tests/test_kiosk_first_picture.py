"""What the first picture does not need waits until it stands; what it needs is quickly there."""

import subprocess
import sys
from collections.abc import Callable
from typing import TypeVar

import pytest

from kiosk.hands import Patient
from kiosk.screens import corner

T = TypeVar("T")
# Each takes long to load, and shows nothing on the first screen.
WAITING = ("httpx", "escpos", "luot.domain.search", "luot.domain.sayings", "luot.domain.events")


def test_what_the_first_picture_does_not_show_is_not_loaded_before_it() -> None:
    code = (
        "import sys, kiosk.cli, kiosk.fitting\n"
        "print(*(name for name in sys.argv[1:] if name in sys.modules))"
    )
    found = subprocess.run(
        [sys.executable, "-c", code, *WAITING], capture_output=True, text=True, check=True
    )
    assert found.stdout.split() == []


@pytest.mark.parametrize(("side", "thick", "radius"), [(58, 3, 28), (77, 5, 38.5), (41, 2, 20.2)])
def test_a_corner_and_its_mirror_images_are_what_each_pixel_is(
    side: int, thick: float, radius: float
) -> None:
    pair = ((0.9, 0.1, 0.3, 1.0), (0.2, 0.7, 0.9, 1.0))
    middle, room = side / 2, side / 2 - radius
    offsets = [max(0.0, abs(at + 0.5 - middle) - room) for at in range(side)]
    each = (corner.pixel(x, y, radius, thick, pair) for y in offsets for x in offsets)
    assert corner.pixels(side, thick, radius, pair) == b"".join(each)


class Done:
    """Hands that do at once what they are given."""

    def run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Do it."""
        done(work())


def test_patient_hands_begin_in_the_next_picture() -> None:
    steps: list[Callable[[], None]] = []
    did: list[str] = []
    Patient(Done(), steps.append).run(lambda: "paper", did.append)
    assert did == []
    for step in steps:
        step()
    assert did == ["paper"]
