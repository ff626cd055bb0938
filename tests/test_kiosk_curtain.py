"""Rules of what hangs before the kiosk's screens, on a real glass: it ends, opens and moves."""

import warnings
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from PIL import ImageChops

from kiosk.backroom import Room
from kiosk.care import SWAYS
from kiosk.known import offered
from kiosk.sheets.curtain import Invite, Menu, Pad, Rest, is_dark, menu
from kiosk.sheets.glass import Glass
from kiosk.sheets.glass import glass as picture
from kiosk.sheets.tongue import Tongue
from kiosk.view import Screen
from luot import words
from tests.kiosk_hall import KNOWN, OFFER, Hall
from tests.test_kiosk_staff import RIGHT, Loud, staffed

with warnings.catch_warnings():
    # Kivy 2.3.1 is older than the warnings of this Python; its own house is not ours to keep.
    warnings.simplefilter("ignore")
    glass = pytest.importorskip("tests.kiosk_glass", reason="Kivy is not installed here")
    from kiosk.screens.curtain import ActButton, DigitKey, EnterKey, StateLine, VolumeLine
    from kiosk.screens.parts import OneLine, Outline, Snug
    from tests import test_kiosk_access as access
    from tests.curtain_pictures import curtains

pytestmark = [pytest.mark.screen, pytest.mark.filterwarnings("ignore")]

CORNER, CHIP, LEAVE = (88, 96), (200, 480), (540, 1810)
LEAST = 81  # 20 mm on the glass
MAIN = ("test_page", "new_roll", "rest", "restart")
VI = words.load("vi")


@pytest.fixture(scope="module")
def opened() -> Iterator[Any]:
    running = glass.open_kiosk()
    yield running
    glass.close_kiosk(running)


@pytest.fixture
def kiosk(opened: Any, tmp_path: Path) -> Iterator[Any]:  # noqa: ANN401
    """A kiosk with a porter, before its first screen."""
    hall = Hall()
    opened.app.porter = staffed(hall, tmp_path)
    opened.use(hall)
    yield opened
    opened.app.porter = None
    opened.app.render()


def hangs(kiosk: Any) -> type[object] | None:  # noqa: ANN401
    """What hangs before the screens."""
    sheet = kiosk.app.porter.curtain(kiosk.app.booth)
    kiosk.app.render()
    kiosk.frames()
    return None if sheet is None else type(sheet)


def left_alone(kiosk: Any, seconds: float = 180) -> None:  # noqa: ANN401
    """Nobody comes for a while."""
    for _ in range(round(seconds)):
        kiosk.hall.clock.go(1)
        kiosk.hall.booth.tick()
        kiosk.app.porter.tick(kiosk.app.booth)
    kiosk.app.render()
    kiosk.frames()


def parts(kiosk: Any, kind: type[object]) -> list[Any]:  # noqa: ANN401
    """The parts of a kind that hang before the screens."""
    shown = [each for each in kiosk.app.front.curtains.walk() if isinstance(each, kind)]
    return [each for each in shown if glass.visible(each)]


def hold(kiosk: Any, seconds: float, at: tuple[int, int] = CORNER) -> None:  # noqa: ANN401
    """A finger that lies still for so long."""
    kiosk.settle()
    finger = kiosk.press(*at)
    kiosk.hall.clock.go(seconds)
    kiosk.app._tick()  # noqa: SLF001  # what the window's own clock does ten times a second
    kiosk.lift(finger)
    kiosk.settle()


def test_a_touch_ends_the_invitation_and_does_nothing_else(kiosk: Any) -> None:  # noqa: ANN401
    left_alone(kiosk)
    assert hangs(kiosk) is Invite
    assert kiosk.app.stage.parent is None
    kiosk.tap(*CHIP)
    assert (hangs(kiosk), kiosk.hall.screen()) == (None, Screen.HOME)
    kiosk.tap(*CHIP)
    assert kiosk.hall.screen() is Screen.CONFIRM


def test_a_touch_that_is_taken_ticks_and_no_other_does(kiosk: Any) -> None:  # noqa: ANN401
    heard: list[str] = []
    kiosk.app.front.took = lambda: heard.append("tick")
    told = []
    nowhere = (1060, 1720)
    for place in (nowhere, CHIP, nowhere):
        kiosk.tap(*place)
        told.append((len(heard), kiosk.hall.screen()))
    assert told == [(0, Screen.HOME), (1, Screen.CONFIRM), (1, Screen.CONFIRM)]
    kiosk.hall.wait(50)
    kiosk.tap(*nowhere)  # it answers the question after silence
    assert len(heard) == 2
    kiosk.hall.booth.go_home()
    left_alone(kiosk)
    kiosk.tap(*nowhere)  # it ends the invitation
    assert (heard, hangs(kiosk)) == (["tick"] * 3, None)
    kiosk.app.front.took = lambda: None


def test_the_invitation_is_dark_and_its_words_move(kiosk: Any) -> None:  # noqa: ANN401
    left_alone(kiosk)
    before = kiosk.picture()
    assert sum(before.convert("L").histogram()[128:]) < 0.15 * 1080 * 1920
    left_alone(kiosk, 1)  # the clock stands at 1182 s: a step every three
    after = kiosk.picture()
    assert ImageChops.difference(before, after).getbbox() is not None
    left_alone(kiosk, 1)
    assert ImageChops.difference(kiosk.picture(), after).getbbox() is None


def test_the_corner_opens_the_door_after_three_seconds_only(kiosk: Any) -> None:  # noqa: ANN401
    hold(kiosk, 2.9)
    assert hangs(kiosk) is None
    hold(kiosk, 3.1, at=(540, 700))
    assert hangs(kiosk) is None
    hold(kiosk, 3.1)
    assert hangs(kiosk) is Pad
    keys = parts(kiosk, DigitKey)
    assert sorted(key.text for key in keys) == list("0123456789")
    assert min(min(key.size) for key in keys) >= LEAST


def test_the_pin_is_typed_on_the_glass_and_the_room_shows_how_everything_is(
    kiosk: Any,  # noqa: ANN401
) -> None:
    hold(kiosk, 3.1)
    hangs(kiosk)
    boxes = {key.text: glass.box(key) for key in parts(kiosk, DigitKey)}
    for digit in RIGHT:
        left, top, width, height = boxes[digit]
        kiosk.tap(left + width / 2, top + height / 2)
    (enter,) = parts(kiosk, EnterKey)
    left, top, width, height = glass.box(enter)
    kiosk.tap(left + width / 2, top + height / 2)
    assert hangs(kiosk) is Menu
    assert [line.it.fine for line in parts(kiosk, StateLine)] == [True]
    buttons = parts(kiosk, ActButton)
    assert [button.text for button in buttons] == [
        VI(f"kiosk.staff.act.{act}") for act in (*MAIN, "softer", "louder")
    ]
    for at, word in ((5, "Âm lượng: vừa"), (4, "Âm lượng: nhỏ"), (4, "Âm lượng: tắt")):
        left, top, width, height = glass.box(buttons[at])
        assert min(width, height) >= LEAST
        kiosk.tap(left + width / 2, top + height / 2)
        assert [line.it.word for line in parts(kiosk, VolumeLine)] == [word]
    left, top, width, height = glass.box(buttons[2])
    kiosk.tap(left + width / 2, top + height / 2)
    assert hangs(kiosk) is Rest
    kiosk.tap(*CHIP)
    assert (hangs(kiosk), kiosk.hall.screen()) == (Rest, Screen.HOME)


def test_the_way_back_is_where_the_foot_is(kiosk: Any) -> None:  # noqa: ANN401
    hold(kiosk, 3.1)
    hangs(kiosk)
    kiosk.tap(*LEAVE)
    assert hangs(kiosk) is None


def test_the_closed_screen_moves_a_little_every_minute_and_the_others_do_not(
    kiosk: Any,  # noqa: ANN401
) -> None:
    assert kiosk.app.front.swayed == (0, 0)
    kiosk.hall.learn(offered(replace(OFFER, open=False)))
    places = set()
    for _ in SWAYS:
        left_alone(kiosk, 60)
        kiosk.app._tick()  # noqa: SLF001
        places.add(kiosk.app.front.swayed)
    assert places == set(SWAYS)
    kiosk.hall.learn(KNOWN)
    kiosk.app._tick()  # noqa: SLF001
    assert kiosk.app.front.swayed == (0, 0)


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_no_word_is_cut_or_small_in_either_language(kiosk: Any, lang: str) -> None:  # noqa: ANN401
    for sheet in curtains(kiosk.hall, Tongue(words.load(lang))).values():
        kiosk.app.front.hang(sheet)
        kiosk.frames()
        for line in (*parts(kiosk, OneLine), *parts(kiosk, Snug)):
            assert not line.shorten, line.text
            assert not line.text or line.font_size >= 30, line.text
    kiosk.app.front.hang(None)


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_whatever_hangs_there_is_whole_apart_and_in_its_faces(kiosk: Any, lang: str) -> None:  # noqa: ANN401
    wrong = []
    for sheet in (*curtains(kiosk.hall, Tongue(words.load(lang))).values(), *volumes(lang)):
        kiosk.app.front.hang(sheet)
        kiosk.frames()
        for label in parts(kiosk, access.glass.Label):
            if label.text and not access.gone(label):
                wrong += sorted(access.uncovered(label))
                trouble = access.trouble_with(label, (1080, 1920), lists=False)
                wrong += [f"{label.text}: {trouble}"] if trouble else []
        keys = [key for key in parts(kiosk, Outline) if not access.gone(key)]
        wrong += [f"{a.text}, {b.text}" for a, b in combinations(keys, 2) if access.too_near(a, b)]
    kiosk.app.front.hang(None)
    assert wrong == []


def volumes(lang: str) -> Iterator[Menu]:
    """The room at each volume, and without a loudspeaker."""
    say = Tongue(words.load(lang))
    for speaker in (*(Loud(level=level) for level in range(4)), Loud(broken=True)):
        room = staffed(Hall(), Path("nowhere"), speaker=speaker).backroom
        yield menu(Room(inside=True), room, (), say)


def test_what_was_typed_is_seen_after_the_dark_screens_too(kiosk: Any) -> None:  # noqa: ANN401
    sheets = curtains(kiosk.hall, Tongue(VI))
    seen = []
    for name in ("pad", "rest", "pad"):
        kiosk.app.wear(picture_of(kiosk), dark=is_dark(sheets[name]))
        kiosk.app.front.hang(sheets[name])
        kiosk.frames()
        seen.append(kiosk.picture())
    assert ImageChops.difference(seen[0], seen[2]).getbbox() is None


def picture_of(kiosk: Any) -> Glass:  # noqa: ANN401
    return picture(kiosk.hall.booth, kiosk.hall.clock)
