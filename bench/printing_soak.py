"""Thousands of tickets on a printer that breaks at random moments, each of them accounted for.

    python -m bench.printing_soak --tickets 2000 --profile glyphs --seed 1

The printer is the one in software, on a serial port that a terminal stands in for. About every
third ticket meets one of ten faults, before, at a random byte of, or after its job; it is mended
at once or after some more tickets. At the end every paper is compared with what was meant:

- printed: exactly one paper came out, and it was there when the printer said so
- not_sent: none ever came
- held: one came after mending, or the outcome became unknown
- unknown: none or one came
- no paper joins two tickets, and nothing is left open
"""

import argparse
import random
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from printer import preview
from printer.emulator import Emulator
from printer.printers import ThermalPrinter
from printer.profiles import Profile, profile
from printer.sample import SAMPLE
from printer.session import Outcome
from printer.slip import Slip
from printer.terms import Patience
from printer.writer import Writer, job
from tests.obeyed import bare, differ
from tests.printing_faults import QUESTIONS, Mishap, mend, strike
from tests.printing_stage import Plug, staged

BRISK = Patience(answer=0.3, taking=0.5, quiet=0.2, printing=0.3, paper=20_000)
OFF = 2.1  # seconds: a printer is not switched off, on, and ready again in less
SHARE = 0.3  # of the tickets meet a fault
STREETS = ("Đăng ký khai sinh", "Làm sổ đỏ lần đầu", "Chứng thực chữ ký", "Cấp thẻ BHYT", "Trợ cấp")


@dataclass
class Account:
    """What became of each ticket by the printer's word, and what really came out."""

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    slips: dict[str, Slip] = field(default_factory=dict)
    papers: Counter[str] = field(default_factory=Counter)
    scraps: int = 0
    wrong: list[str] = field(default_factory=list)

    def note(self, number: str, outcome: Outcome) -> None:
        """The printer's word; `printed` is final and the paper there."""
        before = self.outcomes.get(number)
        self.outcomes[number] = outcome
        if outcome is Outcome.PRINTED and self.papers[number] != 1:
            self.wrong.append(f"{number} is printed, with {self.papers[number]} papers")
        if before is not None and before is not Outcome.HELD:
            self.wrong.append(f"{number} was {before} and is {outcome}")

    def close(self) -> None:
        """Nothing more will come out."""
        most = {Outcome.PRINTED: (1, 1), Outcome.NOT_SENT: (0, 0), Outcome.UNKNOWN: (0, 1)}
        for number, outcome in self.outcomes.items():
            low, high = most.get(outcome, (1, 1))
            if not low <= self.papers[number] <= high or outcome is Outcome.HELD:
                self.wrong.append(f"{number} is {outcome}, with {self.papers[number]} papers")


@dataclass
class Soak:
    """A printer, its account, and the dice."""

    printer: Emulator
    device: ThermalPrinter
    kind: Profile
    account: Account
    dice: random.Random
    seen: int = 0
    broken: bool = False
    held: str | None = None
    faults: Counter[str] = field(default_factory=Counter)

    def ticket(self, place: int) -> None:
        """One citizen; perhaps with a fault."""
        slip = replace(
            SAMPLE,
            number=f"A{place:04}",
            procedure_name=self.dice.choice(STREETS),
            ahead=self.dice.randrange(20),
            url=f"HTTPS://LUOT.EXAMPLE/T/{place:012}",
        )
        self.account.slips[slip.number] = slip
        after = self._plan(slip)
        outcome = self.device.print(slip)
        self.look()
        self.account.note(slip.number, outcome)
        self.held = slip.number if outcome is Outcome.HELD else self.held
        if after is not None:
            strike(self.printer, after)
        if self.broken and self.dice.random() < 0.6:
            self.mend()

    def _plan(self, slip: Slip) -> Mishap | None:
        """Whether something will break in this job, and what afterwards."""
        if self.broken or self.dice.random() > SHARE:
            return None
        self.broken = True
        mishap = self.dice.choice(list(Mishap))
        self.faults[mishap] += 1
        length = QUESTIONS + len(job(slip, self.kind).data)
        moment = self.dice.randrange(-length // 3, length + length // 3)
        if moment > length:
            return mishap
        if moment <= 0:
            strike(self.printer, mishap)
        else:
            self.printer.at_byte(moment, lambda: strike(self.printer, mishap))
        return None

    def mend(self) -> None:
        """Put it right; what was held comes out now."""
        self.printer.at_byte(1 << 30, int)  # what was to strike later strikes no more
        if not self.printer.powered:
            self.printer.wait(lambda: False, OFF)
        mend(self.printer)
        self.broken = False
        end = time.monotonic() + 10
        while self.held is not None and time.monotonic() < end:
            outcome = self.device.settle(0.3)
            self.look()
            if outcome is not None and outcome is not Outcome.HELD:
                self.account.note(self.held, outcome)
                self.held = None

    def look(self) -> None:
        """Take the papers that have come out, and see whose they are."""
        for paper in self.printer.papers[self.seen :]:
            self.seen += 1
            for number in list(self.account.slips)[-12:]:
                sheet = job(self.account.slips[number], self.kind).sheet
                if differ(bare(paper, sheet), bare(preview.picture(sheet), sheet)) is None:
                    self.account.papers[number] += 1
                    break
            else:
                self.account.scraps += 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The end of a soak; `left` are descriptors, threads and temporary files more than before."""

    account: Account
    faults: Counter[str]
    seconds: float
    left: tuple[int, int, int]


def soak(tickets: int, name: str, seed: int, plug: Plug = Plug.SERIAL) -> Found:
    """So many tickets, the same faults for the same seed."""
    began, account = time.monotonic(), Account()
    with _own_temporary_folder() as place:
        before = _open(place)
        run = _run(tickets, name, seed, plug, account)
        left = tuple(now - then for now, then in zip(_open(place), before, strict=True))
    account.close()
    return Found(
        account=account,
        faults=run.faults,
        seconds=time.monotonic() - began,
        left=(left[0], left[1], left[2]),
    )


def _run(tickets: int, name: str, seed: int, plug: Plug, account: Account) -> Soak:
    with TemporaryDirectory() as folder, staged(plug, Path(folder)) as stage:
        kind = profile(name)
        device = ThermalPrinter(stage.connect, Writer(kind), keep=stage.keep, patience=BRISK)
        run = Soak(stage.printer, device, kind, account, random.Random(seed))
        for place in range(tickets):
            run.ticket(place)
        run.mend()
        run.printer.wait(lambda: False, 0.5)  # whatever else comes, it comes now
        run.look()
        device.close()
    return run


@contextmanager
def _own_temporary_folder() -> Iterator[Path]:
    """Other programs leave files in the common one."""
    common = tempfile.tempdir
    with TemporaryDirectory(prefix="luot-soak-") as folder:
        tempfile.tempdir = folder
        try:
            yield Path(folder)
        finally:
            tempfile.tempdir = common


def _open(place: Path) -> tuple[int, int, int]:
    """Descriptors, threads, temporary files."""
    descriptors = len(list(Path("/proc/self/fd").iterdir()))
    return descriptors, threading.active_count(), len(list(place.rglob("*")))


def report(found: Found) -> str:
    """What came of it, in lines."""
    account = found.account
    told = Counter(account.outcomes.values())
    papers = sum(account.papers.values())
    unknown = [number for number, each in account.outcomes.items() if each is Outcome.UNKNOWN]
    with_paper = sum(account.papers[number] for number in unknown)
    counted = {str(each): count for each, count in told.items()}
    faults = {str(each): count for each, count in found.faults.items()}
    descriptors, threads, files = found.left
    lines = (
        f"{len(account.outcomes)} tickets in {found.seconds:.0f} s",
        f"{found.faults.total()} faults: {faults}",
        f"outcomes: {counted}; {with_paper} of the unknown ones had a paper",
        f"papers: {papers} tickets, {account.scraps} scraps",
        f"left open: {descriptors} descriptors, {threads} threads, {files} temporary files",
        f"not as it should be: {account.wrong or 'nothing'}",
    )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tickets", type=int, default=2000)
    parser.add_argument("--profile", default="glyphs")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--link", type=Plug, choices=list(Plug), default=Plug.SERIAL)
    asked = parser.parse_args()
    found = soak(asked.tickets, asked.profile, asked.seed, asked.link)
    print(report(found))
    raise SystemExit(bool(found.account.wrong or any(found.left)))


if __name__ == "__main__":
    main()
