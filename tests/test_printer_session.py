"""Whether the citizen has the paper: what each breakdown at each moment leads to."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pytest

from printer.fence import Fence
from printer.links import Link, LinkDown, NetworkLink
from printer.printers import ThermalPrinter, at
from printer.profiles import FenceKind, profile
from printer.sample import SAMPLE
from printer.session import Outcome, PrintSession
from printer.status import Trouble, question
from printer.targets import Tcp
from printer.terms import Patience
from printer.writer import job
from tests.emupos import Emupos, emupos
from tests.fake_printer import ERROR, PAPER_OUT, Behaviour, FakePrinter, Machine

__all__ = ["emupos"]

NOT_SENT = Outcome.NOT_SENT
STATUS = b"".join(question(kind) for kind in (1, 2, 3, 4))
BRISK = Patience(answer=0.2, taking=0.4, quiet=0.1, printing=0.3, paper=20_000)


def on(fake: FakePrinter, name: str = "raster-lean") -> ThermalPrinter:
    return at(Tcp("127.0.0.1", fake.port), profile(name), BRISK)


def paper_runs_out(machine: Machine) -> None:
    machine.status = dict(PAPER_OUT)


@pytest.mark.parametrize("name", ["raster-lean", "raster-lean-pid"])
def test_a_ticket_is_printed_when_the_fence_after_the_cut_is_answered(name: str) -> None:
    with FakePrinter() as fake:
        device = on(fake, name)
        assert (device.print(SAMPLE), device.trouble) == (Outcome.PRINTED, None)
        assert (len(fake.machine.papers), fake.machine.urls) == (1, [SAMPLE.url])
        assert device.print(SAMPLE) is Outcome.PRINTED


def test_status_that_nobody_asked_for_does_not_pass_for_the_answer() -> None:
    # XOFF, XON, four bytes of automatic status, and the process id of some other job.
    chatter = b"\x13\x11\x10\x00\x00\x0f\x37\x229998\x00"
    with FakePrinter(Behaviour(chatter=chatter, deaf_to_fences=True)) as fake:
        assert on(fake, "raster-lean-pid").print(SAMPLE) is Outcome.UNKNOWN
    with FakePrinter(Behaviour(chatter=chatter)) as fake:
        assert on(fake, "raster-lean-pid").print(SAMPLE) is Outcome.PRINTED


@pytest.mark.parametrize(
    ("behaviour", "outcome", "trouble"),
    [
        (Behaviour(mute=True), Outcome.NOT_SENT, Trouble.MUTE),
        (Behaviour(unplugged_after=1), Outcome.NOT_SENT, Trouble.UNREACHABLE),
        (Behaviour(unplugged_after=3000), Outcome.UNKNOWN, Trouble.UNREACHABLE),
        (Behaviour(stalled_after=3000), Outcome.UNKNOWN, None),
        (Behaviour(deaf_to_fences=True), Outcome.UNKNOWN, None),
        (Behaviour(at_byte=(1, paper_runs_out)), Outcome.NOT_SENT, Trouble.PAPER_OUT),
        (Behaviour(at_byte=(5000, paper_runs_out)), Outcome.HELD, Trouble.PAPER_OUT),
    ],
    ids=[
        "mute",
        "gone",
        "unplugged",
        "stalled",
        "no-fence",
        "paper-out-before",
        "paper-out-during",
    ],
)
def test_silence_is_never_success(
    behaviour: Behaviour, outcome: Outcome, trouble: Trouble | None
) -> None:
    with FakePrinter(behaviour) as fake:
        device = on(fake)
        assert (device.print(SAMPLE), device.trouble) == (outcome, trouble)
        assert fake.machine.papers == [] or behaviour.deaf_to_fences
        device.close()


@pytest.mark.parametrize(
    ("sensor", "outcome", "trouble", "low"),
    [
        (0x00, Outcome.PRINTED, None, False),
        (0x03, Outcome.PRINTED, None, True),
        (0x0F, Outcome.UNKNOWN, Trouble.PAPER_OUT, True),
    ],
)
def test_the_answer_in_its_turn_also_says_how_much_paper_is_left(
    sensor: int,
    outcome: Outcome,
    trouble: Trouble | None,
    low: bool,  # noqa: FBT001
) -> None:
    with FakePrinter() as fake:
        fake.machine.sensor = sensor
        device = on(fake)
        assert device.print(SAMPLE) is outcome
        assert (device.trouble, device.paper_low) == (trouble, low)


@pytest.mark.parametrize("name", ["raster-lean", "raster-plain"])
@pytest.mark.parametrize("place", [1, 2, 7, 20, 3000, 9000, 15_000, 21_000])
def test_a_ticket_after_one_that_broke_off_is_whole_and_alone(place: int, name: str) -> None:
    with FakePrinter() as fake:
        device = on(fake, name)
        assert device.print(SAMPLE) is Outcome.PRINTED
        (whole,) = fake.machine.papers
        fake.behaviour = Behaviour(breaks_after=place + len(STATUS))
        assert device.print(SAMPLE) is Outcome.UNKNOWN
        fake.behaviour = Behaviour()
        before = len(fake.machine.papers)
        assert (device.print(SAMPLE), device.trouble) == (Outcome.PRINTED, None)
        scrap, ticket = fake.machine.papers[before:]
        assert ticket.tobytes() == whole.tobytes()
        assert scrap.height < whole.height + 255
        device.print(SAMPLE)
        assert len(fake.machine.papers) == before + 3  # swept once


@pytest.mark.parametrize("name", ["raster-lean", "raster-lean-pid", "raster-plain"])
def test_wherever_a_job_breaks_off_the_next_is_whole(name: str) -> None:
    work = job(SAMPLE, profile(name))
    machine = Machine()
    machine.feed(work.data)
    (whole,) = machine.papers
    codes = work.data.find(b"\x1d(k") % len(work.data)
    for place in {*range(1, 60), *range(codes, codes + 150), *range(1, len(work.data), 331)}:
        machine = Machine()
        machine.feed(work.data[:place])
        machine.feed(work.broom)
        machine.feed(work.data)
        assert machine.papers[-1].tobytes() == whole.tobytes(), place
        assert machine.urls[-1:] == ([SAMPLE.url] if name != "raster-plain" else []), place


def test_a_printer_without_paper_is_not_swept_again_and_again() -> None:
    with FakePrinter(Behaviour(breaks_after=9000 + len(STATUS))) as fake:
        device = on(fake)
        assert device.print(SAMPLE) is Outcome.UNKNOWN
        fake.behaviour = Behaviour()
        kept = fake.machine.unfinished
        fake.machine.feed(b"\0" * 18_000)  # the raster is over
        fake.machine.status = dict(PAPER_OUT)
        for _ in range(3):
            assert (device.print(SAMPLE), device.trouble) == (NOT_SENT, Trouble.PAPER_OUT)
        assert (len(kept) > 0, fake.machine.unfinished) == (True, bytes(8))


def test_an_independent_printer_prints_whole_after_a_break(emupos: Emupos) -> None:
    wires: list[Link] = []

    def connect() -> Link:
        link = NetworkLink("127.0.0.1", emupos.port)
        wires.append(Scissors(link, 9000) if len(wires) == 1 else link)
        return wires[-1]

    # It writes a line in its log for each NUL that it passes over, and answers after that.
    session = PrintSession(connect, replace(BRISK, quiet=2.0))
    work = job(SAMPLE, profile(), Fence(FenceKind.GS_R))
    assert session.print(lambda _: work) is Outcome.PRINTED
    whole = emupos.picture().tobytes()
    assert [session.print(lambda _: work) for _ in range(2)] == [Outcome.UNKNOWN, Outcome.PRINTED]
    assert emupos.picture().tobytes() == whole


@dataclass
class Scissors:
    """A wire that is cut in the middle of a job."""

    link: Link
    place: int
    pace: int | None = None

    def write(self, data: bytes, seconds: float) -> None:
        self.link.write(data[: self.place], seconds)
        if len(data) > self.place:
            self.link.close()
            raise LinkDown("cut", self.place)

    def read(self, seconds: float) -> bytes:
        return self.link.read(seconds)

    def close(self) -> None:
        self.link.close()


def test_a_printer_that_is_away_gets_nothing() -> None:
    with FakePrinter() as fake:
        device = on(fake)
    assert (device.print(SAMPLE), device.trouble) == (Outcome.NOT_SENT, Trouble.UNREACHABLE)


def test_a_printer_in_error_gets_nothing() -> None:
    with FakePrinter() as fake:
        fake.machine.status = dict(ERROR)
        device = on(fake)
        assert (device.print(SAMPLE), device.trouble) == (Outcome.NOT_SENT, Trouble.ERROR)


def test_a_printer_that_takes_no_more_holds_nobody_up() -> None:
    with FakePrinter(Behaviour(stalled_after=100)) as fake:
        began = time.monotonic()
        link = NetworkLink("127.0.0.1", fake.port)
        with pytest.raises(LinkDown) as stalled:
            link.write(b"\0" * 50_000_000, 0.4)
        link.close()
        assert stalled.value.sent is not None
        assert 0 < stalled.value.sent < 50_000_000
        assert time.monotonic() - began < 3


@pytest.mark.parametrize("name", ["raster-lean", "raster-lean-pid"])
def test_a_held_ticket_comes_out_once_the_printer_is_mended(name: str) -> None:
    with FakePrinter(Behaviour(at_byte=(5000, paper_runs_out))) as fake:
        device = on(fake, name)
        assert device.print(SAMPLE) is Outcome.HELD
        assert device.settle(0.05) is Outcome.HELD
        assert device.print(SAMPLE) is Outcome.NOT_SENT  # one job at a time
        fake.behaviour.at_byte = None
        fake.mend()
        assert (device.settle(1), device.trouble) == (Outcome.PRINTED, None)
        assert device.settle(0) is None
        assert len(fake.machine.papers) == 1
        assert device.print(SAMPLE) is Outcome.PRINTED
        assert len(fake.machine.papers) == 2


def test_a_held_ticket_whose_wire_breaks_is_unknown() -> None:
    with FakePrinter(Behaviour(at_byte=(5000, paper_runs_out))) as fake:
        device = on(fake)
        assert device.print(SAMPLE) is Outcome.HELD
    assert device.settle(1) is Outcome.UNKNOWN
    assert device.settle(1) is None


@dataclass
class Tripwire:
    """A wire that does something once, just before a job goes out."""

    link: Link
    trip: object
    pace: int | None = None

    def write(self, data: bytes, seconds: float) -> None:
        if len(data) > 3:
            assert callable(self.trip)
            self.trip()
        self.link.write(data, seconds)

    def read(self, seconds: float) -> bytes:
        return self.link.read(seconds)

    def close(self) -> None:
        self.link.close()


@contextmanager
def tripped(emupos: Emupos, fault: str) -> Iterator[PrintSession]:
    """A session on emupos in which a fault strikes between the status and the job."""
    session = PrintSession(
        lambda: Tripwire(NetworkLink("127.0.0.1", emupos.port), lambda: emupos.break_down(fault)),
        BRISK,
    )
    try:
        yield session
    finally:
        emupos.mend(fault)
        session.close()


@pytest.mark.parametrize("fault", ["paper-out", "cover-open", "offline"])
def test_an_independent_printer_that_stops_in_the_middle_holds_the_ticket(
    emupos: Emupos, fault: str
) -> None:
    before = len(emupos.receipts())
    with tripped(emupos, fault) as session:
        work = job(SAMPLE, profile(), Fence(FenceKind.GS_R))
        assert (session.print(lambda _: work), str(session.trouble)) == (Outcome.HELD, fault)
        assert len(emupos.receipts()) == before
        emupos.mend(fault)
        assert (session.settle(2), session.trouble) == (Outcome.PRINTED, None)
        assert len(emupos.receipts()) == before + 1
