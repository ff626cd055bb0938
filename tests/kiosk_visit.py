"""A citizen before the real kiosk: reads what stands there and touches it by its words."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty
from typing import Any

import zxingcpp
from PIL import Image, ImageGrab

from luot.client import Client
from printer.emulator import Emulator
from tests.kiosk_window import Kiosk, kiosk_at
from tests.scanners import ScannerCable, wait_for
from tests.servers import Server

Line = Mapping[str, Any]
Where = tuple[int, int]

PANEL = (378, 672)
PAPER_WIDTH = 240
COLOURS = 48


class Stumbled(AssertionError):
    """A citizen did not find or see what the story says."""

    def __init__(self, who: str, what: str, last: Line) -> None:
        words = [" / ".join(each["words"]) for each in last.get("touch", ())]
        shown = {name: value for name, value in last.items() if name != "touch"}
        super().__init__(f"{who}: {what}; before them stood {shown} with {words}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the house has on record of a visit."""

    queue: str
    procedures: tuple[str, ...] = ()
    purpose: str = "submit"
    priority: str = "ordinary"
    lang: str = "vi"
    offline: bool = False
    paper: str = "printed"


@dataclass(kw_only=True)
class Visit:
    """What one citizen did on the way to the number: `touches`, `screens` and `seconds` till then.

    `screen_url` and `paper_url` are what the codes on glass and paper say, empty for no paper.
    """

    who: str
    number: str = ""
    touches: list[Where] = field(default_factory=list)
    screens: list[str] = field(default_factory=list)
    seconds: float = 0.0
    settled: bool = False
    screen_url: str = ""
    paper_url: str = ""
    pictures: list[Path] = field(default_factory=list)


@dataclass(kw_only=True)
class House:
    """A sample centre with one kiosk, a printer in software and a scanner on a cable."""

    server: Server
    printer: Emulator
    cable: ScannerCable
    kiosk: Kiosk
    citizen: Client
    official: Client
    now: Line = field(default_factory=dict)

    def look(self) -> Line:
        """The last that the kiosk said of itself."""
        while not self.kiosk.said.empty():
            self.now = self.kiosk.said.get()
        return self.now

    def listen(self, seconds: float) -> None:
        """Wait until it says something more, at most so long."""
        try:
            self.now = self.kiosk.said.get(timeout=max(0.01, seconds))
        except Empty:
            return

    def facts(self, number: str) -> Facts | None:
        """What the journal says of the ticket with this number; None while it has none."""
        command = [sys.executable, "-m", "luot", "journal", "export", "--data"]
        told = subprocess.run(
            [*command, str(self.server.data)], capture_output=True, check=True, text=True
        )
        rows = [json.loads(line) for line in told.stdout.splitlines()]
        issued = [each for each in rows if each["body"].get("number") == number]
        if not issued:
            return None
        body = issued[0]["body"]
        outcomes = [
            each["body"]["outcome"]
            for each in rows
            if each["kind"] == "TicketPrinted" and each["ticket"] == issued[0]["ticket"]
        ]
        named = {name: body[name] for name in ("queue", "purpose", "priority", "lang", "offline")}
        paper = outcomes[-1] if outcomes else ""
        return Facts(procedures=tuple(body["procedures"]), paper=paper, **named)

    def settled(self, number: str, wanted: Facts) -> Facts | None:
        """The same, once it is as wanted: reports of paper go on their own way."""
        end = time.monotonic() + 20
        while (facts := self.facts(number)) != wanted and time.monotonic() < end:
            time.sleep(0.2)
        return facts

    def hears_of(self, number: str) -> None:
        """Wait until a number that was given out without the server is in its journal."""
        wait_for(lambda: self.facts(number) is not None, seconds=30)


@contextmanager
def house(folder: Path) -> Iterator[House]:
    """Everything started, with the kiosk before its first citizen."""
    server, cable = Server(folder / "data"), ScannerCable(folder / "scanner")
    with ExitStack() as stack:
        stack.callback(cable.unplug)
        server.start()
        stack.callback(lambda: server.process and server.end())
        printer = stack.enter_context(Emulator.tcp())
        ready = {"url": server.url, "tokens": server.tokens}
        options = "--scanner", cable.address
        kiosk = stack.enter_context(kiosk_at(ready, folder, printer.target, *options))
        clients = (Client(server.url, server.tokens[right]) for right in ("kiosk", "official"))
        citizen, official = (stack.enter_context(each) for each in clients)
        yield House(
            server=server,
            printer=printer,
            cable=cable,
            kiosk=kiosk,
            citizen=citizen,
            official=official,
            now=kiosk.heard,
        )


class Citizen:
    """One person with a finger and two eyes; `album` gets pictures of what they see, if any."""

    def __init__(self, who: str, house: House, album: Path | None) -> None:
        self.visit = Visit(who=who)
        self.house = house
        self._album = album
        self._began = 0.0
        self._papers = len(house.printer.papers)

    def sees(self, true: Callable[[Line], bool], what: str, seconds: float = 20) -> Line:
        """What stands before them, once it is as they expect."""
        end = time.monotonic() + seconds
        while not true(now := self.house.look()):
            if time.monotonic() > end:
                raise Stumbled(self.visit.who, f"does not see {what}", now)
            self.house.listen(end - time.monotonic())
        if not self.visit.settled and self.visit.screens[-1:] != [now["screen"]]:
            self.visit.screens.append(now["screen"])
        return now

    def stands_before(self, screen: str) -> Line:
        """They have come to a screen."""
        return self.sees(lambda line: line["screen"] == screen, f"the screen {screen}")

    def reads(self, words: str) -> Line:
        """What is said of their ticket."""
        return self.sees(
            lambda line: words in f"{line.get('says')} {line.get('line')} {line.get('title')}",
            words,
        )

    def no_longer(self, words: str) -> None:
        """Wait until what bears these words is gone."""
        self.sees(lambda line: _named(line, words) is None, f'that "{words}" goes')

    def touch(self, words: str) -> None:
        """Touch what bears these words, as a whole line or the beginning of one."""
        line = self.sees(lambda line: _named(line, words) is not None, f'"{words}" to touch')
        place = _named(line, words)
        assert place is not None
        if not self.visit.settled:
            self.visit.touches.append(place)
        if not self._began:
            self._began = time.monotonic()
        self.house.kiosk.touch(place)

    def type(self, phrase: str) -> None:
        """Type letter by letter; a blank is a key of its own."""
        for letter in phrase:
            self.touch("Dấu cách" if letter == " " else letter)

    def takes(self, button: str = "Lấy số") -> str:
        """Ask for the number; it stands on the glass then."""
        self.touch(button)
        line = self.sees(lambda line: bool(line.get("number")), "a number")
        self.visit.number = str(line["number"])
        return self.visit.number

    def takes_paper(self, says: str = "Mời lấy phiếu") -> Image.Image:
        """Wait for the paper and take it."""
        self.has_number(says)
        papers = self.house.printer.papers[self._papers :]
        if len(papers) != 1:
            raise Stumbled(self.visit.who, f"{len(papers)} papers came", self.house.now)
        self.visit.paper_url = code(papers[0])
        return papers[0]

    def has_number(self, says: str) -> None:
        """Read what becomes of the number: they have it on the glass now, with its code."""
        self.reads(says)
        self.visit.seconds = time.monotonic() - self._began
        self.visit.settled = True
        self.visit.screen_url = code(self.still())

    def leaves(self, button: str = "Xong") -> None:
        """Touch the last button; the first screen is there for the next citizen."""
        self.touch(button)
        self.stands_before("home")

    def still(self) -> Image.Image:
        """The X server's own pixels, once the kiosk has drawn all that it says."""
        drawn = self.house.kiosk.pictures / "kiosk.png"
        drawn.unlink(missing_ok=True)
        self.house.kiosk.process.send_signal(signal.SIGUSR1)
        wait_for(drawn.exists, seconds=10)
        return ImageGrab.grab(xdisplay=self.house.kiosk.screen.get_display_name())

    def picture(self, name: str, image: Image.Image | None = None) -> None:
        """Keep what they see, or the paper in their hand, small enough for a page."""
        if self._album is None:
            return
        shown = self.still() if image is None else image
        size = PANEL if image is None else (PAPER_WIDTH, PAPER_WIDTH * shown.height // shown.width)
        small = shown.convert("RGB").resize(size, Image.Resampling.LANCZOS)
        path = self._album / f"{self.visit.who}-{len(self.visit.pictures) + 1}-{name}.png"
        small.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
        self.visit.pictures.append(path)


def _named(line: Line, words: str) -> Where | None:
    """The middle of the part with these words: its own, else at the head of one of its lines."""
    parts = line.get("touch", ())
    whole = [each for each in parts if words in each["words"]]
    found = whole or [
        each for each in parts if any(said.startswith(words) for said in each["words"])
    ]
    if not found:
        return None
    left, top, width, height = found[0]["box"]
    return left + width // 2, top + height // 2


def code(picture: Image.Image) -> str:
    """What the QR code in a picture says; empty for none."""
    codes = zxingcpp.read_barcodes(picture)
    return codes[0].text if codes else ""
