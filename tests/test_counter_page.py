"""The counter page in a real browser, over a real hall: an official's whole work by keyboard."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from luot.domain.commands import CallNext, FinishService, OpenCounter, StartService
from luot.domain.ticket import Outcome, State
from tests.counter_stage import BIRTH, CounterStage, busy_morning
from tests.halls import ticket_id
from tests.screens import chromium, served

pytestmark = pytest.mark.screen

Look = Callable[..., Page]
GUARD = 400  # the page takes no press so soon after the stage has changed

PRESS_AT_ONCE = """() => new Promise((done) => {
    const stage = document.querySelector("[data-stage=called]");
    const look = () => {
        if (stage.hidden || document.querySelector("[aria-busy=true]")) {
            requestAnimationFrame(look);
        } else {
            document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "F2", bubbles: true }));
            done();
        }
    };
    look();
})"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@contextmanager
def looking(browser: Browser, stage: CounterStage) -> Iterator[Look]:
    """A way to open the page of counter 3; whatever the console complains of fails the test."""
    trouble: list[str] = []
    with served(stage.app()) as url:
        context = browser.new_context(viewport={"width": 1366, "height": 768})

        def look(lang: str = "vi") -> Page:
            page = context.new_page()
            page.on("pageerror", lambda error: trouble.append(str(error)))
            page.goto(f"{url}/counter/3?lang={lang}")
            page.wait_for_selector("[data-part=joined]:visible")
            return page

        yield look
        context.close()
    assert trouble == []


@pytest.fixture
def stage() -> CounterStage:
    stage = CounterStage()
    busy_morning(stage)
    return stage


@pytest.fixture
def look(browser: Browser, stage: CounterStage) -> Iterator[Look]:
    with looking(browser, stage) as found:
        yield found


def at(page: Page, name: str) -> None:
    """Wait for a stage, and until its buttons take presses."""
    expect(page.locator(f"[data-stage={name}]")).to_be_visible()
    page.wait_for_timeout(GUARD)


def press(page: Page, key: str, then: str) -> None:
    page.keyboard.press(key)
    at(page, then)


def serving(stage: CounterStage) -> None:
    """Counter 3 serves A001."""
    stage.do(OpenCounter(counter=3, official="lan"))
    stage.do(CallNext(counter=3))
    stage.do(StartService(ticket=ticket_id(1)))


def text(page: Page, part: str) -> str:
    return page.locator(f"[data-part={part}]").inner_text()


def test_a_whole_visit_needs_nothing_but_the_keyboard(stage: CounterStage, look: Look) -> None:
    page = look()
    press(page, "F2", "idle")
    assert text(page, "next-no") == "A001"
    press(page, "F2", "called")
    assert text(page, "called-no") == "A001"
    press(page, "F2", "serving")
    page.keyboard.press("F4")
    page.keyboard.type("khai tu")
    expect(page.locator("[role=option]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=serving-matter]")).to_have_text("Đăng ký khai tử")
    page.keyboard.press("2")
    page.locator("[data-part=dossier]").focus()
    page.keyboard.type("H56.1")
    press(page, "F9", "idle")
    finished = stage.centre.ticket(ticket_id(1)).current
    assert (finished.procedure, finished.outcome, finished.dossier) == (
        "1.000656",
        Outcome.SUPPLEMENT_ASKED,
        "H56.1",
    )
    assert stage.orders == [
        "3/open",
        "3/next",
        "A001/start",
        "A001/procedure",
        "A001/finish",
    ]


def test_the_last_act_is_told_in_a_sentence_and_taken_back(stage: CounterStage, look: Look) -> None:
    serving(stage)
    page = look()
    stage.skip(minutes=9, seconds=40)
    page.locator("[data-part=dossier]").fill("H56.1")
    page.wait_for_timeout(GUARD)
    press(page, "F9", "idle")
    assert text(page, "last-what") == "A001 đã xong"
    assert "Đăng ký khai sinh · 9 phút 4" in text(page, "last-more")
    assert "Đã tiếp nhận" in text(page, "last-more")
    press(page, "Control+z", "serving")
    assert page.locator("[data-part=dossier]").input_value() == "H56.1"


def test_finish_and_call_next_is_two_orders(stage: CounterStage, look: Look) -> None:
    serving(stage)
    page = look()
    expect(page.locator("[data-act=finish-next] .word")).to_have_text("Kết thúc và gọi tiếp C004")
    page.wait_for_timeout(GUARD)
    press(page, "F2", "called")
    assert stage.orders == ["A001/finish", "3/next"]
    assert text(page, "called-no") == "C004"


def test_a_second_press_is_not_a_second_order(stage: CounterStage, look: Look) -> None:
    stage.do(OpenCounter(counter=3, official="lan"))
    stage.slow = 1.5
    page = look()
    at(page, "idle")
    for _ in range(5):
        page.keyboard.press("F2")
    call = page.locator("[data-stage=idle] [data-act=next]")
    expect(call).to_have_attribute("aria-busy", "true")
    expect(call.locator(".word")).to_have_text("Đang gọi…")
    call.click()
    page.evaluate(PRESS_AT_ONCE)  # meant for the button that was there a moment ago
    page.wait_for_timeout(1800)
    assert stage.sent == ["3/next"]
    assert stage.centre.ticket(ticket_id(1)).state is State.CALLED


def test_two_tabs_of_one_counter_stay_in_step(stage: CounterStage, look: Look) -> None:
    stage.do(OpenCounter(counter=3, official="lan"))
    one, two = look(), look()
    at(one, "idle")
    press(one, "F2", "called")
    at(two, "called")
    press(two, "F2", "serving")
    at(one, "serving")
    assert text(one, "serving-no") == text(two, "serving-no") == "A001"


def test_a_refusal_is_a_sentence_and_keeps_what_was_typed(stage: CounterStage, look: Look) -> None:
    serving(stage)
    page = look()
    page.locator("[data-part=dossier]").fill("H56.120-250919-0001")
    page.keyboard.press("Tab")
    page.wait_for_timeout(GUARD)
    stage.streams.clear()  # the page does not hear that another window finishes A001
    stage.do(FinishService(ticket=ticket_id(1), outcome=Outcome.ACCEPTED))
    page.keyboard.press("F9")
    notice = page.locator("[data-part=notice]")
    expect(notice).to_be_visible()
    expect(notice).to_contain_text("H56.120-250919-0001")
    at(page, "idle")
    page.click("[data-act=record-dossier]")
    expect(notice).to_be_hidden()
    assert stage.centre.ticket(ticket_id(1)).errands[0].dossier == "H56.120-250919-0001"


def test_what_was_typed_is_kept_when_another_window_finishes_first(
    stage: CounterStage, look: Look
) -> None:
    serving(stage)
    page = look()
    page.locator("[data-part=dossier]").fill("H56.9")
    stage.do(FinishService(ticket=ticket_id(1), outcome=Outcome.ACCEPTED))
    at(page, "idle")
    assert "H56.9" in page.locator("[data-part=notice]").inner_text()


def test_a_counter_that_another_official_took_is_refused_with_the_remedy(
    stage: CounterStage, look: Look
) -> None:
    page = look()
    stage.streams.clear()
    stage.do(OpenCounter(counter=3, official="minh"))
    at(page, "closed")
    page.keyboard.press("F2")
    expect(page.locator("[data-part=notice-title]")).to_have_text(
        "Quầy 3 đang có minh làm việc. Xin chọn quầy khác, hoặc nhờ người đó đóng quầy."
    )
    page.keyboard.press("Escape")
    expect(page.locator("[data-part=notice]")).to_be_hidden()


def test_what_is_typed_survives_a_reload(stage: CounterStage, look: Look) -> None:
    serving(stage)
    page = look()
    page.locator("[data-part=dossier]").fill("H56.7")
    page.locator(".chk").nth(1).click()
    page.locator(".opt").nth(2).click()
    page.reload()
    at(page, "serving")
    kept = [
        page.locator("[data-part=dossier]").input_value(),
        page.locator(".chk input:checked").count(),
        page.locator("input[name=outcome]:checked").get_attribute("value"),
    ]
    assert kept == ["H56.7", 1, "refused"]


def test_the_next_ticket_begins_with_an_empty_form(stage: CounterStage, look: Look) -> None:
    serving(stage)
    page = look()
    page.locator("[data-part=dossier]").fill("H56.7")
    page.locator(".chk").first.click()
    page.wait_for_timeout(GUARD)
    press(page, "F2", "called")
    press(page, "F2", "serving")
    assert page.locator("[data-part=dossier]").input_value() == ""
    assert page.locator(".chk input:checked").count() == 0


def test_scanning_a_dossier_code_never_ends_the_service(stage: CounterStage, look: Look) -> None:
    serving(stage)
    page = look()
    page.wait_for_timeout(GUARD)
    page.locator("[data-part=dossier]").focus()
    page.keyboard.type("H56.120-4\n\n", delay=2)
    page.wait_for_timeout(300)
    assert stage.sent == []
    page.keyboard.press("3")  # the next key chooses, it is not typed
    assert page.locator("[data-part=dossier]").input_value() == "H56.120-4"
    assert page.locator("input[name=outcome]:checked").get_attribute("value") == "refused"


def test_lost_contact_is_said_and_no_old_number_is_shown(stage: CounterStage, look: Look) -> None:
    stage.do(OpenCounter(counter=3, official="lan"))
    page = look()
    at(page, "idle")
    stage.away = True
    expect(page.locator("[data-part=lost]")).to_be_visible(timeout=6000)
    assert text(page, "lost-since").startswith("Mất liên lạc từ ")
    assert "A001" not in page.locator("body").inner_text()
    stage.take(BIRTH.code)
    stage.away = False
    expect(page.locator("[data-part=joined]")).to_be_visible(timeout=10000)
    expect(page.locator("[data-part=next-no]")).to_have_text("A001")
    expect(page.locator("[data-part=count-waiting]")).to_have_text("15")


def test_the_own_number_stays_when_contact_is_lost(stage: CounterStage, look: Look) -> None:
    serving(stage)
    page = look()
    stage.away = True
    expect(page.locator("[data-part=lost]")).to_be_visible(timeout=6000)
    assert text(page, "serving-no") == "A001"
    expect(page.locator("[data-act=finish-next] .word")).to_have_text("Kết thúc và gọi tiếp")


def test_calling_again_and_the_no_show_wait_for_their_time(stage: CounterStage, look: Look) -> None:
    stage.do(OpenCounter(counter=3, official="lan"))
    stage.do(CallNext(counter=3))
    page = look()
    at(page, "called")
    recall, missed = (page.locator(f"[data-act={act}]") for act in ("recall", "missed"))
    assert recall.locator(".why").inner_text().startswith("sau ")
    assert missed.locator(".why").inner_text() == "gọi thêm 1 lần"
    page.keyboard.press("F9")
    page.keyboard.press("F4")
    assert stage.orders == []
    stage.skip(seconds=15)
    page.reload()
    at(page, "called")
    page.keyboard.press("F4")
    expect(page.locator("[data-part=called-times]")).to_have_text("Đang mời đến quầy 3 · gọi lần 2")
    expect(missed.locator(".why")).to_contain_text("sau 1")
    stage.skip(seconds=15)
    page.reload()
    at(page, "called")
    press(page, "F9", "idle")
    assert stage.orders == ["A001/recall", "A001/missed"]


def test_who_missed_the_call_and_came_waits_again(stage: CounterStage, look: Look) -> None:
    stage.do(OpenCounter(counter=3, official="lan"))
    page = look()
    at(page, "idle")
    press(page, "F2", "called")
    for _ in range(2):
        stage.skip(seconds=16)
        page.reload()
        at(page, "called")
        page.keyboard.press("F4" if stage.orders[-1] == "3/next" else "F9")
        page.wait_for_timeout(200)
    at(page, "idle")
    page.locator("#tab-missed").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=missed] li")).to_have_count(1)
    page.locator("[data-act=return]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=missed-none]")).to_be_visible()
    assert stage.centre.ticket(ticket_id(1)).state is State.WAITING


def test_a_break_while_serving_is_asked_about_first(stage: CounterStage, look: Look) -> None:
    serving(stage)
    page = look()
    page.click("[data-act=pause]")
    expect(page.locator("[data-part=sure]")).to_be_visible()
    page.keyboard.press("Escape")
    assert stage.orders == []
    page.click("[data-act=pause]")
    page.click("[data-act=sure]")
    at(page, "paused")
    assert stage.orders == ["3/pause"]
    press(page, "F2", "idle")


def test_on_a_break_the_official_may_say_when_they_are_back_by_key_or_by_mouse(
    stage: CounterStage, look: Look
) -> None:
    stage.do(OpenCounter(counter=3, official="lan"))
    page = look()
    page.click("[data-act=pause]")
    at(page, "paused")
    told = page.locator("[data-part=paused-until]")
    expect(told).to_have_text("Chưa báo giờ quay lại.")
    page.keyboard.press("2")
    expect(told).to_have_text(re.compile(r"^Dự kiến từ 09:1[56]\."))
    until = stage.centre.hall.counters[3].until
    assert until is not None
    assert (until - stage.now()) / timedelta(minutes=1) == pytest.approx(15, abs=0.6)
    assert (until.second, until.microsecond) == (0, 0)
    page.click("[data-act=rest-30]")
    expect(told).to_have_text(re.compile(r"từ 09:3[01]\."))
    page.wait_for_timeout(GUARD)
    page.keyboard.press("4")
    expect(told).to_have_text("Chưa báo giờ quay lại.")
    assert stage.orders == ["3/pause"] * 4
    press(page, "F2", "idle")


def test_the_timer_goes_by_the_servers_clock(stage: CounterStage, look: Look) -> None:
    serving(stage)
    stage.skip(minutes=6, seconds=12)
    page = look()
    page.clock.install()
    page.reload()
    at(page, "serving")
    assert text(page, "serving-clock").startswith("06:1")
    assert text(page, "time") == "09:06"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_button_is_large_enough_and_named(stage: CounterStage, look: Look, lang: str) -> None:
    serving(stage)
    page = look(lang)
    at(page, "serving")
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, a.btn, .opt, input.field")]
            .filter((each) => each.checkVisibility())
            .map((each) => [each.textContent.trim() || each.placeholder, each.offsetHeight])
            .filter(([name, height]) => height < 44 || name === "")"""
    )
    assert small == []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_at_200_percent_nothing_is_cut(stage: CounterStage, look: Look, lang: str) -> None:
    serving(stage)
    page = look(lang)
    page.set_viewport_size({"width": 683, "height": 384})
    at(page, "serving")
    wider = page.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter((each) => each.checkVisibility() && !each.closest(".sr"))
            .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
            .map((each) => each.outerHTML.slice(0, 80))"""
    )
    assert wider == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_priority_is_given_and_taken_back_with_a_reason(stage: CounterStage, look: Look) -> None:
    stage.do(OpenCounter(counter=3, official="lan"))
    page = look()
    at(page, "idle")
    row = page.locator("[data-part=waiting] li", has_text="A001")
    row.locator("[data-act=favour]").click()
    page.locator("[data-part=favour-kind]").select_option("priority")
    page.locator("[data-act=favour-given]").click()
    expect(row.locator(".favour.given")).to_be_visible()
    assert stage.centre.ticket(ticket_id(1)).priority == "priority"
    row.locator("[data-act=favour]").click()
    page.locator("[data-act=favour-given]").click()
    expect(page.locator("[data-part=favour-needed]")).to_be_visible()
    page.locator("[data-part=favour-why]").fill("nhầm người")
    page.locator("[data-act=favour-given]").click()
    expect(row.locator(".favour:not(.given)")).to_be_visible()
    assert stage.centre.ticket(ticket_id(1)).priority == "ordinary"
    assert stage.reasons == ["Không muốn nói", "nhầm người"]
