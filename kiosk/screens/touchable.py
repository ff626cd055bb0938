"""What can be touched on the glass now, as its reader would name it."""

from collections.abc import Iterator
from typing import TypedDict

from kivy.uix.label import Label
from kivy.uix.widget import Widget

from kiosk.screens.fit import plain
from kiosk.screens.front import Front
from kiosk.screens.parts import Tappable
from kiosk.screens.scaled import Scaled


class Touchable(TypedDict):
    """A part with its words, and its `box`: left, top, width, height in pixels of the window."""

    words: list[str]
    box: tuple[int, int, int, int]


def touchables(front: Front, height: int) -> list[Touchable]:
    """Everything that takes a touch, on a window so high; a warning covers what is beneath it."""
    shown = front.children[0]
    still = front.stage.still
    top = still if shown is front.stage and still.parent else shown
    return [
        {"words": _words(part), "box": _box(part, shown, height)}
        for part in _there(top)
        if isinstance(part, Tappable)
    ]


def _there(widget: Widget) -> Iterator[Widget]:
    """A part and all that it holds, as far as they are shown."""
    if widget.opacity == 0:
        return
    yield widget
    for child in reversed(widget.children):
        yield from _there(child)


def _words(part: Tappable) -> list[str]:
    """What stands on a part; figures that count down beside its word are none of its name."""
    named = getattr(part, "text", "")
    labels = [each for each in _there(part) if isinstance(each, Label) and each.font_name != "icon"]
    said = [named] if named else [each.text for each in labels if each.text]
    return [" ".join(plain(each).split()) for each in said]


def _box(part: Tappable, drawn: Scaled, height: int) -> tuple[int, int, int, int]:
    """Kivy counts from the bottom; whoever touches counts from the top."""
    left, top = drawn.to_parent(part.x, part.top)
    ratio = drawn.ratio
    return (
        round(left),
        round(height - top),
        round(part.width * ratio),
        round(part.height * ratio),
    )
