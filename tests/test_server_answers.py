"""What the server says, to programs and to people."""

import inspect
import string
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any, get_type_hints
from uuid import UUID

import msgspec
import pytest

from luot import words
from luot.domain import errors
from luot.domain.commands import (
    CallNext,
    CloseCounter,
    Command,
    OpenCounter,
    ReportPaper,
    TakeTicket,
)
from luot.domain.errors import Refusal
from luot.domain.ticket import Paper
from server.answers import Answers
from server.orders import Busy, DeskError, KeyReused, Unavailable
from server.problems import Problem, Refused, Undone, language
from server.tokens import Codes
from tests.halls import BIRTH, MORNING, Centre

KEY = bytes(32)
ADDRESS = "http://192.168.1.10:8080"
SAMPLES: dict[object, object] = {str: "waiting", int: 7, object: "2026-11-23"}


def every_refusal() -> Iterator[Refusal]:
    """One of each refusal of the hall, made as its class says."""
    for _, kind in inspect.getmembers(errors, inspect.isclass):
        if not issubclass(kind, Refusal) or "code" not in vars(kind):
            continue
        if kind is Refusal:
            yield Refusal("no")
            continue
        hints = get_type_hints(kind.__init__)
        hints.pop("return")
        make: Callable[..., Refusal] = kind
        yield make(**{name: SAMPLES.get(hint, MORNING) for name, hint in hints.items()})


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("refusal", tuple(every_refusal()), ids=lambda refusal: refusal.code)
@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_every_refusal_has_its_sentence(refusal: Refusal, lang: str) -> None:
    sentence = words.load(lang)(f"refusal.{refusal.code}")
    assert placeholders(sentence) <= set(refusal.fields)
    document = msgspec.json.decode(Refused(refusal).document(lang))
    assert "{" not in document["title"]
    assert document["code"] == refusal.code
    assert document["detail"] == str(refusal)


def test_no_sentence_is_left_over() -> None:
    codes = {refusal.code for refusal in every_refusal()}
    assert set(words.load("vi").part("refusal")) == codes


@pytest.mark.parametrize("error", [Busy(), Unavailable("disk full"), KeyReused()])
@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_every_trouble_at_the_desk_has_its_sentence(error: DeskError, lang: str) -> None:
    assert msgspec.json.decode(Undone(error).document(lang))["title"]


def test_a_state_stands_in_the_sentence_as_people_call_it() -> None:
    refused = Refused(errors.TicketNotInState("A012", "serving", "called"))
    assert "“Đang phục vụ”" in refused.title("vi")
    assert "“Being served”" in refused.title("en")


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        (None, "vi"),
        ("", "vi"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("vi;q=0.2, en;q=0.8", "en"),
        ("fr, de", "vi"),
        ("en;q=0", "vi"),
        ("en;q=x, vi;q=0.1", "vi"),
    ],
)
def test_the_reader_is_spoken_to_in_the_language_known_best(asked: str | None, spoken: str) -> None:
    assert language(asked) == spoken


def test_a_problem_is_what_the_standard_wants() -> None:
    problem = Problem(HTTPStatus.TOO_MANY_REQUESTS, "too-many", "slow down", seconds=30)
    assert problem.headers == {"Retry-After": "30"}
    assert msgspec.json.decode(problem.document("en")) == {
        "type": "about:blank",
        "title": "Too many tries. Please wait 30 seconds and try again.",
        "status": 429,
        "code": "too-many",
        "detail": "slow down",
        "seconds": 30,
    }


def answered(centre: Centre, command: Command) -> tuple[int, Any]:
    """Status and content of the reply to a command that is carried out."""
    events = centre.do(command)
    reply = Answers(Codes(KEY), ADDRESS)(command, events, centre.hall)
    return reply.status, msgspec.json.decode(reply.body) if reply.body else None


def test_a_citizen_is_told_everything_about_the_new_ticket() -> None:
    centre = Centre()
    centre.take(BIRTH)
    ticket = UUID(int=5)
    token = f"S0-{Codes(KEY).tag('S0', ticket)}-PJK7"
    assert answered(centre, TakeTicket(id=ticket, procedures=(BIRTH,))) == (
        201,
        {
            "id": str(ticket),
            "number": "A002",
            "queue": "A",
            "procedure": BIRTH,
            "issued_at": "2026-11-23T01:00:00.000000Z",
            "token": token,
            "url": f"HTTP://192.168.1.10:8080/T/{token}",
            "ahead": 1,
            "wait": None,
            "last_wait": None,
            "checklist": [],
        },
    )


def test_the_wait_of_who_was_called_last_is_told() -> None:
    centre = Centre()
    centre.take(BIRTH)
    centre.open(1)
    centre.wait(minutes=18)
    centre.call(1)
    _, issued = answered(centre, TakeTicket(id=UUID(int=5), procedures=(BIRTH,)))
    assert (issued["last_wait"], issued["ahead"]) == (18, 0)


def test_a_counter_is_told_whom_it_has_called_or_nothing() -> None:
    centre = Centre()
    ticket = centre.take(BIRTH)
    centre.open(1, 2)
    assert answered(centre, CallNext(counter=1)) == (
        200,
        {
            "id": str(ticket),
            "number": "A001",
            "queue": "A",
            "procedure": BIRTH,
            "counter": 1,
            "state": "called",
        },
    )
    assert answered(centre, CallNext(counter=2)) == (204, None)


def test_a_counters_row_is_told_after_it_changed() -> None:
    centre = Centre()
    row = {
        "counter": 1,
        "state": "open",
        "queues": ["A"],
        "official": "lan",
        "ticket": None,
        "number": None,
        "since": "2026-11-23T01:00:00.000000Z",
        "until": None,
    }
    order = OpenCounter(counter=1, official="lan", queues=("A",))
    assert answered(centre, order) == (200, row)
    assert answered(centre, order) == (200, row)
    closed = row | {"state": "closed", "official": None}
    assert answered(centre, CloseCounter(counter=1)) == (200, closed)


def test_a_tickets_row_is_told_after_it_changed() -> None:
    centre = Centre()
    ticket = centre.take(BIRTH)
    status, row = answered(centre, ReportPaper(ticket=ticket, outcome=Paper.PRINTED))
    assert status == 200
    assert row == {
        "id": str(ticket),
        "number": "A001",
        "queue": "A",
        "procedure": BIRTH,
        "short_name": "Đăng ký khai sinh",
        "short_name_en": "Đăng ký khai sinh",
        "purpose": "submit",
        "state": "waiting",
        "priority": "ordinary",
        "issued_at": "2026-11-23T01:00:00.000000Z",
        "waits_from": "2026-11-23T01:00:00.000000Z",
        "effective_at": "2026-11-23T01:00:00.000000Z",
        "order": 0,
        "counter": None,
        "for_counter": None,
        "calls": 0,
        "called_at": None,
        "first_called_at": None,
        "last_call_at": None,
        "started_at": None,
        "held_since": None,
        "missed_at": None,
        "returns": 0,
        "outcome": None,
        "paper": "printed",
    }
