"""The hall's time: it follows the computer's clock, and goes on evenly where that one jumps."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from threading import Lock

# A computer that was off for a weekend shows such a jump at its start, never while it runs.
TOO_FAR = timedelta(hours=36)
# One without a battery learns the time from the network, but soon after its start.
UNSURE_S = 600.0
WORTH_TELLING = timedelta(minutes=1)


def wall() -> datetime:
    """The time of this computer, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the one clock of the server


def steady() -> float:
    """Seconds that nobody can set; those in which the computer sleeps count where they can."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


class Astray(StrEnum):
    """Where the computer's clock stands when it is not to be followed."""

    BEHIND = "behind"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What staff should know about the computer's clock; `minutes` is how far it is off."""

    astray: Astray
    minutes: int


class HallClock:
    """Tells the time in UTC, which never runs backwards; for any thread.

    While the computer's clock is behind, or has leapt ahead further than can be believed, time
    goes on from where it was by seconds that nobody can set, so that every duration stays true.
    As soon as the clock has caught up, or come back, it is followed again. While `idle`, time
    stands still for a clock that is behind: nobody is in the hall whose time that would cost.
    """

    def __init__(
        self, wall: Callable[[], datetime] = wall, steady: Callable[[], float] = steady
    ) -> None:
        self.idle = False
        self.astray = timedelta()
        self._wall = wall
        self._steady = steady
        self._lock = Lock()
        self._base: datetime | None = None  # the hall's time at the mark
        self._mark = 0.0
        self._sure_from: float | None = None
        self._told: datetime | None = None

    def begin_after(self, last: datetime | None) -> None:
        """Go on from the last fact on record, which a clock set back may not know of yet."""
        with self._lock:
            self._told = last
            self._base, self._mark, self._sure_from = last, self._steady(), None

    def __call__(self) -> datetime:
        """The time now. `astray` is how far the computer's clock stands from it."""
        with self._lock:
            shown = self._wall()
            self._told = now = self._now(shown, self._steady())
            self.astray = shown - now
            return now

    @property
    def trouble(self) -> Trouble | None:
        """What is wrong with the computer's clock as it was seen last, None where it is right."""
        off = self.astray
        if abs(off) < WORTH_TELLING:
            return None
        astray = Astray.BEHIND if off < timedelta() else Astray.AHEAD
        return Trouble(astray=astray, minutes=round(abs(off) / timedelta(minutes=1)))

    def _now(self, shown: datetime, mark: float) -> datetime:
        """The hall's time when the computer's clock shows this, at this mark."""
        if self._base is None or self._told is None:
            return self._follow(shown, mark)
        counted = self._base + timedelta(seconds=mark - self._mark)
        if shown >= counted and not self._is_doubtful(shown - counted, mark):
            return self._follow(shown, mark)
        if self.idle and shown < counted:
            self._base, self._mark = max(self._told, shown), mark
            return self._base
        return counted

    def _follow(self, shown: datetime, mark: float) -> datetime:
        """Take the computer's time for the hall's."""
        self._base, self._mark = shown, mark
        if self._sure_from is None:
            self._sure_from = mark + UNSURE_S
        return shown

    def _is_doubtful(self, leap: timedelta, mark: float) -> bool:
        """Whether a leap ahead is too far to be believed."""
        return leap > TOO_FAR and self._sure_from is not None and mark >= self._sure_from
