"""The parts that every screen is made of: words, icons, cards, and what can be touched."""

from typing import Any

from kivy.properties import (
    BooleanProperty,
    ColorProperty,
    ListProperty,
    NumericProperty,
    ObjectProperty,
    StringProperty,
)
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.label import Label
from kivy.uix.widget import Widget

from kiosk.bands import CEILING, Band
from kiosk.screens import load
from kiosk.screens.fit import block_height, block_px, line_px, line_width, plain
from luot.web.tokens import tokens


class Placed(Widget):
    """A part at its place: `box` is left, top, width, height, counted from the top left.

    `band` gives the box, and the size of its letters to those that have letters.
    """

    box = ListProperty([0, 0, 0, 0])
    band = ObjectProperty(None, allownone=True, rebind=True)
    live = BooleanProperty(defaultvalue=True)

    def on_band(self, _: object, band: Band) -> None:
        """Another place."""
        if band.px and self.property("px", quiet=True) is not None:
            self.px = band.px
        self.box = band.box

    def on_box(self, _: object, box: list[float]) -> None:
        """Kivy counts from the bottom."""
        left, top, width, height = box
        self.size = width, height
        self.pos = left, CEILING - top - height

    def on_touch_down(self, touch: Any) -> bool:  # noqa: ANN401
        """A part that is not there takes no touch."""
        return bool(self.live and super().on_touch_down(touch))


class Words(Label):
    """Words in their `band`; without one they are not there.

    Other colours or larger letters reach every screen that was ever made, and drawing letters takes
    half a millisecond each time: words that are not on the glass are `stale` until they are.
    """

    band = ObjectProperty(None, allownone=True, rebind=True)
    px = NumericProperty(36)
    stale = False

    def texture_update(self, *args: object) -> None:
        """Draw the letters, where they are on the glass."""
        self.stale = self.get_root_window() is None
        if not self.stale:
            super().texture_update(*args)

    def on_band(self, _: object, band: Band) -> None:
        """Another place, or another size of the letters."""
        self.opacity = 1 if band.width else 0
        if band.width:
            self.px = band.px
            self.lie(band)

    def lie(self, band: Band) -> None:
        """Fill the band."""
        self.size, self.pos = band.size, band.pos


class OneLine(Words):
    """One line of words; too long a line gets smaller letters, and in the end three dots."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        for name in ("text", "px", "width", "bold", "font_name"):
            self.fbind(name, self._fit)
        self._fit()

    def _fit(self, *_: object) -> None:
        words = plain(self.text) if self.markup else self.text
        bold = self.bold or "[b]" in self.text
        size = line_px(words, self.font_name, int(self.px), int(self.width), bold=bold)
        self.font_size = size
        self.shorten = line_width(words, self.font_name, size, bold=bold) > self.width


class Block(Words):
    """Words that may take several lines; too many get smaller letters."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        for name in ("text", "px", "size", "font_name", "line_height"):
            self.fbind(name, self._fit)
        self._fit()

    def _fit(self, *_: object) -> None:
        box = int(self.width), int(self.height)
        text = f"[b]{self.text}[/b]" if self.bold else self.text
        self.font_size = block_px(text, self.font_name, int(self.px), box, self.line_height)


class Hung(Block):
    """A block that hangs from `hang`, its top edge, and is just as high as its words."""

    hang = NumericProperty(0)
    room = NumericProperty(100)

    def lie(self, band: Band) -> None:
        """Hang from the upper edge of the band, with all of it as room."""
        self.width, self.x = band.width, band.left
        self.room, self.hang = band.height, band.ceiling

    def _fit(self, *_: object) -> None:
        width = int(self.width)
        text = f"[b]{self.text}[/b]" if self.bold else self.text
        font, leading = self.font_name, self.line_height
        size = block_px(text, font, int(self.px), (width, int(self.room)), leading)
        self.font_size = size
        self.height = block_height(text, font, size, width, leading)
        self.top = self.hang

    def on_room(self, *_: object) -> None:
        """More room, or less."""
        self._fit()

    def on_hang(self, *_: object) -> None:
        """Another place to hang from."""
        self.top = self.hang


class Under(Hung):
    """A block that hangs under another one, `gap` below it, down to the lower edge of its band."""

    above = ObjectProperty(None, allownone=True)
    gap = NumericProperty(0)

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        self.fbind("gap", self._follow)

    def on_above(self, _: object, above: Widget) -> None:
        """Follow the block above."""
        above.fbind("y", self._follow)
        self._follow()

    def lie(self, band: Band) -> None:
        """As wide as the band."""
        self.width, self.x = band.width, band.left
        self._follow()

    def _follow(self, *_: object) -> None:
        if self.above is not None and self.band is not None:
            hang = self.above.y - self.gap
            self.room, self.hang = max(1, hang - self.band.floor), hang


class Snug(Words):
    """One line of words in a box just as wide as it is, and at most `most`."""

    most = NumericProperty(1000)

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        for name in ("text", "px", "most", "bold", "font_name"):
            self.fbind(name, self._fit)
        self._fit()

    def lie(self, band: Band) -> None:
        """From the left of the band, at most as wide as it is."""
        self.most, self.height, self.pos = band.width, band.height, band.pos

    def _fit(self, *_: object) -> None:
        most = max(1, int(self.most))
        size = line_px(self.text, self.font_name, int(self.px), most, bold=self.bold)
        self.font_size = size
        natural = line_width(self.text, self.font_name, size, bold=self.bold) if self.text else 0
        self.shorten = natural > most
        self.text_size = (most, None) if self.shorten else (None, None)
        self.width = min(most, natural)


class Centred(Widget):
    """Sets `parts` side by side in the middle of its own box; empty ones take no room."""

    parts = ListProperty([])
    gap = NumericProperty(18)

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401
        self._bound: list[Widget] = []
        super().__init__(**kwargs)
        for name in ("pos", "size", "gap"):
            self.fbind(name, self._place)

    def on_parts(self, _: object, parts: list[Widget]) -> None:
        """Follow the widths of the parts."""
        for part in self._bound:
            part.funbind("width", self._place)
            part.funbind("text", self._place)
        self._bound = list(parts)
        for part in parts:
            part.fbind("width", self._place)
            part.fbind("text", self._place)
        self._place()

    def _place(self, *_: object) -> None:
        shown = [part for part in self.parts if part.text]
        x = self.center_x - (sum(p.width for p in shown) + self.gap * (len(shown) - 1)) / 2
        for part in shown:
            part.x, part.center_y = round(x), self.center_y
            x += part.width + self.gap


class Stacked(Widget):
    """Sets an icon above its word in the middle of its own box, as the foot bar does."""

    parts = ListProperty([])

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        for name in ("pos", "size"):
            self.fbind(name, self._place)

    def on_parts(self, _: object, parts: list[Widget]) -> None:
        """Follow the sizes of the parts."""
        for part in parts:
            part.fbind("size", self._place)
        self._place()

    def _place(self, *_: object) -> None:
        for part, up in zip(self.parts, (22, -29), strict=False):
            part.center_y = self.center_y + up
            part.center_x = round(self.center_x)


class Icon(Words):
    """A Tabler outline icon by its name; it always stands beside a word."""

    glyph = StringProperty("")

    def lie(self, band: Band) -> None:
        """As large as the band says, half way up."""
        self.font_size = band.px
        self.pos = band.left, band.floor + (band.height - band.px) / 2

    def on_glyph(self, _: object, glyph: str) -> None:
        """The letter of the icon font that draws it."""
        self.text = chr(tokens()["icons"][glyph]) if glyph else ""


class Card(Placed):
    """A sheet with round corners: an outline, and a ground inset by its width."""

    fill = ColorProperty("#FFFFFF")
    stroke = ColorProperty("#DCD2BE")
    thick = NumericProperty(2)
    push = NumericProperty(0)
    radius = NumericProperty(20)
    round = NumericProperty(20)


class Tappable(ButtonBehavior, Placed):
    """Something that acts when it is tapped, as long as it is there."""

    def on_touch_down(self, touch: Any) -> bool:  # noqa: ANN401
        """A part that is not there takes no touch."""
        return bool(self.live and super().on_touch_down(touch))


class Pressable(Tappable, Card):
    """A card that can be touched; `rest` and `pressed` are its two grounds."""

    rest = ColorProperty("#FFFFFF")
    pressed = ColorProperty("#F0E8D8")
    held = BooleanProperty(defaultvalue=False)
    down = BooleanProperty(defaultvalue=False)


class Seal(Card):
    """The mark: a white ợ on lacquer red."""

    px = NumericProperty(76)


class Outline(Pressable):
    """A second choice: icon and word in a strong outline."""

    glyph = StringProperty("")
    text = StringProperty("")
    px = NumericProperty(36)
    chosen = BooleanProperty(defaultvalue=False)
    after = BooleanProperty(defaultvalue=False)
    note = StringProperty("")


class Primary(Pressable):
    """The one thing to do next: a filled red block with a verb."""

    px = NumericProperty(60)
    glyph = StringProperty("")
    text = StringProperty("")


load("parts")
