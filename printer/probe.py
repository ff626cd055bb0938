"""What a printer answers, found out before anything is printed on it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from printer import kit
from printer.dialogue import answers
from printer.fence import Fence
from printer.links import Link
from printer.profile import FenceKind
from printer.status import (
    Answer,
    Block,
    Demux,
    Paper,
    PrinterStatus,
    RealTime,
    Trouble,
    question,
    status,
)

PATIENCE: Final = 0.6  # seconds: half as long again as a kiosk waits for an answer
T = TypeVar("T")

_KINDS: Final = (1, 2, 3, 4)
_NAMES: Final = (b"\x1dI\x42", b"\x1dI\x43")  # GS I: who made it, which model
_NAMED: Final = b"\x5f"
_MARK: Final = 4711  # no job begins to count there


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What a printer answered.

    `told`: which of DLE EOT 1 to 4; `slowest`: seconds of the slowest answer to these. `status`:
    what they say, None unless all four were answered. `calls_itself` is shown and never relied
    on: cheap printers give the names of famous ones.
    """

    told: tuple[int, ...] = ()
    slowest: float = 0.0
    status: PrinterStatus | None = None
    gs_r: bool = False
    pid: bool = False
    calls_itself: str = ""

    @property
    def fence(self) -> FenceKind:
        """The surest confirmation that it can give."""
        if self.pid:
            return FenceKind.PID
        return FenceKind.GS_R if self.gs_r else FenceKind.NONE

    @property
    def trouble(self) -> Trouble | None:
        """What stops it, as far as it tells; nothing then answers in its turn."""
        return self.status.trouble if self.status else None


def probe(link: Link, seconds: float = PATIENCE) -> Findings:
    """What the printer at the other end answers; LinkDown where the link breaks.

    It may print a few letters of questions that it does not know: the reset at the end drops them.
    """
    ear = _Ear(link, seconds)
    heard = {kind: ear.ask(question(kind), _realtime) for kind in _KINDS}
    told = {kind: answer for kind, answer in heard.items() if answer is not None}
    whole = status(*told.values()) if len(told) == len(_KINDS) else None
    slowest = ear.slowest
    if whole is not None and whole.trouble is not None:
        return Findings(told=tuple(told), slowest=slowest, status=whole)
    gs_r, pid = (
        ear.ask(fence.question, _to(fence)) is not None
        for fence in (Fence(FenceKind.GS_R), Fence(FenceKind.PID, _MARK))
    )
    names = [ear.ask(asked, _name) for asked in _NAMES]
    link.write(kit.reset(), seconds)
    return Findings(
        told=tuple(told),
        slowest=slowest,
        status=whole,
        gs_r=gs_r,
        pid=pid,
        calls_itself=" ".join(filter(None, names)),
    )


class _Ear:
    """Asks one question after the other, and listens for what answers it."""

    def __init__(self, link: Link, seconds: float) -> None:
        self._link = link
        self._seconds = seconds
        self._demux = Demux()
        self.slowest = 0.0

    def ask(self, asked: bytes, wanted: Callable[[Answer], T | None]) -> T | None:
        """What the answer means, None after silence."""
        began = time.monotonic()
        self._link.write(asked, self._seconds)
        while (left := began + self._seconds - time.monotonic()) > 0:
            for answer in self._demux.feed(self._link.read(left)):
                found = wanted(answer)
                if found is not None:
                    self.slowest = max(self.slowest, time.monotonic() - began)
                    return found
        return None


def _realtime(answer: Answer) -> int | None:
    return answer.byte if isinstance(answer, RealTime) else None


def _to(fence: Fence) -> Callable[[Answer], bool | None]:
    def answers_it(answer: Answer) -> bool | None:
        return (isinstance(answer, Paper | Block) and answers(answer, fence)) or None

    return answers_it


def _name(answer: Answer) -> str | None:
    if isinstance(answer, Block) and answer.data.startswith(_NAMED):
        return answer.data.removeprefix(_NAMED).decode("ascii", "ignore").strip()
    return None
