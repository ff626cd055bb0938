"""A printer on USB, spoken to without a driver of the system in between."""

import errno
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import usb.core
import usb.util

from printer.links import LinkDown, LinkForbidden, LinkStalled, LinkTaken
from printer.targets import UsbId

_PIECE = 4096
_ANSWER = 512  # whole packets at every speed of USB: a printer may not send more than is asked for
_NAP = 0.005  # some printers answer at once that they have nothing, again and again
_PRINTER = 7  # the class of interfaces that printers have
_REFUSED = {errno.EACCES: LinkForbidden, errno.EBUSY: LinkTaken}


class UsbLink:
    """A printer on USB, by its id; `backend` is one of pyusb's, None for the system's."""

    pace: int | None = None

    def __init__(self, wanted: UsbId, backend: Any = None) -> None:  # noqa: ANN401  # pyusb's own
        # python-escpos's connector resets the device at every opening, which drops what the
        # printer still holds, and reads with a time of its own; so the device is ours.
        self._device: Any = None
        self._number, self._detached = 0, False
        try:
            self._device = _device(wanted, backend)
            self._open()
        except (OSError, ValueError) as error:
            self.close()
            if isinstance(error, LinkDown):
                raise
            number = getattr(error, "errno", None) or 0
            raise _REFUSED.get(number, LinkDown)(f"usb {wanted}: {error}") from error

    def write(self, data: bytes, seconds: float) -> None:
        """Send all of it, or raise LinkDown with how much went out."""
        sent = 0
        while sent < len(data):
            piece = data[sent : sent + _PIECE]
            try:
                sent += self._device.write(self._out, piece, _ms(seconds))
            except usb.core.USBTimeoutError as error:
                raise LinkStalled("the printer takes no more", sent) from error
            except usb.core.USBError as error:
                # A printer pulled out in the midst of a piece may have the beginning of it.
                raise LinkDown(str(error), sent + len(piece)) from error

    def read(self, seconds: float) -> bytes:
        """What has come back by then, empty after silence."""
        if self._in is None:
            time.sleep(seconds)
            return b""
        try:
            data = bytes(self._device.read(self._in, _ANSWER, _ms(seconds)))
        except usb.core.USBTimeoutError:
            return b""
        except usb.core.USBError as error:
            raise LinkDown(str(error)) from error
        if not data:
            time.sleep(min(max(seconds, 0), _NAP))
        return data

    def close(self) -> None:
        """Give the printer back to the system's own driver."""
        if self._device is None:
            return
        with suppress(usb.core.USBError, NotImplementedError):
            usb.util.release_interface(self._device, self._number)
            if self._detached:
                self._device.attach_kernel_driver(self._number)
        with suppress(usb.core.USBError):
            usb.util.dispose_resources(self._device)

    def _open(self) -> None:
        interface = _interface(_configuration(self._device))
        self._number = int(interface.bInterfaceNumber)
        self._detached = self._detach()
        usb.util.claim_interface(self._device, self._number)
        if interface.bAlternateSetting:
            self._device.set_interface_altsetting(interface)
        out, back = _endpoint(interface, usb.util.ENDPOINT_OUT), _endpoint(interface)
        self._out: int = out.bEndpointAddress
        self._in: int | None = None if back is None else back.bEndpointAddress

    def _detach(self) -> bool:
        """Whether the system's driver had the printer, and now has not."""
        with suppress(NotImplementedError):  # not every system has drivers to detach
            if self._device.is_kernel_driver_active(self._number):
                self._device.detach_kernel_driver(self._number)
                return True
        return False


def _ms(seconds: float) -> int:
    """USB counts milliseconds, and takes none of them for ever."""
    return max(1, int(seconds * 1000))


def _device(wanted: UsbId, backend: Any) -> Any:  # noqa: ANN401
    found = usb.core.find(
        find_all=True, backend=backend, idVendor=wanted.vendor, idProduct=wanted.product
    )
    for device in found:
        if wanted.serial is None or _serial(device) == wanted.serial:
            return device
        usb.util.dispose_resources(device)
    raise LinkDown(f"no USB device {wanted}")


def _serial(device: Any) -> str | None:  # noqa: ANN401
    # pyusb takes a device that may not be opened for one without a serial number: this opens it.
    with suppress(NotImplementedError):
        device.is_kernel_driver_active(0)
    serial: str | None = device.serial_number
    return serial


def _configuration(device: Any) -> Any:  # noqa: ANN401
    try:
        return device.get_active_configuration()
    except usb.core.USBError:
        device.set_configuration()
        return device.get_active_configuration()


def _interface(configuration: Any) -> Any:  # noqa: ANN401
    """Where tickets go in: a printer's interface rather than another, one that answers if any."""
    places: Iterator[Any] = (
        place for place in configuration if _endpoint(place, usb.util.ENDPOINT_OUT) is not None
    )
    best = max(
        places,
        key=lambda place: (place.bInterfaceClass == _PRINTER, _endpoint(place) is not None),
        default=None,
    )
    if best is None:
        raise LinkDown("this USB device takes no data")
    return best


def _endpoint(interface: Any, way: int = usb.util.ENDPOINT_IN) -> Any:  # noqa: ANN401
    """Its bulk endpoint that goes this way, None where it has none."""
    return usb.util.find_descriptor(
        interface,
        custom_match=lambda each: (
            usb.util.endpoint_type(each.bmAttributes) == usb.util.ENDPOINT_TYPE_BULK
            and usb.util.endpoint_direction(each.bEndpointAddress) == way
        ),
    )
