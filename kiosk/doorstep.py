"""What stands on the glass before a citizen has touched it, and where no number came."""

from dataclasses import replace
from typing import assert_never

from kiosk.known import Known
from kiosk.stub import BandFull, Unkept
from kiosk.view import Mishap, Screen, Trouble, View
from luot.client import Away, Refused

NoNumber = Refused | Away | BandFull | Unkept


def first(known: Known, now: float) -> View:
    """The first screen as the next citizen finds it; `now` is in seconds of the booth's clock."""
    view = View(stirred_at=now, lang=known.languages[0])
    if known.unpaired:
        return replace(view, screen=Screen.TROUBLE, trouble=Trouble(mishap=Mishap.UNPAIRED))
    if known.offer is None:
        return replace(view, screen=Screen.TROUBLE, trouble=Trouble(mishap=Mishap.STARTING))
    return view if known.open else replace(view, screen=Screen.CLOSED)


def trouble(why: NoNumber) -> Trouble:
    """What to tell a citizen who gets no number."""
    match why:
        case Refused():
            return Trouble(mishap=Mishap.REFUSED, refused=why)
        case Away():
            return Trouble(mishap=Mishap.AWAY)
        case BandFull():
            return Trouble(mishap=Mishap.SPENT)
        case Unkept():
            return Trouble(mishap=Mishap.UNKEPT)
        case _:
            assert_never(why)
