"""Rules of the pairs of drawing and screen: same height, drawing left, no drawings no pairs."""

from pathlib import Path

import pytest
from PIL import Image

from tests.beside import GAP, LONG, PAIRS, beside, main

DOCS = Path(__file__).parents[1] / "docs"


def test_both_stand_at_one_height_the_drawing_left() -> None:
    sheet = beside(Image.new("RGB", (1366, 768), "red"), Image.new("RGB", (683, 768), "blue"))
    assert sheet.size == (960 + GAP + 480, LONG)
    assert [sheet.getpixel((x, 9)) for x in (0, 959, 960 + GAP)] == [
        (255, 0, 0),
        (255, 0, 0),
        (0, 0, 255),
    ]


def test_without_drawings_nothing_is_laid_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(tmp_path / "none", tmp_path) == 1
    assert "no drawings here" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_every_pair_is_in_the_documents_and_small() -> None:
    shown = (DOCS / "beside.md").read_text(encoding="utf-8")
    for drawn in PAIRS:
        name = f"pictures/beside-{drawn}.png"
        assert f"({name})" in shown
        assert (DOCS / name).stat().st_size < 250_000
