"""Rules of what the kiosk says about itself: words and places of all that can be touched."""

import warnings
from collections.abc import Iterator
from typing import Any

import pytest

with warnings.catch_warnings():
    # Kivy 2.3.1 is older than the warnings of this Python; its own house is not ours to keep.
    warnings.simplefilter("ignore")
    glass = pytest.importorskip("tests.kiosk_glass", reason="Kivy is not installed here")
    from kiosk.screens.touchable import Touchable, touchables
    from tests import test_kiosk_access as access
    from tests import test_kiosk_screens as scenes
    from tests.kiosk_pictures import MANNERS, SMALL

pytestmark = [pytest.mark.screen, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def kiosk() -> Iterator[Any]:
    running = glass.open_kiosk()
    yield running
    running.panel()
    glass.close_kiosk(running)


def said(kiosk: Any) -> dict[str, Touchable]:  # noqa: ANN401
    """What can be touched, by its first words."""
    found = touchables(kiosk.app.front, kiosk.app.window_size[1])
    return {each["words"][0]: each for each in found}


def tap(kiosk: Any, words: str) -> None:  # noqa: ANN401
    left, top, width, height = said(kiosk)[words]["box"]
    kiosk.tap(left + width / 2, top + height / 2)


def test_every_part_is_named_by_its_words_where_it_stands(kiosk: Any) -> None:  # noqa: ANN401
    scenes.start(kiosk)
    kiosk.panel()
    parts = said(kiosk)
    assert parts["Nhận kết quả"] == {
        "words": ["Nhận kết quả", "Đã có giấy hẹn"],
        "box": (40, 560, 322, 208),
    }
    fields = [each for each, part in parts.items() if part["box"][2:] == (322, 255)]
    assert len(fields) == 9
    assert list(parts)[-4:] == ["English", "Chữ to", "Nền tối", "Hạ thấp"]


def test_what_is_named_answers_where_it_is_said_to_be_on_another_panel(kiosk: Any) -> None:  # noqa: ANN401
    hall = scenes.start(kiosk)
    kiosk.panel(SMALL)
    tap(kiosk, "Khai sinh, kết hôn")
    assert hall.screen().value == "field"
    tap(kiosk, "Quay lại")
    assert hall.screen().value == "home"
    assert MANNERS["small"].size == SMALL


def test_a_figure_that_counts_down_is_no_part_of_a_name(kiosk: Any) -> None:  # noqa: ANN401
    hall = scenes.start(kiosk)
    kiosk.panel()
    scenes.take(hall)
    kiosk.settle()
    assert list(said(kiosk)) == ["Xong"]


@pytest.mark.parametrize("manner", ["plain", "large", "low", "wide"])
def test_on_every_screen_just_what_is_there_is_named(kiosk: Any, manner: str) -> None:  # noqa: ANN401
    for scene in access.SHOWN:
        access.play(kiosk, scene, MANNERS[manner])
        named = touchables(kiosk.app.front, kiosk.app.window_size[1])
        assert len(named) == len(access.touchables(kiosk)), scene
        assert all(each["words"] for each in named), scene


def test_a_question_covers_what_is_beneath_it(kiosk: Any) -> None:  # noqa: ANN401
    hall = scenes.start(kiosk)
    kiosk.panel()
    hall.clock.go(46)
    kiosk.app.render()
    assert len(said(kiosk)) > 20
    hall.booth.choose(scenes.BIRTH)
    hall.clock.go(46)
    kiosk.app.render()
    assert list(said(kiosk)) == ["Tôi vẫn ở đây"]
