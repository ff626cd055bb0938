"""Staff see on their pages which printer needs somebody, and nothing moves under their hand."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import msgspec
import pytest
from playwright.sync_api import Locator, Page, expect

from luot import words
from luot.domain.commands import CallNext, CloseCounter, OpenCounter, PauseCounter, StartService
from luot.words import LANGUAGES
from server.actor import Role
from server.devices import DeviceRow, PrinterRow, PrinterTrouble
from server.manager_devices import DeviceLine, device_lines
from server.notices import Subject, written
from tests.counter_stage import NINE, CounterStage
from tests.screens import chromium, served, until
from tests.servers import Server, office

OUT = {
    "kiosk": "Cửa chính",
    "number": 1,
    "name": "Cửa chính",
    "trouble": "paper-out",
    "paper_low": False,
    "since": "2026-11-23T01:42:00Z",
    "silent_since": None,
}
LOW = OUT | {"trouble": None, "paper_low": True, "since": "2026-11-23T01:50:00Z"}
SILENT = OUT | {"silent_since": "2026-11-23T01:45:00Z"}
SAID = {
    "vi": {
        "paper-out": "Cửa chính: Máy in hết giấy. Mở nắp, thay cuộn giấy mới, đóng nắp lại.",
        "low": "Cửa chính: Máy in sắp hết giấy. Chuẩn bị sẵn cuộn giấy mới.",
        "silent": "Cửa chính: Không có tin từ 08:45.",
    },
    "en": {
        "paper-out": "Cửa chính: The printer is out of paper. Open the cover, put in a new roll",
        "low": "Cửa chính: The printer's roll will end soon. Have a new roll ready.",
        "silent": "Cửa chính: No news since 08:45.",
    },
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("trouble", PrinterTrouble)
def test_every_trouble_says_what_it_is_and_what_to_do(lang: str, trouble: PrinterTrouble) -> None:
    say = words.load(lang)
    assert say(f"printer.trouble.{trouble}").endswith(".")
    assert say(f"printer.remedy.{trouble}").endswith(".")


def row(name: str, kind: str, kiosk: int | None, printer: PrinterRow | None = None) -> DeviceRow:
    seen = "2026-11-23T02:00:00Z" if printer else None
    return DeviceRow(name=name, kind=kind, kiosk=kiosk, seen_at=seen, printer=printer)


WELL = PrinterRow(
    trouble=None,
    paper_low=False,
    roll_metres=41.6,
    target="",
    since="2026-11-22T10:00:00Z",
    reported_at="2026-11-22T10:02:00Z",
    silent=False,
)


@pytest.mark.parametrize(
    ("printer", "state", "mark", "more"),
    [
        (None, "Chưa có tin", None, ""),
        ({}, "In tốt", "ready", "còn khoảng 42 m giấy"),
        ({"roll_metres": None}, "In tốt", "ready", ""),
        ({"paper_low": True}, "Máy in sắp hết giấy.", "wait", "còn khoảng 42 m giấy"),
        (
            {"trouble": PrinterTrouble.COVER_OPEN},
            "Nắp máy in đang mở.",
            "bad",
            words.load("vi")("printer.remedy.cover-open"),
        ),
        ({"silent": True}, "Không có tin từ 22/11 17:02.", "wait", ""),
        (
            {"silent": True, "trouble": PrinterTrouble.PAPER_OUT},
            "Không có tin từ 22/11 17:02.",
            "wait",
            "Tin trước đó: Máy in hết giấy.",
        ),
    ],
)
def test_the_table_says_how_each_printer_is(
    printer: dict[str, Any] | None, state: str, mark: str | None, more: str
) -> None:
    told = None if printer is None else msgspec.structs.replace(WELL, **printer)
    (line,) = device_lines([row("Cửa chính", "kiosk", 0, told)], NINE, words.load("vi"))
    assert (line.state, line.mark, line.more) == (state, mark, more)
    assert (line.icon is None) == (mark is None)
    assert line.seen == ("09:00" if told else "chưa lần nào")


def test_devices_without_a_printer_are_named_with_their_kind() -> None:
    lines = device_lines(
        [row("demo-kiosk", "kiosk", 0), row("Sảnh", "display", None)], NINE, words.load("en")
    )
    assert lines == (
        DeviceLine(name="Kiosk 1", kind="kiosk", seen="never", state="Nothing heard yet"),
        DeviceLine(name="Sảnh", kind="hall screen", seen="never", state="–"),
    )


@pytest.fixture
def stage() -> Iterator[CounterStage]:
    stage = CounterStage()
    yield stage
    stage.away = True  # lets the streams end


def tell(stage: CounterStage, *printers: dict[str, Any]) -> None:
    """Tell the page that listens."""
    until(lambda: bool(stage.streams), wanted=True)
    stage.streams[-1].put(written(Subject.PRINTERS, printers).decode())


def told(page: Page) -> Locator:
    return page.locator("[data-part=printers] .notice")


@pytest.mark.screen
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_notice_comes_changes_and_goes_by_itself(stage: CounterStage, lang: str) -> None:
    with served(stage.app()) as url, chromium() as browser:
        page = browser.new_page()
        page.goto(f"{url}/counter/3?lang={lang}")
        expect(page.locator("[data-part=joined]")).to_be_visible()
        expect(told(page)).to_have_count(0)
        tell(stage, OUT, OUT | {"kiosk": "demo-kiosk", "name": None, "number": 2})
        expect(told(page)).to_have_count(2)
        expect(told(page).first).to_contain_text(SAID[lang]["paper-out"])
        expect(told(page).last).to_contain_text(words.load(lang)("devices.kiosk", n=2))
        tell(stage, LOW)
        expect(told(page)).to_have_count(1)
        expect(told(page)).to_contain_text(SAID[lang]["low"])
        tell(stage, SILENT)
        expect(told(page)).to_contain_text(SAID[lang]["silent"])
        tell(stage)
        expect(told(page)).to_have_count(0)


@pytest.mark.screen
def test_trouble_is_in_fired_clay_and_little_paper_is_calm(stage: CounterStage) -> None:
    with served(stage.app()) as url, chromium() as browser:
        page = browser.new_page()
        page.goto(f"{url}/counter/3")
        gom = page.evaluate("getComputedStyle(document.body).getPropertyValue('--gom')")
        tell(stage, OUT)
        expect(told(page)).to_have_css("border-top-width", "3px")
        assert shade(told(page)) == rgb(gom)
        tell(stage, LOW)
        expect(told(page)).to_have_css("border-top-width", "2px")
        assert shade(told(page)) != rgb(gom)


def shade(box: Locator) -> str:
    """The colour of an outline."""
    found: str = box.evaluate("each => getComputedStyle(each).borderTopColor")
    return found


def rgb(colour: str) -> str:
    """#rrggbb as browsers say it."""
    red, green, blue = (int(colour.strip()[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"


@pytest.mark.screen
def test_who_knows_it_hides_it_until_it_is_otherwise(stage: CounterStage) -> None:
    with served(stage.app()) as url, chromium() as browser:
        page = browser.new_page()
        page.goto(f"{url}/counter/3?lang=en")
        tell(stage, OUT)
        hide = page.get_by_role("button", name="Hide the notice about Cửa chính")
        hide.focus()
        page.keyboard.press("Enter")
        expect(told(page)).to_have_count(0)
        tell(stage, OUT, OUT | {"kiosk": "2", "name": "2"})
        expect(told(page)).to_have_count(1)
        expect(told(page)).to_contain_text("2:")
        tell(stage, LOW)
        expect(told(page)).to_contain_text(SAID["en"]["low"])
        tell(stage, OUT)
        expect(told(page)).to_contain_text(SAID["en"]["paper-out"])
        hide.click()
        tell(stage)
        tell(stage, OUT)  # mended, and out of paper again
        expect(told(page)).to_have_count(1)


def idle(stage: CounterStage) -> None:
    """Nobody at the counter, the last citizen gone and many waiting."""
    stage.do(OpenCounter(counter=3, official="lan"))
    for _ in range(14):
        stage.take("A")


def called(stage: CounterStage) -> None:
    idle(stage)
    stage.do(CallNext(counter=3))


def serving(stage: CounterStage) -> None:
    called(stage)
    ticket = stage.centre.hall.counters[3].ticket
    assert ticket is not None
    stage.do(StartService(ticket=ticket))


def paused(stage: CounterStage) -> None:
    idle(stage)
    stage.do(PauseCounter(counter=3))


def closed(stage: CounterStage) -> None:
    idle(stage)
    stage.do(CloseCounter(counter=3))


SCENES: dict[str, Callable[[CounterStage], None]] = {
    "idle": idle,
    "called": called,
    "serving": serving,
    "paused": paused,
    "closed": closed,
}
PLACES = """() => [...document.querySelectorAll(".btn, [role=tab], input")]
  .filter((each) => each.checkVisibility() && !each.closest(".notices"))
  .map((each) => { const { x, y, width, height } = each.getBoundingClientRect();
                   return [each.dataset.act, x, y, width, height]; })"""


@pytest.mark.screen
@pytest.mark.parametrize("size", [(1366, 768), (683, 384)], ids=["full", "200 %"])
@pytest.mark.parametrize(
    ("scene", "tab"), [*((scene, "waiting") for scene in SCENES), ("serving", "missed")]
)
def test_no_notice_moves_what_can_be_pressed(
    stage: CounterStage, scene: str, tab: str, size: tuple[int, int]
) -> None:
    SCENES[scene](stage)
    with served(stage.app()) as url, chromium() as browser:
        page = browser.new_page(viewport={"width": size[0], "height": size[1]})
        page.goto(f"{url}/counter/3?lang=vi")
        expect(page.locator(f'[data-stage="{scene}"]')).to_be_visible()
        expect(page.locator("[data-part=joined]")).to_be_visible()
        page.evaluate("document.fonts.ready")
        page.click(f"#tab-{tab}")
        page.evaluate("scrollTo(0, 0)")
        before = page.evaluate(PLACES)
        tell(stage, OUT, LOW | {"kiosk": "2", "name": "Cửa sau"})
        stage.streams[-1].put(
            written(Subject.CLOCK, {"astray": "behind", "minutes": 3000}).decode()
        )
        expect(page.locator("[data-part=astray]")).to_be_visible()
        expect(told(page).first).to_be_in_viewport()
        assert page.evaluate(PLACES) == before
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


PASSWORD = "mười hai con giáp"
SENT = {"trouble": "paper-out", "paper_low": False}


@pytest.mark.screen
def test_counter_and_manager_are_told_and_whoever_comes_later_too(server: Server) -> None:
    with chromium() as browser:
        counter, manager = browser.new_page(), browser.new_page()
        counter.goto(f"{server.url}/demo/official?next=/counter/3?lang=vi")
        expect(counter.locator("[data-part=joined]")).to_be_visible()
        until(lambda: server.post("/devices/printer", SENT, by="kiosk").json(), {"told": True})
        expect(told(counter)).to_contain_text("Máy lấy số 1: Máy in hết giấy.")
        manager.goto(f"{server.url}/demo/manager?next=/manager?lang=en")
        expect(told(manager)).to_contain_text("Kiosk 1: The printer is out of paper.")
        state = manager.locator(".devices tbody tr").first
        expect(state).to_contain_text("The printer is out of paper.")
        server.post("/devices/printer", {"trouble": None, "paper_low": False}, by="kiosk")
        for page in (counter, manager):
            expect(told(page)).to_have_count(0)
        expect(state).to_contain_text("Prints well", timeout=15_000)


def marks(page: str) -> dict[str, str]:
    """What the form to sign out carries unseen."""
    form = re.search(r'<form class="out" method="post" action="/sign-out">(.*?)</form>', page)
    assert form is not None
    return dict(re.findall(r'name="(\w+)" value="(\w+)"', form[1]))


def let_in(server: Server, path: str, session: str) -> bool:
    """Whether a session still opens a page."""
    cookies = {"luot_session": session}
    return httpx.get(f"{server.url}{path}", cookies=cookies, trust_env=False).status_code == 200


def signed_in(server: Server, browser: httpx.Client) -> str:
    """The session of a manager."""
    with office(server) as accounts:
        if not any(each.name == "hoa" for each in accounts.people.all()):
            accounts.people.add("hoa", Role.MANAGER, PASSWORD)
    form = dict(re.findall(r'name="(csrf|key)" value="(\w+)"', browser.get("/sign-in").text))
    browser.post("/sign-in", data=form | {"name": "hoa", "password": PASSWORD})
    return browser.cookies["luot_session"]


@pytest.mark.parametrize("path", ["/counter", "/counter/3", "/manager"])
def test_every_page_of_the_staff_can_be_left_by_its_own_form(server: Server, path: str) -> None:
    with httpx.Client(base_url=server.url, trust_env=False) as browser:
        session = signed_in(server, browser)
        sent = marks(browser.get(path).text)
        browser.post("/sign-out", data=sent | {"csrf": "0" * 32})
        assert let_in(server, path, session)
        left = browser.post("/sign-out", data=sent)
        assert (left.status_code, left.headers["location"]) == (303, "/sign-in")
        assert not let_in(server, path, session)


def test_a_browser_without_the_mark_of_a_form_gets_it_with_the_page(server: Server) -> None:
    with httpx.Client(base_url=server.url, trust_env=False) as browser:
        session = signed_in(server, browser)
    with httpx.Client(base_url=server.url, trust_env=False) as other:
        other.cookies["luot_session"] = session
        other.post("/sign-out", data=marks(other.get("/manager").text))
        assert not let_in(server, "/manager", session)


@pytest.mark.screen
def test_the_counter_asks_before_it_is_left(server: Server) -> None:
    with chromium() as browser:
        page = browser.new_page(locale="vi")
        page.goto(f"{server.url}/demo/official?next=/counter/3")
        expect(page.locator("[data-part=joined]")).to_be_visible()
        page.get_by_role("button", name="Đăng xuất").click()
        page.keyboard.press("Escape")
        expect(page).to_have_url(re.compile("/counter/3"))
        page.get_by_role("button", name="Đăng xuất").click()
        page.get_by_role("dialog").get_by_role("button", name="Đăng xuất").click()
        expect(page).to_have_url(re.compile("/sign-in"))
