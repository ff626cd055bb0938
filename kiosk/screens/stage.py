"""The whole glass: head, foot bar and the screen between them, in the size of the window."""

from typing import Any, Final

from kivy.properties import ObjectProperty
from kivy.uix.widget import Widget

from kiosk.bands import DRAWN, shape_of
from kiosk.screens import load, people, qr
from kiosk.screens.choices import ChoicesScreen
from kiosk.screens.closed import ClosedScreen
from kiosk.screens.confirm import ConfirmScreen
from kiosk.screens.field import FieldScreen
from kiosk.screens.frame import FootBar, HeadBar, StillThere
from kiosk.screens.home import HomeScreen
from kiosk.screens.leaflet import LeafletScreen
from kiosk.screens.scaled import Scaled
from kiosk.screens.scan import FoundScreen, SaidScreen
from kiosk.screens.search import SearchScreen
from kiosk.screens.ticket import NoPaperScreen, TicketScreen
from kiosk.screens.trouble import TroubleScreen
from kiosk.sheets.glass import Glass
from kiosk.sheets.scan import ScanSheet
from kiosk.sheets.ticket import TicketSheet
from kiosk.view import Screen

KINDS: Final[dict[Screen, type[Widget]]] = {
    Screen.HOME: HomeScreen,
    Screen.FIELD: FieldScreen,
    Screen.SEARCH: SearchScreen,
    Screen.CONFIRM: ConfirmScreen,
    Screen.CHOICES: ChoicesScreen,
    Screen.PAPERS: LeafletScreen,
    Screen.TICKET: TicketScreen,
    Screen.CLOSED: ClosedScreen,
    Screen.TROUBLE: TroubleScreen,
    Screen.SCAN: SaidScreen,
}


def kind_of(glass: Glass) -> type[Widget]:
    """Which screen draws a picture; a ticket without paper, or a scanned one, has its own."""
    if isinstance(glass.sheet, TicketSheet) and glass.sheet.notice is not None:
        return NoPaperScreen
    if isinstance(glass.sheet, ScanSheet) and glass.sheet.number:
        return FoundScreen
    return KINDS[glass.screen]


class Stage(Scaled):
    """Shows one picture after the other; screens are made when they are first needed."""

    shown = ObjectProperty(None, allownone=True)

    def __init__(self, window: tuple[int, int], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(window, **kwargs)
        self.fit(window, DRAWN[shape_of(window)])
        self.head, self.foot, self.still = HeadBar(), FootBar(), StillThere()
        self.screens: dict[type[Widget], Widget] = {}
        self.add_widget(self.head)
        self.add_widget(self.foot)

    def screen(self, kind: type[Widget]) -> Widget:
        """The screen of a kind, made once."""
        if kind not in self.screens:
            self.screens[kind] = kind()
        return self.screens[kind]

    def show(self, glass: Glass) -> bool:
        """Show a picture; True where another screen took the place of the one before."""
        screen = self.screen(kind_of(glass))
        for part, it in ((screen, glass.sheet), (self.head, glass.head), (self.foot, glass.foot)):
            if part.it != it:
                part.it = it
        other = screen is not self.shown
        if other:
            if self.shown is not None:
                self.remove_widget(self.shown)
            self.add_widget(screen, index=len(self.children))
            self.shown = screen
        self._ask_still(glass)
        return other

    def _ask_still(self, glass: Glass) -> None:
        if glass.still is None:
            self.remove_widget(self.still)
            return
        self.still.it = glass.still
        if self.still.parent is None:
            self.add_widget(self.still)


# The screens' kv files name these parts; they are known once their modules are loaded.
PARTS: Final = (people.Dots, qr.QrCode)

load("stage")
