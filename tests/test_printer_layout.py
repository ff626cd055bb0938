"""What stands on a ticket, in which words, and that it always fits the paper."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printer import qr, raster
from printer.layout import MARGIN, lay_out
from printer.marks import Box, Code, Round, Sheet, Text
from printer.matters import parts
from printer.sample import SAMPLE
from printer.slip import Slip, Wait
from printer.styles import FULL, LEAN, NARROW, Style
from printer.ticket import heading
from printer.typeset import Face, Type, balance, cut, fit, wrap

HANOI = timezone(timedelta(hours=7))
LONG = (
    "Cấp Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất lần đầu đối với "
    "trường hợp hộ gia đình, cá nhân đang sử dụng đất mà không có giấy tờ về quyền sử dụng đất"
)


def sheet(slip: Slip = SAMPLE, style: Style = LEAN, width: int = 576) -> Sheet:
    return lay_out(parts(slip, style.wording), style, width, raster.measure)


def lines(laid: Sheet) -> list[str]:
    """The texts of a sheet, one string a line."""
    by_line: dict[int, list[str]] = {}
    for mark in laid.marks:
        if isinstance(mark, Text):
            by_line.setdefault(mark.baseline, []).append(mark.text)
    return ["".join(texts) for _, texts in sorted(by_line.items())]


def rings(laid: Sheet) -> list[int]:
    """The strokes of the row of dots; 0 is the full one."""
    return [mark.stroke for mark in laid.marks if isinstance(mark, Round)]


def test_the_lean_ticket_says_in_this_order() -> None:
    assert lines(sheet()) == [
        "Trung tâm Phục vụ hành chính công",
        "Phường Đông Sơn",
        "A012",
        "Đăng ký khai sinh",
        "7 người phía trước, chờ 15–25 phút",
        "08:42 · 23/11/2026",
        "Giấy tờ cần có",
        *SAMPLE.checklist,
        "Lệ phí: hỏi tại quầy",
        "Quét để xem lượt trên điện thoại",
        "Phiếu này không thay Giấy tiếp",
        "nhận hồ sơ và hẹn trả kết quả.",
    ]
    assert rings(sheet()) == [3] * 7 + [0]


def test_the_full_ticket_names_the_day_and_the_wait_on_lines_of_their_own() -> None:
    said = lines(sheet(style=FULL))
    assert said[4:8] == [
        "Quầy",
        "7 người phía trước",
        "chờ khoảng 15–25 phút",
        "08:42 · Thứ Hai, 23/11/2026",
    ]


def test_the_english_ticket_is_english_and_place_names_keep_their_marks() -> None:
    said = lines(sheet(replace(SAMPLE, lang="en", note=None, fee=None, checklist=("ID card",))))
    assert said == [
        "Trung tâm Phục vụ hành chính công",
        "Phường Đông Sơn",
        "A012",
        "Đăng ký khai sinh",
        "7 people ahead of you, wait 15–25 min",
        "08:42 · 23 Nov 2026",
        "Papers to bring",
        "ID card",
        "Scan to follow your turn on your phone",
        "This ticket does not replace the receipt for your papers.",
    ]


@pytest.mark.parametrize(
    ("ahead", "wait", "last_wait", "said"),
    [
        (7, Wait(low=15, high=25), 18, ["7 người phía trước, chờ 15–25 phút"]),
        (1, Wait(low=5, high=5), None, ["1 người phía trước, chờ 5 phút"]),
        (2, Wait(low=0, high=5), None, ["2 người phía trước, chờ dưới 5 phút"]),
        (0, Wait(low=0, high=0), None, ["Không còn ai phía trước, gọi ngay"]),
        (7, None, 18, ["7 người phía trước", "Người vừa được gọi đã chờ 18 phút"]),
        (7, None, 0, ["7 người phía trước", "Người vừa được gọi đã chờ dưới 1 phút"]),
        (7, None, None, ["7 người phía trước", "Chưa biết phải chờ bao lâu"]),
        (0, None, None, ["Không còn ai phía trước"]),
    ],
)
def test_the_wait_is_said_as_what_it_is(
    ahead: int, wait: Wait | None, last_wait: int | None, said: list[str]
) -> None:
    laid = sheet(replace(SAMPLE, ahead=ahead, wait=wait, last_wait=last_wait))
    assert lines(laid)[4 : 4 + len(said)] == said
    assert lines(laid)[4 + len(said)] == "08:42 · 23/11/2026"


@pytest.mark.parametrize("ahead", [0, 1, 12])
def test_each_person_ahead_is_a_ring_and_the_citizen_a_full_dot(ahead: int) -> None:
    assert rings(sheet(replace(SAMPLE, ahead=ahead))) == [3] * ahead + [0]


def test_from_13_people_ahead_the_figure_alone_tells_it() -> None:
    assert rings(sheet(replace(SAMPLE, ahead=13))) == []
    assert "13 người phía trước, chờ 15–25 phút" in lines(sheet(replace(SAMPLE, ahead=13)))


def test_priority_is_marked_without_its_reason_and_a_reprint_says_that_it_is_one() -> None:
    assert lines(sheet(replace(SAMPLE, priority="over-80")))[4] == "ưu tiên"
    assert lines(sheet(replace(SAMPLE, priority="pregnant")))[4] == "ưu tiên"
    assert lines(sheet(replace(SAMPLE, reprint=True)))[4] == "IN LẠI"
    assert lines(sheet(replace(SAMPLE, priority="x", reprint=True)))[4] == "ưu tiênIN LẠI"


def test_a_ticket_of_a_queue_alone_names_the_queue() -> None:
    slip = replace(SAMPLE, procedure=None, procedure_name=None, queue="Trả kết quả", checklist=())
    assert lines(sheet(replace(slip, fee=None)))[2:] == [
        "A012",
        "Trả kết quả",
        "7 người phía trước, chờ 15–25 phút",
        "08:42 · 23/11/2026",
        "Quét để xem lượt trên điện thoại",
        "Phiếu này không thay Giấy tiếp",
        "nhận hồ sơ và hẹn trả kết quả.",
    ]


def test_a_long_name_takes_smaller_letters_and_more_lines_but_stays_whole() -> None:
    laid = sheet(replace(SAMPLE, procedure_name=LONG))
    name = [mark for mark in laid.marks if isinstance(mark, Text) and mark.text in LONG]
    assert " ".join(mark.text for mark in name) == LONG
    assert {mark.px for mark in name} == {24}


def test_the_number_is_at_least_12_mm_high() -> None:
    font = raster.TYPEFACES[Face.NUMBER].size(LEAN.number.px)
    _, top, _, bottom = font.getbbox("A012", anchor="ls")
    assert bottom - top >= 12 * 8
    assert all(mark.px >= 20 for mark in sheet().marks if isinstance(mark, Text))


@pytest.mark.parametrize(
    ("centre", "parted"),
    [
        (SAMPLE.centre, ("Trung tâm Phục vụ hành chính công", "Phường Đông Sơn")),
        (
            "Public Administrative Service Centre, Đông Sơn Ward",
            ("Public Administrative Service Centre", "Đông Sơn Ward"),
        ),
        ("Bộ phận Một cửa xã Yên Bình", ("", "Bộ phận Một cửa xã Yên Bình")),
    ],
)
def test_the_centre_is_parted_into_its_kind_and_its_name(
    centre: str, parted: tuple[str, str]
) -> None:
    assert heading(centre) == parted


def test_the_qr_code_has_six_dots_a_square_and_its_quiet_zone() -> None:
    laid = sheet()
    code = next(mark for mark in laid.marks if isinstance(mark, Code))
    caption, note = (
        next(mark for mark in laid.marks if isinstance(mark, Text) and mark.text.startswith(start))
        for start in ("Quét", "Phiếu")
    )
    assert (code.modules, code.module, code.side) == (29, 6, 174)
    assert code.y - caption.baseline >= 24
    assert note.baseline - 28 - (code.y + code.side) >= 24
    assert code.x == (576 - 174) // 2


@pytest.mark.parametrize(("size", "number"), [(20, 1), (21, 2), (61, 3), (62, 4), (311, 10)])
def test_capitals_fill_a_qr_code_up_to_its_last_place(size: int, number: int) -> None:
    url = ("HTTPS://A.EXAMPLE/T/" + "K1-7K3QW9X2M4ZD-" * 20)[:size]
    assert qr.version(url) == number
    assert len(qr.squares(url)) == 17 + 4 * number


def test_an_address_too_long_to_be_read_is_left_out() -> None:
    laid = sheet(replace(SAMPLE, url="HTTPS://A.EXAMPLE/" + "A" * 400))
    assert not [mark for mark in laid.marks if isinstance(mark, Code)]
    assert "Quét để xem lượt trên điện thoại" not in lines(laid)


texts = st.one_of(
    st.text(max_size=300),
    st.text(alphabet="ăằặđươờợẾỆ Wm.👍\u202e\x1b\x1d\x10\x04\u00a0", max_size=300),
    st.sampled_from([LONG, "W" * 200, "", "Nghị định 118/2025/NĐ-CP"]),
)
slips = st.builds(
    Slip,
    site=st.just("S042"),
    centre=texts,
    number=texts,
    queue=texts,
    issued_at=st.datetimes(timezones=st.sampled_from([HANOI, UTC])),
    procedure=st.none(),
    procedure_name=st.none() | texts,
    ahead=st.integers(0, 10**6),
    wait=st.none() | st.builds(Wait, low=st.integers(0, 99), high=st.integers(99, 10**6)),
    last_wait=st.none() | st.integers(0, 10**6),
    priority=st.none() | texts,
    lang=st.sampled_from(["vi", "en", "xx"]),
    checklist=st.lists(texts, max_size=8).map(tuple),
    fee=st.none() | texts,
    note=st.none() | texts,
    url=st.none() | texts,
    reprint=st.booleans(),
)


@settings(max_examples=150, deadline=None)
@given(slips, st.sampled_from([LEAN, FULL, NARROW]), st.sampled_from([576, 512, 384]))
def test_nothing_ever_reaches_beyond_the_margins(slip: Slip, style: Style, width: int) -> None:
    laid = sheet(slip, style, width)
    for mark in laid.marks:
        match mark:
            case Text():
                ink = raster.TYPEFACES[mark.face].size(mark.px).getbbox(mark.text, anchor="ls")
                assert ink[0] >= -MARGIN
                right = mark.x + int(ink[2]) - MARGIN  # a tail may lean into the margin
                top, bottom = mark.baseline + int(ink[1]), mark.baseline + int(ink[3])
            case Box():
                right, top, bottom = mark.x + mark.width, mark.y, mark.y + mark.height
            case Round():
                right, top, bottom = mark.x + mark.size, mark.y, mark.y + mark.size
            case Code():
                right, top, bottom = mark.x + mark.side, mark.y, mark.y + mark.side
            case _:
                raise AssertionError(mark)
        assert mark.x >= MARGIN
        assert right <= width - MARGIN
        assert top >= 0
        assert bottom <= laid.height


WORDS = Type(Face.TEXT, 24, 32)


@settings(deadline=None)
@given(texts, st.integers(20, 552))
def test_lines_carry_every_letter_and_fit(text: str, width: int) -> None:
    for broken in (
        wrap(text, WORDS, width, raster.measure),
        balance(text, WORDS, width, raster.measure),
    ):
        assert "".join(broken).replace(" ", "") == text.replace(" ", "")
        assert all(
            raster.measure(line, Face.TEXT, 24) <= width or len(line) == 1 for line in broken
        )


def test_lines_that_are_left_out_are_told_by_an_ellipsis() -> None:
    broken = wrap(LONG, WORDS, 300, raster.measure)
    kept = cut(broken, 2, WORDS, 300, raster.measure)
    assert kept[0] == broken[0]
    assert len(kept) == 2
    assert kept[1].endswith("…")
    assert cut(broken, 99, WORDS, 300, raster.measure) == broken


def test_a_number_that_is_too_wide_gets_smaller_letters() -> None:
    narrow = fit("A8999", LEAN.number, 300, raster.measure)
    assert raster.measure("A8999", Face.NUMBER, narrow.px) <= 300
    assert raster.measure("A8999", Face.NUMBER, narrow.px + 1) > 300


def test_the_ticket_carries_the_time_of_its_own_place() -> None:
    at = datetime(2026, 1, 5, 16, 3, tzinfo=HANOI)
    assert "16:03 · 05/01/2026" in lines(sheet(replace(SAMPLE, issued_at=at)))
