"""One conversation with a printer: ask how it is, hand it a job, hear that the paper is out."""

import time
from collections import deque

from printer.fence import Fence
from printer.links import Link
from printer.profiles import FenceKind
from printer.status import Answer, Block, Demux, Paper, PrinterStatus, RealTime, question, status

_PROCESS_ID = b"\x37\x22"  # what the answer to GS ( H begins with


class Dialogue:
    """Questions and answers over one link; LinkDown ends it."""

    def __init__(self, link: Link) -> None:
        self.link = link
        self._demux = Demux()
        self._now: deque[RealTime] = deque()
        self._turn: deque[Answer] = deque()

    def status(self, seconds: float) -> PrinterStatus | None:
        """How the printer is, or None where it left one of four questions unanswered so long."""
        heard: list[int] = []
        for kind in (1, 2, 3, 4):
            answer = self._ask(kind, seconds)
            if answer is None:
                return None
            heard.append(answer)
        return status(*heard)

    def send(self, data: bytes, seconds: float) -> None:
        """Hand over a job, or raise LinkDown with how much of it went out."""
        self.link.write(data, seconds)

    def answer(self, fence: Fence, seconds: float) -> Paper | Block | None:
        """The printer's answer to the fence, or None after silence."""
        end = time.monotonic() + seconds
        while True:
            while self._turn:
                heard = self._turn.popleft()
                if isinstance(heard, Paper | Block) and answers(heard, fence):
                    return heard
            left = end - time.monotonic()
            if left <= 0:
                return None
            self._listen(left)

    def _ask(self, kind: int, seconds: float) -> int | None:
        """One byte of status; a late answer to an earlier question is not taken for it."""
        self._now.clear()
        self.link.write(question(kind), seconds)
        end = time.monotonic() + seconds
        while not self._now:
            left = end - time.monotonic()
            if left <= 0:
                return None
            self._listen(left)
        return self._now.popleft().byte

    def _listen(self, seconds: float) -> None:
        for answer in self._demux.feed(self.link.read(seconds)):
            if isinstance(answer, RealTime):
                self._now.append(answer)
            else:
                self._turn.append(answer)


def answers(heard: Paper | Block, fence: Fence) -> bool:
    """Whether this is what the printer says when it has come to the fence."""
    match fence.kind:
        case FenceKind.GS_R:
            return isinstance(heard, Paper)
        case FenceKind.PID:
            return heard == Block(_PROCESS_ID + fence.word)
