"""What the kiosk is showing: the screen, and all that the citizen has touched on the way to it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kiosk.scan import NOTHING, Scan
from luot.client import Issued, Refused
from luot.domain.standing import Availability
from luot.domain.ticket import Paper, Purpose


class Screen(StrEnum):
    """The screens of the kiosk."""

    HOME = "home"
    FIELD = "field"
    SEARCH = "search"
    CONFIRM = "confirm"
    CHOICES = "choices"
    PAPERS = "papers"
    TICKET = "ticket"
    CLOSED = "closed"
    TROUBLE = "trouble"
    SCAN = "scan"


class Door(StrEnum):
    """What most people come for: not to file a paper."""

    COLLECT = "collect"
    ASK = "ask"
    ONLINE = "online"


class Asking(StrEnum):
    """What a screen of choices asks."""

    PRIORITY = "priority"
    WAIT = "wait"
    LIFE = "life"


COLLECTS: Final = "R"


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What a number is taken for: a procedure, or a queue and a purpose.

    `more` are other procedures on the same number, which begins in the queue of the first.
    """

    queue: str
    procedure: str | None = None
    purpose: Purpose | None = None
    door: Door | None = None
    more: tuple[str, ...] = ()

    @property
    def procedures(self) -> tuple[str, ...]:
        """The codes of all of them; none for a queue alone."""
        return (self.procedure, *self.more) if self.procedure else ()

    @property
    def wanted(self) -> tuple[str, ...]:
        """The codes to ask a number for; a result is waited for in a queue of its own."""
        own = self.purpose is Purpose.COLLECT and self.queue == COLLECTS
        return () if own else self.procedures


DOORS: Final = {
    Door.COLLECT: Errand(queue=COLLECTS, purpose=Purpose.COLLECT, door=Door.COLLECT),
    Door.ASK: Errand(queue="X", purpose=Purpose.ASK, door=Door.ASK),
    Door.ONLINE: Errand(queue="X", purpose=Purpose.SUBMIT, door=Door.ONLINE),
}


NO_PRINTER: Final = "no-printer"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperNews:
    """What is known of the paper; `outcome` None while it is being printed.

    `reason` is the printer's own code for what stands in the way, such as `paper-out`.
    """

    outcome: Paper | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterState:
    """How the printer is: its own code of a `trouble`, or None while it can print.

    `roll_metres` is the paper that is left, None where nobody counts it.
    """

    trouble: str | None = None
    paper_low: bool = False
    roll_metres: float | None = None

    @property
    def shown(self) -> tuple[str | None, bool]:
        """What staff see at once when it changes."""
        return self.trouble, self.paper_low


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterNews:
    """What a citizen may be told of the printer."""

    trouble: str | None = None
    staff_told: bool = False


class Handout(StrEnum):
    """What became of the papers to bring, printed without a number."""

    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"


class Mishap(StrEnum):
    """Why no number came, or why there is nothing to choose from."""

    AWAY = "away"
    REFUSED = "refused"
    BROKEN = "broken"
    SPENT = "spent"
    UNKEPT = "unkept"
    STARTING = "starting"
    UNPAIRED = "unpaired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A mishap, and the server's refusal in its own words where there was one."""

    mishap: Mishap
    refused: Refused | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Everything that one moment of the kiosk's screen depends on.

    `languages`: those that there are stand over the screen, to choose from.
    `asking` is what the screen of choices asks. `adding`: what is chosen next goes on the same
    number. `event` is the life event whose procedures are listed. `priority` is the class that the
    citizen asks for, empty for none. `patient`: told of a long wait, they go on.
    `turned_away` is how the queue stands by the server's word when it gave no number just now.
    `key` is the request of the confirmation at hand: one confirmation, one ticket.
    `asked_at` is the moment of the press on "take a number" while its answer is out.
    `unknowns` is after how many prints of this ticket only the citizen could tell.
    `done_at` is when the ticket screen closes by itself. Times are the booth clock's seconds.
    `large` letters, high `contrast` and everything to touch `low` down are what this citizen needs.
    """

    screen: Screen = Screen.HOME
    lang: str = "vi"
    languages: bool = False
    large: bool = False
    contrast: bool = False
    low: bool = False
    trail: tuple[Screen, ...] = ()
    field: str | None = None
    page: int = 0
    phrase: str = ""
    keys: bool = True
    errand: Errand | None = None
    ticked: frozenset[int] = frozenset()
    papers_page: int = 0
    priority: str = ""
    asking: Asking | None = None
    adding: bool = False
    event: str | None = None
    patient: bool = False
    turned_away: Availability | None = None
    handout: Handout | None = None
    key: str | None = None
    asked_at: float | None = None
    issued: Issued | None = None
    paper: PaperNews | None = None
    unknowns: int = 0
    done_at: float | None = None
    stirred_at: float = 0.0
    trouble: Trouble | None = None
    scan: Scan = NOTHING
