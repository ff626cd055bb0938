"""A USB bus with one device on it, as pyusb's backends show it; answers are made by `heard`."""

import errno
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import usb.core
from usb.backend import IBackend


@dataclass
class Descriptor:
    """What a USB device says of one of its parts; pyusb asks for many more fields than we need."""

    fields: dict[str, Any]

    def __getattr__(self, name: str) -> object:
        return self.fields.get(name, 0)


def interface(number: int = 0, alternate: int = 0, kind: int = 7) -> Descriptor:
    return Descriptor(
        {
            "bInterfaceNumber": number,
            "bAlternateSetting": alternate,
            "bInterfaceClass": kind,
            "bNumEndpoints": 2,
        }
    )


def bulk(address: int) -> Descriptor:
    return Descriptor({"bEndpointAddress": address, "bmAttributes": 2, "wMaxPacketSize": 64})


INTERRUPT = Descriptor({"bEndpointAddress": 0x83, "bmAttributes": 3, "wMaxPacketSize": 8})
TWO_WAYS = (bulk(0x01), bulk(0x82))
Shape = list[tuple[Descriptor, tuple[Descriptor, ...]]]
PRINTER: Shape = [(interface(), TWO_WAYS)]


@dataclass
class Bus(IBackend):  # type: ignore[misc]  # pyusb has no types
    """One device: `shape` are its interfaces, `log` what was done to it.

    `room`: how many bytes it takes until it takes no more. `busy`: another program has it.
    """

    heard: Callable[[bytes], bytes] = lambda _: b""
    shape: Shape = field(default_factory=lambda: PRINTER)
    serial: str = "J7"
    room: int = 1 << 30
    most: int = 1 << 30
    driver: bool = True
    busy: bool = False
    closed: bool = False
    gone: bool = False
    configured: bool = True
    log: list[object] = field(default_factory=list)
    got: bytearray = field(default_factory=bytearray)
    back: bytearray = field(default_factory=bytearray)

    def enumerate_devices(self) -> Iterator[object]:
        if not self.gone:
            yield "device"

    def get_device_descriptor(self, _dev: object) -> Descriptor:
        return Descriptor(
            {"idVendor": 0x04B8, "idProduct": 0x0E28, "bNumConfigurations": 1, "iSerialNumber": 3}
        )

    def get_configuration_descriptor(self, _dev: object, config: int) -> Descriptor:
        if config:
            raise IndexError(config)
        numbers = {each.bInterfaceNumber for each, _ in self.shape}
        return Descriptor({"bNumInterfaces": len(numbers), "bConfigurationValue": 1})

    def get_interface_descriptor(
        self, _dev: object, intf: int, alt: int, _config: int
    ) -> Descriptor:
        return self._at(intf, alt)[0]

    def get_endpoint_descriptor(
        self, _dev: object, ep: int, intf: int, alt: int, _config: int
    ) -> Descriptor:
        return self._at(intf, alt)[1][ep]

    def _at(self, intf: int, alt: int) -> tuple[Descriptor, tuple[Descriptor, ...]]:
        numbers = sorted({int(str(each.bInterfaceNumber)) for each, _ in self.shape})
        if intf >= len(numbers):
            raise IndexError(intf)
        return [each for each in self.shape if each[0].bInterfaceNumber == numbers[intf]][alt]

    def open_device(self, _dev: object) -> str:
        if self.closed:
            raise usb.core.USBError("Access denied", -3, errno.EACCES)
        self.log.append("open")
        return "handle"

    def close_device(self, _handle: object) -> None:
        self.log.append("close")

    def get_configuration(self, _handle: object) -> int:
        if not self.configured:
            raise usb.core.USBError("Configuration not set")
        return 1

    def set_configuration(self, _handle: object, value: int) -> None:
        self.configured = True
        self.log.append(("configuration", value))

    def set_interface_altsetting(self, _handle: object, intf: int, alt: int) -> None:
        self.log.append(("alternate", intf, alt))

    def claim_interface(self, _handle: object, intf: int) -> None:
        if self.busy:
            raise usb.core.USBError("Resource busy", -6, errno.EBUSY)
        self.log.append(("claim", intf))

    def release_interface(self, _handle: object, intf: int) -> None:
        self.log.append(("release", intf))

    def is_kernel_driver_active(self, _handle: object, _intf: int) -> bool:
        return self.driver

    def detach_kernel_driver(self, _handle: object, intf: int) -> None:
        self.driver = False
        self.log.append(("detach", intf))

    def attach_kernel_driver(self, _handle: object, intf: int) -> None:
        self.driver = True
        self.log.append(("attach", intf))

    def bulk_write(  # pyusb's signature
        self, _handle: object, _ep: int, _intf: int, data: "array[int]", _timeout: int
    ) -> int:
        self._still_there()
        taken = bytes(data)[: min(self.room - len(self.got), self.most)]
        if not taken:
            raise usb.core.USBTimeoutError("Operation timed out", -7, errno.ETIMEDOUT)
        self.got += taken
        self.back += self.heard(taken)
        return len(taken)

    def bulk_read(
        self, _handle: object, _ep: int, _intf: int, buff: "array[int]", timeout: int
    ) -> int:
        self._still_there()
        assert timeout > 0  # 0 is for ever
        if not self.back:
            raise usb.core.USBTimeoutError("Operation timed out", -7, errno.ETIMEDOUT)
        piece = self.back[: len(buff)]
        del self.back[: len(buff)]
        buff[: len(piece)] = array("B", piece)
        return len(piece)

    def ctrl_transfer(
        self,
        _handle: object,
        _kind: int,
        _request: int,
        value: int,
        _index: int,
        buff: "array[int]",
        _timeout: int,
    ) -> int:
        """The strings of the device: which languages, then its serial number."""
        text = b"\x09\x04" if value & 0xFF == 0 else self.serial.encode("utf-16-le")
        answer = bytes((2 + len(text), 3)) + text
        buff[: len(answer)] = array("B", answer)
        return len(answer)

    def _still_there(self) -> None:
        if self.gone:
            raise usb.core.USBError("No such device", -4, errno.ENODEV)
