"""A manager's figures for one day, from the read tables, which are folds of the journal.

Times are minutes. Service time counts only services that an official ended by the button; under
ten cases there is a count and no percentile.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from sqlite3 import Connection

from luot.domain.measures import FEW, percentile

LONG = 30  # minutes: the national target for a wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Tickets:
    """How many tickets came to what; `returned` of the `missed` came back."""

    issued: int
    waiting: int
    called: int
    serving: int
    held: int
    served: int
    missed: int
    returned: int
    cancelled: int
    offline: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How long citizens waited for their first call, in minutes, and the share called in time.

    The shares count who was called, and who still waits longer than that; in percent.
    """

    n: int
    median: float | None
    p80: float | None
    p90: float | None
    within_15: float | None
    within_30: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratings:
    """What citizens thought, 1 to 5."""

    n: int
    mean: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureFigures:
    """One procedure's day: `n` services, `n_exact` of them with a known length."""

    code: str | None
    short_name: str | None
    short_name_en: str | None
    n: int
    n_exact: int
    service_median: float | None
    service_p90: float | None
    n_waiting: int
    waiting_median: float | None
    waiting_p90: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterFigures:
    """One counter's day; `busy` is the share of its open minutes in which it served, in percent."""

    counter: int
    served: int
    n_exact: int
    service_median: float | None
    service_p90: float | None
    busy: float | None
    open_minutes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """A service that nobody ended by the button."""

    number: str
    counter: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LongWait:
    """A citizen who waits too long right now."""

    number: str
    queue: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """All figures of one local day, as they stand at `at`."""

    date: date
    at: datetime
    tickets: Tickets
    waiting: Waiting
    rating: Ratings
    procedures: tuple[ProcedureFigures, ...]
    counters: tuple[CounterFigures, ...]
    forgotten: tuple[Forgotten, ...]
    waiting_long: tuple[LongWait, ...]


Names = Mapping[str, tuple[str, str]]


def day(tables: Connection, of: date, at: datetime, names: Names) -> Day:
    """The figures of a local day; `names` has a procedure's short names under its code."""
    return Day(
        date=of,
        at=at,
        tickets=_tickets(tables, of),
        waiting=_waiting(tables, of, at),
        rating=_ratings(tables, of),
        procedures=_procedures(tables, of, names),
        counters=_counters(tables, of, at),
        forgotten=_forgotten(tables, of),
        waiting_long=tuple(
            LongWait(number=number, queue=queue, minutes=int(minutes))
            for number, queue, minutes in _still_waiting(tables, of, at)
            if minutes >= LONG
        ),
    )


def _tickets(tables: Connection, of: date) -> Tickets:
    """Counts of the day's tickets by what became of them."""
    states = dict(
        tables.execute(
            "SELECT state, count(*) FROM ticket WHERE day = ? GROUP BY state", (of.isoformat(),)
        ).fetchall()
    )
    missed, returned, offline = tables.execute(
        "SELECT coalesce(sum(missed), 0), coalesce(sum(missed AND returns > 0), 0),"
        " coalesce(sum(offline), 0) FROM ticket WHERE day = ?",
        (of.isoformat(),),
    ).fetchone()
    parts = ("waiting", "called", "serving", "held", "served", "cancelled")
    return Tickets(
        issued=sum(states.values()),
        missed=missed,
        returned=returned,
        offline=offline,
        **{state: states.get(state, 0) for state in parts},
    )


def _waiting(tables: Connection, of: date, at: datetime) -> Waiting:
    """How long the day's citizens waited."""
    rows = tables.execute(
        "SELECT waiting_s FROM ticket WHERE day = ? AND waiting_s IS NOT NULL", (of.isoformat(),)
    )
    waits = [seconds / 60 for (seconds,) in rows]
    still = [minutes for _, _, minutes in _still_waiting(tables, of, at)]
    return Waiting(
        n=len(waits),
        median=told(waits, 0.5),
        p80=told(waits, 0.8),
        p90=told(waits, 0.9),
        within_15=_within(waits, still, 15),
        within_30=_within(waits, still, LONG),
    )


def _within(waits: Sequence[float], still: Sequence[float], minutes: int) -> float | None:
    """The share, in percent, that was called within so many minutes; None without any case."""
    cases = len(waits) + sum(wait > minutes for wait in still)
    if not cases:
        return None
    return round(100 * sum(wait <= minutes for wait in waits) / cases, 1)


def _still_waiting(tables: Connection, of: date, at: datetime) -> list[tuple[str, str, float]]:
    """Number, queue and minutes of everyone who waits for a first call, longest first."""
    rows = tables.execute(
        "SELECT number, queue, waits_from FROM ticket"
        " WHERE day = ? AND state = 'waiting' AND first_called_at IS NULL ORDER BY waits_from",
        (of.isoformat(),),
    )
    return [(number, queue, _minutes(since, at)) for number, queue, since in rows]


def _minutes(since: str, until: datetime) -> float:
    """Minutes from an instant in the tables to another, never less than none."""
    return max(0.0, (until - datetime.fromisoformat(since)).total_seconds() / 60)


def told(values: Sequence[float], share: float) -> float | None:
    """A percentile to one decimal, or None where there are too few cases to tell one."""
    found = percentile(values, share) if len(values) >= FEW else None
    return None if found is None else round(found, 1)


def _ratings(tables: Connection, of: date) -> Ratings:
    """How the day was rated."""
    n, mean = tables.execute(
        "SELECT count(rating), avg(rating) FROM ticket WHERE day = ?", (of.isoformat(),)
    ).fetchone()
    return Ratings(n=n, mean=None if mean is None else round(mean, 2))


def _procedures(tables: Connection, of: date, names: Names) -> tuple[ProcedureFigures, ...]:
    """The figures of each procedure that was really served, most frequent first."""
    counts: dict[str | None, int] = defaultdict(int)
    exact: dict[str | None, list[float]] = defaultdict(list)
    waits: dict[str | None, list[float]] = defaultdict(list)
    rows = tables.execute(
        "SELECT s.procedure, s.exact, s.service_s, t.waiting_s, s.errand FROM service s"
        " JOIN ticket t ON t.id = s.ticket WHERE s.day = ? AND s.outcome IS NOT NULL",
        (of.isoformat(),),
    )
    for code, is_exact, seconds, waited, errand in rows:
        counts[code] += 1
        if is_exact:
            exact[code].append(seconds / 60)
        if waited is not None and errand == 0:
            waits[code].append(waited / 60)
    made = [_procedure(code, n, exact[code], waits[code], names) for code, n in counts.items()]
    return tuple(sorted(made, key=lambda each: (-each.n, each.code or "")))


def _procedure(
    code: str | None, n: int, exact: Sequence[float], waits: Sequence[float], names: Names
) -> ProcedureFigures:
    """The figures of one procedure."""
    short_name, short_name_en = names.get(code or "", (None, None))
    return ProcedureFigures(
        code=code,
        short_name=short_name,
        short_name_en=short_name_en,
        n=n,
        n_exact=len(exact),
        service_median=told(exact, 0.5),
        service_p90=told(exact, 0.9),
        n_waiting=len(waits),
        waiting_median=told(waits, 0.5),
        waiting_p90=told(waits, 0.9),
    )


def _counters(tables: Connection, of: date, at: datetime) -> tuple[CounterFigures, ...]:
    """The figures of each counter that was at work."""
    opened: dict[int, float] = defaultdict(float)
    spans = tables.execute(
        "SELECT counter, started_at, ended_at FROM counter_day WHERE day = ? AND state = 'open'",
        (of.isoformat(),),
    )
    for counter, start, end in spans:
        opened[counter] += _minutes(start, datetime.fromisoformat(end) if end else at)
    busy: dict[int, float] = defaultdict(float)
    stretches = tables.execute(
        "SELECT counter, started_at, ended_at FROM stretch WHERE day = ?", (of.isoformat(),)
    )
    for counter, start, end in stretches:
        busy[counter] += _minutes(start, datetime.fromisoformat(end) if end else at)
    services = _services(tables, of)
    return tuple(
        _counter(counter, opened[counter], busy[counter], services[counter])
        for counter in sorted({*opened, *busy})
    )


def _services(tables: Connection, of: date) -> dict[int, list[float | None]]:
    """Each counter's finished services: minutes, or None where nobody ended one by the button."""
    services: dict[int, list[float | None]] = defaultdict(list)
    rows = tables.execute(
        "SELECT counter, exact, service_s FROM service WHERE day = ? AND outcome IS NOT NULL",
        (of.isoformat(),),
    )
    for counter, is_exact, seconds in rows:
        services[counter].append(seconds / 60 if is_exact else None)
    return services


def _counter(
    counter: int, opened: float, busy: float, services: Iterable[float | None]
) -> CounterFigures:
    """The figures of one counter."""
    every = list(services)
    exact = [minutes for minutes in every if minutes is not None]
    return CounterFigures(
        counter=counter,
        served=len(every),
        n_exact=len(exact),
        service_median=told(exact, 0.5),
        service_p90=told(exact, 0.9),
        busy=round(min(100.0, 100 * busy / opened), 1) if opened else None,
        open_minutes=round(opened, 1),
    )


def _forgotten(tables: Connection, of: date) -> tuple[Forgotten, ...]:
    """Services whose end is not to be trusted."""
    rows = tables.execute(
        "SELECT t.number, s.counter FROM service s JOIN ticket t ON t.id = s.ticket"
        " WHERE s.day = ? AND s.end_source IN ('next_call', 'timeout', 'close')"
        " ORDER BY s.started_at",
        (of.isoformat(),),
    )
    return tuple(Forgotten(number=number, counter=counter) for number, counter in rows)
