"""The hall display in a real browser: every call is seen, and no number that may be wrong."""

import re
import time
from collections.abc import Iterator
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page

from luot.domain.commands import (
    CallTicket,
    FinishService,
    PauseCounter,
    Recall,
    StartService,
    Undo,
)
from luot.domain.rules import Desk, Rules
from luot.domain.rules import Queue as Line
from luot.domain.ticket import Outcome
from tests.screens import HALL, Stage, chromium, served, until

pytestmark = pytest.mark.screen

WATCH = """() => {
  window.seen = new Set();
  const look = () => {
    for (const panel of document.querySelectorAll(".call.fresh .n")) seen.add(panel.textContent);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def stage() -> Stage:
    stage = Stage()
    stage.centre.open(*range(1, 9))
    for _ in range(12):
        for letter in "ACEHR":
            stage.centre.take(letter)
    stage.publish()
    return stage


@pytest.fixture
def page(browser: Browser, stage: Stage) -> Iterator[Page]:
    with served(stage.app()) as url, browser.new_context() as context:
        page = context.new_page()
        page.set_viewport_size({"width": 1920, "height": 1080})
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{url}/display")
        page.wait_for_selector("#live:not([hidden])")
        until(lambda: len(stage.streams), 1)
        yield page
        assert errors == []


def call(stage: Stage, number: str, counter: int) -> UUID:
    """Call a number to a counter, whoever was there before."""
    centre = stage.centre
    there = centre.hall.counters[counter].ticket
    if there is not None:
        centre.do(StartService(ticket=there))
        centre.do(FinishService(ticket=there, outcome=Outcome.ACCEPTED))
    ticket = centre.hall.numbers[number]
    centre.do(CallTicket(counter=counter, ticket=ticket, reason="test"))
    stage.publish()
    return ticket


def panels(page: Page) -> list[str]:
    """The panels from top to bottom: number, counter, and gold or not."""
    seen: list[str] = page.evaluate("""() => [...document.querySelectorAll(".call:not(.say)")].map(
      (panel) => [
        panel.querySelector(".n").textContent,
        panel.querySelector(".q b").textContent,
        panel.classList.contains("fresh") ? "gold" : "plain",
      ].join(" "))""")
    return seen


def row(page: Page, counter: int) -> tuple[str, bool]:
    """What the right column says of a counter, and whether it is gold."""
    line = page.locator(".cr").nth(counter - 1)
    return line.locator(".v").inner_text(), "fresh" in (line.get_attribute("class") or "")


def test_a_call_is_gold_on_top_and_in_its_counters_row(page: Page, stage: Stage) -> None:
    call(stage, "A001", 3)
    call(stage, "C001", 5)
    until(lambda: panels(page), ["C001 5 gold", "A001 3 gold"])
    assert (row(page, 3), row(page, 5), row(page, 4)) == (
        ("A001", True),
        ("C001", True),
        ("trống", False),
    )


def test_a_call_changes_the_screen_in_the_very_event(page: Page, stage: Stage) -> None:
    page.evaluate("""() => {
      window.times = [];
      new MutationObserver(() => times.push(performance.now())).observe(
        document.getElementById("calls"), { childList: true });
    }""")
    begin = time.monotonic()
    call(stage, "A001", 1)
    until(lambda: panels(page), ["A001 1 gold"])
    assert time.monotonic() - begin < 1
    assert page.evaluate("times.length") == 1


def test_forty_calls_in_a_row_are_all_seen(page: Page, stage: Stage) -> None:
    page.evaluate(WATCH)
    numbers = [f"{letter}{n:03}" for n in range(1, 9) for letter in "ACEHR"]
    for n, number in enumerate(numbers):
        call(stage, number, n % 8 + 1)
        stage.centre.wait(seconds=1)
        time.sleep(0.45)
    until(lambda: set(page.evaluate("[...seen]")), set(numbers), seconds=15)


def test_eight_calls_at_once_are_all_seen(page: Page, stage: Stage) -> None:
    page.evaluate(WATCH)
    numbers = [f"A{n:03}" for n in range(1, 9)]
    for counter, number in enumerate(numbers, start=1):
        call(stage, number, counter)
    assert len(panels(page)) <= 3
    until(lambda: set(page.evaluate("[...seen]")), set(numbers), seconds=12)


def test_a_repeated_call_moves_up_and_says_so(page: Page, stage: Stage) -> None:
    ticket = call(stage, "E001", 5)
    call(stage, "A001", 3)
    until(lambda: panels(page), ["A001 3 gold", "E001 5 gold"])
    stage.centre.wait(seconds=16)
    stage.centre.do(Recall(ticket=ticket))
    stage.publish()
    until(lambda: panels(page), ["E001 5 gold", "A001 3 gold"])
    assert page.locator(".tag").all_inner_texts() == ["Gọi lại lần 2"]


def test_a_call_that_was_taken_back_vanishes(page: Page, stage: Stage) -> None:
    call(stage, "A001", 3)
    until(lambda: panels(page), ["A001 3 gold"])
    stage.centre.do(Undo(counter=3))
    stage.publish()
    until(lambda: panels(page), [])
    assert row(page, 3) == ("trống", False)


def test_a_counter_that_rests_shows_a_word_and_no_number(page: Page, stage: Stage) -> None:
    stage.centre.do(PauseCounter(counter=7))
    stage.publish()
    until(lambda: row(page, 7), ("tạm nghỉ", False))


def test_without_contact_there_is_no_number_anywhere(page: Page, stage: Stage) -> None:
    call(stage, "A001", 3)
    until(lambda: panels(page), ["A001 3 gold"])
    stage.away = True
    stage.hang_up()
    page.wait_for_selector("#lost:not([hidden])", timeout=8000)
    everything = page.evaluate("document.body.innerHTML")
    words_only = everything.split('<script type="application/json"')[0]
    assert re.findall(r"[ACEHR]\d{3}", words_only) == []
    assert "Mất liên lạc từ 08:00." in page.inner_text("#since")
    call(stage, "C001", 5)
    stage.away = False
    page.wait_for_selector("#live:not([hidden])", timeout=10000)
    until(lambda: panels(page), ["C001 5 gold", "A001 3 gold"])


def test_calls_from_long_before_are_not_gold(browser: Browser, stage: Stage) -> None:
    call(stage, "A001", 3)
    stage.centre.wait(minutes=1)
    call(stage, "C001", 5)
    stage.centre.wait(minutes=1)
    with served(stage.app()) as url, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{url}/display")
        page.wait_for_selector("#live:not([hidden])")
        until(lambda: panels(page)[:1], ["C001 5 plain"])
        assert page.locator(".call:not(.say) .tag").first.inner_text() == "gọi lúc 08:01"
        assert row(page, 5) == ("C001", False)


def test_a_screen_that_is_not_paired_says_so(page: Page, stage: Stage) -> None:
    stage.closed_to = True
    stage.hang_up()
    page.wait_for_selector("#unpaired:not([hidden])", timeout=8000)
    assert panels(page) == []


def test_nothing_leaves_its_box_with_many_queues_and_counters(browser: Browser) -> None:
    letters = "ACEHKRSX"
    rules = Rules(
        queues=tuple(
            Line(letter=letter, name="Đất đai – Xây dựng", name_en="Land and building")
            for letter in letters
        ),
        counters=tuple(Desk(number=n, queues=tuple(letters)) for n in range(1, 13)),
        priorities=HALL.priorities,
    )
    stage = Stage(rules)
    stage.centre.open(*range(1, 13))
    for letter in letters:
        for _ in range(14):
            stage.centre.take(letter)
    stage.centre.wait(minutes=118)
    for counter, letter in enumerate(letters, start=1):
        call(stage, f"{letter}001", counter)
    for lang in ("vi", "en"):
        with served(stage.app()) as url, browser.new_context() as context:
            page = context.new_page()
            page.set_viewport_size({"width": 1920, "height": 1080})
            page.goto(f"{url}/display?lang={lang}")
            page.wait_for_selector(".qu em")
            out = page.evaluate("""() => [
                ...document.querySelectorAll(".qu > *, .cr > *, .call > *")]
              .filter((e) => e.offsetParent && e.scrollWidth > e.clientWidth + 1)
              .map((e) => `${e.className} ${e.textContent}`)""")
            assert out == []
            assert page.locator(".qu").count() == 4  # half of the eight, the rest on the next page
