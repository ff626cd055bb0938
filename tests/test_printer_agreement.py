"""Two emulators that know nothing of each other tell the same of every breakdown: emupos and ours.

Each fault strikes before, in the midst of, or after a job, over the network and a serial port.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

from printer.emulator import Emulator, Fault, Traits
from printer.emulator.stream import Stream
from printer.links import Link, NetworkLink
from printer.links_serial import SerialLink
from printer.printers import ThermalPrinter
from printer.profiles import profile
from printer.sample import SAMPLE
from printer.session import Outcome
from printer.status import Trouble, question
from printer.terms import Patience
from printer.writer import Writer, job
from tests.emupos import Emupos, emupos

__all__ = ["emupos"]

BRISK = Patience(answer=0.6, taking=2, quiet=0.2, printing=1, paper=20_000)
LEAN = profile()
DATA = job(SAMPLE, LEAN).data
FAULTS = ["paper-near-end", "paper-out", "cover-open", "offline"]
MOMENTS = ["before", "during", "after"]
LINKS = ["network", "serial"]
BAUD = 115_200


class Witness(Protocol):
    """An emulator that is broken and mended, and whose papers are counted."""

    def connect(self) -> Link:
        """A new link to it."""

    def break_down(self, fault: str) -> None:
        """One of emupos's faults."""

    def mend(self, fault: str) -> None:
        """Undo it."""

    def papers(self) -> int:
        """How many came out so far."""


@dataclass
class Theirs:
    """emupos."""

    emupos: Emupos
    link: str

    def connect(self) -> Link:
        if self.link == "network":
            return NetworkLink("127.0.0.1", self.emupos.port)
        return SerialLink(str(self.emupos.serial), baud=BAUD)

    def break_down(self, fault: str) -> None:
        self.emupos.break_down(fault)

    def mend(self, fault: str) -> None:
        self.emupos.mend(fault)

    def papers(self) -> int:
        return len(self.emupos.receipts())


OURS = {"paper-near-end": Fault.PAPER_LOW} | {name: Fault(name) for name in FAULTS[1:]}


@dataclass
class Ours:
    """The emulator of this house."""

    printer: Emulator
    path: Path

    def connect(self) -> Link:
        kind, _, place = self.printer.target.partition("://")
        if kind == "tcp":
            host, _, port = place.partition(":")
            return NetworkLink(host, int(port))
        return SerialLink(str(self.path), baud=BAUD)

    def break_down(self, fault: str) -> None:
        self.printer.fault(OURS[fault])

    def mend(self, fault: str) -> None:
        self.printer.mend(OURS[fault])

    def papers(self) -> int:
        return len(self.printer.papers)


@pytest.fixture(params=["emupos", "ours"])
def witness(request: pytest.FixtureRequest, link: str, tmp_path: Path) -> Iterator[Witness]:
    if request.param == "emupos":
        yield Theirs(request.getfixturevalue("emupos"), link)
        return
    traits = Traits(baud=BAUD, buffer=65_536)  # theirs takes all that comes
    path = tmp_path / "by-id" / "printer"
    made = Emulator.tcp(traits) if link == "network" else Emulator.pty(traits, path)
    with made as printer:
        yield Ours(printer, path)


@dataclass
class Tripwire:
    """A link that does something once so much of a job has been taken by the printer."""

    link: Link
    place: int
    trip: Callable[[], None]

    @property
    def pace(self) -> int | None:
        return self.link.pace

    def write(self, data: bytes, seconds: float) -> None:
        if len(data) <= 3:
            self.link.write(data, seconds)
            return
        self.link.write(data[: self.place] + question(1), seconds)
        assert self.link.read(2) == b"\x12"  # it has come so far, and is well
        self.trip()
        self.link.write(data[self.place :], seconds)

    def read(self, seconds: float) -> bytes:
        return self.link.read(seconds)

    def close(self) -> None:
        self.link.close()


def seams(data: bytes) -> list[int]:
    """Where one command of a job ends and the next begins."""
    stream, places = Stream(), [0]
    stream.feed(data)
    while (item := stream.next()) is not None:
        places.append(places[-1] + len(item.data))
    assert places[-1] == len(data)
    return places


def middle(data: bytes) -> int:
    """A seam of a job with as much before it as behind."""
    whole = [place for place in seams(data) if not inside_a_picture(data, place)]
    return min(whole, key=lambda place: abs(place - len(data) // 2))


def inside_a_picture(data: bytes, place: int) -> bool:
    """Whether what follows is a row of dots, where a question would be one too."""
    stream = Stream()
    stream.feed(data[:place])
    while stream.next() is not None:
        pass
    return stream.unfinished


@contextmanager
def device(
    witness: Witness, link: str, trip: Callable[[], None] | None
) -> Iterator[ThermalPrinter]:
    def connect() -> Link:
        made = witness.connect()
        return made if trip is None else Tripwire(made, middle(DATA), trip)

    opened = ThermalPrinter(connect, Writer(LEAN), keep=link == "serial", patience=BRISK)
    yield opened
    opened.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a ticket's way was: its outcome, and the papers until the fault was mended and after."""

    outcome: Outcome
    trouble: Trouble | None = None
    low: bool = False
    papers: int = 0
    settled: Outcome | None = None
    afterwards: int = 0


def expected(fault: str, moment: str) -> Seen:
    trouble = None if fault == "paper-near-end" else Trouble(fault)
    if trouble is None:
        low = moment != "after"
        return Seen(outcome=Outcome.PRINTED, low=low, papers=1, afterwards=2)
    match moment:
        case "before":
            none_left = trouble is Trouble.PAPER_OUT  # which is also near the end of it
            return Seen(outcome=Outcome.NOT_SENT, trouble=trouble, low=none_left, afterwards=1)
        case "during":
            held, printed = Outcome.HELD, Outcome.PRINTED
            return Seen(outcome=held, trouble=trouble, settled=printed, afterwards=2)
        case _:
            return Seen(outcome=Outcome.PRINTED, papers=1, afterwards=2)


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_breakdown_leads_to_the_same_on_both(
    witness: Witness, link: str, fault: str, moment: str
) -> None:
    """The fault, then a ticket (or the other way round); it is mended, and one more is printed."""
    before = witness.papers()
    trip = (lambda: witness.break_down(fault)) if moment == "during" else None
    try:
        with device(witness, link, trip) as printer:
            if moment == "before":
                witness.break_down(fault)
            outcome = printer.print(SAMPLE)
            if moment == "after":
                witness.break_down(fault)
            told = (outcome, printer.trouble, printer.paper_low, witness.papers() - before)
            if moment == "after" and fault != "paper-near-end":
                assert printer.print(SAMPLE) is Outcome.NOT_SENT
            witness.mend(fault)
            settled = printer.settle(2)
        with device(witness, link, None) as printer:
            assert printer.print(SAMPLE) is Outcome.PRINTED
            assert (printer.trouble, printer.paper_low) == (None, False)
        seen = Seen(
            outcome=told[0],
            trouble=told[1],
            low=told[2],
            papers=told[3],
            settled=settled,
            afterwards=witness.papers() - before,
        )
    finally:
        witness.mend(fault)
    assert seen == expected(fault, moment)
