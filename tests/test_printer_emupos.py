"""What an independent printer makes of our tickets."""

import socket
from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image, ImageChops

from printer import preview
from printer.marks import Code, Sheet
from printer.printers import open_printer
from printer.profiles import FenceKind, Qr, TextMode, profile, profiles
from printer.sample import SAMPLE
from printer.session import Outcome
from printer.slip import Slip
from printer.terms import Patience
from printer.writer import job
from tests.emupos import Emupos, emupos

__all__ = ["emupos"]

RASTER = [name for name, known in profiles().items() if known.text is TextMode.RASTER]
# It has no Vietnamese code page, and draws boxes; it takes taught letters for text.
PAGES = [name for name, known in profiles().items() if known.text is TextMode.TCVN3]
ENGLISH = replace(SAMPLE, lang="en", number="H105", procedure_name="Register a birth", note=None)
LINKS = ["tcp", "serial"]
BRISK = Patience(quiet=0.3, printing=0.2, paper=20_000)


def print_on(emupos: Emupos, slip: Slip, name: str, link: str) -> tuple[Outcome, Image.Image]:
    """Print a ticket there; what became of it, and the paper."""
    target = emupos.target if link == "tcp" else emupos.serial_target
    device = open_printer(target, name, patience=BRISK)
    outcome = device.print(slip)
    device.close()
    return outcome, emupos.picture().convert("1")


def without_code(picture: Image.Image, sheet: Sheet) -> Image.Image:
    """The picture with the place of the QR code white: there each printer may choose its mask."""
    code = next(mark for mark in sheet.marks if isinstance(mark, Code))
    bare = picture.copy()
    bare.paste(1, (0, code.y, bare.width, code.y + code.side))
    return bare


def differ(paper: Image.Image, meant: Image.Image) -> tuple[int, int, int, int] | None:
    """Where the paper differs from the picture; the blank end of a paper is no difference."""
    whole = Image.new("1", meant.size, 1)
    whole.paste(paper, (0, 0))
    return ImageChops.logical_xor(whole, meant).getbbox()


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("name", RASTER)
@pytest.mark.parametrize("slip", [SAMPLE, ENGLISH], ids=["vi", "en"])
def test_the_paper_is_the_preview_dot_for_dot(
    emupos: Emupos, slip: Slip, name: str, link: str
) -> None:
    before, chosen = emupos.unknown_commands(), profile(name)
    outcome, paper = print_on(emupos, slip, name, link)
    sheet = job(slip, chosen).sheet
    meant = preview.picture(sheet)
    # It does not answer GS ( H; our own emulator does, in test_printer_session.py.
    answers = chosen.fence is FenceKind.GS_R
    assert outcome is (Outcome.PRINTED if answers else Outcome.UNKNOWN)
    assert differ(without_code(paper, sheet), without_code(meant, sheet)) is None
    if chosen.qr is Qr.RASTER:
        assert differ(paper, meant) is None
    (code,) = zxingcpp.read_barcodes(paper.convert("L"))
    assert (code.text, code.ec_level) == (slip.url, "M")
    assert len(emupos.unknown_commands()) - len(before) == (0 if answers else 1)


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("name", PAGES)
def test_the_code_is_read_from_a_paper_in_code_pages(emupos: Emupos, name: str, link: str) -> None:
    before = emupos.unknown_commands()
    outcome, paper = print_on(emupos, SAMPLE, name, link)
    assert outcome is Outcome.PRINTED
    assert [code.text for code in zxingcpp.read_barcodes(paper.convert("L"))] == [SAMPLE.url]
    asks = profile(name).stored  # for the list of kept pictures, which it does not have
    assert len(emupos.unknown_commands()) - len(before) == int(asks)


def test_the_referee_tells_of_commands_that_it_does_not_know(emupos: Emupos) -> None:
    before = emupos.unknown_commands()
    with socket.create_connection(("127.0.0.1", emupos.port), timeout=3) as link:
        link.sendall(b"\x1d\x7f\x1dr\x01")
        link.recv(1)
    assert len(emupos.unknown_commands()) == len(before) + 1
