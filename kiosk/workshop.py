"""The kiosk's printer, got ready behind the first screen: nobody waits for it to be looked at."""

from collections.abc import Callable
from datetime import datetime

from kiosk.handover import Papers
from kiosk.view import Errand, PaperNews, PrinterState
from luot.client import Issued
from luot.domain.ticket import Paper
from printer.sheets import TestPage
from printer.targets import BadTarget, target


def is_target(text: str) -> bool:
    """Whether a printer's address can be understood, without loading what prints."""
    try:
        target(text)
    except BadTarget:
        return False
    return True


class Workshop:
    """Opens the printer on the thread that prints, when it is first asked to."""

    def __init__(self, open_papers: Callable[[], Papers]) -> None:
        self._open = open_papers
        self._papers: Papers | None = None

    def ready(self) -> Papers:
        """The printer itself."""
        if self._papers is None:
            self._papers = self._open()
        return self._papers

    def print(
        self, issued: Issued, errand: Errand, lang: str, *, priority: bool, reprint: bool
    ) -> PaperNews:
        """Print a ticket and wait until its fate is known."""
        return self.ready().print(issued, errand, lang, priority=priority, reprint=reprint)

    def settle(self) -> tuple[str, PaperNews] | None:
        """The ticket that was held and what became of it, or None where there is no news."""
        return self.ready().settle()

    def look(self) -> None:
        """Ask the printer how it is."""
        self.ready().look()

    def state(self) -> PrinterState:
        """How it was when it was last heard; asks nothing."""
        return self.ready().state()

    def try_out(self, page: TestPage) -> Paper:
        """Print a test page."""
        return self.ready().try_out(page)

    def hand_out(self, errand: Errand, lang: str, at: datetime) -> Paper:
        """Print the papers to bring, without a number."""
        return self.ready().hand_out(errand, lang, at)

    def new_roll(self) -> None:
        """A new paper roll is in."""
        self.ready().new_roll()
