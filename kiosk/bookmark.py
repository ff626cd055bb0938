"""What stood on the glass when the kiosk ended, for the citizen who still stands before it."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec

from kiosk.clock import Clock
from kiosk.hands import Hands
from kiosk.view import Errand, Mishap, PaperNews, Screen, Trouble, View
from luot import whole
from luot.client import Issued
from luot.domain.ticket import Paper

log = logging.getLogger(__name__)

NAME: Final = "glass.json"
FRESH: Final = timedelta(seconds=60)
# Only these are sure after a restart; a printer that was printing may have done it since.
SURE: Final = (Paper.PRINTED, Paper.NOT_SENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A number on the glass, or a press on "take a number" whose answer is not there yet.

    `key` is that press: asked again under it, the server gives the same number.
    """

    lang: str
    errand: Errand
    key: str
    large: bool = False
    contrast: bool = False
    low: bool = False
    priority: str = ""
    issued: Issued | None = None
    paper: PaperNews | None = None
    unknowns: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A mark, and when it was made."""

    at: datetime
    mark: Mark


def mark(view: View) -> Mark | None:
    """What of a view must outlive the kiosk; None where nobody would miss anything."""
    waiting = view.asked_at is not None or view.screen is Screen.TROUBLE
    if view.errand is None or view.key is None or not (waiting or view.issued):
        return None
    return Mark(
        lang=view.lang,
        errand=view.errand,
        key=view.key,
        large=view.large,
        contrast=view.contrast,
        low=view.low,
        priority=view.priority,
        issued=view.issued,
        paper=view.paper,
        unknowns=view.unknowns,
    )


def again(mark: Mark, fresh: View) -> View:
    """The view of a mark, on top of that of a kiosk which has just begun."""
    view = replace(
        fresh,
        lang=mark.lang,
        errand=mark.errand,
        key=mark.key,
        large=mark.large,
        contrast=mark.contrast,
        low=mark.low,
        priority=mark.priority,
        unknowns=mark.unknowns,
    )
    if mark.issued is None:
        return replace(view, screen=Screen.TROUBLE, trouble=Trouble(mishap=Mishap.BROKEN))
    known = mark.paper is not None and mark.paper.outcome in SURE
    paper = mark.paper if known else PaperNews(outcome=Paper.UNKNOWN)
    return replace(view, screen=Screen.TICKET, trouble=None, issued=mark.issued, paper=paper)


class Bookmark:
    """Keeps the mark in the kiosk's own folder, and takes it away when the citizen has left.

    `hands` is one thread of its own: marks are written in their order, and no touch waits.
    """

    def __init__(self, folder: Path, hands: Hands, clock: Clock) -> None:
        self._path = folder / NAME
        self._hands = hands
        self._clock = clock
        self._last: Mark | None = None

    def found(self) -> Mark | None:
        """What an earlier run left behind within the last minute."""
        try:
            kept = msgspec.json.decode(self._path.read_bytes(), type=Kept)
        except FileNotFoundError:
            return None
        except (OSError, msgspec.DecodeError) as error:
            log.warning("what stood on the glass cannot be read: %s", error)
            return None
        age = self._clock.now() - kept.at
        self._last = kept.mark
        return kept.mark if timedelta() <= age < FRESH else None

    def note(self, view: View) -> None:
        """Keep what has to be kept of this view."""
        now = mark(view)
        if now != self._last:
            self._last = now
            kept = None if now is None else Kept(at=self._clock.now(), mark=now)
            self._hands.run(lambda: self._write(kept), lambda _: None)

    def _write(self, kept: Kept | None) -> None:
        try:
            if kept is None:
                self._path.unlink(missing_ok=True)
            else:
                whole.write(self._path, msgspec.json.encode(kept), whole.OWNER_ONLY)
        except OSError as error:
            # A full disk costs this citizen the picture after a crash, and nobody a number.
            log.warning("what stands on the glass cannot be kept: %s", error)
