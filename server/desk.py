"""The one desk where every order to the hall is taken, put on record and answered, in turn."""

import logging
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from time import perf_counter

from luot import messages
from luot.domain.commands import Command, SkipNumbers
from luot.domain.errors import Refusal
from luot.domain.events import Event
from luot.domain.hall import Hall
from luot.domain.procedure import Catalogue
from server import journal, reach, replies
from server.caretaker import Settings, look_after, nobody_there, skip_numbers
from server.clock import HallClock, Trouble
from server.draft import Draft, NewTicket
from server.journal import Journal, Row
from server.orders import (
    SYSTEM,
    Busy,
    DeskError,
    Happening,
    Health,
    Order,
    Present,
    Reply,
    Unavailable,
)
from server.replies import Replies
from server.store import Store, is_old_sqlite
from server.tables import Tables, happenings, keep_in_shape

log = logging.getLogger(__name__)

AT_ONCE = 64
MOST_WAITING = 2_000
LOOK_AROUND_S = 5.0

Answer = Callable[[Command, tuple[Event, ...], Hall], Reply]
Publish = Callable[[tuple[Happening, ...]], None]
Warn = Callable[[Trouble | None], None]


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An order in the line before the desk; without an order only the house looks after itself."""

    order: Order | None
    future: Future[Reply]


LOOKED_AROUND = Reply(status=204, body=b"")


class Desk:
    """Takes orders from any thread and works them off in one of its own.

    Orders that wait are committed together. Only after the commit is the hall another one, is
    anybody answered, and is anything told to the world.
    """

    def __init__(  # noqa: PLR0913 - each is a side of the desk
        self,
        store: Store,
        settings: Settings,
        *,
        clock: HallClock,
        answer: Answer,
        publish: Publish,
        warn: Warn = lambda _: None,
    ) -> None:
        """Load the hall of the day.

        `answer` makes the reply to an order out of its events and the hall after them, `publish`
        is told every fact once, in order, and `warn` what is wrong with the computer's clock,
        None when it is right again.
        """
        self.settings = settings
        self._clock = clock
        self._answer = answer
        self._publish = publish
        self._warn = warn
        self._warned: Trouble | None = None
        self._store = store
        keep_in_shape(store)
        self._journal = Journal(store)
        self._tables = Tables(store)
        self._replies = Replies(store)
        self._line: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._closing = False
        self._commit_s = 0.0
        self._failing: str | None = None
        self._unsure = False  # whether something may have reached the disk unnoticed
        self._door = Lock()
        self.present = self._load()
        self.began_at = self.present.seq
        self._clock.begin_after(self.present.hall.last_at)
        self._thread = Thread(target=self._run, name="desk")

    def start(self) -> None:
        """Open for orders, with the day begun; raises Unavailable when that cannot be recorded.

        Whatever else it raises, no thread is left behind.
        """
        if is_old_sqlite():
            log.warning(
                "SQLite %s has a rare fault when two connections checkpoint at once (mended in "
                "3.51.3): let no other program write to the data while the server runs",
                sqlite3.sqlite_version,
            )
        first: Future[Reply] = Future()
        self._serve([_Waiting(None, first)])
        first.result()
        self._thread.start()

    def submit(self, order: Order) -> Future[Reply]:
        """Put an order in the line.

        The future holds the reply, or a Refusal, KeyReused or Unavailable. Raises Busy when too
        many wait, and Unavailable once the desk is closing.
        """
        if self._line.qsize() >= MOST_WAITING:
            raise Busy
        return self._queue(order)

    def work_by(self, catalogue: Catalogue) -> None:
        """Go on under another catalogue from the next batch on, which is at once."""
        self.settings = replace(self.settings, catalogue=catalogue)
        self.tick()

    def heed(self, epoch: str, seq: int) -> None:
        """Someone saw the fact `seq`: skip numbers, once, where this journal has yet to come to it.

        Then older files were put back without a new epoch, and its end is lost.
        """
        if epoch == self.present.epoch and seq > self.present.seq:
            key = f"skip/{epoch}/{self.began_at}"
            self.submit(Order(command=SkipNumbers(), key=key, actor=SYSTEM))

    def tick(self) -> Future[Reply]:
        """Let the house look after itself now: turn the day, end what was forgotten."""
        return self._queue(None)

    def close(self) -> None:
        """Work off whoever waits, then stop."""
        with self._door:
            self._closing = True
            self._line.put(None)
        self._thread.join()

    @property
    def health(self) -> Health:
        """How the desk is."""
        return Health(waiting=self._line.qsize(), commit_s=self._commit_s, failing=self._failing)

    def _queue(self, order: Order | None) -> Future[Reply]:
        """Put someone in the line."""
        future: Future[Reply] = Future()
        with self._door:
            if self._closing:
                raise Unavailable("the desk is closing")
            self._line.put(_Waiting(order, future))
        return future

    def _load(self) -> Present:
        """The hall of the day out of the journal."""
        hall = Hall(rules=self.settings.rules, catalogue=self.settings.catalogue)
        present = Present(seq=0, epoch=self._journal.epoch, hall=hall)
        # One by one: a day's halls together would not fit into a small computer's memory.
        for each in happenings(journal.today(self._store.connection), hall):
            present = present.after((each,))
        return replace(present, seq=self._journal.head.seq)

    def _run(self) -> None:
        """Work off the line until the desk is closed and nobody waits."""
        is_last = False
        while not is_last:
            batch, is_last = self._next_batch()
            self._serve_whatever_happens(batch)

    def _next_batch(self) -> tuple[list[_Waiting], bool]:
        """Whoever waits now, and whether the desk closes after them."""
        batch: list[_Waiting] = []
        try:
            waiting = self._line.get(timeout=LOOK_AROUND_S)
            while waiting is not None:
                if waiting.future.set_running_or_notify_cancel():
                    batch.append(waiting)
                if len(batch) == AT_ONCE:
                    return batch, False
                waiting = self._line.get_nowait()
        except Empty:
            return batch or [_Waiting(None, Future())], False
        return batch, True

    def _serve_whatever_happens(self, batch: Sequence[_Waiting]) -> None:
        """Serve a batch; a fault of ours in one order must not cost the others theirs."""
        try:
            self._serve(batch)
        except Exception as error:
            log.exception("a fault at the desk")
            fault = error
        else:
            return
        self._unsure = True
        left = [waiting for waiting in batch if not waiting.future.done()]
        if len(batch) == 1:
            _tell(left, fault)
        else:
            for waiting in left:
                self._serve_whatever_happens([waiting])

    def _serve(self, batch: Sequence[_Waiting]) -> None:
        """Decide the orders of a batch, commit them together, answer and tell the world."""
        try:
            if self._unsure:
                self._catch_up()
            draft = self._decide(batch)
            told = self._write(draft)
        except sqlite3.IntegrityError:
            raise
        except sqlite3.DatabaseError as error:
            self._drop(batch, error)
            return
        self._settle(draft, told)

    def _decide(self, batch: Sequence[_Waiting]) -> Draft:
        """What the batch comes to; nothing is written yet."""
        present = self.present
        draft = Draft(hall=present.hall, now=self._now(), catalogue=present.catalogue)
        look_after(draft, self.settings)
        if self._journal.is_restored and draft.hall.open:
            skip_numbers(draft)
        orders = [waiting.order for waiting in batch if waiting.order]
        keys = [order.key for order in orders]
        keys += {order.sheet.key for order in orders if order.sheet}
        draft.kept_before = self._replies.find(keys)
        new = [order.command.id for order in orders if isinstance(order.command, NewTicket)]
        draft.days = self._tables.days(new) if new else {}
        for waiting in batch:
            draft.answers.append((waiting.future, self._take(draft, waiting.order)))
        return draft

    def _take(self, draft: Draft, order: Order | None) -> Reply | Refusal | DeskError:
        """The outcome of one order, which stands once the draft is committed."""
        if order is None:
            return LOOKED_AROUND
        try:
            return self._carry_out(draft, order)
        except (Refusal, DeskError) as refused:
            return refused

    def _carry_out(self, draft: Draft, order: Order) -> Reply:
        """The reply to one order: the one that it got before, or what comes of it now."""
        content = messages.fingerprint(order.command)
        found = replies.earlier(draft.found, order, content)
        if found is not None:
            return found
        if order.official is not None:
            reach.check(draft.hall, order.command, order.official)
        events = draft.take(order.command, order.actor)
        reply = self._answer(order.command, events, draft.hall)
        draft.keep(replies.kept(order, content, draft.now, reply))
        return reply

    def _now(self) -> datetime:
        """The local time. Its zone is a fixed offset, so that times subtract as instants."""
        behind = self._clock.astray < timedelta()
        self._clock.idle = behind and nobody_there(self.present.hall)
        local = self._clock().astimezone(self.settings.zone)
        if self._clock.trouble != self._warned:
            self._tell_staff(self._clock.trouble)
        return local.replace(tzinfo=timezone(local.utcoffset() or timedelta()))

    def _tell_staff(self, trouble: Trouble | None) -> None:
        """Say what is wrong with the computer's clock, in the log only when it is another thing."""
        if trouble is None:
            log.warning("the computer's clock is right again")
        elif self._warned is None or trouble.astray is not self._warned.astray:
            log.warning(
                "the computer's clock is %s by %d minutes: the hall goes on by its own count",
                trouble.astray,
                trouble.minutes,
            )
        self._warned = trouble
        self._warn(trouble)

    def _write(self, draft: Draft) -> tuple[Happening, ...]:
        """Put all of a draft on the disk, or nothing; the facts that it holds."""
        if draft.is_blank:
            return ()
        started = perf_counter()
        rows = self._journal.seal(draft.entries)
        told = _told(draft, rows)
        with self._store.writing():
            self._journal.insert(rows)
            self._tables.fold(told)
            self._replies.keep([*draft.kept.values()])
            if draft.day_begins:
                self._replies.prune(draft.now)
        self._journal.advance(rows)
        self._commit_s = perf_counter() - started
        return told

    def _settle(self, draft: Draft, told: tuple[Happening, ...]) -> None:
        """Make the draft the present, tell the world, and answer."""
        self.present = replace(self.present.after(told), hall=draft.hall)
        if self._failing is not None:
            log.warning("orders are put on record again")
            self._failing = None
        if told:  # first, so that whoever is answered finds the board as new as the answer
            self._publish(told)
        for future, outcome in draft.answers:
            if isinstance(outcome, Reply):
                future.set_result(outcome)
            else:
                future.set_exception(outcome)

    def _drop(self, batch: Sequence[_Waiting], error: sqlite3.Error) -> None:
        """Nothing of this batch has happened; go on when the disk is back."""
        if self._failing is None:
            log.error("orders cannot be put on record: %s", error)
        self._failing = str(error)
        self._unsure = True
        _tell(batch, Unavailable(str(error)))

    def _catch_up(self) -> None:
        """Take in what has reached the disk although its commit was reported as failed."""
        found = journal.rows(self._store.connection, since=self.present.seq)
        told = tuple(happenings(found, self.present.hall))
        self._journal.refresh()
        self.present = self.present.after(told)
        self._unsure = False
        if told:
            self._publish(told)


def _told(draft: Draft, rows: Sequence[Row]) -> tuple[Happening, ...]:
    """The facts of a draft as the journal numbers them."""
    return tuple(
        Happening(
            seq=row.seq,
            epoch=row.epoch,
            actor=row.actor,
            event=entry.event,
            before=before,
            after=after,
        )
        for row, entry, (before, after) in zip(rows, draft.entries, draft.steps, strict=True)
    )


def _tell(waiting: Sequence[_Waiting], error: Exception) -> None:
    """Answer all of these with the same error."""
    for each in waiting:
        each.future.set_exception(error)
