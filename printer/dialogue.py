"""One conversation with a printer: ask how it is, hand it a job, hear that the paper is out."""

import time
from collections import deque
from collections.abc import Callable

from printer.fence import Fence
from printer.links import Link
from printer.profiles import FenceKind
from printer.status import Block, Demux, Paper, PrinterStatus, RealTime, question, status

_PROCESS_ID = b"\x37\x22"  # what the answer to GS ( H begins with
# GS ( L fn 64: which pictures it keeps, told in blocks that want an ACK each; 40h marks the last.
_LIST = b"\x1d(L\x04\x00\x30\x40KC"
_LISTED, _LAST, _ACK = b"\x37\x72", b"\x40", b"\x06"
# Recover from an error, then forget what was received (DLE ENQ 2, DLE DC4 8): obeyed at once,
# and never part of a job.
_CLEAR = b"\x10\x05\x02\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
_CLEARED = Block(b"\x37\x25")

InTurn = Paper | Block


class Dialogue:
    """Questions and answers over one link; LinkDown ends it."""

    def __init__(self, link: Link) -> None:
        self.link = link
        self._demux = Demux()
        self._now: deque[RealTime] = deque()
        self._turn: deque[InTurn] = deque()

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
        """Hand over a job, or raise LinkDown with how much of it went out.

        What was answered before it went out is no answer to its fence.
        """
        self._turn.clear()
        self.link.write(data, seconds)

    def answer(self, fence: Fence, seconds: float) -> InTurn | None:
        """The printer's answer to the fence, or None after silence."""
        return self._in_turn(lambda heard: answers(heard, fence), seconds)

    def stored(self, seconds: float) -> frozenset[bytes]:
        """The key codes of the pictures that the printer keeps, none where it does not say."""
        keys: set[bytes] = set()
        self.send(_LIST, seconds)
        while isinstance(block := self._in_turn(_lists, seconds), Block):
            self.link.write(_ACK, seconds)
            codes = block.data[len(_LISTED) + 1 :]
            keys.update(codes[place : place + 2] for place in range(0, len(codes) - 1, 2))
            if block.data.startswith(_LISTED + _LAST):
                break
        return frozenset(keys)

    def clear(self, seconds: float) -> None:
        """Have the printer forget what it has received; not every printer does, or says so."""
        self.send(_CLEAR, seconds)
        self._in_turn(lambda heard: heard == _CLEARED, seconds)

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

    def _in_turn(self, wanted: Callable[[InTurn], bool], seconds: float) -> InTurn | None:
        """The first answer given in its turn that is wanted; others are passed over."""
        end = time.monotonic() + seconds
        while True:
            while self._turn:
                heard = self._turn.popleft()
                if wanted(heard):
                    return heard
            left = end - time.monotonic()
            if left <= 0:
                return None
            self._listen(left)

    def _listen(self, seconds: float) -> None:
        for answer in self._demux.feed(self.link.read(seconds)):
            if isinstance(answer, RealTime):
                self._now.append(answer)
            else:
                self._turn.append(answer)


def answers(heard: InTurn, fence: Fence) -> bool:
    """Whether this is what the printer says when it has come to the fence."""
    match fence.kind:
        case FenceKind.GS_R:
            return isinstance(heard, Paper)
        case FenceKind.PID:
            return heard == Block(_PROCESS_ID + fence.word)
        case FenceKind.NONE:
            return False


def _lists(heard: InTurn) -> bool:
    """Whether it is a part of the list of kept pictures."""
    return isinstance(heard, Block) and heard.data.startswith(_LISTED)
