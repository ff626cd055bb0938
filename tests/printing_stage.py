"""A printer in software at the end of each kind of link: network, serial, USB, device file."""

import errno
import socket
import threading
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path

import usb.core

from printer.emulator import Emulator, Traits
from printer.emulator.wires import PtyWire, TcpWire, Wire
from printer.links import Link, NetworkLink
from printer.links_file import DeviceLink
from printer.links_serial import SerialLink
from printer.links_usb import UsbLink
from printer.targets import UsbId
from tests.usb_printer import Bus

BAUD = 115_200
MAKE = UsbId(0x04B8, 0x0E28)
PACKET = 512


class Plug(StrEnum):
    """How a printer is connected."""

    NETWORK = "network"
    SERIAL = "serial"
    USB = "USB"
    DEVICE = "device file"


@dataclass
class UsbCable(Bus):
    """A bus whose one device is a printer in software: a write lasts until the printer takes it."""

    moved: threading.Condition = field(default_factory=threading.Condition)
    under_way: bytearray = field(default_factory=bytearray)
    bell: socket.socket | None = None

    @property
    def opened(self) -> bool:
        """Whether somebody has the device open."""
        return self.log.count("open") > self.log.count("close")

    def bulk_write(
        self, _handle: object, _ep: int, _intf: int, data: "array[int]", timeout: int
    ) -> int:
        """As libusb: how much the printer took, a timeout only where that is nothing."""
        whole = bytes(data)
        with self.moved:
            self._still_there()
            assert self.bell is not None
            self.under_way += whole
            self.bell.send(b"!")
            self.moved.wait_for(lambda: self.gone or not self.under_way, timeout / 1000)
            taken = len(whole) - len(self.under_way)
            self.under_way.clear()
            self._still_there()
        if not taken:
            raise usb.core.USBTimeoutError("Operation timed out", -7, errno.ETIMEDOUT)
        return taken

    def bulk_read(
        self, handle: object, ep: int, intf: int, buff: "array[int]", timeout: int
    ) -> int:
        with self.moved:
            self.moved.wait_for(lambda: self.gone or bool(self.back), timeout / 1000)
            return super().bulk_read(handle, ep, intf, buff, timeout)


class UsbWire:
    """The printer's end of a USB cable; `bus` is the computer's."""

    powered = True
    buffer = 4096

    def __init__(self) -> None:
        self.bus = UsbCable(gone=True)
        self._ear: socket.socket | None = None

    @property
    def target(self) -> str:
        """usb:VID:PID."""
        return f"usb:{MAKE}"

    def plug(self) -> None:
        """Be on the bus."""
        with self.bus.moved:
            if self._ear is None:
                self._ear, self.bus.bell = socket.socketpair()
                self._ear.settimeout(0)
            self.bus.gone = False

    def unplug(self) -> None:
        """Be gone from the bus."""
        with self.bus.moved:
            self.bus.gone = True
            self.bus.back.clear()
            self.bus.moved.notify_all()

    def close(self) -> None:
        """Be gone for good."""
        self.unplug()
        for end in (self._ear, self.bus.bell):
            if end is not None:
                end.close()

    def look(self) -> bool:
        """Whether a host has opened it."""
        return not self.bus.gone and self.bus.opened

    def waits(self) -> list[int]:
        """Where something may come."""
        return [] if self._ear is None or self.bus.gone else [self._ear.fileno()]

    def read(self) -> bytes:
        """A packet, if one has come."""
        with self.bus.moved:
            piece = bytes(self.bus.under_way[:PACKET])
            del self.bus.under_way[:PACKET]
            if not self.bus.under_way and self._ear is not None:
                with suppress(BlockingIOError):
                    self._ear.recv(512)
            self.bus.moved.notify_all()
        return piece

    def write(self, data: bytes) -> int:
        """Have it fetched."""
        with self.bus.moved:
            self.bus.back += data
            self.bus.moved.notify_all()
        return len(data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A printer, and how to reach it; `keep`: nobody else prints there."""

    printer: Emulator
    connect: Callable[[], Link]
    keep: bool


def _wire(plug: Plug, folder: Path) -> Wire:
    path = folder / "by-id" / "usb-printer"
    match plug:
        case Plug.NETWORK:
            return TcpWire()
        case Plug.SERIAL:
            return PtyWire(path)
        case Plug.USB:
            return UsbWire()
        case Plug.DEVICE:
            return PtyWire(path, device=True)


def _connect(wire: Wire) -> Callable[[], Link]:
    match wire:
        case TcpWire():
            return partial(NetworkLink, wire.host, wire.port)
        case UsbWire():
            return partial(UsbLink, MAKE, wire.bus)
        case PtyWire(powered=True):
            return partial(DeviceLink, str(wire.link))
        case PtyWire():
            return partial(SerialLink, str(wire.link), baud=BAUD)
        case _:
            raise TypeError(wire)


@contextmanager
def staged(plug: Plug, folder: Path, traits: Traits | None = None) -> Iterator[Stage]:
    """A printer that is switched on; `folder` takes the name of its port."""
    wire = _wire(plug, folder)
    with Emulator(wire, traits or Traits(baud=BAUD)) as printer:
        yield Stage(printer=printer, connect=_connect(wire), keep=plug is not Plug.NETWORK)
