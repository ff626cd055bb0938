"""Everything on the glass at one moment, put together from the view."""

from dataclasses import dataclass
from typing import Final, assert_never

from kiosk.bands import Layout, Shape, bands, layout_of
from kiosk.booth import Booth
from kiosk.clock import Clock
from kiosk.known import hall_time
from kiosk.sheets.choices import ChoicesSheet, choices
from kiosk.sheets.closed import ClosedSheet, closed
from kiosk.sheets.confirm import ConfirmSheet, confirm
from kiosk.sheets.field import FieldSheet, field
from kiosk.sheets.frame import FootKey, Head, Still, foot, head, still
from kiosk.sheets.home import HomeSheet, home
from kiosk.sheets.leaflet import LeafletSheet, leaflet
from kiosk.sheets.scan import ScanSheet, scan
from kiosk.sheets.search import SearchSheet, search
from kiosk.sheets.ticket import TicketSheet, ticket
from kiosk.sheets.tongue import Tongue
from kiosk.sheets.trouble import TroubleSheet, trouble
from kiosk.view import Screen, View
from luot import words

BRIEF: Final = (Layout.LOW, Layout.LARGE, Layout.LARGE_LOW, Layout.WIDE_LARGE)

Sheet = (
    HomeSheet
    | FieldSheet
    | SearchSheet
    | ConfirmSheet
    | ChoicesSheet
    | LeafletSheet
    | TicketSheet
    | ClosedSheet
    | TroubleSheet
    | ScanSheet
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Glass:
    """One whole picture of the kiosk; two equal ones need no drawing in between."""

    screen: Screen
    sheet: Sheet
    head: Head
    foot: tuple[FootKey, ...]
    still: Still | None
    layout: Layout = Layout.PLAIN
    contrast: bool = False


def glass(booth: Booth, clock: Clock, shape: Shape = Shape.TALL) -> Glass:
    """What a booth shows now on a panel of this shape."""
    view, tongue = booth.view, Tongue(words.load(booth.view.lang))
    seconds, now = clock.seconds(), hall_time(booth.known, clock)
    layout = layout_of(shape, large=view.large, low=view.low)
    return Glass(
        screen=_shown(view),
        sheet=_sheet(booth, clock, tongue, layout),
        head=head(booth.known, now, tongue, view),
        foot=foot(view, tongue, shape, booth.known.languages),
        still=still(view, seconds, tongue),
        layout=layout,
        contrast=view.contrast,
    )


def _shown(view: View) -> Screen:
    """The screen on the glass: the list of languages stands over any other."""
    return Screen.CHOICES if view.languages else view.screen


def _sheet(  # noqa: C901 - one case a screen
    booth: Booth, clock: Clock, tongue: Tongue, layout: Layout
) -> Sheet:
    view, known, seconds = booth.view, booth.known, clock.seconds()
    room = bands(layout)
    shown = _shown(view)
    match shown:
        case Screen.HOME:
            return home(known, tongue, view, brief=layout in BRIEF)
        case Screen.FIELD:
            return field(view, known, tongue, room["field.rows"].count)
        case Screen.SEARCH:
            rows = room["search.rows" if view.keys else "search.rows_long"].count
            return search(view, known, tongue, rows, room["search.rows_elsewhere"].count)
        case Screen.CONFIRM:
            papers = room["confirm.papers"].count
            return confirm(view, known, seconds, tongue, booth.printer, papers)
        case Screen.CHOICES:
            return choices(view, known, tongue, room["choices.rows"].count)
        case Screen.PAPERS:
            return leaflet(view, known, tongue, booth.printer)
        case Screen.TICKET:
            return ticket(view, known, seconds, tongue, booth.printer)
        case Screen.CLOSED:
            return closed(known, hall_time(known, clock), tongue)
        case Screen.TROUBLE:
            return trouble(view, known, seconds, tongue)
        case Screen.SCAN:
            prints = booth.printer is not None
            now = hall_time(known, clock)
            return scan(view, known, now, seconds, tongue, prints=prints)
        case _:
            assert_never(shown)
