"""A kiosk on a glass that nobody sees: real widgets, real GL, touches and pixels, no screen."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from kiosk import app as kiosk_app
from kiosk.bands import DRAWN, shape_of
from kiosk.fingers import Fingers
from kiosk.screens import HEIGHT, WIDTH

# isort: split

from kivy.base import EventLoop, runTouchApp, stopTouchApp
from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glFinish, glReadPixels
from kivy.input.motionevent import MotionEvent
from kivy.uix.label import Label
from kivy.uix.widget import Widget

from tests.kiosk_hall import Hall

DIM = (WIDTH, HEIGHT)
# Its window is opened once, and no panel larger than that has whole pictures.
SURFACE = (1920, 1920)


class Finger(MotionEvent):  # type: ignore[misc]
    """One finger on the glass."""

    def __init__(self, x: float, y: float) -> None:
        width, height = EventLoop.window.size
        where = {"sx": x / width, "sy": 1 - y / height}
        super().__init__("finger", 1, where, is_touch=True, type_id="touch")
        # A finger arrives as the left button of a mouse.
        self.button = "left"

    def depack(self, args: dict[str, float]) -> None:
        self.sx, self.sy = args["sx"], args["sy"]
        self.profile = ["pos"]
        super().depack(args)


@dataclass
class GlassKiosk:
    """A running kiosk and the hall around it."""

    app: kiosk_app.KioskApp
    hall: Hall

    def frames(self, count: int = 3) -> None:
        for _ in range(count):
            EventLoop.idle()
            # Without this, software GL piles frames up until memory runs out.
            glFinish()

    def use(self, hall: Hall) -> None:
        """Begin anew with another hall."""
        self.hall = hall
        self.app.clock = hall.clock
        self.app.booth = hall.booth
        self.app.fingers = Fingers()
        # The other hall's clock may be ahead: nothing has changed yet by this one.
        self.app.changed_at = float("-inf")
        hall.booth.changed = self.app.render
        hall.clock.go(1)
        self.app.render()
        self.frames()

    def settle(self) -> None:
        """Let the tap guard pass."""
        self.hall.clock.go(1)
        self.hall.booth.tick()
        self.app.render()
        self.frames()

    def press(self, x: float, y: float) -> Finger:
        """Put a finger down at look coordinates, from the top left."""
        finger = Finger(x, y)
        EventLoop.post_dispatch_input("begin", finger)
        return finger

    def lift(self, finger: Finger) -> None:
        EventLoop.post_dispatch_input("end", finger)

    def tap(self, x: float, y: float) -> None:
        """One short touch, and the frames in which it shows."""
        self.settle()
        self.lift(self.press(x, y))
        self.settle()

    def panel(self, size: tuple[int, int] = DIM) -> None:
        """Stand behind a panel of this size."""
        EventLoop.window.size = size
        self.app.window_size, self.app.shape = size, shape_of(size)
        for each in (self.app.stage, self.app.front.curtains):
            each.fit(size, DRAWN[self.app.shape])
        self.app.render()

    def picture(self) -> Image.Image:
        """What is on the glass."""
        self.frames(2)
        EventLoop.window.dispatch("on_draw")
        size = self.app.window_size
        pixels = glReadPixels(0, 0, *size, GL_RGB, GL_UNSIGNED_BYTE)
        return Image.frombytes("RGB", size, pixels).transpose(Image.Transpose.FLIP_TOP_BOTTOM)

    def save(self, path: Path) -> None:
        self.picture().save(path)

    def widgets(self, kind: type[Widget] = Widget) -> Iterator[Widget]:
        """All parts of a kind that are on the glass now."""
        for widget in self.app.stage.walk():
            if isinstance(widget, kind) and visible(widget):
                yield widget

    def labels(self) -> Iterator[Label]:
        return (label for label in self.widgets(Label) if label.text)

    def box(self, kind: type[Widget], **properties: object) -> tuple[float, float, float, float]:
        """Left, top, width, height of the one part of a kind with these properties."""
        found = [
            each
            for each in self.widgets(kind)
            if all(getattr(each, name) == value for name, value in properties.items())
        ]
        assert len(found) == 1, (kind, properties, found)
        return box(found[0])

    def texts(self) -> set[str]:
        return {label.text for label in self.labels()}


def box(widget: Widget) -> tuple[float, float, float, float]:
    """Left, top, width, height, counted from the top left as the look does."""
    return widget.x, HEIGHT - widget.top, widget.width, widget.height


def visible(widget: Widget) -> bool:
    """Whether a part and everything that holds it is shown."""
    at = widget
    while at is not None and at is not EventLoop.window:
        if at.opacity == 0:
            return False
        at = at.parent if at.parent is not at else None
    return True


def open_kiosk() -> GlassKiosk:
    """Start the one kiosk of this process, behind an upright panel."""
    hall = Hall()
    app = kiosk_app.KioskApp(hall.booth, hall.clock)
    # Only while the window opens: a kiosk that another test starts wants its own screen.
    before = os.environ.get("SDL_VIDEODRIVER")
    os.environ["SDL_VIDEODRIVER"] = before or "offscreen"
    kiosk_app.open_window(SURFACE)
    if before is None:
        del os.environ["SDL_VIDEODRIVER"]
    app._run_prepare()  # noqa: SLF001  # what App.run does before its endless loop
    runTouchApp(embedded=True)
    kiosk = GlassKiosk(app, hall)
    kiosk.panel()
    kiosk.frames()
    return kiosk


def close_kiosk(kiosk: GlassKiosk) -> None:
    app, window = kiosk.app, EventLoop.window
    # The window outlives its kiosk; the next one must not share its touches with this one.
    window.unbind(
        on_touch_down=app._touched,  # noqa: SLF001
        on_touch_move=app._slid,  # noqa: SLF001
        on_touch_up=app._lifted,  # noqa: SLF001
    )
    window.remove_widget(app.root)
    app.stop()
    stopTouchApp()
