"""Takes the picture that is on the glass, just before it is shown."""

from collections.abc import Callable

from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glReadPixels

from kiosk.hands import Hands

# A screen that has just changed is drawn over a few frames; the last of them is the picture.
SETTLE_SECONDS = 0.1


class Camera:
    """Reads the pixels on the thread that draws; `keep` works on hands of its own."""

    def __init__(self, keep: Callable[[bytes, tuple[int, int]], None], hands: Hands) -> None:
        self._keep = keep
        self._hands = hands
        self._armed = False
        self._trigger = Clock.create_trigger(self._arm, SETTLE_SECONDS)
        EventLoop.window.bind(on_flip=self._flip)

    def shoot(self) -> None:
        """Take a picture of the next frame that stands still."""
        self._trigger.cancel()
        self._trigger()

    def _arm(self, _: float) -> None:
        self._armed = True
        EventLoop.window.canvas.ask_update()

    def _flip(self, window: object) -> None:
        del window
        if not self._armed:
            return
        self._armed = False
        width, height = EventLoop.window.size
        pixels = glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE)
        self._hands.run(lambda: self._keep(pixels, (width, height)), lambda _: None)
