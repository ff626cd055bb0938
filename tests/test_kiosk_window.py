"""The kiosk as it is started: a window of its own, real touches and keys, a real server."""

import shutil
import signal
import time
from collections.abc import Iterator

import pytest
import zxingcpp
from PIL import Image

from luot.client import Client

pytest.importorskip("Xlib.display", reason="python-xlib is not installed here")
pytest.importorskip("kivy", reason="Kivy is not installed here")
from tests.kiosk_window import Kiosk, kiosk_window

pytestmark = [
    pytest.mark.screen,
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("Xvfb") is None, reason="Xvfb is not installed here"),
    pytest.mark.filterwarnings("ignore"),
]

HOME_CHIP, TAKE, DONE = (200, 480), (540, 1480), (540, 1520)


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


def test_no_key_and_no_other_button_leads_out(kiosk: Kiosk) -> None:
    escape, f1, f11, control, alt, q, f4 = 9, 67, 95, 37, 64, 24, 70
    for codes in ((escape,), (f1,), (f11,), (control, q), (alt, f4)):
        kiosk.keys(*codes)
    time.sleep(0.5)
    assert kiosk.process.poll() is None
    kiosk.touch(HOME_CHIP)
    kiosk.until(lambda line: line["screen"] == "confirm")
    kiosk.touch((240, 1810))
    kiosk.until(lambda line: line["screen"] == "home")


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
