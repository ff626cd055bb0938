"""Away from the server: whatever is lost on the way, a number on paper is one place in the hall."""

import shutil
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from tempfile import mkdtemp
from typing import assert_never
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from luot.client import Issued
from luot.domain.commands import CallNext, MarkMissed, Return, StartService
from luot.domain.ticket import State
from tests.halls import BIRTH, COPY
from tests.offline_world import (
    Cut,
    CutOutbox,
    Fault,
    Kiosk,
    Line,
    Memory,
    PowerCut,
    Server,
    World,
)

# A kiosk is dropped here, not its computer: what was committed stays, flushed or not.
FAST = "/dev/shm" if Path("/dev/shm").is_dir() else None
KIOSKS = st.integers(0, 1)
MOST_RESTORES = 3  # of one day, before a letter is full
MATTERS = st.sampled_from([BIRTH, COPY])
PRIORITIES = st.sampled_from(["ordinary", "priority"])
Coming = tuple[int, str, str]
COMING = st.lists(st.tuples(KIOSKS, MATTERS, PRIORITIES), min_size=1, max_size=4)
FAULTS = st.lists(st.sampled_from(list(Fault)), max_size=3)
CUTS = st.one_of(st.none(), st.none(), st.sampled_from(list(Cut)))


class Happens(StrEnum):
    """What happens to a kiosk; a dead line is one that it has not noticed yet."""

    LINE_CUT = "its line is cut"
    LINE_DEAD = "its line is dead"
    LINE_BACK = "its line is back"
    CATCHES_UP = "half a minute is over"
    POWER_FAILS = "its power fails"


class Act(StrEnum):
    """What staff do."""

    GIVE = "give a number out"
    CALL = "call the next one"
    START = "start"
    MISS = "nobody came"
    RETURN = "somebody is back"


class Outages(RuleBasedStateMachine):
    """Two kiosks, citizens, officials, and everything that goes wrong."""

    world_kind: type[World] = World
    server_kind: type[Server] = Server
    kiosk_kind: type[Kiosk] = Kiosk
    line_kind: type[Line] = Line
    bands = (0, 1)

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp(prefix="outages-", dir=FAST))
        self.world = self.world_kind(
            self.folder, self.server_kind, self.kiosk_kind, self.line_kind, self.bands
        )
        self.copies: list[Memory] = []
        self.epochs = 0

    @rule(come=COMING, faults=FAULTS, cut=CUTS)
    def people_come(self, come: list[Coming], faults: list[Fault], cut: Cut | None) -> None:
        """Some people, one after the other; the last one's kiosk is out of luck."""
        for at, matter, priority in come[:-1]:
            self.world.citizen(at, matter, priority, None)
        at, matter, priority = come[-1]
        with self.world.kiosks[at].line.faulty(faults):
            self.world.citizen(at, matter, priority, cut)

    @rule(at=KIOSKS, what=st.sampled_from(list(Happens)), faults=FAULTS)
    def something_happens_to_a_kiosk(self, at: int, what: Happens, faults: list[Fault]) -> None:
        kiosk = self.world.kiosks[at]
        with kiosk.line.faulty(faults):
            match what:
                case Happens.LINE_CUT | Happens.LINE_DEAD:
                    kiosk.line.cut = True
                    if what is Happens.LINE_CUT:
                        kiosk.keeper.lose()
                case Happens.LINE_BACK:
                    kiosk.line.cut = False
                    kiosk.connect()
                case Happens.CATCHES_UP:
                    kiosk.catch_up()
                case Happens.POWER_FAILS:
                    kiosk.power_cut()
                case _ as never:
                    assert_never(never)

    @rule(at=KIOSKS, minutes=st.integers(-60, 60), seconds=st.sampled_from([1, 20, 300]))
    def time_passes_and_a_clock_is_set(self, at: int, minutes: int, seconds: int) -> None:
        self.world.kiosks[at].clock.skew = timedelta(minutes=minutes)
        self.world.time.go(seconds)

    @rule(up=st.booleans())
    def the_server_stops_or_starts(self, up: bool) -> None:  # noqa: FBT001
        self.world.server.up = up
        for kiosk in self.world.kiosks:
            kiosk.keeper.lose()
            kiosk.connect()

    @precondition(lambda self: self.world.server.up)
    @rule(counter=st.integers(1, 2), act=st.sampled_from(list(Act)))
    def staff_act(self, counter: int, act: Act) -> None:
        server = self.world.server
        called = server.hall.counters[counter].ticket
        missed = [t.id for t in server.hall.tickets.values() if t.state is State.MISSED]
        match act:
            case Act.GIVE:
                self.world.staff_gives("A")
            case Act.CALL:
                server.try_order(CallNext(counter=counter, finish_current=True))
            case Act.START if called:
                server.try_order(StartService(ticket=called))
            case Act.MISS if called:
                server.try_order(MarkMissed(ticket=called))
            case Act.RETURN if missed:
                server.try_order(Return(ticket=missed[0]))
            case _:
                pass

    @rule()
    def a_copy_is_made(self) -> None:
        self.copies.append(self.world.server.memory)

    @precondition(lambda self: self.copies and self.epochs < MOST_RESTORES)
    @rule(which=st.integers(0, 9))
    def the_server_is_restored(self, which: int) -> None:
        self.epochs += 1
        copy = self.copies[which % len(self.copies)]
        self.world.server.restore(copy, f"e{self.epochs}")
        self.copies = []

    @precondition(lambda self: self.copies and self.epochs < MOST_RESTORES and self.seen_all())
    @rule(which=st.integers(0, 9))
    def files_are_copied_back(self, which: int) -> None:
        """The kiosk that has seen all is back before staff give out a number."""
        seen = self.seen_all()
        self.epochs += 1
        self.world.server.restore(self.copies[which % len(self.copies)], None)
        self.copies = []
        self.world.server.up = True
        assert seen[0].connect()

    def seen_all(self) -> list[Kiosk]:
        """The kiosks that have heard of every fact."""
        memory = self.world.server.memory
        return [
            kiosk
            for kiosk in self.world.kiosks
            if kiosk.keeper.known.contact
            and not kiosk.line.cut
            and kiosk.keeper.known.board is not None
            and (kiosk.keeper.known.board.epoch, kiosk.keeper.known.board.seq)
            == (memory.epoch, memory.seq)
        ]

    @invariant()
    def nobody_holds_anothers_number(self) -> None:
        self.world.check_numbers()

    def teardown(self) -> None:
        try:
            self.world.quiet()
            self.world.check_numbers()
            self.world.check_tickets()
        finally:
            for kiosk in self.world.kiosks:
                kiosk.outbox.close()
            shutil.rmtree(self.folder)


SHORT = settings(
    max_examples=250,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    database=None,
)
LONG = settings(SHORT, max_examples=1_000, stateful_step_count=60)
HUNT = settings(SHORT, max_examples=2_000, phases=[Phase.generate])


def test_a_number_on_paper_is_one_place_whatever_goes_wrong() -> None:
    run_state_machine_as_test(Outages, settings=SHORT)


@pytest.mark.slow
def test_a_number_on_paper_is_one_place_in_many_long_days() -> None:
    run_state_machine_as_test(Outages, settings=LONG)


class PrintsFirst(World):
    """A kiosk that prints its next own number before it is on disk."""

    def pressed(
        self, kiosk: Kiosk, ticket: UUID, procedure: str, priority: str, cut: Cut | None
    ) -> Issued | None:
        kiosk.outbox.cut = None
        issued = super().pressed(kiosk, ticket, procedure, priority, cut)
        if issued is not None and issued.offline and cut is Cut.BEFORE_COMMIT:
            self.hand_over(kiosk, issued, ticket)
            with kiosk.outbox._writing() as store:  # noqa: SLF001 - it never was on disk
                store.execute("DELETE FROM stub WHERE id = ?", (issued.id,))
            raise PowerCut
        return issued


class ForgetfulOutbox(CutOutbox):
    """Keeps numbers in memory only."""

    def close(self) -> None:
        super().close()
        self.file.unlink(missing_ok=True)


class ForgetfulKiosk(Kiosk):
    """Has such an outbox."""

    outbox_kind = ForgetfulOutbox


class FreshKeys(Line):
    """Asks again under a fresh id."""

    fresh_keys = True


class NeverSkips(Server):
    """Goes on from a copy as if nothing had been given out since."""

    skips = False


class PrintsBeforeCommit(Outages):
    """Paper first, disk second."""

    world_kind = PrintsFirst


class ForgetsNumbers(Outages):
    """Numbers that are not durable."""

    kiosk_kind = ForgetfulKiosk


class AsksAnewUnderAFreshKey(Outages):
    """One confirmation, two ids."""

    line_kind = FreshKeys


class SharesABand(Outages):
    """Two kiosks with the same numbers of their own."""

    bands = (0, 0)


class RestoresWithoutSkipping(Outages):
    """The numbers after a copy are given out again."""

    server_kind = NeverSkips


@pytest.mark.parametrize(
    ("broken", "found"),
    [
        (PrintsBeforeCommit, "is lost|two citizens"),
        (ForgetsNumbers, "is lost|two citizens|on record as"),
        (AsksAnewUnderAFreshKey, "is lost|two tickets"),
        (SharesABand, "two citizens|is lost"),
        (RestoresWithoutSkipping, "two citizens"),
    ],
    ids=lambda given: getattr(given, "__name__", ""),
)
def test_a_kiosk_that_breaks_one_rule_is_caught(broken: type[Outages], found: str) -> None:
    with pytest.raises(AssertionError, match=found):
        run_state_machine_as_test(broken, settings=HUNT)
