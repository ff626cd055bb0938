"""The stream client in a real browser: every event once, in order, whatever the line does."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.screens import Stage, chromium, served, until

pytestmark = pytest.mark.screen

FOLLOW = """async () => {
  const { follow } = await import("/static/stream.js");
  window.heard = [];
  window.noticed = [];
  follow({
    snapshot: "/api/v1/board",
    timing: { watchdog: 1500, connect: 6000, settle: 50, grace: 1500, pauses: [50, 100] },
    onSnapshot: (board) => heard.push(["snapshot", board.seq]),
    onEvent: (event, kind) => heard.push([kind, event.seq]),
    onLost: () => heard.push(["lost"]),
    onBack: () => heard.push(["back"]),
    onRefused: (status) => heard.push(["refused", status]),
    onNotice: (notice) => noticed.push(notice),
  });
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def page(browser: Browser, stage: Stage) -> Iterator[Page]:
    """A page that follows the stage and writes down all that it hears."""
    with served(stage.app()) as url, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{url}/blank")
        page.evaluate(FOLLOW)
        until(lambda: heard(page), [["snapshot", stage.seen]])
        until(lambda: stage.asked[-1:], [(stage.seen, "e1")])
        yield page


def heard(page: Page) -> list[list[Any]]:
    """All that the page was told: [kind, number] each."""
    told: list[list[Any]] = page.evaluate("window.heard")
    return told


def events(page: Page) -> list[int]:
    """The numbers of all events heard, in the order of hearing."""
    return [each[1] for each in heard(page) if each[0] not in {"snapshot", "lost", "back"}]


def take(stage: Stage, times: int = 1) -> None:
    for _ in range(times):
        stage.centre.take("A")
        stage.publish()


def test_every_event_is_heard_once_and_in_order(page: Page, stage: Stage) -> None:
    first = stage.seen + 1
    take(stage, 20)
    until(lambda: events(page), list(range(first, first + 20)))


def test_what_happened_while_the_line_was_cut_is_heard_afterwards(page: Page, stage: Stage) -> None:
    first = stage.seen + 1
    for _ in range(5):
        take(stage, 3)
        stage.hang_up()
        take(stage, 2)
    until(lambda: events(page), list(range(first, first + 25)))
    assert ["lost"] not in heard(page)  # short breaks are not worth a word


def test_an_event_that_is_told_twice_is_heard_once(page: Page, stage: Stage) -> None:
    first = stage.seen + 1
    take(stage, 3)
    with stage.lock:
        for stream in stage.streams:
            for told in stage.told:
                stream.put(stage.frame(told))
    take(stage)
    until(lambda: events(page), list(range(first, first + 4)))


def test_a_message_that_arrives_in_pieces_is_one_message(page: Page, stage: Stage) -> None:
    told = {"seq": 1234, "kind": "TicketIssued", "at": "", "name": "Hộ tịch", "counters": []}
    whole = f"id: 1234\r\nevent: TicketIssued\r\ndata: {json.dumps(told)}\r\n\r\n"
    with stage.lock:
        for stream in stage.streams:
            for letter in whole:
                stream.put(letter)
    until(lambda: events(page), [1234])


def test_half_a_message_of_a_killed_server_is_no_message(page: Page, stage: Stage) -> None:
    first = stage.seen + 1
    with stage.lock:
        for stream in stage.streams:
            stream.put(f"id: {first + 1000}")  # the line breaks here
    stage.hang_up()
    take(stage, 2)
    until(lambda: events(page), [first, first + 1])


def test_a_dead_line_is_noticed_though_nothing_was_said(page: Page, stage: Stage) -> None:
    first = stage.seen + 1
    asked = len(stage.asked)
    stage.deaf = True
    take(stage)  # nobody hears it
    until(lambda: len(stage.asked) > asked, wanted=True)
    stage.deaf = False
    until(lambda: events(page), [first])


def test_a_notice_is_no_event_and_a_new_line_begins_without_one(page: Page, stage: Stage) -> None:
    first = stage.seen + 1
    until(lambda: page.evaluate("noticed"), [{}])
    with stage.lock:
        stage.streams[-1].put('event: notice\ndata: {"clock":{"astray":"behind"}}\n\n')
    until(lambda: page.evaluate("noticed"), [{}, {"clock": {"astray": "behind"}}])
    stage.hang_up()
    until(lambda: page.evaluate("noticed.length"), 3)
    take(stage)
    until(lambda: events(page), [first])
    assert page.evaluate("noticed[2]") == {}


def test_a_quiet_hall_is_not_a_dead_line(page: Page, stage: Stage) -> None:
    asked = len(stage.asked)
    time.sleep(3.5)  # more than two watchdogs of heartbeats only
    assert (len(stage.asked), heard(page)) == (asked, [["snapshot", stage.seen]])


def test_contact_lost_is_said_once_and_so_is_its_return(page: Page, stage: Stage) -> None:
    first = stage.seen + 1
    begin = heard(page)
    stage.away = True
    stage.hang_up()
    until(lambda: heard(page), [*begin, ["lost"]])
    time.sleep(1.5)
    take(stage)
    stage.away = False
    until(lambda: heard(page), [*begin, ["lost"], ["TicketIssued", first], ["back"]])


def test_after_a_reset_the_whole_hall_is_asked_for_anew(page: Page, stage: Stage) -> None:
    old = stage.seen
    stage.epoch, stage.reset = "e2", True
    stage.centre.take("C")
    stage.publish(tell=False)
    stage.hang_up()
    until(lambda: heard(page), [["snapshot", old], ["snapshot", old + 1]])
    until(lambda: stage.asked[-1], (old + 1, "e2"))
    take(stage)
    until(lambda: heard(page)[2:], [["TicketIssued", old + 2]])


def test_who_may_not_listen_is_told_so_and_not_that_contact_is_lost(
    page: Page, stage: Stage
) -> None:
    begin = heard(page)
    stage.closed_to = True
    stage.hang_up()
    until(lambda: heard(page)[len(begin) :][:1], [["refused", 401]])
    time.sleep(2)  # longer than the grace
    assert ["lost"] not in heard(page)
    stage.closed_to = False
    until(lambda: heard(page)[-1], ["back"])
