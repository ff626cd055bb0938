"""The way to one printer from job to job, and what is known of its other end."""

import time
from collections.abc import Callable

from printer.dialogue import Dialogue
from printer.fence import Fence
from printer.kept import Kept
from printer.links import Link, LinkDown, LinkForbidden, LinkStalled, LinkTaken
from printer.profiles import FenceKind
from printer.slate import Slate
from printer.status import Trouble
from printer.terms import Patience, Terms
from printer.writer import Job

_BLINK = 2.0  # seconds: no printer is switched off, on, and ready again in less
# Ends a command that broke off before its last count: a question would be taken for that count,
# and the picture be one of thousands of rows.
_BLANK = bytes(8)
_PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)  # seconds between two looks for a printer that is away


class Line:
    """The way to one printer.

    `trouble` is what stands in the way as far as was heard, None when nothing does. After a break
    the printer may have the beginning of a job, and owe the answer to its fence: `reach` clears
    both away.
    """

    def __init__(
        self,
        connect: Callable[[], Link],
        patience: Patience,
        terms: Terms,
        slate: Slate | None = None,
    ) -> None:
        self._connect = connect
        self._patience = patience
        self._terms = terms
        self._dialogue: Dialogue | None = None
        self._warm, self._heard_at = False, 0.0
        self._stored: frozenset[bytes] | None = None
        self._blank = b""
        self._broom = b""
        self._doubt = b""
        self._owed: Fence | None = None
        self._failures, self._not_before = 0, 0.0
        self.trouble: Trouble | None = None
        self.paper_low = False
        self._slate = slate
        self._take_over()

    @property
    def kept(self) -> Kept:
        """What the printer still has of earlier jobs."""
        return Kept(warm=self._warm, stored=self._stored or frozenset())

    @property
    def doubtful(self) -> bool:
        """Whether the next answer may be the one to an earlier fence."""
        return self._owed is not None and self._owed.kind is FenceKind.GS_R

    @property
    def resting(self) -> bool:
        """Whether it is too soon to look again for a printer that is away."""
        return self._dialogue is None and time.monotonic() < self._not_before

    def reach(self) -> Dialogue | None:
        """The open way to a printer that can print now; None where `trouble` says why not."""
        again = self._dialogue is not None
        try:
            dialogue = self._opened()
            ready = self._prepared(dialogue)
        except LinkDown as broken:
            self.lost(broken)
            # A kept link may have broken long ago: a printer plugged in anew is found at once.
            return self.reach() if again else None
        if ready:
            return dialogue
        self.cold()
        self.leave()
        return None

    def list_stored(self, dialogue: Dialogue) -> None:
        """Learn which pictures the printer keeps, once for each link."""
        if self._terms.stored and self._stored is None:
            self._stored = dialogue.stored(self._patience.answer)

    def ready(self, dialogue: Dialogue, seconds: float) -> bool:
        """Whether the printer says that it can print; its silence is a no."""
        status = dialogue.status(seconds)
        self.trouble = Trouble.MUTE if status is None else status.trouble
        self.paper_low = self._terms.near_end and status is not None and status.paper_low
        if status is not None:
            self._heard()
        return self.trouble is None

    def printed(self) -> None:
        """The last job came out: what it taught the printer holds as long as this link does."""
        self._heard()
        self._warm = self._terms.keep
        self._doubt = b""
        self.clean()

    def _heard(self) -> None:
        """The printer has just spoken; after a longer silence its power may have been off."""
        now = time.monotonic()
        if now - self._heard_at > _BLINK:
            self.cold()
        self._heard_at = now

    def cold(self) -> None:
        """Nothing is sure of what the printer still has."""
        self._warm = False

    def begins(self, job: Job) -> None:
        """A job goes out now; a program that is killed on the way leaves word of it."""
        if self._slate is not None:
            self._slate.write(job, torn=True)

    def clean(self) -> None:
        """Leave no word of a job where nothing of one can be left at the printer."""
        if self._slate is not None and not (self._broom or self._doubt or self._owed):
            self._slate.wipe()

    def unsettled(self, job: Job) -> None:
        """The last job's fence was not answered, and may still be.

        Its power may be what failed: then paper with the beginning of that job would be the top
        of the next one.
        """
        self._owed = job.fence if job.fence.kind is not FenceKind.NONE else None
        self._doubt = job.broom
        if self._slate is not None:
            self._slate.write(job, torn=bool(self._broom))

    def torn(self, job: Job) -> None:
        """The last job broke off somewhere."""
        self._blank, self._broom = _BLANK, job.broom
        self.unsettled(job)

    def lost(self, broken: LinkDown) -> None:
        """The link broke, or did not open."""
        self.trouble = trouble_of(broken)
        self.close()
        pause = _PAUSES[min(self._failures, len(_PAUSES) - 1)]
        self._failures += 1
        self._not_before = time.monotonic() + pause

    def leave(self) -> None:
        """Give the printer free for others, unless there are none."""
        if not self._terms.keep:
            self.close()

    def close(self) -> None:
        """Give the printer free."""
        self._warm, self._stored = False, None
        if self._dialogue is not None:
            self._dialogue.link.close()
            self._dialogue = None

    def _opened(self) -> Dialogue:
        if self._dialogue is None:
            self._dialogue = Dialogue(self._connect())
            self._failures = 0
        return self._dialogue

    def _prepared(self, dialogue: Dialogue) -> bool:
        """Ready, with what the last job left in the printer out of the way."""
        if not self._terms.status:
            self.trouble = None
            self._sweep(dialogue)
            self._broom = b""
            return True
        if self._blank:
            # Once: a printer without paper would be full of them in the end.
            dialogue.send(self._blank, self._patience.answer)
            self._blank = b""
        ready = self.ready(dialogue, self._patience.answer)
        if self.trouble is Trouble.MUTE:
            self._broom = self._broom or self._doubt
        if self._broom and self.trouble in {None, Trouble.MUTE}:
            # It may have taken the question for the rest of the job: its silence is no answer.
            rest = self._sweep(dialogue)
            ready = self.ready(dialogue, self._patience.quiet + self._patience.answer + rest)
            if ready:
                self._broom = self._doubt = b""
        if ready and self._owed is not None:
            self._catch_up(dialogue, self._owed)
        if ready:
            self.clean()
        return ready

    def _take_over(self) -> None:
        """What an earlier program left at the printer is as if this one had."""
        left = self._slate.read() if self._slate is not None else None
        if left is not None:
            self._owed = left.fence if left.kind is not FenceKind.NONE else None
            self._doubt = left.broom
            if left.torn:
                self._blank, self._broom = _BLANK, left.broom

    def _sweep(self, dialogue: Dialogue) -> float:
        """Seconds that the broom may still be on its way, where the wire is slow."""
        if not self._broom:
            return 0.0
        began = time.monotonic()
        dialogue.send(self._broom, self._patience.taking)
        return max(0.0, wire(dialogue, len(self._broom)) - (time.monotonic() - began))

    def _catch_up(self, dialogue: Dialogue, fence: Fence) -> None:
        """Ask once more, and wait until answers come no longer: then none is owed any more.

        The answer to GS r 1 bears no mark: a late one would pass for that of the next job. Where
        this question alone is answered, the earlier one is lost, and with it the end of its job.
        """
        dialogue.send(fence.question, self._patience.answer)
        heard, pause = 0, self._patience.quiet + self._patience.answer
        while dialogue.answer(fence, pause) is not None:
            heard, pause = heard + 1, self._patience.quiet
        if heard or not self.doubtful:
            self._owed = None
        if heard == 1:
            self._broom = self._broom or self._doubt
            self._sweep(dialogue)
            self._broom = b""
        if heard:
            self._doubt = b""


def wire(dialogue: Dialogue, size: int) -> float:
    """Seconds that so many bytes are on their way, 0 where the wire is fast."""
    return size / dialogue.link.pace if dialogue.link.pace else 0.0


def trouble_of(broken: LinkDown) -> Trouble:
    """What stands in the way where a link broke or did not open."""
    match broken:
        case LinkStalled():
            return Trouble.STALLED
        case LinkTaken():
            return Trouble.TAKEN
        case LinkForbidden():
            return Trouble.FORBIDDEN
        case _:
            return Trouble.UNREACHABLE
