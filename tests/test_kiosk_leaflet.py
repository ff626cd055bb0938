"""The papers alone: by QR to the phone, on paper, or both; and where it is done online."""

from dataclasses import replace

import pytest
import zxingcpp

from kiosk.known import offered
from kiosk.sheets import documents
from kiosk.sheets.confirm import ConfirmSheet
from kiosk.sheets.glass import glass
from kiosk.sheets.leaflet import LeafletSheet
from kiosk.view import PrinterState, Screen
from luot.domain.procedure import Online
from printer.kept import Kept
from printer.profiles import profile
from printer.writer import Writer
from server.catalogue import starter
from tests.kiosk_hall import BOARD, OFFER, PAPERS, PORTAL, Hall
from tests.obeyed import obeyed, papers

BIRTH, LINKED, UNLISTED, NOWHERE = "1.001193", "2.000815", "1.004845", "1.001699"
CATALOGUE = starter()
FULL_OFFER = replace(OFFER, fields=CATALOGUE.fields, procedures=CATALOGUE.procedures)
FULL = replace(offered(FULL_OFFER), board=BOARD, contact=True)
AWAY = replace(FULL, contact=False)
NO_PORTAL = replace(offered(replace(FULL_OFFER, portal=None)), board=BOARD, contact=True)


def standing(hall: Hall, code: str = BIRTH) -> Hall:
    hall.booth.choose(code)
    hall.booth.clerk.look_at_papers()
    return hall


def seen(hall: Hall) -> LeafletSheet:
    sheet = glass(hall.booth, hall.clock).sheet
    assert isinstance(sheet, LeafletSheet)
    return sheet


def offer_of(hall: Hall, code: str = BIRTH) -> str:
    hall.booth.choose(code)
    sheet = glass(hall.booth, hall.clock).sheet
    assert isinstance(sheet, ConfirmSheet)
    return sheet.hand_out.replace("\u00a0", " ")


BESIDE = LeafletSheet(
    title="Giấy tờ, chưa lấy\u00a0số",
    sub="Đăng ký khai sinh",
    url=f"{PAPERS}{BIRTH}?lang=vi",
    head="Quét để xem giấy tờ trên điện thoại",
    line="Đánh dấu giấy tờ đã có, xem lệ\u00a0phí và thời gian.",
    portal=PORTAL,
    online="Có thể nộp trực tuyến",
    where="dichvucong.gov.vn\nTrên cổng, tìm mã 1.001193.",
    first="Chỉ in giấy tờ cần có",
    prints=True,
    done="Xong",
)
ALONE = replace(BESIDE, first="Xong", first_icon="check", prints=False, done="")
AWAY_SAYS = (
    "Máy chủ chưa trả lời nên chưa xem được trên điện thoại. "
    "Xin thử lại sau, hoặc hỏi quầy hướng dẫn."
)


def test_the_code_for_the_phone_stands_beside_the_print() -> None:
    assert seen(standing(Hall(known=FULL))) == replace(BESIDE, why_icon="wifi-off")


def test_without_a_printer_the_code_stands_alone() -> None:
    assert seen(standing(Hall(known=FULL, prints=False))) == ALONE


def test_without_paper_the_code_stands_alone_and_the_printer_is_named() -> None:
    hall = Hall(known=FULL)
    hall.mill.how = PrinterState(trouble="paper-out")
    hall.wait(6)
    said = "Máy in đang hết giấy. Mời quét mã, hoặc hỏi quầy hướng\u00a0dẫn."
    assert seen(standing(hall)) == replace(ALONE, no_paper=said)


def test_while_the_server_is_away_there_is_no_code_of_it_and_the_print_works() -> None:
    hall = standing(Hall(known=AWAY))
    assert seen(hall) == replace(BESIDE, url="", head="", line="", why=AWAY_SAYS)
    hall.booth.clerk.hand_out()
    ((errand, lang, at),) = hall.mill.handed_out
    assert documents.sheet(errand, AWAY, lang, at).url is None


def test_the_server_going_away_takes_its_code_off_the_glass_and_coming_back_brings_it() -> None:
    hall = standing(Hall(known=FULL))
    for known, url in ((AWAY, ""), (FULL, BESIDE.url)):
        hall.source.known = known
        hall.wait(0.1)
        assert (seen(hall).url, seen(hall).portal) == (url, PORTAL)


def test_an_older_server_has_no_page_and_so_no_code() -> None:
    old = replace(offered(replace(FULL_OFFER, papers=None, portal=None)), contact=True)
    assert offer_of(Hall(known=old)) == "Chỉ lấy giấy tờ"
    assert offer_of(Hall(known=old, prints=False)) == ""


def test_what_has_no_list_of_papers_leads_to_the_portal_alone() -> None:
    sheet = seen(standing(Hall(known=FULL), UNLISTED))
    assert (sheet.url, sheet.prints, sheet.portal) == ("", False, PORTAL)
    assert sheet.why == "Chưa có danh mục giấy tờ cho việc này. Xin hỏi tại quầy."


@pytest.mark.parametrize(
    ("hall", "code", "word"),
    [
        (Hall(known=FULL), BIRTH, "Giấy tờ, nộp trực tuyến"),
        (Hall(known=NO_PORTAL), BIRTH, "Chỉ lấy giấy tờ"),
        (Hall(known=FULL), LINKED, "Chỉ lấy giấy tờ"),
        (Hall(known=FULL, prints=False), LINKED, "Chỉ lấy giấy tờ"),
        (Hall(known=AWAY, prints=False), LINKED, ""),
        (Hall(known=AWAY, prints=False), BIRTH, "Giấy tờ, nộp trực tuyến"),
        (Hall(known=FULL), UNLISTED, "Giấy tờ, nộp trực tuyến"),
        (Hall(known=NO_PORTAL), UNLISTED, ""),
        (Hall(known=FULL), NOWHERE, ""),
    ],
)
def test_before_the_number_only_what_there_is_is_offered(hall: Hall, code: str, word: str) -> None:
    assert offer_of(hall, code) == word


def test_nothing_is_said_of_going_online_where_nobody_says_so() -> None:
    none = tuple(
        replace(one, online=Online.NONE) if one.code == BIRTH else one
        for one in CATALOGUE.procedures
    )
    for procedures in (none, CATALOGUE.procedures):
        code = BIRTH if procedures is none else LINKED
        known = replace(offered(replace(FULL_OFFER, procedures=procedures)), contact=True)
        sheet = seen(standing(Hall(known=known), code))
        assert (sheet.portal, sheet.online, sheet.where) == ("", "", "")


@pytest.mark.parametrize(
    ("shared", "own", "address", "where"),
    [
        ("https://x.vn/?ma={code}", None, "https://x.vn/?ma=1.001193", "x.vn/?ma=1.001193"),
        (PORTAL, "https://x.vn/own", "https://x.vn/own", "x.vn/own"),
        (None, "https://x.vn/own", "https://x.vn/own", "x.vn/own"),
        (PORTAL, f"https://x.vn/{'a' * 60}", f"https://x.vn/{'a' * 60}", ""),
    ],
)
def test_an_address_that_leads_to_the_very_page_needs_no_looking_for(
    shared: str | None, own: str | None, address: str, where: str
) -> None:
    procedures = tuple(
        replace(one, portal=own) if one.code == BIRTH else one for one in CATALOGUE.procedures
    )
    offer = replace(FULL_OFFER, procedures=procedures, portal=shared)
    sheet = seen(standing(Hall(known=replace(offered(offer), contact=True))))
    assert (sheet.portal, sheet.where) == (address, where)


def test_only_what_can_be_done_online_has_an_address_at_a_portal() -> None:
    birth = CATALOGUE.by_code[BIRTH]
    told = {level: replace(birth, online=level).portal_at(PORTAL) for level in (None, *Online)}
    assert told == dict.fromkeys(Online, PORTAL) | {None: None, Online.NONE: None}


def test_several_matters_have_one_page_and_no_portal() -> None:
    hall = Hall(known=FULL)
    hall.booth.choose(BIRTH)
    hall.booth.clerk.add_more()
    hall.booth.choose(LINKED)
    hall.booth.clerk.look_at_papers()
    sheet = seen(hall)
    assert (sheet.url, sheet.portal) == (f"{PAPERS}{BIRTH}+{LINKED}?lang=vi", "")


def test_the_phone_is_spoken_to_in_the_language_of_the_glass() -> None:
    hall = standing(Hall(known=FULL))
    hall.booth.switch_language()
    sheet = seen(hall)
    assert (sheet.url, sheet.online) == (f"{PAPERS}{BIRTH}?lang=en", "You can apply online")


def test_the_papers_alone_are_printed_without_a_number_once_and_with_their_page() -> None:
    hall = standing(Hall(known=FULL))
    hall.booth.clerk.hand_out()
    out = replace(ALONE, told="Mời lấy giấy ở khe dưới")
    assert seen(hall) == out
    hall.booth.clerk.hand_out()
    ((errand, lang, at),) = hall.mill.handed_out
    sheet = documents.sheet(errand, FULL, lang, at)
    assert (sheet.code, sheet.procedure, len(sheet.checklist)) == (BIRTH, "Đăng ký khai sinh", 6)
    assert (sheet.fee, sheet.url) == ("Lệ phí: hỏi tại quầy", f"{PAPERS}{BIRTH}?lang=vi")
    assert hall.teller.asked == []


def test_papers_that_did_not_come_out_can_be_asked_for_again() -> None:
    hall = standing(Hall(known=FULL))
    hall.mill.broken = True
    hall.booth.clerk.hand_out()
    assert (seen(hall).first, seen(hall).prints) == ("Chưa in được. In lại", True)
    hall.mill.broken = False
    hall.booth.clerk.hand_out()
    assert seen(hall).told == "Mời lấy giấy ở khe dưới"


def test_from_the_papers_one_goes_back_to_take_a_number_or_home() -> None:
    hall = standing(Hall(known=FULL))
    hall.booth.clerk.look_at_papers()
    hall.booth.go_back()
    assert hall.screen() is Screen.CONFIRM
    hall.booth.take()
    assert hall.screen() is Screen.TICKET
    hall = standing(Hall(known=FULL))
    hall.booth.go_home()
    assert (hall.screen(), hall.booth.view.errand) == (Screen.HOME, None)


def test_a_screen_of_papers_that_nobody_touches_asks_and_then_goes_home() -> None:
    hall = standing(Hall(known=FULL))
    hall.wait(50)
    assert glass(hall.booth, hall.clock).still is not None
    hall.wait(20)
    assert hall.screen() is Screen.HOME


@pytest.mark.parametrize("name", ["raster", "raster-lean", "glyphs", "tcvn3"])
def test_a_phone_reads_the_page_of_the_papers_off_paper(name: str) -> None:
    hall = standing(Hall(known=FULL))
    hall.booth.clerk.hand_out()
    ((errand, lang, at),) = hall.mill.handed_out
    work = Writer(profile(name)).job(documents.sheet(errand, FULL, lang, at), kept=Kept())
    (paper,) = papers(obeyed(work.data, profile(name)))
    (code,) = zxingcpp.read_barcodes(paper.convert("L"))
    assert code.text == f"{PAPERS}{BIRTH}?lang=vi"
