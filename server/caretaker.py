"""What the house does by itself: the turn of the day, new settings, forgotten services."""

import logging
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo

from luot.domain.commands import (
    ChangeRules,
    CloseDay,
    Command,
    FinishService,
    OpenDay,
    SkipNumbers,
)
from luot.domain.errors import Refusal
from luot.domain.furnishing import ENDED, waited_for
from luot.domain.hall import CounterState, Hall
from luot.domain.procedure import Catalogue
from luot.domain.rules import Rules
from luot.domain.ticket import EndSource, Outcome, State, Ticket
from server.draft import Draft
from server.orders import SYSTEM

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the centre works by: its rules, its catalogue and its time zone."""

    rules: Rules
    catalogue: Catalogue
    zone: tzinfo


def look_after(draft: Draft, settings: Settings) -> None:
    """Put into the draft whatever is due by itself at its time."""
    if draft.hall.catalogue is not settings.catalogue:
        draft.hall = replace(draft.hall, catalogue=settings.catalogue)
    today = draft.now.date()
    if draft.hall.day is None or draft.hall.day < today:
        _turn_the_day(draft, settings, today)
    elif draft.hall.open:
        _keep_to_the_settings(draft, settings)
        _end_what_was_forgotten(draft)


def skip_numbers(draft: Draft) -> None:
    """Give out no number that the end of the journal, which is lost, may have given out today."""
    log.warning("the data was restored from a copy: today's numbers go on further up")
    _do(draft, SkipNumbers())


def _turn_the_day(draft: Draft, settings: Settings, today: date) -> None:
    """End the day before, if it is still open, and begin today."""
    if draft.hall.open:
        _do(draft, CloseDay(), at=_evening(draft, settings))
    version = settings.catalogue.version
    _do(draft, OpenDay(day=today, rules=settings.rules, catalogue=version))
    draft.day_begins = True


def _evening(draft: Draft, settings: Settings) -> datetime:
    """When the day that is over ended: at its midnight, though nobody may have been awake."""
    last = draft.hall.last_at or draft.now
    following = (draft.hall.day or draft.now.date()) + timedelta(days=1)
    midnight = datetime.combine(following, time.min, tzinfo=settings.zone)
    return max(last, min(draft.now, midnight)).astimezone(draft.now.tzinfo)


def _keep_to_the_settings(draft: Draft, settings: Settings) -> None:
    """Go on under other rules or another catalogue when the settings have changed."""
    if draft.hall.rules is settings.rules and draft.catalogue == settings.catalogue.version:
        return
    wanted = waited_for(draft.hall, settings.rules)
    if draft.hall.rules != wanted or draft.catalogue != settings.catalogue.version:
        _do(draft, ChangeRules(rules=settings.rules, catalogue=settings.catalogue.version))
    if wanted == settings.rules:
        # The very same object from now on: the next batch sees at a glance that they agree.
        draft.hall = replace(draft.hall, rules=settings.rules)


def _end_what_was_forgotten(draft: Draft) -> None:
    """Finish services that nobody ended; their times are on record but are no figures."""
    for ticket in forgotten(draft.hall, draft.now):
        _do(
            draft,
            FinishService(ticket=ticket.id, outcome=Outcome.OTHER, end_source=EndSource.TIMEOUT),
        )


def forgotten(hall: Hall, now: datetime) -> tuple[Ticket, ...]:
    """The tickets whose service runs for longer than any service does."""
    longest = timedelta(minutes=hall.rules.calls.forgotten)
    at_counters = (hall.tickets[c.ticket] for c in hall.counters.values() if c.ticket is not None)
    return tuple(
        ticket
        for ticket in at_counters
        if ticket.state is State.SERVING and now - ticket.current.stretches[-1].started_at > longest
    )


def nobody_there(hall: Hall) -> bool:
    """Whether no counter is at work and no citizen has anything to wait for."""
    closed = all(each.state is CounterState.CLOSED for each in hall.counters.values())
    return closed and all(each.state in ENDED for each in hall.tickets.values())


def _do(draft: Draft, command: Command, at: datetime | None = None) -> None:
    """Give an order of the house's own, as if it were an instant in the past where one is named."""
    try:
        draft.take(command, SYSTEM, at)
    except Refusal as refusal:
        log.warning("the hall refused %s: %s", type(command).__name__, refusal)
