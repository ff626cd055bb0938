"""The printers that are plugged into this computer, and how its settings would name each."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from printer.links_serial import Port, Ports, ports_now
from printer.targets import BadTarget, UsbId, target

_PRINTER = "07"  # the class of interfaces that printers have


class Plug(StrEnum):
    """Where it is plugged in; only on USB is it sure that it is a printer."""

    USB = "usb"
    SERIAL = "serial"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plugged:
    """One thing that is plugged in; `targets` are its addresses, the one that lasts first."""

    plug: Plug
    name: str
    targets: tuple[str, ...]


def plugged(
    system: Path = Path("/sys"), devices: Path = Path("/dev"), ports: Ports = ports_now
) -> list[Plugged]:
    """What is plugged in at the moment, printers on USB first."""
    return [*_usb(system / "bus/usb/devices"), *_serial(devices / "serial/by-id", ports())]


def _usb(listed: Path) -> Iterator[Plugged]:
    """The system lists them without anybody's leave, which asking the devices themselves takes."""
    for place in sorted(listed.glob("*")):
        inside = [each for each in place.glob("*:*") if _read(each / "bInterfaceClass") == _PRINTER]
        if not inside or not _read(place / "idVendor"):
            continue
        ids = int(_read(place / "idVendor"), 16), int(_read(place / "idProduct"), 16)
        address = _understood(f"usb:{UsbId(*ids, _read(place / 'serial') or None)}")
        files = (found.name for each in inside for found in each.glob("usb*/lp*"))
        targets = (address or f"usb:{UsbId(*ids)}", *(f"device:/dev/usb/{name}" for name in files))
        name = f"{_read(place / 'manufacturer')} {_read(place / 'product')}".strip()
        yield Plugged(plug=Plug.USB, name=name, targets=targets)


def _serial(stable: Path, ports: Iterable[Port]) -> Iterator[Plugged]:
    names = {path.resolve(): path for path in sorted(stable.glob("*"))}
    for port in sorted(ports, key=lambda port: port.device):
        path = names.get(Path(port.device).resolve(), Path(port.device))
        name = re.sub(r"^n/a$", "", port.description or "") or port.device
        yield Plugged(plug=Plug.SERIAL, name=name, targets=(f"serial:{path}?baud=9600",))


def _understood(address: str) -> str | None:
    """The address, unless the device's serial number has letters that none may have."""
    try:
        target(address)
    except BadTarget:
        return None
    return address


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:  # not every device tells all, and one may be pulled out meanwhile
        return ""
