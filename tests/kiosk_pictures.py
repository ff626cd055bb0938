"""The kiosk's pictures for the documents.

python -m tests.kiosk_pictures docs/pictures [plain large contrast low large-low small wide ...]
"""

import sys
from dataclasses import dataclass, replace
from datetime import datetime, time
from itertools import product
from pathlib import Path

from PIL import Image

from kiosk.clock import HALL_TIME
from kiosk.known import Known, offered
from kiosk.scan import Say, Scan
from kiosk.stub import BandFull
from kiosk.view import Door, PaperNews, PrinterState, Screen
from luot.client import Away, BoardQueue, Supplement
from luot.domain.rules import PRIORITIES, Hours, Queue, Session
from luot.domain.standing import Standing
from luot.domain.ticket import Paper, State
from luot.words import languages
from server.catalogue import starter
from tests.kiosk_glass import GlassKiosk, close_kiosk, open_kiosk
from tests.kiosk_hall import BOARD, OFFER, AtOnce, Hall, HandClock, Later, issued
from tests.test_kiosk_scans import CODE, HOLDING, missed

BIRTH = "1.001193"
EVENING = datetime(2026, 11, 23, 17, 26, tzinfo=HALL_TIME)
MORNING = (Session(opens=time(7, 30), closes=time(11, 30)),)
DAY = (*MORNING, Session(opens=time(13, 30), closes=time(17)))


def known() -> Known:
    """A busy Monday morning with the starter catalogue."""
    catalogue = starter()
    fields, procedures = catalogue.fields, catalogue.procedures
    offer = replace(OFFER, fields=fields, procedures=procedures, priorities=PRIORITIES)
    queues = tuple(
        BoardQueue(queue=letter, letter=letter, name=letter, waiting=7, last_wait=18)
        for letter in "ACEHKSRX"
    )
    return replace(offered(offer), board=replace(BOARD, queues=queues), contact=True)


def shut(open_hall: Known) -> Known:
    """The same hall in the evening."""
    assert open_hall.offer is not None
    hours = Hours(week=((DAY,) * 5 + (MORNING, ())))
    opens = datetime(2026, 11, 24, 7, 30, tzinfo=HALL_TIME)
    return offered(replace(open_hall.offer, open=False, opens_at=opens, hours=hours))


def crowded(hall: Known) -> Known:
    """The same hall with far too many people."""
    assert hall.board is not None
    queues = tuple(replace(each, waiting=46, last_wait=95) for each in hall.board.queues)
    return replace(hall, board=replace(hall.board, queues=queues))


SCANS = {
    "waiting": Scan(code=CODE, found=HOLDING),
    "called": Scan(code=CODE, found=replace(HOLDING, state=State.CALLED, counter=3)),
    "missed": Scan(code=CODE, found=missed()),
    "more-papers": Scan(
        code=CODE,
        found=replace(
            HOLDING, state=State.SERVED, supplement=Supplement(queue="A", procedure=BIRTH)
        ),
    ),
    "unknown": Scan(say=Say.UNKNOWN),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """A panel, and what the citizen before it needs."""

    size: tuple[int, int] = (1080, 1920)
    large: bool = False
    contrast: bool = False
    low: bool = False

    def ask(self, hall: Hall) -> None:
        """Switch on what is needed."""
        if self.large:
            hall.booth.switch_large()
        if self.contrast:
            hall.booth.switch_contrast()
        if self.low:
            hall.booth.switch_low()


SMALL, WIDE = (768, 1366), (1920, 1080)
MANNERS = {
    "plain": Manner(),
    "large": Manner(large=True),
    "contrast": Manner(contrast=True),
    "low": Manner(low=True),
    "large-contrast": Manner(large=True, contrast=True),
    "large-low": Manner(large=True, low=True),
    "small": Manner(size=SMALL),
    "small-contrast": Manner(size=SMALL, contrast=True),
    "small-low": Manner(size=SMALL, low=True),
    "wide": Manner(size=WIDE),
    "wide-large": Manner(size=WIDE, large=True),
    "wide-contrast": Manner(size=WIDE, contrast=True),
    "wide-large-contrast": Manner(size=WIDE, large=True, contrast=True),
}


class Studio:
    """Takes one picture after the other, in one language and one manner."""

    def __init__(self, kiosk: GlassKiosk, folder: Path, lang: str, manner: str) -> None:
        self.kiosk = kiosk
        self.folder = folder
        self.lang = lang
        self.manner = manner
        kiosk.panel(MANNERS[manner].size)

    def hall(self, seen: Known, clock: HandClock | None = None, press: Later | None = None) -> Hall:
        """A fresh kiosk; with `press` its printer works when it is told to."""
        hall = Hall(known=seen, clock=clock or HandClock(), press=press or AtOnce())
        self.kiosk.use(hall)
        if self.lang == "en":
            hall.booth.switch_language()
        MANNERS[self.manner].ask(hall)
        return hall

    def keep(self, name: str) -> None:
        """What is on the glass now."""
        self.kiosk.app.render()
        self.kiosk.frames()
        suffix = "" if self.manner == "plain" else f"-{self.manner}"
        suffix += "" if self.lang == "vi" else f"-{self.lang}"
        path = self.folder / f"kiosk-{name}{suffix}.png"
        flat = self.kiosk.picture().quantize(256, dither=Image.Dither.NONE)
        flat.save(path, optimize=True)

    def choosing(self, seen: Known) -> None:
        """From the first screen to the one before the number."""
        hall = self.hall(seen)
        self.keep("home")
        hall.booth.open_field("ho-tich")
        self.keep("field")
        hall.booth.go_back()
        hall.booth.open_search()
        for letter in "so do":
            hall.booth.type_key(letter)
        self.keep("search")
        hall.booth.choose(BIRTH)
        for place in range(3):
            hall.booth.tick_paper(place)
        self.keep("confirm")
        hall.clock.go(46)
        self.keep("still")

    def papers(self, seen: Known) -> None:
        """The papers without a number: for the phone and on paper, and by the phone alone."""
        for name, how in (("papers", None), ("papers-no-paper", "paper-out")):
            hall = self.hall(seen)
            hall.mill.how = PrinterState(trouble=how)
            hall.wait(6)
            hall.booth.choose(BIRTH)
            hall.booth.clerk.look_at_papers()
            self.keep(name)

    def standing(self, seen: Known) -> None:
        """Before the number, at a queue that is closed, full or left alone."""
        assert seen.board is not None
        assert seen.offer is not None
        queues = tuple(Queue(letter=each, name=each, name_en=each) for each in "ACEHKSRX")
        offer = replace(seen.offer, queues=queues)
        tomorrow = datetime(2026, 11, 24, 7, 10, tzinfo=HALL_TIME)
        back = datetime(2026, 11, 23, 10, 15, tzinfo=HALL_TIME)
        for state, until in (
            (Standing.CLOSED, tomorrow),
            (Standing.FULL, tomorrow),
            (Standing.AWAY, back),
        ):
            rows = tuple(
                replace(each, state=state, until=until) if each.queue == "A" else each
                for each in seen.board.queues
            )
            hall = self.hall(replace(seen, offer=offer, board=replace(seen.board, queues=rows)))
            hall.booth.choose(BIRTH)
            self.keep(f"queue-{state}")

    def taking(self, seen: Known) -> None:
        """The number, and no number."""
        hall = self.hall(seen)
        hall.booth.enter(Door.COLLECT)
        self.keep("collect")
        hall.teller.answers = [Away("the picture needs it")]
        hall.booth.take()
        self.keep("trouble")
        self.hall(shut(seen), HandClock(start=EVENING))
        self.keep("closed")

    def offline(self, seen: Known) -> None:
        """A number while the server is away, and none because they are all given out."""
        for name, answer in (
            ("ticket-offline", replace(issued("A900", last_wait=None), ahead=None, offline=True)),
            ("trouble-spent", BandFull("A")),
        ):
            hall = self.hall(replace(seen, contact=False))
            hall.teller.answers = [answer]
            hall.booth.choose(BIRTH)
            hall.booth.take()
            self.keep(name)

    def printing(self, seen: Known) -> None:
        """What is known of the paper, from first to last."""
        press = Later()
        hall = self.hall(seen, press=press)
        hall.booth.choose(BIRTH)
        hall.booth.take()
        self.keep("ticket-printing")
        press.do()
        self.keep("ticket")
        for name, outcome, trouble in (
            ("ticket-no-paper", Paper.NOT_SENT, "paper-out"),
            ("ticket-not-told", Paper.NOT_SENT, "unreachable"),
            ("ticket-held", Paper.HELD, "cover-open"),
            ("ticket-unknown", Paper.UNKNOWN, None),
        ):
            hall = self.hall(seen)
            hall.office.looking = name != "ticket-not-told"
            hall.mill.news = [PaperNews(outcome=outcome, reason=trouble)] * 2
            hall.mill.how = PrinterState(trouble=trouble)
            hall.booth.choose(BIRTH)
            hall.booth.take()
            self.keep(name)
            self._afterwards(hall, name)

    def _afterwards(self, hall: Hall, name: str) -> None:
        """What becomes of a ticket once the printer is mended, or printed again."""
        hall.mill.how = PrinterState()
        match name:
            case "ticket-no-paper":
                hall.wait(6)
                self.keep("ticket-ready")
            case "ticket-held":
                hall.mill.settled = [("id-A012", PaperNews(outcome=Paper.PRINTED))]
                hall.wait(4)
                self.keep("ticket-late")
            case "ticket-unknown":
                hall.booth.print_again()
                self.keep("ticket-unknown-twice")
            case _:
                pass

    def forewarned(self, seen: Known) -> None:
        """Before the number, while the printer is in trouble."""
        hall = self.hall(seen)
        hall.mill.how = PrinterState(trouble="paper-out")
        hall.wait(6)
        hall.booth.choose(BIRTH)
        self.keep("confirm-no-paper")

    def deciding(self, seen: Known) -> None:
        """What is asked before the number, and several matters on one."""
        hall = self.hall(seen)
        hall.booth.clerk.open_life()
        self.keep("life")
        hall.booth.clerk.decide("birth")
        self.keep("life-birth")
        hall = self.hall(seen)
        hall.booth.choose(BIRTH)
        hall.booth.clerk.offer_priority()
        self.keep("priority")
        hall = self.hall(crowded(seen))
        hall.booth.choose(BIRTH)
        hall.booth.take()
        self.keep("long-wait")
        hall = self.hall(seen)
        for code in (BIRTH, "3.000722"):
            hall.booth.choose(code)
            hall.booth.clerk.add_more()
        self.keep("adding")
        hall.booth.choose("2.000635")
        self.keep("confirm-several")

    def speaking(self, seen: Known) -> None:
        """The list of languages, where the centre has more than two."""
        assert seen.offer is not None
        hall = self.hall(replace(seen, offer=replace(seen.offer, languages=tuple(languages()))))
        hall.booth.switch_language()
        self.keep("languages")

    def scanned(self, seen: Known) -> None:
        """What the scanner brings onto the glass."""
        for name, scan in SCANS.items():
            hall = self.hall(seen)
            view = replace(hall.booth.view, screen=Screen.SCAN, trail=(Screen.HOME,), scan=scan)
            hall.booth.view = view
            self.keep(f"scan-{name}")


def main(folder: Path, manners: list[str]) -> None:
    """Take all pictures in both languages."""
    folder.mkdir(parents=True, exist_ok=True)
    kiosk, seen = open_kiosk(), known()
    for manner, lang in product(manners, ("vi", "en")):
        studio = Studio(kiosk, folder, lang, manner)
        studio.choosing(seen)
        studio.printing(seen)
        studio.forewarned(seen)
        studio.offline(seen)
        studio.taking(seen)
        studio.papers(seen)
        studio.standing(seen)
        studio.deciding(seen)
        studio.speaking(seen)
        studio.scanned(seen)
    close_kiosk(kiosk)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:] or ["plain"])
