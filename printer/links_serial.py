"""A printer on a serial port, found by a name that it keeps when it is plugged in elsewhere."""

import termios
from collections.abc import Callable, Iterable
from typing import Protocol

import serial
from serial.tools import list_ports

from printer.links import LinkDown
from printer.links_file import FileLink, refused
from printer.targets import BAUD, Flow, UsbId

_BITS = 10  # on the wire for each byte: a start bit, eight, a stop bit


class Port(Protocol):
    """A serial port as the system lists it."""

    device: str
    vid: int | None
    pid: int | None
    serial_number: str | None
    description: str


Ports = Callable[[], Iterable[Port]]


def ports_now() -> list[Port]:
    """The serial ports of this computer at the moment."""
    return list(list_ports.comports())


class SerialLink(FileLink):
    """A printer on a serial port that nobody else may open meanwhile.

    `where` is a path, best one under /dev/serial/by-id, or the device's id.
    """

    def __init__(
        self,
        where: str | UsbId,
        *,
        baud: int = BAUD,
        flow: Flow = Flow.NONE,
        ports: Ports = ports_now,
    ) -> None:
        path = where if isinstance(where, str) else port_of(where, ports())
        # python-escpos's connector waits for ever where the printer takes no more, and a second
        # for each byte of status; pyserial without a timeout spins. So pyserial sets the port
        # up, and the bytes go through its file.
        try:
            self._port = serial.Serial(
                path,
                baud,
                timeout=0,
                rtscts=flow is Flow.RTSCTS,
                xonxoff=flow is Flow.XONXOFF,
                exclusive=True,
            )
        except OSError as error:
            raise refused(path, error) from error
        except (termios.error, ValueError) as error:
            raise LinkDown(f"{path}: {error}") from error
        super().__init__(self._port.fileno(), baud // _BITS)

    def close(self) -> None:
        """Give the port free."""
        self._empty()
        self._port.close()


def port_of(wanted: UsbId, ports: Iterable[Port]) -> str:
    """The port that a device has at the moment; LinkDown where it is not plugged in."""
    for port in ports:
        if (port.vid, port.pid) != (wanted.vendor, wanted.product):
            continue
        if wanted.serial in {None, port.serial_number}:
            return port.device
    raise LinkDown(f"no serial port of {wanted}")
