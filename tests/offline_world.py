"""Two real kiosks without their glass, and a server that can be cut off, killed and restored.

The kiosks are the real Keeper, Larder, Outbox and Standby on a disk; the server is the real hall
with the desk's way of keeping replies. What can go wrong between them is said call by call.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from sqlite3 import Connection
from typing import Final
from uuid import UUID, uuid4

from kiosk.clock import HALL_TIME
from kiosk.keeper import Keeper
from kiosk.larder import Larder
from kiosk.outbox import Outbox
from kiosk.standby import FULL, Standby
from kiosk.stub import BandFull, Unkept
from luot import words
from luot.client import (
    Away,
    Board,
    Change,
    Issued,
    KioskPlace,
    Offer,
    OfflineTicket,
    Patience,
    Reconciled,
    Refused,
    Seen,
)
from luot.domain.commands import (
    Command,
    OpenCounter,
    OpenDay,
    ReconcileTicket,
    ReportPaper,
    SkipNumbers,
    TakeTicket,
)
from luot.domain.decide import decide
from luot.domain.errors import Refusal
from luot.domain.events import Event, NumbersSkipped, TicketRenumbered
from luot.domain.fold import apply
from luot.domain.hall import Hall
from luot.domain.ticket import Paper, Purpose, State, Ticket
from tests.halls import CATALOGUE, DAY, QUEUES, RULES
from tests.kiosk_hall import OFFER

START: Final = datetime(2026, 11, 23, 9, 0, tzinfo=HALL_TIME)
SAY: Final = words.load("en")


class Fault(StrEnum):
    """What becomes of one call over the line."""

    NONE = "none"
    NO_REQUEST = "lost request"
    NO_REPLY = "lost reply"
    UNABLE = "503"


class Cut(StrEnum):
    """Where the power of a kiosk fails."""

    BEFORE_COMMIT = "before the number is on disk"
    AFTER_COMMIT = "before it is on paper"
    AFTER_PRINT = "before it is reported"


class PowerCut(BaseException):
    """The kiosk stops where it stands."""


@dataclass
class Time:
    """The true time."""

    now: datetime = START

    def go(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass
class SkewedClock:
    """A kiosk's clock, which shows another time than the true one, and may be set."""

    time: Time
    skew: timedelta = timedelta()

    def seconds(self) -> float:
        return (self.time.now - START).total_seconds()

    def now(self) -> datetime:
        return self.time.now + self.skew


@dataclass(frozen=True)
class Paper_:  # noqa: N801 - Paper is what became of one
    """A printed ticket in somebody's hand."""

    ticket: UUID
    number: str
    kiosk: int
    contact: datetime
    offline: bool


@dataclass(frozen=True)
class Memory:
    """All that a server has on its disk."""

    epoch: str
    hall: Hall
    seq: int = 0
    replies: dict[str, tuple[Command, object]] = field(default_factory=dict)


class Server:
    """The hall, one order after the other, with the replies that it gave."""

    skips: bool = True

    def __init__(self, time: Time) -> None:
        self.time = time
        self.up = True
        self.heard: list[Event] = []
        self.runs = 0
        rules = replace(RULES, calls=replace(RULES.calls, before_missed=1, cooldown=0, undo=0))
        self.memory = Memory("e0", Hall(rules=rules, catalogue=CATALOGUE))
        self.order(OpenDay(day=DAY, rules=rules, catalogue="test"), "day")
        for counter in (1, 2):
            self.order(OpenCounter(counter=counter, official=f"o{counter}"), f"open {counter}")
        self.began_at = self.memory.seq
        self.listeners: list[Kiosk] = []

    @property
    def hall(self) -> Hall:
        return self.memory.hall

    def order(self, command: Command, key: str) -> object:
        """What the desk answers: the stored reply, or what comes of the command now."""
        kept = self.memory.replies.get(key)
        if kept is not None:
            assert kept[0] == command, "the key was used for something else"
            return kept[1]
        events = decide(self.hall, command, self.time.now)
        if not self.skips:
            events = tuple(each for each in events if not isinstance(each, NumbersSkipped))
        self._commit(events)
        reply = self._reply(command)
        replies = {**self.memory.replies, key: (command, reply)}
        self.memory = replace(self.memory, replies=replies)
        return reply

    def try_order(self, command: Command) -> None:
        """An order of staff, which may be refused."""
        try:
            self.order(command, str(uuid4()))
        except Refusal:
            return

    def _commit(self, events: Sequence[Event]) -> None:
        for event in events:
            hall = apply(self.hall, event)
            self.memory = replace(self.memory, hall=hall, seq=self.memory.seq + 1)
            self.heard.append(event)
            for listener in getattr(self, "listeners", ()):
                listener.hear(Change(seq=self.memory.seq, kind=type(event).__name__))
        for event in events:
            if isinstance(event, TicketRenumbered):
                now = self.hall.tickets[event.ticket]
                # Nobody could know that a call of the void number was meant for them.
                assert now.state not in {State.CALLED, State.MISSED}

    def _reply(self, command: Command) -> object:
        if not isinstance(command, TakeTicket):
            return None
        ticket = self.hall.tickets[command.id]
        return Issued(
            id=str(ticket.id),
            number=ticket.number,
            queue=ticket.queue,
            issued_at=ticket.issued_at,
            token="S0-7K3QW9X2M4ZD-5B21",
            url="HTTP://HALL/T/S0",
            ahead=self.hall.ahead(ticket),
        )

    def heed(self, seen: Seen) -> None:
        """As the desk does it."""
        if self.skips and seen.epoch == self.memory.epoch and seen.seq > self.memory.seq:
            self.order(SkipNumbers(), f"skip/{self.memory.epoch}/{self.began_at}")

    def restore(self, memory: Memory, epoch: str | None) -> None:
        """Go on with a copy: by the book under a new epoch, or as if nothing had happened."""
        self.memory = memory if epoch is None else replace(memory, epoch=epoch)
        self.began_at = memory.seq
        self.runs += 1
        for listener in self.listeners:
            listener.keeper.lose()
        if epoch is not None and self.skips:
            self.order(SkipNumbers(), f"skip/{epoch}")


class Line:
    """One kiosk's line to the server, with its faults."""

    fresh_keys: bool = False

    def __init__(self, server: Server, kiosk: int, band: int) -> None:
        self.server = server
        self.kiosk = kiosk
        self.band = band
        self.cut = False
        self.faults: deque[Fault] = deque()

    @contextmanager
    def faulty(self, faults: Sequence[Fault]) -> Iterator[None]:
        """The next calls go wrong like this."""
        self.faults.extend(faults)
        yield
        self.faults.clear()

    @contextmanager
    def _call(self) -> Iterator[None]:
        fault = self.faults.popleft() if self.faults else Fault.NONE
        if self.cut or not self.server.up or fault is Fault.NO_REQUEST:
            raise Away("no answer")
        if fault is Fault.UNABLE:
            raise Refused("unavailable", "no", 503, {})
        yield
        if fault is Fault.NO_REPLY:
            raise Away("the answer was lost")

    def catalogue(self, etag: str | None = None) -> Offer | None:
        del etag
        with self._call():
            return None

    def board(self) -> Board:
        with self._call():
            memory = self.server.memory
            return Board(epoch=memory.epoch, seq=memory.seq, at=self.server.time.now)

    def place(self) -> KioskPlace:
        with self._call():
            return replace(place(self.band), run=f"run {self.server.runs}")

    def changes(self, since: int, epoch: str | int | None = None) -> Iterator[Change]:
        del since, epoch
        return iter(())

    def take_ticket(  # noqa: PLR0913
        self,
        *,
        procedures: Sequence[str] = (),
        queue: str | None = None,
        purpose: str | None = None,
        priority: str | None = None,
        lang: str | None = None,
        key: str | None = None,
        patience: Patience = FULL,
    ) -> Issued:
        assert key is not None
        command = TakeTicket(
            id=UUID(key),
            procedures=tuple(procedures),
            queue=queue,
            purpose=None if purpose is None else Purpose(purpose),
            priority=priority or "ordinary",
            lang=lang or "vi",
            kiosk=self.kiosk,
        )
        try:
            return self._take(command)
        except Away:
            if not patience.again:
                raise
            again = replace(command, id=uuid4()) if self.fresh_keys else command
            return self._take(again)

    def _take(self, command: TakeTicket) -> Issued:
        with self._call():
            try:
                issued = self.server.order(command, str(command.id))
            except Refusal as refusal:
                raise Refused(refusal.code, "no", 409, {}) from refusal
            assert isinstance(issued, Issued)
            return issued

    def reconcile(
        self, tickets: Sequence[OfflineTicket], seen: Seen | None = None
    ) -> Sequence[Reconciled]:
        with self._call():
            if seen is not None:
                self.server.heed(seen)
            return [self._taken_in(each) for each in tickets]

    def _taken_in(self, ticket: OfflineTicket) -> Reconciled:
        if self.faults and self.faults[0] is Fault.UNABLE:
            self.faults.popleft()
            return Reconciled(id=ticket.id, status=503, problem={"code": "unavailable"})
        command = ReconcileTicket(
            id=UUID(ticket.id),
            kiosk=self.kiosk,
            number=ticket.number,
            issued_at=ticket.issued_at,
            last_contact=ticket.last_contact,
            procedures=ticket.procedures,
            queue=ticket.queue,
            purpose=None if ticket.purpose is None else Purpose(ticket.purpose),
            priority=ticket.priority,
            lang=ticket.lang,
        )
        try:
            self.server.order(command, str(uuid4()))
        except Refusal as refusal:
            return Reconciled(id=ticket.id, status=409, problem={"code": refusal.code})
        return Reconciled(id=ticket.id, status=200)

    def report_paper(self, ticket: str, outcome: str, *, key: str | None = None) -> object:
        with self._call():
            command = ReportPaper(ticket=UUID(ticket), outcome=Paper(outcome))
            try:
                return self.server.order(command, f"{key}")
            except Refusal as refusal:
                raise Refused(refusal.code, "no", 409, {}) from refusal


def place(band: int) -> KioskPlace:
    """The place of kiosk 0 to 3."""
    return KioskPlace(site="S042", name=f"k{band}", kiosk=band, key="00", address="HTTP://HALL/T/")


class CutOutbox(Outbox):
    """The real one on a computer whose power may fail before or after the next commit."""

    cut: Cut | None = None

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with super()._writing() as store:
            yield store
            if self.cut is Cut.BEFORE_COMMIT:
                raise PowerCut


OFFERED: Final = replace(OFFER, queues=QUEUES, procedures=CATALOGUE.procedures)


class Kiosk:
    """One kiosk: what is on its disk outlives its power, nothing else does."""

    outbox_kind: type[CutOutbox] = CutOutbox

    def __init__(self, folder: Path, line: Line, clock: SkewedClock, number: int) -> None:
        self.folder = folder
        self.line = line
        self.clock = clock
        self.number = number
        larder = Larder(folder)
        larder.keep_offer(OFFERED)
        larder.keep_place(place(line.band))
        self.start()

    def start(self) -> None:
        """Switch it on."""
        self.keeper = Keeper(self.line, SAY, larder=Larder(self.folder), clock=self.clock)
        self.outbox = self.outbox_kind(self.folder)
        self.standby = Standby(self.line, self.keeper, self.clock, self.outbox, SAY)
        self.keeper.met, self.keeper.caught_up = self.standby.meet, self.standby.catch_up

    def power_cut(self) -> None:
        """Switch it off without warning, and on again."""
        self.outbox.close()
        self.start()
        self.connect()

    def connect(self) -> bool:
        """What the keeper's thread does at each try."""
        try:
            self.keeper.listen()
        except (Away, Refused):
            self.keeper.lose()
            return False
        return True

    def catch_up(self) -> None:
        """What the keeper's other thread does every half minute."""
        try:
            self.keeper.ask_in_turn()
        except (Away, Refused):
            return

    def hear(self, change: Change) -> None:
        """An event of the live stream, where there is a line."""
        if self.keeper.known.contact and not self.line.cut:
            self.keeper.hear(change)


@dataclass
class World:
    """The hall, its citizens, and what they hold in their hands."""

    folder: Path
    server_kind: type[Server] = Server
    kiosk_kind: type[Kiosk] = Kiosk
    line_kind: type[Line] = Line
    bands: tuple[int, int] = (0, 1)
    papers: list[Paper_] = field(default_factory=list)
    asked: set[UUID] = field(default_factory=set)
    staff_numbers: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.time = Time()
        self.server = self.server_kind(self.time)
        self.kiosks = [
            self.kiosk_kind(
                self.folder / f"k{at}",
                self.line_kind(self.server, at, band),
                SkewedClock(self.time),
                at,
            )
            for at, band in enumerate(self.bands)
        ]
        self.server.listeners = self.kiosks
        for kiosk in self.kiosks:
            kiosk.connect()

    def citizen(self, at: int, procedure: str, priority: str, cut: Cut | None) -> None:
        """Someone confirms a matter; whoever gets no number presses again once."""
        kiosk, ticket = self.kiosks[at], uuid4()
        self.asked.add(ticket)
        try:
            kiosk.outbox.cut = cut
            try:
                issued = self.pressed(kiosk, ticket, procedure, priority, cut)
            finally:
                kiosk.outbox.cut = None
            if issued is not None:
                self.printed(kiosk, issued, ticket, cut)
        except PowerCut:
            kiosk.power_cut()

    def pressed(
        self, kiosk: Kiosk, ticket: UUID, procedure: str, priority: str, cut: Cut | None
    ) -> Issued | None:
        """What the booth gets for a press, and for a second one."""
        del cut
        for _ in range(2):
            try:
                return kiosk.standby.take_ticket(
                    procedures=(procedure,), priority=priority, key=str(ticket)
                )
            except (Away, Refused, BandFull, Unkept):
                continue
        return None

    def printed(self, kiosk: Kiosk, issued: Issued, ticket: UUID, cut: Cut | None) -> None:
        """The paper comes out, and the server is told."""
        if cut is Cut.AFTER_COMMIT:
            raise PowerCut
        self.hand_over(kiosk, issued, ticket)
        if cut is Cut.AFTER_PRINT:
            raise PowerCut
        try:
            kiosk.standby.report_paper(issued.id, Paper.PRINTED.value)
        except (Away, Refused):
            return

    def hand_over(self, kiosk: Kiosk, issued: Issued, ticket: UUID) -> None:
        contact = kiosk.keeper.known.heard_at or self.time.now
        assert contact <= self.time.now
        self.papers.append(
            Paper_(ticket, issued.number, kiosk.number, contact, bool(issued.offline))
        )

    def staff_gives(self, queue: str) -> None:
        """A ticket given out at a counter."""
        id_ = uuid4()
        self.asked.add(id_)
        issued = self.server.order(TakeTicket(id=id_, queue=queue, staff=True), str(id_))
        assert isinstance(issued, Issued)
        self.staff_numbers.append(issued.number)

    def quiet(self) -> None:
        """Everything is well again, and everybody has been heard."""
        self.server.up = True
        for kiosk in self.kiosks:
            kiosk.line.cut = False
            kiosk.line.faults.clear()
        for _ in range(2):
            for kiosk in self.kiosks:
                assert kiosk.connect()
                kiosk.catch_up()

    def check_numbers(self) -> None:
        """No two citizens hold the same number."""
        numbers = [paper.number for paper in self.papers] + self.staff_numbers
        twice = {number for number in numbers if numbers.count(number) > 1}
        assert not twice, f"two citizens hold {sorted(twice)}"

    def check_tickets(self) -> None:
        """Every paper is one ticket under its number, in its place; nobody has another one."""
        hall = self.server.hall
        for paper in self.papers:
            ticket = hall.tickets.get(paper.ticket)
            assert ticket is not None, f"{paper.number} is lost"
            assert ticket.number == paper.number, f"{paper.number} is on record as {ticket.number}"
            came = paper.contact <= ticket.issued_at <= self.time.now
            assert came, f"{paper.number} counts as issued at {ticket.issued_at}"
        assert hall.tickets.keys() <= self.asked, "someone has two tickets"
        self._check_order(hall)

    def _check_order(self, hall: Hall) -> None:
        """Of two papers of one kiosk in one outage, the earlier counts as the earlier."""
        last: dict[tuple[int, datetime], Ticket] = {}
        for paper in self.papers:
            ticket = hall.tickets[paper.ticket]
            before = last.get((paper.kiosk, paper.contact))
            if before is not None and paper.offline and before.offline and ticket.offline:
                assert before.issued_at <= ticket.issued_at
            last[paper.kiosk, paper.contact] = ticket
