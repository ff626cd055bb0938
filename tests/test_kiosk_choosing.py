"""How a citizen finds and chooses what they came for, as the kiosk's screens say it."""

from dataclasses import replace

import pytest

from kiosk.known import offered
from kiosk.sheets.choices import ChoicesSheet
from kiosk.sheets.confirm import ConfirmSheet
from kiosk.sheets.field import FieldSheet
from kiosk.sheets.glass import glass
from kiosk.sheets.home import HomeSheet
from kiosk.sheets.search import SearchSheet, search
from kiosk.sheets.tongue import Tongue
from kiosk.view import Errand, Screen, View
from luot import words
from luot.domain import life
from luot.domain.rules import PRIORITIES, PriorityClass, Queue
from server.catalogue import starter
from tests.kiosk_hall import BOARD, KNOWN, OFFER, Hall

VI, EN = Tongue(words.load("vi")), Tongue(words.load("en"))
BIRTH, COPY = "1.001193", "2.000815"
ORDINARY = PRIORITIES[0]
CATALOGUE = starter()
STARTER = replace(
    offered(
        replace(
            OFFER,
            fields=CATALOGUE.fields,
            procedures=CATALOGUE.procedures,
            priorities=PRIORITIES,
        )
    ),
    board=BOARD,
    contact=True,
)


def searched(phrase: str, tongue: Tongue = VI) -> SearchSheet:
    return search(View(screen=Screen.SEARCH, phrase=phrase), STARTER, tongue)


def test_one_phrase_for_several_matters_is_asked_back_in_the_catalogues_own_letters() -> None:
    sheet = searched("so do")
    assert sheet.heading == "Ông/bà cần việc nào về sổ đỏ?"
    assert [row.name for row in sheet.rows] == [
        "Làm [u]sổ đỏ[/u] lần đầu",
        "Sang tên [u]sổ đỏ[/u]",
        "Đổi [u]sổ đỏ[/u] cũ",
        "Mất [u]sổ đỏ[/u]",
    ]
    assert searched("land", EN).heading == "What do you need about land?"


def test_whatever_is_asked_back_about_comes_first() -> None:
    asked = STARTER.shelf.finding.answer("nuoc").ask
    assert [row.id for row in searched("nuoc").rows] == [one.code for one in asked]


def test_words_that_stand_in_no_name_are_not_put_into_the_question() -> None:
    assert searched("so do", EN).heading == "Which one do you need?"


def test_what_is_done_elsewhere_is_said_with_who_does_it_and_few_rows() -> None:
    sheet = searched("ly hon")
    assert (sheet.elsewhere, sheet.heading) == (True, "Việc này không làm ở đây")
    assert sheet.nothing == "Việc này do Tòa án nhân dân giải quyết."
    assert len(sheet.rows) <= 2
    assert sheet.chips == ()


def test_a_phrase_without_any_match_sends_to_the_guidance_counter() -> None:
    sheet = searched("zzqx")
    assert (sheet.heading, sheet.rows) == ("Chưa tìm thấy", ())
    assert sheet.nothing == "Thử từ khác, hoặc lấy số hỏi quầy hướng dẫn."


def standing(code: str = BIRTH) -> Hall:
    """Someone before the number for a procedure."""
    hall = Hall(known=STARTER)
    hall.booth.choose(code)
    return hall


def confirmed(hall: Hall) -> ConfirmSheet:
    sheet = glass(hall.booth, hall.clock).sheet
    assert isinstance(sheet, ConfirmSheet)
    return sheet


def questioned(hall: Hall) -> ChoicesSheet:
    sheet = glass(hall.booth, hall.clock).sheet
    assert isinstance(sheet, ChoicesSheet)
    return sheet


def test_priority_is_offered_by_class_without_proof_and_with_a_way_to_say_nothing() -> None:
    hall = standing()
    hall.booth.clerk.offer_priority()
    sheet = questioned(hall)
    assert sheet.line == "Không cần giấy tờ. Trên phiếu không ghi lý do."
    assert [row.name for row in sheet.rows] == [
        "Từ 75 tuổi trở lên",
        "Khuyết tật nặng, đặc biệt nặng",
        "Đang mang thai",
        "Đi cùng con nhỏ",
        "Người có công",
        "Không muốn nói",
    ]
    hall.booth.clerk.decide("small-child")
    asked = confirmed(hall).priority
    assert asked is not None
    assert (asked.chosen, asked.who) == (True, "Đi cùng con nhỏ")
    hall.booth.take()
    assert hall.teller.asked[0]["priority"] == "small-child"
    assert hall.mill.printed == [("A012", "vi", True)]


def test_going_back_from_the_classes_leaves_priority_as_it_was() -> None:
    hall = standing()
    hall.booth.clerk.offer_priority()
    hall.booth.go_back()
    hall.booth.take()
    assert hall.teller.asked[0]["priority"] is None


def test_a_centre_with_one_class_asks_nothing_more() -> None:
    offer = replace(OFFER, priorities=(ORDINARY, PriorityClass(code="vip", credit=5, name="Khách")))
    hall = Hall(known=replace(offered(offer), board=BOARD, contact=True))
    hall.booth.choose(BIRTH)
    hall.booth.clerk.offer_priority()
    asked = confirmed(hall).priority
    assert asked is not None
    assert (asked.chosen, asked.who) == (True, "Khách")


def test_a_centre_without_classes_offers_no_priority() -> None:
    offer = replace(OFFER, priorities=(ORDINARY,))
    hall = Hall(known=replace(offered(offer), board=BOARD, contact=True))
    hall.booth.choose(BIRTH)
    hall.booth.clerk.offer_priority()
    assert confirmed(hall).priority is None


def test_handing_in_is_taken_for_granted_and_another_purpose_is_one_touch() -> None:
    hall = standing()
    assert [(each.id, each.chosen) for each in confirmed(hall).purposes] == [
        ("submit", True),
        ("supplement", False),
        ("collect", False),
        ("pay", False),
        ("ask", False),
    ]
    hall.booth.clerk.set_purpose("supplement")
    hall.booth.take()
    asked = hall.teller.asked[0]
    assert (asked["procedures"], asked["purpose"]) == ((BIRTH,), "supplement")


def test_a_result_is_waited_for_where_results_are_handed_out() -> None:
    queues = (*OFFER.queues, Queue(letter="R", name="Trả kết quả", name_en="Results"))
    assert STARTER.offer is not None
    known = replace(STARTER, offer=replace(STARTER.offer, queues=queues))
    hall = Hall(known=known)
    hall.booth.choose(BIRTH)
    hall.booth.clerk.set_purpose("collect")
    assert confirmed(hall).figures.ahead == "0"
    hall.booth.clerk.set_purpose("ask")
    assert confirmed(hall).figures.ahead == "7"
    hall.booth.clerk.set_purpose("collect")
    hall.booth.take()
    asked = hall.teller.asked[0]
    assert (asked["queue"], asked["procedures"], asked["purpose"]) == ("R", (), "collect")


def test_several_matters_share_one_number_and_their_papers_one_list() -> None:
    hall = standing()
    hall.booth.tick_paper(0)
    hall.booth.clerk.add_more()
    sheet = glass(hall.booth, hall.clock).sheet
    assert isinstance(sheet, HomeSheet)
    assert (sheet.question, sheet.basket) == ("Cần thêm việc nào nữa?", "Đăng ký khai sinh")
    assert sheet.doors == ()
    hall.booth.choose(COPY)
    seen = confirmed(hall)
    assert (seen.title, seen.sub) == ("2 việc trên một số", "Đăng ký khai sinh + Sao y bản chính")
    assert seen.papers[0].ticked
    assert (len(seen.papers), seen.papers_more) == (5, "Xem tiếp (1/2)")
    hall.booth.take()
    assert hall.teller.asked[0]["procedures"] == (BIRTH, COPY)


def test_a_matter_goes_on_a_number_once_and_four_are_enough() -> None:
    hall = standing()
    for code in (BIRTH, COPY, "1.010041", "1.000894"):
        hall.booth.clerk.add_more()
        hall.booth.choose(code)
    errand = hall.booth.view.errand
    assert errand is not None
    assert errand.procedures == (BIRTH, COPY, "1.010041", "1.000894")
    assert confirmed(hall).add == ""
    hall.booth.clerk.add_more()
    assert hall.screen() is Screen.CONFIRM


def test_going_back_adds_nothing() -> None:
    hall = standing()
    hall.booth.clerk.add_more()
    hall.booth.go_back()
    assert confirmed(hall).title == "Đăng ký khai sinh"
    hall.booth.go_back()
    hall.booth.choose(COPY)
    assert hall.booth.view.errand == Errand(queue="C", procedure=COPY)


def crowded(*, waiting: int, last_wait: int | None) -> Hall:
    queue = replace(BOARD.queues[0], waiting=waiting, last_wait=last_wait)
    hall = Hall(known=replace(STARTER, board=replace(BOARD, queues=(queue,))))
    hall.booth.choose(BIRTH)
    hall.booth.take()
    return hall


@pytest.mark.parametrize(("waiting", "last_wait"), [(20, 5), (3, 45), (20, None)])
def test_a_long_wait_is_told_and_asked_about_once(waiting: int, last_wait: int | None) -> None:
    hall = crowded(waiting=waiting, last_wait=last_wait)
    sheet = questioned(hall)
    assert (sheet.go, sheet.leave) == ("Vẫn lấy số", "Để sau")
    assert f"Đang có [b]{waiting} người chờ.[/b]" in sheet.tell
    assert hall.teller.asked == []
    hall.booth.clerk.go_on()
    assert hall.screen() is Screen.TICKET
    assert len(hall.teller.asked) == 1


@pytest.mark.parametrize(("waiting", "last_wait"), [(19, 44), (19, None), (0, 0)])
def test_an_ordinary_wait_is_not_asked_about(waiting: int, last_wait: int | None) -> None:
    assert crowded(waiting=waiting, last_wait=last_wait).screen() is Screen.TICKET


def test_every_life_event_leads_to_procedures_of_the_catalogue() -> None:
    for event in life.EVENTS:
        assert len(life.of(event, CATALOGUE)) == len(event.codes)


def test_a_life_event_leads_to_its_procedures_and_on_to_a_number() -> None:
    hall = Hall(known=STARTER)
    hall.booth.clerk.open_life()
    assert len(questioned(hall).rows) == len(life.EVENTS)
    hall.booth.clerk.decide("marriage")
    sheet = glass(hall.booth, hall.clock).sheet
    assert isinstance(sheet, FieldSheet)
    assert (sheet.title, sheet.rows[0].name) == ("Kết hôn", "Đăng ký kết hôn")
    hall.booth.choose(sheet.rows[0].id)
    hall.booth.take()
    assert hall.teller.asked[0]["procedures"] == (sheet.rows[0].id,)


def test_a_centre_shows_only_life_events_that_it_has_to_do_with() -> None:
    assert [each.id for each in life.offered(KNOWN.shelf.catalogue)] == ["birth", "marriage"]
