"""What a counter page makes of a snapshot and of the events after it, in a real browser."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from luot.domain.commands import (
    CallNext,
    FinishService,
    GrantPriority,
    MarkMissed,
    OpenCounter,
    Recall,
    Return,
    StartService,
    Transfer,
    Undo,
)
from luot.domain.ticket import Outcome
from tests.counter_stage import BIRTH, CounterStage, busy_morning
from tests.screens import chromium, served

pytestmark = pytest.mark.screen
KEPT = ("counter", "ticket", "waiting", "missed")

Row = dict[str, Any]
Opened = tuple[Page, CounterStage]
Folding = tuple[CounterStage, Page]


@pytest.fixture(scope="module")
def browser_page() -> Iterator[Opened]:
    stage = CounterStage()
    with served(stage.app()) as url, chromium() as browser:
        page = browser.new_page()
        page.goto(f"{url}/counter/1")
        page.wait_for_selector("[data-stage=closed]:visible")
        yield page, stage


@pytest.fixture
def folding(browser_page: Opened) -> Folding:
    return CounterStage(), browser_page[0]


def folded(page: Page, first: Row, deltas: list[Row]) -> Row:
    """The state that `state.js` reaches from a snapshot by these events."""
    state: Row = page.evaluate(
        """async ([snapshot, deltas]) => {
            const source = [...document.scripts].find((s) => s.src.endsWith("main.js")).src;
            const { fold, fromSnapshot } = await import(source.replace("main.js", "state.js"));
            return deltas.reduce(fold, fromSnapshot(snapshot));
        }""",
        [first, deltas],
    )
    return state


def told(page: Page, name: str, *args: object) -> object:
    """What a function of `told.js` answers."""
    answer: object = page.evaluate(
        """async ([name, args]) => {
            const source = [...document.scripts].find((s) => s.src.endsWith("main.js")).src;
            return (await import(source.replace("main.js", "told.js")))[name](...args);
        }""",
        [name, args],
    )
    return answer


def seen(stage: CounterStage, number: int) -> Row:
    snapshot: Row = json.loads(stage.snapshot(number).get_data())
    return snapshot


def a_full_morning(stage: CounterStage) -> None:
    """Everything that can happen around counter 3, with a second counter calling too."""
    stage.do(OpenCounter(counter=3, official="lan"))
    stage.do(OpenCounter(counter=4, official="minh"))
    busy_morning(stage)
    for _ in range(2):
        stage.do(CallNext(counter=4))
        other = stage.centre.hall.counters[4].ticket
        assert other is not None
        stage.do(StartService(ticket=other))
        stage.do(FinishService(ticket=other, outcome=Outcome.ACCEPTED))
    stage.do(CallNext(counter=3))
    missed = stage.centre.hall.counters[3].ticket
    assert missed is not None
    stage.skip(seconds=16)
    stage.do(Recall(ticket=missed))
    stage.skip(seconds=16)
    stage.do(MarkMissed(ticket=missed))
    stage.do(Return(ticket=missed))
    late = stage.take(BIRTH.code)
    stage.do(GrantPriority(ticket=late, priority="priority", reason="lớn tuổi"))
    sent = stage.take("2.000815")
    stage.do(Transfer(ticket=sent, counter=3, reason="hỏi thêm"))
    away = stage.take("2.000815")
    stage.do(Transfer(ticket=away, counter=4, reason="hỏi thêm"))
    stage.do(CallNext(counter=3))
    now = stage.centre.hall.counters[3].ticket
    assert now is not None
    stage.do(StartService(ticket=now))
    stage.do(Undo(counter=3))


def test_folding_every_event_gives_what_a_fresh_snapshot_says(folding: Folding) -> None:
    stage, page = folding
    first = seen(stage, 3)
    a_full_morning(stage)
    last = seen(stage, 3)
    state = folded(page, first, stage.since(first["seq"]))
    assert {part: state[part] for part in KEPT} == {part: last[part] for part in KEPT}
    assert len(last["waiting"]) > 10


def test_an_event_that_was_heard_before_changes_nothing(folding: Folding) -> None:
    stage, page = folding
    first = seen(stage, 3)
    stage.do(OpenCounter(counter=3, official="lan"))
    stage.take(BIRTH.code)
    stage.do(CallNext(counter=3))
    deltas = stage.since(first["seq"])
    assert folded(page, first, deltas + deltas[:-1]) == folded(page, first, deltas)


def test_the_last_act_is_known_without_asking_again(folding: Folding) -> None:
    stage, page = folding
    stage.do(OpenCounter(counter=3, official="lan"))
    stage.take(BIRTH.code)
    first = seen(stage, 3)
    stage.do(CallNext(counter=3))
    ticket = stage.centre.hall.counters[3].ticket
    assert ticket is not None
    stage.do(StartService(ticket=ticket))
    stage.do(FinishService(ticket=ticket, outcome=Outcome.REFUSED))
    state = folded(page, first, stage.since(first["seq"]))
    undo = state["undo"]
    told_as = {each: undo[each] for each in ("kind", "number", "at")}
    fresh = seen(stage, 3)["undo"]
    assert (told_as, undo["ticket"]["outcome"], state["stale"]) == (
        {each: fresh[each] for each in ("kind", "number", "at")},
        "refused",
        False,
    )


@pytest.mark.parametrize("act", ["undo", "open"])
def test_what_rows_cannot_tell_asks_for_a_fresh_snapshot(folding: Folding, act: str) -> None:
    stage, page = folding
    stage.do(OpenCounter(counter=3, official="lan"))
    stage.take(BIRTH.code)
    stage.do(CallNext(counter=3))
    first = seen(stage, 3)
    if act == "undo":
        stage.do(Undo(counter=3))
    else:
        stage.do(OpenCounter(counter=3, official="lan", queues=("A",)))
    assert folded(page, first, stage.since(first["seq"]))["stale"] is True


def test_another_counters_events_ask_for_nothing(folding: Folding) -> None:
    stage, page = folding
    stage.take(BIRTH.code)
    first = seen(stage, 3)
    stage.do(OpenCounter(counter=4, official="minh"))
    stage.do(CallNext(counter=4))
    stage.do(Undo(counter=4))
    state = folded(page, first, stage.since(first["seq"]))
    assert (state["stale"], [row["number"] for row in state["waiting"]]) == (False, ["A001"])


def test_the_order_of_calling_is_exact_to_the_last_figure(browser_page: Opened) -> None:
    first = {"effective_at": "2026-11-23T02:00:00.000400Z", "order": 9}
    second = {"effective_at": "2026-11-23T02:00:00.0005Z", "order": 1}
    third = {"effective_at": "2026-11-23T02:00:00.000500Z", "order": 2}
    fourth = {"effective_at": "2026-11-23T02:00:01Z", "order": 0}
    order = [first, second, third, fourth]
    sorted_ = browser_page[0].evaluate(
        """async (rows) => {
            const source = [...document.scripts].find((s) => s.src.endsWith("main.js")).src;
            const { inCallingOrder } = await import(source.replace("main.js", "state.js"));
            return rows.sort(inCallingOrder);
        }""",
        order[::-1],
    )
    assert sorted_ == order


ROW = {
    "state": "waiting",
    "queue": "A",
    "for_counter": None,
    "returns": 0,
    "priority": "ordinary",
    "waits_from": "2026-11-23T02:00:00Z",
}
LATER = {**ROW, "waits_from": "2026-11-23T02:05:00Z"}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ([ROW, LATER], "longest"),
        ([LATER, ROW], "order"),
        ([{**LATER, "priority": "priority"}, ROW], "priority"),
        ([{**LATER, "returns": 1}, ROW], "returned"),
        ([{**LATER, "for_counter": 3}, ROW], "sent"),
    ],
)
def test_who_comes_next_is_explained(browser_page: Opened, line: list[Row], why: str) -> None:
    assert told(browser_page[0], "whyNext", line, {"counter": 3}) == why


@pytest.mark.parametrize(
    ("purpose", "procedure", "outcome"),
    [
        ("submit", "1.001193", "accepted"),
        ("submit", None, "guidance_given"),
        ("supplement", "1.001193", "accepted"),
        ("collect", None, "result_handed_over"),
        ("pay", None, "other"),
        ("ask", None, "guidance_given"),
    ],
)
def test_the_likeliest_outcome_is_preset(
    browser_page: Opened, purpose: str, procedure: str | None, outcome: str
) -> None:
    ticket = {"purpose": purpose, "procedure": procedure}
    assert told(browser_page[0], "likeliestOutcome", ticket) == outcome


def test_the_cooldown_runs_from_the_last_call(browser_page: Opened) -> None:
    page = browser_page[0]
    now = page.evaluate("Date.parse('2026-11-23T02:00:20Z')")
    ticket = {"called_at": "2026-11-23T02:00:00Z", "last_call_at": "2026-11-23T02:00:16Z"}
    rules = {"cooldown": 15}
    once = {**ticket, "last_call_at": None}
    assert [told(page, "cooldownLeft", each, rules, now) for each in (ticket, once)] == [11, 0]
