"""The rules that a centre sets for itself: queues, counters, priority, calls, hours."""

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A counter as it is furnished: its number and the letters that it serves by default."""

    number: int
    queues: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityClass:
    """Who is treated as if they had come `credit` minutes earlier.

    `name` is what people read; empty where the words of the house for that code do.
    """

    code: str
    credit: int
    name: str = ""
    name_en: str = ""


PRIORITIES = (
    PriorityClass(code="ordinary", credit=0),
    PriorityClass(code="elderly", credit=20),
    PriorityClass(code="disability", credit=20),
    PriorityClass(code="pregnant", credit=20),
    PriorityClass(code="small-child", credit=20),
    PriorityClass(code="merits", credit=20),
    PriorityClass(code="priority", credit=20),
)
"""The classes of a centre that names none; whoever gives no reason is of the last one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A stretch of a day in which counters serve, in local time."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When the hall is open.

    `week` has the sessions of Monday to Sunday, `except_on` those of single dates (none: closed).
    Tickets are issued from `early` minutes before the first session to `last` minutes before the
    end of the last one.
    """

    week: tuple[tuple[Session, ...], ...]
    except_on: tuple[tuple[date, tuple[Session, ...]], ...] = ()
    early: int = 20
    last: int = 0


ALWAYS_OPEN = Hours(week=((Session(opens=time.min, closes=time.max),),) * 7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """A line with a letter; several fields may share one.

    `daily` is the most numbers that it gives a day, None for any number of them. `hours` are its
    own within those of the centre, None for all of the centre's.
    """

    letter: str
    name: str
    name_en: str
    daily: int | None = None
    hours: Hours | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Calls:
    """How often and how fast a number is called, and who may come back.

    `before_missed` calls are due before a no-show; calls and a no-show lie `cooldown` seconds
    apart. Who missed the call may return for `return_within` minutes, `returns` times, and is then
    treated as having come at most `return_credit` minutes ago. An act can be undone for `undo`
    seconds. A service without an end is closed after `forgotten` minutes.
    """

    before_missed: int = 2
    cooldown: int = 15
    return_within: int = 30
    returns: int = 1
    return_credit: int = 10
    undo: int = 120
    forgotten: int = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class LongWait:
    """From when on a citizen is asked whether to wait at all.

    So many `people` wait in the queue, or whoever was called last had waited so many `minutes`.
    """

    minutes: int = 45
    people: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All rules of one centre, as they stand in luot.toml."""

    queues: tuple[Queue, ...]
    counters: tuple[Desk, ...]
    priorities: tuple[PriorityClass, ...] = PRIORITIES
    hours: Hours = ALWAYS_OPEN
    calls: Calls = Calls()
    long_wait: LongWait = LongWait()

    def queue(self, letter: str) -> Queue | None:
        """The queue with this letter, if the centre has one."""
        return next((queue for queue in self.queues if queue.letter == letter), None)

    def own_hours(self, letter: str) -> Hours | None:
        """The hours of a queue within those of the centre, None where it has none of its own."""
        queue = self.queue(letter)
        return queue.hours if queue else None

    def priority(self, code: str) -> PriorityClass | None:
        """The priority class with this code, if the centre has one."""
        return next((each for each in self.priorities if each.code == code), None)
