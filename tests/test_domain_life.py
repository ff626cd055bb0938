"""Browsing by what happens in a life."""

from dataclasses import replace

import pytest

from luot import words
from luot.domain.life import LIFE, LifeEvent, by_event, events_of
from luot.domain.patterns import table
from luot.domain.procedure import Level
from server.catalogue import starter


@pytest.mark.parametrize(
    ("code", "events"),
    [
        ("1.001193", (LifeEvent.BIRTH,)),
        ("1.000894", (LifeEvent.MARRIAGE,)),
        ("3.000722", (LifeEvent.BIRTH, LifeEvent.MOVING, LifeEvent.IDENTITY)),
        ("2.001406", (LifeEvent.LAND,)),
        ("2.000815", ()),
    ],
)
def test_a_procedure_stands_where_people_look_for_it(
    code: str, events: tuple[LifeEvent, ...]
) -> None:
    assert events_of(starter().by_code[code]) == events


def test_each_event_has_procedures_and_the_most_taken_come_first() -> None:
    found = by_event(starter())
    assert list(found) == list(LifeEvent)
    for every in found.values():
        ranks = [one.popularity for one in every]
        assert ranks == sorted(ranks, reverse=True)


def test_rare_matters_of_other_levels_are_not_browsed() -> None:
    birth = replace(starter().by_code["1.001193"], popularity=0)
    assert events_of(replace(birth, level=Level.MINISTRY)) == ()
    assert events_of(replace(birth, level=Level.COMMUNE)) == (LifeEvent.BIRTH,)


def test_every_event_has_its_words_and_its_line() -> None:
    for lang in words.LANGUAGES:
        say = words.load(lang)
        assert all(say(f"life.{event}") for event in LifeEvent)
    assert [event for _, event in table(LIFE)] == list(LifeEvent)
