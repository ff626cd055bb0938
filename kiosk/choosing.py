"""What a choice on the glass changes in the view: a priority, a purpose, one matter more."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from kiosk.known import Known
from kiosk.view import DOORS, Asking, Door, Errand, Screen, View
from luot.client import Refused
from luot.domain.procedure import Procedure
from luot.domain.standing import OPEN, Availability, Standing, turns_away
from luot.domain.ticket import Purpose

TURNED_AWAY: Final = {"queue-closed": Standing.CLOSED, "queue-full": Standing.FULL}
"""Refusals after which the citizen stays before the number and hears what else helps."""

MOST_MATTERS: Final = 4
"""So many procedures fit on one number: the papers of more are no longer read."""


def prefer(view: View, priority: str) -> View:
    """With a class of priority, or none where it is empty; its question is answered."""
    return answered(replace(view, priority=priority))


def answered(view: View) -> View:
    """Back from a question to the screen that it was asked on."""
    if view.screen is not Screen.CHOICES:
        return view
    *trail, last = view.trail
    return replace(view, screen=last, trail=tuple(trail), asking=None)


def asked(view: View, asking: Asking) -> View:
    """The screen of choices with a question."""
    return replace(view, screen=Screen.CHOICES, asking=asking, page=0)


def come_for(view: View, purpose: Purpose, queue: str) -> View:
    """With what the citizen comes to do, and where; handing papers in needs no word."""
    if view.errand is None:
        return view
    named = None if purpose is Purpose.SUBMIT else purpose
    errand = replace(view.errand, purpose=named, queue=queue)
    return replace(view, errand=errand, turned_away=None)


def standing(view: View, known: Known) -> Availability:
    """How the queue of the errand stands; nothing is said of one of which nothing is known."""
    if view.turned_away is not None:
        return view.turned_away
    queue = known.queue(view.errand.queue) if view.errand else None
    return OPEN if queue is None else Availability(state=queue.state, until=queue.until)


def gives(view: View, known: Known) -> bool:
    """Whether this citizen gets a number now, as far as is known."""
    credit = next((each.credit for each in known.priorities if each.code == view.priority), 0)
    return known.open and not turns_away(standing(view, known).state, credit)


def turned_away(view: View, refused: Refused) -> View:
    """Back before the number with the server's word that its queue gives none."""
    until = refused.fields.get("until")
    there = Availability(
        state=TURNED_AWAY[refused.code],
        until=datetime.fromisoformat(until) if isinstance(until, str) else None,
    )
    trail = view.trail if view.screen is Screen.CONFIRM else view.trail[:-1]
    return replace(
        view,
        screen=Screen.CONFIRM,
        trail=trail,
        turned_away=there,
        asked_at=None,
        trouble=None,
    )


class Way(StrEnum):
    """What to do instead where no number is given."""

    GUIDANCE = "guidance"
    PAPERS = "papers"
    HOME = "home"


def other_way(view: View, known: Known, *, papers: bool) -> Way:
    """The best of them: a person to ask, the `papers` to bring next time, or another matter."""
    ask = DOORS[Door.ASK]
    there = known.queue(ask.queue)
    helps = there is not None and not turns_away(there.state, 0) and known.has_queue(ask.queue)
    if helps and view.errand is not None and view.errand.queue != ask.queue:
        return Way.GUIDANCE
    return Way.PAPERS if papers else Way.HOME


def asks_patience(view: View, known: Known) -> bool:
    """Whether the wait is so long that the citizen is asked first; asked once is enough."""
    queue = known.queue(view.errand.queue) if view.errand else None
    if queue is None or view.patient or known.offer is None:
        return False
    long = known.offer.long_wait
    return queue.waiting >= long.people or (queue.last_wait or 0) >= long.minutes


def more(view: View) -> View:
    """The first screen again, to choose one procedure more for the same number."""
    return replace(view, screen=Screen.HOME, adding=True)


def returned(view: View) -> View:
    """One screen back: before the number nothing is being added any more."""
    return replace(view, adding=view.adding and view.screen is not Screen.CONFIRM)


def full(errand: Errand) -> bool:
    """Whether no procedure more fits on this number."""
    return len(errand.procedures) >= MOST_MATTERS


def chosen(view: View, procedure: Procedure) -> Errand:
    """The errand with a procedure that was chosen: by itself, or beside those of before."""
    before = view.errand if view.adding else None
    if before is None or before.procedure is None:
        return Errand(queue=procedure.queue, procedure=procedure.code)
    if procedure.code in before.procedures or full(before):
        return before
    return replace(before, more=(*before.more, procedure.code))
