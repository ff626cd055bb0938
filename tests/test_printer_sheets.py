"""Papers beside tickets: what each says, on every kind of printer, and that it fits its paper."""

import unicodedata
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printer import qr, raster, ruler
from printer.bands import REALTIME
from printer.figures import DayCounter, DayFigures, DayProcedure, DayTickets, DayWaiting
from printer.layout import LEAST, MARGIN, lay_out
from printer.marks import Box, Code, Picture, Row, Sheet, Text
from printer.matters import Matter, label, parts
from printer.parts import Wording
from printer.profiles import Profile, TextMode, profile, profiles
from printer.sample import SAMPLE
from printer.sheets import DaySummary, DocumentsSheet, PairingSheet, ScannerPage, TestPage
from printer.summary import figure
from printer.tcvn3 import LOWER, UPPER
from printer.trial import SMALL
from printer.writer import job
from tests.test_printer_layout import texts

HANOI = timezone(timedelta(hours=7))
AT = datetime(2026, 11, 23, 16, 58, tzinfo=HANOI)
PAPERS = DocumentsSheet(
    centre=SAMPLE.centre,
    code="1.001193",
    procedure="Đăng ký khai sinh",
    at=AT,
    checklist=("Giấy chứng sinh (bản chính)", "Căn cước của cha hoặc mẹ"),
    fee="Lệ phí: hỏi tại quầy",
    time="15 ngày",
    url="https://dichvucong.gov.vn/p/home",
)
TRIAL = TestPage(
    centre=SAMPLE.centre,
    target="tcp://192.168.1.50",
    profile="tcvn3",
    letters="tcvn3",
    width=72,
    at=AT,
    url="http://192.168.1.10:8080",
)
DAY = DayFigures(
    date=AT.date(),
    at=AT,
    tickets=DayTickets(
        issued=214, served=198, missed=9, returned=4, cancelled=3, waiting=3, held=1
    ),
    waiting=DayWaiting(n=205, median=12.0, p80=21.5, p90=27.0, within_30=93.2),
    procedures=(
        DayProcedure(
            code="1",
            short_name="Đăng ký khai sinh",
            n_exact=42,
            service_median=8.5,
            service_p90=14.0,
        ),
        DayProcedure(code="2", short_name="Đăng ký kết hôn", n_exact=3),
        DayProcedure(n_exact=0),
    ),
    counters=(
        DayCounter(counter=1, served=98, service_median=8.0, busy=71.4),
        DayCounter(counter=2, served=100),
    ),
)
SUMMARY = DaySummary(centre=SAMPLE.centre, day=DAY)
CODE = PairingSheet(
    code="7k3q w9x2",
    server="http://192.168.1.10:8080",
    device="display",
    at=AT,
    until=AT + timedelta(minutes=10),
)
MATTERS = (PAPERS, TRIAL, SUMMARY, CODE)


def said(matter: Matter, name: str = "tcvn3") -> list[str]:
    """The lines of a paper in a printer's own letters, rules left out."""
    rows = [mark for mark in job(matter, profile(name)).sheet.marks if isinstance(mark, Row)]
    lines = ["".join(span.text for span in row.spans).rstrip() for row in rows]
    return [line for line in lines if set(line) != {"-"}]


def code(sheet: Sheet) -> Code:
    return next(mark for mark in sheet.marks if isinstance(mark, Code))


# --- what they say -------------------------------------------------------------------------------


def test_papers_to_bring_come_without_a_number_and_say_that_they_are_no_ticket() -> None:
    assert said(PAPERS) == [
        "Trung tâm Phục vụ hành chính công",
        "Phường Đông Sơn",
        "Đăng ký khai sinh",
        "[không phải phiếu lấy số]",
        "Mang theo giấy tờ này khi",
        "đến, rồi lấy số tại ki-ốt.",
        "Giấy tờ cần có",
        "[ ] Giấy chứng sinh (bản chính)",
        "[ ] Căn cước của cha hoặc mẹ",
        "Lệ phí: hỏi tại quầy",
        "Thời gian giải quyết: 15 ngày",
        "Quét để xem hoặc nộp trên mạng",
        "In ngày 23/11/2026",
        "Mã thủ tục 1.001193",
    ]
    assert code(job(PAPERS, profile("tcvn3")).sheet).url == PAPERS.url


def test_what_is_not_known_of_a_procedure_is_left_to_the_counter() -> None:
    bare = replace(PAPERS, checklist=(), fee=None, time=None, url=None, lang="en")
    assert said(bare)[3:] == [
        "[not a queue ticket]",
        "Bring these papers when you come,",
        "and take a number at the kiosk.",
        "There is no list of papers for this yet. Please",
        "ask at a counter.",
        "Printed on 23 Nov 2026",
        "Procedure code 1.001193",
    ]


def test_the_test_page_names_the_printer_and_what_has_to_be_seen() -> None:
    lines = said(TRIAL)
    assert lines[2:7] == [
        "Trang in thử",
        "16:58  23/11/2026",
        "Máy in: tcp://192.168.1.50",
        "Kiểu máy in: tcvn3",
        "Chữ: bảng mã TCVN-3",
    ]
    assert len([line for line in lines if line.startswith("[ ] ")]) == 4
    assert "[ ] Điện thoại quét được mã QR" in lines
    assert lines[-2:] == ["http://192.168.1.10:8080", "Trang này không phải phiếu lấy số."]


def test_the_test_page_has_every_vietnamese_letter_in_every_size() -> None:
    accented = frozenset(LOWER) | frozenset(UPPER)
    assert frozenset(SMALL + SMALL.upper()) >= accented
    assert len(accented) == 134
    for name in ("tcvn3", "glyphs", "tcvn3-58", "glyphs-58"):
        shown: dict[tuple[int, bool], set[str]] = {}
        for mark in job(TRIAL, profile(name)).sheet.marks:
            if isinstance(mark, Row) and mark.across == mark.down:
                for span in mark.spans:
                    shown.setdefault((mark.across, span.bold), set()).update(span.text)
        full = {size for size, letters in shown.items() if accented <= letters}
        assert full == {(1, False), (1, True), (2, False), (3, False)}
    drawn: dict[tuple[str, int], set[str]] = {}
    for mark in job(TRIAL, profile("raster")).sheet.marks:
        if isinstance(mark, Text):
            drawn.setdefault((mark.face, mark.px), set()).update(mark.text)
    full_sizes = {size for size, letters in drawn.items() if accented <= letters}
    assert full_sizes >= {("text", LEAST), ("bold", LEAST), ("text", 40), ("text", 60)}


def test_every_way_of_letters_has_its_name_on_the_test_page() -> None:
    for mode in TextMode:
        assert any(line.startswith("Chữ: ") for line in said(replace(TRIAL, letters=mode)))


def test_the_summary_tells_the_day_with_its_cases_and_no_figure_of_too_few() -> None:
    assert [" ".join(line.split()) for line in said(SUMMARY)[2:]] == [
        "Tổng kết ngày",
        "Thứ Hai, 23/11/2026",
        "tính đến 16:58 23/11/2026",
        "Phiếu",
        "Đã lấy số 214",
        "Đã phục vụ 198",
        "Vắng khi gọi 9",
        "- đã quay lại 4",
        "Đã hủy 3",
        "Chưa xong 4",
        "Chờ đến lượt, phút (n = 205)",
        "Trung vị 12",
        "8 trong 10 người (p80) 21,5",
        "9 trong 10 người (p90) 27",
        "Được gọi trong 30 phút, % 93,2",
        "Thời gian phục vụ, phút",
        "ca giữa p90",
        "Đăng ký khai sinh 42 8,5 14",
        "Đăng ký kết hôn 3 - -",
        "Chưa ghi thủ tục 0 - -",
        "Các quầy",
        "lượt giữa bận",
        "Quầy 1 98 8 71,4",
        "Quầy 2 100 - -",
        "Giữa: trung vị. Ca: lượt kết thúc bằng nút.",
        "Bận: % giờ mở. Dấu -: dưới 10 ca, chưa tính.",
    ]


def test_a_day_without_anybody_is_told_in_words() -> None:
    nothing = DayFigures(
        date=AT.date(), at=AT, tickets=DayTickets(issued=0), waiting=DayWaiting(n=0)
    )
    lines = said(DaySummary(centre="x", day=nothing))
    assert "dưới 10 ca, chưa tính" in lines
    assert "Chưa có lượt nào xong trong ngày này." in lines
    assert "Chưa quầy nào mở trong ngày này." in lines


def test_ten_procedures_are_told_and_how_many_more_there_are() -> None:
    many = tuple(DayProcedure(code=str(n), short_name=f"P{n}", n_exact=9) for n in range(13))
    lines = said(replace(SUMMARY, day=replace(DAY, procedures=many), lang="en"))
    assert [line[:2] for line in lines if line.startswith("P") and line[1].isdigit()] == [
        f"P{n}" for n in range(10)
    ]
    assert "and 3 more procedures" in lines


def test_figures_are_written_as_the_language_does() -> None:
    assert {"21,5", "27", "93,2"} <= {line.split()[-1] for line in said(SUMMARY)}
    english = said(replace(SUMMARY, lang="en"))
    assert {"21.5", "27", "93.2"} <= {line.split()[-1] for line in english}
    assert figure(None, lambda key: key) == "–"  # type: ignore[arg-type]


def test_a_pairing_code_is_large_and_says_what_to_do_with_it() -> None:
    assert said(CODE) == [
        "Mã ghép nối",
        "Màn hình sảnh",
        "7K3Q",
        "W9X2",
        "Dùng được đến 17:08, một lần",
        "1. Mở http://192.168.1.10:8080/pair trên thiết",
        "   bị, hoặc quét mã QR bên dưới.",
        "2. Gõ mã 7K3Q-W9X2.",
        "3. Khi trang báo đã ghép nối, bỏ tờ giấy này.",
        "Quét để mở trang ghép nối",
        "Ai có mã cũng ghép nối được.",
        "Không để tờ giấy này ở sảnh.",
    ]
    large = [mark.down for mark in job(CODE, profile("tcvn3")).sheet.marks if isinstance(mark, Row)]
    assert large.count(8) == 2


def test_a_kiosk_is_paired_by_a_command_and_nobody_says_how_long_a_code_is_good() -> None:
    lines = said(replace(CODE, device="kiosk", until=None, server="http://a.example/"))
    assert lines[4] == "Dùng một lần, trong 10 phút"
    assert "2. Chạy lệnh: luot kiosk --server" in lines
    assert "   http://a.example --pair 7K3Q-W9X2" in lines
    assert "Địa chỉ máy chủ" in lines


def test_addresses_keep_their_small_letters_where_a_server_tells_them_apart() -> None:
    assert code(job(CODE, profile("tcvn3")).sheet).url == "http://192.168.1.10:8080/pair"
    assert code(job(TRIAL, profile("raster")).sheet).url == TRIAL.url


def test_each_paper_has_a_name_and_a_pairing_code_is_not_in_it() -> None:
    assert [label(matter)[1] for matter in (SAMPLE, *MATTERS)] == [
        "A012",
        "documents-1-001193",
        "test-page",
        "summary-2026-11-23",
        "pairing",
    ]


# --- that they fit -------------------------------------------------------------------------------


def test_the_ruler_reaches_both_edges_in_every_way_of_printing() -> None:
    for name in ("raster", "raster-58"):
        chosen = profile(name)
        ticks = [
            mark
            for mark in job(TRIAL, chosen).sheet.marks
            if isinstance(mark, Box) and mark.width == 2
        ]
        assert (ticks[0].x, ticks[-1].x) == (0, chosen.dots - 2)
        assert len(ticks) == chosen.dots // 8 + 1
        assert ticks[0].height == ticks[-1].height > ticks[10].height > ticks[5].height
    for name in ("tcvn3", "glyphs-58"):
        chosen = profile(name)
        (picture,) = (mark for mark in job(TRIAL, chosen).sheet.marks if isinstance(mark, Picture))
        assert (picture.x, picture.width) == (0, chosen.dots)
        line = picture.data[6 * chosen.dots // 8 :][: chosen.dots // 8]
        assert set(line) == {0xFF}


def test_figures_on_the_ruler_never_touch() -> None:
    for width in (384, 512, 576):
        figures = [mark for mark in ruler.marks(width, 0, raster.measure) if isinstance(mark, Text)]
        ends = [mark.x + raster.measure(mark.text, mark.face, mark.px) for mark in figures]
        assert all(end + 4 < following.x for end, following in zip(ends, figures[1:], strict=False))
        assert figures[-1].text == str(width // 8)


def edges(laid: Sheet) -> tuple[int, int]:
    """The leftmost and the rightmost dot of the letters."""
    marks = [mark for mark in laid.marks if isinstance(mark, Text)]
    wide = [mark.x + raster.measure(mark.text, mark.face, mark.px) for mark in marks]
    return min(mark.x for mark in marks), max(wide)


figures = st.none() | st.floats(0, 9999, allow_nan=False)
counts = st.integers(0, 10**6)
matters = st.one_of(
    st.builds(
        DocumentsSheet,
        centre=texts,
        code=texts,
        procedure=texts,
        at=st.just(AT),
        checklist=st.lists(texts, max_size=4).map(tuple),
        fee=st.none() | texts,
        time=st.none() | texts,
        url=st.none() | texts,
        lang=st.sampled_from(["vi", "en"]),
    ),
    st.builds(
        TestPage,
        centre=texts,
        target=texts,
        profile=texts,
        letters=st.sampled_from([str(mode) for mode in TextMode]),
        width=st.just(72),
        at=st.just(AT),
        url=st.none() | texts,
    ),
    st.builds(
        ScannerPage,
        at=st.just(AT),
        lang=st.sampled_from(["vi", "en"]),
    ),
    st.builds(
        PairingSheet,
        code=texts,
        server=texts,
        device=st.sampled_from(["kiosk", "display"]),
        at=st.just(AT),
    ),
    st.builds(
        DaySummary,
        centre=texts,
        day=st.builds(
            DayFigures,
            date=st.just(AT.date()),
            at=st.just(AT),
            tickets=st.builds(DayTickets, issued=counts, missed=counts),
            waiting=st.builds(DayWaiting, n=counts, median=figures, p80=figures),
            procedures=st.lists(
                st.builds(
                    DayProcedure,
                    short_name=texts,
                    n_exact=counts,
                    service_median=figures,
                    service_p90=figures,
                ),
                max_size=3,
            ).map(tuple),
            counters=st.lists(
                st.builds(
                    DayCounter,
                    counter=st.integers(1, 99),
                    served=counts,
                    service_median=figures,
                    busy=figures,
                ),
                max_size=2,
            ).map(tuple),
        ),
    ),
)


@settings(max_examples=80, deadline=None)
@given(matters, st.sampled_from(list(profiles())))
def test_no_paper_is_wider_than_the_roll_and_none_steers_the_printer(
    matter: Matter, name: str
) -> None:
    chosen = profile(name)
    work = job(matter, chosen)
    assert [sequence for sequence in REALTIME if sequence in work.data] == []
    for mark in work.sheet.marks:
        match mark:
            case Row():
                assert mark.width <= chosen.dots
            case Picture():
                assert mark.x + mark.width <= chosen.dots
            case Box():
                assert 0 <= mark.x <= mark.x + mark.width <= chosen.dots
            case _:
                pass
    if chosen.text is TextMode.RASTER:
        left, right = edges(work.sheet)
        assert left >= 4
        assert right <= chosen.dots - 4


@settings(max_examples=60, deadline=None)
@given(matters, st.sampled_from(list(Wording)))
def test_papers_say_the_same_however_their_letters_were_typed(
    matter: Matter, wording: Wording
) -> None:
    if isinstance(matter, DocumentsSheet):
        apart = replace(matter, procedure=unicodedata.normalize("NFD", matter.procedure))
        together = replace(matter, procedure=unicodedata.normalize("NFC", matter.procedure))
        assert list(parts(apart, wording)) == list(parts(together, wording))


@pytest.mark.parametrize("matter", MATTERS, ids=lambda matter: type(matter).__name__)
@pytest.mark.parametrize("chosen", profiles().values(), ids=lambda chosen: chosen.name)
def test_letters_are_never_smaller_than_can_be_read(matter: Matter, chosen: Profile) -> None:
    marks = lay_out(parts(matter, chosen.style.wording), chosen.style, chosen.dots, raster.measure)
    assert min(mark.px for mark in marks.marks if isinstance(mark, Text)) >= LEAST
    for mark in marks.marks:
        if isinstance(mark, Code):
            assert mark.module >= qr.LEAST_MODULE
            assert mark.x >= MARGIN


@pytest.mark.parametrize(
    ("matter", "most"),
    [(PAPERS, 620), (TRIAL, 6_200), (SUMMARY, 1_500), (CODE, 470)],
    ids=lambda each: type(each).__name__,
)
def test_papers_take_few_bytes_on_a_slow_line(matter: Matter, most: int) -> None:
    assert len(job(matter, profile("tcvn3")).data) <= most


def test_a_row_of_figures_never_runs_into_its_word() -> None:
    for chosen in (profile("raster"), profile("raster-lean"), profile("raster-58")):
        laid = job(SUMMARY, chosen).sheet
        by_line: dict[int, list[Text]] = {}
        for mark in laid.marks:
            if isinstance(mark, Text):
                by_line.setdefault(mark.baseline, []).append(mark)
        for line in by_line.values():
            line.sort(key=lambda mark: mark.x)
            for one, other in pairwise(line):
                assert one.x + raster.measure(one.text, one.face, one.px) <= other.x


def test_a_long_name_on_narrow_paper_takes_lines_of_its_own() -> None:
    long = DayProcedure(short_name="Đăng ký khai tử " * 20, n_exact=42, service_median=8.5)
    lines = said(replace(SUMMARY, day=replace(DAY, procedures=(long,))), "tcvn3-58")
    at = lines.index("Thời gian phục vụ, phút") + 2
    assert lines[at] == "Đăng ký khai tử Đăng ký khai tử"
    assert lines[at + 3].endswith("...")
    assert lines[at + 4].split() == ["42", "8,5", "-"]


@pytest.mark.parametrize("name", [name for name in profiles() if not name.startswith("raster")])
def test_an_ellipsis_is_spelled_in_the_letters_that_the_printer_has(name: str) -> None:
    endless = DayProcedure(short_name="Giấy " * 60, n_exact=1)
    said_of = replace(SUMMARY, day=replace(DAY, procedures=(endless,) * 2))
    assert [line for line in said(said_of, name) if "..." in line] != []
