"""What is drawn at one size stands in the middle of a window of any size."""

from typing import Any

from kivy.graphics import PopMatrix, PushMatrix, Scale, Translate
from kivy.uix.widget import Widget

from kiosk.bands import CEILING
from kiosk.screens import HEIGHT, WIDTH


class Scaled(Widget):
    """Draws its children, and hears their touches, in the size that they are made for."""

    def __init__(self, window: tuple[int, int], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        with self.canvas.before:
            PushMatrix()
            self._place, self._scale = Translate(0, 0, 0), Scale(1, 1, 1)
        with self.canvas.after:
            PopMatrix()
        self.fit(window)

    def fit(self, window: tuple[int, int], drawn: tuple[int, int] = (WIDTH, HEIGHT)) -> None:
        """Show the drawn size as large as the window has room for, in its middle."""
        width, height = drawn
        self.ratio = min(window[0] / width, window[1] / height)
        # Whatever its height, what is drawn hangs from the same ceiling.
        below = (window[1] - height * self.ratio) / 2 - (CEILING - height) * self.ratio
        self.shift = (window[0] - width * self.ratio) / 2, below
        self._place.xyz = (*self.shift, 0)
        self._scale.xyz = (self.ratio, self.ratio, 1)

    def to_local(self, x: float, y: float, **_: Any) -> tuple[float, float]:  # noqa: ANN401
        """From the window to the size that is drawn."""
        return (x - self.shift[0]) / self.ratio, (y - self.shift[1]) / self.ratio

    def to_parent(self, x: float, y: float, **_: Any) -> tuple[float, float]:  # noqa: ANN401
        """From the drawn size to the window."""
        return x * self.ratio + self.shift[0], y * self.ratio + self.shift[1]

    def on_touch_down(self, touch: Any) -> bool:  # noqa: ANN401
        """A touch, in the size that the screens are drawn at."""
        return self._inside(touch, super().on_touch_down)

    def on_touch_move(self, touch: Any) -> bool:  # noqa: ANN401
        """A finger that slides."""
        return self._inside(touch, super().on_touch_move)

    def on_touch_up(self, touch: Any) -> bool:  # noqa: ANN401
        """A finger that is lifted."""
        return self._inside(touch, super().on_touch_up)

    def _inside(self, touch: Any, handle: Any) -> bool:  # noqa: ANN401
        touch.push()
        touch.apply_transform_2d(self.to_local)
        done = bool(handle(touch))
        touch.pop()
        return done
