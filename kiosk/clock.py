"""The kiosk's two clocks: seconds that only grow, and the time on the hall's wall."""

import time
from datetime import datetime
from typing import Final, Protocol
from zoneinfo import ZoneInfo

HALL_TIME: Final = ZoneInfo("Asia/Ho_Chi_Minh")


class Clock(Protocol):
    """What the booth asks for the time."""

    def seconds(self) -> float:
        """Seconds since some moment; never runs backwards."""

    def now(self) -> datetime:
        """The local time of the hall."""


class WallClock:
    """The computer's own clocks."""

    def seconds(self) -> float:
        """Seconds since some moment; those in which the computer sleeps count where they can."""
        if hasattr(time, "CLOCK_BOOTTIME"):
            return time.clock_gettime(time.CLOCK_BOOTTIME)
        return time.monotonic()

    def now(self) -> datetime:
        """The local time of the hall."""
        return datetime.now(HALL_TIME)  # noqa: TID251
