"""Whether the citizen has the paper: one printer, one job at a time, one honest answer."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock

from printer.dialogue import Dialogue
from printer.kept import Kept
from printer.line import Line, wire
from printer.links import Link, LinkDown, LinkStalled
from printer.profiles import FenceKind
from printer.slate import Slate
from printer.status import Block, Paper, PrinterStatus, Trouble
from printer.terms import Patience, Terms
from printer.writer import Job


class Outcome(StrEnum):
    """What is known of the paper after a job.

    PRINTED: the printer said so after the cut. NOT_SENT: it got nothing, no paper will come.
    HELD: it has the job and prints it once it is mended. UNKNOWN: only the citizen can tell.
    """

    PRINTED = "printed"
    NOT_SENT = "not_sent"
    HELD = "held"
    UNKNOWN = "unknown"


@dataclass(slots=True)
class _Held:
    """A job that the printer keeps until it is mended; `mended` is when it first said it was."""

    dialogue: Dialogue
    job: Job
    mended: float | None = None


class PrintSession:
    """Prints jobs on one printer; silence is never taken for success.

    A held job is never sent again: it comes out by itself, and `settle` hears of it. Threads may
    share a session: a job goes first, and `check` asks nothing meanwhile.
    """

    def __init__(
        self,
        connect: Callable[[], Link],
        patience: Patience | None = None,
        terms: Terms | None = None,
        slate: Slate | None = None,
    ) -> None:
        self._patience = patience or Patience()
        self._terms = terms or Terms()
        self._line = Line(connect, self._patience, self._terms, slate)
        self._held: _Held | None = None
        self._lock = Lock()

    @property
    def trouble(self) -> Trouble | None:
        """What stands in the way as far as was heard, None when nothing does."""
        return self._line.trouble

    @property
    def paper_low(self) -> bool:
        """Whether the roll will end soon."""
        return self._line.paper_low

    def print(self, work: Callable[[Kept], Job]) -> Outcome:
        """Print the job that `work` writes, and say what became of it.

        `work` is asked once the printer is ready, and told what it still has of earlier jobs.
        NOT_SENT while an earlier job is held.
        """
        with self._lock:
            if self._settled(self._patience.answer) is Outcome.HELD:
                return Outcome.NOT_SENT
            dialogue = self._line.reach()
            return Outcome.NOT_SENT if dialogue is None else self._printed(dialogue, work)

    def settle(self, seconds: float) -> Outcome | None:
        """What became of a held job, waiting so long for news; None where none is held."""
        with self._lock:
            return self._settled(seconds)

    def check(self) -> Trouble | None:
        """How the printer is, asked now: trouble is seen, and seen to be over, without a job.

        Asks nothing while a job is on its way or held, nor too often where the printer is away.
        """
        if self._lock.acquire(blocking=False):
            try:
                if self._held is None and not self._line.resting and self._line.reach():
                    self._line.leave()
            finally:
                self._lock.release()
        return self.trouble

    def clear(self) -> Outcome | None:
        """Have the printer drop what it holds; only because somebody in charge asked for it.

        What became of the job that was held: UNKNOWN, for its beginning may be on paper. None
        where none was held.
        """
        with self._lock:
            held = self._held
            dialogue = held.dialogue if held else self._line.reach()
            if dialogue is not None:
                self._dropped(dialogue)
            if held is None:
                return None
            self._line.torn(held.job)
            self._let_go()
            return Outcome.UNKNOWN

    def close(self) -> None:
        """Give the printer free; a job that it holds is then no longer watched."""
        with self._lock:
            self._let_go()

    def _printed(self, dialogue: Dialogue, work: Callable[[Kept], Job]) -> Outcome:
        outcome: Outcome | None = None
        try:
            self._line.list_stored(dialogue)
            job = work(self._line.kept)
            self._line.cold()
            self._line.begins(job)
            outcome = self._handed_over(dialogue, job)
        except LinkDown as broken:
            # The list of pictures broke off: not a byte of the job was sent.
            self._line.lost(broken)
            return Outcome.NOT_SENT
        finally:
            if outcome is not Outcome.HELD:
                self._line.leave()
        return outcome

    def _handed_over(self, dialogue: Dialogue, job: Job) -> Outcome:
        try:
            outcome = self._confirmed(dialogue, job)
        except LinkDown as broken:
            # What went out before the wire broke may still come out as paper.
            self._line.lost(broken)
            if broken.sent == 0:
                self._line.clean()
                return Outcome.NOT_SENT
            self._line.torn(job)
            return Outcome.UNKNOWN
        match outcome:
            case Outcome.PRINTED:
                self._line.printed()
            case Outcome.HELD:
                self._held = _Held(dialogue, job)
            case _:
                self._line.unsettled(job)
        return outcome

    def _confirmed(self, dialogue: Dialogue, job: Job) -> Outcome:
        """Send it and wait for the fence; after a silence ask whether something stops the printer.

        What was taken at once may still be on its way where the wire is slow.
        """
        began = time.monotonic()
        dialogue.send(job.data, self._patience.taking)
        if job.fence.kind is FenceKind.NONE and not self._terms.status:
            return Outcome.UNKNOWN
        rest = wire(dialogue, len(job.data)) - (time.monotonic() - began)
        paper = job.height / self._patience.paper
        heard = dialogue.answer(job.fence, self._patience.quiet + paper + max(0.0, rest))
        if heard is None:
            status = self._asked(dialogue)
            if status is not None and status.trouble is not None:
                self._line.trouble = status.trouble
                return Outcome.HELD
            if job.fence.kind is not FenceKind.NONE:
                heard = dialogue.answer(job.fence, self._patience.printing)
        return Outcome.UNKNOWN if heard is None else self._heard(heard)

    def _heard(self, heard: Paper | Block) -> Outcome:
        """PRINTED, unless it may be an earlier job's answer, or says that the paper had run out."""
        if isinstance(heard, Paper):
            self._line.paper_low = self._terms.near_end and heard.low
            if heard.out:
                self._line.trouble = Trouble.PAPER_OUT
                return Outcome.UNKNOWN
        self._line.trouble = None
        return Outcome.UNKNOWN if self._line.doubtful else Outcome.PRINTED

    def _settled(self, seconds: float) -> Outcome | None:
        held = self._held
        if held is None:
            return None
        try:
            outcome = self._news(held, seconds)
        except LinkDown as broken:
            self._line.lost(broken)
            outcome = Outcome.UNKNOWN
        if outcome is Outcome.HELD:
            return outcome
        self._held = None
        if outcome is Outcome.PRINTED:
            self._line.printed()
        else:
            self._line.torn(held.job)
        self._line.leave()
        return outcome

    def _news(self, held: _Held, seconds: float) -> Outcome:
        """The fence's answer; or HELD, until the printer is mended and yet says nothing.

        It has then lost the job, as one that was switched off and on has.
        """
        heard = held.dialogue.answer(held.job.fence, seconds)
        if heard is not None:
            return self._heard(heard)
        status = self._asked(held.dialogue)
        if status is None or status.trouble is not None:
            self._line.trouble = self._line.trouble if status is None else status.trouble
            held.mended = None
            return Outcome.HELD
        now = time.monotonic()
        held.mended = held.mended or now
        paper = held.job.height / self._patience.paper
        late = now - held.mended > self._patience.quiet + paper + self._patience.printing
        if not late and held.job.fence.kind is not FenceKind.NONE:
            return Outcome.HELD
        self._line.trouble = None
        return Outcome.UNKNOWN

    def _asked(self, dialogue: Dialogue) -> PrinterStatus | None:
        """How it is in the midst of a job; a printer that is full may not even take questions."""
        if not self._terms.status:
            return None
        try:
            return dialogue.status(self._patience.answer)
        except LinkStalled:
            return None

    def _dropped(self, dialogue: Dialogue) -> None:
        self._line.cold()
        try:
            dialogue.clear(self._patience.answer)
        except LinkDown as broken:
            self._line.lost(broken)

    def _let_go(self) -> None:
        self._held = None
        self._line.close()
