"""What a ticket costs in bytes, in time to make, and in time until it is known to be out.

    python -m bench.printing [--turns 40] [--no-serial]

Everything in one run on the same tickets: our ways beside the picture of the whole page that
programs usually send (python-escpos, image as GS v 0). Times are medians. The printer is the one
in software; its own time to obey a job is measured apart and taken off where that is said.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from functools import partial
from io import StringIO
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from printer import preview, stored
from printer.emulator import Emulator, Traits
from printer.kept import Kept
from printer.kit import Dummy  # type: ignore[attr-defined]  # imported there without a trace
from printer.links import NetworkLink
from printer.links_serial import SerialLink
from printer.printers import ThermalPrinter
from printer.profiles import Profile, profile
from printer.sample import SAMPLE
from printer.session import Outcome
from printer.slip import Slip
from printer.writer import Writer
from tests.obeyed import obeyed

NAMES = ("tcvn3-stored", "tcvn3", "glyphs", "raster-lean", "raster")
BAUD = 9600
PER_SECOND = BAUD // 10


def slips() -> Iterator[Slip]:
    """Tickets of one morning: another number, address and people ahead each time."""
    turn = 0
    while True:
        turn += 1
        yield replace(
            SAMPLE, number=f"A{turn:03}", ahead=turn % 13, url=f"{(SAMPLE.url or '')[:-4]}{turn:04}"
        )


def some(count: int) -> list[Slip]:
    """The first so many of them."""
    return list(islice(slips(), count))


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way to print: how a ticket becomes bytes, first and later ones."""

    name: str
    first: Callable[[Slip], bytes]
    later: Callable[[Slip], bytes]


def ours(name: str) -> Way:
    """One of our profiles; later tickets lean on what the printer has kept."""
    kind = profile(name)
    plain = Writer(kind)
    shelf = stored.shelf(plain.drawings(SAMPLE)) if kind.stored else None
    writer = Writer(kind, shelf=shelf)
    kept = Kept(warm=True, stored=shelf.codes if shelf else frozenset())
    return Way(
        name=name,
        first=lambda slip: Writer(kind).job(slip).data,
        later=lambda slip: writer.job(slip, kept=kept).data,
    )


def peers() -> Way:
    """The whole page as one picture, as python-escpos sends it."""
    kind = profile("raster-lean")

    def page(slip: Slip) -> bytes:
        sheet = Writer(kind).job(slip).sheet
        printer = Dummy()
        printer.hw("INIT")
        with redirect_stdout(StringIO()):  # it says that it does not know the paper's width
            printer.image(preview.picture(sheet), impl="bitImageRaster", center=False)
        printer.cut()
        return bytes(printer.output)

    return Way(name="page as a picture (python-escpos)", first=page, later=page)


def timed(work: Callable[[Slip], object], turns: int) -> float:
    """Milliseconds of one, the median after three to warm up."""
    took = []
    for turn, slip in enumerate(some(turns + 3)):
        began = time.perf_counter()
        work(slip)
        if turn >= 3:
            took.append(time.perf_counter() - began)
    return 1000 * median(took)


def sizes(turns: int) -> None:
    """Bytes, the seconds that they are on a wire of 9600 baud, and the time to make them."""
    print(f"{'way':36}{'first':>8}{'later':>8}{'9600 baud':>12}{'made in':>10}")
    for way in (*map(ours, NAMES), peers()):
        first, later = len(way.first(SAMPLE)), [len(way.later(SAMPLE)) for _ in range(2)][-1]
        wire = f"{first / PER_SECOND:.2f} {later / PER_SECOND:.2f}"
        made = timed(way.later, turns)
        print(f"{way.name:36}{first:8,}{later:8,}{wire:>12}{made:8.1f}ms")


def on_the_network(turns: int) -> None:
    """Job to PRINTED over TCP, with and without the time that the emulator itself takes."""
    print(f"\n{'on the network':36}{'to PRINTED':>12}{'emulator':>10}{'the rest':>10}")
    for name in NAMES:
        kind = profile(name)
        with Emulator.tcp(Traits()) as printer:
            port = int(printer.target.rpartition(":")[2])
            connect = partial(NetworkLink, "127.0.0.1", port)
            device = ThermalPrinter(connect, Writer(kind))
            whole = timed(partial(_printed, device), turns)
            device.close()
        jobs = {slip.number: Writer(kind).job(slip).data for slip in some(turns + 3)}
        alone = timed(partial(_obeyed, jobs, kind), turns)
        print(f"{name:36}{whole:10.1f}ms{alone:8.1f}ms{whole - alone:8.1f}ms")


def on_a_slow_wire() -> None:
    """A paced serial port of 9600 baud, really run: the first ticket and the next ones."""
    print(f"\n{'9600 baud, really run':36}{'first':>8}{'later':>8}{'asked':>8}")
    for name, asked in (("tcvn3", 1.0), ("glyphs", 3.0)):
        with TemporaryDirectory() as folder:
            took = _slowly(name, Path(folder) / "printer")
        print(f"{name:36}{took[0]:7.2f}s{median(took[1:]):7.2f}s{asked:7.1f}s")


def _slowly(name: str, path: Path) -> list[float]:
    """Seconds of four tickets in a row."""
    took = []
    with Emulator.pty(Traits(baud=BAUD, paced=True), path) as printer:
        connect = partial(SerialLink, str(path), baud=BAUD)
        device = ThermalPrinter(connect, Writer(profile(name)), keep=True)
        for slip in some(4):
            began = time.perf_counter()
            _printed(device, slip)
            took.append(time.perf_counter() - began)
        device.close()
        assert len(printer.papers) == len(took)
    return took


def _obeyed(jobs: dict[str, bytes], kind: Profile, slip: Slip) -> None:
    obeyed(jobs[slip.number], kind)


def _printed(device: ThermalPrinter, slip: Slip) -> None:
    outcome = device.print(slip)
    assert outcome is Outcome.PRINTED, outcome


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--turns", type=int, default=40)
    parser.add_argument("--no-serial", action="store_true")
    asked = parser.parse_args()
    sizes(asked.turns)
    on_the_network(asked.turns)
    if not asked.no_serial:
        on_a_slow_wire()


if __name__ == "__main__":
    main()
