"""One kiosk put together: client, keeper, printer, booth, glass."""

import signal
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from kiosk import quiet, staffing
from kiosk.bookmark import Bookmark
from kiosk.booth import Booth
from kiosk.chronicle import Chronicle
from kiosk.clock import Clock, WallClock
from kiosk.handover import Handover, Papers
from kiosk.hands import Hands, Patient, Threads
from kiosk.keeper import Keeper
from kiosk.larder import Larder
from kiosk.outbox import Outbox
from kiosk.pictures import Album
from kiosk.pulse import Pulse
from kiosk.scanner import Frame, Latest, Scanner, port, texts
from kiosk.setting import Setting
from kiosk.sheets.curtain import Curtain
from kiosk.sheets.glass import Glass
from kiosk.standby import Standby
from kiosk.unanswered import Unanswered
from kiosk.view import Screen
from kiosk.watch import Watch
from kiosk.workshop import Workshop
from luot import words
from luot.client import Client

if TYPE_CHECKING:
    from kiosk.app import KioskApp

# A citizen's number, the last one's report, the printer's, a scanned code and staff's PIN may be on
# their way at once.
THREADS: Final = {"net": 5, "press": 1, "album": 1, "bookmark": 1, "post": 1}

Witness = Callable[[Glass, Curtain | None], None]


def run(setting: Setting, witnesses: Sequence[Witness] = ()) -> int:
    """Run a kiosk until it is told to stop; its exit code. `witnesses` see every other picture."""
    client = Client(setting.server, setting.token)
    keeper = Keeper(client, words.load(setting.lang), larder=Larder(setting.data, setting.token))
    if keeper.known.offer is None:
        # There is nothing to show before the server is asked: it is, while Kivy loads.
        keeper.start()
    code = _on_glass(setting, client, keeper, witnesses)
    keeper.stop()
    return code


def _on_glass(
    setting: Setting, client: Client, keeper: Keeper, witnesses: Sequence[Witness]
) -> int:
    from kiosk import app as glass  # noqa: PLC0415  # loads Kivy, which takes longest

    glass.open_window(setting.size)
    net, press, shelf, desk, post = (
        Threads(name, size, glass.post) for name, size in THREADS.items()
    )
    papers, clock = _papers(setting, keeper), WallClock()
    standby = Standby(client, keeper, clock, Outbox(setting.data), words.load(setting.lang))
    keeper.met, keeper.caught_up = standby.meet, standby.catch_up
    watch = Watch(staff=client, target=setting.printer or "", net=net, clock=clock)
    # The number stands on the glass before its paper is laid out.
    printing = Patient(press, glass.post)
    handover = Handover(
        ledger=standby, papers=papers, watch=watch, net=net, press=printing, clock=clock
    )
    booth = Booth(
        issuer=standby, source=keeper, handover=handover, net=net, clock=clock, finder=client
    )
    porter = staffing.porter(setting, booth, papers, net=net, press=press, clock=clock)
    app = glass.KioskApp(booth, clock, size=setting.size, porter=porter)
    porter.backroom.restart = app.stop
    bookmark = Bookmark(setting.data, desk, clock)
    app.resume(bookmark.found())
    app.witnesses.append(lambda *_: bookmark.note(booth.view))
    unanswered = Unanswered(client, post)
    app.witnesses.append(lambda *_: unanswered.see(booth.view))
    # Between two citizens nobody waits, and what the last one needed is given back.
    app.witnesses.append(lambda shown, _: quiet.tidy() if shown.screen is Screen.HOME else None)
    app.witnesses.extend((*_told(setting, app, shelf), *witnesses))
    scanner = _scanner(setting, app.scanned, clock)
    code = glass.run(app, Pulse(), lambda: _behind(setting, app, keeper, papers, press))
    if scanner is not None:
        scanner.stop()
    for hands in (net, press, shelf, desk, post):
        hands.stop()
    standby.close()
    return code


def _behind(
    setting: Setting, app: "KioskApp", keeper: Keeper, papers: Workshop | None, press: Hands
) -> None:
    """Do what waits until the first picture stands on the glass: what loads it would only delay.

    None of it on the thread that draws; whoever is quicker gets what they need ready themselves.
    """
    keeper.start()
    press.run(keeper.known.shelf.ready, lambda _: None)
    press.run(lambda: _sounds(setting), lambda let_ring: let_ring(app))
    if papers is not None:
        press.run(papers.ready, lambda _: None)
    press.run(quiet.settle, lambda _: None)


def _sounds(setting: Setting) -> Callable[["KioskApp"], None]:
    from kiosk import sounding  # noqa: PLC0415  # the first picture stands there by now

    return sounding.sounds(setting.data)


def _told(setting: Setting, app: "KioskApp", shelf: Hands) -> Iterator[Witness]:
    """Who tells the outside what stands on the glass, where that was asked for."""
    from kiosk.app import post  # noqa: PLC0415  # Kivy is there by now
    from kiosk.screens.camera import Camera  # noqa: PLC0415
    from kiosk.screens.touchable import touchables  # noqa: PLC0415

    if setting.json:
        height = setting.size[1]
        yield Chronicle(lambda: touchables(app.front, height)).write
    if setting.pictures is not None:
        camera = Camera(Album(setting.pictures).keep, shelf)
        signal.signal(signal.SIGUSR1, lambda *_: post(camera.shoot))
        yield lambda *_: camera.shoot()


def _scanner(setting: Setting, see: Callable[[str], None], clock: Clock) -> Scanner | None:
    """The scanner, listening; `see` gets what was scanned last, on the thread that draws."""
    from kiosk.app import post  # noqa: PLC0415  # Kivy is there by now

    if setting.scanner is None:
        return None
    latest = Latest(see, post)

    def heard(frame: Frame) -> None:
        for text in texts(frame):
            latest.put(text)

    scanner = Scanner(port(setting.scanner), heard, clock.seconds)
    scanner.start()
    return scanner


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
