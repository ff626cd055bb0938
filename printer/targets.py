"""Where a kiosk's printer is, as one line of its settings says it; light enough for any part."""

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

PORT = 9100
BAUD = 9600
_BAUDS = (1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200, 230_400, 460_800, 921_600)
_ID = re.compile(r"([0-9A-Fa-f]{4}):([0-9A-Fa-f]{4})(?::([^?\s]+))?")


class Flow(StrEnum):
    """How the printer says that it takes no more: not at all, by a wire of its own, by bytes.

    A printer's DTR wire goes to the computer's CTS: what printers call DTR is RTSCTS here.
    """

    NONE = "none"
    RTSCTS = "rtscts"
    XONXOFF = "xonxoff"


@dataclass(frozen=True, slots=True)
class UsbId:
    """Which make of device it is, and by `serial` which one of several."""

    vendor: int
    product: int
    serial: str | None = None

    def __str__(self) -> str:
        pair = f"{self.vendor:04x}:{self.product:04x}"
        return pair if self.serial is None else f"{pair}:{self.serial}"


@dataclass(frozen=True, slots=True)
class Tcp:
    """A printer on the network, by its raw port."""

    host: str
    port: int = PORT


@dataclass(frozen=True, slots=True)
class Serial:
    """A printer on a serial port: a path, best under /dev/serial/by-id, or the device's id."""

    where: str | UsbId
    baud: int = BAUD
    flow: Flow = Flow.NONE


@dataclass(frozen=True, slots=True)
class Usb:
    """A printer on USB."""

    device: UsbId


@dataclass(frozen=True, slots=True)
class Device:
    """A printer by the file that Linux makes for it."""

    path: str


@dataclass(frozen=True, slots=True)
class Folder:
    """No printer: each ticket becomes a picture."""

    path: Path


Target = Tcp | Serial | Usb | Device | Folder


class BadTarget(ValueError):
    """A printer's address that cannot be understood."""

    def __init__(self, target: str) -> None:
        super().__init__(
            f"printer address {target!r}: must be tcp://HOST:PORT (port {PORT} if left out), "
            "usb:VID:PID[:SERIAL], serial:PATH or serial:VID:PID[:SERIAL] "
            f"[?baud={BAUD}&flow=none|rtscts|xonxoff], device:PATH or folder:PATH"
        )
        self.target = target


def target(text: str) -> Target:
    """The place that an address names; BadTarget where it names none."""
    kind, _, rest = text.partition(":")
    try:
        match kind:
            case "tcp":
                return _tcp(text)
            case "serial":
                return _serial(rest)
            case "usb":
                return Usb(_usb_id(rest))
            case "device":
                return Device(_path(rest))
            case "folder" if rest:
                return Folder(Path(rest).expanduser())
    except ValueError as error:
        raise BadTarget(text) from error
    raise BadTarget(text)


def _tcp(text: str) -> Tcp:
    parts = urlsplit(text)
    wrong = parts.path.strip("/") or parts.query or parts.fragment or parts.username
    if not parts.hostname or wrong:
        raise ValueError(text)
    return Tcp(parts.hostname, parts.port or PORT)


def _serial(rest: str) -> Serial:
    place, _, asked = rest.partition("?")
    wishes = dict(parse_qsl(asked, keep_blank_values=True, strict_parsing=True)) if asked else {}
    baud, flow = int(wishes.pop("baud", BAUD)), Flow(wishes.pop("flow", Flow.NONE))
    if wishes or baud not in _BAUDS:
        raise ValueError(rest)
    return Serial(_path(place) if place.startswith("/") else _usb_id(place), baud, flow)


def _usb_id(text: str) -> UsbId:
    found = _ID.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return UsbId(int(found[1], 16), int(found[2], 16), found[3])


def _path(text: str) -> str:
    if not text.startswith("/") or text.endswith("/"):
        raise ValueError(text)
    return text
