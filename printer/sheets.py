"""What a centre prints beside tickets: papers to bring, test pages, day summary, pairing code."""

from dataclasses import dataclass
from datetime import datetime

from printer.figures import DayFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsSheet:
    """What to bring for a procedure, for whoever asks before they come; no number.

    `fee` is a whole sentence, `time` how long the centre takes, `url` where it is done online;
    each None where it is not known. `at` is local time.
    """

    centre: str
    code: str
    procedure: str
    at: datetime
    checklist: tuple[str, ...] = ()
    fee: str | None = None
    time: str | None = None
    url: str | None = None
    lang: str = "vi"


@dataclass(frozen=True, slots=True, kw_only=True)
class TestPage:
    """All letters, a ruler and a QR code, so that somebody sees how a printer does with a profile.

    `letters` is how they reach the paper, a `TextMode`; `width` is that of the paper in mm.
    """

    __test__ = False  # not one of pytest's, for all its name

    centre: str
    target: str
    profile: str
    letters: str
    width: int
    at: datetime
    url: str | None = None
    lang: str = "vi"


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySummary:
    """A day's figures for the manager."""

    centre: str
    day: DayFigures
    lang: str = "vi"


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingSheet:
    """A one-time code that makes a `device` (kiosk, display, counter, printer) one of the hall.

    `until` is None where nobody said how long it is good; `server` is the server's address.
    """

    code: str
    server: str
    device: str
    at: datetime
    until: datetime | None = None
    lang: str = "vi"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannerPage:
    """A QR code with Vietnamese letters, to see what a code scanner makes of it."""

    at: datetime
    lang: str = "vi"
