"""One citizen's visit through every real part: the tour is a test, too."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image
from zxingcpp import read_barcodes

from luot.parts import luot
from luot.tour.steps import STEPS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.screen,
    pytest.mark.skipif(shutil.which("Xvfb") is None, reason="no Xvfb for the kiosk's window"),
]


@pytest.fixture(scope="module")
def tour(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, object]]]:
    """The folder of the evidence and the lines that a tour told."""
    where = tmp_path_factory.mktemp("tour")
    done = subprocess.run(
        luot("run", "--tour", "--json"),
        cwd=where,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return where, [json.loads(line) for line in done.stdout.splitlines()]


Told = tuple[Path, list[dict[str, object]]]


def test_every_step_is_seen_in_its_order(tour: Told) -> None:
    assert [(line["step"], line["ok"]) for line in tour[1]] == [(step, True) for step in STEPS]


def test_screen_and_paper_carry_the_same_code(tour: Told) -> None:
    out = tour[0] / "out" / "tour"
    codes = [
        read_barcodes(Image.open(out / name))[0].text for name in ("kiosk-ticket.png", "ticket.png")
    ]
    assert codes[0] == codes[1]
    assert codes[0].encode() in (out / "ticket.bin").read_bytes()


def test_the_report_has_the_procedure_that_was_chosen(tour: Told) -> None:
    lines = {str(line["step"]): line["evidence"] for line in tour[1]}
    issued, reported = lines["issued"], lines["reported"]
    assert isinstance(issued, dict)
    assert isinstance(reported, dict)
    assert reported["row"]["code"] == issued["procedure"]


def test_the_evidence_is_where_the_lines_say(tour: Told) -> None:
    named = [
        value
        for line in tour[1]
        for value in dict(line["evidence"]).values()  # type: ignore[call-overload]
        if str(value).startswith("out/")
    ]
    assert len(named) >= 8
    assert all((tour[0] / str(path)).stat().st_size > 0 for path in named)
