"""How a citizen finds and chooses what they came for, as the kiosk's screens say it."""

from dataclasses import replace

from kiosk.known import offered
from kiosk.sheets.search import SearchSheet, search
from kiosk.sheets.tongue import Tongue
from kiosk.view import Screen, View
from luot import words
from server.catalogue import starter
from tests.kiosk_hall import BOARD, OFFER

VI, EN = Tongue(words.load("vi")), Tongue(words.load("en"))
CATALOGUE = starter()
STARTER = replace(
    offered(replace(OFFER, fields=CATALOGUE.fields, procedures=CATALOGUE.procedures)),
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
    assert searched("bang lai").rows == ()


def test_a_phrase_without_any_match_sends_to_the_guidance_counter() -> None:
    sheet = searched("zzqx")
    assert (sheet.heading, sheet.rows) == ("Chưa tìm thấy", ())
    assert sheet.nothing == "Thử từ khác, hoặc lấy số hỏi quầy hướng dẫn."
