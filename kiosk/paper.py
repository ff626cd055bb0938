"""The kiosk's tickets on paper: what was issued becomes a slip, and the printer's answer news."""

from datetime import datetime
from typing import Final, Protocol

from kiosk.clock import HALL_TIME
from kiosk.known import Known
from kiosk.sheets import documents
from kiosk.sheets.confirm import matter
from kiosk.sheets.tongue import Tongue
from kiosk.view import Errand, PaperNews, PrinterState
from luot import words
from luot.client import Issued
from luot.domain.ticket import Paper
from printer.printers import Printer
from printer.rollbook import RollBook
from printer.session import Outcome
from printer.sheets import DocumentsSheet, TestPage
from printer.slip import Slip, Wait

ANSWER: Final = 0.4


class Source(Protocol):
    """Who knows the centre's name and its procedures."""

    @property
    def known(self) -> Known:
        """The last that was heard."""


def slip(  # noqa: PLR0913
    issued: Issued,
    errand: Errand,
    lang: str,
    known: Known,
    *,
    priority: bool,
    reprint: bool = False,
) -> Slip:
    """What stands on the paper of a ticket, in the citizen's language."""
    tongue = Tongue(words.load(lang))
    centre = known.offer.centre if known.offer else None
    procedure = known.shelf.procedure(errand.procedure)
    queues = known.offer.queues if known.offer else ()
    queue = next((each for each in queues if each.letter == issued.queue), None)
    queue_name = (queue.name if tongue.vietnamese else queue.name_en) if queue else issued.queue
    return Slip(
        site=centre.site if centre else "",
        centre=tongue.headed(centre),
        number=issued.number,
        queue=queue_name or issued.queue,
        issued_at=issued.issued_at.astimezone(HALL_TIME),
        procedure=issued.procedure,
        procedure_name=matter(errand, known, tongue),
        ahead=issued.ahead,
        wait=Wait(low=issued.wait.low, high=issued.wait.high) if issued.wait else None,
        last_wait=issued.last_wait,
        priority="priority" if priority else None,
        lang=lang,
        checklist=issued.checklist,
        fee=tongue.fee(procedure) if procedure else None,
        url=issued.url,
        reprint=reprint,
        offline=issued.offline,
    )


class Device(Printer, Protocol):
    """A printer that also prints what is no ticket."""

    def print(self, matter: Slip | TestPage | DocumentsSheet, /) -> Outcome:
        """Print one paper and say what became of it."""


class Press:
    """One printer, and the one ticket that it may hold back until it is mended.

    `roll` is the count of its paper where it has one. Calls take seconds and come from one thread
    only.
    """

    def __init__(self, printer: Device, source: Source, roll: RollBook | None = None) -> None:
        self._printer = printer
        self._source = source
        self._roll = roll
        self._held: str | None = None

    def print(
        self, issued: Issued, errand: Errand, lang: str, *, priority: bool, reprint: bool
    ) -> PaperNews:
        """Print a ticket and wait until its fate is known; a held one is never sent twice."""
        if issued.id == self._held:
            return self._news(self._printer.settle(ANSWER) or Outcome.UNKNOWN, issued.id)
        known = self._source.known
        outcome = self._printer.print(
            slip(issued, errand, lang, known, priority=priority, reprint=reprint)
        )
        return self._news(outcome, issued.id)

    def settle(self) -> tuple[str, PaperNews] | None:
        """The ticket that was held and what became of it, or None where there is no news."""
        held = self._held
        if held is None:
            return None
        outcome = self._printer.settle(ANSWER) or Outcome.UNKNOWN
        return None if outcome is Outcome.HELD else (held, self._news(outcome, held))

    def look(self) -> None:
        """Ask the printer how it is."""
        self._printer.check()

    def state(self) -> PrinterState:
        """How it was when it was last heard; asks nothing."""
        trouble = self._printer.trouble
        return PrinterState(
            trouble=None if trouble is None else trouble.value,
            paper_low=self._printer.paper_low,
            roll_metres=None if self._roll is None else round(self._roll.roll.left, 1),
        )

    def try_out(self, page: TestPage) -> Paper:
        """Print a test page; one that would have to be held for a mended printer is dropped."""
        return self._aside(page)

    def hand_out(self, errand: Errand, lang: str, at: datetime) -> Paper:
        """Print the papers to bring, without a number; dropped where they would be held."""
        return self._aside(documents.sheet(errand, self._source.known, lang, at))

    def _aside(self, page: TestPage | DocumentsSheet) -> Paper:
        """Print what is no ticket."""
        if self._held is not None:
            # A citizen's ticket waits in the printer: nothing may come before it, or drop it.
            return Paper.NOT_SENT
        outcome = self._printer.print(page)
        if outcome is Outcome.HELD:
            self._printer.clear()
        return Paper(outcome.value)

    def new_roll(self) -> None:
        """A new paper roll is in, as long as the last one; OSError where that cannot be kept."""
        if self._roll is not None:
            self._roll.turn(lambda old: old.changed())

    def _news(self, outcome: Outcome, ticket: str) -> PaperNews:
        if outcome is Outcome.HELD:
            self._held = ticket
        elif self._held == ticket:
            self._held = None
        trouble = self._printer.trouble
        reason = None if outcome is Outcome.PRINTED or trouble is None else trouble.value
        return PaperNews(outcome=Paper(outcome.value), reason=reason)
