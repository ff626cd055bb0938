"""Orders from a page: one key until there is an answer, and refusals in the reader's words."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, Response, jsonify, request
from playwright.sync_api import Browser, Page

from luot.web import pages
from tests.screens import chromium, served

pytestmark = pytest.mark.screen

ORDER = """async ([path, body, key]) => {
  const { post } = await import("/static/api.js");
  try {
    return { reply: await post(path, body, { pauses: [20, 40], ...(key && { key }) }) };
  } catch (error) {
    return { code: error.code, title: error.title, status: error.status, fields: error.fields };
  }
}"""


class Counterpart:
    """A server that fails as often as it is told to before it answers."""

    def __init__(self) -> None:
        self.keys: list[str | None] = []
        self.asked: list[tuple[Any, str | None]] = []
        self.fails = 0

    def _failing(self) -> Response | None:
        self.keys.append(request.headers.get("Idempotency-Key"))
        self.asked.append((request.get_json(), request.headers.get("Accept-Language")))
        if self.fails:
            self.fails -= 1
            return Response(status=503)
        return None

    def next(self) -> Response:
        return self._failing() or jsonify(number="A012")

    def nobody(self) -> Response:
        return self._failing() or Response(status=204)

    def closed(self) -> Response:
        self._failing()
        answer = jsonify(code="hall-closed", title="Đã hết giờ", opens="07:30")
        answer.status_code = 409
        answer.content_type = "application/problem+json"
        return answer

    def app(self) -> Flask:
        app = Flask(__name__, static_folder=None)
        pages.register(app)
        app.add_url_rule("/blank", "blank", lambda: '<!doctype html><html lang="en">')
        for name in ("next", "nobody", "closed"):
            app.add_url_rule(f"/{name}", view_func=getattr(self, name), methods=["POST"])
        return app


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def counterpart() -> Counterpart:
    return Counterpart()


@pytest.fixture
def page(browser: Browser, counterpart: Counterpart) -> Iterator[Page]:
    with served(counterpart.app()) as url, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{url}/blank")
        yield page


def order(page: Page, path: str, body: object = None, key: str = "") -> dict[str, Any]:
    answer: dict[str, Any] = page.evaluate(ORDER, [path, body or {}, key])
    return answer


def test_an_order_that_meets_failures_is_sent_again_under_its_key(
    page: Page, counterpart: Counterpart
) -> None:
    counterpart.fails = 2
    assert order(page, "/next", {"counter": 3}) == {"reply": {"number": "A012"}}
    assert counterpart.asked == [({"counter": 3}, "en")] * 3
    assert len(set(counterpart.keys)) == 1
    (key,) = set(counterpart.keys)
    assert key is not None
    assert [len(part) for part in key.split("-")] == [8, 4, 4, 4, 12]


def test_two_orders_have_two_keys(page: Page, counterpart: Counterpart) -> None:
    order(page, "/next")
    order(page, "/next")
    assert len(set(counterpart.keys)) == 2


def test_an_order_that_the_page_gives_twice_by_itself_keeps_the_pages_key(
    page: Page, counterpart: Counterpart
) -> None:
    order(page, "/next", key="one-rating")
    order(page, "/next", key="one-rating")
    assert counterpart.keys == ["one-rating"] * 2


def test_nobody_waits_is_an_answer(page: Page) -> None:
    assert order(page, "/nobody") == {"reply": None}


def test_a_refusal_is_not_sent_again_and_comes_with_its_words(
    page: Page, counterpart: Counterpart
) -> None:
    assert order(page, "/closed") == {
        "code": "hall-closed",
        "title": "Đã hết giờ",
        "status": 409,
        "fields": {"code": "hall-closed", "title": "Đã hết giờ", "opens": "07:30"},
    }
    assert len(counterpart.keys) == 1


def test_a_server_that_stays_away_is_named_so(page: Page, counterpart: Counterpart) -> None:
    counterpart.fails = 99
    assert order(page, "/next")["code"] == "http-503"
    assert len(counterpart.keys) == 3
    page.context.set_offline(True)
    begin = time.monotonic()
    assert order(page, "/next") == {"code": "network", "title": "", "status": 0, "fields": {}}
    assert time.monotonic() - begin < 5
