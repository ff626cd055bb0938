"""The code in a ticket's QR."""

import stat
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luot.domain.codes import MAKERS, Code
from luot.domain.ticket import Errand, Purpose, Ticket
from server.tokens import Codes, CodeUnknown, load_key, parse

KEY = bytes(range(32))
DAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TICKET = Ticket(
    id=UUID(int=7),
    number="A012",
    day=DAY,
    queue="A",
    issued_at=NOW,
    waits_from=NOW,
    effective_at=NOW,
    base_at=NOW,
    order=1,
    priority="ordinary",
    lang="vi",
    errands=(Errand(procedure=None, queue="A", purpose=Purpose.SUBMIT),),
)


def codes_with(*tickets: Ticket) -> Codes:
    codes = Codes(KEY)
    for ticket in tickets:
        codes.learn(ticket)
    return codes


def test_a_code_opens_the_ticket_that_it_was_made_for() -> None:
    codes = codes_with(TICKET)
    assert codes.ticket(codes.code(TICKET), DAY) == TICKET.id


def test_a_code_has_the_form_that_a_small_qr_can_hold() -> None:
    code = Codes(KEY).code(TICKET)
    assert code == f"S0-{Codes(KEY).tag('S0', TICKET.id)}-PJK7"
    assert parse(code) == Code(maker="S0", tag=code[3:15], day=DAY)
    assert (str(parse(code)), len(code)) == (code, 20)


def test_a_code_is_read_as_people_type_it() -> None:
    assert parse(" s0-oil000000000-pjk7 ") == Code(maker="S0", tag="011000000000", day=DAY)


@pytest.mark.parametrize(
    "text",
    ["", "A012", "S0-7K3QW9X2M4ZD", "S0-7K3QW9X2M4Z-PJK7", "S0-7K3QW9X2M4ZU-PJK7",
     "Z9-7K3QW9X2M4ZD-PJK7", "S0-7K3QW9X2M4ZD-0000", "S0-7K3QW9X2M4ZD-PHF", "S0--",
     "S0-€€€€€€€€€€€€-PJK7"],
)  # fmt: skip
def test_what_is_not_written_like_a_code_is_unknown(text: str) -> None:
    with pytest.raises(CodeUnknown):
        parse(text)


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    with suppress(CodeUnknown):
        assert parse(text).maker in MAKERS


def test_a_forged_code_opens_nothing() -> None:
    codes = codes_with(TICKET)
    forged = Codes(b"another key" * 3).code(TICKET)
    with pytest.raises(CodeUnknown):
        codes.ticket(forged, DAY)


def test_a_code_of_another_day_is_as_unknown_as_a_forged_one() -> None:
    codes = codes_with(TICKET)
    with pytest.raises(CodeUnknown):
        codes.ticket(codes.code(TICKET), date(2026, 11, 24))


def test_a_new_day_forgets_the_codes_of_the_old_one() -> None:
    tomorrow = replace(TICKET, id=UUID(int=8), day=date(2026, 11, 24))
    codes = codes_with(TICKET, tomorrow)
    assert codes.ticket(codes.code(tomorrow), tomorrow.day) == tomorrow.id
    moved = codes.code(replace(TICKET, day=tomorrow.day))
    with pytest.raises(CodeUnknown):
        codes.ticket(moved, tomorrow.day)


def test_a_ticket_from_a_kiosk_by_itself_is_found_under_that_kiosks_key_only() -> None:
    offline = replace(TICKET, kiosk=2, offline=True)
    codes = codes_with(offline)
    day = codes.code(offline)[-4:]
    assert codes.ticket(f"K2-{codes.tag('K2', offline.id)}-{day}", DAY) == offline.id
    with pytest.raises(CodeUnknown):
        codes.ticket(f"K1-{codes.tag('K1', offline.id)}-{day}", DAY)
    with pytest.raises(CodeUnknown):
        codes.ticket(f"S0-{codes.tag('K2', offline.id)}-{day}", DAY)


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "ticket.key"
    key = load_key(path)
    assert (len(key), stat.S_IMODE(path.stat().st_mode)) == (32, 0o600)
    assert load_key(path) == key
