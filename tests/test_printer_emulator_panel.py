"""Breaking and mending the printer in software by typed lines, and values that it refuses."""

import pytest

from luot import words
from printer.emulator import Emulator, Fault
from printer.emulator.panel import FAULTS, Panel
from tests.test_printer_emulator import CUT, fed, graphics, pattern, raster, sizes, stored


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_can_be_typed_and_mended(name: str) -> None:
    with Emulator.tcp() as printer:
        panel = Panel(printer, words.load("en"))
        assert panel.typed(f" {name.upper()} \n") == (
            f"Wrong now: {name}. Type mend to put all of it right."
        )
        assert printer.faults == {FAULTS[name]}
        assert panel.typed("mend") == "The printer is well."
        assert printer.faults == frozenset()


def test_cable_and_power_can_be_typed() -> None:
    with Emulator.tcp() as printer:
        panel = Panel(printer, words.load("en"))
        panel.typed("unplug")
        assert panel.typed("power") == "The printer is switched off. Type power to switch it on."
        assert not printer.powered
        panel.typed("plug")
        assert panel.typed("power") == "The printer is well."
        assert printer.powered
        assert Fault.UNPLUGGED not in printer.faults


def test_what_was_printed_and_not_understood_can_be_asked() -> None:
    with Emulator.tcp() as printer:
        panel = Panel(printer, words.load("en"))
        assert panel.typed("papers") == "0 papers printed."
        assert panel.typed("") == "The printer is well."
        assert panel.typed("dance") == "There is no “dance”. Type help for what you can do."
        assert all(name in panel.typed("help") for name in FAULTS)
        assert (panel.typed("quit"), panel.over) == ("", True)


PICTURE = sizes(pattern()) + pattern().tobytes()


@pytest.mark.parametrize(
    "bad",
    [
        b"\x1d!\x88",
        b"\x1b-\x03",
        b"\x1ba\x03",
        b"\x1bM\x02",
        b"\x1bD\x05\x03\0",
        b"\x1dV\x07",
        b"\x1dr\x05",
        b"\x1dI\x30",
        b"\x1d8A",
        b"\x1dv1",
        b"\x1d(k\x03\x001Q0",
        b"\x1d(k\x03\x001C\x11",
        b"\x1d(k\x04\x000A2\0",
        graphics(77, b""),
        graphics(65, b"ABC"),
        graphics(112, b"0\x03\x011" + PICTURE)[:64],
        graphics(69, b"L1\x01"),
    ],
)
def test_a_value_that_a_command_does_not_have_is_refused(bad: bytes) -> None:
    fill = b"" if not bad.startswith(b"\x1d(L") else b"\0" * 600
    machine = fed(bad + fill + b"A\n" + CUT)
    assert machine.obeyer.unknown[0] == bad[:64]
    assert machine.obeyer.press.texts == ["A"]


def test_a_picture_with_too_few_dots_or_a_key_of_other_letters_is_refused() -> None:
    short = graphics(112, b"0\x01\x011" + PICTURE[:-1])
    assert fed(short).obeyer.unknown == [short[:64]]
    odd = stored(b"\x01\x02", pattern())
    assert fed(odd).obeyer.unknown == [odd[:64]]


def test_a_setting_in_the_middle_of_a_line_is_refused() -> None:
    assert fed(b"A\x1ba\x01").obeyer.unknown == [b"\x1ba\x01"]


def test_a_picture_in_the_middle_of_a_line_comes_after_it_and_is_told() -> None:
    picture = raster(pattern())
    machine = fed(b"A" + picture + CUT)
    assert machine.obeyer.unknown == [picture[:8]]
    assert machine.obeyer.press.papers[0].height == 24 + 40


def test_dots_beyond_the_paper_are_lost_and_told() -> None:
    wide = raster(pattern(584, 20))
    machine = fed(wide + CUT)
    assert machine.obeyer.unknown == [wide[:8]]
    assert machine.obeyer.press.papers[0].size == (576, 20)
    large = stored(b"L1", pattern(400, 20)) + graphics(69, b"L1\x02\x01")
    assert fed(large).obeyer.unknown == [graphics(69, b"L1\x02\x01")]


def test_a_code_too_long_for_any_size_is_refused() -> None:
    store = b"\x1d(k" + (3003).to_bytes(2, "little") + b"1P0" + b"a" * 3000
    assert fed(store + b"\x1d(k\x03\x001Q0").obeyer.unknown == [b"\x1d(k\x03\x001Q0"]
