"""A minute with a monkey: the kiosk never leaves, never freezes, and never doubles a number."""

from pathlib import Path

import pytest

pytest.importorskip("Xlib.display", reason="python-xlib is not installed here")
pytest.importorskip("kivy", reason="Kivy is not installed here")
from tests.kiosk_window import ON_SCREEN
from tests.monkey import WORN_OUT, cage

pytestmark = ON_SCREEN


def test_a_minute_with_a_monkey(tmp_path: Path) -> None:
    with cage(tmp_path) as there:
        verdict = there.play(60)
    assert verdict.numbers.sound, verdict
    assert verdict.numbers.issued > 0
    assert (verdict.left_the_kiosk, verdict.hung) == (0, 0)
    assert set(verdict.ends) <= {WORN_OUT}
