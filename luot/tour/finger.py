"""A finger on the kiosk's screen: real touches through the X server, and pictures of it."""

import time
from contextlib import suppress
from pathlib import Path

from PIL import Image, ImageGrab
from Xlib import X
from Xlib.display import Display
from Xlib.error import ConnectionClosedError
from Xlib.ext import xtest

Point = tuple[int, int]

# A kiosk takes no touch in the moment after a screen has changed: it was meant for the old one.
LOOKS = 0.6  # seconds
PRESSES = 0.08


class Finger:
    """Touches one screen and looks at it."""

    def __init__(self, display: str) -> None:
        self._name = display
        self._display = Display(display)

    def touch(self, at: Point) -> None:
        """Press and release at a point of the screen, as someone does who looks first."""
        self.move(at)
        time.sleep(LOOKS)
        self.press()

    def move(self, to: Point) -> None:
        """Go over a point of the screen."""
        xtest.fake_input(self._display, X.MotionNotify, 0, x=to[0], y=to[1])
        self._display.sync()

    def press(self) -> None:
        """Press and release where the finger is."""
        self.hold()
        time.sleep(PRESSES)
        self.lift()

    def hold(self) -> None:
        """Press where the finger is."""
        xtest.fake_input(self._display, X.ButtonPress, 1)
        self._display.sync()

    def lift(self) -> None:
        """Release."""
        xtest.fake_input(self._display, X.ButtonRelease, 1)
        self._display.sync()

    def colour(self, at: Point) -> str:
        """The colour of one dot, as #RRGGBB."""
        box = (at[0], at[1], at[0] + 1, at[1] + 1)
        red, green, blue = ImageGrab.grab(bbox=box, xdisplay=self._name).getpixel((0, 0))[:3]  # type: ignore[index]
        return f"#{red:02X}{green:02X}{blue:02X}"

    def picture(self, path: Path) -> Image.Image:
        """The whole screen, also saved as a file."""
        image = ImageGrab.grab(xdisplay=self._name)
        image.save(path)
        return image

    def close(self) -> None:
        """Let the screen go, if it has not gone before."""
        with suppress(ConnectionClosedError):
            self._display.close()
