"""Staff are told when the computer's clock goes astray: on every stream of theirs, and at once."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from luot.domain.commands import CallNext, OpenCounter, StartService
from luot.domain.hall import Hall
from server.clock import Astray, Trouble
from server.news import News
from server.stream import Audience, Stream
from server.tokens import Codes
from tests.astray import FILE
from tests.counter_stage import CounterStage
from tests.halls import RULES
from tests.screens import chromium, until
from tests.screens import served as serve_stage

BEHIND = Trouble(astray=Astray.BEHIND, minutes=60)
TOLD = b'event: notice\ndata: {"clock":{"astray":"behind","minutes":60}}\n\n'
OVER = b'event: notice\ndata: {"clock":null}\n\n'
HELLO = b"retry: 1000\n\n"


class Room:
    """The streams of a hall in which nothing happens."""

    def __init__(self) -> None:
        self.news = News("e1", Hall(rules=RULES), Codes(b"k" * 32))
        self.news.hub.start(asyncio.get_running_loop())
        self.audience = Audience.OFFICIAL
        self.stream = Stream(self.news.hub, lambda _: self.audience)
        self.told = b""

    async def listens(self) -> None:
        scope = {"method": "GET", "headers": [], "query_string": b""}
        await self.stream(scope, self._stays, self._hears)

    async def _stays(self) -> dict[str, Any]:
        await asyncio.Event().wait()
        return {}

    async def _hears(self, part: MutableMapping[str, Any]) -> None:
        self.told += part.get("body", b"")

    async def warn(self, *troubles: Trouble | None) -> bytes:
        """All that a listener is told while these troubles come and go."""
        self.told = b""
        listening = asyncio.create_task(self.listens())
        await asyncio.sleep(0.01)
        for trouble in troubles:
            self.news.warn(trouble)
            await asyncio.sleep(0.01)
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        return self.told


def test_a_listener_is_told_of_a_trouble_and_of_its_end() -> None:
    async def hall() -> None:
        room = Room()
        assert await room.warn() == HELLO
        assert await room.warn(BEHIND) == HELLO + TOLD
        assert await room.warn() == HELLO + TOLD
        assert await room.warn(BEHIND, None) == HELLO + TOLD + OVER
        assert await room.warn() == HELLO

    asyncio.run(hall())


def test_a_screen_in_the_hall_is_told_nothing_of_it() -> None:
    async def hall() -> None:
        room = Room()
        room.audience = Audience.BOARD
        assert await room.warn(BEHIND, None, BEHIND) == HELLO

    asyncio.run(hall())


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[str]:
    """The address of a sample centre whose computer's clock can be set."""
    (tmp_path / FILE).write_text("0")
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.astray", str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    yield process.stdout.readline().strip()
    process.terminate()
    process.communicate(timeout=10)


@pytest.mark.screen
def test_counter_and_manager_are_told_while_it_lasts(centre: str, tmp_path: Path) -> None:
    with chromium() as browser:
        counter, manager = browser.new_page(locale="vi"), browser.new_page(locale="en")
        counter.goto(f"{centre}/demo/official?next=/counter/3")
        manager.goto(f"{centre}/demo/manager?next=/manager?lang=en")
        boxes = [page.locator("[data-part=astray]") for page in (counter, manager)]
        counter.click("[data-act=open]")
        expect(counter.locator("[data-stage=idle]")).to_be_visible()
        for box in boxes:
            expect(box).to_be_hidden()
        (tmp_path / FILE).write_text("-3600")
        expect(boxes[0]).to_contain_text("chậm 60 phút", timeout=10_000)
        expect(boxes[1]).to_contain_text("60 minutes behind", timeout=10_000)
        health = httpx.get(f"{centre}/healthz", trust_env=False).json()
        assert (health["ok"], health["clock_behind_s"], health["clock_ahead_s"]) == (True, 3600, 0)
        boxes[0].get_by_role("button").click()
        expect(boxes[0]).to_be_hidden()
        (tmp_path / FILE).write_text("0")
        expect(boxes[1]).to_be_hidden(timeout=10_000)
        (tmp_path / FILE).write_text("-7200")
        expect(boxes[0]).to_contain_text("chậm 120 phút", timeout=10_000)


SAID = {
    ("behind", "vi"): "vẫn được ghi đúng. Đồng hồ máy chủ đang chậm 3000 phút",
    ("behind", "en"): "still recorded correctly. The server's clock is 3000 minutes behind",
    ("ahead", "vi"): "vẫn được ghi đúng. Đồng hồ máy chủ nhảy tới trước 2 ngày",
    ("ahead", "en"): "still recorded correctly. The server's clock leapt 2 days ahead",
}


@pytest.mark.screen
@pytest.mark.parametrize(("astray", "lang"), SAID)
def test_the_notice_leaves_the_work_in_its_place(astray: str, lang: str) -> None:
    stage = CounterStage()
    stage.do(OpenCounter(counter=3, official="lan"))
    ticket = stage.take("A")
    stage.do(CallNext(counter=3))
    stage.do(StartService(ticket=ticket))
    with serve_stage(stage.app()) as url, chromium() as browser:
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.goto(f"{url}/counter/3?lang={lang}")
        expect(page.locator("[data-part=joined]")).to_be_visible()
        until(lambda: bool(stage.streams), wanted=True)
        stage.streams[-1].put(
            f'event: notice\ndata: {{"clock":{{"astray":"{astray}","minutes":3000}}}}\n\n'
        )
        expect(page.locator("[data-part=astray]")).to_contain_text(SAID[astray, lang])
        go = page.locator("[data-stage=serving] [data-act=finish-next]").bounding_box()
        assert go is not None
        assert go["y"] + go["height"] <= 768
