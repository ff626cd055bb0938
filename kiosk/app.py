"""The kiosk on its glass: touches to the booth, the booth's pictures to the window."""

import logging
import signal
from collections.abc import Callable
from typing import Any, Final

from kiosk.screens import HEIGHT, WIDTH, stage

# isort: split

from kivy.app import App
from kivy.base import EventLoop, ExceptionHandler, ExceptionManager
from kivy.clock import Clock as Ticker
from kivy.config import Config
from kivy.properties import BooleanProperty, DictProperty, ObjectProperty, StringProperty

from kiosk.booth import Booth
from kiosk.clock import Clock
from kiosk.palette import DARK, LIGHT
from kiosk.sheets.glass import Glass, glass
from kiosk.sheets.tongue import escape
from kiosk.view import Screen
from luot.web.tokens import tokens

log = logging.getLogger(__name__)

TICK_SECONDS: Final = 0.1
MOST_BREAKS: Final = 5
BREAK_SECONDS: Final = 60.0


def guard_seconds() -> float:
    """How long a new screen takes no touch: the second half of a double tap lands on it."""
    return float(tokens()["motion"]["tap_guard_ms"]) / 1000


class KioskApp(App):
    """One kiosk; `p` is the palette that every screen is bound to."""

    p = DictProperty(LIGHT, rebind=True)
    dark = BooleanProperty(defaultvalue=False)
    booth = ObjectProperty(None)
    dot = StringProperty(" · ")
    use_kivy_settings = False

    def __init__(
        self,
        booth: Booth,
        clock: Clock,
        *,
        size: tuple[int, int] = (WIDTH, HEIGHT),
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(**kwargs)
        self.booth = booth
        self.window_size = size
        self.clock = clock
        self.witnesses: list[Callable[[Glass], None]] = []
        self._glass: Glass | None = None
        self.changed_at = float("-inf")
        self._swallowed: set[object] = set()

    def hex(self, name: str) -> str:
        """A colour of the palette for a label with markup."""
        return str(tokens()["theme"]["hall" if self.dark else "light"][name])

    def plain(self, text: str) -> str:
        """A text of the catalogue for a label with markup."""
        return escape(text)

    def build(self) -> stage.Stage:
        """The glass with the first screen on it."""
        window = EventLoop.window
        window.bind(
            on_request_close=lambda *_: True,
            on_key_down=lambda *_: True,
            on_touch_down=self._touched,
            on_touch_move=self._slid,
            on_touch_up=self._lifted,
        )
        self.stage = stage.Stage(self.window_size)
        self.render()
        return self.stage

    def on_start(self) -> None:
        """Follow the booth and the time."""
        self.booth.changed = self.render
        Ticker.schedule_interval(lambda _: self._tick(), TICK_SECONDS)

    def open_settings(self, *_: object) -> bool:
        """Nobody gets into settings from the glass."""
        return False

    def render(self) -> None:
        """Draw what the booth shows, where it is another picture than the last."""
        picture = glass(self.booth, self.clock)
        if picture == self._glass:
            return
        self._glass = picture
        self._dress(dark=picture.screen is Screen.CLOSED)
        if self.stage.show(picture):
            self.changed_at = self.clock.seconds()
        for witness in self.witnesses:
            witness(picture)

    def _tick(self) -> None:
        self.booth.tick()
        self.render()

    def _dress(self, *, dark: bool) -> None:
        if dark != self.dark or self._glass is None:
            self.p = DARK if dark else LIGHT
            self.dark = dark
        EventLoop.window.clearcolor = self.p["paper"]

    def _touched(self, _: object, touch: Any) -> bool:  # noqa: ANN401
        """Wake the booth; a touch right after a change of screen, or as an answer, ends here."""
        early = self.clock.seconds() - self.changed_at < guard_seconds()
        if early or self.booth.stir():
            self._swallowed.add(touch.uid)
            return True
        return False

    def _slid(self, _: object, touch: Any) -> bool:  # noqa: ANN401
        return touch.uid in self._swallowed

    def _lifted(self, _: object, touch: Any) -> bool:  # noqa: ANN401
        if touch.uid in self._swallowed:
            self._swallowed.discard(touch.uid)
            return True
        return False


class Mender(ExceptionHandler):
    """Keeps the kiosk on its feet: what breaks is logged, and the next citizen starts anew."""

    def __init__(self, app: KioskApp) -> None:
        self.app = app
        self.breaks: list[float] = []

    def handle_exception(self, inst: BaseException) -> int:
        """Go on, unless it breaks again and again: then the system starts a fresh kiosk."""
        if not isinstance(inst, Exception):
            return int(ExceptionManager.RAISE)
        log.error("the kiosk broke", exc_info=inst)
        now = self.app.clock.seconds()
        self.breaks = [*(at for at in self.breaks if now - at < BREAK_SECONDS), now]
        if len(self.breaks) > MOST_BREAKS:
            return int(ExceptionManager.RAISE)
        self.app.booth.recover()
        return int(ExceptionManager.PASS)


def open_window(size: tuple[int, int]) -> None:
    """Open the window in its size, without a frame, where the first citizen will see it."""
    width, height = size
    for key, value in (("width", width), ("height", height), ("left", 0), ("top", 0)):
        Config.set("graphics", key, str(value))
    Config.set("graphics", "position", "custom")
    EventLoop.ensure_window()


def post(step: Callable[[], None]) -> None:
    """Have a step done by the thread that draws, in the next frame."""
    Ticker.schedule_once(lambda _: step())


def run(app: KioskApp) -> None:
    """Run the kiosk until SIGTERM or SIGINT."""
    open_window(app.window_size)
    ExceptionManager.add_handler(Mender(app))
    # SDL would turn the signal into a wish to close the window, which a kiosk never grants.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: Ticker.schedule_once(lambda _: app.stop()))
    app.run()
