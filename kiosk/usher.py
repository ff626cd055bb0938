"""What a scan causes: a ticket's place and its next step, a dossier's result, a card's priority."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Protocol, assert_never
from uuid import uuid4

from kiosk.clock import Clock
from kiosk.hands import Hands, tried
from kiosk.known import Known, hall_time
from kiosk.reading import Foreign, OfCitizen, OfDossier, OfTicket, read
from kiosk.scan import NOTHING, Say, Scan
from kiosk.view import DOORS, Door, Errand, Screen, View
from luot.client import Away, Holding, Issued, Refused
from luot.domain.codes import Code
from luot.domain.ticket import ORDINARY, Paper, Purpose, State

UNKNOWN: Final = "code-unknown"
# The classes that a card may speak for: that of age, else the one that asks no reason.
FOR_AGE: Final = ("elderly", "priority")
# Papers of which a first one is not, or may not be, out.
NONE_OUT: Final = (None, Paper.NOT_SENT, Paper.ON_PHONE)


class Finder(Protocol):
    """Who knows the tickets by their codes."""

    def holding(self, code: str, lang: str = "vi") -> Holding:
        """The ticket with this code."""

    def come_back_with(self, code: str, *, key: str | None = None) -> object:
        """Bring whoever missed the call back to their line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """What the usher and the clerk may do at the booth; `go` remembers the way back."""

    view: Callable[[], View]
    known: Callable[[], Known]
    show: Callable[[View], None]
    go: Callable[[View], None]
    take: Callable[[], None]
    confirm: Callable[[Errand], None]
    home: Callable[[], None]
    print: Callable[[Issued], None]


class Usher:
    """Sees what is held up to the kiosk and shows the way.

    Of a scanned text nothing outlives `see` but what `Scan` holds. However fast codes come in, the
    server is asked for one after another, and then for the last of them.
    """

    def __init__(self, ways: Ways, finder: Finder | None, net: Hands, clock: Clock) -> None:
        self._ways = ways
        self._finder = finder
        self._net = net
        self._clock = clock
        self._asking = False

    def see(self, text: str) -> None:
        """Something was held up to the scanner, wherever its holder stands."""
        view = self._ways.view()
        if not _free(view):
            return
        if view.screen is Screen.TICKET:
            self._ways.home()
        match read(text, self._today()):
            case OfTicket(code=code):
                self._see_ticket(code)
            case OfDossier(masked=masked):
                self._see_dossier(masked)
            case OfCitizen(aged=aged):
                self._see_citizen(aged=aged)
            case Foreign():
                self._say(Say.FOREIGN)
            case never:
                assert_never(never)

    def go_on(self) -> None:
        """What the screen said is read: back to where its reader stood."""
        *trail, last = self._ways.view().trail or (Screen.HOME,)
        self._ways.show(replace(self._ways.view(), screen=last, trail=tuple(trail)))

    def presets(self, scan: Scan) -> str:
        """The class of priority that a card which was read speaks for; empty for none."""
        known = {each.code for each in self._ways.known().priorities}
        fit = (code for code in FOR_AGE if code in known)
        return next(fit, "") if scan.aged else ""

    def print(self) -> None:
        """A paper for the ticket on the glass: the same number, marked where one is out."""
        view, found = self._ways.view(), self._ways.view().scan.found
        if found is None or found.state is not State.WAITING or view.screen is not Screen.SCAN:
            return
        self._ways.show(
            replace(
                view,
                screen=Screen.TICKET,
                trail=(),
                errand=errand_of(found),
                key=found.id,
                priority="" if found.priority == ORDINARY else found.priority,
                issued=found.issued,
                paper=None,
                # One that is out counts as one of which only its holder knows.
                unknowns=0 if found.paper in NONE_OUT else 1,
                done_at=None,
                scan=NOTHING,
            )
        )
        self._ways.print(found.issued)

    def come_back(self) -> None:
        """Whoever missed the call wants their place in line again."""
        scan = self._ways.view().scan
        finder, code, key = self._finder, scan.code, str(uuid4())
        missed = scan.found is not None and scan.found.state is State.MISSED
        if finder is None or code is None or not missed or scan.asked_at is not None:
            return
        self._ask(scan)
        self._net.run(lambda: _come_back(finder, code, key), lambda done: self._came(code, done))

    def supplement(self) -> None:
        """A new number for the papers that were missing."""
        found = self._ways.view().scan.found
        if found is None or found.supplement is None:
            return
        missing, shelf = found.supplement, self._ways.known().shelf
        procedure = shelf.procedure(missing.procedure)
        self._ways.confirm(
            Errand(
                queue=procedure.queue if procedure else missing.queue,
                procedure=procedure.code if procedure else None,
                purpose=Purpose.SUPPLEMENT,
            )
        )

    def _today(self) -> date:
        """The day by the server's clock, as far as it is known."""
        return hall_time(self._ways.known(), self._clock).date()

    def _see_ticket(self, code: Code) -> None:
        today = self._today()
        if code.day != today:
            self._say(Say.OLD if code.day < today else Say.UNKNOWN)
        elif not self._asks(str(code)):
            self._look(str(code))

    def _see_dossier(self, masked: str) -> None:
        view = self._ways.view()
        self._ways.show(replace(view, scan=replace(view.scan, dossier=masked)))
        self._ways.confirm(DOORS[Door.COLLECT])

    def _see_citizen(self, *, aged: bool) -> None:
        view = self._ways.view()
        scan = replace(view.scan, aged=aged)
        if view.screen is not Screen.CONFIRM:
            self._say(Say.AGED if self.presets(scan) else Say.CARD, scan)
            return
        now = self._clock.seconds()
        wanted = view.priority or self.presets(scan)
        self._ways.show(replace(view, scan=scan, priority=wanted, stirred_at=now))

    def _say(self, say: Say, scan: Scan | None = None) -> None:
        kept = scan or self._ways.view().scan
        self._show(Scan(say=say, aged=kept.aged, dossier=kept.dossier))

    def _look(self, code: str, *, back: bool = False) -> None:
        finder = self._finder
        if finder is None:
            self._say(Say.AWAY)
            return
        before = self._ways.view().scan
        same = before.found if before.code == code else None
        scan = Scan(say=None if same else Say.LOOKING, code=code, found=same, back=back)
        kept = replace(scan, aged=before.aged, dossier=before.dossier)
        self._ask(kept)
        self._send(finder, code)

    def _send(self, finder: Finder, code: str) -> None:
        if self._asking:
            return
        self._asking = True
        lang = self._ways.view().lang
        self._net.run(
            lambda: tried(lambda: _look(finder, code, lang), Away("it broke on the way")),
            lambda told: self._looked(finder, code, told),
        )

    def _looked(self, finder: Finder, code: str, told: Holding | Refused | Away) -> None:
        """The server's answer; whoever has left or held up another code hears nothing of it."""
        self._asking = False
        if not self._asks(code):
            self._send_next(finder)
            return
        scan = self._ways.view().scan
        match told:
            case Holding():
                self._show(replace(scan, say=None, found=told, asked_at=None))
            case Refused() if told.code == UNKNOWN:
                self._say(Say.UNKNOWN)
            case Refused() | Away():
                self._say(Say.AWAY)

    def _send_next(self, finder: Finder) -> None:
        """Ask for the code that was held up while another one was asked for."""
        later = self._ways.view().scan.code
        if later is not None and self._asks(later):
            self._send(finder, later)

    def _came(self, code: str, done: bool) -> None:  # noqa: FBT001
        """The order is on its way no more: whatever came of it, the ticket says so itself."""
        if self._asks(code):
            self._look(code, back=done)

    def _ask(self, scan: Scan) -> None:
        """Show that the server is being asked."""
        self._show(replace(scan, asked_at=self._clock.seconds()))

    def _asks(self, code: str) -> bool:
        """Whether somebody waits before the screen for what becomes of this code."""
        view = self._ways.view()
        here = view.screen is Screen.SCAN and view.scan.code == code
        return here and view.scan.asked_at is not None

    def _show(self, scan: Scan) -> None:
        self._ways.show(self._on_scan(scan))

    def _on_scan(self, scan: Scan) -> View:
        """The screen of a scan, with the way back to where its holder stood."""
        view = self._ways.view()
        trail = view.trail if view.screen is Screen.SCAN else (*view.trail, view.screen)
        now = self._clock.seconds()
        return replace(
            view, screen=Screen.SCAN, trail=trail, scan=scan, languages=False, stirred_at=now
        )


def errand_of(found: Holding) -> Errand:
    """What a ticket was taken for, by its door where it has one."""
    doors = (
        door
        for door in DOORS.values()
        if found.procedure is None and (door.queue, door.purpose) == (found.queue, found.purpose)
    )
    plain = Errand(queue=found.queue, procedure=found.procedure, purpose=found.purpose)
    return next(doors, plain)


def _free(view: View) -> bool:
    """Whether nobody is in the middle of getting a number, or of keeping one."""
    match view.screen:
        case Screen.TICKET:
            return view.done_at is not None
        case Screen.TROUBLE:
            return False
        case _:
            return view.asked_at is None


def _look(finder: Finder, code: str, lang: str) -> Holding | Refused | Away:
    try:
        return finder.holding(code, lang)
    except (Refused, Away) as failure:
        return failure


def _come_back(finder: Finder, code: str, key: str) -> bool:
    """Whether the ticket is in its line again by this order."""
    try:
        finder.come_back_with(code, key=key)
    except (Refused, Away):
        return False
    return True
