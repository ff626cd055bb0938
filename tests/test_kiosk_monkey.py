"""A minute with a monkey: the kiosk never leaves, never freezes, and never doubles a number."""

import shutil
from pathlib import Path

import pytest

pytest.importorskip("Xlib.display", reason="python-xlib is not installed here")
pytest.importorskip("kivy", reason="Kivy is not installed here")
from tests.monkey import WORN_OUT, cage

pytestmark = [
    pytest.mark.screen,
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("Xvfb") is None, reason="Xvfb is not installed here"),
    pytest.mark.filterwarnings("ignore"),
]


def test_a_minute_with_a_monkey(tmp_path: Path) -> None:
    with cage(tmp_path) as there:
        verdict = there.play(60)
    assert verdict.numbers.sound, verdict
    assert verdict.numbers.issued > 0
    assert (verdict.left_the_kiosk, verdict.hung) == (0, 0)
    assert set(verdict.ends) <= {WORN_OUT}
