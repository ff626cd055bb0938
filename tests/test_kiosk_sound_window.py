"""A real kiosk, touched on its glass, before a sound card that writes down what it is given."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

pytest.importorskip("Xlib.display", reason="python-xlib is not installed here")
pytest.importorskip("kivy", reason="Kivy is not installed here")

from kiosk.volume import NAME
from tests.ears import melody, strength
from tests.kiosk_window import ON_SCREEN, Kiosk, kiosk_window

pytestmark = ON_SCREEN

HOME_CHIP, TAKE = (200, 480), (540, 1480)
NOWHERE = "tcp://127.0.0.1:9"


@dataclass
class Tape:
    """What the sound card was given."""

    path: Path

    def data(self) -> bytes:
        return self.path.read_bytes()[: self.path.stat().st_size // 2 * 2]

    def until(self, true: Callable[[list[str]], bool], seconds: float = 15) -> list[str]:
        """The melody, as soon as it is as wanted."""
        end = time.monotonic() + seconds
        while not (self.path.exists() and true(melody(self.data()))):
            if time.monotonic() > end:
                pytest.fail("it was not heard in time")
            time.sleep(0.1)
        return melody(self.data())


@contextmanager
def sounding(
    folder: Path, printer: str, volume: int, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Kiosk, Tape]]:
    """A kiosk that is so loud."""
    tape = folder / "tape.raw"
    monkeypatch.setenv("SDL_AUDIODRIVER", "disk")
    monkeypatch.setenv("SDL_DISKAUDIOFILE", str(tape))
    (folder / "own").mkdir()
    (folder / "own" / NAME).write_text(f"{volume}\n")
    with kiosk_window(folder, printer) as kiosk:
        assert not tape.exists()
        yield kiosk, Tape(tape)


def takes_a_number(kiosk: Kiosk) -> None:
    kiosk.touch(HOME_CHIP)
    kiosk.until(lambda line: line["screen"] == "confirm")
    kiosk.touch(TAKE)
    kiosk.until(lambda line: line["screen"] == "ticket")


def test_touches_tick_and_a_paper_that_is_out_chimes_louder_where_staff_have_set_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loud = []
    for volume in (1, 3):
        folder = tmp_path / f"{volume}"
        folder.mkdir()
        with sounding(folder, f"folder:{folder / 'paper'}", volume, monkeypatch) as (kiosk, tape):
            kiosk.touch((1060, 1720))  # nothing is there to touch
            takes_a_number(kiosk)
            heard = tape.until(lambda notes: notes[-2:] == ["G5", "C6"])
            # The second tick may end where the chime begins.
            assert heard in (["C6", "C6", "G5", "C6"], ["C6", "G5", "C6"])
            loud.append(strength(tape.data()))
    assert loud[1] > 5 * loud[0]


def test_a_printer_that_does_not_print_asks_for_a_look_in_a_low_pair(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sounding(tmp_path, NOWHERE, 2, monkeypatch) as (kiosk, tape):
        takes_a_number(kiosk)
        heard = tape.until(lambda notes: notes[-2:] == ["D5", "A4"])
        assert set(heard[:-2]) == {"C6"}


def test_a_kiosk_that_is_turned_off_hands_nothing_to_its_sound_card(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sounding(tmp_path, f"folder:{tmp_path / 'paper'}", 0, monkeypatch) as (kiosk, tape):
        takes_a_number(kiosk)
        kiosk.until(lambda line: line.get("says") == "Mời lấy phiếu")
        time.sleep(1)
        assert not tape.path.exists()


@pytest.mark.skipif(Path("/dev/snd").is_dir(), reason="this computer has a sound card")
def test_without_a_sound_card_the_kiosk_says_so_in_one_line_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "alsa")
    with kiosk_window(tmp_path, f"folder:{tmp_path / 'paper'}") as kiosk:
        takes_a_number(kiosk)
        kiosk.until(lambda line: line.get("says") == "Mời lấy phiếu")
        said = (tmp_path / "kiosk.log").read_text(encoding="utf-8").splitlines()
        assert [line for line in said if "sound" in line or "ALSA" in line] == [
            line for line in said if "this kiosk makes no sound" in line
        ]
        assert len([line for line in said if "this kiosk makes no sound" in line]) == 1
