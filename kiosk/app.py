"""The kiosk on its glass: touches to the booth, the booth's pictures to the window."""

import logging
import signal
from collections.abc import Callable
from typing import Any, Final

from kiosk.screens import HEIGHT, WIDTH, dress, front

# isort: split

from kivy.base import EventLoop, ExceptionHandler, ExceptionManager
from kivy.clock import Clock as Ticker
from kivy.config import Config
from kivy.properties import ObjectProperty, StringProperty

from kiosk import care, quiet
from kiosk.bands import shape_of
from kiosk.bookmark import Mark
from kiosk.booth import Booth
from kiosk.clock import Clock
from kiosk.fingers import FINGER, Fingers
from kiosk.porter import KNOCK_SECONDS, Porter
from kiosk.pulse import Pulse
from kiosk.sheets.curtain import Curtain, Invite, is_dark
from kiosk.sheets.glass import Glass, glass
from kiosk.sheets.tongue import escape
from kiosk.view import Screen
from luot.web.tokens import tokens

log = logging.getLogger(__name__)

TICK_SECONDS: Final = 0.1
LIFELESS_SECONDS: Final = 5.0
LATEST_SECONDS: Final = 5.0
"""After so long what waits for the first picture is done without it: news may mend it."""
MOST_BREAKS: Final = 5
BREAK_SECONDS: Final = 60.0
WORN_OUT: Final = 70
"""The exit code of a kiosk that broke again and again: EX_SOFTWARE of sysexits(3)."""
# The head's corner, where staff knock: shares of the window's width and height, round the seal.
CORNER: Final = (0.2, 0.1)


def guard_seconds() -> float:
    """How long a new screen takes no touch: the second half of a double tap lands on it."""
    return float(tokens()["motion"]["tap_guard_ms"]) / 1000


class KioskApp(dress.Dressed):
    """One kiosk.

    `porter` may hang something before the screens; `exit_code` is what the process ends with.
    """

    booth = ObjectProperty(None)
    dot = StringProperty(" · ")
    use_kivy_settings = False

    def __init__(
        self,
        booth: Booth,
        clock: Clock,
        *,
        size: tuple[int, int] = (WIDTH, HEIGHT),
        porter: Porter | None = None,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(**kwargs)
        self.booth = booth
        self.window_size = size
        self.shape = shape_of(size)
        self.clock = clock
        self.porter = porter
        self.witnesses: list[Callable[[Glass, Curtain | None], None]] = []
        self.fingers = Fingers()
        self.changed_at = float("-inf")
        self.exit_code = 0
        self._shown: tuple[Glass, Curtain | None] | None = None
        self._swallowed: set[object] = set()
        self._leaving = False
        self._ticked_at = clock.seconds()
        self._mark: Mark | None = None

    def plain(self, text: str) -> str:
        """A text of the catalogue for a label with markup."""
        return escape(text)

    def build(self) -> front.Front:
        """The glass with the first screen on it."""
        window = EventLoop.window
        window.bind(
            on_request_close=lambda *_: True,
            on_key_down=lambda *_: True,
            on_touch_down=self._touched,
            on_touch_move=self._slid,
            on_touch_up=self._lifted,
        )
        self.front = front.Front(self.window_size)
        self.stage = self.front.stage
        self.render()
        return self.front

    def on_start(self) -> None:
        """Follow the booth and the time."""
        # In the next frame, not within the booth's own step: a screen that cannot be drawn must
        # not keep a number from being printed.
        self.booth.changed = Ticker.create_trigger(lambda _: self.render(), -1)
        Ticker.schedule_interval(lambda _: attempt(self._tick), TICK_SECONDS)

    def open_settings(self, *_: object) -> bool:
        """Nobody gets into settings from the glass."""
        return False

    def resume(self, mark: Mark | None) -> None:
        """Take up what stood on the glass when the kiosk ended, as soon as that can be done."""
        self._mark = mark
        self._take_up()

    def scanned(self, text: str) -> None:
        """Something was held up to the scanner; while staff are in, or it rests, nobody looks."""
        if self.porter is not None:
            self.porter.touched()
        curtain = self._shown[1] if self._shown else None
        if curtain is None or isinstance(curtain, Invite):
            self.booth.usher.see(text)

    def leave_when_free(self) -> None:
        """End as soon as nobody is at the glass."""
        self._leaving = True

    def render(self) -> None:
        """Draw what the booth shows and what hangs before it, where it is another picture."""
        picture = glass(self.booth, self.clock, self.shape)
        curtain = self.porter.curtain(self.booth, self.shape) if self.porter else None
        if (picture, curtain) == self._shown:
            return
        # Forgotten until it is drawn: what breaks on the way is tried again.
        before, self._shown = self._shown, None
        self.wear(picture, dark=is_dark(curtain) if curtain else picture.screen is Screen.CLOSED)
        other, hung = self.stage.show(picture), self.front.hang(curtain)
        if other or hung:
            self.changed_at = self.clock.seconds()
        self._shown = picture, curtain
        # A block that wanders over a dark screen is no news.
        if hung or before is None or before[0] != picture:
            for witness in self.witnesses:
                witness(picture, curtain)

    @property
    def alive(self) -> bool:
        """Whether time goes on here: a glass that is drawn and never ticks is dead all the same."""
        return self.clock.seconds() - self._ticked_at < LIFELESS_SECONDS

    def _tick(self) -> None:
        self._ticked_at = self.clock.seconds()
        self.booth.tick()
        self._take_up()
        if self.porter is not None:
            self.porter.tick(self.booth)
            self._knock(self.porter)
        self.render()
        self.front.sway(care.sway(self.clock.seconds()) if self._stands_still() else (0, 0))
        if self._leaving and self.booth.left_alone:
            self.stop()

    def _take_up(self) -> None:
        """A number stands there at once; a press without its answer needs the offer first."""
        mark = self._mark
        if mark is not None and (mark.issued is not None or self.booth.known.offer is not None):
            self._mark = None
            self.booth.resume(mark)

    def _stands_still(self) -> bool:
        """Whether a dark screen may stand on the glass for a night."""
        return self._shown is not None and self._shown[0].screen is Screen.CLOSED

    def _knock(self, porter: Porter) -> None:
        """Let staff in who have held a finger on the head's corner for long enough."""
        held, (width, height) = self.fingers.held, self.window_size
        if held is None or self.clock.seconds() - held.at < KNOCK_SECONDS:
            return
        if 0 <= held.place[0] < CORNER[0] * width and held.place[1] > (1 - CORNER[1]) * height:
            self._swallowed.add(held.uid)
            porter.backroom.knock()

    def _touched(self, _: object, touch: Any) -> bool:  # noqa: ANN401
        """Wake the booth; a touch that is no finger, comes too early or only answers, ends here."""
        now = self.clock.seconds()
        button = touch.button if "button" in touch.profile else FINGER
        counts = self.fingers.down(touch.uid, touch.pos, now, button)
        if not counts or now - self.changed_at < guard_seconds() or self._answers():
            self._swallowed.add(touch.uid)
            return True
        return False

    def _answers(self) -> bool:
        """Whether a touch does nothing but end a warning or the invitation."""
        if self.porter is not None:
            self.porter.touched()
        curtain = self._shown[1] if self._shown else None
        # Behind a curtain the screens take no touch.
        answers = bool(self.booth.stir()) if curtain is None else isinstance(curtain, Invite)
        if answers:
            self.front.took()
        return answers

    def _slid(self, _: object, touch: Any) -> bool:  # noqa: ANN401
        self.fingers.slid(touch.uid, touch.pos)
        return touch.uid in self._swallowed

    def _lifted(self, _: object, touch: Any) -> bool:  # noqa: ANN401
        self.fingers.up(touch.uid, touch.pos, self.clock.seconds())
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
            self.app.exit_code = WORN_OUT
            self.app.stop()
        else:
            self.app.booth.recover()
        return int(ExceptionManager.PASS)


def open_window(size: tuple[int, int]) -> None:
    """Open the window in its size, without a frame, where the first citizen will see it."""
    width, height = size
    for key, value in (("width", width), ("height", height), ("left", 0), ("top", 0)):
        Config.set("graphics", key, str(value))
    Config.set("graphics", "position", "custom")
    EventLoop.ensure_window()


def attempt(step: Callable[[], None]) -> None:
    """Do what is done again and again; what breaks in it is mended, and the next time it is done.

    Kivy takes what is scheduled at intervals off its clock for good when it raises.
    """
    try:
        step()
    except Exception as error:  # whatever it is, as Kivy would hand it over
        if ExceptionManager.handle_exception(error) == ExceptionManager.RAISE:
            raise


def post(step: Callable[[], None]) -> None:
    """Have a step done by the thread that draws, in the next frame."""
    Ticker.schedule_once(lambda _: step())


def run(app: KioskApp, pulse: Pulse, behind: Callable[[], None] = lambda: None) -> int:
    """Run the kiosk until SIGTERM or SIGINT, or, once nobody is there, SIGUSR2; its exit code.

    `behind` is called when the first picture stands on the glass, or cannot be drawn.
    """
    open_window(app.window_size)
    ExceptionManager.add_handler(Mender(app))
    # SDL would turn the signal into a wish to close the window, which a kiosk never grants.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: Ticker.schedule_once(lambda _: app.stop()))
    signal.signal(signal.SIGUSR2, lambda *_: app.leave_when_free())
    _beat(app, pulse, behind)
    app.run()
    pulse.stopping()
    return app.exit_code


def _beat(app: KioskApp, pulse: Pulse, behind: Callable[[], None]) -> None:
    """Say when the first picture stands on the glass, and from then on that it moves."""

    def first(window: Any) -> None:  # noqa: ANN401
        window.unbind(on_flip=first)
        quiet.settle()
        pulse.ready()
        late.cancel()
        post(behind)

    late = Ticker.schedule_once(lambda _: behind(), LATEST_SECONDS)
    EventLoop.window.bind(on_flip=first)

    def beat() -> None:
        if app.alive:
            pulse.beat()

    Ticker.schedule_interval(lambda _: attempt(beat), pulse.seconds)
