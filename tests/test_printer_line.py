"""A printer at the end of its own cable: kept open, looked after between tickets, found again."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from printer import stored
from printer.emulator import Emulator, Fault, Flow, Traits
from printer.kept import NOTHING, Kept
from printer.links import Link, LinkDown, LinkStalled
from printer.parts import Drawing
from printer.printers import ThermalPrinter, at, link
from printer.profiles import FenceKind, profile
from printer.sample import SAMPLE
from printer.session import Outcome, PrintSession
from printer.status import Trouble
from printer.targets import Folder, target
from printer.terms import Patience, Terms
from printer.writer import Job, Writer
from tests.fake_printer import Machine

PRINTED, HELD, NOT_SENT, UNKNOWN = (
    Outcome.PRINTED,
    Outcome.HELD,
    Outcome.NOT_SENT,
    Outcome.UNKNOWN,
)
BRISK = Patience(answer=0.3, taking=0.5, quiet=0.2, printing=0.4, paper=20_000)
PLAIN = Traits(buffer=65_536)  # a whole ticket of dots


def on(printer: Emulator, name: str = "raster-lean", **traits: object) -> ThermalPrinter:
    place = target(printer.target)
    assert not isinstance(place, Folder)
    return at(place, replace(profile(name), **traits), BRISK)  # type: ignore[arg-type]  # by name


@dataclass
class Rig:
    """A session that writes down how often it connected, and what it might rely on each time."""

    address: str
    terms: Terms = field(default_factory=lambda: Terms(keep=True))
    name: str = "raster-lean"
    opened: int = 0
    kept: list[Kept] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.session = PrintSession(self._connect, BRISK, self.terms)
        self._writer = Writer(profile(self.name))

    def _connect(self) -> Link:
        self.opened += 1
        return link(target(self.address))

    def print(self) -> Outcome:
        return self.session.print(self._work)

    def _work(self, kept: Kept) -> Job:
        self.kept.append(kept)
        return self._writer.job(SAMPLE)


Make = Callable[[Traits], Emulator]
CABLES = pytest.mark.parametrize("make", [Emulator.pty, Emulator.device], ids=["serial", "device"])


@CABLES
def test_a_cable_is_opened_once_and_the_second_ticket_finds_the_printer_warm(make: Make) -> None:
    with make(PLAIN) as printer:
        rig = Rig(printer.target)
        assert [rig.print() for _ in range(3)] == [PRINTED] * 3
        assert (rig.opened, rig.kept) == (1, [NOTHING, Kept(warm=True), Kept(warm=True)])
        assert (len(printer.papers), printer.unknown) == (3, [])
        rig.session.close()


def test_a_printer_on_the_network_is_free_for_others_after_each_ticket_and_never_warm() -> None:
    with Emulator.tcp() as printer:
        rig = Rig(printer.target, Terms())
        assert [rig.print() for _ in range(2)] == [PRINTED] * 2
        assert (rig.opened, rig.kept) == (2, [NOTHING] * 2)
        assert (rig.session.check(), rig.opened) == (None, 3)
        link(target(printer.target)).close()  # nobody holds it


@pytest.mark.parametrize("fault", [Fault.PAPER_OUT, Fault.MUTE])
def test_a_printer_that_was_silent_or_not_ready_meanwhile_is_cold(fault: Fault) -> None:
    with Emulator.pty() as printer:
        rig = Rig(printer.target)
        rig.print()
        rig.session.check()
        rig.print()
        printer.fault(fault)
        rig.session.check()
        printer.mend()
        assert rig.print() is PRINTED
        assert [kept.warm for kept in rig.kept] == [False, True, False]
        rig.session.close()


def test_a_printer_is_cold_after_a_ticket_that_did_not_come_out() -> None:
    with Emulator.device(PLAIN) as printer:
        rig = Rig(printer.target)
        rig.print()
        printer.fault(Fault.DEAF_TO_FENCES)
        assert rig.print() is UNKNOWN
        printer.mend()
        assert rig.print() is PRINTED
        assert [kept.warm for kept in rig.kept] == [False, True, False]
        rig.session.close()


@CABLES
def test_trouble_is_seen_and_seen_to_be_over_without_a_ticket(make: Make) -> None:
    troubles = {
        Fault.PAPER_OUT: Trouble.PAPER_OUT,
        Fault.COVER_OPEN: Trouble.COVER_OPEN,
        Fault.OFFLINE: Trouble.OFFLINE,
        Fault.ERROR: Trouble.ERROR,
        Fault.MUTE: Trouble.MUTE,
    }
    with make(PLAIN) as printer:
        device = on(printer)
        for fault, trouble in troubles.items():
            assert device.check() is None
            printer.fault(fault)
            assert device.check() is trouble
            printer.mend()
        assert (device.check(), device.paper_low) == (None, False)
        printer.fault(Fault.PAPER_LOW)
        assert (device.check(), device.paper_low) == (None, True)
        printer.mend()
        assert (device.check(), device.paper_low) == (None, False)
        assert printer.papers == []
        device.close()


def test_a_printer_without_a_sensor_for_the_rolls_end_is_not_believed_about_it() -> None:
    with Emulator.pty() as printer:
        printer.fault(Fault.PAPER_LOW)
        device = on(printer, near_end=False)
        assert (device.print(SAMPLE), device.paper_low) == (PRINTED, False)
        assert (device.check(), device.paper_low) == (None, False)
        device.close()


def count() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def taking(place: Path) -> list[int]:
    """Open terminals until one has this very name, so that nobody else gets it."""
    ends: list[int] = []
    while not ends or os.ttyname(ends[-1]) != str(place):
        assert len(ends) < 200
        ends += os.openpty()
    return ends


@CABLES
def test_a_printer_plugged_in_elsewhere_is_found_again_at_the_next_ticket(make: Make) -> None:
    with make(PLAIN) as printer:
        device = on(printer)
        assert device.print(SAMPLE) is PRINTED
        before, place = count(), Path(printer.target.partition(":")[2].partition("?")[0])
        for _ in range(3):
            was = place.resolve()
            printer.unplug()
            assert (device.print(SAMPLE), device.trouble) == (NOT_SENT, Trouble.UNREACHABLE)
            others = taking(was)
            printer.plug()
            assert place.resolve() != was
            assert (device.print(SAMPLE), device.trouble) == (PRINTED, None)
            for end in others:
                os.close(end)
        assert (len(printer.papers), count()) == (4, before)
        device.close()


def test_a_kept_link_that_broke_unnoticed_costs_the_next_ticket_nothing() -> None:
    with Emulator.pty() as printer:
        device = on(printer)
        device.print(SAMPLE)
        printer.unplug()
        printer.plug()
        assert (device.print(SAMPLE), device.trouble) == (PRINTED, None)
        device.close()


def test_looking_for_a_printer_that_is_away_is_no_busy_loop_and_a_ticket_always_tries() -> None:
    rig = Rig("tcp://127.0.0.1:1", Terms())
    assert {rig.session.check() for _ in range(50)} == {Trouble.UNREACHABLE}
    assert rig.opened == 1
    assert [rig.print() for _ in range(3)] == [NOT_SENT] * 3
    assert rig.opened == 4


def test_a_held_ticket_whose_printer_is_unplugged_is_unknown_and_the_next_is_whole() -> None:
    with Emulator.device(PLAIN) as printer:
        device = on(printer)
        device.print(SAMPLE)
        whole = printer.papers[-1].tobytes()
        printer.at_byte(5000, lambda: printer.fault(Fault.PAPER_OUT))
        assert (device.print(SAMPLE), device.trouble) == (HELD, Trouble.PAPER_OUT)
        printer.unplug()
        assert (device.settle(0.2), device.trouble) == (UNKNOWN, Trouble.UNREACHABLE)
        printer.mend()
        assert printer.wait(lambda: len(printer.papers) >= 1)
        assert device.print(SAMPLE) is PRINTED
        assert printer.papers[-1].tobytes() == whole
        device.close()


def test_a_held_ticket_comes_out_over_a_kept_link_and_the_trouble_is_followed_meanwhile() -> None:
    with Emulator.device(PLAIN) as printer:
        rig = Rig(printer.target)
        printer.at_byte(5000, lambda: printer.fault(Fault.PAPER_OUT))
        assert rig.print() is HELD
        printer.fault(Fault.COVER_OPEN)
        printer.mend(Fault.PAPER_OUT)
        assert (rig.session.settle(0.1), rig.session.trouble) == (HELD, Trouble.COVER_OPEN)
        assert (rig.session.check(), rig.print()) == (Trouble.COVER_OPEN, NOT_SENT)
        printer.fault(Fault.MUTE)
        assert rig.session.check() is Trouble.COVER_OPEN  # nothing is asked meanwhile
        printer.mend()
        assert (rig.session.settle(2), rig.session.trouble) == (PRINTED, None)
        assert rig.session.settle(0) is None
        assert rig.print() is PRINTED
        assert (len(printer.papers), rig.opened) == (2, 1)
        assert [kept.warm for kept in rig.kept] == [False, True]
        rig.session.close()


def test_a_ticket_lost_by_a_printer_that_was_switched_off_is_not_held_for_ever() -> None:
    with Emulator.pty(replace(PLAIN, baud=115_200)) as printer:
        device = on(printer)
        printer.at_byte(5000, lambda: printer.fault(Fault.PAPER_OUT))
        assert device.print(SAMPLE) is HELD
        printer.power_off()
        assert device.settle(0.1) is HELD
        printer.mend()
        printer.power_on()
        end = time.monotonic() + 5
        while (news := device.settle(0.1)) is HELD and time.monotonic() < end:
            pass
        assert (news, device.trouble, printer.papers) == (UNKNOWN, None, [])
        assert device.print(SAMPLE) is PRINTED
        device.close()


def test_staff_may_have_a_held_ticket_dropped() -> None:
    with Emulator.device(PLAIN) as printer:
        device = on(printer)
        assert device.clear() is None
        device.print(SAMPLE)
        whole = printer.papers[-1].tobytes()
        printer.at_byte(5000, lambda: printer.fault(Fault.PAPER_OUT))
        assert device.print(SAMPLE) is HELD
        assert (device.clear(), device.settle(0)) == (UNKNOWN, None)
        printer.mend()
        assert device.print(SAMPLE) is PRINTED
        assert printer.papers[-1].tobytes() == whole
        assert len([paper for paper in printer.papers if paper.tobytes() == whole]) == 2
        device.close()


@dataclass
class Lagging:
    """A printer that is far behind: what it answers in its turn comes when it is let out."""

    machine: Machine = field(default_factory=Machine)
    pace: int | None = None
    behind: bool = True
    at_job: int = 0
    _now: bytearray = field(default_factory=bytearray)
    _later: bytearray = field(default_factory=bytearray)

    def write(self, data: bytes, seconds: float) -> None:
        del seconds
        realtime = data.startswith(b"\x10\x04")
        (self._now if realtime or not self.behind else self._later).extend(self.machine.feed(data))
        if len(data) > 100:
            self.let_out(self.at_job)

    def let_out(self, count: int) -> None:
        self._now += self._later[:count]
        del self._later[:count]

    def read(self, seconds: float) -> bytes:
        del seconds
        heard = bytes(self._now)
        self._now.clear()
        return heard

    def close(self) -> None:
        """It keeps what it owes."""


@pytest.mark.parametrize("keep", [True, False])
def test_a_late_answer_to_an_earlier_ticket_does_not_pass_for_the_next_ones(
    keep: bool,  # noqa: FBT001
) -> None:
    wire = Lagging()
    device = ThermalPrinter(lambda: wire, Writer(profile()), keep=keep, patience=BRISK)
    assert device.print(SAMPLE) is UNKNOWN
    wire.at_job = 1  # the first ticket's answer comes when the second one is under way
    assert device.print(SAMPLE) is UNKNOWN
    wire.at_job, wire.behind = 0, False
    wire.let_out(9)
    assert device.print(SAMPLE) is PRINTED


def test_a_printer_that_takes_no_more_is_stalled() -> None:
    with Emulator.pty(Traits(flow=Flow.XONXOFF, buffer=2048)) as printer:
        device = on(printer)
        printer.at_byte(5000, lambda: printer.fault(Fault.PAPER_OUT))
        began = time.monotonic()
        assert (device.print(SAMPLE), device.trouble) == (UNKNOWN, Trouble.STALLED)
        assert time.monotonic() - began < 6
        printer.mend()
        assert device.print(SAMPLE) is PRINTED
        device.close()


@dataclass
class Chatty(Lagging):
    """A printer that tells unasked, between any two answers, how it is."""

    def read(self, seconds: float) -> bytes:
        # XOFF, XON, four bytes of automatic status, the process id of some other job.
        heard = super().read(seconds)
        return b"\x13\x11\x10\x00\x00\x0f\x37\x229998\x00" + heard if heard else b""


@pytest.mark.parametrize("name", ["raster-lean", "raster-lean-pid"])
def test_answers_are_found_among_all_that_a_printer_says_unasked(name: str) -> None:
    wire = Chatty(behind=False)
    device = ThermalPrinter(lambda: wire, Writer(profile(name)), keep=True, patience=BRISK)
    assert [device.print(SAMPLE) for _ in range(2)] == [PRINTED] * 2
    assert (device.check(), device.paper_low) == (None, False)


@dataclass
class Shut(Lagging):
    """A printer that stops taking data right before a ticket."""

    shut: bool = True

    def write(self, data: bytes, seconds: float) -> None:
        if self.shut and len(data) > 100:
            raise LinkStalled("full", 0)
        super().write(data, seconds)


def test_a_ticket_of_which_nothing_went_out_was_not_sent_and_is_not_swept_up() -> None:
    wire = Shut(behind=False)
    device = ThermalPrinter(lambda: wire, Writer(profile()), keep=True, patience=BRISK)
    assert (device.print(SAMPLE), device.trouble) == (NOT_SENT, Trouble.STALLED)
    wire.shut = False
    assert (device.print(SAMPLE), len(wire.machine.papers)) == (PRINTED, 1)


def test_a_slow_wire_is_given_the_time_that_its_bytes_take() -> None:
    with Emulator.pty(Traits(baud=2400, paced=True)) as printer:
        device = on(printer, "tcvn3")
        assert (device.print(SAMPLE), device.trouble) == (PRINTED, None)
        device.close()


def test_a_printer_that_never_answers_is_printed_on_blindly() -> None:
    with Emulator.pty(Traits(answers_status=False, answers_gs_r=False)) as printer:
        device = on(printer, status=False, fence=FenceKind.NONE)
        assert [device.print(SAMPLE) for _ in range(2)] == [UNKNOWN] * 2
        assert (device.trouble, device.check(), device.settle(0)) == (None, None, None)
        assert printer.wait(lambda: len(printer.papers) == 2)
        device.close()


def test_a_printer_without_a_fence_says_at_least_what_stops_it() -> None:
    with Emulator.device(PLAIN) as printer:
        device = on(printer, fence=FenceKind.NONE)
        assert (device.print(SAMPLE), device.trouble) == (UNKNOWN, None)
        printer.at_byte(5000, lambda: printer.fault(Fault.PAPER_OUT))
        assert (device.print(SAMPLE), device.trouble) == (HELD, Trouble.PAPER_OUT)
        assert device.settle(0.1) is HELD
        printer.mend()
        assert (device.settle(0.1), device.trouble) == (UNKNOWN, None)
        device.close()


def test_the_printer_itself_lists_the_pictures_that_it_keeps() -> None:
    keys = [bytes((0x30, 0x30 + place)) for place in range(45)]  # more than one block of them
    picture = Drawing(8, 1, b"\x18")
    with Emulator.pty() as printer:
        rig = Rig(printer.target, Terms(keep=True, stored=True))
        assert rig.print() is PRINTED
        rig.session.close()
        wire = link(target(printer.target))
        wire.write(b"".join(stored.keep(picture, key) for key in keys), 2)
        assert printer.wait(lambda: len(printer.keys) == len(keys))
        wire.close()
        assert [rig.print() for _ in range(2)] == [PRINTED] * 2
        listed = frozenset(keys)
        assert rig.kept == [NOTHING, Kept(stored=listed), Kept(warm=True, stored=listed)]
        assert printer.unknown == []
        rig.session.close()


def test_a_printer_that_lists_no_pictures_is_taken_to_have_none() -> None:
    with Emulator.pty(Traits(nv_graphics=False)) as printer:
        rig = Rig(printer.target, Terms(keep=True, stored=True))
        assert (rig.print(), rig.kept) == (PRINTED, [NOTHING])
        rig.session.close()


class Missing(RuntimeError):
    """Whatever keeps a job from being written."""


@CABLES
def test_a_job_that_cannot_be_written_leaves_the_printer_as_it_was(make: Make) -> None:
    def fails(_: Kept) -> Job:
        raise Missing

    with make(PLAIN) as printer:
        rig = Rig(printer.target)
        rig.print()
        with pytest.raises(Missing):
            rig.session.print(fails)
        assert rig.print() is PRINTED
        rig.session.close()


def test_a_link_can_be_opened_to_printers_only(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        link(Folder(tmp_path))
    with pytest.raises(LinkDown):
        link(target("serial:ffff:fffe:none"))
