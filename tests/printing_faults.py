"""Every fault of a printer, at every moment, on every link, played from the touch to the paper.

A number from a real hall, the kiosk's own booth and handover, a printer in software at the end of
the real links. `python -m tests.printing_faults > docs/printing.md` writes the page anew.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from PIL import Image

from kiosk.booth import Booth
from kiosk.handover import Handover
from kiosk.paper import Press, slip
from kiosk.sheets.ticket import ticket
from kiosk.sheets.tongue import Tongue
from kiosk.view import Errand
from kiosk.watch import Watch
from luot import words
from luot.client import Issued
from luot.domain.commands import ReportPaper
from luot.domain.events import TicketIssued
from luot.domain.ticket import Paper
from printer import preview
from printer.emulator import Emulator, Fault
from printer.printers import ThermalPrinter
from printer.profiles import profile
from printer.terms import Patience
from printer.writer import Job, Writer, job
from tests.halls import Centre
from tests.kiosk_hall import BIRTH, KNOWN, AtOnce, HandClock, Later, Office, Told, issued
from tests.obeyed import bare, differ
from tests.printing_stage import Plug, Stage, staged

PAGE = Path(__file__).resolve().parent.parent / "docs" / "printing.md"
BEGIN, END = "<!-- the table: python -m tests.printing_faults -->", "<!-- the end of the table -->"
BRISK = Patience(answer=0.5, taking=0.8, quiet=0.3, printing=1.0, paper=20_000)
QUESTIONS = 12  # bytes that ask a printer how it is, before the job
PROFILES = {
    Plug.NETWORK: profile("raster-lean"),
    Plug.SERIAL: profile("tcvn3"),
    Plug.USB: profile("raster-lean"),
    Plug.DEVICE: profile("glyphs"),
}
VI = words.load("vi")
ERRAND = Errand(queue=BIRTH.queue, procedure=BIRTH.code)


class Mishap(StrEnum):
    """What happens to the printer."""

    PAPER_LOW = "paper low"
    PAPER_OUT = "paper out"
    COVER_OPEN = "cover open"
    OFFLINE = "offline"
    ERROR = "error (jam, cutter)"
    MUTE = "mute"
    STALLED = "takes no more data"
    UNPLUGGED = "unplugged"
    POWER_CUT = "power cut"
    DEAF = "does not answer the fence"


FAULTS = {
    Mishap.PAPER_LOW: Fault.PAPER_LOW,
    Mishap.PAPER_OUT: Fault.PAPER_OUT,
    Mishap.COVER_OPEN: Fault.COVER_OPEN,
    Mishap.OFFLINE: Fault.OFFLINE,
    Mishap.ERROR: Fault.ERROR,
    Mishap.MUTE: Fault.MUTE,
    Mishap.STALLED: Fault.STALLED,
    Mishap.UNPLUGGED: Fault.UNPLUGGED,
    Mishap.DEAF: Fault.DEAF_TO_FENCES,
}


class Moment(StrEnum):
    """When it happens."""

    BEFORE = "before the job"
    DURING = "in the midst of the job"
    FENCE = "after the cut, before the answer"
    AFTER = "after the job"


class Came(StrEnum):
    """What a paper that came out is."""

    TICKET = "the ticket"
    REPRINT = "the ticket, marked IN LẠI"
    SCRAP = "a scrap"


@dataclass
class Window:
    """Gives numbers out of a real hall, and puts on its record what became of the papers."""

    centre: Centre = field(default_factory=Centre)
    given: dict[str, Issued] = field(default_factory=dict)

    def take_ticket(self, *, key: str | None = None, **_: object) -> Issued:
        """The same key, the same number."""
        assert key is not None
        if key not in self.given:
            made = self.centre.ticket(self.centre.take())
            self.given[key] = replace(issued(made.number), id=str(made.id))
        return self.given[key]

    def report_paper(self, ticket: str, outcome: str, *, key: str | None = None) -> object:
        """As the server does."""
        assert key is not None
        return self.centre.do(ReportPaper(ticket=UUID(ticket), outcome=Paper(outcome)))

    @property
    def numbers(self) -> int:
        """How many were ever given out."""
        return sum(isinstance(event, TicketIssued) for event in self.centre.journal)


class Kiosk:
    """The kiosk's own parts around one printer; its printing waits until it is told to."""

    def __init__(self, stage: Stage, plug: Plug) -> None:
        self.profile = PROFILES[plug]
        self.device = ThermalPrinter(
            stage.connect, Writer(self.profile), keep=stage.keep, patience=BRISK
        )
        self.window, self.press, self.clock = Window(), Later(), HandClock()
        net, staff = AtOnce(), Office()
        self.papers = Press(self.device, Told(KNOWN))
        self.handover = Handover(
            ledger=self.window,
            papers=self.papers,
            watch=Watch(staff=staff, target="tcp://printer", net=net, clock=self.clock),
            net=net,
            press=self.press,
            clock=self.clock,
        )
        self.booth = Booth(
            issuer=self.window,
            source=Told(KNOWN),
            handover=self.handover,
            net=net,
            clock=self.clock,
        )

    def take(self) -> Issued:
        """A citizen takes a number; its paper is not yet on its way."""
        self.booth.go_home()
        self.booth.choose(BIRTH.code)
        self.booth.take()
        taken = self.booth.view.issued
        assert taken is not None
        return taken

    def paper(self, taken: Issued, *, reprint: bool = False) -> Job:
        """What comes out for a number where nothing goes wrong."""
        what = slip(taken, ERRAND, "vi", KNOWN, priority=False, reprint=reprint)
        return job(what, self.profile)

    def work(self) -> None:
        """Do what there is to print and to ask."""
        while self.press.waiting:
            self.press.do()

    def look(self) -> None:
        """Some seconds go by, in which the kiosk looks how its printer is."""
        self.clock.go(6)
        self.handover.tick()
        self.work()

    @property
    def outcome(self) -> Paper | None:
        """What the kiosk knows of the paper."""
        return self.booth.view.paper.outcome if self.booth.view.paper else None

    def says(self) -> str:
        """The sentence that the citizen reads."""
        news = self.booth.printer
        sheet = ticket(self.booth.view, KNOWN, self.clock.seconds(), Tongue(VI), news)
        said = (
            f"{sheet.slab} {sheet.slab_line}"
            if sheet.notice is None
            else f"{sheet.notice.title} {sheet.notice.line}"
        )
        return re.sub(r"\[/?b\]", "", said).replace("\n", " ").replace("\u00a0", " ").strip()

    def staff(self) -> str:
        """What staff read on their pages."""
        state = self.papers.state()
        if state.trouble is not None:
            return f"{VI(f'printer.trouble.{state.trouble}')} " + VI(
                f"printer.remedy.{state.trouble}"
            )
        return f"{VI('devices.low')} {VI('devices.low_remedy')}" if state.paper_low else "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What came of one fault."""

    outcome: str
    citizen: str
    staff: str
    numbers: int
    papers: str
    afterwards: str


def strike(printer: Emulator, mishap: Mishap) -> None:
    """Let it happen."""
    if mishap is Mishap.POWER_CUT:
        printer.power_off()
    else:
        printer.fault(FAULTS[mishap])


def mend(printer: Emulator) -> None:
    """Somebody puts everything right, and switches it on where it is off."""
    printer.mend()
    if not printer.powered:
        printer.power_on()


def played(plug: Plug, mishap: Mishap, moment: Moment) -> Story:
    """One citizen with a fault, until they have what they came for; then the next citizen."""
    with TemporaryDirectory() as folder, staged(plug, Path(folder)) as stage:
        kiosk = Kiosk(stage, plug)
        try:
            return _played(kiosk, stage.printer, mishap, moment)
        except AssertionError as wrong:
            raise AssertionError(f"{mishap} {moment}, {plug}: {wrong}") from wrong
        finally:
            kiosk.device.close()


def _played(kiosk: Kiosk, printer: Emulator, mishap: Mishap, moment: Moment) -> Story:
    taken = kiosk.take()
    _arm(printer, mishap, moment, kiosk.paper(taken))
    kiosk.work()
    if moment is Moment.AFTER:
        strike(printer, mishap)
    outcome, citizen = kiosk.outcome, kiosk.says()
    kiosk.look()
    staff = kiosk.staff()
    if kiosk.outcome is outcome:
        citizen = kiosk.says()  # what stands there while nothing is mended
    before = _came(kiosk, printer, taken)
    asks = _citizen_looks(kiosk, before)
    mend(printer)
    afterwards = _until_done(kiosk, printer, taken, len(before), asks=asks)
    came = _came(kiosk, printer, taken)
    numbers = kiosk.window.numbers
    _next_citizen(kiosk, printer)
    return Story(
        outcome=str(outcome),
        citizen=citizen,
        staff=staff,
        numbers=numbers,
        papers=_papers(came),
        afterwards=afterwards,
    )


def _arm(printer: Emulator, mishap: Mishap, moment: Moment, whole: Job) -> None:
    fence = len(whole.data) - len(whole.fence.question)
    match moment:
        case Moment.BEFORE:
            strike(printer, mishap)
        case Moment.DURING:
            printer.at_byte(QUESTIONS + fence // 2, lambda: strike(printer, mishap))
        case Moment.FENCE:
            printer.at_byte(QUESTIONS + fence, lambda: strike(printer, mishap))
        case Moment.AFTER:
            pass


def _citizen_looks(kiosk: Kiosk, came: Sequence[Came]) -> bool:
    """Whether the citizen will press "print again": there is no paper, and none is promised."""
    if kiosk.outcome is Paper.UNKNOWN and Came.TICKET in came:
        kiosk.booth.have_paper()
        return False
    return kiosk.outcome in {Paper.UNKNOWN, Paper.NOT_SENT}


def _until_done(kiosk: Kiosk, printer: Emulator, taken: Issued, before: int, *, asks: bool) -> str:
    """Mended: what comes by itself, and then because somebody asks."""
    for _ in range(6):
        if kiosk.outcome is not Paper.HELD:
            break
        kiosk.look()
    printer.wait(lambda: len(printer.papers) > before, 0.3)
    told = [f"{came} comes by itself" for came in _came(kiosk, printer, taken)[before:]]
    before = len(printer.papers)
    if asks:
        kiosk.booth.print_again()
        kiosk.work()
        told += [f"{came} after asking again" for came in _came(kiosk, printer, taken)[before:]]
    return ", ".join(told) or "nothing more"


def _next_citizen(kiosk: Kiosk, printer: Emulator) -> None:
    """Whatever happened before them, the next one gets a whole ticket of their own."""
    before = len(printer.papers)
    taken = kiosk.take()
    kiosk.work()
    assert kiosk.outcome is Paper.PRINTED, kiosk.booth.view.paper
    assert _came(kiosk, printer, taken)[before:] in ([Came.TICKET], [Came.SCRAP, Came.TICKET])


def _came(kiosk: Kiosk, printer: Emulator, taken: Issued) -> list[Came]:
    """What each paper is that has come out so far."""
    meant = {Came.TICKET: kiosk.paper(taken), Came.REPRINT: kiosk.paper(taken, reprint=True)}
    return [_what(paper, meant) for paper in printer.papers]


def _what(paper: Image.Image, meant: dict[Came, Job]) -> Came:
    for came, work in meant.items():
        picture = preview.picture(work.sheet)
        if differ(bare(paper, work.sheet), bare(picture, work.sheet)) is None:
            return came
    return Came.SCRAP


def _papers(came: Sequence[Came]) -> str:
    counted = [f"{came.count(each)} × {each}" for each in Came if each in came]
    return ", ".join(counted) or "0"


# --- the table -----------------------------------------------------------------------------------

Key = tuple[Mishap, Moment]


def moments(mishap: Mishap) -> Iterable[Moment]:
    """When a fault can happen: a printer that is deaf to fences is so all the time."""
    return [Moment.BEFORE] if mishap is Mishap.DEAF else list(Moment)


def all_stories(workers: int = 16) -> dict[Key, dict[Plug, Story]]:
    """Every fault at every moment on every link."""
    keys = [(mishap, moment) for mishap in Mishap for moment in moments(mishap)]
    cases = [(key, plug) for key in keys for plug in Plug]
    with ThreadPoolExecutor(workers) as pool:
        stories = list(pool.map(lambda case: played(case[1], *case[0]), cases))
    found: dict[Key, dict[Plug, Story]] = {key: {} for key in keys}
    for (key, plug), story in zip(cases, stories, strict=True):
        found[key][plug] = story
    return found


HEAD = (
    "| moment | link | outcome | the citizen reads | staff read | numbers | papers in the end "
    "| after it was mended |\n|---|---|---|---|---|---|---|---|"
)


def table(stories: dict[Key, dict[Plug, Story]]) -> str:
    """One table a fault; links with the same story share a row."""
    parts = []
    for mishap, keys in groupby(stories, key=lambda key: key[0]):
        rows = [row for key in keys for row in _rows(key[1], stories[key])]
        parts.append("\n".join((f"### {mishap.capitalize()}\n", HEAD, *rows)))
    return "\n\n".join(parts)


def _rows(moment: Moment, by_plug: dict[Plug, Story]) -> Iterator[str]:
    told: dict[Story, list[Plug]] = {}
    for plug, story in by_plug.items():
        told.setdefault(story, []).append(plug)
    for story, plugs in told.items():
        links = "all" if len(plugs) == len(Plug) else ", ".join(plugs)
        yield (
            f"| {moment} | {links} | `{story.outcome}` | {story.citizen} | {story.staff} "
            f"| {story.numbers} | {story.papers} | {story.afterwards} |"
        )


def page(now: str, made: str) -> str:
    """The page with its table made anew."""
    head, rest = now.split(BEGIN)
    tail = rest.split(END)[1]
    return f"{head}{BEGIN}\n\n{made}\n\n{END}{tail}"


def main() -> None:
    sys.stdout.write(page(PAGE.read_text(encoding="utf-8"), table(all_stories())))


if __name__ == "__main__":
    main()
