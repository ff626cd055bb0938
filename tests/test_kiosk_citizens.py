"""Eleven citizens, each with a need of their own, leave the real kiosk with what they came for."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from luot.domain.ticket import State

pytest.importorskip("Xlib.display", reason="python-xlib is not installed here")
pytest.importorskip("kivy", reason="Kivy is not installed here")
from tests.kiosk_citizens import STORIES, Story, visits
from tests.kiosk_visit import House, Visit, house
from tests.kiosk_window import ON_SCREEN

pytestmark = ON_SCREEN

LOW_FROM = 760
EVERY = [pytest.param(story, id=story.who) for story in STORIES]


@dataclass
class Day:
    """The house after all of them came, and what each did."""

    house: House
    came: dict[str, Visit]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    with house(tmp_path_factory.mktemp("citizens")) as there:
        yield Day(there, {each.who: each for each in visits(there)})


@pytest.mark.parametrize("story", EVERY)
def test_what_a_citizen_came_for_is_on_record(day: Day, story: Story) -> None:
    assert day.house.settled(day.came[story.who].number, story.wanted) == story.wanted


@pytest.mark.parametrize("story", EVERY)
def test_the_codes_on_glass_and_paper_lead_to_the_citizens_own_number(
    day: Day, story: Story
) -> None:
    visit = day.came[story.who]
    printed = story.wanted.paper == "printed"
    assert visit.screen_url.startswith(day.house.server.url.upper())
    assert visit.paper_url == (visit.screen_url if printed else "")
    token = visit.screen_url.rpartition("/")[2]
    found = day.house.citizen.holding(token)
    assert (found.number, found.state) == (visit.number, State.WAITING)
    status = day.house.server.get("/tickets/status", by=None, token=token).json()
    assert status["number"] == visit.number


def test_nobody_has_the_number_of_another(day: Day) -> None:
    numbers = [visit.number for visit in day.came.values()]
    assert len(set(numbers)) == len(STORIES)
    assert [each for each in numbers if each[1:] >= "900"] == [day.came["while-away"].number]


def test_who_comes_every_day_needs_two_touches(day: Day) -> None:
    assert len(day.came["clerk"].touches) == 2
    assert day.came["clerk"].screens == ["home", "confirm", "ticket"]


def test_nobody_in_a_wheelchair_reaches_up(day: Day) -> None:
    assert [place for place in day.came["wheelchair"].touches if place[1] < LOW_FROM] == []


def test_the_next_citizen_finds_nothing_of_the_last_one(day: Day) -> None:
    """After large letters, everything low and English the first screen is the usual one."""
    named = [each["words"] for each in day.house.look()["touch"]]
    assert (named[0], named[-4:]) == (
        ["Gõ tên việc: giấy khai sinh, sổ đỏ…", "Tìm"],
        [["English"], ["Chữ to"], ["Nền tối"], ["Hạ thấp"]],
    )
