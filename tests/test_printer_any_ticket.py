"""Ten thousand tickets that nobody would write: each a whole paper, and nothing but a paper."""

from collections.abc import Callable
from datetime import UTC, timedelta, timezone

import pytest
import zxingcpp
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from printer import letters, preview
from printer.kept import Kept
from printer.marks import Code, Sheet
from printer.profiles import Cut, Profile, Qr, TextMode, profile, profiles
from printer.slip import Slip, Wait
from printer.tcvn3 import LOWER, UPPER
from printer.writer import Writer
from tests.obeyed import bare, differ, obeyed, papers
from tests.strict import Reader, Strange

VIETNAMESE = "".join((*LOWER, *UPPER)) + "abcdđ ABC 0123 –·,.()"
HOSTILE = (
    "\x00\x04\x05\x10\x14\x1b\x1c\x1d\n\r\t\x7f@v(kV\u202e\u200f\u200b\ufeff👍🏽\u0301\u0300 ăĐ"
)
words = st.text(alphabet=VIETNAMESE, max_size=60)
texts = st.one_of(
    words,
    words.map(lambda text: text * 9),
    st.text(alphabet=HOSTILE, max_size=60),
    st.text(max_size=60),
    # All that a printer has and all that it can be taught: more than it has places for.
    st.sampled_from(["".join(map(chr, range(0x21, 0x7F))), "".join((*LOWER, *UPPER))]),
)
tickets = st.builds(
    Slip,
    site=st.just("S042"),
    centre=texts,
    number=texts,
    queue=words,
    issued_at=st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=7))])),
    procedure=st.none(),
    procedure_name=st.none() | texts,
    ahead=st.integers(0, 10**6),
    wait=st.none() | st.builds(Wait, low=st.integers(0, 99), high=st.integers(99, 10**6)),
    last_wait=st.none() | st.integers(0, 10**6),
    priority=st.none() | texts,
    lang=st.sampled_from(["vi", "en", "xx"]),
    checklist=st.lists(texts, max_size=6).map(tuple),
    fee=st.none() | texts,
    note=st.none() | texts,
    url=st.none() | texts | st.text(alphabet="HTPS:/.-?=&%0129", min_size=5, max_size=180),
    reprint=st.booleans(),
)

NAMES = list(profiles())
LETTERS = [name for name in NAMES if profile(name).text is not TextMode.RASTER]
# Letters take a fraction of the time that dots take, so there are more of their tickets.
OF_DOTS = 300
OF_LETTERS = -(-(10_000 - OF_DOTS * (len(NAMES) - len(LETTERS))) // (2 * len(LETTERS)))
CHUNKS = [
    *((name, OF_DOTS, 0) for name in NAMES if name not in LETTERS),
    *((name, OF_LETTERS, chunk) for name in LETTERS for chunk in (0, 1)),
]


def code(sheet: Sheet) -> str | None:
    """The address in the QR code of a paper."""
    return next((mark.url for mark in sheet.marks if isinstance(mark, Code)), None)


def try_many(count: int, number: int, check: Callable[[Slip], None]) -> int:
    """Check so many tickets, the same at each run and others for each number; how many it were."""
    tried = 0

    @seed(number)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(tickets)
    def each(slip: Slip) -> None:
        nonlocal tried
        tried += 1
        check(slip)

    each()
    return tried


def test_there_are_ten_thousand() -> None:
    assert sum(count for _, count, _ in CHUNKS) >= 10_000


@pytest.mark.slow
@pytest.mark.parametrize(("name", "count", "chunk"), CHUNKS)
def test_any_ticket_is_one_paper_and_steers_nothing(name: str, count: int, chunk: int) -> None:
    """Cold and warm: the second of two tickets leans on what the first one taught the printer."""
    chosen = profile(name)

    def check(slip: Slip) -> None:
        writer = Writer(chosen)
        read(writer, slip, Kept())
        if chosen.keeps:
            read(writer, slip, Kept(warm=True))

    assert try_many(count, chunk, check) == count


def read(writer: Writer, slip: Slip, kept: Kept) -> None:
    work = writer.job(slip, kept=kept)
    chosen = writer.profile
    reader = Reader(chosen.dots).read(work.data)
    assert (reader.cuts, reader.fences) == (int(chosen.cut is not Cut.NONE), 1)
    url = code(work.sheet)
    assert reader.urls == ([url] if url and chosen.qr is Qr.NATIVE else [])
    assert url is None or url == letters.address(slip.url or "")


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_any_paper_is_the_picture_and_its_code_is_read(name: str) -> None:
    chosen = profile(name)
    try_many(30, 1000, lambda slip: look(slip, chosen))


def look(slip: Slip, chosen: Profile) -> None:
    writer = Writer(chosen)
    jobs = [writer.job(slip), *([writer.job(slip, kept=Kept(warm=True))] if chosen.keeps else [])]
    machine = obeyed(b"".join(work.data for work in jobs), chosen)
    assert (machine.obeyer.unknown, machine.stream.realtime_in_data) == ([], 0)
    assert not machine.stream.unfinished
    for paper, work in zip(papers(machine), jobs, strict=True):
        meant = preview.picture(work.sheet)
        assert differ(bare(paper, work.sheet), bare(meant, work.sheet)) is None
        url = code(work.sheet)
        found = [each.text for each in zxingcpp.read_barcodes(paper.convert("L"))]
        assert found == ([url] if url else [])


@pytest.mark.parametrize(
    "job",
    [
        b"\x1b@\x10\x04\x01",
        b"\x1b@" + b"A" * 49 + b"\n",
        b"\x1b@\x1dL\x08\x00\x1dv0\x00\x48\x00\x01\x00" + bytes(72),
        b"\x1b@\x1b=\x00",
        b"\x1b@A",
        b"\x1dr\x01A\n",
        b"\x1dVB\x00A\n",
        b"\x1dv0\x00\x02\x00\x02\x00\x00",
    ],
)
def test_the_reader_is_strict(job: bytes) -> None:
    with pytest.raises(Strange):
        Reader(576).read(job)
