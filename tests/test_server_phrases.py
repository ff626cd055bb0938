"""A manager knows what citizens sought in vain, and nobody knows who they were."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path

import httpx
import pytest

from luot import words
from server.aliases import PhrasesFull, ProcedureUnknown, teach
from server.catalogue_file import present
from server.catalogue_rows import MOST_PHRASES
from server.orders import KeyReused, Unavailable
from server.phrases import DAYS, FILE, MOST, PhraseRow, Phrases
from server.store import reading
from tests.halls import utc
from tests.servers import Server, problem, served

TODAY = utc(8).date()
BIRTH = "1.001193"


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
        said = {row.phrase for row in rig.phrases.rows(MOST + 2)}
    assert said == {"hay hỏi", "mới", "mới nữa", *(f"câu {n:03} a" for n in range(1, MOST - 2))}


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


class Manager:
    """A manager's browser, beside a kiosk of the same hall."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.browser = httpx.Client(base_url=server.url, trust_env=False, follow_redirects=True)
        self.browser.get("/demo/manager")

    def note(self, *phrases: str) -> None:
        for phrase in phrases:
            assert self.server.post("/phrases", {"phrase": phrase}, by="kiosk").status_code == 204

    def said(self) -> list[str]:
        return [row["phrase"] for row in self.server.get("/phrases", by="admin").json()["phrases"]]

    def send(self, phrase: str, act: str, procedure: str = "", **marks: str) -> httpx.Response:
        """The form about a phrase, as the page has it."""
        page = self.browser.get("/manager?lang=vi").text
        form = {name: _mark(page, name) for name in ("csrf", "key")}
        form |= {"phrase": phrase, "act": act, "procedure": procedure} | marks
        return self.browser.post("/manager/phrases", data=form)

    def finds(self, phrase: str) -> list[str]:
        found = self.server.get("/procedures", by="kiosk", q=phrase, limit=3).json()["results"]
        return [each["code"] for each in found]

    def journalled(self) -> int:
        """How often the hall went over to other rules or another catalogue."""
        with reading(self.server.data) as tables:
            question = "SELECT count(*) FROM journal WHERE kind = 'RulesChanged'"
            (count,) = tables.execute(question).fetchone()
        assert isinstance(count, int)
        return count


def _mark(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([0-9a-f]+)"', page)
    assert found
    return found[1]


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[Manager]:
    with served(tmp_path) as server:
        found = Manager(server)
        yield found
        found.browser.close()


def test_a_phrase_that_a_manager_names_finds_its_procedure_from_now_on(manager: Manager) -> None:
    strange = "xin cái mộc đỏ ba vuông"
    manager.note(strange, "nuôi chó")
    assert BIRTH not in manager.finds(strange)[:1]
    before, rules = manager.server.get("/catalogue").json()["version"], manager.journalled()
    page = manager.send(strange, "means", f"Đăng ký khai sinh · {BIRTH}")
    assert words.load("vi")("phrases.news.taught") in page.text
    assert manager.finds(strange)[0] == BIRTH
    assert manager.server.get("/catalogue").json()["version"] != before
    assert manager.journalled() == rules + 1
    assert manager.said() == ["nuôi chó"]
    manager.server.restart()
    assert manager.finds(strange)[0] == BIRTH


def test_a_phrase_that_was_seen_goes_and_changes_nothing_else(manager: Manager) -> None:
    manager.note("nuôi chó", "nuôi mèo")
    before = manager.server.get("/catalogue").json()["version"]
    page = manager.send("nuôi chó", "seen")
    assert words.load("vi")("phrases.news.seen") in page.text
    assert manager.said() == ["nuôi mèo"]
    assert manager.server.get("/catalogue").json()["version"] == before


def test_a_procedure_that_is_not_there_is_refused_and_the_phrase_stays(manager: Manager) -> None:
    manager.note("nuôi chó")
    for named in ("", "nuôi chó", "1.999999"):
        page = manager.send("nuôi chó", "means", named)
        assert words.load("vi")("phrases.news.unknown") in page.text
    assert manager.said() == ["nuôi chó"]


def test_a_form_from_elsewhere_or_by_nobody_does_nothing(manager: Manager) -> None:
    manager.note("nuôi chó")
    page = manager.send("nuôi chó", "seen", csrf="0" * 32)
    assert words.load("vi")("phrases.news.stale") in page.text
    manager.browser.headers["Sec-Fetch-Site"] = "cross-site"
    manager.send("nuôi chó", "seen")
    manager.browser.cookies.clear()
    del manager.browser.headers["Sec-Fetch-Site"]
    asked = manager.browser.post("/manager/phrases", data={"phrase": "nuôi chó", "act": "seen"})
    assert asked.url.path == "/sign-in"
    assert manager.said() == ["nuôi chó"]


def test_an_official_does_not_see_to_phrases(manager: Manager) -> None:
    manager.note("nuôi chó")
    page = manager.browser.get("/manager").text
    form = {name: _mark(page, name) for name in ("csrf", "key")}
    manager.browser.cookies.delete("luot_session")
    manager.browser.get("/demo/official")
    form |= {"phrase": "nuôi chó", "act": "seen"}
    assert manager.browser.post("/manager/phrases", data=form).url.path == "/sign-in"
    assert manager.said() == ["nuôi chó"]


def test_what_is_typed_on_the_page_is_written_out_as_text(manager: Manager) -> None:
    manager.note('<b>"ơ kìa"</b>')
    page = manager.browser.get("/manager?lang=vi").text
    assert '<b>"ơ kìa"' not in page
    assert "&lt;b&gt;&#34;ơ kìa&#34;&lt;/b&gt;" in page


def test_a_procedure_takes_thirty_phrases_and_none_twice(tmp_path: Path) -> None:
    room = MOST_PHRASES - len(present(tmp_path).by_code[BIRTH].phrases)
    teach(tmp_path, "câu lạ …", BIRTH)
    once = present(tmp_path)
    teach(tmp_path, "CAU LA", BIRTH)
    assert present(tmp_path) == once
    assert once.by_code[BIRTH].phrases[-1] == "câu lạ"
    for place in range(room - 1):
        teach(tmp_path, f"câu {place}", BIRTH)
    with pytest.raises(PhrasesFull):
        teach(tmp_path, "một câu nữa", BIRTH)
    with pytest.raises(ProcedureUnknown):
        teach(tmp_path, "một câu nữa", "1.999999")
