"""When a screen that nobody touches goes back to the first one."""

from math import ceil
from typing import Final

from kiosk.view import Screen, View

LEFT_SECONDS: Final = 10.0
WARN_AFTER: Final = 45.0
WARN_SECONDS: Final = 15
TICKET_SECONDS: Final = 20


def warns(view: View) -> bool:
    """Whether someone may be in the middle of something here that a return would lose."""
    match view.screen:
        case (
            Screen.FIELD
            | Screen.SEARCH
            | Screen.CONFIRM
            | Screen.CHOICES
            | Screen.PAPERS
            | Screen.SCAN
        ):
            return view.asked_at is None
        case Screen.TROUBLE:
            return view.asked_at is None and view.errand is not None
        case Screen.TICKET:
            return view.done_at is None
        case Screen.HOME:
            return view.adding
        case Screen.CLOSED:
            return False


def seconds_left(view: View, now: float) -> int | None:
    """The seconds that the warning shows, or None where no warning is due."""
    over = now - view.stirred_at - WARN_AFTER
    if over < 0 or not warns(view):
        return None
    return max(0, ceil(WARN_SECONDS - over))


def due(view: View, now: float) -> bool:
    """Whether the kiosk belongs to the next citizen now."""
    if view.done_at is not None and view.screen is Screen.TICKET:
        return now >= view.done_at
    patience = WARN_AFTER + WARN_SECONDS if warns(view) else WARN_AFTER
    return view.asked_at is None and now - view.stirred_at >= patience


def nobody(view: View, now: float) -> bool:
    """Whether no citizen is at the glass: a first screen that was left alone for a moment."""
    first = view.screen in (Screen.HOME, Screen.CLOSED, Screen.TROUBLE) and view.errand is None
    return first and view.asked_at is None and now - view.stirred_at >= LEFT_SECONDS


def closes_in(view: View, now: float) -> int | None:
    """The seconds until the ticket screen closes by itself, or None while it stays."""
    return None if view.done_at is None else max(0, ceil(view.done_at - now))
