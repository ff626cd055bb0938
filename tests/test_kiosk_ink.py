"""Rules of the words on the glass, by their ink: whole, uncovered, with air around, everywhere."""

import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from kiosk.bands import CEILING, Shape
from kiosk.sheets.curtain import is_dark
from kiosk.sheets.glass import glass as picture_of
from kiosk.sheets.tongue import Tongue
from luot import words
from tests.kiosk_hall import Hall

with warnings.catch_warnings():
    # Kivy 2.3.1 is older than the warnings of this Python; its own house is not ours to keep.
    warnings.simplefilter("ignore")
    glass = pytest.importorskip("tests.kiosk_glass", reason="Kivy is not installed here")
    from kiosk.screens.frame import FootButton
    from kiosk.screens.parts import Block, Card, OneLine
    from kiosk.screens.search import SearchScreen
    from tests import test_kiosk_access as access
    from tests.curtain_pictures import curtains
    from tests.kiosk_ink import BESIDE, InkWell, troubles
    from tests.kiosk_pictures import MANNERS, Manner

pytestmark = [pytest.mark.screen, pytest.mark.filterwarnings("ignore")]

# Six keys share the foot of a narrow panel, and no letters are smaller than 30 px.
BESIDE_FOOT = 6
# Outlines grow inwards there.
BESIDE_CONTRAST = 8
# Where the next letter will stand.
BESIDE_CURSOR = 3
WELL = InkWell()


@pytest.fixture(scope="module")
def kiosk() -> Iterator[Any]:
    running = glass.open_kiosk()
    yield running
    running.panel()
    running.app.front.hang(None)
    glass.close_kiosk(running)


def unscaled(kiosk: Any, manner: str) -> Manner:  # noqa: ANN401
    """A manner, with what a small panel shows in the size that it is drawn at."""
    wanted = MANNERS[manner]
    if "small" not in manner:
        kiosk.panel(wanted.size)
        return wanted
    kiosk.panel()
    kiosk.app.shape = Shape.SMALL
    return replace(wanted, size=glass.DIM)


def air(label: Any) -> int:  # noqa: ANN401
    """How much plain ground a label must have at its sides."""
    if isinstance(label.parent, FootButton):
        return BESIDE_FOOT
    if isinstance(label.parent, SearchScreen) and label.bold:
        return BESIDE_CURSOR
    return BESIDE_CONTRAST if glass.EventLoop.window.clearcolor[:3] == [0, 0, 0] else BESIDE


def judged(kiosk: Any) -> set[tuple[str, str]]:  # noqa: ANN401
    """What is wrong with the words that can be seen now."""
    still, picture = kiosk.app.stage.still, kiosk.picture()
    seen = [each for each in access.words_of(kiosk) if not still.parent or over(still, each)]
    return set(troubles(seen, picture, WELL, moved=kiosk.app.front.swayed, beside=air))


def over(still: Any, label: Any) -> bool:  # noqa: ANN401
    """Whether words are on the question that covers the rest."""
    return still in access.ancestors(label)


EVERY = [pytest.param(*each, id="-".join(each)) for each in product(MANNERS, words.LANGUAGES)]


@pytest.mark.parametrize(("manner", "lang"), EVERY)
def test_all_words_of_all_screens_stand_whole_on_plain_ground(
    kiosk: Any,  # noqa: ANN401
    manner: str,
    lang: str,
) -> None:
    wrong = {}
    for scene in access.SHOWN:
        access.play(kiosk, scene, unscaled(kiosk, manner), lang)
        wrong[scene] = judged(kiosk)
    assert {scene: found for scene, found in wrong.items() if found} == {}


@pytest.mark.parametrize(("manner", "lang"), EVERY)
def test_and_those_of_what_hangs_before_them(kiosk: Any, manner: str, lang: str) -> None:  # noqa: ANN401
    hall = Hall()
    kiosk.use(hall)
    unscaled(kiosk, manner).ask(hall)
    # Nothing is left to draw, or the window's own clock would take the curtain down.
    kiosk.app.render()
    shape = kiosk.app.shape
    for sheet in curtains(hall, Tongue(words.load(lang)), shape).values():
        kiosk.app.wear(picture_of(hall.booth, hall.clock, shape), dark=is_dark(sheet))
        kiosk.app.front.hang(sheet)
        shown = [each for each in kiosk.app.front.curtains.walk() if words_there(each)]
        picture, moved = kiosk.picture(), kiosk.app.front.swayed
        assert set(troubles(shown, picture, WELL, moved=moved)) == set()
    kiosk.app.front.hang(None)


def words_there(widget: Any) -> bool:  # noqa: ANN401
    return isinstance(widget, glass.Label) and bool(widget.text) and glass.visible(widget)


PLANTED: dict[str, Callable[[], Any]] = {
    "a card over words": lambda: Card(box=[60, 190, 300, 60], fill="#FFFFFF"),
    "another word in words": lambda: OneLine(
        text="Quầy", px=60, size=(200, 80), pos=(300, CEILING - 270)
    ),
    "a word that is cut": lambda: OneLine(
        text="Phục vụ hành chính công", px=60, size=(100, 80), pos=(60, CEILING - 1850)
    ),
    "a word at the edge": lambda: OneLine(
        text="Hỏi", px=40, size=(200, 60), pos=(1030, CEILING - 1850)
    ),
    "lines that have no room": lambda: Block(
        text="một hai ba bốn năm sáu bảy tám chín mười " * 3,
        text_size=(200, 80),
        size=(200, 80),
        pos=(60, CEILING - 1850),
    ),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_defect_is_seen(kiosk: Any, planted: str) -> None:  # noqa: ANN401
    access.play(kiosk, "home", unscaled(kiosk, "plain"))
    assert judged(kiosk) == set()
    kiosk.app.stage.foot.opacity = 0
    kiosk.app.stage.add_widget(part := PLANTED[planted]())
    found = judged(kiosk)
    kiosk.app.stage.remove_widget(part)
    kiosk.app.stage.foot.opacity = 1
    assert found != set()


def test_a_tight_leading_that_cuts_a_mark_is_seen(kiosk: Any) -> None:  # noqa: ANN401
    access.play(kiosk, "home", unscaled(kiosk, "plain"))
    (question, *_) = [
        each for each in access.words_of(kiosk) if each.text == "Ông/bà cần làm việc gì?"
    ]
    question.text_size = (question.width, question.height / 2)
    found = judged(kiosk)
    question.text_size = (question.width, None)
    assert {text for text, _ in found} == {question.text}
