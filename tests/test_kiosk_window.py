"""The kiosk as it is started: a window of its own, real touches and keys, a real server."""

import signal
import time
from collections.abc import Iterator

import pytest
import zxingcpp
from PIL import Image

from luot.client import Client

pytest.importorskip("Xlib.display", reason="python-xlib is not installed here")
pytest.importorskip("kivy", reason="Kivy is not installed here")
from Xlib import X
from Xlib.ext import xtest
from Xlib.protocol.event import ClientMessage

from tests.kiosk_window import LIFT, MOVE, ON_SCREEN, PRESS, Kiosk, kiosk_window
from tests.scanners import wait_for

pytestmark = ON_SCREEN

HOME_CHIP, TAKE, DONE = (200, 480), (540, 1480), (540, 1520)
# The foot's key for the first screen, and on the first screen the one for the other language.
FIRST_SCREEN = (240, 1810)


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiosk]:
    folder = tmp_path_factory.mktemp("kiosk")
    with kiosk_window(folder, f"folder:{folder / 'paper'}") as window:
        yield window


def test_real_touches_take_a_number_that_the_server_has_and_the_picture_shows(
    kiosk: Kiosk,
) -> None:
    kiosk.touch(HOME_CHIP)
    kiosk.until(lambda line: line["screen"] == "confirm")
    kiosk.touch(TAKE)
    number = kiosk.until(lambda line: line["screen"] == "ticket")["number"]
    kiosk.until(lambda line: line.get("says") == "Mời lấy phiếu")
    with Client(kiosk.server["url"], kiosk.server["tokens"]["official"]) as official:
        rows = [queue for queue in official.board().queues if queue.waiting]
        assert [row.letter for row in rows] == [number[0]]
        official.open_counter(1)
        called = official.call_next(1)
        assert called is not None
        assert called.number == number
        assert official.ticket(called.id).paper == "printed"
    time.sleep(0.6)
    with Image.open(kiosk.pictures / "kiosk.png") as picture:
        assert picture.size == (1080, 1920)
        (code,) = zxingcpp.read_barcodes(picture)
    assert code.text.upper().startswith(kiosk.server["url"].upper())
    kiosk.touch(DONE)
    kiosk.until(lambda line: line["screen"] == "home")


def answers(kiosk: Kiosk) -> None:
    """The kiosk still stands before its first screen, and takes the next touch."""
    time.sleep(0.3)
    assert kiosk.process.poll() is None
    assert list(kiosk.said.queue) == []
    kiosk.touch(HOME_CHIP)
    kiosk.until(lambda line: line["screen"] == "confirm")
    kiosk.touch(FIRST_SCREEN)
    kiosk.until(lambda line: line["screen"] == "home")


def test_no_key_leads_out(kiosk: Kiosk) -> None:
    control, shift, alt, meta = 37, 50, 64, 133
    escape, tab, enter, delete, menu, print_screen = 9, 23, 36, 119, 135, 107
    function_keys = (*range(67, 77), 95, 96)
    alone = (escape, tab, enter, delete, menu, print_screen, meta, *function_keys)
    letters = range(24, 62)
    with_control = [(control, each) for each in (*letters, escape, *function_keys)]
    with_alt = [(alt, each) for each in (tab, escape, *function_keys)]
    both = [(control, alt, each) for each in (delete, 22, *function_keys)]
    odd = [(control, shift, escape), (meta, 40), (meta, 46)]
    for codes in (*((each,) for each in alone), *with_control, *with_alt, *both, *odd):
        kiosk.keys(*codes)
    answers(kiosk)


@pytest.mark.parametrize("button", [2, 3, 4, 5, 8, 9])
def test_no_other_button_and_no_wheel_touches_anything(kiosk: Kiosk, button: int) -> None:
    kiosk.touch(HOME_CHIP, button=button)
    answers(kiosk)


def test_a_wish_to_close_the_window_is_not_granted(kiosk: Kiosk) -> None:
    protocols, delete = (
        kiosk.screen.intern_atom(name) for name in ("WM_PROTOCOLS", "WM_DELETE_WINDOW")
    )
    windows = kiosk.screen.screen().root.query_tree().children
    asked = [each for each in windows if delete in each.get_wm_protocols()]
    assert asked
    for window in asked:
        data = (32, [delete, X.CurrentTime, 0, 0, 0])
        window.send_event(ClientMessage(window=window, client_type=protocols, data=data))
    kiosk.screen.sync()
    answers(kiosk)


def test_a_long_press_and_a_second_finger_do_nothing_of_their_own(kiosk: Kiosk) -> None:
    kiosk.touch((1060, 1720), seconds=1.2)
    answers(kiosk)
    kiosk.touch((1060, 1720))
    chip, nowhere = {"x": HOME_CHIP[0], "y": HOME_CHIP[1]}, {"x": 1060, "y": 1720}
    second: tuple[tuple[int, int, dict[str, int]], ...]
    second = ((MOVE, 0, chip), (PRESS, 3, {}), (LIFT, 3, {}), (PRESS, 2, {}), (LIFT, 2, {}))
    for event, button, where in ((PRESS, 1, {}), *second, (MOVE, 0, nowhere), (LIFT, 1, {})):
        xtest.fake_input(kiosk.screen, event, button, **where)
        kiosk.screen.sync()
        time.sleep(0.1)
    time.sleep(1)
    answers(kiosk)


def test_a_worn_contact_that_bounces_is_one_touch(kiosk: Kiosk) -> None:
    time.sleep(0.6)
    vietnamese = kiosk.question()
    xtest.fake_input(kiosk.screen, MOVE, 0, x=FIRST_SCREEN[0], y=FIRST_SCREEN[1])
    for event in (PRESS, LIFT, PRESS, LIFT):
        xtest.fake_input(kiosk.screen, event, 1)
        kiosk.screen.sync()
        time.sleep(0.015)
    wait_for(lambda: kiosk.question() != vietnamese)
    time.sleep(0.6)
    assert kiosk.question() != vietnamese
    kiosk.touch(FIRST_SCREEN)
    wait_for(lambda: kiosk.question() == vietnamese)


def test_the_pointer_is_not_seen(kiosk: Kiosk) -> None:
    kiosk.screen.xfixes_query_version()
    image = kiosk.screen.xfixes_get_cursor_image(kiosk.screen.screen().root)
    assert not any(dot >> 24 for dot in image.cursor_image)


def test_a_picture_is_taken_when_asked_for(kiosk: Kiosk) -> None:
    (kiosk.pictures / "kiosk.png").unlink(missing_ok=True)
    kiosk.process.send_signal(signal.SIGUSR1)
    for _ in range(100):
        if (kiosk.pictures / "kiosk.png").exists():
            return
        time.sleep(0.05)
    pytest.fail("no picture came")


def test_the_kiosk_stays_small(kiosk: Kiosk) -> None:
    assert kiosk.memory() < 260


def test_sigterm_ends_the_kiosk_cleanly(kiosk: Kiosk) -> None:
    kiosk.process.send_signal(signal.SIGTERM)
    assert kiosk.process.wait(5) == 0
