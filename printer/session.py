"""Whether the citizen has the paper: one printer, one job at a time, one honest answer."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from printer.dialogue import Dialogue
from printer.links import Link, LinkDown
from printer.status import Block, Paper, Trouble
from printer.writer import Job

_BYTES_PER_SECOND = 10_000  # of a slow network printer


class Outcome(StrEnum):
    """What is known of the paper after a job.

    PRINTED: the printer said so after the cut. NOT_SENT: it got nothing, no paper will come.
    HELD: it has the job and prints it once it is mended. UNKNOWN: only the citizen can tell.
    """

    PRINTED = "printed"
    NOT_SENT = "not_sent"
    HELD = "held"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Seconds that a printer is given: to answer a question, to take a job, to print it.

    `quiet` is how long it may stay silent, beyond the time that the paper itself takes at `paper`
    dots a second, before it is asked how it is. 800 dots are 100 mm: a slow printer.
    """

    answer: float = 0.4
    taking: float = 8.0
    quiet: float = 1.0
    printing: float = 8.0
    paper: int = 800


@dataclass(frozen=True, slots=True)
class _Held:
    """A job that the printer keeps until it is mended."""

    dialogue: Dialogue
    job: Job


class PrintSession:
    """Prints jobs on one printer; silence is never taken for success.

    `trouble` is what stands in the way since the last job, None when nothing does. A held job is
    never sent again: it comes out by itself, and `settle` hears of it.
    """

    def __init__(self, connect: Callable[[], Link], patience: Patience | None = None) -> None:
        self._connect = connect
        self._patience = patience or Patience()
        self._held: _Held | None = None
        self._broom = b""
        self.trouble: Trouble | None = None
        self.paper_low = False

    def print(self, job: Job) -> Outcome:
        """Print one job and say what became of it; NOT_SENT while an earlier one is held."""
        if self.settle(self._patience.answer) is Outcome.HELD:
            return Outcome.NOT_SENT
        try:
            dialogue = Dialogue(self._connect())
        except LinkDown:
            return self._stopped(Trouble.UNREACHABLE)
        outcome = self._converse(dialogue, job)
        if outcome is Outcome.HELD:
            self._held = _Held(dialogue, job)
        else:
            dialogue.link.close()
        return outcome

    def settle(self, seconds: float) -> Outcome | None:
        """What became of a held job, waiting so long for news; None where none is held."""
        if self._held is None:
            return None
        try:
            heard = self._held.dialogue.answer(self._held.job.fence, seconds)
        except LinkDown:
            self._broom = self._held.job.broom
            outcome = Outcome.UNKNOWN
        else:
            if heard is None:
                return Outcome.HELD
            outcome = self._heard(heard)
        self.close()
        return outcome

    def close(self) -> None:
        """Give the printer free; a job that it holds is then no longer watched."""
        if self._held is not None:
            self._held.dialogue.link.close()
            self._held = None

    def _converse(self, dialogue: Dialogue, job: Job) -> Outcome:
        try:
            ready = self._ready(dialogue, self._patience.answer)
            if self._broom and self.trouble in {None, Trouble.MUTE}:
                ready = self._swept(dialogue)
        except LinkDown:
            return self._stopped(Trouble.UNREACHABLE)
        if not ready:
            return Outcome.NOT_SENT
        try:
            dialogue.send(job.data, self._patience.taking + len(job.data) / _BYTES_PER_SECOND)
            return self._confirmed(dialogue, job)
        except LinkDown as broken:
            # What went out before the wire broke may still come out as paper.
            self.trouble = Trouble.UNREACHABLE
            if broken.sent == 0:
                return Outcome.NOT_SENT
            self._broom = job.broom
            return Outcome.UNKNOWN

    def _swept(self, dialogue: Dialogue) -> bool:
        """Ready, once the rest that the last job left in the printer is out of the way.

        It may have taken the question for that rest, so its silence before is no answer.
        """
        dialogue.send(self._broom, self._patience.taking + len(self._broom) / _BYTES_PER_SECOND)
        ready = self._ready(dialogue, self._patience.quiet + self._patience.answer)
        if ready:
            self._broom = b""
        return ready

    def _ready(self, dialogue: Dialogue, seconds: float) -> bool:
        """Whether the printer says that it can print; its silence is a no."""
        status = dialogue.status(seconds)
        self.trouble = Trouble.MUTE if status is None else status.trouble
        self.paper_low = status is not None and status.paper_low
        return self.trouble is None

    def _confirmed(self, dialogue: Dialogue, job: Job) -> Outcome:
        """Wait for the fence; after a silence ask whether something stops the printer."""
        paper = job.sheet.height / self._patience.paper
        heard = dialogue.answer(job.fence, self._patience.quiet + paper)
        if heard is None:
            status = dialogue.status(self._patience.answer)
            if status is not None and status.trouble is not None:
                self.trouble = status.trouble
                return Outcome.HELD
            heard = dialogue.answer(job.fence, self._patience.printing)
        return Outcome.UNKNOWN if heard is None else self._heard(heard)

    def _heard(self, heard: Paper | Block) -> Outcome:
        """PRINTED, unless the printer answers in its turn that the paper had run out."""
        if isinstance(heard, Paper):
            self.paper_low = heard.low
            if heard.out:
                self.trouble = Trouble.PAPER_OUT
                return Outcome.UNKNOWN
        self.trouble = None
        return Outcome.PRINTED

    def _stopped(self, trouble: Trouble) -> Outcome:
        self.trouble = trouble
        return Outcome.NOT_SENT
