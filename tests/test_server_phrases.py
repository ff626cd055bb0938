"""A manager knows what citizens sought in vain, and nobody knows who they were."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest

from server.orders import KeyReused, Unavailable
from server.phrases import DAYS, FILE, MOST, PhraseRow, Phrases
from tests.halls import utc
from tests.servers import Server, problem, served

TODAY = utc(8).date()


class Rig:
    """Phrases by a clock that is set."""

    def __init__(self, data: Path) -> None:
        self.now = utc(8)
        self.keys = 0
        self.phrases = Phrases(data, lambda: self.now)

    def note(self, *phrases: str, after: int = 0) -> None:
        """Phrases under fresh keys, so many days later."""
        self.now += timedelta(days=after)
        for phrase in phrases:
            self.keys += 1
            self.phrases.note("kiosk", f"k{self.keys}", phrase)

    def said(self) -> list[tuple[str, int]]:
        return [(row.phrase, row.times) for row in self.phrases.rows()]


@contextmanager
def rigged(data: Path) -> Iterator[Rig]:
    rig = Rig(data)
    with closing(rig.phrases):
        yield rig


def test_all_spellings_of_a_phrase_are_counted_as_one_the_most_frequent_first(
    tmp_path: Path,
) -> None:
    with rigged(tmp_path) as rig:
        rig.note("xin giấy nuôi chó", "nuoi meo", "XIN GIAY NUOI CHO", "xin giấy nuôi chó")
        rig.note("nuôi mèo", after=2)
        assert rig.phrases.rows() == [
            PhraseRow(phrase="xin giấy nuôi chó", times=3, last_day=TODAY),
            PhraseRow(phrase="nuôi mèo", times=2, last_day=TODAY + timedelta(days=2)),
        ]


def test_nothing_that_names_a_person_or_says_nothing_reaches_the_disk(tmp_path: Path) -> None:
    with rigged(tmp_path) as rig:
        rig.note("căn cước 038199001234", "12345", "ab")
        assert rig.said() == [("căn cước …", 1)]
    assert b"0381" not in (tmp_path / FILE).read_bytes()


def test_a_retry_counts_once_and_another_phrase_under_its_key_is_refused(tmp_path: Path) -> None:
    with rigged(tmp_path) as rig:
        rig.phrases.note("a", "k", "nuôi chó")
        rig.phrases.note("a", "k", "nuôi chó")
        rig.phrases.note("b", "k", "nuôi chó")
        with pytest.raises(KeyReused):
            rig.phrases.note("a", "k", "nuôi mèo")
        assert rig.said() == [("nuôi chó", 2)]


def test_after_ninety_days_a_phrase_is_gone(tmp_path: Path) -> None:
    with rigged(tmp_path) as rig:
        rig.note("nuôi chó")
        rig.now += timedelta(days=DAYS)
        assert rig.said() == [("nuôi chó", 1)]
        rig.now += timedelta(days=1)
        assert rig.said() == []
        rig.note("nuôi mèo")
    with closing(sqlite3.connect(tmp_path / FILE)) as file:
        assert file.execute("SELECT phrase FROM phrase").fetchall() == [("nuôi mèo",)]


def test_of_more_than_five_hundred_the_oldest_and_rarest_goes(tmp_path: Path) -> None:
    with rigged(tmp_path) as rig:
        rig.note("hay hỏi", "hay hỏi", "ít hỏi", *(f"câu {n:03} a" for n in range(MOST - 2)))
        rig.note("mới", "mới nữa", after=1)
        rig.now -= timedelta(days=1)
        said = dict(rig.said())
    assert len(said) == MOST
    assert {"hay hỏi", "mới", "mới nữa"} < said.keys()


def test_what_was_seen_to_is_gone_until_it_is_sought_again(tmp_path: Path) -> None:
    with rigged(tmp_path) as rig:
        rig.note("nuôi chó", "nuôi chó", "nuôi mèo")
        rig.phrases.forget("Nuoi chó")
        assert rig.said() == [("nuôi mèo", 1)]
        rig.note("nuôi chó")
        assert rig.said() == [("nuôi chó", 1), ("nuôi mèo", 1)]


def test_a_damaged_file_begins_anew(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database" * 100)
    with rigged(tmp_path) as rig:
        rig.note("nuôi chó")
        assert rig.said() == [("nuôi chó", 1)]


def test_a_file_that_fails_later_is_said_in_the_houses_words(tmp_path: Path) -> None:
    with rigged(tmp_path) as rig:
        with closing(sqlite3.connect(tmp_path / FILE)) as other:
            other.execute("DROP TABLE phrase")
        with pytest.raises(Unavailable):
            rig.note("nuôi chó")
        with pytest.raises(Unavailable):
            rig.phrases.rows()


def test_a_kiosk_tells_and_a_manager_reads_also_after_a_restart(tmp_path: Path) -> None:
    with served(tmp_path) as server:
        for key in ("one", "one", "two"):
            told = server.post("/phrases", {"phrase": "gọi 0912345678"}, by="kiosk", key=key)
            assert (told.status_code, told.content) == (204, b"")
        other = server.post("/phrases", {"phrase": "nuôi chó"}, by="kiosk", key="one")
        assert problem(other) == (422, "key-reused")
        server.restart()
        (row,) = server.get("/phrases", by="manager").json()["phrases"]
        date.fromisoformat(row.pop("last_day"))
        assert row == {"phrase": "gọi …", "times": 2}


@pytest.mark.parametrize(
    ("by", "body", "answered"),
    [
        ("official", {"phrase": "nuôi chó"}, (403, "not-allowed")),
        ("display", {"phrase": "nuôi chó"}, (403, "not-allowed")),
        (None, {"phrase": "nuôi chó"}, (401, "signed-out")),
        ("kiosk", {}, (400, "malformed")),
        ("kiosk", {"phrase": ""}, (400, "malformed")),
        ("kiosk", {"phrase": "x" * 41}, (400, "malformed")),
        ("kiosk", {"phrase": "nuôi chó", "name": "Lan"}, (400, "malformed")),
    ],
)
def test_what_is_no_phrase_of_a_kiosk_is_refused(
    server: Server, by: str | None, body: dict[str, str], answered: tuple[int, str]
) -> None:
    assert problem(server.post("/phrases", body, by=by)) == answered


@pytest.mark.parametrize("by", ["official", "kiosk", "display"])
def test_only_managers_read_what_was_sought(server: Server, by: str) -> None:
    assert problem(server.get("/phrases", by=by)) == (403, "not-allowed")
