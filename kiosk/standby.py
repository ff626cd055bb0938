"""Numbers from the server, and from this kiosk's own band while the server does not answer."""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID, uuid4

from kiosk import courier
from kiosk.clock import HALL_TIME, Clock
from kiosk.courier import Courier, is_silence
from kiosk.known import Known, hall_time
from kiosk.outbox import Outbox
from kiosk.sheets.tongue import Tongue
from kiosk.stub import BandFull, Said, Stub, Unkept, Wish
from luot import words
from luot.client import Away, Board, Issued, KioskPlace, Patience, Refused, Seen
from luot.domain import codes, numbering
from luot.domain.ticket import Paper, Purpose
from luot.words import Words

log = logging.getLogger(__name__)

# A citizen waits 3 s at most, once; whoever comes within the next 30 s half a second.
FULL: Final = Patience(connect=0.5, answer=1.0)
SHORT: Final = Patience(connect=0.25, answer=0.25, again=False)
SILENCE_SECONDS: Final = 30.0


class Line(courier.Line, Protocol):
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
        patience: Patience = FULL,
    ) -> Issued:
        """A place for a procedure or for a queue."""


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
        self, line: Line, source: Source, clock: Clock, outbox: Outbox, say: Words
    ) -> None:
        self._line = line
        self._source = source
        self._clock = clock
        self._outbox = outbox
        self._say = say
        self._courier = Courier(line, outbox, say)
        self._silent_at: float | None = None
        self._trouble: str | None = None

    def close(self) -> None:
        """Let go of the stubs' file."""
        self._outbox.close()

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
        """A number from the server, or from this kiosk itself.

        Raises Refused, or where neither can be: Away, BandFull or Unkept.
        """
        ticket = UUID(key) if key else uuid4()
        wish = self._wish(procedures, queue, purpose, priority, lang)
        before = self._given(ticket)
        if before is not None:
            return before
        if not self._is_away:
            try:
                return self._asked(ticket, wish, queue)
            except Away as away:
                return self._alone(ticket, wish, away)
        try:
            return self._alone(ticket, wish, Away("the server is away"))
        except (Away, BandFull, Unkept) as failure:
            return self._asked_in_vain(ticket, wish, queue, failure)

    def report_paper(self, ticket: str, outcome: str, *, key: str | None = None) -> object:
        """Put on record what became of a paper: here at once, at the server when it can be."""
        said = Said(ticket=ticket, outcome=Paper(outcome), key=key or str(uuid4()))
        try:
            ready = self._outbox.say(said)
        except Unkept as unkept:
            self._tell(unkept)
            ready = None
        if ready is None:
            return self._line.report_paper(ticket, outcome, key=key)
        if ready:
            try:
                self._courier.tell(said)
            except Away as away:
                log.info("a report waits: %s", away)
            except Unkept as unkept:
                # The server has it; to be told again costs it nothing.
                self._tell(unkept)
        return None

    def meet(self, board: Board) -> None:
        """The server is back: it hears of everything before it is asked for a number.

        Raises Away where it does not take it in.
        """
        self._go(board, board.at)

    def catch_up(self) -> None:
        """Hand in what came up since; Away where the server does not answer."""
        known = self._source.known
        if known.contact and known.board is not None:
            self._go(known.board, hall_time(known, self._clock))

    def _go(self, board: Board, now: datetime) -> None:
        before = self._source.known.board
        day = now.astimezone(HALL_TIME).date()
        place = self._source.place
        run = "" if place is None else place.run
        try:
            self._courier.go(_seen(board), day, run, None if before is None else _seen(before))
        except Unkept as unkept:
            self._tell(unkept)
        else:
            self._trouble = None

    @property
    def _is_away(self) -> bool:
        """Whether the server was looked for, and is not there."""
        return self._source.known.sought and not self._source.known.contact

    @property
    def _patience(self) -> Patience:
        """How long a citizen is made to wait for the server."""
        silent = self._silent_at
        late = silent is not None and self._clock.seconds() - silent < SILENCE_SECONDS
        return SHORT if late or self._is_away else FULL

    def _given(self, ticket: UUID) -> Issued | None:
        """What this request got before, so that asking again gives no second number."""
        try:
            stub = self._outbox.known(ticket)
        except Unkept as unkept:
            self._tell(unkept)
            return None
        if stub is None or stub.answer is not None:
            return None if stub is None else stub.answer
        place = self._source.place
        return None if place is None else self._issued(stub, place)

    def _asked(self, ticket: UUID, wish: Wish, queue: str | None) -> Issued:
        """The server's answer; Away for one that is none."""
        try:
            issued = self._line.take_ticket(
                procedures=wish.procedures,
                queue=queue,
                purpose=None if wish.purpose is None else wish.purpose.value,
                priority=wish.priority,
                lang=wish.lang,
                key=str(ticket),
                patience=self._patience,
            )
        except Refused as refused:
            if not is_silence(refused.status):
                raise
            raise Away(str(refused)) from refused
        except Away:
            self._silent_at = self._clock.seconds()
            raise
        self._silent_at = None
        self._keep(issued, wish)
        return issued

    def _asked_in_vain(
        self, ticket: UUID, wish: Wish, queue: str | None, failure: Exception
    ) -> Issued:
        """The server's answer, if it is back by now; else why this kiosk has no number."""
        try:
            return self._asked(ticket, wish, queue)
        except Away:
            raise failure from None

    def _keep(self, issued: Issued, wish: Wish) -> None:
        """Keep a stub of the server's number: on disk before the paper can be out."""
        try:
            self._outbox.keep(issued, wish)
        except Unkept as unkept:
            # The number is safe where it was given out.
            self._tell(unkept)

    def _alone(self, ticket: UUID, wish: Wish, away: Away) -> Issued:
        """A number of this kiosk's own band."""
        place, known = self._source.place, self._source.known
        if place is None or wish.queue is None or known.heard_at is None or not known.open:
            raise away
        band = numbering.band(place.kiosk)
        try:
            stub = self._outbox.issue(
                ticket, wish, hall_time(known, self._clock), known.heard_at, band
            )
        except BandFull as full:
            log.error(self._say("kiosk.log.spent", queue=full.queue))  # noqa: TRY400
            raise
        except Unkept as unkept:
            self._tell(unkept)
            raise
        self._source.hurry()
        return self._issued(stub, place)

    def _issued(self, stub: Stub, place: KioskPlace) -> Issued:
        """A stub of this kiosk's own as the booth takes it."""
        at, wish = stub.issued_at.astimezone(HALL_TIME), stub.wish
        token = codes.code(codes.kiosk(place.kiosk), bytes.fromhex(place.key), stub.id, at.date())
        return Issued(
            id=str(stub.id),
            number=stub.number,
            queue=stub.number[0],
            procedure=wish.procedures[0] if wish.procedures else None,
            issued_at=at,
            token=token,
            url=f"{place.address}{token}".upper(),
            ahead=None,
            checklist=self._papers(wish),
            offline=True,
        )

    def _papers(self, wish: Wish) -> tuple[str, ...]:
        """The papers to bring for all procedures of a wish, each named once."""
        shelf = self._source.known.shelf
        found = [each for code in wish.procedures if (each := shelf.procedure(code))]
        tongue = Tongue(words.load(wish.lang))
        return tuple(dict.fromkeys(paper for each in found for paper in tongue.documents(each)))

    def _wish(
        self,
        procedures: Sequence[str],
        queue: str | None,
        purpose: str | None,
        priority: str | None,
        lang: str | None,
    ) -> Wish:
        """What is asked for, under the letter that it waits for."""
        return Wish(
            queue=self._letter(procedures, queue),
            procedures=tuple(procedures),
            purpose=None if purpose is None else Purpose(purpose),
            priority=priority,
            lang=lang or "vi",
        )

    def _letter(self, procedures: Sequence[str], queue: str | None) -> str | None:
        """The letter of a wish; None where this centre, as it is known, has none for it."""
        known = self._source.known
        if procedures:
            procedure = known.shelf.procedure(procedures[0])
            queue = None if procedure is None else procedure.queue
        letters = () if known.offer is None else (each.letter for each in known.offer.queues)
        return queue if queue in letters else None

    def _tell(self, unkept: Unkept) -> None:
        """Say once what is wrong with the stubs' file."""
        named = "stubs_damaged" if unkept.is_damaged else "stub_unkept"
        sentence = self._say(f"kiosk.log.{named}", file=unkept.file, why=unkept.why)
        if sentence != self._trouble:
            self._trouble = sentence
            log.error(sentence)


def _seen(board: Board) -> Seen:
    return Seen(epoch=str(board.epoch), seq=board.seq)
