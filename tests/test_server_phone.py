"""The citizen's phone page in a real browser: the number first, whatever happens."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, Response, abort, jsonify, request
from playwright.sync_api import Browser, Page

from luot.web import pages
from server import phone
from tests.screens import CENTRE, chromium, served, until

pytestmark = pytest.mark.screen

CODE = "S0-7K3QW9X2M4ZD-5B21"
PAPERS = ["Tờ khai đăng ký khai sinh", "Giấy chứng sinh", "Thẻ căn cước của cha, mẹ"]
PAPERS_EN = ["Birth registration form", "Birth certificate slip", "Parents' identity cards"]
WAITING: dict[str, Any] = {
    "number": "A012",
    "state": "waiting",
    "short_name": "Đăng ký khai sinh",
    "short_name_en": "Birth registration",
    "queue": "A",
    "counter": None,
    "ahead": 7,
    "wait": None,
    "last_wait": 18,
    "checklist": PAPERS,
    "checklist_en": PAPERS_EN,
    "rated": False,
    "called_at": None,
    "calls": 0,
    "at": "2026-11-23T01:47:00.000000Z",
}
CALLED_AT = "2026-11-23T02:03:00.000000Z"


class Place:
    """One ticket as the server knows it."""

    def __init__(self) -> None:
        self.status = dict(WAITING)
        self.away = False
        self.answers: list[int] = []
        self.ratings: list[tuple[str | None, Any]] = []
        self.refuse: str | None = None

    def change(self, **changes: object) -> None:
        self.status = {**self.status, **changes}

    def ask(self) -> Response:
        if self.away:
            abort(503)
        if request.args["token"] != CODE:
            awaited = request.args["token"].startswith("K1")
            answer = jsonify(code="code-awaited" if awaited else "code-unknown")
            answer.status_code = 404
            return answer
        answer = jsonify(self.status)
        answer.add_etag()
        answer.make_conditional(request)
        self.answers.append(answer.status_code)
        return answer

    def rate(self) -> Response:
        self.ratings.append((request.headers.get("Idempotency-Key"), request.get_json()))
        if self.refuse:
            answer = jsonify(code="already-rated", title=self.refuse)
            answer.status_code = 409
            return answer
        self.change(rated=True)
        return jsonify({})

    def app(self) -> Flask:
        app = Flask(__name__, static_folder=None)
        pages.register(app)
        phone.register(app, lambda: CENTRE)
        app.add_url_rule("/api/v1/tickets/status", view_func=self.ask)
        app.add_url_rule("/api/v1/ratings", view_func=self.rate, methods=["POST"])
        return app


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def place() -> Place:
    return Place()


@pytest.fixture
def url(place: Place) -> Iterator[str]:
    with served(place.app()) as url:
        yield url


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(
        viewport={"width": 390, "height": 844}, locale="vi-VN", has_touch=True, is_mobile=True
    ) as context:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        yield page
        assert errors == []


def look(page: Page, url: str, code: str = CODE, lang: str = "") -> None:
    """Open the page, or look at it again."""
    page.goto(f"{url}/T/{code}{f'?lang={lang}' if lang else ''}")
    page.wait_for_selector("main > section:not([hidden])")


def again(page: Page) -> None:
    """The page asks at once when the phone is back on the network."""
    page.evaluate("dispatchEvent(new Event('online'))")


def shown(page: Page) -> list[str]:
    """All that can be read on the page below its head."""
    text = page.inner_text("main > section:not([hidden])")
    return [line.replace("\u00a0", " ") for line in text.splitlines() if line.strip()]


def test_who_waits_sees_number_people_ahead_and_papers(page: Page, url: str) -> None:
    look(page, url)
    assert shown(page) == [
        "Đang chờ",
        "A012",
        "Đăng ký khai sinh",
        "Quầy",
        "7",
        "người phía trước",
        "18",
        "phút, người vừa được gọi đã chờ",
        "Mời ngồi chờ. Xin để mở trang này, máy sẽ báo khi gần đến lượt.",
        "Giấy tờ cần có (3)",
    ]
    assert page.locator("#dots s").count() == 8
    assert page.locator("#dots s.you").count() == 1
    page.click("summary")
    assert page.locator("#list li").all_inner_texts() == PAPERS


def test_the_page_speaks_english_when_asked(page: Page, url: str) -> None:
    look(page, url, lang="en")
    assert shown(page)[:3] == ["Waiting", "A012", "Birth registration"]
    page.click("summary")
    assert page.locator("#list li").all_inner_texts() == PAPERS_EN
    page.click(".lang")
    page.wait_for_selector("#place:not([hidden])")
    assert shown(page)[0] == "Đang chờ"


def test_thirteen_ahead_are_a_figure_without_rings(page: Page, url: str, place: Place) -> None:
    place.change(ahead=13, last_wait=None)
    look(page, url)
    assert not page.is_visible("#dots")
    assert page.inner_text("#ahead") == "13"
    assert page.inner_text("#wait_word") == "chưa biết phải chờ bao lâu"


def test_a_call_turns_the_whole_page_gold(page: Page, url: str, place: Place) -> None:
    look(page, url)
    place.change(state="called", counter=3, called_at=CALLED_AT, calls=1)
    again(page)
    page.wait_for_selector("#call:not([hidden])")
    assert shown(page) == [
        "Đã đến lượt!",
        "Mời số",
        "A012",
        "đến",
        "Quầy 3",
        "Gọi lúc 09:03 · Mang theo giấy tờ",
    ]
    ground = "getComputedStyle(document.body).backgroundColor"
    until(lambda: page.evaluate(ground), "rgb(240, 188, 62)")
    place.change(calls=2)
    again(page)
    until(lambda: shown(page)[-1], "Gọi lại lần 2")


def test_the_turn_is_seen_without_touching_the_phone(page: Page, url: str, place: Place) -> None:
    place.change(ahead=1)
    look(page, url)
    assert "Sắp đến lượt." in page.inner_text("#say")
    place.change(state="called", counter=3, called_at=CALLED_AT, calls=1)
    page.wait_for_selector("#call:not([hidden])", timeout=8000)
    place.change(state="serving")
    page.wait_for_selector("#place:not([hidden])", timeout=8000)
    assert shown(page)[:4] == ["Đang phục vụ", "A012", "Đăng ký khai sinh", "Quầy 3"]
    assert page.evaluate("document.body.className") == "page phone"


def test_nothing_new_costs_no_answer(page: Page, url: str, place: Place) -> None:
    look(page, url)
    again(page)
    until(lambda: place.answers, [200, 304])


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("held", ("Đang giữ", "Quầy đang giữ chỗ. Xong việc, mời quay lại quầy.")),
        (
            "missed",
            ("Vắng mặt", "Số đã được gọi lúc 09:03. Mời đến bàn hướng dẫn để chờ tiếp."),
        ),
        ("cancelled", ("Đã hủy", "Số này không còn hiệu lực. Cần làm tiếp, mời lấy số mới.")),
    ],
)
def test_every_other_state_says_what_to_do(
    page: Page, url: str, place: Place, state: str, words: tuple[str, str]
) -> None:
    word, sentence = words
    place.change(state=state, counter=3, called_at=CALLED_AT)
    look(page, url)
    lines = shown(page)
    assert (lines[0], lines[1], sentence in lines) == (word, "A012", True)


def test_a_visit_is_rated_once_with_a_face_and_words(page: Page, url: str, place: Place) -> None:
    place.change(state="served", counter=3)
    look(page, url)
    assert shown(page)[:3] == [
        "Đã xong. Xin cảm ơn!",
        "A012 · Đăng ký khai sinh · Quầy 3",
        "Ông/bà thấy phục vụ thế nào?",
    ]
    assert page.locator(".face :checked").count() == 0
    page.click("#send")
    assert page.inner_text("#warn") == "Xin chọn một trong năm mức ở trên."
    page.check("[name=score][value='2']")
    page.fill("#text", "  Chờ lâu ")
    page.click("#send")
    page.wait_for_selector("#thanks:not([hidden])")
    ((key, rating),) = place.ratings
    assert rating == {"token": CODE, "score": 2, "text": "Chờ lâu"}
    assert key
    assert not page.is_visible("#rating")


def test_a_rating_that_is_refused_says_why(page: Page, url: str, place: Place) -> None:
    place.change(state="served", counter=3)
    place.refuse = "Lượt này đã được đánh giá."
    look(page, url)
    page.check("[name=score][value='3']")
    page.click("#send")
    until(lambda: page.inner_text("#warn"), "Lượt này đã được đánh giá.")
    assert page.inner_text("#send") == "Gửi đánh giá"


def test_a_rating_being_written_survives_the_next_look(page: Page, url: str, place: Place) -> None:
    place.change(state="served", counter=3)
    look(page, url)
    page.check("[name=score][value='4']")
    page.fill("#text", "Tốt")
    place.change(at="2026-11-23T03:00:00.000000Z")
    again(page)
    until(lambda: place.answers, [200, 200])
    assert page.input_value("#text") == "Tốt"
    assert page.locator(".face :checked").count() == 1


def test_an_unknown_or_dead_code_is_told_kindly(page: Page, url: str) -> None:
    look(page, url, code="S0-NOT-A-CODE")
    assert shown(page)[0] == "Không tìm thấy số này"


def test_a_number_that_is_still_on_its_way_is_not_called_unknown(page: Page, url: str) -> None:
    look(page, url, code="K1-7K3QW9X2M4ZD-5B21")
    assert shown(page)[0] == "Số của ông/bà vẫn giữ nguyên"


def test_a_code_is_never_taken_for_part_of_the_page(page: Page, url: str) -> None:
    look(page, url, code="%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E".replace("%2F", "_"))
    assert page.locator("main script").count() == 0


def test_without_contact_the_number_stays_and_the_figures_go(
    page: Page, url: str, place: Place
) -> None:
    look(page, url)
    place.away = True
    again(page)
    again(page)
    page.wait_for_selector(".live.lost", timeout=8000)
    assert "Số của ông/bà vẫn giữ nguyên." in page.inner_text("#live")
    assert page.inner_text("#number") == "A012"
    assert not page.is_visible("#ahead")
    place.away = False
    again(page)
    page.wait_for_selector(".live:not(.lost)", timeout=8000)
    assert page.is_visible("#ahead")


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("sizes", [(320, 100), (390, 200), (320, 200)])
def test_nothing_is_cut_on_a_small_phone_or_with_large_text(
    page: Page, url: str, place: Place, sizes: tuple[int, int], lang: str
) -> None:
    width, size = sizes
    page.set_viewport_size({"width": width, "height": 640})
    called = {"counter": 13, "called_at": CALLED_AT, "calls": 2, "number": "A1012"}
    for changes in (
        WAITING,
        {**called, "state": "called"},
        {**called, "state": "serving"},
        {**called, "state": "missed"},
        {**called, "state": "served"},
    ):
        place.change(**changes)
        look(page, url, lang=lang)
        page.evaluate(f"document.documentElement.style.fontSize = '{size}%'")
        cut = page.evaluate(
            """(width) => [...document.querySelectorAll("body *")]
              .filter((e) => e.getClientRects().length)
              .filter((e) => e.getBoundingClientRect().right > width + 1)
              .map((e) => `${e.tagName} ${e.id} ${e.className} ${e.textContent}`)""",
            width,
        )
        assert cut == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
