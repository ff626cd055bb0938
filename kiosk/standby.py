"""Numbers from the server, and from this kiosk's own band while the server does not answer."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final, Protocol
from uuid import UUID

from kiosk.clock import Clock
from kiosk.known import Known
from kiosk.outbox import BandFull, Outbox, Paper, Wish
from luot.client import Away, Issued, KioskPlace, OfflineTicket, Reconciled
from luot.domain import codes
from luot.domain.ticket import Purpose

log = logging.getLogger(__name__)

MOST_AT_ONCE: Final = 50
ORDINARY: Final = "ordinary"


class Line(Protocol):
    """The server."""

    def take_ticket(  # noqa: PLR0913
        self,
        *,
        procedures: Sequence[str] = (),
        queue: str | None = None,
        purpose: str | None = None,
        priority: str | None = None,
        lang: str | None = None,
        key: str | None = None,
    ) -> Issued:
        """A place for a procedure or for a queue."""

    def reconcile(self, tickets: Sequence[OfflineTicket]) -> Sequence[Reconciled]:
        """Hand in papers of an outage, in order; what became of each."""

    def report_paper(self, ticket: str, outcome: str, *, key: str | None = None) -> object:
        """Put on record what became of a paper."""


class Source(Protocol):
    """Who knows the hall, and this kiosk's place in it."""

    @property
    def known(self) -> Known:
        """The last that was heard."""

    @property
    def place(self) -> KioskPlace | None:
        """What lets this kiosk give numbers out by itself, where it is known."""

    def hurry(self) -> None:
        """Ask anew."""


class Standby:
    """Stands between the booth and the server; the two never learn of each other's silence.

    One request keeps one id, whoever answers it: the server may have given it a number whose
    answer was lost. Then the paper wins.
    """

    def __init__(
        self,
        line: Line,
        source: Source,
        clock: Clock,
        open_outbox: Callable[[int], Outbox],
    ) -> None:
        self._line = line
        self._source = source
        self._clock = clock
        self._open_outbox = open_outbox
        self._opened: Outbox | None = None

    @property
    def _outbox(self) -> Outbox | None:
        """The papers; None as long as this kiosk does not know which numbers are its own."""
        place = self._source.place
        if self._opened is None and place is not None:
            self._opened = self._open_outbox(place.kiosk)
        return self._opened

    def close(self) -> None:
        """Let go of the papers' file."""
        if self._opened is not None:
            self._opened.close()

    def take_ticket(  # noqa: PLR0913
        self,
        *,
        procedures: Sequence[str] = (),
        queue: str | None = None,
        purpose: str | None = None,
        priority: str | None = None,
        lang: str | None = None,
        key: str | None = None,
    ) -> Issued:
        """A number from the server, or from this kiosk itself; Away where neither can be."""
        before = self._given(key)
        if before is not None:
            return before
        try:
            return self._line.take_ticket(
                procedures=procedures,
                queue=queue,
                purpose=purpose,
                priority=priority,
                lang=lang,
                key=key,
            )
        except Away as away:
            wish = self._wish(procedures, queue, purpose, priority, lang)
            if wish is None or key is None:
                raise
            return self._alone(UUID(key), wish, away)

    def report_paper(self, ticket: str, outcome: str, *, key: str | None = None) -> object:
        """Put on record what became of a paper, once the server knows of it."""
        outbox = self._outbox
        if outbox is not None and outbox.is_pending(ticket):
            raise Away(f"the server has not taken {ticket} in")
        return self._line.report_paper(ticket, outcome, key=key)

    def catch_up(self) -> None:
        """Hand in what the server has not heard of; Away where it does not answer."""
        known, outbox = self._source.known, self._outbox
        if outbox is None or not known.contact or known.board is None:
            return
        epoch, today = str(known.board.epoch), self._now(known)
        while papers := outbox.unheard(today, epoch, MOST_AT_ONCE):
            answers = self._line.reconcile([_offline(paper) for paper in papers])
            for paper, answer in zip(papers, answers, strict=True):
                _note(outbox, paper, answer, epoch)
        outbox.forget_before(today)

    def _given(self, key: str | None) -> Issued | None:
        """The paper that this request got before, so that asking again gives no second one."""
        outbox, place = self._outbox, self._source.place
        if key is None or outbox is None or place is None:
            return None
        paper = outbox.known(UUID(key))
        return None if paper is None else self._issued(paper, place)

    def _alone(self, ticket: UUID, wish: Wish, away: Away) -> Issued:
        """A number of this kiosk's own band."""
        place, known, outbox = self._source.place, self._source.known, self._outbox
        if outbox is None or place is None or not known.open:
            raise away
        now = self._now(known)
        last_contact = min(known.heard_at or now, now)
        try:
            paper = outbox.issue(ticket, wish, now, last_contact)
        except BandFull:
            log.exception("no number of this kiosk's own is left under %s", wish.queue)
            raise away from None
        self._source.hurry()
        return self._issued(paper, place)

    def _issued(self, paper: Paper, place: KioskPlace) -> Issued:
        token = codes.code(
            codes.kiosk(place.kiosk), bytes.fromhex(place.key), paper.id, paper.issued_at.date()
        )
        wish = paper.wish
        procedure = self._source.known.shelf.procedure(
            wish.procedures[0] if wish.procedures else None
        )
        english = wish.lang == "en"
        papers = (
            ()
            if procedure is None
            else ((procedure.documents_en if english else ()) or procedure.documents)
        )
        return Issued(
            id=str(paper.id),
            number=paper.number,
            queue=wish.queue,
            procedure=wish.procedures[0] if wish.procedures else None,
            issued_at=paper.issued_at,
            token=token,
            url=f"{place.address}{token}".upper(),
            ahead=None,
            checklist=papers,
            offline=True,
        )

    def _wish(
        self,
        procedures: Sequence[str],
        queue: str | None,
        purpose: str | None,
        priority: str | None,
        lang: str | None,
    ) -> Wish | None:
        """What is asked for, under the letter that it waits for; None where that is not known."""
        procedure = self._source.known.shelf.procedure(procedures[0] if procedures else None)
        letter = procedure.queue if procedure is not None else queue
        if letter is None:
            return None
        return Wish(
            queue=letter,
            procedures=tuple(procedures),
            purpose=None if purpose is None else Purpose(purpose),
            priority=priority,
            lang=lang or "vi",
        )

    def _now(self, known: Known) -> datetime:
        """The time by the server's clock, as far as it is known."""
        return self._clock.now() + (known.offset or timedelta())


def _note(outbox: Outbox, paper: Paper, answer: Reconciled, epoch: str) -> None:
    """Put on record what the server said to a paper."""
    if answer.problem is None:
        outbox.heard(paper.id, epoch)
        return
    code = str(answer.problem.get("code", answer.status))
    log.error("the server does not take %s in: %s", paper.number, code)
    outbox.refused(paper.id, code)


def _offline(paper: Paper) -> OfflineTicket:
    wish = paper.wish
    return OfflineTicket(
        id=str(paper.id),
        number=paper.number,
        issued_at=paper.issued_at,
        last_contact=paper.last_contact,
        procedures=wish.procedures,
        queue=wish.queue,
        purpose=None if wish.purpose is None else wish.purpose.value,
        priority=wish.priority or ORDINARY,
        lang=wish.lang,
    )
