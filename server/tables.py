"""The read tables: every ticket, service and counter as rows, folded from the journal.

A ticket's rows are what its present value says, so an undone or corrected act leaves no trace
here, only in the journal.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from uuid import UUID

from luot import messages
from luot.domain.fold import apply
from luot.domain.hall import Counter, CounterState, Hall
from luot.domain.measures import is_exact, measure, service_time
from luot.domain.rules import Rules
from luot.domain.ticket import Stretch, Ticket
from server import journal, schema
from server.journal import Row
from server.orders import Happening
from server.store import Store, Value

AT_ONCE = 500
UNBORN = Hall(rules=Rules(queues=(), counters=()))

TICKET = (
    "id, day, number, queue, procedure, purpose, priority, lang, kiosk, offline, state, counter, "
    "issued_at, waits_from, first_called_at, ended_at, calls, missed, returns, paper, "
    "void_numbers, rating, rating_reasons, rating_text, waiting_s, way_s, service_s, hold_s"
)


# A number that another ticket of the day has is an error, whatever row is there already.
UP_TO_DATE = "ON CONFLICT (id) DO UPDATE SET " + ", ".join(
    f"{name} = excluded.{name}" for name in TICKET.split(", ")[1:]
)


class Tables:
    """The read tables of an open store; all methods work inside its transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def fold(self, happenings: Sequence[Happening]) -> None:
        """Bring the tables up to date with these facts."""
        first: dict[UUID, Ticket | None] = {}
        last: dict[UUID, Ticket] = {}
        for each in happenings:
            ticket = getattr(each.event, "ticket", None)
            if ticket is not None:
                first.setdefault(ticket, each.before.tickets.get(ticket))
                last[ticket] = each.after.tickets[ticket]
            if each.before.counters is not each.after.counters:
                self._fold_counters(each)
        rows = [ticket_row(ticket) for ticket in last.values()]
        self._store.insert(f"ticket ({TICKET})", rows, UP_TO_DATE)
        self._fold_services(
            ticket for id_, ticket in last.items() if _served(ticket) or _served(first[id_])
        )

    def days(self, ids: Sequence[UUID]) -> dict[UUID, date]:
        """The day of each of these tickets that is on record."""
        marks = ", ".join("?" * len(ids))
        found = self._store.connection.execute(
            f"SELECT id, day FROM ticket WHERE id IN ({marks})",  # noqa: S608
            [str(id_) for id_ in ids],
        )
        return {UUID(id_): date.fromisoformat(day) for id_, day in found}

    def _fold_services(self, tickets: Iterable[Ticket]) -> None:
        """Put the services of these tickets on record in place of what stood there."""
        for ticket in tickets:
            key = (str(ticket.id),)
            self._store.connection.execute("DELETE FROM service WHERE ticket = ?", key)
            self._store.connection.execute("DELETE FROM stretch WHERE ticket = ?", key)
            self._store.insert("service", [*service_rows(ticket)])
            self._store.insert("stretch", [*stretch_rows(ticket)])

    def _fold_counters(self, happening: Happening) -> None:
        """End and begin the spans of counters whose state or official changed."""
        at = messages.instant(happening.event.at)
        before = happening.before.counters
        for number, counter in happening.after.counters.items():
            if _at_work(before.get(number)) == _at_work(counter):
                continue
            self._store.connection.execute(
                "UPDATE counter_day SET ended_at = ? WHERE counter = ? AND ended_at IS NULL",
                (at, number),
            )
            if counter.state is not CounterState.CLOSED:
                self._store.connection.execute(
                    "INSERT INTO counter_day VALUES (?, ?, ?, ?, ?, ?, NULL)",
                    (happening.seq, str(happening.after.day), number, *_at_work(counter), at),
                )


def _served(ticket: Ticket | None) -> bool:
    """Whether any service of this ticket is on record."""
    return ticket is not None and any(errand.stretches for errand in ticket.errands)


def _at_work(counter: Counter | None) -> tuple[str | None, str]:
    """Who works at a counter, and how."""
    if counter is None:
        return None, CounterState.CLOSED
    return counter.official, counter.state


def _text(at: datetime | None) -> str | None:
    """An instant as text."""
    return messages.instant(at) if at else None


def _seconds(length: timedelta | None) -> float | None:
    """A length of time in seconds."""
    return length.total_seconds() if length is not None else None


def _list(words: Sequence[str]) -> str:
    """Words as a JSON list."""
    return messages.canonical(words).decode()


def ticket_row(ticket: Ticket) -> tuple[Value, ...]:
    """The row of a ticket, in the order of TICKET."""
    times = measure(ticket)
    rating = ticket.rating
    return (
        str(ticket.id),
        ticket.day.isoformat(),
        ticket.number,
        ticket.queue,
        ticket.procedure,
        ticket.current.purpose,
        ticket.priority,
        ticket.lang,
        ticket.kiosk,
        ticket.offline,
        ticket.state,
        ticket.counter,
        _text(ticket.issued_at),
        _text(ticket.waits_from),
        _text(ticket.first_called_at),
        _text(ticket.ended_at),
        ticket.calls,
        ticket.missed_at is not None,
        ticket.returns,
        ticket.paper,
        _list(ticket.void_numbers),
        rating.score if rating else None,
        _list(rating.reasons) if rating else None,
        rating.text if rating else None,
        _seconds(times.waiting),
        _seconds(times.way),
        _seconds(times.service),
        _seconds(times.hold),
    )


def service_rows(ticket: Ticket) -> Iterator[tuple[Value, ...]]:
    """A row for each errand that was served: its whole time, where and how it ended last."""
    for number, errand in enumerate(ticket.errands):
        if not errand.stretches:
            continue
        last = errand.stretches[-1]
        yield (
            str(ticket.id),
            number,
            ticket.day.isoformat(),
            errand.procedure,
            errand.queue,
            errand.purpose,
            last.counter,
            last.official,
            _text(errand.stretches[0].started_at),
            _text(last.ended_at),
            _seconds(service_time(errand)),
            errand.end_source or last.end_source,
            is_exact(errand),
            errand.outcome,
            errand.dossier,
        )


def stretch_rows(ticket: Ticket) -> Iterator[tuple[Value, ...]]:
    """A row for each unbroken stretch of service."""
    for number, errand in enumerate(ticket.errands):
        for place, stretch in enumerate(errand.stretches):
            yield str(ticket.id), number, place, ticket.day.isoformat(), *_stretch(stretch)


def _stretch(stretch: Stretch) -> tuple[Value, ...]:
    """The columns of a stretch that are its own."""
    ended = stretch.ended_at
    return (
        stretch.counter,
        stretch.official,
        _text(stretch.called_at),
        _text(stretch.started_at),
        _text(ended),
        _seconds(ended - stretch.started_at) if ended else None,
        stretch.end_source,
    )


def happenings(rows: Iterable[Row], hall: Hall) -> Iterator[Happening]:
    """The facts in these rows, with the halls between them."""
    for row in rows:
        event = row.event
        after = apply(hall, event)
        yield Happening(
            seq=row.seq, epoch=row.epoch, actor=row.actor, event=event, before=hall, after=after
        )
        hall = after


def rebuild(store: Store) -> int:
    """Drop the read tables and make them again from the whole journal; how many facts it has."""
    with store.writing():
        schema.remake_read_tables(store.db)
        tables = Tables(store)
        told = happenings(journal.rows(store.connection), UNBORN)
        folded = 0
        while some := list(islice(told, AT_ONCE)):
            tables.fold(some)
            folded += len(some)
        store.note("tables", schema.shape())
    return folded


def keep_in_shape(store: Store) -> bool:
    """Remake read tables that an older version of the house has left; whether it was needed."""
    if store.meta("tables") == schema.shape():
        return False
    rebuild(store)
    return True
