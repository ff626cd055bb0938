"""One kiosk put together: client, keeper, printer, booth, glass."""

import json
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk import quiet
from kiosk.booth import Booth
from kiosk.clock import WallClock
from kiosk.handover import Handover, Papers
from kiosk.hands import Threads
from kiosk.keeper import Keeper
from kiosk.larder import Larder
from kiosk.outbox import Outbox
from kiosk.pictures import Album
from kiosk.sheets.glass import Glass
from kiosk.sheets.ticket import TicketSheet
from kiosk.standby import Standby
from kiosk.view import Screen
from kiosk.watch import Watch
from kiosk.workshop import Workshop
from luot import words
from luot.client import Client
from printer.profiles import DEFAULT

NET_THREADS: Final = 3
"""A citizen's number, the last one's report and the printer's may be on their way at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How one kiosk is set up; `printer` is an address such as `tcp://HOST:9100`, None for none.

    `profile` says how it is spoken to. `data` is the kiosk's own folder, with its own profiles and
    the count of the paper roll; `logo` the picture file that stands on tickets.
    """

    server: str
    token: str
    data: Path
    printer: str | None = None
    profile: str = DEFAULT
    logo: bytes | None = None
    size: tuple[int, int] = (1080, 1920)
    pictures: Path | None = None
    json: bool = False
    lang: str = words.LANGUAGES[0]


class Chronicle:
    """Says on stdout, a JSON line each, when another screen stands on the glass."""

    def __init__(self) -> None:
        self._last: dict[str, object] = {}

    def write(self, shown: Glass) -> None:
        """Note a picture, where it tells something new."""
        line: dict[str, object] = {"screen": shown.screen.value, "asks": shown.still is not None}
        if isinstance(shown.sheet, TicketSheet):
            line |= {"number": shown.sheet.number, "says": shown.sheet.slab}
            if shown.sheet.notice:
                line |= {"says": shown.sheet.notice.title, "line": shown.sheet.notice.line}
        if line != self._last:
            self._last = line
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
            sys.stdout.flush()


def run(setting: Setting) -> None:
    """Run a kiosk until it is told to stop."""
    client = Client(setting.server, setting.token)
    keeper = Keeper(client, words.load(setting.lang), larder=Larder(setting.data))
    # The catalogue is on its way while Kivy loads, so that the first frame is the real one.
    keeper.start()
    _on_glass(setting, client, keeper)
    keeper.stop()


def _on_glass(setting: Setting, client: Client, keeper: Keeper) -> None:
    from kiosk import app as glass  # noqa: PLC0415  # loads Kivy, which takes longest
    from kiosk.screens.camera import Camera  # noqa: PLC0415

    glass.open_window(setting.size)
    net, press, shelf = (
        Threads(name, size, glass.post)
        for name, size in (("net", NET_THREADS), ("press", 1), ("album", 1))
    )
    papers = _papers(setting, keeper)
    clock = WallClock()
    standby = Standby(client, keeper, clock, lambda kiosk: Outbox(setting.data, kiosk))
    keeper.caught_up = standby.catch_up
    watch = Watch(staff=client, target=setting.printer or "", net=net, clock=clock)
    handover = Handover(
        ledger=standby, papers=papers, watch=watch, net=net, press=press, clock=clock
    )
    booth = Booth(issuer=standby, source=keeper, handover=handover, net=net, clock=clock)
    app = glass.KioskApp(booth, clock, size=setting.size)
    # Between two citizens nobody waits, and what the last one needed is given back.
    app.witnesses.append(lambda shown: quiet.tidy() if shown.screen is Screen.HOME else None)
    if setting.json:
        app.witnesses.append(Chronicle().write)
    if setting.pictures is not None:
        camera = Camera(Album(setting.pictures).keep, shelf)
        app.witnesses.append(lambda _: camera.shoot())
        signal.signal(signal.SIGUSR1, lambda *_: glass.post(camera.shoot))
    if papers is not None:
        glass.post(lambda: press.run(papers.ready, lambda _: None))
    glass.run(app)
    for hands in (net, press, shelf):
        hands.stop()
    standby.close()


def _papers(setting: Setting, keeper: Keeper) -> Workshop | None:
    target = setting.printer
    if target is None:
        return None

    def open_papers() -> Papers:
        from kiosk.paper import Press  # noqa: PLC0415  # loading it takes as long as Kivy
        from printer.printers import counted, open_printer  # noqa: PLC0415

        roll = counted(setting.profile, setting.data)
        device = open_printer(
            target, setting.profile, roll=roll, data=setting.data, logo=setting.logo
        )
        return Press(device, keeper, roll)

    return Workshop(open_papers)
