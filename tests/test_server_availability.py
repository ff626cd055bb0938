"""How the queues stand is told by local time, also of what happened before the server started."""

import json
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

from luot import config
from luot.domain.commands import Command, OpenCounter, TakeTicket
from luot.domain.rules import Hours, Session
from server.house import House
from server.opening import opened
from server.orders import Order
from tests.desks import TickingClock
from tests.halls import LOCAL

NINE = datetime(2026, 11, 23, 9, tzinfo=LOCAL)  # 02:00 in UTC, when this queue is closed
FORENOON = Hours(week=((Session(opens=time(8), closes=time(11)),),) * 7, early=0)


def told(house: House) -> list[dict[str, Any]]:
    """The rows of the first queue in everything that the stream tells of today."""
    messages = house.news.hub.ring.after(0, 256) or []
    deltas = [json.loads(each.board.split(b"data: ", 1)[1]) for each in messages]
    return [row for each in deltas for row in each["queues"] if row["queue"] == "A"]


def test_a_server_that_starts_anew_tells_the_day_as_it_was_told(tmp_path: Path) -> None:
    sample = config.demo()
    first, *others = sample.rules.queues
    queues = (replace(first, hours=FORENOON, daily=2), *others)
    hall = replace(sample, rules=replace(sample.rules, queues=queues))
    clock = TickingClock(NINE)
    with opened(tmp_path, hall, address="http://x", clock=clock, ticks=clock.steady) as house:
        orders: tuple[Command, ...] = (
            OpenCounter(counter=1, official="lan"),
            TakeTicket(id=UUID(int=1), queue="A"),
            TakeTicket(id=UUID(int=2), queue="A"),
        )
        for at, command in enumerate(orders):
            house.desk.submit(Order(command=command, key=f"k{at}", actor="test")).result(10)
        live = told(house)
    assert [row["state"] for row in live] == ["away", "open", "open", "full"]
    assert live[-1]["until"] == "2026-11-24T01:00:00.000000Z"
    with opened(tmp_path, hall, address="http://x", clock=clock, ticks=clock.steady) as house:
        assert told(house) == live
