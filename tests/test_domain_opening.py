"""The hall issues tickets in opening hours only."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from luot.domain import opening
from luot.domain.commands import TakeTicket
from luot.domain.errors import HallClosed
from luot.domain.rules import ALWAYS_OPEN, Hours, Session
from tests.halls import BIRTH, LOCAL, RULES, Centre, ticket_id

OFFICE = (
    Session(opens=time(7, 30), closes=time(11, 30)),
    Session(opens=time(13, 30), closes=time(17)),
)
HOURS = Hours(
    week=(OFFICE,) * 5 + ((), ()),
    except_on=((date(2026, 11, 24), ()),),
    early=20,
    last=15,
)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=LOCAL)


@pytest.mark.parametrize(
    ("moment", "issuing"),
    [
        (at(23, 7, 9), False),
        (at(23, 7, 10), True),
        (at(23, 12), True),  # over lunch people may line up for the afternoon
        (at(23, 16, 45), True),
        (at(23, 16, 46), False),
        (at(24, 9), False),  # an exception
        (at(28, 9), False),  # Saturday
    ],
)
def test_tickets_are_issued_from_shortly_before_opening_to_shortly_before_closing(
    moment: datetime,
    issuing: bool,  # noqa: FBT001
) -> None:
    assert opening.is_issuing(HOURS, moment) is issuing


def test_the_hall_says_when_it_opens_next() -> None:
    assert opening.opens_next(HOURS, at(23, 6)) == at(23, 7, 10)
    assert opening.opens_next(HOURS, at(23, 18)) == at(25, 7, 10)
    assert opening.opens_next(HOURS, at(27, 18)) == datetime(2026, 11, 30, 7, 10, tzinfo=LOCAL)


def test_a_hall_that_never_opens_promises_nothing() -> None:
    assert opening.opens_next(Hours(week=((),) * 7), at(23, 8)) is None


def test_a_wait_counts_from_the_opening_of_the_session() -> None:
    assert opening.waits_from(HOURS, at(23, 7, 15)) == at(23, 7, 30)
    assert opening.waits_from(HOURS, at(23, 9)) == at(23, 9)
    assert opening.waits_from(HOURS, at(23, 12)) == at(23, 13, 30)
    assert opening.waits_from(HOURS, at(23, 18)) == at(23, 18)


def test_a_demonstration_hall_is_open_at_every_hour() -> None:
    for hour in range(24):
        assert opening.is_issuing(ALWAYS_OPEN, at(23, hour))


def test_a_closed_hall_refuses_citizens_and_says_when_to_come() -> None:
    centre = Centre(replace(RULES, hours=HOURS), now=at(23, 6))
    with pytest.raises(HallClosed) as refused:
        centre.take()
    assert refused.value.fields == {"opens_at": "07:10 23/11/2026"}


def test_staff_may_issue_out_of_hours() -> None:
    centre = Centre(replace(RULES, hours=HOURS), now=at(23, 6))
    centre.do(TakeTicket(id=ticket_id(1), procedures=(BIRTH,), staff=True))
    assert centre.ticket(ticket_id(1)).number == "A001"
