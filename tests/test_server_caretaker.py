"""What the house does by itself when its settings change in the middle of a day."""

from dataclasses import replace
from pathlib import Path

from luot.domain.commands import CallNext, FinishService, OpenCounter, StartService
from luot.domain.events import RulesChanged
from luot.domain.ticket import Outcome
from tests.desks import SETTINGS, Rig


def test_a_queue_that_is_taken_away_goes_when_its_last_citizen_was_served(tmp_path: Path) -> None:
    rules = SETTINGS.rules
    small = replace(
        rules,
        queues=tuple(queue for queue in rules.queues if queue.letter != "E"),
        counters=tuple(
            replace(desk, queues=tuple(q for q in desk.queues if q != "E"))
            for desk in rules.counters
        ),
    )
    with Rig(tmp_path) as rig:
        rig.do(OpenCounter(counter=1, official="lan"))
        id_ = rig.take("E")
        rig.desk.settings = replace(SETTINGS, rules=small)
        for _ in range(3):
            rig.desk.tick().result()
        assert rig.hall.rules.queue("E") is not None
        rig.do(CallNext(counter=1))
        rig.do(StartService(ticket=id_))
        rig.do(FinishService(ticket=id_, outcome=Outcome.ACCEPTED))
        for _ in range(3):
            rig.desk.tick().result()
        assert rig.hall.rules == small
        changes = [each for each in rig.told if isinstance(each.event, RulesChanged)]
        assert [each.event.rules.queue("E") is None for each in changes] == [False, True]  # type: ignore[union-attr]
