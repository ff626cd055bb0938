"""What is drawn at 1080 x 1920 stands in the middle of a window of any size."""

from typing import Any

from kivy.graphics import PopMatrix, PushMatrix, Scale, Translate
from kivy.uix.widget import Widget

from kiosk.screens import HEIGHT, WIDTH


class Scaled(Widget):
    """Draws its children, and hears their touches, in the size that they are made for."""

    def __init__(self, window: tuple[int, int], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        self.ratio = min(window[0] / WIDTH, window[1] / HEIGHT)
        self.shift = (window[0] - WIDTH * self.ratio) / 2, (window[1] - HEIGHT * self.ratio) / 2
        with self.canvas.before:
            PushMatrix()
            Translate(*self.shift, 0)
            Scale(self.ratio, self.ratio, 1)
        with self.canvas.after:
            PopMatrix()

    def to_local(self, x: float, y: float, **_: Any) -> tuple[float, float]:  # noqa: ANN401
        """From the window to the 1080 x 1920 that every screen is drawn at."""
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
