"""How the kiosks' printers are, as each kiosk told last; a restart forgets it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import islice
from threading import Lock

import msgspec

from luot.messages import instant
from server.accounts import DEMO_NAMES, Device
from server.orders import KeyReused

SILENT = timedelta(minutes=3)  # a kiosk tells once a minute; two lost reports are no news yet
KEYS = 64  # of one kiosk, so that a retry of an older report never undoes a newer one


class PrinterTrouble(StrEnum):
    """Why no paper comes; the words are under `printer.trouble` and `printer.remedy`."""

    UNREACHABLE = "unreachable"
    TAKEN = "taken"
    FORBIDDEN = "forbidden"
    MUTE = "mute"
    PAPER_OUT = "paper-out"
    COVER_OPEN = "cover-open"
    ERROR = "error"
    OFFLINE = "offline"
    STALLED = "stalled"
    FOLDER = "folder"
    NO_PRINTER = "no-printer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a kiosk tells of its printer; `roll_metres` is the paper that is left, if it counts."""

    trouble: PrinterTrouble | None
    paper_low: bool
    roll_metres: float | None = None
    target: str = ""


class PrinterRow(msgspec.Struct, frozen=True, kw_only=True):
    """A kiosk's printer as it was told last.

    It has been so, well or not, since `since`; `silent` when nothing was told for three minutes.
    """

    trouble: PrinterTrouble | None
    paper_low: bool
    roll_metres: float | None
    target: str
    since: str
    reported_at: str
    silent: bool


class DeviceRow(msgspec.Struct, frozen=True, kw_only=True):
    """A paired device, when it was last heard, and a kiosk's printer if it has told of it."""

    name: str
    kind: str
    kiosk: int | None
    seen_at: str | None
    printer: PrinterRow | None


class PrinterNotice(msgspec.Struct, frozen=True, kw_only=True):
    """What staff should know of a printer; `name` is None for a kiosk that nobody named.

    `silent_since` is when it was heard last, if that is too long ago.
    """

    kiosk: str
    number: int | None
    name: str | None
    trouble: PrinterTrouble | None
    paper_low: bool
    since: str
    silent_since: str | None


@dataclass(slots=True)
class _Told:
    """The last report of one kiosk, and the reports under its last keys."""

    report: Report
    since: datetime
    at: datetime
    keys: dict[str, Report] = field(default_factory=dict)

    def take(self, key: str, report: Report, now: datetime) -> None:
        """Put a new report in place of the last one."""
        if (report.trouble, report.paper_low) != (self.report.trouble, self.report.paper_low):
            self.since = now
        self.report, self.at = report, now
        self.keys[key] = report
        for old in [*islice(self.keys, max(0, len(self.keys) - KEYS))]:
            del self.keys[old]

    def row(self, now: datetime) -> PrinterRow:
        """All that is known."""
        return PrinterRow(
            trouble=self.report.trouble,
            paper_low=self.report.paper_low,
            roll_metres=self.report.roll_metres,
            target=self.report.target,
            since=instant(self.since),
            reported_at=instant(self.at),
            silent=now - self.at > SILENT,
        )


class Devices:
    """The devices of a hall and the state of their printers; for any thread.

    `paired` are those that may enter now, `tell` is given what staff should know whenever that
    changes. `look` must be called from time to time: silence makes no sound.
    """

    def __init__(
        self,
        paired: Callable[[], Sequence[Device]],
        clock: Callable[[], datetime],
        tell: Callable[[Sequence[PrinterNotice]], None],
    ) -> None:
        self._paired = paired
        self._clock = clock
        self._tell = tell
        self._lock = Lock()
        self._told: dict[str, _Told] = {}
        self._noticed: tuple[PrinterNotice, ...] = ()

    def report(self, kiosk: str, key: str, report: Report) -> None:
        """Take in what a kiosk tells; KeyReused where it told something else under this key."""
        with self._lock:
            now = self._clock()
            told = self._told.setdefault(kiosk, _Told(report, now, now))
            known = told.keys.get(key)
            if known is None:
                told.take(key, report, now)
            elif known != report:
                raise KeyReused
        self.look()

    def look(self) -> None:
        """Tell staff, where something is otherwise than they know."""
        devices = self._paired()
        with self._lock:
            for gone in self._told.keys() - {each.name for each in devices}:
                del self._told[gone]  # its key was taken back
            noticed = tuple(self._notices(devices, self._clock()))
            if noticed != self._noticed:
                self._noticed = noticed
                self._tell(noticed)

    def rows(self) -> list[DeviceRow]:
        """Every device."""
        devices = self._paired()
        with self._lock:
            now = self._clock()
            return [self._row(each, now) for each in devices]

    def _row(self, device: Device, now: datetime) -> DeviceRow:
        told = self._told.get(device.name)
        return DeviceRow(
            name=device.name,
            kind=device.scope.value,
            kiosk=device.kiosk,
            seen_at=instant(device.seen_at) if device.seen_at else None,
            printer=told.row(now) if told else None,
        )

    def _notices(self, devices: Sequence[Device], now: datetime) -> list[PrinterNotice]:
        """What is worth a look: printers that are not well, or were not when last heard."""
        return [
            _notice(row, row.printer)
            for row in (self._row(each, now) for each in devices)
            if row.printer is not None and (row.printer.trouble or row.printer.paper_low)
        ]


def _notice(device: DeviceRow, printer: PrinterRow) -> PrinterNotice:
    """What staff are told of one printer."""
    return PrinterNotice(
        kiosk=device.name,
        number=None if device.kiosk is None else device.kiosk + 1,
        name=None if device.name in DEMO_NAMES else device.name,
        trouble=printer.trouble,
        paper_low=printer.paper_low,
        since=printer.since,
        silent_since=printer.reported_at if printer.silent else None,
    )
