"""What a batch of orders comes to before any of it is on the disk."""

from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from luot.domain.commands import Command, ReconcileTicket, TakeTicket
from luot.domain.decide import decide
from luot.domain.errors import TicketOfAnotherDay
from luot.domain.events import DayOpened, Event, RulesChanged
from luot.domain.fold import apply
from luot.domain.hall import Hall
from server.journal import Entry
from server.orders import Reply
from server.replies import Kept

Step = tuple[Hall, Hall]
NewTicket = TakeTicket | ReconcileTicket


@dataclass(slots=True, kw_only=True)
class Draft:
    """The hall as it will be once the batch is committed, and all that is to be written for it.

    `now` is one local instant for the whole batch. `steps` are the halls around each entry, and
    `catalogue` is the version that the journal says the hall works by. `kept_before` are the
    replies that earlier batches gave under the keys of this one, `days` the days of the tickets
    that the orders call new although they are on record.
    """

    hall: Hall
    now: datetime
    catalogue: str | None
    entries: list[Entry] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    kept_before: dict[str, Kept] = field(default_factory=dict)
    days: dict[UUID, date] = field(default_factory=dict)
    kept: dict[str, Kept] = field(default_factory=dict)
    answers: list[tuple[Future[Reply], Reply | Exception]] = field(default_factory=list)
    day_begins: bool = False

    def take(self, command: Command, actor: str, at: datetime | None = None) -> tuple[Event, ...]:
        """Decide a command on the hall left by its predecessor; raises a Refusal.

        `at` is the instant of its events where that is not now.
        """
        if isinstance(command, NewTicket):
            self._check_new(command.id)
        events = decide(self.hall, command, at or self.now)
        for event in events:
            if isinstance(event, DayOpened | RulesChanged):
                self.catalogue = event.catalogue
            after = apply(self.hall, event)
            self.entries.append(Entry(event, actor))
            self.steps.append((self.hall, after))
            self.hall = after
        return events

    def _check_new(self, ticket: UUID) -> None:
        """Refuse an id of another day: its rows are that day's figures."""
        if ticket in self.days and ticket not in self.hall.tickets:
            raise TicketOfAnotherDay(self.days[ticket])

    def found(self, key: str) -> Kept | None:
        """What was answered under this key, in this batch or before."""
        return self.kept.get(key) or self.kept_before.get(key)

    def keep(self, replies: Iterable[Kept]) -> None:
        """Keep replies for retries, under keys that are not taken yet."""
        for each in replies:
            if self.found(each.key) is None:
                self.kept[each.key] = each

    @property
    def is_blank(self) -> bool:
        """Whether nothing needs to be written."""
        return not self.entries and not self.kept
