"""What the kiosk says about itself on stdout, for programs that watch it."""

import json
import sys
from collections.abc import Callable, Sequence

from kiosk.sheets.confirm import ConfirmSheet
from kiosk.sheets.curtain import Curtain
from kiosk.sheets.glass import Glass
from kiosk.sheets.scan import ScanSheet
from kiosk.sheets.ticket import TicketSheet


class Chronicle:
    """Says, a JSON line each, when something else stands on the glass.

    `touchables` tells what can be touched there: its words, and where it is.
    """

    def __init__(self, touchables: Callable[[], Sequence[object]]) -> None:
        self._touchables = touchables
        self._last: dict[str, object] = {}

    def write(self, shown: Glass, curtain: Curtain | None) -> None:
        """Note a picture, where it tells something new; `curtain` is what hangs before it."""
        line: dict[str, object] = {"screen": shown.screen.value, "asks": shown.still is not None}
        if isinstance(shown.sheet, TicketSheet):
            line |= {"number": shown.sheet.number, "says": shown.sheet.slab}
            if shown.sheet.notice:
                line |= {"says": shown.sheet.notice.title, "line": shown.sheet.notice.line}
        if isinstance(shown.sheet, ConfirmSheet) and shown.sheet.closed:
            line |= {"says": shown.sheet.closed, "way": shown.sheet.way}
        if isinstance(shown.sheet, ScanSheet):
            line |= {"number": shown.sheet.number, "title": shown.sheet.title}
            line |= {"state": shown.sheet.state, "busy": shown.sheet.busy}
        if curtain is not None:
            line["curtain"] = type(curtain).__name__.lower()
        line["touch"] = self._touchables()
        if line != self._last:
            self._last = line
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
            sys.stdout.flush()
