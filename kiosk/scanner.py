"""The code scanner of a kiosk: bytes from a serial port become one text for each scan."""

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Event, Lock, Thread
from typing import Final

from printer.links import Link, LinkDown
from printer.targets import BadTarget, Serial, target

log = logging.getLogger(__name__)

SILENCE: Final = 0.08
"""Seconds after which a scan without an end of its own is over."""
LONGEST: Final = 1000
LOOK_SECONDS: Final = 0.25
PAUSES: Final = (0.2, 0.5, 1.0, 2.0, 5.0)  # seconds between two looks for a scanner that is away
_ENDS: Final = b"\r\n"
_SIGNS: Final = re.compile(r"[\x00-\x1f\x7f]")
_ROUND: Final = "".join(map(chr, range(33))) + "\x7f\ufeff"


class Unfit(StrEnum):
    """Why a scan is dropped."""

    TOO_LONG = "too long"
    NOT_UTF8 = "not UTF-8"
    NOT_TEXT = "not text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The bytes of one scan, None of one that was too long.

    `ended` says whether the scanner ended it, or silence did.
    """

    data: bytes | None = field(repr=False)
    ended: bool

    def text(self) -> "str | Unfit":
        """What was scanned; some scanners put signs such as STX and ETX round it."""
        if self.data is None:
            return Unfit.TOO_LONG
        try:
            text = self.data.decode("utf-8")
        except UnicodeDecodeError:
            return Unfit.NOT_UTF8
        text = text.strip(_ROUND)
        return Unfit.NOT_TEXT if _SIGNS.search(text) else text


class ScanFramer:
    """Cuts what comes in into scans, by CR, LF, CRLF or silence; `clock` counts seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._data = bytearray()
        self._overlong = False
        self._last = clock()

    @property
    def waiting(self) -> bool:
        """Whether the beginning of a scan is here and its end is not."""
        return bool(self._data) or self._overlong

    def feed(self, data: bytes) -> Iterator[Frame]:
        """Every scan that has come to its end with these bytes, which may be none."""
        now = self._clock()
        if self.waiting and now - self._last >= SILENCE:
            yield self._cut(ended=False)
        if data:
            self._last = now
        for piece in data.splitlines(keepends=True):
            self._take(piece.rstrip(_ENDS))
            if piece[-1] in _ENDS and self.waiting:
                yield self._cut(ended=True)

    def _take(self, piece: bytes) -> None:
        if len(self._data) + len(piece) > LONGEST:
            self._overlong = True
            self._data.clear()
        elif not self._overlong:
            self._data += piece

    def _cut(self, *, ended: bool) -> Frame:
        frame = Frame(data=None if self._overlong else bytes(self._data), ended=ended)
        self._data.clear()
        self._overlong = False
        return frame


def scanner_at(address: str) -> Serial:
    """The port that an address such as `serial:/dev/serial/by-id/...` names; else BadTarget."""
    place = target(address)
    if not isinstance(place, Serial):
        raise BadTarget(address)
    return place


def port(place: Serial) -> Callable[[], Link]:
    """What opens the port, wherever the scanner is plugged in by then; LinkDown where it is not."""

    def connect() -> Link:
        from printer.links_serial import SerialLink  # noqa: PLC0415  # few kiosks have one

        return SerialLink(place.where, baud=place.baud, flow=place.flow)

    return connect


class Scanner:
    """Listens to a scanner on a thread of its own, and finds it again when it was unplugged.

    `heard` gets each frame on that thread.
    """

    def __init__(
        self,
        connect: Callable[[], Link],
        heard: Callable[[Frame], None],
        clock: Callable[[], float],
    ) -> None:
        self._connect = connect
        self._heard = heard
        self._clock = clock
        self._stop = Event()
        self._thread = Thread(target=self._run, name="scanner", daemon=True)
        self._told: str | None = ""  # nothing yet
        self.there = False
        """Whether a scan would be heard now."""

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """Listen no more, and give the port free."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._follow()
            except Exception:
                # A thread that ended would leave the kiosk deaf to every code until its restart.
                log.exception("the scanner broke and is looked for again")
                self.there = False
                self._stop.wait(PAUSES[0])

    def _follow(self) -> None:
        """Look for the scanner and listen to it, again and again."""
        failures = 0
        while not self._stop.is_set():
            try:
                link = self._connect()
            except LinkDown as away:
                self._tell(type(away).__name__)
                self._stop.wait(PAUSES[min(failures, len(PAUSES) - 1)])
                failures += 1
                continue
            failures = 0
            self._tell(None)
            self.there = True
            self._listen(link)
            self.there = False

    def _listen(self, link: Link) -> None:
        """Until the scanner is unplugged; the half of a scan goes with it."""
        framer = ScanFramer(self._clock)
        try:
            while not self._stop.is_set():
                data = link.read(SILENCE if framer.waiting else LOOK_SECONDS)
                for frame in framer.feed(data):
                    self._heard(frame)
        except LinkDown as gone:
            self._tell(type(gone).__name__)
        finally:
            link.close()

    def _tell(self, trouble: str | None) -> None:
        """Write down that the scanner came or went, once each."""
        if trouble != self._told and trouble is not None:
            log.warning("no scanner: %s", trouble)
        elif trouble != self._told:
            log.info("the scanner is there")
        self._told = trouble


def texts(frame: Frame) -> Iterator[str]:
    """The text of a scan, or nothing; what was dropped is logged without a letter of it."""
    text = frame.text()
    if isinstance(text, Unfit):
        log.warning("a scan was dropped: %s", text.value)
    elif text:
        yield text


class Latest:
    """Brings what was scanned last to the thread that draws, by `post`.

    However many lines a code or a broken scanner types, no more than one of them waits there.
    """

    def __init__(
        self, see: Callable[[str], None], post: Callable[[Callable[[], None]], None]
    ) -> None:
        self._see = see
        self._post = post
        self._one = Lock()
        self._text: str | None = None

    def put(self, text: str) -> None:
        """Something was scanned."""
        with self._one:
            waits, self._text = self._text is not None, text
        if not waits:
            self._post(self._bring)

    def _bring(self) -> None:
        with self._one:
            text, self._text = self._text, None
        if text is not None:
            self._see(text)
