"""Everything on the glass at one moment, put together from the view."""

from dataclasses import dataclass
from typing import assert_never

from kiosk.booth import Booth
from kiosk.clock import Clock
from kiosk.sheets.closed import ClosedSheet, closed
from kiosk.sheets.confirm import ConfirmSheet, confirm
from kiosk.sheets.field import FieldSheet, field
from kiosk.sheets.frame import FootKey, Head, Still, foot, head, still
from kiosk.sheets.home import HomeSheet, home
from kiosk.sheets.search import SearchSheet, search
from kiosk.sheets.ticket import TicketSheet, ticket
from kiosk.sheets.tongue import Tongue
from kiosk.sheets.trouble import TroubleSheet, trouble
from kiosk.view import Screen
from luot import words

Sheet = (
    HomeSheet | FieldSheet | SearchSheet | ConfirmSheet | TicketSheet | ClosedSheet | TroubleSheet
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Glass:
    """One whole picture of the kiosk; two equal ones need no drawing in between."""

    screen: Screen
    sheet: Sheet
    head: Head
    foot: tuple[FootKey, ...]
    still: Still | None


def glass(booth: Booth, clock: Clock) -> Glass:
    """What a booth shows now."""
    view, tongue = booth.view, Tongue(words.load(booth.view.lang))
    seconds = clock.seconds()
    return Glass(
        screen=view.screen,
        sheet=_sheet(booth, clock, tongue),
        head=head(booth.known, clock.now(), tongue),
        foot=foot(view, tongue),
        still=still(view, seconds, tongue),
    )


def _sheet(booth: Booth, clock: Clock, tongue: Tongue) -> Sheet:
    view, known, seconds = booth.view, booth.known, clock.seconds()
    match view.screen:
        case Screen.HOME:
            return home(known, tongue)
        case Screen.FIELD:
            return field(view, known, tongue)
        case Screen.SEARCH:
            return search(view, known, tongue)
        case Screen.CONFIRM:
            return confirm(view, known, seconds, tongue, booth.printer)
        case Screen.TICKET:
            return ticket(view, known, seconds, tongue, booth.printer)
        case Screen.CLOSED:
            return closed(known, clock.now(), tongue)
        case Screen.TROUBLE:
            return trouble(view, known, seconds, tongue)
        case _:
            assert_never(view.screen)
