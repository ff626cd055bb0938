"""The board: what one event changes on it adds up to the whole."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest

from display.board import CallRow, Calls, CounterRow, QueueRow, delta, fold_calls, snapshot
from luot.domain.commands import (
    CallNext,
    Cancel,
    CloseCounter,
    CloseDay,
    Command,
    FinishService,
    Hold,
    MarkMissed,
    OpenCounter,
    OpenDay,
    PauseCounter,
    Recall,
    Resume,
    Return,
    StartService,
    TakeTicket,
    Transfer,
    Undo,
)
from luot.domain.decide import decide
from luot.domain.errors import Refusal
from luot.domain.events import Event
from luot.domain.fold import apply
from luot.domain.hall import Hall
from luot.domain.rules import Hours, Rules, Session
from luot.domain.ticket import Outcome
from luot.messages import instant
from tests.halls import BIRTH, COPY, DAY, LAND, LOCAL, MORNING, RULES, Centre, ticket_id

PLACE = {"kind": "Trung tâm", "name": "Phường Đông Sơn", "site": "S042"}


def board(centre: Centre) -> tuple[dict[str, Any], Calls]:
    """The board of a centre, folded from its whole journal."""
    calls = Calls()
    for seq, event in enumerate(centre.journal, start=1):
        calls = fold_calls(calls, event, seq)
    whole = snapshot(
        centre.hall,
        calls,
        seq=len(centre.journal),
        epoch="e1",
        at=centre.now,
        centre=PLACE,
    )
    return dict(whole), calls


def listed(centre: Centre) -> list[tuple[str, int, int]]:
    """Number, counter and repeats of each call on the board."""
    rows = board(centre)[0]["calls"]
    return [(row["number"], row["counter"], row["recalled"]) for row in rows]


def test_the_board_shows_counters_calls_and_queues() -> None:
    centre = Centre()
    centre.open(1, 2)
    centre.take(BIRTH)
    centre.take(BIRTH)
    centre.wait(minutes=18)
    centre.call(1)
    centre.do(PauseCounter(counter=2))
    whole, _ = board(centre)
    called, opened = instant(centre.now), instant(MORNING)
    assert whole == {
        "epoch": "e1",
        "seq": 7,
        "at": called,
        "centre": PLACE,
        "closes_at": None,
        "counters": [
            {"counter": 1, "state": "called", "number": "A001", "since": called},
            {"counter": 2, "state": "paused", "number": None, "since": called},
            {"counter": 3, "state": "closed", "number": None, "since": opened},
        ],
        "calls": [{"call": 6, "number": "A001", "counter": 1, "at": called, "recalled": 0}],
        "queues": [
            queue("A", "Hộ tịch", "Civil status", waiting=1, last_wait=18),
            queue("C", "Chứng thực", "Certification", waiting=0, last_wait=None),
            queue("E", "Đất đai", "Land", waiting=0, last_wait=None),
        ],
    }


def queue(
    letter: str, name: str, name_en: str, *, waiting: int, last_wait: int | None
) -> dict[str, Any]:
    return {
        "queue": letter,
        "letter": letter,
        "name": name,
        "name_en": name_en,
        "waiting": waiting,
        "wait": None,
        "last_wait": last_wait,
        "state": "open",
        "until": None,
    }


def test_an_event_changes_only_what_it_touches() -> None:
    centre = Centre()
    centre.open(1, 2)
    centre.take(BIRTH)
    centre.take(COPY)
    _, calls = board(centre)
    before = centre.hall
    (event,) = centre.do(CallNext(counter=1))
    after_calls = fold_calls(calls, event, 6)
    assert delta(before, centre.hall, event, 6, calls_before=calls, calls=after_calls) == {
        "seq": 6,
        "at": instant(centre.now),
        "kind": "TicketCalled",
        "counters": [
            {"counter": 1, "state": "called", "number": "A001", "since": instant(centre.now)}
        ],
        "queues": [queue("A", "Hộ tịch", "Civil status", waiting=0, last_wait=0)],
        "calls": [
            {"call": 6, "number": "A001", "counter": 1, "at": instant(centre.now), "recalled": 0}
        ],
    }


def rows(centre: Centre, *orders: Command) -> list[tuple[str, str | None, str | None]]:
    """The letter, state and time of each queue row that some orders change."""
    told = []
    for order in orders:
        for event in decided(centre, order):
            before, centre.hall = centre.hall, apply(centre.hall, event)
            told += delta(before, centre.hall, event, 1, calls_before=Calls(), calls=Calls())[
                "queues"
            ]
    return [(row["queue"], row["state"], row["until"]) for row in told]


def decided(centre: Centre, order: Command) -> tuple[Event, ...]:
    return decide(centre.hall, order, centre.now)


def test_queues_are_told_of_when_their_last_counter_rests_and_when_one_works_again() -> None:
    centre = Centre()
    until = centre.now + timedelta(minutes=15)
    lan, an = (OpenCounter(counter=n, official="lan", queues=("A",)) for n in (1, 2))
    assert rows(centre, lan) == [("A", "open", None)]
    assert rows(centre, an, PauseCounter(counter=2)) == []
    assert rows(centre, PauseCounter(counter=1)) == [("A", "away", None)]
    promised = PauseCounter(counter=1, until=until)
    assert rows(centre, promised) == [("A", "away", instant(until))]
    assert rows(centre, CloseCounter(counter=1)) == [("A", "away", None)]
    assert rows(centre, OpenCounter(counter=3, official="an", queues=("A", "C"))) == [
        ("A", "open", None),
        ("C", "open", None),
    ]


def test_the_number_that_fills_a_queue_is_told_of() -> None:
    first, *others = RULES.queues
    centre = Centre(replace(RULES, queues=(replace(first, daily=1), *others)))
    centre.open(1)
    fills = TakeTicket(id=ticket_id(1), procedures=(BIRTH,))
    midnight = datetime(2026, 11, 24, tzinfo=LOCAL)
    assert rows(centre, fills) == [("A", "full", instant(midnight))]


def test_what_time_has_changed_since_is_told_with_the_next_event() -> None:
    noon = Hours(week=((Session(opens=time(8), closes=time(12)),),) * 7, early=0)
    first, *others = RULES.queues
    centre = Centre(replace(RULES, queues=(replace(first, hours=noon), *others)))
    centre.open(1)
    id_ = centre.take(BIRTH)
    centre.call()
    assert rows(centre, StartService(ticket=id_)) == []
    centre.wait(minutes=300)
    tomorrow = instant(datetime(2026, 11, 24, 8, tzinfo=LOCAL))
    assert rows(centre, Hold(ticket=id_)) == [("A", "closed", tomorrow)]


def _order(random: Random, centre: Centre) -> Command:
    """Some order, sensible or not."""
    counter = random.randint(1, 3)
    tickets = sorted(centre.hall.tickets) or [UUID(int=0)]
    ticket = random.choice(tickets)
    orders: list[Command] = [
        CallNext(counter=counter, finish_current=True),
        Recall(ticket=ticket),
        StartService(ticket=ticket),
        FinishService(ticket=ticket, outcome=Outcome.ACCEPTED),
        Hold(ticket=ticket),
        Resume(ticket=ticket, counter=counter),
        Transfer(ticket=ticket, reason="x", queue=random.choice("ACE")),
        Transfer(ticket=ticket, reason="x", counter=counter),
        MarkMissed(ticket=ticket),
        Return(ticket=ticket),
        Cancel(ticket=ticket, reason="x"),
        Undo(counter=counter),
        PauseCounter(counter=counter),
        CloseCounter(counter=counter),
    ]
    return random.choice(orders)


@pytest.mark.parametrize("seed", range(8))
def test_the_changes_of_all_events_add_up_to_the_board(seed: int) -> None:
    random = Random(seed)
    centre = Centre()
    for _ in range(150):
        centre.wait(seconds=random.randint(1, 40))
        if random.random() < 0.3:
            centre.take(random.choice((BIRTH, COPY, LAND)))
        try:
            centre.open(random.randint(1, 3))
            centre.do(_order(random, centre))
        except Refusal:
            continue
    assert len(centre.journal) > 100
    _adds_up(centre)


def _adds_up(centre: Centre) -> None:
    """After every event, a page that was told each change has the very board of the hall."""
    hall, calls = centre.begin, Calls()
    counters: dict[int, CounterRow] = {}
    queues: dict[str, QueueRow] = {}
    rows: list[CallRow] = []
    for seq, event in enumerate(centre.journal, start=1):
        before, hall, calls_before = hall, apply(hall, event), calls
        calls = fold_calls(calls, event, seq)
        told = delta(before, hall, event, seq, calls_before=calls_before, calls=calls)
        counters |= {row["counter"]: row for row in told["counters"]}
        queues |= {row["letter"]: row for row in told["queues"]}
        rows = told.get("calls", rows)
        whole = snapshot(hall, calls, seq=seq, epoch="e1", at=centre.now, centre=PLACE)
        assert [counters[number] for number in sorted(counters)] == whole["counters"]
        assert [queues[each.letter] for each in RULES.queues] == whole["queues"]
        assert rows == whole["calls"]


def test_a_recall_keeps_its_call_and_moves_it_to_the_top() -> None:
    centre = Centre()
    centre.open(1, 2)
    first = centre.take()
    centre.take()
    centre.call(1)
    centre.call(2)
    centre.wait(seconds=20)
    ids = {row["number"]: row["call"] for row in board(centre)[0]["calls"]}
    centre.do(Recall(ticket=first))
    assert listed(centre) == [("A001", 1, 1), ("A002", 2, 0)]
    assert {row["number"]: row["call"] for row in board(centre)[0]["calls"]} == ids


def test_a_call_stays_on_the_board_after_its_service() -> None:
    centre = Centre()
    centre.open(1)
    centre.take()
    centre.serve(1)
    assert listed(centre) == [("A001", 1, 0)]


def test_a_call_that_was_taken_back_leaves_the_board() -> None:
    centre = Centre()
    centre.open(1)
    centre.take()
    centre.call(1)
    centre.do(Undo(counter=1))
    assert listed(centre) == []


def test_a_paused_counter_calls_nobody() -> None:
    centre = Centre()
    centre.open(1)
    centre.take()
    centre.call(1)
    centre.do(PauseCounter(counter=1))
    assert listed(centre) == []


def test_a_no_show_leaves_the_board_and_comes_back_when_that_is_undone() -> None:
    centre = Centre()
    centre.open(1)
    ticket = centre.take()
    centre.call(1)
    centre.wait(seconds=20)
    centre.do(Recall(ticket=ticket))
    centre.wait(seconds=20)
    centre.do(MarkMissed(ticket=ticket))
    assert listed(centre) == []
    centre.do(Undo(counter=1))
    assert listed(centre) == [("A001", 1, 1)]


def test_a_ticket_sent_on_stands_only_at_its_new_counter() -> None:
    centre = Centre()
    centre.open(1, 2)
    ticket = centre.take()
    centre.call(1)
    centre.do(StartService(ticket=ticket))
    centre.do(Transfer(ticket=ticket, reason="x", counter=2))
    assert listed(centre) == []
    centre.call(2)
    assert listed(centre) == [("A001", 2, 0)]


def test_the_board_lists_the_latest_eight_calls() -> None:
    centre = Centre()
    centre.open(1)
    for _ in range(10):
        centre.take()
        centre.serve(1, minutes=1)
    assert [number for number, _, _ in listed(centre)] == [f"A{n:03}" for n in range(10, 2, -1)]


def test_a_new_day_begins_with_an_empty_board() -> None:
    centre = Centre()
    centre.open(1)
    centre.take()
    centre.call(1)
    centre.do(CloseDay())
    centre.now = centre.now.replace(day=24)
    centre.do(OpenDay(day=DAY.replace(day=24), rules=RULES, catalogue="test"))
    whole, _ = board(centre)
    assert whole["calls"] == []
    assert {(row["state"], row["number"]) for row in whole["counters"]} == {("closed", None)}


def test_an_event_that_calls_nobody_leaves_the_list_as_it_is() -> None:
    centre = Centre()
    centre.open(1)
    centre.take()
    centre.call(1)
    _, calls = board(centre)
    (event,) = centre.do(StartService(ticket=next(iter(centre.hall.tickets))))
    assert fold_calls(calls, event, 99) is calls


def test_the_board_knows_when_the_counters_stop_today() -> None:
    week = ((Session(opens=time(7, 30), closes=time(17, 0)),),) * 5 + ((), ())
    hall = Hall(rules=Rules(queues=(), counters=(), hours=Hours(week=week)))
    whole = snapshot(hall, Calls(), seq=0, epoch="e1", at=MORNING, centre=PLACE)
    assert whole["closes_at"] == instant(datetime(2026, 11, 23, 17, tzinfo=MORNING.tzinfo))
