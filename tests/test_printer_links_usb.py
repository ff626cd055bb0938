"""A printer on USB: the right plug of it, its own pace, and the system's driver back afterwards."""

import pytest

from printer.links import LinkDown, LinkForbidden, LinkStalled, LinkTaken
from printer.links_usb import UsbLink
from printer.printers import ThermalPrinter
from printer.profiles import profile
from printer.sample import SAMPLE
from printer.session import Outcome
from printer.targets import UsbId
from printer.writer import Writer
from tests.fake_printer import Machine
from tests.usb_printer import INTERRUPT, TWO_WAYS, Bus, bulk, interface

EPSON = UsbId(0x04B8, 0x0E28)


def test_a_ticket_is_printed_over_usb_and_the_system_gets_its_printer_back() -> None:
    machine = Machine()
    bus = Bus(machine.feed)
    device = ThermalPrinter(lambda: UsbLink(EPSON, bus), Writer(profile()), keep=True)
    assert [device.print(SAMPLE) for _ in range(2)] == [Outcome.PRINTED] * 2
    assert len(machine.papers) == 2
    assert bus.log == ["open", ("detach", 0), ("claim", 0)]
    device.close()
    assert bus.log[3:] == [("release", 0), ("attach", 0), "close"]


def test_a_piece_that_is_taken_in_part_goes_on_where_it_stopped() -> None:
    bus = Bus(most=7)
    link = UsbLink(EPSON, bus)
    link.write(bytes(range(100)), 1)
    link.close()
    assert bytes(bus.got) == bytes(range(100))


def test_a_printer_that_takes_no_more_is_told_with_what_it_took() -> None:
    link = UsbLink(EPSON, Bus(room=5000))
    with pytest.raises(LinkStalled) as stalled:
        link.write(b"\x00" * 9000, 0.1)
    link.close()
    assert stalled.value.sent == 5000


def test_a_printer_pulled_out_is_down_and_can_be_closed() -> None:
    bus = Bus()
    link = UsbLink(EPSON, bus)
    bus.gone = True
    with pytest.raises(LinkDown) as down:
        link.write(b"x", 1)
    assert down.value.sent == 1  # it may have that piece: nobody says how much of it was taken
    with pytest.raises(LinkDown):
        link.read(1)
    link.close()


def test_silence_is_no_break_and_one_that_never_speaks_is_silent() -> None:
    link = UsbLink(EPSON, Bus())
    assert link.read(0.01) == b""
    link.close()
    one_way = UsbLink(EPSON, Bus(shape=[(interface(), (bulk(0x01),) * 2)]))
    assert one_way.read(0.01) == b""
    one_way.close()


@pytest.mark.parametrize(
    ("bus", "kind"),
    [
        (Bus(gone=True), LinkDown),
        (Bus(serial="other"), LinkDown),
        (Bus(shape=[(interface(), (INTERRUPT, INTERRUPT))]), LinkDown),
        (Bus(busy=True), LinkTaken),
        (Bus(closed=True), LinkForbidden),
    ],
    ids=["gone", "another-one", "no-printer", "busy", "forbidden"],
)
def test_what_cannot_be_opened_says_why_and_is_left_as_it_was(
    bus: Bus, kind: type[LinkDown]
) -> None:
    with pytest.raises(LinkDown) as down:
        UsbLink(UsbId(0x04B8, 0x0E28, "J7"), bus)
    assert type(down.value) is kind
    assert (bus.driver, bus.log.count("open")) == (True, bus.log.count("close"))


def test_the_one_of_several_is_found_by_its_serial_number() -> None:
    UsbLink(UsbId(0x04B8, 0x0E28, "J7"), Bus()).close()


def test_the_place_for_tickets_is_the_printers_own_that_answers() -> None:
    bus = Bus(
        shape=[
            (interface(0, kind=3), (INTERRUPT, INTERRUPT)),
            (interface(1, kind=255), TWO_WAYS),
            (interface(2), (bulk(0x03),) * 2),
            (interface(2, alternate=1), (bulk(0x03), bulk(0x84))),
        ],
        configured=False,
    )
    UsbLink(EPSON, bus).close()
    assert bus.log[:5] == [
        "open",
        ("configuration", 1),
        ("detach", 2),
        ("claim", 2),
        ("alternate", 2, 1),
    ]
