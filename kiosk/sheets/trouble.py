"""When no number can be given: what happened, what to do now, one button."""

from dataclasses import dataclass
from typing import Final

from kiosk.known import Known
from kiosk.sheets.confirm import LATE_SECONDS, name, patience
from kiosk.sheets.tongue import Tongue
from kiosk.view import Mishap, Trouble, View

ICONS: Final = {
    Mishap.AWAY: "plug-connected-x",
    Mishap.REFUSED: "hand-stop",
    Mishap.BROKEN: "alert-triangle",
    Mishap.SPENT: "ticket",
    Mishap.UNKEPT: "alert-triangle",
    Mishap.STARTING: "plug-connected",
    Mishap.UNPAIRED: "plug-connected-x",
}
RETRIES: Final = (Mishap.AWAY, Mishap.BROKEN, Mishap.SPENT, Mishap.UNKEPT)
BUSY: Final = (429, 503)


@dataclass(frozen=True, slots=True, kw_only=True)
class TroubleSheet:
    """What the trouble screen says; `retry` is empty where trying again would not help."""

    icon: str = "alert-triangle"
    title: str = ""
    sub: str = ""
    what: str = ""
    now: str = ""
    retry: str = ""
    busy: bool = False


def trouble(view: View, known: Known, seconds: float, tongue: Tongue) -> TroubleSheet:
    """The trouble screen for the mishap in the view."""
    if view.trouble is None:
        return TroubleSheet()
    mishap = view.trouble.mishap
    late = patience(view, seconds) >= LATE_SECONDS
    retry = tongue("confirm.taking" if late else "trouble.retry")
    what, now = _told(view.trouble, tongue)
    return TroubleSheet(
        icon=ICONS[mishap],
        title=tongue(f"trouble.{mishap}.title"),
        sub=name(view.errand, known, tongue) if view.errand else "",
        what=what,
        now=now,
        retry=retry if may_pass(view.trouble) else "",
        busy=view.asked_at is not None,
    )


def may_pass(trouble: Trouble) -> bool:
    """Whether the same request may well succeed in a moment."""
    if trouble.refused is not None:
        return trouble.refused.status in BUSY
    return trouble.mishap in RETRIES


def _told(trouble: Trouble, tongue: Tongue) -> tuple[str, str]:
    """What happened and what to do now; most refusals say both, sentence by sentence."""
    what, stop, remedy = _what(trouble, tongue).partition(". ")
    return what + stop.strip(), remedy or tongue(f"trouble.{trouble.mishap}.now")


def _what(trouble: Trouble, tongue: Tongue) -> str:
    """The server's refusal in the reader's language, else our own sentence."""
    refused = trouble.refused
    if refused is None:
        return tongue(f"trouble.{trouble.mishap}.what")
    key = f"refusal.{refused.code}"
    if key not in tongue.words:
        return refused.title
    try:
        return tongue.words(key, **refused.fields)
    except KeyError:
        return refused.title
