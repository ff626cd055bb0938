"""What the kiosk looks at by itself before the first citizen comes."""

import logging
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from kiosk.known import Known
from kiosk.view import PrinterNews
from luot.words import Words

log = logging.getLogger(__name__)

LEAST_DISK: Final = 200 * 1024 * 1024
MOST_OFFSET: Final = timedelta(seconds=30)
FINE: Final = "fine"
SETTLE_SECONDS: Final = 15.0

Size = tuple[int, int]


class Subject(StrEnum):
    """What is looked at."""

    PRINTER = "printer"
    SERVER = "server"
    CLOCK = "clock"
    DISK = "disk"
    SCREEN = "screen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """How one thing is: `how` names the sentence, `values` fill it in."""

    subject: Subject
    how: str = FINE
    values: dict[str, object] = field(default_factory=dict)

    @property
    def fine(self) -> bool:
        """Whether nobody has to do anything."""
        return self.how == FINE

    def said(self, say: Words) -> str:
        """The finding as a sentence."""
        why = f"printer.trouble.{self.values.get('code')}"
        told = {"why": say(why)} if why in say else {"why": self.values.get("code", "")}
        return say(f"kiosk.check.{self.subject}.{self.how}", **self.values, **told)


def printer(news: PrinterNews | None) -> Finding:
    """The ticket printer as it was last heard."""
    if news is None:
        return Finding(subject=Subject.PRINTER, how="none")
    how = FINE if news.trouble is None else "trouble"
    return Finding(subject=Subject.PRINTER, how=how, values={"code": news.trouble or ""})


def server(known: Known) -> Finding:
    """The line to the server."""
    if known.unpaired:
        return Finding(subject=Subject.SERVER, how="unpaired")
    return Finding(subject=Subject.SERVER, how=FINE if known.contact else "away")


def clock(known: Known) -> Finding:
    """This computer's clock against the server's."""
    if known.offset is None:
        return Finding(subject=Subject.CLOCK, how="unknown")
    off = abs(known.offset)
    how = FINE if off <= MOST_OFFSET else "off"
    return Finding(subject=Subject.CLOCK, how=how, values={"seconds": round(off.total_seconds())})


def _takes(folder: Path) -> bool:
    """Whether a folder can be written into: a disk that fails is made read-only by the system."""
    return os.access(folder, os.W_OK)


def disk(folder: Path, takes: Callable[[Path], bool] = _takes) -> Finding:
    """The room that is left where the kiosk keeps its own, and whether that disk takes anything."""
    there = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    free = shutil.disk_usage(there).free
    how = FINE if free >= LEAST_DISK else "full"
    how = how if takes(there) else "read_only"
    return Finding(subject=Subject.DISK, how=how, values={"megabytes": free // (1024 * 1024)})


def screen(window: Size, monitor: Size | None) -> Finding:
    """Whether the window covers the screen."""
    how = FINE if monitor in (None, window) else "other"
    names = ("width", "height", "real_width", "real_height")
    return Finding(
        subject=Subject.SCREEN,
        how=how,
        values=dict(zip(names, (*window, *(monitor or window)), strict=True)),
    )


def record(findings: tuple[Finding, ...], say: Words) -> None:
    """Write down what was found."""
    wrong = [each for each in findings if not each.fine]
    for each in wrong:
        log.warning(each.said(say))
    if not wrong:
        log.info(say("kiosk.check.all_fine"))


class SelfTest:
    """Looks at everything soon after the kiosk has started, and whenever the hall opens."""

    def __init__(self, look: Callable[[], tuple[Finding, ...]], say: Words) -> None:
        self._look = look
        self._say = say
        self._due: float | None = None
        self._was_open = True

    def tick(self, known: Known, now: float) -> None:
        """Look where it is time to."""
        if self._due is None or (known.open and not self._was_open):
            # The printer and the server have had time to answer by then.
            self._due = now + SETTLE_SECONDS
        self._was_open = known.open
        if now >= self._due:
            self._due = float("inf")
            record(self._look(), self._say)

    def findings(self) -> tuple[Finding, ...]:
        """How everything is now."""
        return self._look()
