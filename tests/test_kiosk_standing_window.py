"""The three ways in which a queue is not simply open, as they stand before a citizen's finger."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from luot.client import Client
from luot.config import FILE, write_demo
from luot.config.settings import WEEK
from luot.config.values import VIETNAM
from luot.domain.standing import Standing
from server.clock import wall

pytest.importorskip("Xlib.display", reason="python-xlib is not installed here")
pytest.importorskip("kivy", reason="Kivy is not installed here")

from tests.kiosk_window import ON_SCREEN, Kiosk, kiosk_window

pytestmark = ON_SCREEN

CHIP, RED, DONE = (200, 480), (540, 1480), (540, 1520)


@contextmanager
def hall(folder: Path, settings: str) -> Iterator[Kiosk]:
    """A kiosk in a sample centre whose queues, but that of guidance, have a setting more."""
    data = folder / "data"
    data.mkdir()
    write_demo(data / FILE)
    source = (data / FILE).read_text(encoding="utf-8")
    special = source.replace("\nname = ", f"\n{settings}\nname = ").split("[[queue]]", 1)
    queues = special[1].replace(f'letter = "X"\n{settings}', 'letter = "X"')
    plain, _, _ = source.partition("[[queue]]")
    (data / FILE).write_text(f"{plain}[[queue]]{queues}", encoding="utf-8")
    with kiosk_window(folder, f"folder:{folder / 'paper'}") as window:
        yield window


def before_number(kiosk: Kiosk, says: str | None) -> dict[str, object]:
    """The screen before the number once it says this, or nothing of the queue."""

    def said(line: dict[str, object]) -> bool:
        told = line.get("says")
        there = says is None if told is None else says is not None and says in str(told)
        return line["screen"] == "confirm" and there

    return kiosk.until(said)


def test_an_official_who_is_away_is_told_as_it_changes_and_full_is_full_at_once(
    tmp_path: Path,
) -> None:
    with hall(tmp_path, "daily = 1") as kiosk:
        told = [kiosk.server["url"], kiosk.server["tokens"]]
        with (
            Client(told[0], told[1]["official"]) as lan,
            Client(told[0], told[1]["kiosk"]) as other,
        ):
            kiosk.touch(CHIP)
            assert before_number(kiosk, "Quầy tạm vắng, chưa rõ đến khi nào.")["way"] is None
            lan.open_counter(1)
            before_number(kiosk, None)
            now = other.board().at
            back = now + timedelta(minutes=10)
            lan.pause_counter(1, back)
            rows = {row.letter: (row.state, row.until) for row in other.board().queues}
            if back.astimezone(VIETNAM).date() == now.astimezone(VIETNAM).date():
                assert set(rows.values()) == {(Standing.AWAY, back)}
                before_number(kiosk, f"{back.astimezone(VIETNAM):%H:%M}")
            lan.open_counter(1)
            before_number(kiosk, None)
            letter = taken_elsewhere(other)
            assert before_number(kiosk, "Hôm nay đã phát hết số.")["way"] == "guidance"
            kiosk.touch(RED)
            before_number(kiosk, None)
            kiosk.touch(RED)
            number = kiosk.until(lambda line: line["screen"] == "ticket")["number"]
            assert (number[0], letter != "X") == ("X", True)


def taken_elsewhere(other: Client) -> str:
    """The last number of every queue but that of guidance, taken at another kiosk."""
    letters = [row.letter for row in other.board().queues if row.letter != "X"]
    for letter in letters:
        other.take_ticket(queue=letter)
    return letters[0]


def test_a_queue_that_is_closed_today_offers_guidance_instead(tmp_path: Path) -> None:
    other_day = WEEK[(wall().astimezone(VIETNAM).weekday() + 3) % 7]
    with hall(tmp_path, f'hours = {{ {other_day} = ["08:00-10:00"] }}') as kiosk:
        kiosk.touch(CHIP)
        line = before_number(kiosk, "Lấy số lại từ 07:40")
        assert str(line["says"]).startswith("Giờ này chưa nhận việc này.")
        assert line["way"] == "guidance"
        kiosk.touch(RED)
        before_number(kiosk, "Quầy tạm vắng")
        kiosk.touch(RED)
        assert kiosk.until(lambda line: line["screen"] == "ticket")["number"][0] == "X"
