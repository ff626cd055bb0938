"""Rules of the kiosk's glass: places as drawn, words in their boxes, touches that count once."""

import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, time
from itertools import pairwise
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from kiosk.clock import HALL_TIME
from kiosk.known import Known, offered
from kiosk.view import Door, PaperNews, PrinterState, Screen
from luot.client import Away, Board, BoardQueue, Refused
from luot.domain.life import EVENTS
from luot.domain.rules import PRIORITIES, Hours, Queue, Session
from luot.domain.standing import Standing
from luot.domain.ticket import Paper
from luot.web.tokens import tokens
from server.catalogue import starter
from tests.kiosk_hall import BOARD, OFFER, URL, Hall, Later, issued

with warnings.catch_warnings():
    # Kivy 2.3.1 is older than the warnings of this Python; its own house is not ours to keep.
    warnings.simplefilter("ignore")
    glass = pytest.importorskip("tests.kiosk_glass", reason="Kivy is not installed here")
    parts = pytest.importorskip("kiosk.screens.parts")
    fit = pytest.importorskip("kiosk.screens.fit")
    from kiosk.screens.confirm import TickRow
    from kiosk.screens.frame import FootButton
    from kiosk.screens.home import FindBox
    from kiosk.screens.people import Dots
    from kiosk.screens.qr import QrCode
    from kiosk.screens.rows import ChipButton, DoorTile, FieldTile, ProcedureRow
    from kiosk.screens.search import Key

pytestmark = [pytest.mark.screen, pytest.mark.filterwarnings("ignore")]

QUEUES = tuple(
    BoardQueue(queue=letter, letter=letter, name=letter, waiting=7, last_wait=18)
    for letter in "ACEHKSRX"
)
CATALOGUE = starter()
FULL_OFFER = replace(
    OFFER,
    fields=CATALOGUE.fields,
    procedures=CATALOGUE.procedures,
    priorities=PRIORITIES,
    queues=tuple(Queue(letter=each, name=each, name_en=each) for each in "ACEHKSRX"),
)
FULL = replace(offered(FULL_OFFER), board=replace(BOARD, queues=QUEUES), contact=True)
CROWD = tuple(replace(each, waiting=134, last_wait=318) for each in QUEUES)
CROWDED = replace(FULL, board=replace(BOARD, queues=CROWD))
DAY = (
    Session(opens=time(7, 30), closes=time(11, 30)),
    Session(opens=time(13, 30), closes=time(17)),
)
SHUT = offered(
    replace(
        FULL_OFFER,
        open=False,
        opens_at=datetime(2026, 11, 24, 7, 30, tzinfo=HALL_TIME),
        hours=Hours(week=((DAY,) * 5 + (DAY[:1], ()))),
    )
)
BIRTH = "1.001193"
TOMORROW = datetime(2026, 11, 24, 7, 10, tzinfo=HALL_TIME)
BACK = datetime(2026, 11, 23, 10, 15, tzinfo=HALL_TIME)


@pytest.fixture(scope="module")
def kiosk() -> Iterator[Any]:
    running = glass.open_kiosk()
    yield running
    glass.close_kiosk(running)


def start(kiosk: Any, hall: Hall | None = None) -> Hall:  # noqa: ANN401
    hall = hall or Hall(known=FULL)
    kiosk.use(hall)
    return hall


def print_fails(
    outcome: Paper, trouble: str | None = None, *, looking: bool = True
) -> Callable[[Hall], None]:
    def go(hall: Hall) -> None:
        hall.mill.news = [PaperNews(outcome=outcome, reason=trouble)] * 2
        hall.mill.how = PrinterState(trouble=trouble)
        hall.office.looking = looking
        take(hall)

    return go


def unknown_twice(hall: Hall) -> None:
    print_fails(Paper.UNKNOWN)(hall)
    hall.booth.print_again()


def ready_again(hall: Hall) -> None:
    print_fails(Paper.NOT_SENT, "paper-out")(hall)
    hall.mill.how = PrinterState()
    hall.wait(6)


def forewarned(trouble: str) -> Callable[[Hall], None]:
    def go(hall: Hall) -> None:
        hall.mill.how = PrinterState(trouble=trouble)
        hall.wait(6)
        hall.booth.choose(BIRTH)

    return go


def take(hall: Hall) -> None:
    hall.booth.choose(BIRTH)
    hall.booth.take()


def fail(failure: Away | Refused) -> Callable[[Hall], None]:
    def go(hall: Hall) -> None:
        hall.teller.answers = [failure]
        take(hall)

    return go


def type_in(phrase: str) -> Callable[[Hall], None]:
    def go(hall: Hall) -> None:
        hall.booth.open_search()
        for letter in phrase:
            hall.booth.type_key(letter)

    return go


def open_field(field: str) -> Callable[[Hall], None]:
    return lambda hall: hall.booth.open_field(field)


def enter(door: Door) -> Callable[[Hall], None]:
    return lambda hall: hall.booth.enter(door)


def without_keys(hall: Hall) -> None:
    type_in("giay")(hall)
    hall.booth.toggle_keys()


def long_wait(hall: Hall) -> None:
    hall.teller.answers = [issued("A8999", ahead=1222, last_wait=318)]
    take(hall)


def unknown_wait(hall: Hall) -> None:
    hall.teller.answers = [issued(ahead=0, last_wait=None)]
    take(hall)


def silent(hall: Hall) -> None:
    hall.booth.choose(BIRTH)
    hall.clock.go(47)


def with_priority(hall: Hall) -> None:
    hall.booth.choose(BIRTH)
    hall.booth.clerk.set_priority("disability")


def of_priority(hall: Hall) -> None:
    hall.booth.choose(BIRTH)
    hall.booth.clerk.offer_priority()


def several(hall: Hall) -> None:
    for code in (BIRTH, "3.000722", "2.000635"):
        hall.booth.choose(code)
        hall.booth.clerk.add_more()
    hall.booth.choose("1.010041")


def adding(hall: Hall) -> None:
    for code in ("3.000722", "2.000635", "1.010041"):
        hall.booth.choose(code)
        hall.booth.clerk.add_more()


def to_collect(hall: Hall) -> None:
    hall.booth.choose(BIRTH)
    hall.booth.clerk.set_purpose("collect")


def asked_to_wait(hall: Hall) -> None:
    hall.booth.choose(BIRTH)
    hall.booth.take()


def life(hall: Hall) -> None:
    hall.booth.clerk.open_life()


def event(name: str) -> Callable[[Hall], None]:
    def go(hall: Hall) -> None:
        life(hall)
        hall.booth.clerk.decide(name)

    return go


def standing(state: Standing, until: datetime | None = None) -> Known:
    """A hall in which every queue but that of guidance stands so."""
    rows = tuple(
        each if each.queue == "X" else replace(each, state=state, until=until) for each in QUEUES
    )
    return replace(FULL, board=replace(BOARD, queues=rows))


def alone(state: Standing) -> Known:
    """A hall in which every queue stands so, and nobody knows until when."""
    rows = tuple(replace(each, state=state) for each in QUEUES)
    return replace(FULL, board=replace(BOARD, queues=rows))


def chosen(code: str) -> Callable[[Hall], None]:
    return lambda hall: hall.booth.choose(code)


def no_printer(hall: Hall) -> None:
    hall.mill.how = PrinterState(trouble="paper-out")
    hall.wait(6)
    hall.booth.choose(BIRTH)


def refused_as_full(hall: Hall) -> None:
    fields: dict[str, object] = {"queue": "A", "opens_at": "-", "until": TOMORROW.isoformat()}
    fail(Refused("queue-full", "Hết số.", 409, fields))(hall)


def browsing(hall: Hall) -> None:
    hall.booth.browse()
    hall.booth.choose(BIRTH)


def papers(code: str = BIRTH, *more: str, prints: bool | None = None) -> Callable[[Hall], None]:
    """The papers alone; with `prints` a sheet of them was asked for."""

    def go(hall: Hall) -> None:
        hall.booth.choose(code)
        for each in more:
            hall.booth.clerk.add_more()
            hall.booth.choose(each)
        hall.booth.clerk.look_at_papers()
        hall.mill.broken = prints is False
        if prints is not None:
            hall.booth.clerk.hand_out()

    return go


def papers_out(hall: Hall) -> None:
    forewarned("paper-out")(hall)
    hall.booth.clerk.look_at_papers()


TROUBLES = (
    *("paper-out", "cover-open", "offline", "error"),
    *("mute", "unreachable", "stalled", "folder"),
)
SCENES: dict[str, tuple[Known, Callable[[Hall], None]]] = {
    "home": (FULL, lambda _: None),
    **{f"field {field.id}": (FULL, open_field(field.id)) for field in CATALOGUE.fields},
    "search empty": (FULL, lambda hall: hall.booth.open_search()),
    "search so do": (FULL, type_in("so do")),
    "search long": (FULL, type_in("dang ky khai sinh co yeu to nuoc ngoai w")),
    "search nothing": (FULL, type_in("zzqx")),
    "search elsewhere": (FULL, type_in("ly hon")),
    "search without keys": (FULL, without_keys),
    "confirm": (FULL, lambda hall: hall.booth.choose(BIRTH)),
    "confirm priority": (FULL, with_priority),
    "confirm unknown": (replace(FULL, contact=False), with_priority),
    "confirm several": (FULL, several),
    "confirm unlisted": (FULL, lambda hall: hall.booth.choose("1.001699")),
    "confirm to collect": (FULL, to_collect),
    "queue closed": (standing(Standing.CLOSED, TOMORROW), chosen(BIRTH)),
    "queue full": (standing(Standing.FULL, TOMORROW), chosen(BIRTH)),
    "queue full, priority": (standing(Standing.FULL, TOMORROW), with_priority),
    "queue full at the press": (FULL, refused_as_full),
    "every queue full": (alone(Standing.FULL), chosen(BIRTH)),
    "every queue closed, no paper": (alone(Standing.CLOSED), no_printer),
    "several in a closed queue": (standing(Standing.CLOSED, TOMORROW), several),
    "guidance closed": (alone(Standing.CLOSED), enter(Door.ASK)),
    "official away": (standing(Standing.AWAY, BACK), chosen(BIRTH)),
    "field in a closed queue": (standing(Standing.CLOSED, TOMORROW), open_field("ho-tich")),
    "field, official away": (standing(Standing.AWAY, BACK), open_field("ho-tich")),
    "field without an official": (alone(Standing.AWAY), open_field("ho-tich")),
    "official away, unknown": (alone(Standing.AWAY), with_priority),
    "classes of priority": (FULL, of_priority),
    "asked to wait": (CROWDED, asked_to_wait),
    "adding": (FULL, adding),
    "life": (FULL, life),
    **{f"field of {each.id}": (FULL, event(each.id)) for each in EVENTS},
    **{f"confirm {door}": (FULL, enter(door)) for door in Door},
    "papers": (FULL, papers()),
    "papers full": (FULL, papers("1.012575")),
    "papers several": (FULL, papers(BIRTH, "3.000722", "2.000635", "1.010041")),
    "papers unlisted": (FULL, papers("1.004845")),
    "papers away": (replace(FULL, contact=False), papers()),
    "papers paper-out": (FULL, papers_out),
    "papers printed": (FULL, papers(prints=True)),
    "papers failed": (FULL, papers(prints=False)),
    "ticket": (FULL, take),
    "ticket long": (FULL, long_wait),
    "ticket unknown wait": (FULL, unknown_wait),
    **{
        f"{outcome} {trouble} {looking}": (FULL, print_fails(outcome, trouble, looking=looking))
        for outcome in (Paper.NOT_SENT, Paper.HELD)
        for trouble in TROUBLES
        for looking in (True, False)
    },
    **{f"confirm {trouble}": (FULL, forewarned(trouble)) for trouble in TROUBLES},
    "unknown": (FULL, print_fails(Paper.UNKNOWN)),
    "unknown twice": (FULL, unknown_twice),
    "ready again": (FULL, ready_again),
    "away": (FULL, fail(Away("x"))),
    "refused": (FULL, fail(Refused("letter-full", "x", 409, {"letter": "A"}))),
    "starting": (Known(), lambda _: None),
    "unpaired": (replace(FULL, unpaired=True), lambda _: None),
    "still": (FULL, silent),
    "closed": (SHUT, lambda _: None),
    "closed, opening unknown": (offered(replace(FULL_OFFER, open=False)), lambda _: None),
    "closed, browsing": (SHUT, browsing),
}


def sticks_out(label: Any) -> str | None:  # noqa: ANN401
    """What of a label's words leaves its box, or the glass."""
    left, top, width, height = glass.box(label)
    if left < 0 or top < 0 or left + width > 1080 or top + height > 1920:
        return f"the box leaves the glass: {left, top, width, height}"
    if isinstance(label, parts.Block):
        drawn = label.texture_size[1]
        # Of a tight line height the first line keeps all: its air, not its ink, sticks out.
        air = label.font_size * max(0.0, 1 - label.line_height) * 1.5 + 2
        room = label.room if isinstance(label, parts.Hung) else height
        return f"{drawn} high in {room}" if drawn > room + air else None
    words = fit.plain(label.text) if label.markup else label.text
    bold = label.bold or "[b]" in label.text
    wide = fit.line_width(words, label.font_name, int(label.font_size), bold=bold)
    return f"{wide} wide in {width}" if wide > width + 1 else None


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_words_leave_their_box(kiosk: Any, scene: str, lang: str) -> None:  # noqa: ANN401
    known, act = SCENES[scene]
    hall = start(kiosk, Hall(known=known))
    if lang == "en":
        hall.booth.switch_language()
    act(hall)
    kiosk.app.render()
    kiosk.frames()
    cut = isinstance_of_search(scene)
    wrong = {
        label.text: trouble
        for label in kiosk.labels()
        if (trouble := sticks_out(label)) and not (cut and label.shorten)
    }
    assert wrong == {}
    small = {label.text for label in kiosk.labels() if label.font_size < 30}
    assert small == set()


def isinstance_of_search(scene: str) -> bool:
    """Official names in results may end in three dots: the code beside them tells them apart."""
    return scene.startswith(("search", "field"))


def test_the_first_screen_stands_where_it_is_drawn(kiosk: Any) -> None:  # noqa: ANN401
    start(kiosk)
    boxes = {
        "find": kiosk.box(FindBox),
        "doors": [glass.box(each) for each in kiosk.widgets(DoorTile)],
        "tiles": [glass.box(each) for each in kiosk.widgets(FieldTile)],
        "foot": [glass.box(each) for each in kiosk.widgets(FootButton)],
    }
    columns = (40, 379, 718)
    assert boxes == {
        "find": (40, 286, 1000, 136),
        "doors": [(left, 560, 322, 208) for left in columns],
        "tiles": [(left, top, 322, 255) for top in (881, 1153, 1425) for left in columns],
        "foot": [(left, 1750, 238, 132) for left in (40, 294, 548, 802)],
    }
    chips = sorted(glass.box(each) for each in kiosk.widgets(ChipButton))
    assert [(top, height) for _, top, _, height in chips] == [(440, 84)] * 3
    assert chips[0][0] == 40
    assert abs(chips[2][0] + chips[2][2] - 1040) <= 3


def test_a_field_stands_where_it_is_drawn(kiosk: Any) -> None:  # noqa: ANN401
    hall = start(kiosk)
    hall.booth.open_field("ho-tich")
    kiosk.frames()
    rows = sorted(glass.box(each)[1] for each in kiosk.widgets(ProcedureRow))
    assert rows == [508 + 148 * at for at in range(7)]
    assert {glass.box(each)[3] for each in kiosk.widgets(ProcedureRow)} == {132}
    assert kiosk.box(parts.Outline, text="Không thấy việc này") == (40, 1568, 492, 124)
    keys = sorted(glass.box(each) for each in kiosk.widgets(FootButton))
    assert [(top, height) for _, top, _, height in keys] == [(1750, 132)] * 6
    assert (keys[0][0], keys[-1][0] + keys[-1][2]) == (40, 1040)
    gaps = [right[0] - left[0] - left[2] for left, right in pairwise(keys)]
    assert gaps == [16] * 5


def test_the_keys_stand_where_they_are_drawn(kiosk: Any) -> None:  # noqa: ANN401
    hall = start(kiosk)
    hall.booth.open_search()
    kiosk.frames()
    drawn = {
        "1": (14, 1114, 98, 92),
        "0": (968, 1114, 98, 92),
        "q": (14, 1218, 98, 108),
        "a": (67, 1338, 98, 108),
        "m": (703, 1458, 98, 108),
        " ": (279, 1578, 522, 108),
    }
    assert {letter: kiosk.box(Key, letter=letter) for letter in drawn} == drawn
    assert len(list(kiosk.widgets(Key))) == 10 + 10 + 9 + 7 + 4


def test_the_screen_before_the_number_stands_where_it_is_drawn(kiosk: Any) -> None:  # noqa: ANN401
    hall = start(kiosk)
    hall.booth.choose(BIRTH)
    kiosk.frames()
    assert kiosk.box(parts.Primary) == (40, 1408, 1000, 156)
    assert kiosk.box(parts.Outline, text="Không") == (674, 1268, 220, 104)
    assert kiosk.box(parts.Outline, text="Có") == (910, 1268, 130, 104)
    ticks = sorted(glass.box(each) for each in kiosk.widgets(TickRow))
    assert ticks == [(70, 742 + 81 * at, 940, 81) for at in range(6)]
    (dots,) = kiosk.widgets(Dots)
    assert (dots.ahead, glass.box(dots)) == (7, (78, 572, 924, 92))


def test_the_ticket_stands_where_it_is_drawn(kiosk: Any) -> None:  # noqa: ANN401
    hall = start(kiosk)
    take(hall)
    kiosk.frames()
    assert kiosk.box(parts.OneLine, text="A012") == (54, 298, 972, 344)
    assert kiosk.box(parts.OneLine, text="A012")[3] >= 330
    assert kiosk.box(QrCode) == (88, 881, 369, 369)
    assert kiosk.box(parts.Outline, text="Xong") == (40, 1462, 1000, 120)
    picture = kiosk.picture()
    red = picture.getpixel((20, 1700))
    assert red == rgb("son")
    assert picture.getpixel((20, 1610)) == rgb("paper")


def test_the_question_for_the_paper_has_one_red_button_and_the_other_below_it(
    kiosk: Any,  # noqa: ANN401
) -> None:
    hall = start(kiosk)
    print_fails(Paper.UNKNOWN)(hall)
    kiosk.frames()
    assert kiosk.box(parts.Primary, text="Đã có phiếu") == (40, 1434, 1000, 156)
    assert kiosk.box(parts.Outline, text="In lại") == (40, 1610, 1000, 100)
    assert kiosk.box(QrCode) == (88, 716, 369, 369)
    kiosk.tap(540, 1660)
    assert hall.mill.reprints == [False, True]
    assert kiosk.box(parts.Primary, text="Tôi đã lưu số") == (40, 1434, 1000, 156)
    assert kiosk.box(parts.Outline, text="Đã có phiếu") == (40, 1610, 1000, 100)
    kiosk.tap(540, 1660)
    assert hall.screen() is Screen.HOME
    assert hall.teller.reports == [("id-A012", "unknown")] * 2


def test_what_the_red_button_says_is_what_it_does(kiosk: Any) -> None:  # noqa: ANN401
    reports = []
    for outcome in (Paper.UNKNOWN, Paper.HELD, Paper.NOT_SENT):
        hall = start(kiosk)
        print_fails(outcome, "paper-out")(hall)
        kiosk.tap(540, 1510)
        assert hall.screen() is Screen.HOME
        reports.append([told for _, told in hall.teller.reports])
    assert reports == [["unknown"], ["held", "on_phone"], ["not_sent", "on_phone"]]


def test_a_held_ticket_has_no_second_button_and_turns_to_the_slot_when_it_comes(
    kiosk: Any,  # noqa: ANN401
) -> None:
    hall = start(kiosk)
    print_fails(Paper.HELD, "cover-open")(hall)
    for place in ((540, 1660), (60, 1810)):  # where other tickets can be printed again
        kiosk.tap(*place)
    assert hall.mill.reprints == [False]
    assert hall.screen() is Screen.TICKET
    hall.mill.settled = [("id-A012", PaperNews(outcome=Paper.PRINTED))]
    hall.wait(4)
    kiosk.settle()
    says = {"vi": "Mời lấy phiếu", "en": "Take your ticket"}[hall.booth.view.lang]
    assert says in kiosk.texts()
    assert kiosk.picture().getpixel((20, 1700)) == rgb("son")


def test_the_notice_before_the_number_leaves_the_button_where_it_was(
    kiosk: Any,  # noqa: ANN401
) -> None:
    hall = start(kiosk)
    forewarned("paper-out")(hall)
    kiosk.settle()
    assert kiosk.box(parts.Primary) == (40, 1408, 1000, 156)
    assert kiosk.picture().getpixel((60, 1600)) == rgb("gom_tint")
    hall.mill.how = PrinterState()
    hall.wait(6)
    kiosk.settle()
    assert kiosk.box(parts.Primary) == (40, 1408, 1000, 156)
    assert kiosk.picture().getpixel((60, 1600)) == rgb("card")
    kiosk.tap(540, 1480)
    assert hall.screen() is Screen.TICKET


def rgb(name: str, theme: str = "light") -> tuple[int, int, int]:
    colour = tokens()["theme"][theme][name]
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def test_the_code_on_the_glass_is_read_from_its_picture(kiosk: Any) -> None:  # noqa: ANN401
    hall = start(kiosk)
    take(hall)
    picture = kiosk.picture()
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [URL]
    # As a phone sees it from afar and a little turned.
    smooth = Image.Resampling.BICUBIC
    small = picture.resize((540, 960)).rotate(4, fillcolor="white", resample=smooth)
    assert [code.text for code in zxingcpp.read_barcodes(small)] == [URL]


def test_every_module_of_the_code_is_nine_pixels(kiosk: Any) -> None:  # noqa: ANN401
    hall = start(kiosk)
    take(hall)
    gray = kiosk.picture().convert("L").crop((88, 881, 457, 1250))
    left = (369 - 37 * 9) // 2
    middles = {
        gray.getpixel((left + 9 * x + 4, left + 9 * y + 4)) for x in range(37) for y in range(37)
    }
    assert middles == {0, 255}
    edges = [gray.getpixel((left + 4 * 9 + at, left + 4 * 9 + 4)) for at in range(-1, 64)]
    assert edges == [255] + [0] * 63 + [255]


def test_real_touches_lead_from_home_to_a_number(kiosk: Any) -> None:  # noqa: ANN401
    hall = start(kiosk)
    kiosk.tap(200, 980)
    assert hall.screen() is Screen.FIELD
    kiosk.tap(500, 570)
    assert hall.screen() is Screen.CONFIRM
    kiosk.tap(96, 790)
    assert hall.booth.view.ticked == {0}
    kiosk.tap(975, 1320)
    assert hall.screen() is Screen.CHOICES
    kiosk.tap(540, 440)
    assert hall.booth.view.priority == "elderly"
    kiosk.tap(540, 1480)
    assert hall.screen() is Screen.TICKET
    assert hall.teller.asked[0]["priority"] == "elderly"
    kiosk.tap(540, 1520)
    assert hall.screen() is Screen.HOME


def test_the_foot_bar_goes_back_home_and_speaks_english(kiosk: Any) -> None:  # noqa: ANN401
    hall = start(kiosk)
    kiosk.tap(540, 350)
    assert hall.screen() is Screen.SEARCH
    kiosk.tap(980, 1810)
    assert "Which one do you need?" not in kiosk.texts()
    assert hall.booth.view.lang == "en"
    assert "Clear all" in kiosk.texts()
    kiosk.tap(100, 1810)
    assert hall.screen() is Screen.HOME
    assert "What do you need today?" in kiosk.texts()


def test_typed_letters_show_and_results_can_be_touched(kiosk: Any) -> None:  # noqa: ANN401
    hall = start(kiosk)
    kiosk.tap(540, 350)
    for letter in "so do":
        left, top, width, height = kiosk.box(Key, letter=letter)
        kiosk.tap(left + width / 2, top + height / 2)
    assert hall.booth.view.phrase == "so do"
    assert "so do" in kiosk.texts()
    kiosk.tap(540, 480)
    assert hall.screen() is Screen.CONFIRM
    assert hall.booth.view.errand is not None
    assert hall.booth.view.errand.procedure == "1.013978"


def test_a_press_shows_in_the_next_frame_and_stays_while_the_answer_is_out(
    kiosk: Any,  # noqa: ANN401
) -> None:
    hall = start(kiosk, Hall(known=FULL, net=Later()))
    hall.booth.choose(BIRTH)
    kiosk.settle()
    assert kiosk.picture().getpixel((60, 1480)) == rgb("son")
    finger = kiosk.press(540, 1480)
    kiosk.frames(1)
    assert kiosk.picture().getpixel((60, 1480)) == rgb("son_deep")
    kiosk.lift(finger)
    kiosk.frames(6)
    assert kiosk.picture().getpixel((60, 1480)) == rgb("son_deep")
    hall.clock.go(0.4)
    kiosk.app.render()
    kiosk.frames()
    assert "Đang lấy số…" in kiosk.texts()


def test_a_double_tap_takes_one_number(kiosk: Any) -> None:  # noqa: ANN401
    hall = start(kiosk, Hall(known=FULL, net=Later()))
    hall.booth.choose(BIRTH)
    kiosk.settle()
    for _ in range(5):
        kiosk.lift(kiosk.press(540, 1480))
        kiosk.frames(1)
    assert isinstance(hall.net, Later)
    hall.net.do()
    assert len(hall.teller.asked) == 1


def test_the_second_half_of_a_double_tap_does_not_reach_the_next_screen(
    kiosk: Any,  # noqa: ANN401
) -> None:
    hall = start(kiosk)
    kiosk.settle()
    kiosk.lift(kiosk.press(200, 980))
    hall.clock.go(0.2)
    kiosk.lift(kiosk.press(200, 980))
    kiosk.frames()
    assert hall.screen() is Screen.FIELD
    hall.clock.go(0.2)
    kiosk.lift(kiosk.press(200, 980))
    kiosk.frames()
    assert hall.screen() is Screen.CONFIRM


def test_a_finger_that_slides_off_takes_its_touch_back(kiosk: Any) -> None:  # noqa: ANN401
    hall = start(kiosk)
    kiosk.settle()
    finger = kiosk.press(200, 980)
    finger.move({"sx": 0.9, "sy": 0.1})
    kiosk.lift(finger)
    kiosk.frames()
    assert hall.screen() is Screen.HOME


def test_the_question_after_silence_covers_the_screen_and_a_touch_answers_it(
    kiosk: Any,  # noqa: ANN401
) -> None:
    hall = start(kiosk)
    hall.booth.choose(BIRTH)
    kiosk.settle()
    hall.clock.go(50)
    hall.booth.tick()
    kiosk.app.render()
    kiosk.frames()
    assert "Ông/bà còn đó không?" in kiosk.texts()
    kiosk.lift(kiosk.press(540, 1480))
    kiosk.app.render()
    kiosk.frames()
    assert "Ông/bà còn đó không?" not in kiosk.texts()
    assert hall.screen() is Screen.CONFIRM
    assert hall.teller.asked == []


def test_what_is_not_there_takes_no_touch(kiosk: Any) -> None:  # noqa: ANN401
    hall = start(kiosk, Hall(known=SHUT))
    hall.booth.browse()
    hall.booth.choose(BIRTH)
    kiosk.tap(540, 1480)
    kiosk.tap(975, 1320)
    assert hall.teller.asked == []
    assert not hall.booth.view.priority


def test_the_closed_screen_is_dark_and_the_open_one_light(kiosk: Any) -> None:  # noqa: ANN401
    hall = start(kiosk, Hall(known=SHUT))
    assert kiosk.picture().getpixel((20, 300)) == rgb("paper", "hall")
    hall.learn(FULL)
    kiosk.app.render()
    assert kiosk.picture().getpixel((20, 300)) == rgb("paper")


def test_every_letter_of_the_alphabet_is_drawn(kiosk: Any) -> None:  # noqa: ANN401
    del kiosk
    letters = "aăâeêioôơuưyđ"
    marked = [
        "aàáảãạ", "ăằắẳẵặ", "âầấẩẫậ", "eèéẻẽẹ", "êềếểễệ", "iìíỉĩị",
        "oòóỏõọ", "ôồốổỗộ", "ơờớởỡợ", "uùúủũụ", "ưừứửữự", "yỳýỷỹỵ",
    ]  # fmt: skip
    every = set(letters + "".join(marked) + letters.upper() + "".join(marked).upper() + "₫–·…“”×")
    for font, bold in (("number", False), ("text", False), ("text", True)):
        missing = glass_ink("\U0010ffff", font, bold=bold)
        blank = [each for each in every if glass_ink(each, font, bold=bold) == missing]
        assert blank == []


def glass_ink(letter: str, font: str, *, bold: bool) -> bytes:
    """How a letter is drawn."""
    label = fit.Text(text=letter, font_name=font, font_size=60, bold=bold)
    label.refresh()
    return bytes(label.texture.pixels)


def test_another_window_size_shows_the_same_and_takes_touches_in_the_right_place(
    kiosk: Any,  # noqa: ANN401
) -> None:
    hall = start(kiosk)
    stage = kiosk.app.stage
    before = stage.ratio, stage.shift
    stage.ratio, stage.shift = 0.5, (100.0, 50.0)
    kiosk.settle()
    x, y = stage.to_parent(200, 1920 - 980)
    kiosk.lift(kiosk.press(x, 1920 - y))
    stage.ratio, stage.shift = before
    kiosk.frames()
    assert hall.screen() is Screen.FIELD


def test_a_thousand_boards_draw_nothing_new_on_the_first_screen(kiosk: Any) -> None:  # noqa: ANN401
    hall = start(kiosk)
    drawn: list[object] = []
    kiosk.app.witnesses.append(drawn.append)
    for seq in range(1000):
        board: Board = replace(BOARD, seq=seq)
        hall.learn(replace(FULL, board=board))
    kiosk.app.witnesses.clear()
    assert drawn == []


def test_two_touches_bring_a_regular_from_the_first_screen_to_the_paper(kiosk: Any) -> None:  # noqa: ANN401
    hall = start(kiosk)
    for chip in sorted(kiosk.widgets(ChipButton), key=lambda each: each.x):
        code, (left, top, width, height) = chip.it.code, glass.box(chip)
        kiosk.tap(left + width / 2, top + height / 2)
        left, top, width, height = kiosk.box(parts.Primary)
        kiosk.tap(left + width / 2, top + height / 2)
        assert hall.screen() is Screen.TICKET
        assert hall.teller.asked[-1]["procedures"] == (code,)
        kiosk.tap(540, 1520)
    assert len(hall.mill.printed) == 3
