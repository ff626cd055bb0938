"""What is before the citizen: the kiosk's screens, or what hangs before them."""

from collections.abc import Callable
from typing import Any

from kivy.graphics import PopMatrix, PushMatrix, Translate
from kivy.uix.widget import Widget

from kiosk.bands import DRAWN, shape_of
from kiosk.screens.curtain import Curtains
from kiosk.screens.parts import Words
from kiosk.screens.stage import Stage
from kiosk.sheets.curtain import Curtain


class Front(Widget):
    """Shows one of the two; what is not shown costs nothing and takes no touch."""

    def __init__(self, window: tuple[int, int], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        with self.canvas.before:
            PushMatrix()
            self._moved = Translate(0, 0, 0)
        with self.canvas.after:
            PopMatrix()
        self.stage = Stage(window)
        self.curtains = Curtains(window)
        self.curtains.fit(window, DRAWN[shape_of(window)])
        self.add_widget(self.stage)
        self.took: Callable[[], None] = lambda: None

    def on_touch_down(self, touch: Any) -> bool:  # noqa: ANN401
        """Tell of a touch that a part has taken: `took`."""
        taken = bool(super().on_touch_down(touch))
        if taken:
            self.took()
        return taken

    def hang(self, curtain: Curtain | None) -> bool:
        """Hang a curtain, or draw it; True where another one hangs now than before."""
        other = self.curtains.show(curtain)
        shown = self.stage if curtain is None else self.curtains
        if shown.parent is None:
            self.clear_widgets()
            self.add_widget(shown)
        self._freshen()
        return other

    def _freshen(self) -> None:
        """Draw the words that waited until they are on the glass."""
        for part in self.walk(restrict=True):
            if isinstance(part, Words) and part.stale:
                part.texture_update()

    @property
    def swayed(self) -> tuple[int, int]:
        """By how many dots everything is moved."""
        return int(self._moved.x), int(self._moved.y)

    def sway(self, dots: tuple[int, int]) -> None:
        """Move everything by a few dots."""
        if self.swayed != dots:
            self._moved.x, self._moved.y = dots
