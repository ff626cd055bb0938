"""How a citizen finds and chooses what they came for, as the kiosk's screens say it."""

from dataclasses import replace

from kiosk.known import offered
from kiosk.sheets.choices import ChoicesSheet
from kiosk.sheets.confirm import ConfirmSheet
from kiosk.sheets.glass import glass
from kiosk.sheets.search import SearchSheet, search
from kiosk.sheets.tongue import Tongue
from kiosk.view import Screen, View
from luot import words
from luot.domain.rules import PRIORITIES, PriorityClass
from server.catalogue import starter
from tests.kiosk_hall import BOARD, OFFER, Hall

VI, EN = Tongue(words.load("vi")), Tongue(words.load("en"))
BIRTH = "1.001193"
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
    asked = STARTER.shelf.answer("nuoc").ask
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
