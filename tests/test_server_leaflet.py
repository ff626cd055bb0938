"""The page of papers to bring, in a real browser: read, ticked, printed, in every language."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import time
from typing import Any

import httpx
import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from luot.domain.procedure import Catalogue, Online
from luot.domain.rules import Hours, Session
from luot.web import pages
from server import leaflet
from server.catalogue import starter
from tests.screens import CENTRE, chromium, served

pytestmark = pytest.mark.screen

BIRTH, MARRIAGE, BUILDING, NO_LIST = "1.001193", "1.000894", "1.013225", "1.116410"
HALF = (Session(opens=time(7, 30), closes=time(11, 30)),)
WHOLE = (*HALF, Session(opens=time(13, 30), closes=time(17)))
HOURS = Hours(week=(WHOLE, WHOLE, WHOLE, WHOLE, WHOLE, HALF, ()))
CUT = """(width) => [...document.querySelectorAll("body *")]
  .filter((e) => e.getClientRects().length)
  .filter((e) => e.getBoundingClientRect().right > width + 1)
  .map((e) => `${e.tagName} ${e.className} ${e.textContent}`)"""


def app(portal: str = "https://dichvucong.gov.vn", catalogue: Catalogue | None = None) -> Flask:
    made = Flask(__name__, static_folder=None)
    pages.register(made, languages=("vi", "en"))
    pages.mount(made, "server", "server")
    leaflet.register(
        made,
        leaflet.Source(
            centre=lambda: CENTRE,
            catalogue=lambda: catalogue or starter(),
            hours=lambda: HOURS,
            portal=portal,
        ),
    )
    return made


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with served(app()) as url:
        yield url


def phone(browser: Browser, **more: Any) -> Any:  # noqa: ANN401
    return browser.new_context(
        viewport={"width": 390, "height": 844}, locale="vi-VN", has_touch=True, **more
    )


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with phone(browser) as context:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        yield page
        assert errors == []


def lines(page: Page) -> list[str]:
    text = page.inner_text("main").replace("\u00a0", " ")
    return [line for line in text.splitlines() if line.strip()]


BIRTH_LINES = [
    "Giấy tờ cần có",
    "Đây không phải phiếu lấy số. Khi đến, mời lấy số tại ki-ốt.",
    "Đăng ký khai sinh",
    "Giấy chứng sinh (bản chính)",
    "Căn cước của cha hoặc mẹ",
    "Giấy chứng nhận kết hôn của cha mẹ, nếu có",
    "Tờ khai đăng ký khai sinh",
    "Văn bản ủy quyền, nếu đi làm thay",
    "Thông tin nơi cư trú của cha mẹ",
    "Lệ phí: hỏi tại quầy",
    "Mã thủ tục 1.001193",
    "Có thể nộp trực tuyến",
    "Trên cổng, tìm mã 1.001193.",
    "Mở trang nộp trực tuyến",
]
HOUR_LINES = [
    "Giờ làm việc",
    "Trung tâm Phục vụ hành chính công Phường Đông Sơn",
    "Thứ Hai – Thứ Sáu",
    "07:30 – 11:30, 13:30 – 17:00",
    "Thứ Bảy",
    "07:30 – 11:30",
]
KEPT = "Chạm để đánh dấu giấy tờ đã có. Dấu chỉ nằm trong điện thoại này."


def test_papers_fee_going_online_and_hours_are_read_on_the_phone(page: Page, url: str) -> None:
    page.goto(f"{url}/G/{BIRTH}")
    assert lines(page) == [*BIRTH_LINES, KEPT, *HOUR_LINES]
    assert page.get_attribute(".online a", "href") == "https://dichvucong.gov.vn"


def test_it_is_read_without_scripts_too(browser: Browser, url: str) -> None:
    with phone(browser, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{url}/G/{BIRTH}")
        assert lines(page) == [*BIRTH_LINES, *HOUR_LINES]
        page.locator("label").first.click()
        assert page.locator("input:checked").count() == 1


def test_ticks_stay_in_the_phone_and_go_nowhere(page: Page, url: str) -> None:
    sent: list[str] = []
    page.goto(f"{url}/G/{BIRTH}")
    page.on("request", lambda asked: sent.append(asked.url))
    page.get_by_text("Căn cước của cha hoặc mẹ").click()
    page.get_by_text("Tờ khai đăng ký khai sinh").click()
    page.get_by_text("Tờ khai đăng ký khai sinh").click()
    assert [each for each in sent if "/static/" not in each] == []
    page.reload()
    ticked = [box.is_checked() for box in page.locator("input").all()]
    assert ticked == [False, True, False, False, False, False]
    assert page.context.cookies() == []


def test_it_speaks_the_language_of_its_address_and_of_a_touch(page: Page, url: str) -> None:
    page.goto(f"{url}/G/{BIRTH}?lang=en")
    assert lines(page)[:3] == [
        "Papers to bring",
        "This is not a queue ticket. When you come, take a number at the kiosk.",
        "Birth",
    ]
    assert "You can apply online" in lines(page)
    page.click(".lang")
    assert lines(page)[0] == "Giấy tờ cần có"


def test_several_matters_stand_on_one_page_each_with_its_own_papers(page: Page, url: str) -> None:
    page.goto(f"{url}/G/{BIRTH}+{NO_LIST}+{BIRTH}")
    heads = page.locator("h2").all_inner_texts()
    assert heads == ["Đăng ký khai sinh", "Đổi, cấp lại căn cước", "Giờ làm việc"]
    assert "Chưa có danh sách giấy tờ cho việc này. Xin hỏi tại quầy." in lines(page)
    # Nothing is known of it going online: nothing is said.
    assert page.locator(".online").count() == 1


@pytest.mark.parametrize("codes", ["1.000000", "x", "%22%3E%3Cscript%3E", "+", f"x{BIRTH}"])
def test_what_is_not_offered_here_is_told_kindly(page: Page, url: str, codes: str) -> None:
    answer = page.goto(f"{url}/G/{codes}")
    assert answer is not None
    assert answer.status == 404
    assert lines(page)[0] == "Không có thủ tục này ở đây"
    assert page.locator("main script").count() == 0


def test_a_portal_with_a_page_for_each_code_is_opened_there_and_none_where_there_is_none() -> None:
    own = replace(
        starter(),
        procedures=tuple(
            replace(one, online=Online.PARTIAL, portal="https://x.vn/own")
            if one.code == MARRIAGE
            else one
            for one in starter().procedures
        ),
    )
    for portal, code, href, say in (
        ("https://x.vn/?ma={code}", BIRTH, "https://x.vn/?ma=1.001193", "Có thể nộp trực tuyến"),
        ("", BIRTH, None, "Có thể nộp trực tuyến"),
        ("", MARRIAGE, "https://x.vn/own", "Nộp trực tuyến được một phần"),
    ):
        with app(portal, own).test_client() as client:
            text = client.get(f"/G/{code}").get_data(as_text=True).replace("\u00a0", " ")
        assert say in text
        assert ("Mở trang nộp trực tuyến" in text) == (href is not None)
        assert f'href="{href}"' in text or href is None
        assert "Trên cổng, tìm mã" not in text


def test_an_unchanged_page_is_sent_once_and_its_head_alone_can_be_asked_for(url: str) -> None:
    first = httpx.get(f"{url}/G/{BIRTH}", trust_env=False)
    tag = {"If-None-Match": first.headers["etag"]}
    again = httpx.get(f"{url}/G/{BIRTH}", headers=tag, trust_env=False)
    english = httpx.get(f"{url}/G/{BIRTH}?lang=en", headers=tag, trust_env=False)
    head = httpx.head(f"{url}/G/{BIRTH}", trust_env=False)
    assert (again.status_code, again.content, english.status_code) == (304, b"", 200)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == first.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"
    assert "default-src 'none'" in first.headers["content-security-policy"]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(("width", "size"), [(320, 100), (390, 200), (320, 200)])
def test_nothing_is_cut_on_a_small_phone_or_with_large_text(
    page: Page, url: str, width: int, size: int, lang: str
) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(f"{url}/G/{BIRTH}+{BUILDING}?lang={lang}")
    page.evaluate(f"document.documentElement.style.fontSize = '{size}%'")
    assert page.evaluate(CUT, width) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_whatever_is_touched_is_44_px_high_and_named(page: Page, url: str) -> None:
    page.goto(f"{url}/G/{BIRTH}")
    boxes = [each.bounding_box() for each in page.locator("label, a").all()]
    assert [box for box in boxes if box is None or min(box["height"], box["width"]) < 44] == []
    names = [page.get_by_role("checkbox", name=line, exact=True) for line in BIRTH_LINES[3:9]]
    assert [each.count() for each in names] == [1] * 6
    assert page.get_attribute("html", "lang") == "vi"


def test_on_paper_there_are_empty_boxes_the_address_and_nothing_to_press(
    page: Page, url: str
) -> None:
    page.goto(f"{url}/G/{BIRTH}")
    page.emulate_media(media="print")
    seen = lines(page)
    assert seen[12:14] == ["Trên cổng, tìm mã 1.001193.", "https://dichvucong.gov.vn"]
    assert not any(line in seen for line in ("Mở trang nộp trực tuyến", KEPT))
    assert not page.is_visible(".lang")
    assert page.locator("input").first.is_visible()
    assert json.loads(page.evaluate("JSON.stringify(Object.keys(localStorage))")) == []
