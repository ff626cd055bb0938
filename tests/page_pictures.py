"""The pictures of all pages for the documents, taken on one day of a real server.

python -m tests.page_pictures docs/pictures
"""

import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page

from luot.words import LANGUAGES
from tests.demo_day import OPENS, Day, played
from tests.relay import Relay
from tests.screens import chromium

DESK, OFFICE, SCREEN, PHONE = (1366, 768), (1440, 900), (1920, 1080), (390, 844)
TWICE: Final = "document.documentElement.style.fontSize = '200%'"
BIRTH: Final = "1.001193"
BY: Final = 3
"""The counter whose official is looked over the shoulder."""
OTHER: Final = 8
HERE: Final = "main > section:not([hidden])"
LOST: Final = ".lost:not([hidden])"
SOUGHT: Final = ("làm thẻ thư viện", "xin học mẫu giáo", "lam the thu vien", "đổi bằng lái xe")
WELL: Final = {"trouble": None, "paper_low": False, "roll_metres": 61.0, "target": "usb"}
OUT: Final = {"trouble": "paper-out", "paper_low": False, "target": "usb"}

Act = Callable[[Page], object]


def nothing(_: Page) -> None:
    """The page as it comes."""


class Album:
    """Takes a page in both languages; each is looked at anew, as it is now."""

    def __init__(self, browser: Browser, folder: Path, day: Day) -> None:
        self.browser = browser
        self.folder = folder
        self.day = day

    @contextmanager
    def looks(self, size: tuple[int, int], role: str | None) -> Iterator[BrowserContext]:
        """Somebody before a browser, signed in as who they are."""
        width, height = size
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, locale="vi-VN", timezone_id="Asia/Saigon"
        )
        context.clock.install(time=self.day.clock())
        if role:
            context.request.get(f"{self.day.server.url}/demo/{role}")
        yield context
        context.close()

    def take(  # noqa: PLR0913  # what is seen, by whom, on what, and when
        self,
        name: str,
        path: str,
        ready: str,
        *,
        size: tuple[int, int] = DESK,
        role: str | None = "official",
        act: Act = nothing,
        langs: Mapping[str, str] | None = None,
        whole: bool = False,
        lost: bool = False,
    ) -> None:
        """Keep the page under a name, in each language with its suffix; `lost` cuts its wire."""
        named = langs or {lang: "" if lang == LANGUAGES[0] else f"-{lang}" for lang in LANGUAGES}
        for lang, suffix in named.items():
            with self.looks(size, role) as context, closing(Relay(self.day.server.url)) as wire:
                page = context.new_page()
                page.goto(f"{wire.url}{path}?lang={lang}")
                page.wait_for_selector(ready, state="visible")
                act(page)
                if lost:
                    wire.close()
                    page.wait_for_selector(LOST, state="visible", timeout=90_000)
                page.evaluate("document.fonts.ready")
                flat = Image.open(BytesIO(page.screenshot(full_page=whole, animations="disabled")))
                kept = flat.convert("RGB").quantize(256, dither=Image.Dither.NONE)
                kept.save(self.folder / f"{name}{suffix}.png", optimize=True)

    def counter(self, name: str, stage: str, act: Act = nothing) -> None:
        def joined(page: Page) -> None:
            page.wait_for_selector("[data-part=joined]", state="visible")
            act(page)

        self.take(f"counter-{name}", f"/counter/{BY}", f"[data-stage={stage}]", act=joined)

    def phone(self, name: str, token: str, *, lost: bool = False) -> None:
        self.take(f"phone-{name}", f"/T/{token}", HERE, size=PHONE, role=None, lost=lost)

    def hall(self, name: str, *, lost: bool = False) -> None:
        self.take(f"hall-{name}", "/display", "#live", size=SCREEN, lost=lost)


def seek(page: Page) -> None:
    """Another procedure is looked for."""
    page.keyboard.press("F4")
    page.keyboard.type("khai tu")
    page.wait_for_selector("[data-part=finder-list] >> text=1.000656", state="visible")


def favour(page: Page) -> None:
    """Priority is granted to the third of the line."""
    page.locator("[data-act=favour]").nth(2).click()
    page.wait_for_selector("[data-part=favour][open]")


def tick(page: Page) -> None:
    """Four papers are there."""
    for box in page.locator("[data-part=papers] input").all()[:4]:
        box.check()


def idle(day: Day) -> None:
    """The counter is free, and nobody was called for a while."""
    if day.desks[BY].ticket is not None:
        day.clock.go(minutes=3)
        day.finish(BY)
    day.clock.go(seconds=90)


def of(day: Day, counter: int) -> str:
    """The code of whoever is at a counter."""
    ticket = day.desks[counter].ticket
    assert ticket is not None
    return str(day.issued[ticket["id"]]["token"])


def morning(album: Album, day: Day) -> None:
    """Nine o'clock: one citizen from the line to the counter, and who waits or missed the call."""
    day.order("/devices/printer", WELL, by="kiosk")
    idle(day)
    album.hall("quiet")
    album.counter("idle", "idle")
    album.counter("priority", "idle", favour)
    day.order("/devices/printer", OUT, by="kiosk")
    album.counter("printer", "idle")
    day.order("/devices/printer", WELL, by="kiosk")
    if day.desks[OTHER].ticket is not None:
        day.finish(OTHER)
    day.call(OTHER)
    day.clock.go(seconds=8)
    day.call_one(BY, BIRTH)
    album.hall("busy")
    day.serve(OTHER)
    album.phone("called", of(day, BY))
    day.clock.go(seconds=20)
    album.counter("called", "called")
    day.serve(BY)
    day.clock.go(minutes=6)
    album.counter("serving", "serving", tick)
    album.counter("search", "serving", seek)
    album.take(
        "counter-serving-200",
        f"/counter/{BY}",
        "[data-stage=serving]",
        size=(683, 384),
        langs={"vi": ""},
        whole=True,
        act=tick,
    )
    served = of(day, BY)
    day.finish(BY, rated=False)
    album.phone("done", served)


def missing(album: Album, day: Day) -> None:
    """Two do not come, and others wait at home."""
    for _ in range(2):
        day.clock.go(minutes=2)
        called = day.call(BY)
        assert called is not None
        gone = of(day, BY)
        day.miss(BY)
    album.counter("missed", "idle", lambda page: page.click("#tab-missed"))
    album.phone("missed", gone)
    view = day.server.get(f"/counters/{BY}").json()
    waiting = next(each for each in view["waiting"][4:] if each["procedure"])
    token = day.issued[waiting["id"]]["token"]
    album.phone("waiting", token)
    album.phone("lost", token, lost=True)
    album.take(
        "phone-waiting-200",
        f"/T/{token}",
        HERE,
        size=PHONE,
        role=None,
        langs={"vi": ""},
        whole=True,
        act=lambda page: page.evaluate(TWICE),
    )
    album.take("phone-papers", f"/G/{BIRTH}", "main", size=PHONE, role=None, whole=True)
    album.hall("lost", lost=True)


def afternoon(album: Album, day: Day) -> None:
    """Half past two, at the manager's."""
    for phrase in SOUGHT:
        day.order("/phrases", {"phrase": phrase}, by="kiosk")
    day.order("/devices/printer", WELL | {"paper_low": True, "roll_metres": 7.0}, by="kiosk")
    album.take("manager-day", "/manager", "main", size=OFFICE, role="manager", whole=True)
    album.take("sign-in", "/sign-in", "form", size=OFFICE, role=None)


def main(folder: Path) -> None:
    """Take them all."""

    def work(day: Day) -> None:
        with chromium() as browser:
            album = Album(browser, folder, day)
            day.until(OPENS + timedelta(minutes=94))
            morning(album, day)
            missing(album, day)
            day.until(OPENS + timedelta(hours=7))
            afternoon(album, day)

    with tempfile.TemporaryDirectory() as data:
        played(Path(data) / "centre", work)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
