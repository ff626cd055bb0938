"""The kiosk's loudspeaker: what a sound card does, or does not, never stops the screen."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import Final, Protocol

from kiosk.tones import Tone, samples
from kiosk.volume import Volume

log = logging.getLogger(__name__)

REST_SECONDS: Final = 20.0
"""After so long without a tone the sound card is let go: an open one costs power and wakes us."""
RETRY_SECONDS: Final = 60.0
LATE_SECONDS: Final = 1.0
"""A tone that comes later than this after its touch would be taken for another one's."""
STOP_SECONDS: Final = 0.5


class NoSound(OSError):
    """No sound can be made now; says why."""


class Device(Protocol):
    """An open sound card; NoSound once it is gone."""

    @property
    def busy(self) -> bool:
        """Whether something sounds still."""

    def put(self, data: bytes) -> None:
        """Play samples after all that was put before."""

    def close(self) -> None:
        """Let it go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A tone that was asked for; `at` of the monotonic clock, as a `trial` where staff want it."""

    tone: Tone
    volume: int
    at: float
    trial: bool


class Loudspeaker:
    """Plays tones on a thread of its own, which begins with the first of them.

    `broken` says that the last try made no sound; the log hears of it once, and staff see it.
    """

    def __init__(self, volume: Volume, open_device: Callable[[], Device]) -> None:
        self._volume = volume
        self._open = open_device
        self._wanted: SimpleQueue[Wanted | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._device: Device | None = None
        self._retry_at = float("-inf")
        self.broken = False

    @property
    def level(self) -> int:
        """How loud it is."""
        return self._volume.level

    def turn(self, steps: int) -> None:
        """Louder or softer, and a tone to hear how loud that is."""
        self._volume.turn(steps)
        self._want(Tone.CHIME, trial=True)

    def keep(self) -> None:
        """Keep how loud it is; takes a moment."""
        self._volume.keep()

    def ring(self, tone: Tone) -> None:
        """Play a tone; returns at once."""
        self._want(tone, trial=False)

    def stop(self) -> None:
        """Let the sound card go; one that hangs is not waited for."""
        if self._thread is not None:
            self._wanted.put(None)
            self._thread.join(STOP_SECONDS)

    def _want(self, tone: Tone, *, trial: bool) -> None:
        if not self.level:
            return
        if self._thread is None:
            self._thread = Thread(target=self._play_all, name="loudspeaker", daemon=True)
            self._thread.start()
        self._wanted.put(Wanted(tone=tone, volume=self.level, at=monotonic(), trial=trial))

    def _play_all(self) -> None:
        goes_on = True
        while goes_on:
            try:
                goes_on = self._play_next()
            except Exception:
                # A thread that ended would leave all that is asked for later in a heap.
                log.exception("the loudspeaker broke")
                self._device, self.broken = None, True
                self._retry_at = monotonic() + RETRY_SECONDS

    def _play_next(self) -> bool:
        """Wait for a tone and play it; False once there will be no more."""
        try:
            wanted = self._wanted.get(timeout=REST_SECONDS if self._device else None)
        except Empty:
            self._let_go()
            return True
        if wanted is None:
            self._let_go()
            return False
        self._play(wanted)
        return True

    def _play(self, wanted: Wanted) -> None:
        # Staff may stand there with a cable in their hand: for them it is tried at once.
        if self._device is None and monotonic() < self._retry_at and not wanted.trial:
            return
        try:
            device = self._device = self._device or self._open()
            late = monotonic() - wanted.at > LATE_SECONDS
            # A tick after a long tone would come late; it has nothing to add to it.
            if not late and not (wanted.tone is Tone.TICK and device.busy):
                device.put(samples(wanted.tone, wanted.volume))
        except NoSound as why:
            self._fail(why)
        else:
            self.broken = False

    def _fail(self, why: NoSound) -> None:
        self._let_go()
        self._retry_at = monotonic() + RETRY_SECONDS
        if not self.broken:
            log.warning("this kiosk makes no sound: %s", why)
        self.broken = True

    def _let_go(self) -> None:
        if self._device is not None:
            self._device.close()
            self._device = None
