"""The number is taken."""

from typing import Any, assert_never

from kivy.graphics import Color, Rectangle
from kivy.properties import ColorProperty, ObjectProperty, StringProperty
from kivy.uix.widget import Widget

from kiosk.screens import load
from kiosk.screens.corner import dashes
from kiosk.screens.parts import Placed
from kiosk.screens.rows import booth
from kiosk.sheets.printing import Act
from kiosk.sheets.ticket import TicketSheet

DASH, STEP, THICK, AIR = 8, 12, 4, 56


class Tear(Placed):
    """Where the ticket would be torn off: dashes between two half circles in paper colour."""

    dash = ColorProperty("#857763")

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        for name in ("pos", "size", "dash"):
            self.fbind(name, self._draw)

    def _draw(self, *_: object) -> None:
        self.canvas.after.clear()
        if self.width <= 2 * AIR:
            return
        with self.canvas.after:
            Color(1, 1, 1)
            length = int(self.width) - 2 * AIR
            Rectangle(
                pos=(self.x + AIR, self.center_y - THICK / 2),
                size=(length, THICK),
                texture=dashes(tuple(self.dash), length, DASH, STEP),
            )


class Stub(Placed):
    """The ticket's card with its tear line; it reads `it` like its screen."""

    it = ObjectProperty(TicketSheet(), rebind=True)
    place = StringProperty("ticket")


class TicketScreen(Widget):
    """The ticket screen, with the slab over the slot."""

    it = ObjectProperty(TicketSheet(), rebind=True)


class NoPaperScreen(Widget):
    """The same ticket where the paper is not out: the number is safe, and how to keep it."""

    it = ObjectProperty(TicketSheet(), rebind=True)

    def choose(self, place: int) -> None:
        """Do what the button at this place says."""
        here = booth()
        act: Act = self.it.choices[place].act
        match act:
            case Act.SAVED:
                here.keep_on_phone()
            case Act.HAVE:
                here.have_paper()
            case Act.AGAIN:
                here.print_again()
            case _:
                assert_never(act)


load("ticket")
