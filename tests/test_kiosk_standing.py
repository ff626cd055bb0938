"""Before the number the kiosk says how the queue stands, until when, and what helps instead."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from kiosk.choosing import Way
from kiosk.clock import HALL_TIME
from kiosk.keeper import Keeper
from kiosk.known import Known, lapsed, seen_anew
from kiosk.sheets.confirm import ConfirmSheet, confirm
from kiosk.sheets.field import field
from kiosk.sheets.tongue import Tongue
from kiosk.view import Door, Screen
from luot import words
from luot.client import Refused
from luot.domain.rules import Hours, Queue, Session
from luot.domain.standing import Availability, Standing
from tests.kiosk_hall import BIRTH, BOARD, KNOWN, MORNING, OFFER, Hall, Later
from tests.test_kiosk_keeper import Server, more, waiting

VI, EN = (Tongue(words.load(lang)) for lang in ("vi", "en"))
ASKED = (*OFFER.queues, Queue(letter="X", name="Hướng dẫn", name_en="Guidance"))
TOMORROW = datetime(2026, 11, 24, 7, 10, tzinfo=HALL_TIME)
BACK = datetime(2026, 11, 23, 10, 15, tzinfo=HALL_TIME)
FULL = Refused(
    "queue-full", "Hết số.", 409, {"queue": "A", "until": TOMORROW.isoformat(), "opens_at": "-"}
)


def known(
    state: Standing, until: datetime | None = None, guidance: Standing | None = None
) -> Known:
    """A hall whose queue A stands so; with `guidance` it has a queue for that, which stands so."""
    land, result = BOARD.queues
    rows = [replace(land, state=state, until=until), result]
    if guidance is not None:
        rows.append(replace(result, queue="X", letter="X", state=guidance))
    offer = replace(OFFER, queues=ASKED if guidance else OFFER.queues)
    return replace(KNOWN, offer=offer, board=replace(BOARD, queues=tuple(rows)))


def before(hall: Hall, tongue: Tongue = VI) -> ConfirmSheet:
    """The screen before the number, now."""
    return confirm(
        hall.booth.view, hall.booth.known, hall.clock.seconds(), tongue, hall.booth.printer
    )


@pytest.mark.parametrize(
    ("state", "until", "said"),
    [
        (Standing.OPEN, None, ""),
        (
            Standing.CLOSED,
            TOMORROW,
            "Giờ này chưa nhận việc này.\nLấy số lại từ 07:10, Thứ Ba, 24/11.",
        ),
        (Standing.FULL, TOMORROW, "Hôm nay đã phát hết số.\nLấy số lại từ 07:10, Thứ Ba, 24/11."),
        (Standing.FULL, None, "Hôm nay đã phát hết số.\nChưa rõ khi nào lấy số lại."),
        (
            Standing.AWAY,
            BACK,
            "Quầy tạm vắng, dự kiến từ\u00a010:15.\n7 người phía trước.\nVẫn lấy số được.",
        ),
        (
            Standing.AWAY,
            None,
            "Quầy tạm vắng, chưa rõ đến khi nào.\n7 người phía trước.\nVẫn lấy số được.",
        ),
    ],
)
def test_the_kiosk_says_how_the_queue_stands_and_until_when(
    state: Standing, until: datetime | None, said: str
) -> None:
    hall = Hall(known=known(state, until))
    hall.booth.choose(BIRTH.code)
    sheet = before(hall)
    assert sheet.closed == said
    assert bool(sheet.take) is (state in {Standing.OPEN, Standing.AWAY})
    assert bool(sheet.figures.ahead) is (state is Standing.OPEN)


@pytest.mark.parametrize(
    ("state", "until", "said"),
    [
        (
            Standing.FULL,
            TOMORROW,
            ("Hôm nay đã phát hết số.", "Lấy số lại từ 07:10, Thứ Ba, 24/11."),
        ),
        (Standing.AWAY, BACK, ("Quầy tạm vắng, dự kiến từ\u00a010:15.", "Vẫn lấy số được.")),
    ],
)
def test_the_list_of_a_field_says_so_before_anything_is_chosen(
    state: Standing, until: datetime, said: tuple[str, str]
) -> None:
    hall = Hall(known=known(state, until))
    hall.booth.open_field("ho-tich")
    sheet = field(hall.booth.view, hall.booth.known, VI)
    assert (sheet.waiting, sheet.wait) == said


def test_it_says_so_in_english_too() -> None:
    hall = Hall(known=known(Standing.AWAY, BACK))
    hall.booth.choose(BIRTH.code)
    said = "No counter now; expected at\u00a010:15.\n7 people ahead.\n"
    assert before(hall, EN).closed == f"{said}You still get a number."


@pytest.mark.parametrize("state", [Standing.CLOSED, Standing.FULL])
def test_where_no_number_is_given_a_press_sends_nothing(state: Standing) -> None:
    hall = Hall(known=known(state, TOMORROW))
    hall.booth.choose(BIRTH.code)
    hall.booth.take()
    hall.booth.clerk.go_on()
    assert hall.teller.asked == []
    assert hall.screen() is Screen.CONFIRM


@pytest.mark.parametrize(
    ("guidance", "prints", "way"),
    [
        (Standing.OPEN, True, Way.GUIDANCE),
        (Standing.AWAY, True, Way.GUIDANCE),
        (Standing.FULL, True, Way.PAPERS),
        (Standing.CLOSED, True, Way.PAPERS),
        (None, True, Way.PAPERS),
        (None, False, Way.PAPERS),
    ],
)
def test_the_red_button_holds_the_best_other_way(
    guidance: Standing | None,
    prints: bool,  # noqa: FBT001
    way: Way,
) -> None:
    hall = Hall(known=known(Standing.CLOSED, TOMORROW, guidance), prints=prints)
    hall.booth.choose(BIRTH.code)
    sheet = before(hall)
    assert (sheet.way, sheet.take) == (way, "")
    assert sheet.other
    assert sheet.other_icon


def test_without_a_printer_and_a_page_for_the_phone_there_is_the_way_home() -> None:
    told = known(Standing.CLOSED, TOMORROW)
    assert told.offer is not None
    bare = replace(told, offer=replace(told.offer, papers=None, portal=None))
    hall = Hall(known=bare, prints=False)
    hall.booth.choose(BIRTH.code)
    assert before(hall).way is Way.HOME


def test_guidance_is_one_touch_away_and_back_is_where_the_matter_was_chosen() -> None:
    hall = Hall(known=known(Standing.FULL, TOMORROW, Standing.OPEN))
    hall.booth.open_field("ho-tich")
    hall.booth.choose(BIRTH.code)
    hall.booth.clerk.go_another_way(Way.GUIDANCE)
    errand = hall.booth.view.errand
    assert errand is not None
    assert (errand.door, hall.screen()) == (Door.ASK, Screen.CONFIRM)
    assert before(hall).take
    hall.booth.go_back()
    assert hall.screen() is Screen.FIELD


def test_another_matter_is_a_fresh_first_screen() -> None:
    hall = Hall(known=known(Standing.FULL))
    hall.booth.choose(BIRTH.code)
    hall.booth.clerk.go_another_way(Way.HOME)
    assert hall.screen() is Screen.HOME


def test_full_is_not_full_for_whoever_asks_for_priority() -> None:
    hall = Hall(known=known(Standing.FULL, TOMORROW))
    hall.booth.choose(BIRTH.code)
    offered = before(hall).priority
    assert offered is not None
    assert offered.who == "Được ưu tiên vẫn lấy được số."
    hall.booth.clerk.set_priority("priority")
    sheet = before(hall)
    assert (bool(sheet.take), sheet.way) == (True, None)
    hall.booth.take()
    assert hall.screen() is Screen.TICKET


def test_closed_is_closed_for_everyone() -> None:
    hall = Hall(known=known(Standing.CLOSED, TOMORROW))
    hall.booth.choose(BIRTH.code)
    assert before(hall).priority is None
    hall.booth.clerk.set_priority("priority")
    assert before(hall).take == ""


def test_a_queue_that_filled_up_before_the_press_is_told_on_the_same_screen() -> None:
    hall = Hall(net=Later())
    hall.teller.answers = [FULL]
    hall.booth.choose(BIRTH.code)
    hall.booth.take()
    assert isinstance(hall.net, Later)
    hall.net.do()
    view = hall.booth.view
    assert (view.screen, view.trail, view.asked_at) == (Screen.CONFIRM, (Screen.HOME,), None)
    assert view.turned_away == Availability(state=Standing.FULL, until=TOMORROW)
    sheet = before(hall)
    assert sheet.closed.startswith("Hôm nay đã phát hết số.")
    assert (sheet.take, sheet.way) == ("", Way.PAPERS)


def test_a_purpose_with_another_queue_is_asked_anew() -> None:
    results = (*OFFER.queues, Queue(letter="R", name="Trả kết quả", name_en="Results"))
    hall = Hall(known=replace(KNOWN, offer=replace(OFFER, queues=results)))
    hall.teller.answers = [FULL]
    hall.booth.choose(BIRTH.code)
    hall.booth.take()
    assert before(hall).take == ""
    hall.booth.clerk.set_purpose("collect")
    assert before(hall).take


def test_nothing_is_said_of_a_queue_while_the_server_is_away() -> None:
    hall = Hall(known=replace(known(Standing.FULL, TOMORROW), contact=False))
    hall.booth.choose(BIRTH.code)
    sheet = before(hall)
    assert sheet.closed == ""
    assert sheet.take


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 23, hour, minute, tzinfo=HALL_TIME)


FORENOON = Hours(week=((Session(opens=time(8), closes=time(11)),),) * 7, early=0)
ALL_DAY = Hours(week=((Session(opens=time(7), closes=time(17)),),) * 7, early=0)


@pytest.mark.parametrize(
    ("state", "until", "now", "over"),
    [
        (Standing.OPEN, None, at(10), False),
        (Standing.OPEN, None, at(11, 1), True),
        (Standing.CLOSED, at(8), at(7, 59), False),
        (Standing.CLOSED, at(8), at(8), True),
        (Standing.AWAY, BACK, at(10, 14), False),
        (Standing.AWAY, BACK, at(10, 15), True),
        (Standing.AWAY, None, at(10), False),
    ],
)
def test_what_time_alone_changes_is_noticed(
    state: Standing,
    until: datetime | None,
    now: datetime,
    over: bool,  # noqa: FBT001
) -> None:
    queues = tuple(replace(each, hours=FORENOON) for each in OFFER.queues)
    offer = replace(OFFER, hours=ALL_DAY, queues=queues)
    board = replace(BOARD, queues=(replace(BOARD.queues[0], state=state, until=until),))
    hall = replace(KNOWN, offer=offer, board=board)
    assert lapsed(hall, now) is over
    assert not lapsed(replace(hall, contact=False), now)


def test_a_hall_that_has_opened_has_no_closed_queues_but_those_with_hours_of_their_own() -> None:
    shut = replace(BOARD.queues[0], state=Standing.CLOSED, until=at(8))
    hall = replace(KNOWN, board=replace(BOARD, queues=(shut,)))
    assert lapsed(hall, at(7, 59))
    assert not lapsed(replace(hall, offer=replace(OFFER, open=False)), at(7, 59))


def test_the_board_is_asked_for_anew_when_its_time_has_come() -> None:
    past = replace(BOARD.queues[0], state=Standing.AWAY, until=MORNING - timedelta(minutes=1))
    there = replace(BOARD.queues[0], state=Standing.OPEN)
    server = Server(
        boards=[replace(BOARD, queues=(past,)), replace(BOARD, queues=(there,))], offers=[OFFER]
    )
    keeper = Keeper(server)
    server.stream.put(None)
    keeper.listen()
    keeper.ask_in_turn()
    assert keeper.known.queue("A") == there
    assert server.boards == []
    keeper.ask_in_turn()
    assert keeper.known.queue("A") == there


def test_an_older_board_undoes_no_event_and_an_event_is_taken_in_once() -> None:
    server = Server(boards=[BOARD])
    for change in (more(9, 9), more(8, 8), None):
        server.stream.put(change)
    keeper = Keeper(server)
    keeper.listen()
    assert waiting(keeper) == 9
    assert seen_anew(replace(BOARD, seq=8), keeper.known) is keeper.known
    assert seen_anew(replace(BOARD, seq=9, epoch="other"), keeper.known) is keeper.known
    assert seen_anew(replace(BOARD, seq=9), keeper.known).board == replace(BOARD, seq=9)
