"""Commands and events come back from paper as they were."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum
from typing import get_args, get_type_hints
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luot import messages
from luot.domain import commands, events
from luot.domain.commands import CloseDay, Command, Recall, TakeTicket
from luot.domain.events import Event, TicketHeld, TicketIssued, TicketPrinted
from luot.domain.rules import Queue
from luot.domain.ticket import Paper, Purpose

ZONES = st.integers(-12 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m))) | st.just(UTC)
INSTANTS = st.datetimes(datetime(2000, 1, 1), datetime(2200, 1, 1), timezones=ZONES)  # noqa: DTZ001
# JSON numbers beyond 64 bits are nobody's counter, score or minute.
NUMBERS = st.integers(-(2**63), 2**63 - 1)
TICKET = UUID("0197a000-0000-7000-8000-000000000001")
HANOI = timezone(timedelta(hours=7))


@pytest.fixture(scope="module", autouse=True)
def _aware_and_bounded() -> Iterator[None]:
    """Every instant of the hall is aware; every number fits into JSON."""
    st.register_type_strategy(datetime, INSTANTS)
    st.register_type_strategy(int, NUMBERS)
    yield
    st.register_type_strategy(datetime, st.datetimes())
    st.register_type_strategy(int, st.integers())


def _classes_of(module: object) -> set[type]:
    """The message classes that a module defines."""
    here = getattr(module, "__name__", "")
    return {
        each
        for each in vars(module).values()
        if isinstance(each, type) and each.__module__ == here and not issubclass(each, Enum)
    }


def test_every_event_of_the_hall_has_its_kind() -> None:
    assert set(messages.EVENTS.values()) == _classes_of(events) == set(get_args(Event))
    assert all(kind == cls.__name__ for kind, cls in messages.EVENTS.items())


def test_every_command_of_the_hall_has_its_kind() -> None:
    assert set(messages.COMMANDS.values()) == _classes_of(commands) == set(get_args(Command))


@pytest.mark.parametrize("cls", get_args(Event), ids=lambda cls: cls.__name__)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_an_event_is_read_back_as_it_was_written(cls: type[Event], data: st.DataObject) -> None:
    event = data.draw(st.from_type(cls))
    kind, body = messages.encode(event)
    assert messages.decode(kind, messages.instant(event.at), body) == event
    assert messages.decode(kind, messages.instant(event.at), body.decode()) == event


@pytest.mark.parametrize("cls", get_args(Command), ids=lambda cls: cls.__name__)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_command_is_read_back_as_it_was_written(cls: type[Command], data: st.DataObject) -> None:
    command = data.draw(st.from_type(cls))
    kind, body = messages.encode_command(command)
    back = messages.decode_command(kind, body)
    assert back == command
    assert messages.fingerprint(back) == messages.fingerprint(command)


@pytest.mark.parametrize("cls", get_args(Event), ids=lambda cls: cls.__name__)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_a_body_is_canonical_json_with_instants_in_utc(
    cls: type[Event], data: st.DataObject
) -> None:
    event = data.draw(st.from_type(cls))
    _, body = messages.encode(event)
    plain = json.loads(body)
    again = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert body.decode() == again
    assert "at" not in plain
    for name, hint in get_type_hints(cls).items():
        if datetime in (hint, *get_args(hint)) and plain.get(name):
            assert plain[name].endswith("Z")


def test_the_body_of_a_ticket_is_this() -> None:
    nine = datetime(2026, 11, 23, 9, 0, 0, 250000, tzinfo=HANOI)
    issued = TicketIssued(
        at=nine,
        ticket=TICKET,
        number="A012",
        queue="A",
        procedures=("1.001193",),
        queues=("A",),
        purpose=Purpose.SUBMIT,
        priority="ordinary",
        lang="vi",
        issued_at=nine,
        waits_from=nine,
        effective_at=nine,
    )
    body = (
        b'{"effective_at":"2026-11-23T02:00:00.250000Z","issued_at":"2026-11-23T02:00:00.250000Z",'
        b'"kiosk":null,"lang":"vi","number":"A012","offline":false,"priority":"ordinary",'
        b'"procedures":["1.001193"],"purpose":"submit","queue":"A","queues":["A"],'
        b'"ticket":"0197a000-0000-7000-8000-000000000001",'
        b'"waits_from":"2026-11-23T02:00:00.250000Z"}'
    )
    assert messages.encode(issued) == ("TicketIssued", body)


def test_an_instant_is_text_that_sorts_in_time() -> None:
    whole = datetime(2026, 11, 23, 9, 0, 0, tzinfo=HANOI)
    texts = [messages.instant(whole + timedelta(microseconds=us)) for us in (0, 1, 999_999)]
    assert texts == sorted(texts)
    assert texts[0] == "2026-11-23T02:00:00.000000Z"


@given(at=INSTANTS)
def test_an_instant_is_read_back_to_the_microsecond(at: datetime) -> None:
    written = messages.instant(at)
    held = TicketPrinted(at=at, ticket=TICKET, outcome=Paper.HELD)
    assert messages.decode("TicketPrinted", written, messages.encode(held)[1]).at == at


def test_two_commands_that_differ_in_one_word_have_different_fingerprints() -> None:
    first = TakeTicket(id=TICKET, queue="A")
    assert messages.fingerprint(first) != messages.fingerprint(TakeTicket(id=TICKET, queue="B"))
    assert messages.fingerprint(Recall(ticket=TICKET)) != messages.fingerprint(CloseDay())


def test_an_event_that_this_house_does_not_know_is_named() -> None:
    with pytest.raises(messages.UnknownKind, match="TicketEaten"):
        messages.decode("TicketEaten", "2026-11-23T02:00:00.000000Z", b"{}")
    with pytest.raises(messages.UnknownKind, match="EatTicket"):
        messages.decode_command("EatTicket", b"{}")


@pytest.mark.parametrize("body", [b"{}", b"", b"[1]", b'{"ticket":"no"}', b'{"ticket":"\xff"}'])
def test_a_body_that_does_not_fit_is_refused(body: bytes) -> None:
    with pytest.raises(messages.UnreadableMessage, match="TicketHeld"):
        messages.decode("TicketHeld", "2026-11-23T02:00:00.000000Z", body)


def test_what_was_left_out_of_an_older_body_takes_its_default() -> None:
    body = json.dumps({"ticket": str(TICKET), "counter": 3}).encode()
    at = datetime(2026, 11, 23, 2, tzinfo=UTC)
    held = TicketHeld(at=at, ticket=TICKET, counter=3)
    assert messages.decode("TicketHeld", messages.instant(at), body) == held


def test_a_break_and_a_queue_of_an_older_journal_have_no_more_than_they_had() -> None:
    at = datetime(2026, 11, 23, 2, tzinfo=UTC)
    paused = messages.decode("CounterPaused", messages.instant(at), b'{"counter":3}')
    assert paused == events.CounterPaused(at=at, counter=3)
    queue = {"letter": "A", "name": "Hộ tịch", "name_en": "Civil status"}
    rules = {"queues": [queue], "counters": [{"number": 3, "queues": ["A"]}]}
    body = json.dumps({"day": "2026-11-23", "rules": rules, "catalogue": "c1"}).encode()
    opened = messages.decode("DayOpened", messages.instant(at), body)
    assert isinstance(opened, events.DayOpened)
    assert opened.rules.queues == (Queue(letter="A", name="Hộ tịch", name_en="Civil status"),)


def test_a_local_day_is_written_as_a_date() -> None:
    opened = events.DayClosed(at=datetime(2026, 11, 23, 17, tzinfo=UTC), day=date(2026, 11, 23))
    assert messages.encode(opened) == ("DayClosed", b'{"day":"2026-11-23"}')
