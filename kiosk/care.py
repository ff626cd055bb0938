"""Care for the panel: what stands there for hours is dimmed, and moved a little."""

from math import floor
from typing import Final

from kiosk.view import Screen, View

INVITE_MINUTES: Final = 3.0
STEP_SECONDS: Final = 3.0
"""A whole picture costs software GL 35 ms: a step every 3 s keeps an idle kiosk under 3 %."""
STEP_PX: Final = 10
SWAY_SECONDS: Final = 60.0
# Round a small square, so that no edge of a letter stays on the same dots for long.
SWAYS: Final = (
    *((x, 0) for x in (0, 4, 8)),
    *((8, y) for y in (4, 8)),
    *((x, 8) for x in (4, 0, -4, -8)),
    *((-8, y) for y in (4, 0, -4, -8)),
    *((x, -8) for x in (-4, 0, 4, 8)),
    (8, -4),
)


def invites(view: View, quiet_since: float, now: float, minutes: float) -> bool:
    """Whether the first screen gives way to the invitation; 0 minutes: never."""
    return (
        minutes > 0
        and view.screen is Screen.HOME
        and view.asked_at is None
        and now - quiet_since >= minutes * 60
    )


def drift(seconds: float, room: tuple[int, int]) -> tuple[int, int]:
    """Where a block stands that wanders to and fro within `room` dots to the right and down."""
    steps = floor(seconds / STEP_SECONDS) * STEP_PX
    return _to_and_fro(steps, room[0]), _to_and_fro(steps, room[1])


def sway(seconds: float) -> tuple[int, int]:
    """By how many dots a dark screen is moved in this minute."""
    return SWAYS[floor(seconds / SWAY_SECONDS) % len(SWAYS)]


def _to_and_fro(steps: int, room: int) -> int:
    if room <= 0:
        return 0
    there = steps % (2 * room)
    return there if there <= room else 2 * room - there
