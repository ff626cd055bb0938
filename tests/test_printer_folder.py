"""Computers without a printer: each ticket becomes a picture that is easy to find."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageChops

from printer import preview
from printer.folder import LATEST, FolderPrinter, papers
from printer.printers import ThermalPrinter, open_printer
from printer.profiles import UnknownProfile, profile
from printer.sample import SAMPLE
from printer.session import Outcome
from printer.status import Trouble
from printer.targets import BadTarget
from printer.writer import Writer, job

NEXT = replace(SAMPLE, number="A013", url="HTTPS://LUOT.DONGSON.THANHHOA.EXAMPLE/T/K1-NEXT")


def test_each_ticket_is_a_picture_with_its_bytes_and_the_latest_has_its_own_name(
    tmp_path: Path,
) -> None:
    device = open_printer(f"folder:{tmp_path / 'paper'}")
    assert [device.print(slip) for slip in (SAMPLE, NEXT, NEXT)] == [Outcome.PRINTED] * 3
    names = sorted(path.name for path in (tmp_path / "paper").iterdir())
    assert names == [
        "20261123-084200-A012.bin",
        "20261123-084200-A012.png",
        "20261123-084200-A013-2.bin",
        "20261123-084200-A013-2.png",
        "20261123-084200-A013.bin",
        "20261123-084200-A013.png",
        LATEST,
    ]
    assert (tmp_path / "paper" / names[0]).read_bytes() == job(SAMPLE, profile()).data
    with Image.open(tmp_path / "paper" / LATEST) as latest:
        meant = preview.picture(job(NEXT, profile()).sheet)
        assert ImageChops.logical_xor(latest.convert("1"), meant).getbbox() is None
        assert [code.text for code in zxingcpp.read_barcodes(latest.convert("L"))] == [NEXT.url]


def test_the_newest_paper_comes_first(tmp_path: Path) -> None:
    device = FolderPrinter(tmp_path, Writer(profile()))
    for slip in (NEXT, SAMPLE):
        device.print(slip)
    os.utime(tmp_path / "20261123-084200-A013.png", ns=(1, 1))
    assert [path.name for path in papers(tmp_path)] == [
        "20261123-084200-A012.png",
        "20261123-084200-A013.png",
    ]
    assert papers(tmp_path / "nothing") == []


def test_a_folder_that_takes_no_file_is_no_paper(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    device = open_printer(f"folder:{tmp_path / 'taken'}")
    assert (device.print(SAMPLE), device.trouble) == (Outcome.NOT_SENT, Trouble.FOLDER)
    assert device.settle(0) is None


@pytest.mark.parametrize(
    "target", ["", "lp0", "tcp:", "tcp://", "tcp://host:port", "tcp://h:1/x", "folder:", "usb:1"]
)
def test_an_address_that_is_none_is_refused(target: str) -> None:
    with pytest.raises(BadTarget):
        open_printer(target)


def test_a_network_address_may_leave_its_port_out() -> None:
    assert isinstance(open_printer("tcp://192.0.2.7"), ThermalPrinter)
    with pytest.raises(UnknownProfile):
        open_printer("tcp://192.0.2.7", "none-such")
