"""A printer's address says where it is, or is refused with the addresses that there are."""

from pathlib import Path

import pytest

from kiosk.workshop import is_target
from printer.targets import BadTarget, Device, Flow, Folder, Serial, Target, Tcp, Usb, UsbId, target

BY_ID = "/dev/serial/by-id/usb-FTDI_FT232R_A9-if00-port0"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("tcp://192.0.2.7", Tcp("192.0.2.7")),
        ("tcp://may-in:9101/", Tcp("may-in", 9101)),
        ("tcp://[2001:db8::7]:9100", Tcp("2001:db8::7", 9100)),
        (f"serial:{BY_ID}", Serial(BY_ID, 9600, Flow.NONE)),
        ("serial:/dev/ttyS0?baud=115200&flow=rtscts", Serial("/dev/ttyS0", 115_200, Flow.RTSCTS)),
        ("serial:0403:6001?flow=xonxoff", Serial(UsbId(0x403, 0x6001), 9600, Flow.XONXOFF)),
        ("serial:0403:6001:A9", Serial(UsbId(0x403, 0x6001, "A9"))),
        ("usb:04b8:0E28", Usb(UsbId(0x4B8, 0xE28))),
        ("usb:04b8:0e28:J7:1", Usb(UsbId(0x4B8, 0xE28, "J7:1"))),
        ("device:/dev/usb/lp0", Device("/dev/usb/lp0")),
        ("folder:out/paper", Folder(Path("out/paper"))),
    ],
)
def test_an_address_says_where_the_printer_is(text: str, place: Target) -> None:
    assert (target(text), is_target(text)) == (place, True)


@pytest.mark.parametrize(
    "text",
    [
        *("", "usb", "lp0", "http://h", "tcp:", "tcp://", "tcp://h:99999", "tcp://h:1/x"),
        *("tcp://h?x=1", "tcp://you@h", "folder:", "device:", "device:lp0", "device:/dev/"),
        *("usb:", "usb:1", "usb:04b8", "usb:04b8:0e28:", "usb:04b8:0e2g", "usb:04b8:0e28:a b"),
        *("serial:", "serial:ttyS0", "serial:/dev/ttyS0?baud=9601", "serial:/dev/ttyS0?baud=x"),
        *("serial:/dev/ttyS0?flow=dsr", "serial:/dev/ttyS0?speed=1", "serial:/dev/ttyS0?baud"),
    ],
)
def test_anything_else_is_refused_and_all_kinds_are_named(text: str) -> None:
    with pytest.raises(BadTarget) as refused:
        target(text)
    assert not is_target(text)
    for kind in ("tcp://", "usb:", "serial:", "device:", "folder:"):
        assert kind in str(refused.value)
