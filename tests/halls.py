"""A small centre for tests: its rules, its catalogue, and a driver with a clock of its own."""

from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID, uuid5

from luot.domain.commands import (
    CallNext,
    ChangeRules,
    Command,
    FinishService,
    OpenCounter,
    OpenDay,
    StartService,
    TakeTicket,
)
from luot.domain.decide import decide
from luot.domain.events import Event
from luot.domain.fold import apply
from luot.domain.hall import Hall
from luot.domain.procedure import Catalogue, Procedure
from luot.domain.rules import Calls, Desk, PriorityClass, Queue, Rules
from luot.domain.ticket import Outcome, Ticket

NAMES = UUID(int=0)
LOCAL = timezone(timedelta(hours=7))
DAY = date(2026, 11, 23)
MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=LOCAL)

BIRTH, COPY, LAND = "1.001193", "2.000815", "1.013978"

QUEUES = (
    Queue(letter="A", name="Hộ tịch", name_en="Civil status"),
    Queue(letter="C", name="Chứng thực", name_en="Certification"),
    Queue(letter="E", name="Đất đai", name_en="Land"),
)
RULES = Rules(
    queues=QUEUES,
    counters=tuple(Desk(number=n, queues=("A", "C", "E")) for n in (1, 2, 3)),
    priorities=(
        PriorityClass(code="ordinary", credit=0),
        PriorityClass(code="priority", credit=20),
    ),
    calls=Calls(before_missed=2, cooldown=15),
)


def procedure(code: str, short_name: str, queue: str, field: str) -> Procedure:
    return Procedure(
        code=code,
        name=short_name,
        short_name=short_name,
        short_name_en=short_name,
        field=field,
        queue=queue,
    )


CATALOGUE = Catalogue(
    version="test",
    fields=(),
    procedures=(
        procedure(BIRTH, "Đăng ký khai sinh", "A", "ho-tich"),
        procedure(COPY, "Sao y bản chính", "C", "chung-thuc"),
        procedure(LAND, "Làm sổ đỏ lần đầu", "E", "dat-dai"),
    ),
)


def ticket_id(n: int) -> UUID:
    return uuid5(NAMES, str(n))


class Centre:
    """A hall that is told what to do, second by second, and keeps its journal."""

    def __init__(self, rules: Rules = RULES, now: datetime = MORNING) -> None:
        self.now = now
        self.journal: list[Event] = []
        self.begin = Hall(rules=rules, catalogue=CATALOGUE)
        self.hall = self.begin
        self.made = 0
        self.do(OpenDay(day=now.date(), rules=rules, catalogue="test"))

    def wait(self, *, minutes: float = 0, seconds: float = 0) -> None:
        self.now += timedelta(minutes=minutes, seconds=seconds)

    def do(self, command: Command) -> tuple[Event, ...]:
        events = decide(self.hall, command, self.now)
        for event in events:
            self.hall = apply(self.hall, event)
        self.journal += events
        return events

    def take(self, what: str = BIRTH, *, priority: str = "ordinary") -> UUID:
        self.made += 1
        id_ = ticket_id(self.made)
        procedures, queue = ((what,), None) if "." in what else ((), what)
        self.do(TakeTicket(id=id_, procedures=procedures, queue=queue, priority=priority))
        return id_

    def open(self, *counters: int, queues: tuple[str, ...] | None = None) -> None:
        for counter in counters:
            self.do(OpenCounter(counter=counter, official=f"official {counter}", queues=queues))

    def call(self, counter: int = 1) -> Ticket | None:
        self.do(CallNext(counter=counter))
        at = self.hall.counters[counter].ticket
        return self.hall.tickets[at] if at else None

    def serve(self, counter: int = 1, *, minutes: float = 5) -> Ticket:
        called = self.call(counter)
        assert called is not None
        self.do(StartService(ticket=called.id))
        self.wait(minutes=minutes)
        self.do(FinishService(ticket=called.id, outcome=Outcome.ACCEPTED))
        return self.ticket(called.id)

    def ticket(self, id_: UUID) -> Ticket:
        return self.hall.tickets[id_]

    def change(self, rules: Rules) -> None:
        self.do(ChangeRules(rules=rules, catalogue="test"))


def utc(hour: int, minute: int = 0) -> datetime:
    """An instant of the test day by local time, in UTC."""
    return datetime(2026, 11, 23, hour, minute, tzinfo=LOCAL).astimezone(UTC)
