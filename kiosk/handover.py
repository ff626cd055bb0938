"""Hands a number over: gets its paper out, and tells the server what became of it."""

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol, TypeVar
from uuid import uuid4

from kiosk.clock import Clock
from kiosk.hands import Hands, tried
from kiosk.view import NO_PRINTER, Errand, PaperNews, PrinterNews, PrinterState
from kiosk.watch import Watch
from luot.client import Away, Issued, Refused
from luot.domain.ticket import Paper
from printer.sheets import TestPage

log = logging.getLogger(__name__)

T = TypeVar("T")
RETRY_SECONDS: Final = 3.0
LOOK_SECONDS: Final = 5.0
BROKEN: Final = PaperNews(outcome=Paper.UNKNOWN, reason="broken")


class Papers(Protocol):
    """The kiosk's printer."""

    def print(
        self, issued: Issued, errand: Errand, lang: str, *, priority: bool, reprint: bool
    ) -> PaperNews:
        """Print a ticket and wait until its fate is known; a reprint says that it is one."""

    def settle(self) -> tuple[str, PaperNews] | None:
        """The ticket that was held and what became of it, or None where there is no news."""

    def look(self) -> None:
        """Ask the printer how it is."""

    def state(self) -> PrinterState:
        """How it was when it was last heard; asks nothing."""

    def try_out(self, page: TestPage) -> Paper:
        """Print a test page; one that would have to be held for a mended printer is dropped."""

    def hand_out(self, errand: Errand, lang: str, at: datetime) -> Paper:
        """Print the papers to bring, without a number; dropped where they would be held."""

    def new_roll(self) -> None:
        """A new paper roll is in, as long as the last one; OSError where that cannot be kept."""


class Ledger(Protocol):
    """Where the server keeps what became of the papers."""

    def report_paper(self, ticket: str, outcome: str, *, key: str | None = None) -> object:
        """Put on record what became of a paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One piece of news for the server, under the key that makes it safe to repeat."""

    ticket: str
    outcome: Paper
    key: str


class Handover:
    """Prints on hands of its own, so that a slow printer never delays the next number.

    Between two tickets it looks how the printer is, and its `watch` tells staff. Reports that do
    not get through wait and are sent again in their order.
    """

    def __init__(  # noqa: PLR0913
        self,
        *,
        ledger: Ledger,
        papers: Papers | None,
        watch: Watch,
        net: Hands,
        press: Hands,
        clock: Clock,
    ) -> None:
        self._ledger = ledger
        self._papers = papers
        self._watch = watch
        self._net = net
        self._press = press
        self._clock = clock
        self._waiting: deque[Report] = deque()
        self._sending = False
        self._due = 0.0
        self._held = False
        self._jobs = 0
        self._look_at = 0.0
        self.told: Callable[[str, PaperNews], None] = lambda _ticket, _news: None

    @property
    def printer(self) -> PrinterNews | None:
        """How the printer is, or None for a kiosk without one."""
        return None if self._papers is None else self._watch.news

    @property
    def busy(self) -> bool:
        """Whether a paper or a report is on its way at this moment."""
        return self._jobs > 0 or self._sending

    def print(
        self, issued: Issued, errand: Errand, lang: str, *, priority: bool, reprint: bool = False
    ) -> None:
        """Print a ticket; `told` hears what became of the paper, once or, if held, twice."""
        papers = self._papers
        if papers is None:
            self._printed(issued.id, PaperNews(outcome=Paper.NOT_SENT, reason=NO_PRINTER))
            return
        # Whatever an earlier ticket was held for is heard first: afterwards it would be lost.
        self._work(papers, papers.settle, None, self._settled)
        self._work(
            papers,
            lambda: papers.print(issued, errand, lang, priority=priority, reprint=reprint),
            BROKEN,
            lambda news: self._printed(issued.id, news),
        )

    def hand_out(
        self, errand: Errand, lang: str, at: datetime, done: Callable[[Paper], None]
    ) -> None:
        """Print the papers to bring; `done` hears what became of the sheet."""
        papers = self._papers
        if papers is None:
            done(Paper.NOT_SENT)
        else:
            self._work(papers, lambda: papers.hand_out(errand, lang, at), Paper.UNKNOWN, done)

    def report(self, ticket: str, outcome: Paper) -> None:
        """Tell the server what became of a paper."""
        self._waiting.append(Report(ticket=ticket, outcome=outcome, key=str(uuid4())))
        self._send()

    def tick(self) -> None:
        """Send again what did not get through, and hear how the printer is while it is idle."""
        now = self._clock.seconds()
        if now >= self._due:
            self._send()
        papers = self._papers
        if papers is None:
            return
        if not self._jobs and now >= self._look_at:
            self._look(papers, now)
        self._watch.tick()

    def _look(self, papers: Papers, now: float) -> None:
        """Ask for what the printer holds back, else how it is."""
        self._look_at = now + (RETRY_SECONDS if self._held else LOOK_SECONDS)
        if self._held:
            self._work(papers, papers.settle, None, self._settled)
        else:
            self._work(papers, papers.look, None, lambda _: None)

    def _work(
        self, papers: Papers, work: Callable[[], T], broken: T, done: Callable[[T], None]
    ) -> None:
        """Have something done at the printer; how it is then is known before what came of it.

        `broken` is what came of it where it breaks.
        """

        def finished(found: tuple[T, PrinterState | None]) -> None:
            self._jobs -= 1
            result, state = found
            if state is not None:
                self._watch.learn(state)
            done(result)

        self._jobs += 1
        self._press.run(lambda: (tried(work, broken), tried(papers.state, None)), finished)

    def _settled(self, news: tuple[str, PaperNews] | None) -> None:
        if news is not None:
            self._held = False
            self._tell(*news)

    def _printed(self, ticket: str, news: PaperNews) -> None:
        if news.outcome is Paper.HELD:
            self._held = True
            self._look_at = self._clock.seconds() + RETRY_SECONDS
        self._tell(ticket, news)

    def _tell(self, ticket: str, news: PaperNews) -> None:
        if news.outcome is not None:
            self.report(ticket, news.outcome)
        self.told(ticket, news)

    def _send(self) -> None:
        if self._sending or not self._waiting:
            return
        self._sending = True
        report = self._waiting[0]
        self._net.run(
            lambda: tried(lambda: self._deliver(report), otherwise=False), self._delivered
        )

    def _deliver(self, report: Report) -> bool:
        """Whether the server has heard it, or will never hear it."""
        try:
            self._ledger.report_paper(report.ticket, report.outcome.value, key=report.key)
        except Away as away:
            log.info("a report waits: %s", away)
            return False
        except Refused as refused:
            log.warning("a report was refused: %s", refused)
        return True

    def _delivered(self, heard: bool) -> None:  # noqa: FBT001
        self._sending = False
        if not heard:
            self._due = self._clock.seconds() + RETRY_SECONDS
            return
        self._waiting.popleft()
        self._send()
