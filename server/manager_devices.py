"""The devices on the manager's page: when each was heard last, and how the printers are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from luot.web import times
from luot.words import Words
from server.accounts import DEMO_NAMES
from server.devices import DeviceRow, PrinterRow

NONE = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceLine:
    """A device's row as text; `mark` is the pill of its printer's state, None where there is none.

    `mark` is bad, wait or ready; `more` says what to do, or how much paper is left.
    """

    name: str
    kind: str
    seen: str
    state: str
    mark: str | None = None
    icon: str | None = None
    more: str = ""


def device_lines(devices: Sequence[DeviceRow], now: datetime, say: Words) -> tuple[DeviceLine, ...]:
    """The rows of the table of devices; `now` is local time."""
    return tuple(_line(each, now, say) for each in devices)


def _line(device: DeviceRow, now: datetime, say: Words) -> DeviceLine:
    """One device's row."""
    state, mark, icon, more = _state(device, now, say)
    return DeviceLine(
        name=_name(device, say),
        kind=say(f"sign_in.scope.{device.kind}"),
        seen=_at(device.seen_at, now, say),
        state=state,
        mark=mark,
        icon=icon,
        more=more,
    )


def _name(device: DeviceRow, say: Words) -> str:
    """What people call it."""
    if device.name not in DEMO_NAMES:
        return device.name
    if device.kiosk is None:
        return say("devices.sample", kind=say(f"sign_in.scope.{device.kind}"))
    return say("devices.kiosk", n=device.kiosk + 1)


def _at(instant: str | None, now: datetime, say: Words) -> str:
    """When something was heard: the time, with the day where that is another one."""
    if instant is None:
        return say("devices.never")
    at = datetime.fromisoformat(instant).astimezone(now.tzinfo)
    return times.clock(at) if at.date() == now.date() else f"{at.day}/{at.month} {times.clock(at)}"


def _state(device: DeviceRow, now: datetime, say: Words) -> tuple[str, str | None, str | None, str]:
    """A printer's state, its pill and icon, and what more there is to say."""
    printer = device.printer
    if printer is None:
        return (say("devices.untold") if device.kind == "kiosk" else NONE), None, None, ""
    if printer.silent:
        silent = say("devices.silent", at=_at(printer.reported_at, now, say))
        return silent, "wait", "plug-connected-x", _before(printer, say)
    if printer.trouble is not None:
        remedy = say(f"printer.remedy.{printer.trouble}")
        return say(f"printer.trouble.{printer.trouble}"), "bad", "printer-off", remedy
    if printer.paper_low:
        return say("devices.low"), "wait", "printer", _left(printer, say)
    return say("devices.well"), "ready", "circle-check", _left(printer, say)


def _before(printer: PrinterRow, say: Words) -> str:
    """What was wrong when it was heard last."""
    if printer.trouble is None:
        return ""
    return say("devices.before", what=say(f"printer.trouble.{printer.trouble}"))


def _left(printer: PrinterRow, say: Words) -> str:
    """How much paper is left, where that is counted."""
    return "" if printer.roll_metres is None else say("devices.left", n=round(printer.roll_metres))
