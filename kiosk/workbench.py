"""What staff may do at the kiosk's printer: try it, and say that a new roll is in."""

from collections.abc import Callable

from kiosk.handover import Papers
from printer.sheets import TestPage


class Workbench:
    """Calls take seconds and come from the thread that prints; `counts`: the roll is counted."""

    def __init__(self, papers: Papers, page: Callable[[], TestPage], *, counts: bool) -> None:
        self._papers = papers
        self._page = page
        self.counts = counts

    def try_out(self) -> str:
        """Print a test page; the outcome's code."""
        return self._papers.try_out(self._page()).value

    def new_roll(self) -> None:
        """A new paper roll is in, as long as the last one; OSError where that cannot be kept."""
        self._papers.new_roll()
