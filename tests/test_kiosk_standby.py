"""Rules of the kiosk that stands alone: what it gives out, what it keeps, and what it says."""

import sqlite3
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from kiosk.keeper import Keeper
from kiosk.known import hall_time, offered, timed
from kiosk.larder import Contact, Larder
from kiosk.outbox import NAME, Outbox
from kiosk.standby import FULL, SHORT
from kiosk.stub import BandFull, Said, Unkept, Wish, handed_in
from luot.client import Away, Issued, OfflineTicket, Patience, Reconciled, Refused, Seen
from luot.domain import codes
from luot.domain.rules import Hours, Session
from luot.domain.ticket import Paper, Purpose
from tests.halls import BIRTH, COPY
from tests.offline_world import (
    OFFERED,
    SAY,
    START,
    Fault,
    Kiosk,
    Line,
    Server,
    SkewedClock,
    Time,
    World,
    place,
)

BAND = (900, 901, 902)
WISH = Wish(queue="A")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    world = World(tmp_path)
    yield world
    for kiosk in world.kiosks:
        kiosk.outbox.close()


@pytest.fixture
def kiosk(world: World) -> Kiosk:
    """A kiosk that was in touch a moment ago, and whose server is gone."""
    world.server.up = False
    world.kiosks[0].keeper.lose()
    return world.kiosks[0]


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    outbox = Outbox(tmp_path)
    yield outbox
    outbox.close()


def take(kiosk: Kiosk, procedure: str = BIRTH, key: str | None = None, **more: str) -> Issued:
    return kiosk.standby.take_ticket(procedures=(procedure,), key=key or str(uuid4()), **more)


def give(outbox: Outbox, at: datetime = START, letter: str = "A") -> str:
    wish = Wish(queue=letter)
    return outbox.issue(uuid4(), wish, at, at, BAND).number


def back(world: World) -> None:
    world.server.up = True
    assert world.kiosks[0].connect()


def test_without_the_server_the_kiosk_gives_its_own_numbers_and_says_so(kiosk: Kiosk) -> None:
    key = str(uuid4())
    issued = take(kiosk, key=key)
    token = codes.code("K0", b"\0", UUID(key), date(2026, 11, 23))
    assert issued == Issued(
        id=key,
        number="A900",
        queue="A",
        procedure=BIRTH,
        issued_at=START,
        token=token,
        url=f"HTTP://HALL/T/{token}",
        ahead=None,
        offline=True,
    )
    assert [take(kiosk).number, take(kiosk, COPY).number] == ["A901", "C900"]


def test_pressing_again_gives_the_same_number_before_and_after_a_power_cut(
    world: World, kiosk: Kiosk
) -> None:
    key = str(uuid4())
    first = take(kiosk, key=key)
    assert take(kiosk, key=key) == first
    kiosk.power_cut()
    assert take(kiosk, key=key) == first
    back(world)
    assert take(kiosk, key=key) == first
    online = str(uuid4())
    second = take(kiosk, key=online)
    assert second.number == "A001"
    assert not second.offline
    kiosk.power_cut()
    assert take(kiosk, key=online) == second


def test_all_that_was_asked_for_reaches_the_hall(world: World, kiosk: Kiosk) -> None:
    key = str(uuid4())
    kiosk.standby.take_ticket(
        procedures=(COPY, BIRTH), purpose="supplement", priority="priority", lang="en", key=key
    )
    world.time.go(600)
    back(world)
    ticket = world.server.hall.tickets[UUID(key)]
    assert [(e.procedure, e.queue, e.purpose) for e in ticket.errands] == [
        (COPY, "C", Purpose.SUPPLEMENT),
        (BIRTH, "A", Purpose.SUPPLEMENT),
    ]
    assert (ticket.number, ticket.priority, ticket.lang, ticket.offline, ticket.kiosk) == (
        "C900", "priority", "en", True, 0,
    )  # fmt: skip
    assert (ticket.issued_at, ticket.effective_at) == (START, START - timedelta(minutes=20))


class Patient(Line):
    """Notes how long it was waited for."""

    def __init__(self, server: Server, kiosk: int, band: int) -> None:
        super().__init__(server, kiosk, band)
        self.patience: list[Patience] = []

    def take_ticket(self, *, patience: Patience = FULL, **asked: object) -> Issued:
        self.patience.append(patience)
        return super().take_ticket(patience=patience, **asked)  # type: ignore[arg-type]


def test_one_citizen_waits_for_a_silent_server_and_the_next_ones_hardly(tmp_path: Path) -> None:
    world = World(tmp_path, line_kind=Patient)
    kiosk = world.kiosks[0]
    assert isinstance(kiosk.line, Patient)
    kiosk.line.cut = True
    for seconds in (1, 31, 1):
        take(kiosk)
        world.time.go(seconds)
    assert kiosk.line.patience == [FULL, SHORT, FULL]
    kiosk.keeper.lose()
    take(kiosk)
    assert len(kiosk.line.patience) == 3
    assert 2 * (FULL.connect + FULL.answer) == 3.0
    assert SHORT.connect + SHORT.answer == 0.5
    kiosk.outbox.close()


class Answering(Line):
    """Answers every wish for a number in the same way."""

    answer = Refused("letter-full", "no", 409, {})

    def _take(self, command: object) -> Issued:
        del command
        raise self.answer


@pytest.mark.parametrize("status", [500, 503])
def test_a_server_that_cannot_put_it_on_record_is_as_good_as_silent(
    tmp_path: Path, status: int
) -> None:
    world = World(tmp_path, line_kind=Answering)
    assert isinstance(world.kiosks[0].line, Answering)
    world.kiosks[0].line.answer = Refused("unavailable", "no", status, {})
    assert take(world.kiosks[0]).number == "A900"
    world.kiosks[0].outbox.close()


@pytest.mark.parametrize("status", [400, 401, 403, 409, 422, 429])
def test_a_real_no_is_never_answered_with_a_number_of_its_own(tmp_path: Path, status: int) -> None:
    world = World(tmp_path, line_kind=Answering)
    assert isinstance(world.kiosks[0].line, Answering)
    world.kiosks[0].line.answer = Refused("hall-closed", "no", status, {})
    with pytest.raises(Refused):
        take(world.kiosks[0])
    world.kiosks[0].outbox.close()


def test_a_kiosk_that_was_just_started_asks_before_it_gives_its_own(world: World) -> None:
    kiosk = world.kiosks[0]
    kiosk.outbox.close()
    kiosk.start()
    assert not kiosk.keeper.known.sought
    assert take(kiosk).number == "A001"


def test_a_kiosk_started_without_the_server_knows_what_it_knew(world: World, kiosk: Kiosk) -> None:
    kiosk.clock.skew = timedelta(hours=1)
    back(world)
    kiosk.catch_up()
    world.server.up = False
    kiosk.keeper.lose()
    world.time.go(300)
    kiosk.power_cut()
    issued = take(kiosk)
    assert (issued.number, issued.issued_at) == ("A900", world.time.now)


def test_nothing_is_given_out_where_it_is_not_known_which_numbers_are_its_own(
    world: World, kiosk: Kiosk
) -> None:
    stranger = Larder(kiosk.folder, "another token")
    assert stranger.place() is None
    stranger.keep_place(place(2))
    assert kiosk.keeper.place == replace(place(0), run="run 0")
    kiosk.power_cut()
    assert kiosk.keeper.place is None
    with pytest.raises(Away):
        take(kiosk)
    back(world)
    assert take(kiosk).number == "A001"


def test_nothing_is_given_out_for_a_line_that_the_centre_does_not_have(kiosk: Kiosk) -> None:
    with pytest.raises(Away):
        kiosk.standby.take_ticket(queue="R", key=str(uuid4()))


def test_with_all_its_numbers_given_out_the_kiosk_says_so(
    kiosk: Kiosk, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(225):
        assert take(kiosk).number.startswith("A9"), number
    with pytest.raises(BandFull):
        take(kiosk)
    assert caplog.messages == [SAY("kiosk.log.spent", queue="A")]


def test_what_cannot_be_kept_is_not_given_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    world = World(tmp_path)
    kiosk = world.kiosks[0]
    kiosk.outbox.close()
    kiosk.outbox.file.write_bytes(b"no database at all" * 400)
    for side in ("-wal", "-shm"):
        kiosk.outbox.file.with_name(NAME + side).unlink(missing_ok=True)
    assert take(kiosk).number == "A001"
    kiosk.line.cut = True
    with pytest.raises(Unkept):
        take(kiosk)
    kiosk.line.cut = False
    assert kiosk.connect()
    assert take(kiosk).number == "A002"
    why = "file is not a database"
    assert caplog.messages == [SAY("kiosk.log.stubs_damaged", file=kiosk.outbox.file, why=why)]


def test_a_stub_that_cannot_be_read_keeps_nobody_from_the_servers_numbers(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    kiosk = world.kiosks[0]
    kiosk.line.cut = True
    assert take(kiosk).number == "A900"
    kiosk.line.cut = False
    store = kiosk.outbox._open()  # noqa: SLF001
    store.execute("UPDATE stub SET body = CAST('{}' AS BLOB)")
    assert kiosk.connect()
    assert take(kiosk).number == "A001"
    kiosk.line.cut = True
    with pytest.raises(Unkept):
        take(kiosk)
    why = "Object missing required field `id`"
    assert caplog.messages == [SAY("kiosk.log.stubs_damaged", file=kiosk.outbox.file, why=why)]


def test_a_disk_that_is_full_once_a_report_is_out_costs_only_telling_it_again(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    kiosk = world.kiosks[0]
    issued = take(kiosk)
    store = kiosk.outbox._open()  # noqa: SLF001
    told = kiosk.line.report_paper

    def report(ticket: str, outcome: str, *, key: str | None = None) -> object:
        store.execute("PRAGMA query_only = ON")
        return told(ticket, outcome, key=key)

    kiosk.line.report_paper = report  # type: ignore[method-assign]
    kiosk.standby.report_paper(issued.id, Paper.PRINTED, key=str(uuid4()))
    store.execute("PRAGMA query_only = OFF")
    why = "attempt to write a readonly database"
    assert caplog.messages == [SAY("kiosk.log.stub_unkept", file=kiosk.outbox.file, why=why)]


def test_a_full_disk_is_told_apart_from_a_damaged_file(tmp_path: Path) -> None:
    folder = tmp_path / "file"
    folder.write_text("in the way")
    with pytest.raises(Unkept) as told:
        give(Outbox(folder))
    assert not told.value.is_damaged
    full = sqlite3.OperationalError("database or disk is full")
    assert not Unkept(tmp_path, full).is_damaged


def test_a_number_is_on_disk_before_it_is_known(outbox: Outbox) -> None:
    assert give(outbox) == "A900"
    with sqlite3.connect(f"file:{outbox.file}?mode=ro", uri=True) as other:
        assert other.execute("SELECT number FROM stub").fetchall() == [(900,)]
    other.close()
    (setting,) = outbox._open().execute("PRAGMA synchronous").fetchone()  # noqa: SLF001
    assert setting == 2  # FULL: a commit waits for the disk


def test_two_processes_with_one_folder_never_give_one_number(outbox: Outbox) -> None:
    other = Outbox(outbox.file.parent)
    assert [give(outbox), give(other), give(outbox)] == ["A900", "A901", "A902"]
    with pytest.raises(BandFull):
        give(other)
    assert give(other, letter="C") == "C900"
    other.close()


def test_two_that_ask_at_the_same_time_get_different_numbers(outbox: Outbox) -> None:
    other, band = Outbox(outbox.file.parent), tuple(range(900, 940))

    def half(asking: Outbox) -> list[str]:
        return [asking.issue(uuid4(), WISH, START, START, band).number for _ in range(20)]

    with ThreadPoolExecutor(2) as hands:
        given = [number for numbers in hands.map(half, (outbox, other)) for number in numbers]
    other.close()
    assert sorted(given) == [f"A{number}" for number in band]


TODAY = date(2026, 11, 23)
TOMORROW = date(2026, 11, 24)


def test_numbers_are_free_again_when_the_server_says_that_the_day_is_over(outbox: Outbox) -> None:
    outbox.meet(Seen(epoch="e", seq=1), TODAY)
    assert give(outbox) == "A900"
    outbox.meet(Seen(epoch="e", seq=2), TODAY)
    assert give(outbox) == "A901"
    outbox.meet(Seen(epoch="e", seq=3), TOMORROW)
    # The second one may have been given out after midnight, for all that is known.
    assert give(outbox) == "A900"
    assert give(outbox) == "A902"


def test_a_clock_that_jumps_a_day_ahead_and_back_gives_no_number_twice(outbox: Outbox) -> None:
    outbox.meet(Seen(epoch="e", seq=1), TODAY)
    jumps = [START, START + timedelta(days=1), START]
    assert [give(outbox, at) for at in jumps] == ["A900", "A901", "A902"]


def test_whoever_comes_later_never_counts_as_earlier(outbox: Outbox) -> None:
    outbox.meet(Seen(epoch="e", seq=1), TODAY)
    times = [START, START - timedelta(hours=1), START + timedelta(minutes=1)]
    stubs = [outbox.issue(uuid4(), WISH, at, START, BAND) for at in times]
    assert [stub.issued_at for stub in stubs] == [START, START, times[2]]


def test_whoever_comes_later_in_one_outage_never_counts_as_earlier(outbox: Outbox) -> None:
    # The server was met in between, a power cut took that from the kiosk, its clock was set back.
    contact = START - timedelta(hours=1)
    outbox.issue(uuid4(), WISH, START, contact, BAND)
    outbox.meet(Seen(epoch="e", seq=1), TODAY)
    later = outbox.issue(uuid4(), WISH, START - timedelta(minutes=1), contact, BAND)
    assert later.issued_at == START


def test_papers_of_a_past_week_are_forgotten(outbox: Outbox) -> None:
    give(outbox)
    outbox.meet(Seen(epoch="e", seq=1), TODAY)
    outbox.meet(Seen(epoch="e", seq=2), TODAY + timedelta(days=7))
    assert outbox.unheard(0, 9)
    outbox.meet(Seen(epoch="e", seq=3), TODAY + timedelta(days=8))
    assert outbox.unheard(0, 9) == ()


MET = Seen(epoch="e", seq=7)


@pytest.mark.parametrize(
    ("now", "before", "lost"),
    [
        (Seen(epoch="e", seq=7), None, None),
        (Seen(epoch="e", seq=9), Seen(epoch="e", seq=8), None),
        (Seen(epoch="e", seq=6), None, MET),
        (Seen(epoch="e", seq=8), Seen(epoch="e", seq=9), Seen(epoch="e", seq=9)),
        (Seen(epoch="f", seq=9), None, MET),
    ],
)
def test_a_server_that_remembers_less_than_was_seen_is_found_out(
    outbox: Outbox, now: Seen, before: Seen | None, lost: Seen | None
) -> None:
    assert outbox.lost(MET, None) is None
    outbox.meet(MET, TODAY)
    assert outbox.lost(now, before) == lost


def test_a_restored_server_hears_everything_of_today_again(outbox: Outbox) -> None:
    first, second = (outbox.issue(uuid4(), WISH, START, START, BAND) for _ in range(2))
    said = Said(ticket=str(first.id), outcome=Paper.PRINTED, key="k")
    assert outbox.say(said) is False
    assert outbox.untold() == ()
    outbox.heard(first.id)
    outbox.refused(second.id, "number-taken")
    assert outbox.untold() == (said,)
    outbox.told(said)
    assert (outbox.unheard(0, 9), outbox.untold()) == ((), ())
    outbox.meet(Seen(epoch="e", seq=9), TODAY, "another run")
    assert [stub for _, stub in outbox.unheard(0, 9)] == [first, second]
    outbox.heard(first.id)
    assert outbox.untold() == (said,)


def test_what_became_of_a_paper_is_told_when_the_server_knows_of_it(
    world: World, kiosk: Kiosk
) -> None:
    issued = take(kiosk)
    kiosk.standby.report_paper(issued.id, "held", key="1")
    kiosk.standby.report_paper(issued.id, "printed", key="2")
    kiosk.power_cut()
    back(world)
    assert world.server.hall.tickets[UUID(issued.id)].paper is Paper.PRINTED
    online = take(kiosk)
    kiosk.standby.report_paper(online.id, "printed", key="3")
    assert world.server.hall.tickets[UUID(online.id)].paper is Paper.PRINTED


class Choosy(Line):
    """Takes every list ill that holds A901."""

    def reconcile(
        self, tickets: Sequence[OfflineTicket], seen: Seen | None = None
    ) -> Sequence[Reconciled]:
        if any(each.number == "A901" for each in tickets):
            raise Refused("malformed", "no", 400, {})
        return super().reconcile(tickets, seen)


def test_one_stub_that_cannot_be_read_does_not_cost_the_others_their_place(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    world = World(tmp_path, line_kind=Choosy)
    kiosk = world.kiosks[0]
    world.server.up = False
    kiosk.keeper.lose()
    for _ in range(3):
        take(kiosk)
    back(world)
    assert [t.number for t in world.server.hall.tickets.values()] == ["A900", "A902"]
    assert SAY("kiosk.log.stub_refused", number="A901", why="malformed") in caplog.messages
    kiosk.outbox.close()


def test_the_server_is_there_only_once_it_has_heard_everything(world: World, kiosk: Kiosk) -> None:
    take(kiosk)
    world.server.up = True
    with kiosk.line.faulty([Fault.NONE, Fault.NONE, Fault.NO_REPLY]), pytest.raises(Away):
        kiosk.keeper.listen()
    kiosk.line.faults.clear()
    assert not kiosk.keeper.known.contact
    assert take(kiosk).number == "A901"
    back(world)
    assert kiosk.keeper.known.contact
    assert take(kiosk).number == "A001"


def test_time_is_counted_from_the_last_contact_whatever_the_clock_shows(tmp_path: Path) -> None:
    time = Time()
    clock = SkewedClock(time, timedelta(minutes=17))
    server = Server(time)
    keeper = Keeper(Line(server, 0, 0), SAY, clock=clock)
    keeper.listen()
    clock.skew = timedelta(days=-9)
    time.go(90)
    assert hall_time(keeper.known, clock) == START + timedelta(seconds=90)
    larder = Larder(tmp_path)
    larder.keep_contact(Contact(heard_at=START, offset=timedelta(minutes=-17)))
    later = Keeper(Line(server, 0, 0), SAY, larder=larder, clock=clock)
    assert hall_time(later.known, clock) == START
    clock.skew = timedelta(minutes=17)
    assert hall_time(later.known, clock) == time.now


def test_hours_go_on_without_the_server_and_its_next_word_is_news() -> None:
    morning = (Session(opens=START.time(), closes=START.replace(hour=11).time()),)
    offer = replace(OFFERED, open=True, hours=Hours(week=(morning,) * 7), etag='"7"')
    known = timed(offered(offer), START.replace(hour=12)).offer
    assert known is not None
    assert (known.open, known.etag) == (False, None)
    assert known.opens_at is not None
    assert known.opens_at.date() == TOMORROW


def test_a_stub_is_handed_in_as_it_was_given_out(outbox: Outbox) -> None:
    wish = Wish(queue="A", procedures=(BIRTH,), purpose=Purpose.PAY, priority="priority", lang="en")
    stub = outbox.issue(UUID(int=7), wish, START, START - timedelta(minutes=2), BAND)
    assert handed_in(stub) == OfflineTicket(
        id=str(UUID(int=7)),
        number="A900",
        issued_at=START,
        last_contact=START - timedelta(minutes=2),
        queue="A",
        procedures=(BIRTH,),
        purpose="pay",
        priority="priority",
        lang="en",
    )
