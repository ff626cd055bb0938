"""A kiosk with three languages: asked in a list, each by its own name, over any screen."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk.known import Known
from kiosk.paper import slip
from kiosk.sheets import documents
from kiosk.sheets.choices import Choice, ChoicesSheet
from kiosk.sheets.frame import FootAct
from kiosk.sheets.glass import glass as seen
from kiosk.view import DOORS, Door, PaperNews, Screen
from luot import words
from luot.client import Away
from luot.domain.ticket import Paper
from printer.profiles import DEFAULT, profile, profiles
from printer.writer import job
from tests import kiosk_glass as glass
from tests import test_kiosk_screens as scenes
from tests import third_language
from tests.kiosk_hall import BIRTH, KNOWN, Hall, Later, issued
from tests.third_language import CODE, NAME, doubled

# isort: split

from kiosk.screens.choices import ChoiceRow

VI = words.load("vi")
THREE = ("vi", "en", CODE)
GAPS = ("kiosk.home.question", "kiosk.confirm.take", "ticket.scan", "kiosk.foot.large")


@pytest.fixture(autouse=True)
def third(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    third_language.write(tmp_path, empty=GAPS)
    monkeypatch.setenv("LUOT_WORDS", str(tmp_path))


@pytest.fixture(scope="module")
def kiosk() -> Iterator[Any]:
    running = glass.open_kiosk()
    yield running
    glass.close_kiosk(running)


def offering(known: Known, languages: tuple[str, ...] = THREE) -> Known:
    """The same hall, in a centre with these languages."""
    return replace(known, offer=known.offer and replace(known.offer, languages=languages))


def keys(hall: Hall) -> dict[FootAct, str]:
    return {key.act: key.word for key in seen(hall.booth, hall.clock).foot}


def choose(hall: Hall, lang: str = CODE) -> None:
    hall.booth.switch_language()
    hall.booth.clerk.decide(lang)


@pytest.mark.parametrize(
    ("languages", "word"),
    [
        (("vi", "en"), "English"),
        (("vi", CODE), NAME),
        (THREE, "Ngôn ngữ"),
        (("vi",), None),
        (("vi", "km"), None),
        (("km",), "English"),
    ],
)
def test_the_key_says_the_other_language_or_that_there_are_several(
    languages: tuple[str, ...], word: str | None
) -> None:
    hall = Hall(known=offering(KNOWN, languages))
    assert keys(hall).get(FootAct.LANGUAGE) == word


def test_of_two_languages_the_key_goes_over_to_the_other_and_back() -> None:
    hall = Hall(known=offering(KNOWN, ("vi", CODE)))
    hall.booth.switch_language()
    assert (hall.booth.view.lang, keys(hall)[FootAct.LANGUAGE]) == (CODE, "Tiếng Việt")
    hall.booth.switch_language()
    assert hall.booth.view.lang == "vi"


def test_the_kiosk_greets_in_the_centres_first_language() -> None:
    assert Hall(known=offering(KNOWN, (CODE, "vi", "en"))).booth.view.lang == CODE


def test_of_three_the_key_asks_and_each_language_has_its_own_name() -> None:
    hall = Hall(known=offering(KNOWN))
    hall.booth.switch_language()
    picture = seen(hall.booth, hall.clock)
    title = VI("kiosk.languages.title")
    assert (picture.screen, picture.sheet) == (
        Screen.CHOICES,
        ChoicesSheet(
            title=title,
            line=f"Choose a language · {doubled(title)}",
            rows=(
                Choice(id="vi", name="Tiếng Việt", chosen=True),
                Choice(id="en", name="English"),
                Choice(id=CODE, name=NAME),
            ),
        ),
    )
    assert tuple(keys(hall)) == (FootAct.BACK, FootAct.LARGE, FootAct.CONTRAST, FootAct.LOW)
    hall.booth.clerk.decide(CODE)
    assert (hall.booth.view.lang, hall.booth.view.screen) == (CODE, Screen.HOME)
    assert seen(hall.booth, hall.clock).screen is Screen.HOME


def test_going_back_from_the_list_changes_nothing() -> None:
    hall = Hall(known=offering(KNOWN))
    hall.booth.choose(BIRTH.code)
    before = hall.booth.view
    hall.booth.switch_language()
    hall.booth.go_back()
    assert hall.booth.view == before


def test_over_a_ticket_the_list_leaves_the_ticket_where_it_is() -> None:
    hall = Hall(known=offering(KNOWN))
    hall.mill.news = [PaperNews(outcome=Paper.UNKNOWN)]
    hall.booth.choose(BIRTH.code)
    hall.booth.take()
    before = hall.booth.view
    choose(hall)
    assert hall.booth.view == replace(before, lang=CODE)


def test_an_answer_that_comes_meanwhile_is_shown_instead_of_the_list() -> None:
    net = Later()
    hall = Hall(known=offering(KNOWN), net=net)
    hall.booth.choose(BIRTH.code)
    hall.booth.take()
    hall.booth.switch_language()
    net.do()
    assert (hall.booth.view.screen, hall.booth.view.languages) == (Screen.TICKET, False)


def test_a_trouble_that_comes_meanwhile_is_shown_too() -> None:
    net = Later()
    hall = Hall(known=offering(KNOWN), net=net)
    hall.teller.answers = [Away("gone")]
    hall.booth.choose(BIRTH.code)
    hall.booth.take()
    hall.booth.switch_language()
    net.do()
    assert seen(hall.booth, hall.clock).screen is Screen.TROUBLE


def test_who_leaves_while_choosing_leaves_the_first_screen() -> None:
    hall = Hall(known=offering(KNOWN))
    hall.booth.switch_language()
    hall.clock.go(600)
    hall.booth.tick()
    assert (hall.booth.view.languages, hall.booth.view.lang) == (False, "vi")


def test_a_language_without_names_of_its_own_has_the_vietnamese_ones() -> None:
    hall = Hall(known=offering(KNOWN))
    hall.booth.choose(BIRTH.code)
    choose(hall)
    sheet = seen(hall.booth, hall.clock).sheet
    assert getattr(sheet, "title", None) == BIRTH.short_name
    assert getattr(sheet, "take", None) == VI("kiosk.confirm.take")
    assert getattr(sheet, "papers_head", None) == doubled(VI("kiosk.confirm.papers"))


@pytest.mark.screen
@pytest.mark.parametrize("scene", scenes.SCENES)
def test_every_screen_stands_in_a_third_language(kiosk: Any, scene: str) -> None:  # noqa: ANN401
    known, act = scenes.SCENES[scene]
    hall = scenes.start(kiosk, Hall(known=offering(known)))
    choose(hall, CODE if known.offer else "en")
    act(hall)
    kiosk.app.render()
    kiosk.frames()
    assert hall.booth.view.lang == (CODE if known.offer else "en")
    assert [label for label in kiosk.labels() if label.text]


@pytest.mark.screen
@pytest.mark.parametrize("large", [False, True])
def test_a_touch_on_a_language_chooses_it(kiosk: Any, large: bool) -> None:  # noqa: ANN401, FBT001
    hall = scenes.start(kiosk, Hall(known=offering(KNOWN)))
    if large:
        hall.booth.switch_large()
    hall.booth.switch_language()
    kiosk.frames()
    (row,) = [each for each in kiosk.widgets(ChoiceRow) if each.it.id == CODE]
    kiosk.tap(row.center_x, 1920 - row.center_y)
    assert hall.booth.view.lang == CODE


@pytest.mark.parametrize("name", profiles())
def test_paper_is_printed_in_a_third_language(name: str) -> None:
    hall = Hall(known=offering(KNOWN))
    errand = DOORS[Door.COLLECT]
    paper = slip(issued(ahead=3), errand, CODE, hall.known, priority=True, reprint=True)
    assert paper.lang == CODE
    assert job(paper, profile(name)).data != job(replace(paper, lang="vi"), profile(name)).data


def test_the_papers_to_bring_are_printed_in_a_third_language() -> None:
    hall = Hall(known=offering(KNOWN))
    hall.booth.choose(BIRTH.code)
    errand = hall.booth.view.errand
    assert errand is not None
    sheet = documents.sheet(errand, hall.known, CODE, hall.clock.now())
    assert sheet.lang == CODE
    printed, vietnamese = (
        job(each, profile(DEFAULT)) for each in (sheet, replace(sheet, lang="vi"))
    )
    assert printed.data != vietnamese.data
