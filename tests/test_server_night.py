"""A day ends at its midnight, also where the server was off: no span runs into the morning."""

from datetime import datetime, timedelta
from pathlib import Path

from luot.domain.commands import CallNext, OpenCounter, StartService
from luot.domain.events import DayOpened
from luot.messages import instant
from server.caretaker import look_after
from server.draft import Draft
from tests.desks import SETTINGS, Rig, TickingClock
from tests.halls import LOCAL, MORNING, Centre

MIDNIGHT = datetime(2026, 11, 24, tzinfo=LOCAL)
NEXT_MORNING = MORNING + timedelta(hours=23)


def left_at_work(data: Path, *, at: datetime = MORNING) -> None:
    """A centre whose power is cut in the middle of a service, with one more citizen waiting."""
    with Rig(data, clock=TickingClock(at)) as rig:
        rig.do(OpenCounter(counter=1, official="lan"))
        rig.take()
        rig.take()
        rig.do(CallNext(counter=1))
        rig.do(StartService(ticket=next(iter(rig.hall.tickets))))


def test_a_server_that_was_off_overnight_ends_yesterday_at_midnight(tmp_path: Path) -> None:
    left_at_work(tmp_path)
    with Rig(tmp_path, clock=TickingClock(NEXT_MORNING)) as rig:
        assert {each.event.at for each in rig.told[:-1]} == {MIDNIGHT}
        (opened,) = (each.event for each in rig.told if isinstance(each.event, DayOpened))
        assert (opened.at, opened.day) == (NEXT_MORNING, NEXT_MORNING.date())
        (span,) = rig.rows("counter_day")
        assert span[-2:] == (instant(MORNING), instant(MIDNIGHT))
        (service,) = rig.rows("service")
        assert service[9:11] == (instant(MIDNIGHT), 16 * 3600.0)


def test_a_server_that_runs_through_the_night_ends_the_day_at_midnight_too(tmp_path: Path) -> None:
    with Rig(tmp_path) as rig:
        rig.take()
        rig.clock.wait(hours=16, seconds=3)
        rig.desk.tick().result()
        assert [each.event.at for each in rig.told[-3:]] == [
            MIDNIGHT,
            MIDNIGHT,
            MIDNIGHT + timedelta(seconds=3),
        ]


def test_a_day_never_ends_before_its_last_fact() -> None:
    centre = Centre()
    centre.now = MIDNIGHT + timedelta(minutes=5)
    centre.take()
    draft = Draft(hall=centre.hall, now=NEXT_MORNING, catalogue="test")
    look_after(draft, SETTINGS)
    assert [each.event.at - MIDNIGHT for each in draft.entries] == [
        timedelta(minutes=5),
        timedelta(minutes=5),
        timedelta(hours=7),
    ]
