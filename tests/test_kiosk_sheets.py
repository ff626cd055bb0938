"""Rules of what the kiosk says: figures that are known, sentences that are true, both languages."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from kiosk.bands import Layout, Shape
from kiosk.clock import HALL_TIME
from kiosk.known import Known, offered
from kiosk.sheets.closed import ClosedSheet, HoursRow, closed
from kiosk.sheets.confirm import LONGEST_SUB, ConfirmSheet, Priority
from kiosk.sheets.field import Row, field
from kiosk.sheets.frame import FootAct, Head, foot, head, still
from kiosk.sheets.glass import glass
from kiosk.sheets.home import home
from kiosk.sheets.printing import Act, Choice, Notice
from kiosk.sheets.search import marked, search
from kiosk.sheets.ticket import TicketSheet
from kiosk.sheets.tongue import Tongue, escape
from kiosk.sheets.trouble import TroubleSheet
from kiosk.sheets.wait import Figures, figures, lines, told
from kiosk.view import Door, PaperNews, PrinterNews, PrinterState
from luot import words
from luot.client import Away, BoardQueue, Refused
from luot.domain.procedure import Procedure
from luot.domain.rules import Hours, Session
from luot.domain.ticket import Paper
from server.catalogue import starter
from tests.kiosk_hall import BIRTH, KNOWN, MORNING, OFFER, Hall, Later, issued

VI, EN = Tongue(words.load("vi")), Tongue(words.load("en"))
DAY = (
    Session(opens=time(7, 30), closes=time(11, 30)),
    Session(opens=time(13, 30), closes=time(17)),
)
MODES = (FootAct.LARGE, FootAct.CONTRAST)
HOURS = Hours(week=((DAY,) * 5 + (DAY[:1], ())))


def before_taking(hall: Hall, code: str = BIRTH.code) -> ConfirmSheet:
    hall.booth.choose(code)
    return seen(hall)


def seen(hall: Hall) -> ConfirmSheet:
    sheet = glass(hall.booth, hall.clock).sheet
    assert isinstance(sheet, ConfirmSheet)
    return sheet


def taken(hall: Hall) -> TicketSheet:
    hall.booth.choose(BIRTH.code)
    hall.booth.take()
    return on_ticket(hall)


def on_ticket(hall: Hall) -> TicketSheet:
    sheet = glass(hall.booth, hall.clock).sheet
    assert isinstance(sheet, TicketSheet)
    return sheet


def trouble(hall: Hall) -> TroubleSheet:
    sheet = glass(hall.booth, hall.clock).sheet
    assert isinstance(sheet, TroubleSheet)
    return sheet


def test_the_wait_is_that_of_the_last_citizen_called_and_labelled_as_that() -> None:
    assert figures(7, 18, VI) == Figures(
        ahead="7",
        ahead_word="người phía trước",
        wait="18",
        wait_unit="phút",
        wait_word="người vừa được gọi đã chờ",
        dots=7,
        desk="Quầy",
        you="chấm đỏ: ông/bà",
    )


def test_what_is_not_known_is_said_in_words_without_any_figure() -> None:
    unknown = figures(None, None, VI)
    assert (unknown.ahead, unknown.wait, unknown.wait_unit, unknown.dots) == ("", "", "", None)
    assert unknown.wait_word == "Chưa biết phải chờ bao lâu"


def test_nobody_with_people_ahead_reads_that_they_are_called_at_once() -> None:
    soon = figures(3, 0, VI)
    assert (soon.wait, soon.wait_unit, soon.wait_word, soon.ahead) == (
        "0",
        "phút",
        "người vừa được gọi đã chờ",
        "3",
    )
    assert (told(0, 3, VI), told(0, 0, VI)) == ("0 phút", "gọi ngay")


def test_no_wait_at_all_is_never_a_bare_zero() -> None:
    now = figures(0, 0, VI)
    assert (now.wait, now.wait_unit, now.ahead, now.dots) == ("gọi ngay", "", "0", 0)
    assert lines(BoardQueue(queue="R", letter="R", name="R", waiting=0, last_wait=0), VI) == (
        "Chưa có ai chờ.",
        "Người vừa được gọi [b]không phải\u00a0chờ.[/b]",
    )


@pytest.mark.parametrize(("ahead", "dots"), [(0, 0), (12, 12), (13, None), (400, None)])
def test_from_thirteen_people_on_the_figure_stands_alone(ahead: int, dots: int | None) -> None:
    assert figures(ahead, 5, VI).dots == dots


def test_one_person_is_one_person_in_english() -> None:
    assert (figures(1, 5, EN).ahead_word, figures(2, 5, EN).ahead_word) == (
        "person ahead of you",
        "people ahead of you",
    )


def test_the_dot_that_is_ones_own_is_called_by_the_colour_that_it_has() -> None:
    hall = Hall()
    called = [before_taking(hall).figures.you]
    hall.booth.switch_contrast()
    called.append(seen(hall).figures.you)
    hall.booth.switch_language()
    called.append(seen(hall).figures.you)
    assert called == ["chấm đỏ: ông/bà", "chấm vàng: ông/bà", "yellow dot: you"]


def test_the_figures_of_a_lost_board_are_not_shown() -> None:
    hall = Hall(known=replace(KNOWN, contact=False))
    assert before_taking(hall).figures.ahead == ""


@pytest.mark.parametrize(
    ("tongue", "fee", "wanted"),
    [
        (VI, None, "Lệ phí: hỏi tại quầy"),
        (VI, "2.000 đ/trang", "Lệ phí: 2.000 đ/trang"),
        (VI, "Miễn lệ phí", "Miễn lệ phí"),
        (EN, "2,000 VND", "Fee: 2,000 VND"),
        (EN, "No fee", "No fee"),
    ],
)
def test_a_fee_has_its_word_once(tongue: Tongue, fee: str | None, wanted: str) -> None:
    assert tongue.fee(replace(BIRTH, fee=fee, fee_en=fee)) == wanted


def test_the_screen_before_the_number_says_what_to_bring() -> None:
    hall = Hall()
    before_taking(hall)
    hall.booth.tick_paper(1)
    sheet = seen(hall)
    assert (sheet.title, sheet.sub) == (
        "Đăng ký khai sinh",
        "Hộ tịch · mã 1.001193 · Lệ phí: hỏi tại quầy",
    )
    assert [(paper.text, paper.ticked) for paper in sheet.papers] == [
        ("Giấy chứng sinh", False),
        ("Căn cước", True),
    ]
    hall.booth.switch_language()
    assert [paper.text for paper in seen(hall).papers] == ["Birth notice", "ID card"]
    assert seen(hall).title == "Birth"


@pytest.mark.parametrize(
    ("fee", "time", "wanted"),
    [
        (None, "3 ngày", "Hộ tịch · mã 1.001193 · Lệ phí: hỏi tại quầy · Hẹn trả: 3 ngày"),
        (
            "8.000 đ/bản sao",
            "5 ngày làm việc",
            "mã 1.001193 · Lệ phí: 8.000 đ/bản sao · Hẹn trả: 5 ngày làm việc",
        ),
        (
            "20.000 đ; nộp trực tuyến 10.000 đ",
            "7 ngày làm việc",
            "Lệ phí: 20.000 đ; nộp trực tuyến 10.000 đ · Hẹn trả: 7 ngày làm việc",
        ),
    ],
)
def test_fee_and_time_are_told_whole_before_field_and_code(
    fee: str | None, time: str, wanted: str
) -> None:
    known = replace(BIRTH, fee=fee, time=time)
    hall = Hall(known=replace(offered(replace(OFFER, procedures=(known,))), contact=True))
    assert before_taking(hall).sub == wanted


def test_more_papers_than_fit_turn_pages_and_keep_their_ticks() -> None:
    documents = tuple(f"Giấy {n}" for n in range(8))
    many = replace(BIRTH, documents=documents)
    hall = Hall(known=replace(offered(replace(OFFER, procedures=(many,))), contact=True))
    first = before_taking(hall)
    assert [paper.place for paper in first.papers] == [0, 1, 2, 3, 4]
    assert (first.papers_more, first.papers_pages) == ("Xem tiếp (1/2)", 2)
    hall.booth.turn_papers(2)
    hall.booth.tick_paper(6)
    assert [(p.place, p.ticked) for p in seen(hall).papers] == [(5, False), (6, True), (7, False)]
    hall.booth.turn_papers(2)
    assert [paper.place for paper in seen(hall).papers] == [0, 1, 2, 3, 4]


def test_a_procedure_without_a_list_says_so_and_does_not_say_that_nothing_is_needed() -> None:
    sheet = before_taking(Hall(), "1.000894")
    assert sheet.papers == ()
    assert sheet.about == "Chưa có danh mục giấy tờ cho việc này. Xin hỏi tại quầy."


def test_priority_is_offered_only_where_the_centre_has_it() -> None:
    assert before_taking(Hall()).priority == Priority(
        question="Cần được ưu tiên?",
        who="Cao tuổi, khuyết tật, mang thai, con nhỏ",
        yes="Có",
        no="Không",
        chosen=False,
    )
    without = replace(KNOWN, offer=replace(OFFER, priorities=()))
    assert before_taking(Hall(known=without)).priority is None


def test_the_press_shows_at_once_the_word_after_300_ms_a_sentence_after_3_s() -> None:
    hall = Hall(net=Later())
    before_taking(hall)
    hall.booth.take()
    said = []
    for seconds in (0.0, 0.29, 0.02, 2.6, 0.2):
        hall.clock.go(seconds)
        sheet = seen(hall)
        said.append((sheet.busy, sheet.take, "chậm" in sheet.below))
    assert said == [
        (True, "Lấy số", False),
        (True, "Lấy số", False),
        (True, "Đang lấy số…", False),
        (True, "Đang lấy số…", False),
        (True, "Đang lấy số…", True),
    ]


def test_a_closed_hall_says_until_when_and_has_no_button() -> None:
    opens = MORNING + timedelta(days=1)
    hall = Hall(known=offered(replace(OFFER, open=False, opens_at=opens)))
    hall.booth.browse()
    sheet = before_taking(hall)
    assert (sheet.take, sheet.priority, sheet.papers_free) == ("", None, "")
    assert sheet.closed == "Lấy số lại từ 08:42, Thứ Ba, 24/11."


def test_the_ticket_screen_points_at_the_slot_only_once_the_paper_is_out() -> None:
    hall = Hall(press=Later())
    printing = taken(hall)
    assert (printing.slab, printing.closes) == ("Đang in phiếu…", "")
    done = taken(Hall())
    assert (done.slab, done.slab_line) == ("Mời lấy phiếu", "ở khe bên dưới")
    assert done.closes == "màn hình tự đóng sau 20 giây"
    assert done.notice is None


KEEPS = "Số A012 vẫn giữ nguyên."
SAVED = Choice(act=Act.SAVED, icon="device-mobile", word="Tôi đã lưu số")
HAVE = Choice(act=Act.HAVE, icon="check", word="Đã có phiếu")
AGAIN = Choice(act=Act.AGAIN, icon="printer", word="In lại")


def without_paper(outcome: Paper, trouble: str | None, *, looking: bool = True) -> Hall:
    """A hall whose printer does this to the next ticket."""
    hall = Hall()
    hall.mill.news = [PaperNews(outcome=outcome, reason=trouble)] * 3
    hall.mill.how = PrinterState(trouble=trouble)
    hall.office.looking = looking
    return hall


@pytest.mark.parametrize(
    ("trouble", "what"),
    [
        ("paper-out", "Máy in đang hết giấy."),
        ("cover-open", "Nắp máy in đang mở."),
        ("offline", "Máy in đang tạm ngừng."),
        ("error", "Máy in gặp trục trặc."),
        ("mute", "Máy in không trả lời."),
        ("unreachable", "Máy in đang mất kết nối."),
        ("stalled", "Máy in không nhận phiếu."),
        ("folder", "Máy chưa in được phiếu."),
    ],
)
def test_a_ticket_that_was_not_sent_says_what_holds_what_happened_and_what_to_do(
    trouble: str, what: str
) -> None:
    sheet = taken(without_paper(Paper.NOT_SENT, trouble))
    line = f"{what} Nhân viên đã được báo. Không cần lấy số lại."
    assert sheet.notice == Notice(icon="printer-off", title=KEEPS, line=line)
    assert (sheet.number, sheet.url, sheet.choices) == ("A012", issued().url, (SAVED,))
    assert sheet.no_phone


def test_a_held_ticket_comes_by_itself_and_cannot_be_printed_again() -> None:
    hall = without_paper(Paper.HELD, "cover-open")
    sheet = taken(hall)
    line = "Nắp máy in đang mở. Nhân viên đã được báo. Phiếu sẽ tự in ra khi máy in được sửa."
    assert sheet.notice == Notice(icon="printer-off", title=KEEPS, line=line)
    assert sheet.choices == (SAVED,)
    assert FootAct.PRINT_AGAIN not in [key.act for key in foot(hall.booth.view, VI)]


@pytest.mark.parametrize("outcome", [Paper.NOT_SENT, Paper.HELD])
def test_staff_have_been_told_only_where_a_page_of_theirs_shows_it(outcome: Paper) -> None:
    unseen = taken(without_paper(outcome, "paper-out", looking=False)).notice
    unheard_hall = without_paper(outcome, "paper-out")
    unheard_hall.office.failure = Away("nobody listens")
    unheard = taken(unheard_hall).notice
    assert unseen == unheard
    assert unseen is not None
    assert "Xin báo giúp nhân viên." in unseen.line
    assert "đã được báo" not in unseen.line
    unheard_hall.office.failure = None
    unheard_hall.wait(4)
    now = on_ticket(unheard_hall).notice
    assert now is not None
    assert "Nhân viên đã được báo." in now.line


def test_a_printer_that_is_well_again_says_so_to_whoever_still_stands_there() -> None:
    hall = without_paper(Paper.NOT_SENT, "paper-out")
    taken(hall)
    hall.mill.how = PrinterState()
    hall.wait(6)
    line = "Máy in đã sẵn sàng.\nMời bấm [b]Thử\u00a0in\u00a0lại[/b] để lấy phiếu."
    assert on_ticket(hall).notice == Notice(icon="printer", title=KEEPS, line=line)
    hall.mill.how = PrinterState(trouble="cover-open")
    hall.wait(6)
    notice = on_ticket(hall).notice
    assert notice is not None
    assert notice.line.startswith("Nắp máy in đang mở.")


def test_an_unknown_paper_is_asked_for_and_after_two_the_number_is_kept_otherwise() -> None:
    hall = without_paper(Paper.UNKNOWN, None)
    once = taken(hall)
    assert once.title == "Số vẫn giữ nguyên"
    assert once.notice == Notice(
        icon="printer",
        title="Ông/bà đã nhận được phiếu chưa?",
        line="Xin nhìn khe bên dưới.\nChưa có thì bấm [b]In\u00a0lại[/b], số không đổi.",
    )
    assert (once.choices, once.no_phone) == ((HAVE, AGAIN), "")
    hall.booth.print_again()
    twice = on_ticket(hall)
    assert twice.notice == Notice(
        icon="printer",
        title="Ông/bà đã nhận được phiếu chưa?",
        line="Chưa có phiếu thì xin lưu số này,\nhoặc đến quầy hướng\u00a0dẫn.",
    )
    assert (twice.choices, twice.number, twice.url) == ((SAVED, HAVE), "A012", issued().url)
    assert FootAct.PRINT_AGAIN not in [key.act for key in foot(hall.booth.view, VI)]


def test_ong_ba_is_said_at_most_once_on_a_ticket_screen() -> None:
    for outcome in (Paper.NOT_SENT, Paper.HELD, Paper.UNKNOWN, Paper.PRINTED):
        sheet = taken(without_paper(outcome, "paper-out"))
        said = repr(sheet).lower()
        assert said.count("ông/bà") == 1, outcome


def test_a_kiosk_without_printer_says_that_it_prints_nothing() -> None:
    sheet = taken(Hall(prints=False))
    assert sheet.notice == Notice(
        icon="printer-off",
        title="Máy này không in phiếu.",
        line="Số A012 đã được ghi nhận. Không cần lấy số lại.",
    )


def test_a_printer_in_trouble_is_named_before_the_press_and_no_longer_once_it_is_well() -> None:
    hall = without_paper(Paper.NOT_SENT, "paper-out")
    hall.wait(0.1)
    sheet = before_taking(hall)
    forewarned = "Máy in đang hết giấy: số sẽ hiện trên màn hình."
    assert (sheet.no_paper, sheet.below, sheet.take) == (forewarned, "", "Lấy số")
    assert sheet.hand_out == "Chỉ giấy tờ"
    hall.source.known = replace(hall.source.known, contact=False)
    hall.wait(0.1)
    forewarned = "Máy in đang hết giấy: số sẽ hiện trên màn hình, kèm mã để lưu vào điện thoại."
    assert (seen(hall).no_paper, seen(hall).hand_out) == (forewarned, "")
    hall.source.known = replace(hall.source.known, contact=True)
    hall.mill.how = PrinterState()
    hall.wait(6)
    assert (seen(hall).no_paper, seen(hall).hand_out) == ("", "Chỉ lấy giấy tờ")


def test_the_first_screen_says_nothing_of_the_printer() -> None:
    hall = without_paper(Paper.NOT_SENT, "paper-out")
    before = glass(hall.booth, hall.clock)
    hall.wait(0.1)
    assert hall.booth.printer == PrinterNews(trouble="paper-out", staff_told=True)
    assert glass(hall.booth, hall.clock) == before


def test_the_ticket_says_what_is_not_known() -> None:
    hall = Hall()
    hall.teller.answers = [issued(ahead=13, last_wait=None)]
    sheet = taken(hall)
    assert (sheet.dots, sheet.people, sheet.wait, sheet.wait_word) == (
        None,
        "13 người",
        "",
        "Chưa biết phải chờ bao lâu",
    )


def test_a_refusal_speaks_the_citizens_language_whatever_the_server_said() -> None:
    hall = Hall()
    hall.teller.answers = [
        Refused("unknown-procedure", "server's words", 409, {"procedure": "1.1"})
    ]
    hall.booth.choose(BIRTH.code)
    hall.booth.take()
    said = {}
    for lang in ("vi", "en"):
        sheet = trouble(hall)
        said[lang] = f"{sheet.what} {sheet.now}"
        hall.booth.switch_language()
    assert said == {
        lang: words.load(lang)("refusal.unknown-procedure", procedure="1.1")
        for lang in ("vi", "en")
    }


def test_a_refusal_that_we_have_no_words_for_is_said_as_the_server_said_it() -> None:
    hall = Hall()
    hall.teller.answers = [Refused("something-newer", "Một lý do mới.", 409, {})]
    hall.booth.choose(BIRTH.code)
    hall.booth.take()
    assert trouble(hall).what == "Một lý do mới."


def test_only_what_may_help_can_be_tried_again() -> None:
    retries = []
    full = Refused("letter-full", "t", 409, {"letter": "A"})
    busy = Refused("busy", "t", 503, {})
    for failure in (Away("x"), full, busy):
        hall = Hall()
        hall.teller.answers = [failure]
        hall.booth.choose(BIRTH.code)
        hall.booth.take()
        retries.append(trouble(hall).retry)
    assert retries == ["Thử lại", "", "Thử lại"]


def test_a_field_lists_the_most_taken_first_with_what_people_call_it() -> None:
    hall = Hall()
    hall.booth.open_field("ho-tich")
    sheet = field(hall.booth.view, KNOWN, VI)
    assert sheet.rows == (
        Row(id="1.001193", name="Đăng ký khai sinh", line="làm giấy khai sinh cho con"),
        Row(id="1.000894", name="Đăng ký kết hôn", line="Đăng ký kết hôn"),
    )
    assert (sheet.title, sheet.next, sheet.pages) == ("Khai sinh, kết hôn", "", 1)
    assert field(hall.booth.view, KNOWN, EN).rows[0] == Row(
        id="1.001193", name="Birth", line="Đăng ký khai sinh"
    )


def test_a_long_field_turns_pages_of_seven() -> None:
    many = tuple(
        Procedure(
            code=f"1.{n:06}",
            name=f"Việc {n}",
            short_name=f"Việc {n}",
            short_name_en="",
            field="ho-tich",
            queue="A",
            popularity=100 - n,
        )
        for n in range(15)
    )
    hall = Hall(known=offered(replace(OFFER, procedures=many)))
    hall.booth.open_field("ho-tich")
    seen_rows = []
    for _ in range(3):
        sheet = field(hall.booth.view, hall.booth.known, VI)
        seen_rows.append((sheet.next, len(sheet.rows), sheet.rows[0].name))
        hall.booth.turn_page(sheet.pages)
    assert seen_rows == [
        ("Trang sau (1/3)", 7, "Việc 0"),
        ("Trang sau (2/3)", 7, "Việc 7"),
        ("Trang sau (3/3)", 1, "Việc 14"),
    ]


def test_the_search_finds_without_marks_and_shows_what_it_found() -> None:
    hall = Hall()
    hall.booth.open_search()
    assert search(hall.booth.view, KNOWN, VI).heading == "Việc nhiều người làm"
    for letter in "khai sinh":
        hall.booth.type_key(letter)
    sheet = search(hall.booth.view, KNOWN, VI)
    assert sheet.rows[0] == Row(
        id="1.001193",
        name="Đăng ký [u]khai sinh[/u]",
        line="Đăng ký khai sinh",
        code="1.001193",
    )
    assert sheet.nothing == ""


def test_a_search_in_vain_says_what_to_do_next() -> None:
    hall = Hall()
    hall.booth.open_search()
    for letter in "zzqx":
        hall.booth.type_key(letter)
    sheet = search(hall.booth.view, KNOWN, VI)
    assert (sheet.rows, sheet.heading) == ((), "Chưa tìm thấy")
    assert sheet.nothing == "Thử từ khác, hoặc lấy số hỏi quầy hướng dẫn."


def test_marks_of_the_catalogue_are_never_read_as_markup() -> None:
    assert marked("A [b] & C", [(0, 1)]) == "[u]A[/u] &bl;b&br; &amp; C"
    assert escape("[color=ff0000]") == "&bl;color=ff0000&br;"


def test_the_first_screen_offers_doors_fields_and_the_most_taken() -> None:
    sheet = home(KNOWN, VI)
    assert [chip.text for chip in sheet.chips] == ["Đăng ký khai sinh", "Đăng ký kết hôn"]
    assert [door.id for door in sheet.doors] == [door.value for door in Door]
    assert [(tile.word, tile.line) for tile in sheet.fields] == [("Khai sinh,\nkết hôn", "Hộ tịch")]
    assert home(KNOWN, EN).fields[0].word == "Birth,\nmarriage"


def test_the_head_names_the_centre_and_the_time_in_both_languages() -> None:
    assert head(KNOWN, MORNING, VI) == Head(
        kind="Trung tâm Phục vụ hành chính công",
        name="Phường Đông Sơn",
        time="08:42",
        date="Thứ Hai, 23/11",
    )
    assert head(KNOWN, MORNING, EN) == Head(
        kind="Public Administrative Service Centre",
        name="Đông Sơn Ward",
        time="08:42",
        date="Mon 23 Nov",
    )


def test_the_foot_bar_has_what_works_and_leaves_no_hole() -> None:
    hall = Hall()
    acts = [[key.act for key in foot(hall.booth.view, VI)]]
    hall.booth.choose(BIRTH.code)
    acts.append([key.act for key in foot(hall.booth.view, VI)])
    hall.mill.news = [PaperNews(outcome=Paper.NOT_SENT), PaperNews(outcome=Paper.HELD)]
    hall.booth.take()
    acts.append([key.act for key in foot(hall.booth.view, VI)])
    hall.booth.print_again()
    acts.append([key.act for key in foot(hall.booth.view, VI)])
    hall.mill.settled = [("id-A012", PaperNews(outcome=Paper.PRINTED))]
    hall.wait(4)
    acts.append([key.act for key in foot(hall.booth.view, VI)])
    assert acts == [
        [FootAct.LANGUAGE, *MODES, FootAct.LOW],
        [FootAct.BACK, FootAct.HOME, *MODES, FootAct.LOW, FootAct.LANGUAGE],
        [FootAct.PRINT_AGAIN, *MODES, FootAct.LANGUAGE],
        [*MODES, FootAct.LANGUAGE],
        [],
    ]


def test_the_question_after_silence_counts_its_seconds() -> None:
    hall = Hall()
    hall.booth.choose(BIRTH.code)
    hall.wait(44)
    assert still(hall.booth.view, hall.clock.seconds(), VI) is None
    hall.wait(6)
    asked = still(hall.booth.view, hall.clock.seconds(), EN)
    assert asked is not None
    assert (asked.question, asked.seconds) == ("Are you still there?", 10)


def shut(opens: datetime | None, hours: Hours | None = None) -> Known:
    return offered(replace(OFFER, open=False, opens_at=opens, hours=hours))


def test_the_closed_screen_says_when_the_hall_opens_again() -> None:
    evening = datetime(2026, 11, 23, 17, 26, tzinfo=HALL_TIME)
    opens = datetime(2026, 11, 24, 7, 30, tzinfo=HALL_TIME)
    assert closed(shut(opens, HOURS), evening, VI) == ClosedSheet(
        sentence="Trung tâm đã hết giờ làm việc.",
        opens="Mở cửa lại lúc",
        time="07:30",
        day="Thứ Ba, 24/11 · sáng mai",
        hours=(
            HoursRow(days="Thứ Hai – Thứ Sáu", sessions=("07:30 – 11:30", "13:30 – 17:00")),
            HoursRow(days="Thứ Bảy", sessions=("07:30 – 11:30",)),
        ),
        online="Nộp hồ sơ qua mạng lúc nào cũng được",
        portal="Cổng Dịch vụ công quốc gia",
        url="https://dichvucong.gov.vn",
        address="dichvucong.gov.vn",
        papers="Xem giấy tờ cần có",
    )


@pytest.mark.parametrize(
    ("portal", "url", "address"),
    [
        (None, "", ""),
        ("https://dvc.x.vn/tthc/{code}", "https://dvc.x.vn", "dvc.x.vn"),
    ],
)
def test_the_closed_screen_leads_to_the_front_page_of_the_centres_own_portal(
    portal: str | None, url: str, address: str
) -> None:
    hall = shut(None)
    assert hall.offer is not None
    sheet = closed(replace(hall, offer=replace(hall.offer, portal=portal)), MORNING, VI)
    assert (sheet.url, sheet.address, sheet.portal) == (url, address, "")
    assert bool(sheet.online) is bool(url)


def test_before_opening_time_the_day_is_today() -> None:
    dawn = datetime(2026, 11, 24, 6, 0, tzinfo=HALL_TIME)
    opens = datetime(2026, 11, 24, 7, 30, tzinfo=HALL_TIME)
    sheet = closed(shut(opens), dawn, VI)
    assert (sheet.sentence, sheet.day) == (
        "Trung tâm chưa đến giờ làm việc.",
        "Thứ Ba, 24/11 · hôm nay",
    )


def test_after_the_weekend_the_day_stands_alone() -> None:
    saturday = datetime(2026, 11, 21, 12, 0, tzinfo=HALL_TIME)
    opens = datetime(2026, 11, 23, 7, 30, tzinfo=HALL_TIME)
    assert closed(shut(opens), saturday, EN).day == "Mon 23 Nov"


def test_an_unknown_opening_is_not_made_up() -> None:
    sheet = closed(shut(None), MORNING, VI)
    assert (sheet.opens, sheet.time, sheet.day) == ("Hẹn gặp lại trong giờ làm việc", "", "")


def test_every_sentence_of_the_kiosk_takes_the_same_values_in_both_languages() -> None:
    fields = {
        lang: {
            key: sorted(part.split("}")[0] for part in sentence.split("{")[1:])
            for key, sentence in words.load(lang).part("kiosk").items()
            if not key.startswith("date")
        }
        for lang in ("vi", "en")
    }
    assert fields["vi"] == fields["en"]


@pytest.mark.parametrize("tongue", [VI, EN])
def test_no_fee_and_no_time_of_the_starter_is_ever_cut(tongue: Tongue) -> None:
    catalogue = starter()
    known = offered(replace(OFFER, fields=catalogue.fields, procedures=catalogue.procedures))
    for procedure in catalogue.procedures:
        hall = Hall(known=known)
        hall.booth.choose(procedure.code)
        if tongue is EN:
            hall.booth.switch_language()
        sub = seen(hall).sub
        assert len(sub) <= LONGEST_SUB
        assert tongue.fee(procedure) in sub
        assert sub.endswith(tongue.time(procedure) or tongue.fee(procedure))


def test_the_list_of_a_closed_hall_says_when_it_opens_and_not_who_waits() -> None:
    shut = offered(replace(OFFER, open=False, opens_at=datetime(2026, 11, 24, 0, 30, tzinfo=UTC)))
    hall = Hall(known=shut)
    hall.booth.open_field("ho-tich")
    sheet = field(hall.booth.view, shut, VI)
    assert (sheet.waiting, sheet.wait) == ("Lấy số lại từ 07:30, Thứ Ba, 24/11.", "")


def test_a_key_says_what_its_next_touch_brings() -> None:
    hall = Hall()
    before = {key.act: (key.word, key.on) for key in foot(hall.booth.view, VI)}
    hall.booth.switch_large()
    hall.booth.switch_contrast()
    hall.booth.switch_low()
    after = {key.act: (key.word, key.on) for key in foot(hall.booth.view, VI)}
    english = (FootAct.LANGUAGE, ("English", False))
    assert before == dict(
        [
            english,
            (FootAct.LARGE, ("Chữ to", False)),
            (FootAct.CONTRAST, ("Nền tối", False)),
            (FootAct.LOW, ("Hạ thấp", False)),
        ]
    )
    assert after == dict(
        [
            english,
            (FootAct.LARGE, ("Chữ vừa", True)),
            (FootAct.CONTRAST, ("Nền sáng", True)),
            (FootAct.LOW, ("Nâng lên", True)),
        ]
    )


def test_what_would_change_nothing_has_no_key() -> None:
    view = Hall().booth.view
    acts = {shape: [key.act for key in foot(view, VI, shape)] for shape in Shape}
    assert acts == {
        Shape.TALL: [FootAct.LANGUAGE, *MODES, FootAct.LOW],
        Shape.SMALL: [FootAct.LANGUAGE, FootAct.CONTRAST, FootAct.LOW],
        Shape.WIDE: [FootAct.LANGUAGE, *MODES],
    }


def test_every_need_and_every_panel_has_its_layout() -> None:
    shown = {}
    for shape in Shape:
        hall = Hall()
        rows = []
        for switch in (hall.booth.switch_large, hall.booth.switch_low, hall.booth.switch_large):
            rows.append(glass(hall.booth, hall.clock, shape).layout)
            switch()
        shown[shape] = [*rows, glass(hall.booth, hall.clock, shape).layout]
    assert shown == {
        Shape.TALL: [Layout.PLAIN, Layout.LARGE, Layout.LARGE_LOW, Layout.LOW],
        Shape.SMALL: [Layout.LARGE, Layout.LARGE, Layout.LARGE_LOW, Layout.LARGE_LOW],
        Shape.WIDE: [Layout.WIDE, Layout.WIDE_LARGE, Layout.WIDE_LARGE, Layout.WIDE],
    }


def test_fewer_rows_make_more_pages_and_a_switch_begins_at_the_first() -> None:
    documents = tuple(f"Giấy {n}" for n in range(8))
    many = replace(BIRTH, documents=documents)
    hall = Hall(known=replace(offered(replace(OFFER, procedures=(many,))), contact=True))
    before_taking(hall)
    hall.booth.turn_papers(2)
    hall.booth.switch_large()
    sheet = seen(hall)
    assert [paper.place for paper in sheet.papers] == [0, 1]
    assert (sheet.papers_more, sheet.papers_pages) == ("Xem tiếp (1/4)", 4)
