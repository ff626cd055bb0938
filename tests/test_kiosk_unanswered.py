"""What is sought at the kiosk without a choice is told to the server, without any person."""

from dataclasses import dataclass, field

import pytest

from kiosk.unanswered import MOST_WAITING, TRIES, Unanswered
from kiosk.view import Screen
from luot.client import Away, Refused
from luot.domain.unanswered import kept
from tests.kiosk_hall import BIRTH, AtOnce, Hall, Later


@dataclass
class Counted:
    """A server that counts phrases, or fails as often as it is told to."""

    failures: list[Away | Refused] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def report_phrase(self, phrase: str, *, key: str | None = None) -> None:
        assert key
        self.asked.append((phrase, key))
        if self.failures:
            raise self.failures.pop(0)
        self.told.append(phrase)


class Seen:
    """A hall whose views are all seen."""

    def __init__(self, hands: AtOnce | Later | None = None) -> None:
        self.hall = Hall()
        self.server = Counted()
        unanswered = Unanswered(self.server, hands or AtOnce())
        self.hall.booth.changed = lambda: unanswered.see(self.hall.booth.view)

    def seek(self, phrase: str) -> None:
        """Someone types a phrase into the search."""
        self.hall.booth.open_search()
        for letter in phrase:
            self.hall.booth.type_key(letter)

    def leave(self, phrase: str) -> None:
        """Someone goes back without a choice."""
        self.seek(phrase)
        self.hall.booth.go_back()


def test_a_search_that_is_left_without_a_choice_is_told_once() -> None:
    seen = Seen()
    seen.leave("xin mo quan ca phe")
    seen.hall.booth.open_field("ho-tich")
    seen.hall.booth.go_home()
    assert seen.server.told == ["xin mo quan ca phe"]


def test_a_search_that_nobody_touches_any_more_is_told() -> None:
    seen = Seen()
    seen.seek("nuôi chó")
    seen.hall.wait(61)
    assert seen.hall.screen() is Screen.HOME
    assert seen.server.told == ["nuôi chó"]


def test_a_search_that_ends_with_a_choice_is_not_told() -> None:
    seen = Seen()
    seen.seek("khai sinh")
    seen.hall.booth.choose(BIRTH.code)
    seen.hall.booth.take()
    assert seen.hall.screen() is Screen.TICKET
    assert seen.server.asked == []


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("xe", None),
        ("", None),
        ("12345", None),
        ("cc 038199001234", None),
        ("đất", "đất"),
        ("căn cước 038199001234", "căn cước …"),
        ("gọi 0912 345 678 cho Lan", "gọi … cho Lan"),
        ("sinh 12/03/1990", "sinh …"),
        ("đơn 09-12.34.56 78", "đơn …"),
        ("sao y 12 bản", "sao y 12 bản"),
        ("mẫu 01 và 02", "mẫu 01 và 02"),
        ("  xin\n giấy  ", "xin giấy"),
        ("a\u0302m li\u0323ch", "âm lịch"),
        ("x" * 60, "x" * 40),
    ],
)
def test_what_is_kept_of_a_phrase_names_nobody(typed: str, told: str | None) -> None:
    assert kept(typed) == told


def test_figures_are_masked_before_they_leave_the_kiosk() -> None:
    seen = Seen()
    seen.leave("tra 0912345678 dùm")
    assert seen.server.asked[0][0] == "tra … dùm"


def test_a_phrase_that_got_lost_goes_with_the_next_under_the_same_key() -> None:
    seen = Seen()
    seen.server.failures = [Away("lost")]
    seen.leave("nuôi chó")
    seen.leave("nuôi mèo")
    first, *rest = seen.server.asked
    assert sorted(phrase for phrase, _ in rest) == ["nuôi chó", "nuôi mèo"]
    assert first in rest


def test_a_phrase_that_fails_twice_is_dropped() -> None:
    seen = Seen()
    seen.server.failures = [Away("lost"), Refused("unavailable", "-", 503, {}), Away("lost")]
    for phrase in ("một hai", "ba bốn", "năm sáu", "bảy tám"):
        seen.leave(phrase)
    tries = [phrase for phrase, _ in seen.server.asked]
    assert tries.count("một hai") == TRIES
    assert "một hai" not in seen.server.told
    assert sorted(seen.server.told) == ["ba bốn", "bảy tám", "năm sáu"]


def test_a_kiosk_that_is_cut_off_keeps_only_the_last_few() -> None:
    hands = Later()
    seen = Seen(hands)
    for place in range(MOST_WAITING + 5):
        seen.leave(f"câu số {place}")
    hands.do()
    assert seen.server.told == [f"câu số {place}" for place in range(5, MOST_WAITING + 5)]
