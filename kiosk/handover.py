"""Hands a number over: gets its paper out, and tells the server what became of it."""

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol
from uuid import uuid4

from kiosk.clock import Clock
from kiosk.hands import Hands
from kiosk.view import Errand, PaperNews
from luot.client import Away, Issued, Refused
from luot.domain.ticket import Paper

log = logging.getLogger(__name__)

RETRY_SECONDS: Final = 3.0


class Papers(Protocol):
    """The kiosk's printer."""

    def print(self, issued: Issued, errand: Errand, lang: str, *, priority: bool) -> PaperNews:
        """Print a ticket and wait until its fate is known."""

    def settle(self) -> tuple[str, PaperNews] | None:
        """The ticket that was held and what became of it, or None where there is no news."""


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

    Reports that do not get through wait and are sent again in their order.
    """

    def __init__(
        self, *, ledger: Ledger, papers: Papers | None, net: Hands, press: Hands, clock: Clock
    ) -> None:
        self._ledger = ledger
        self._papers = papers
        self._net = net
        self._press = press
        self._clock = clock
        self._waiting: deque[Report] = deque()
        self._sending = False
        self._due = 0.0
        self._held = self._busy = False
        self._look_at = 0.0
        self.told: Callable[[str, PaperNews], None] = lambda _ticket, _news: None

    @property
    def prints(self) -> bool:
        """Whether this kiosk has a printer at all."""
        return self._papers is not None

    def print(self, issued: Issued, errand: Errand, lang: str, *, priority: bool) -> None:
        """Print a ticket; `told` hears what became of the paper, once or, if held, twice."""
        papers = self._papers
        if papers is None:
            self._printed(issued.id, PaperNews(outcome=Paper.NOT_SENT, reason="no-printer"))
            return
        self._busy = True
        # Whatever an earlier ticket was held for is heard first: afterwards it would be lost.
        self._press.run(lambda: _settle(papers), self._settled)
        self._press.run(
            lambda: _print(papers, issued, errand, lang, priority=priority),
            lambda news: self._printed(issued.id, news),
        )

    def report(self, ticket: str, outcome: Paper) -> None:
        """Tell the server what became of a paper."""
        self._waiting.append(Report(ticket=ticket, outcome=outcome, key=str(uuid4())))
        self._send()

    def tick(self) -> None:
        """Send again what did not get through, and hear of what the printer held back."""
        now = self._clock.seconds()
        if now >= self._due:
            self._send()
        papers = self._papers
        if papers is not None and self._held and not self._busy and now >= self._look_at:
            self._busy = True
            self._look_at = now + RETRY_SECONDS
            self._press.run(lambda: _settle(papers), self._settled)

    def _settled(self, news: tuple[str, PaperNews] | None) -> None:
        self._busy = False
        if news is not None:
            self._held = False
            self._tell(*news)

    def _printed(self, ticket: str, news: PaperNews) -> None:
        self._busy = False
        self._held = self._held or news.outcome is Paper.HELD
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
        self._net.run(lambda: self._deliver(report), self._delivered)

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


def _print(
    papers: Papers, issued: Issued, errand: Errand, lang: str, *, priority: bool
) -> PaperNews:
    """Print; whatever breaks on the way, the citizen is told and the next one can print."""
    try:
        return papers.print(issued, errand, lang, priority=priority)
    except Exception:
        log.exception("printing %s broke", issued.number)
        return PaperNews(outcome=Paper.UNKNOWN, reason="broken")


def _settle(papers: Papers) -> tuple[str, PaperNews] | None:
    """What became of a held ticket; nothing is known where asking breaks."""
    try:
        return papers.settle()
    except Exception:
        log.exception("asking for a held ticket broke")
        return None
