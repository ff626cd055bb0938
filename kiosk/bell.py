"""When the kiosk rings: the paper is out, or something needs whoever stands there."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.tones import Tone
from kiosk.view import Handout, Screen, View
from luot.domain.ticket import Paper

TROUBLED = frozenset({Paper.HELD, Paper.NOT_SENT, Paper.UNKNOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What rings at the moment when it becomes true."""

    out: bool = False
    needed: bool = False


class Bell:
    """Rings once for each piece of news; what stood there when it began is none."""

    def __init__(self, ring: Callable[[Tone], None]) -> None:
        self._ring = ring
        self._last: Moment | None = None

    def see(self, view: View, *, warned: bool, hidden: bool) -> None:
        """What stands on the glass now; `warned`: the question after silence stands over it.

        `hidden`: a curtain hangs before all of it, and its news is nobody's.
        """
        now, last = moment(view, warned=warned), self._last
        self._last = now
        if last is None or hidden:
            return
        if now.out and not last.out:
            self._ring(Tone.CHIME)
        elif now.needed and not last.needed:
            self._ring(Tone.LOOK)


def moment(view: View, *, warned: bool) -> Moment:
    """What of a view is worth a tone; trouble on the first screen has nobody to hear it."""
    outcome = view.paper.outcome if view.paper else None
    stuck = view.screen is Screen.TROUBLE and view.errand is not None and view.asked_at is None
    return Moment(
        out=outcome is Paper.PRINTED or view.handout is Handout.PRINTED,
        needed=warned or stuck or outcome in TROUBLED or view.handout is Handout.FAILED,
    )
