"""What a monkey must not bring about at a kiosk is seen by its judge."""

import pytest

from tests.monkey_judge import Numbers, Row, numbers

HOME, CONFIRM = {"screen": "home"}, {"screen": "confirm"}


def ticket(number: str) -> Row:
    return {"screen": "ticket", "number": number}


def issued(key: str, number: str) -> Row:
    return {"kind": "TicketIssued", "ticket": key, "body": {"number": number}}


def renumbered(key: str, number: str) -> Row:
    return {"kind": "TicketRenumbered", "ticket": key, "body": {"number": number}}


VISIT = [HOME, CONFIRM, CONFIRM, ticket("A001"), ticket("A001"), HOME]


def test_a_visit_is_sound() -> None:
    found = numbers(VISIT, [issued("a", "A001")])
    assert (found, found.sound) == (Numbers(confirmations=1, shown=1, issued=1), True)


def test_a_number_that_its_paper_changed_and_one_of_a_phone_are_sound() -> None:
    journal = [issued("p", "A001"), issued("a", "A002"), renumbered("a", "A900")]
    scanned = {"screen": "scan", "number": "A001"}
    said = [
        HOME,
        scanned,
        ticket("A001"),
        HOME,
        CONFIRM,
        ticket("A900"),
        {"screen": "ended"},
        ticket("A900"),
        HOME,
    ]
    assert numbers(said, journal, ["p"]).sound


@pytest.mark.parametrize(
    ("said", "journal", "wrong"),
    [
        (
            [*VISIT, CONFIRM, ticket("A002"), HOME, ticket("A003")],
            [issued("a", "A001"), issued("b", "A002"), issued("c", "A003")],
            {"twins": ["A003"]},
        ),
        (VISIT, [issued("a", "A001"), issued("b", "A001")], {"doubled": ["A001"]}),
        (VISIT, [issued("a", "A001"), issued("a", "A001")], {"doubled": ["a"]}),
        (VISIT, [], {"orphans": ["A001"]}),
        (VISIT, [issued("a", "A001"), issued("b", "A002")], {"unseen": ["A002"]}),
    ],
)
def test_what_is_wrong_is_named(
    said: list[Row], journal: list[Row], wrong: dict[str, list[str]]
) -> None:
    found = numbers(said, journal)
    names = ("doubled", "twins", "orphans", "unseen")
    assert {name: of for name in names if (of := getattr(found, name))} == wrong
    assert not found.sound
