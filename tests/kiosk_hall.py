"""A hall for the kiosk's tests: a clock that is set by hand, a server that says what it is told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeVar

from kiosk.booth import Booth
from kiosk.clock import HALL_TIME
from kiosk.handover import Handover, Papers
from kiosk.known import Known, offered
from kiosk.stub import BandFull
from kiosk.usher import Finder
from kiosk.view import Errand, PaperNews, PrinterState, Screen
from kiosk.watch import Watch
from luot.client import Away, Board, BoardQueue, Centre, Issued, Offer, Refused
from luot.domain.procedure import Field, Procedure
from luot.domain.rules import PriorityClass, Queue
from luot.domain.ticket import Paper
from printer.sheets import TestPage

T = TypeVar("T")

MORNING = datetime(2026, 11, 23, 8, 42, tzinfo=HALL_TIME)
CENTRE = Centre(
    kind="Trung tâm Phục vụ hành chính công",
    name="Phường Đông Sơn",
    site="S042",
    kind_en="Public Administrative Service Centre",
    name_en="Đông Sơn Ward",
)
PORTAL = "https://dichvucong.gov.vn"
PAPERS = "HTTP://192.168.1.10:8080/G/"
URL = "HTTPS://LUOT.DONGSON.THANHHOA.EXAMPLE/T/K1-7K3QW9X2M4ZD-5B21"


@dataclass
class HandClock:
    """Moves only when it is told to."""

    at: float = 1000.0
    start: datetime = MORNING

    def seconds(self) -> float:
        return self.at

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.at - 1000.0)

    def go(self, seconds: float) -> None:
        self.at = round(self.at + seconds, 3)


class AtOnce:
    """Hands that have done the work before they let go."""

    def run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        done(work())


class Later:
    """Hands that work when they are told to."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self.waiting.append(lambda: done(work()))

    def do(self) -> None:
        waiting, self.waiting = self.waiting, []
        for each in waiting:
            each()


def issued(number: str = "A012", *, ahead: int = 7, last_wait: int | None = 18) -> Issued:
    """A ticket as the server gives it out."""
    return Issued(
        id=f"id-{number}",
        number=number,
        queue=number[0],
        procedure="1.001193",
        issued_at=MORNING,
        token="K1-7K3QW9X2M4ZD-5B21",
        url=URL,
        ahead=ahead,
        last_wait=last_wait,
        checklist=("Tờ khai",),
    )


@dataclass
class Teller:
    """Gives numbers out as the server does: the same key, the same ticket."""

    answers: list[Issued | Refused | Away | BandFull] = field(default_factory=list)
    asked: list[dict[str, object]] = field(default_factory=list)
    given: dict[str, Issued] = field(default_factory=dict)
    reports: list[tuple[str, str]] = field(default_factory=list)
    deaf: bool = False
    bug: bool = False

    def take_ticket(  # noqa: PLR0913
        self,
        *,
        procedures: Sequence[str] = (),
        queue: str | None = None,
        purpose: str | None = None,
        priority: str | None = None,
        lang: str | None = None,
        key: str | None = None,
    ) -> Issued:
        assert key is not None
        order: dict[str, object] = {
            "procedures": tuple(procedures),
            "queue": queue,
            "purpose": purpose,
            "priority": priority,
            "lang": lang,
            "key": key,
        }
        self.asked.append(order)
        answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, Refused | Away | BandFull):
            raise answer
        if key not in self.given:
            self.given[key] = answer or issued(f"A{12 + len(self.given):03}")
        return self.given[key]

    def report_paper(self, ticket: str, outcome: str, *, key: str | None = None) -> object:
        assert key is not None
        if self.bug:
            raise RuntimeError("a bug")
        if self.deaf:
            raise Away("nobody listens")
        self.reports.append((ticket, outcome))
        return None


@dataclass
class Told:
    """Knows what it is told."""

    known: Known
    hurried: int = 0

    def hurry(self) -> None:
        self.hurried += 1


@dataclass
class PaperMill:
    """A printer that does what it is told, and says so."""

    news: list[PaperNews] = field(default_factory=list)
    settled: list[tuple[str, PaperNews]] = field(default_factory=list)
    printed: list[tuple[str, str, bool]] = field(default_factory=list)
    reprints: list[bool] = field(default_factory=list)
    how: PrinterState = field(default_factory=PrinterState)
    handed_out: list[tuple[Errand, str, datetime]] = field(default_factory=list)
    pages: list[TestPage] = field(default_factory=list)
    rolls: int = 0
    looks: int = 0
    broken: bool = False

    def print(
        self, ticket: Issued, errand: Errand, lang: str, *, priority: bool, reprint: bool
    ) -> PaperNews:
        del errand
        if self.broken:
            raise RuntimeError("gears")
        self.printed.append((ticket.number, lang, priority))
        self.reprints.append(reprint)
        return self.news.pop(0) if self.news else PaperNews(outcome=Paper.PRINTED)

    def settle(self) -> tuple[str, PaperNews] | None:
        if self.broken:
            raise RuntimeError("gears")
        return self.settled.pop(0) if self.settled else None

    def look(self) -> None:
        if self.broken:
            raise RuntimeError("gears")
        self.looks += 1

    def state(self) -> PrinterState:
        if self.broken:
            raise RuntimeError("gears")
        return self.how

    def hand_out(self, errand: Errand, lang: str, at: datetime) -> Paper:
        if self.broken:
            raise RuntimeError("gears")
        self.handed_out.append((errand, lang, at))
        return Paper.NOT_SENT if self.how.trouble else Paper.PRINTED

    def try_out(self, page: TestPage) -> Paper:
        if self.broken:
            raise RuntimeError("gears")
        self.pages.append(page)
        return Paper.NOT_SENT if self.how.trouble else Paper.PRINTED

    def new_roll(self) -> None:
        if self.how.trouble == "full":
            raise OSError("no room")
        self.rolls += 1


@dataclass
class Office:
    """Staff with a page open (`looking`), who are told how the printer is."""

    told: list[PrinterState] = field(default_factory=list)
    failure: Exception | None = None
    looking: bool = True

    def report_printer(
        self, *, trouble: str | None, paper_low: bool, roll_metres: float | None, target: str
    ) -> bool:
        assert target == "tcp://printer"
        if self.failure is not None:
            raise self.failure
        state = PrinterState(trouble=trouble, paper_low=paper_low, roll_metres=roll_metres)
        self.told.append(state)
        return self.looking


BIRTH = Procedure(
    code="1.001193",
    name="Đăng ký khai sinh",
    short_name="Đăng ký khai sinh",
    short_name_en="Birth",
    field="ho-tich",
    queue="A",
    phrases=("làm giấy khai sinh cho con",),
    documents=("Giấy chứng sinh", "Căn cước"),
    documents_en=("Birth notice", "ID card"),
    popularity=90,
)
MARRIAGE = Procedure(
    code="1.000894",
    name="Đăng ký kết hôn",
    short_name="Đăng ký kết hôn",
    short_name_en="Marriage",
    field="ho-tich",
    queue="A",
    popularity=50,
)
OFFER = Offer(
    version="1",
    centre=CENTRE,
    fields=(
        Field(
            id="ho-tich",
            queue="A",
            icon="certificate",
            word="Khai sinh,\nkết hôn",
            official="Hộ tịch",
            word_en="Birth,\nmarriage",
            official_en="Civil status",
        ),
    ),
    procedures=(MARRIAGE, BIRTH),
    queues=(Queue(letter="A", name="Hộ tịch", name_en="Civil status"),),
    priorities=(
        PriorityClass(code="ordinary", credit=0),
        PriorityClass(code="priority", credit=20),
    ),
    portal=PORTAL,
    papers=PAPERS,
    etag='"1"',
)
BOARD = Board(
    epoch="e",
    seq=7,
    at=MORNING,
    queues=(
        BoardQueue(queue="A", letter="A", name="Hộ tịch", waiting=7, last_wait=18),
        BoardQueue(queue="R", letter="R", name="Trả kết quả", waiting=0, last_wait=0),
    ),
)
KNOWN = replace(offered(OFFER), board=BOARD, contact=True)


@dataclass
class Hall:
    """A booth with everything around it under control."""

    known: Known = KNOWN
    clock: HandClock = field(default_factory=HandClock)
    teller: Teller = field(default_factory=Teller)
    net: AtOnce | Later = field(default_factory=AtOnce)
    press: AtOnce | Later = field(default_factory=AtOnce)
    mill: PaperMill = field(default_factory=PaperMill)
    office: Office = field(default_factory=Office)
    prints: bool = True
    finder: Finder | None = None

    def __post_init__(self) -> None:
        papers: Papers | None = self.mill if self.prints else None
        self.source = Told(self.known)
        self.handover = Handover(
            ledger=self.teller,
            papers=papers,
            watch=Watch(staff=self.office, target="tcp://printer", net=self.net, clock=self.clock),
            net=self.net,
            press=self.press,
            clock=self.clock,
        )
        self.booth = Booth(
            issuer=self.teller,
            source=self.source,
            handover=self.handover,
            net=self.net,
            clock=self.clock,
            finder=self.finder,
        )

    def screen(self) -> Screen:
        """Which screen is shown."""
        return self.booth.view.screen

    def learn(self, known: Known) -> None:
        """The server says something new."""
        self.source.known = known
        self.booth.tick()

    def wait(self, seconds: float) -> None:
        """Time goes by in ticks of a tenth."""
        for _ in range(round(seconds * 10)):
            self.clock.go(0.1)
            self.booth.tick()
