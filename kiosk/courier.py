"""Brings to the server what it has not heard of: tickets, and what became of their papers."""

import logging
from collections.abc import Sequence
from datetime import date
from http import HTTPStatus
from threading import Lock
from typing import Final, Protocol

from kiosk.outbox import Outbox
from kiosk.standing import UNAUTHORIZED
from kiosk.stub import Said, Stub, handed_in
from luot.client import Away, OfflineTicket, Reconciled, Refused, Seen
from luot.words import Words

log = logging.getLogger(__name__)

MOST_AT_ONCE: Final = 50
ANOTHER_DAY: Final = "paper-of-another-day"


class Line(Protocol):
    """The server."""

    def reconcile(
        self, tickets: Sequence[OfflineTicket], seen: Seen | None = None
    ) -> Sequence[Reconciled]:
        """Hand in tickets, in order, or what was seen of a journal; what became of each."""

    def report_paper(self, ticket: str, outcome: str, *, key: str | None = None) -> object:
        """Put on record what became of a paper."""


def is_silence(status: int) -> bool:
    """Whether an answer is as good as none: the server could not do what it should have."""
    return status >= HTTPStatus.INTERNAL_SERVER_ERROR


class Courier:
    """Goes one way at a time; the outbox forgets nothing before the server has it."""

    def __init__(self, line: Line, outbox: Outbox, say: Words) -> None:
        self._line = line
        self._outbox = outbox
        self._say = say
        self._one = Lock()

    def go(self, met: Seen, day: date, run: str, before: Seen | None) -> None:
        """Hand everything in to the server as it was met; Away where it does not answer.

        `run` is the sign of its present run, `before` what was seen of its journal last.
        """
        with self._one:
            lost = self._outbox.lost(met, before)
            if lost is not None:
                log.warning(self._say("kiosk.log.server_restored"))
                self._warn(lost)
            self._outbox.meet(met, day, run)
            self._hand_in()
            for said in self._outbox.untold():
                self.tell(said)

    def tell(self, said: Said) -> None:
        """Tell what became of one paper."""
        try:
            self._line.report_paper(said.ticket, said.outcome.value, key=said.key)
        except Refused as refused:
            if is_silence(refused.status) or refused.status in UNAUTHORIZED:
                raise Away(str(refused)) from refused
            log.warning("a report was refused: %s", refused)
        self._outbox.told(said)

    def _warn(self, lost: Seen) -> None:
        """Tell the server what it does not know any more, before anybody gets a number of it."""
        try:
            self._line.reconcile((), lost)
        except Refused as refused:
            if is_silence(refused.status):
                raise Away(str(refused)) from refused
            log.warning("what the server has lost was refused: %s", refused)

    def _hand_in(self) -> None:
        last = 0
        while some := self._outbox.unheard(last, MOST_AT_ONCE):
            stubs = [stub for _, stub in some]
            for stub, answer in zip(stubs, self._answers(stubs), strict=True):
                self._note(stub, answer)
            last = some[-1][0]

    def _answers(self, stubs: Sequence[Stub]) -> Sequence[Reconciled]:
        """What the server says to each; where it takes the whole list ill, to one after another."""
        try:
            return self._line.reconcile([handed_in(stub) for stub in stubs])
        except Refused as refused:
            if is_silence(refused.status):
                raise Away(str(refused)) from refused
            if refused.status in UNAUTHORIZED:
                raise
            if stubs[1:]:
                return [answer for stub in stubs for answer in self._answers([stub])]
            problem = {"code": refused.code}
            return [Reconciled(id=str(stubs[0].id), status=refused.status, problem=problem)]

    def _note(self, stub: Stub, answer: Reconciled) -> None:
        """Put on record what the server said to a stub; what it could not do is asked again."""
        if answer.problem is None:
            self._outbox.heard(stub.id)
            return
        code = str(answer.problem.get("code", answer.status))
        if is_silence(answer.status):
            log.warning("the server could not take %s in: %s", stub.number, code)
            return
        self._outbox.refused(stub.id, code)
        if code == ANOTHER_DAY:
            log.info("%s is of a day that is over", stub.number)
        else:
            log.error(self._say("kiosk.log.stub_refused", number=stub.number, why=code))
