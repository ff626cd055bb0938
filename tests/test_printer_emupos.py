"""What an independent printer makes of our tickets."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image, ImageChops

from printer import preview, raster
from printer.layout import lay_out
from printer.marks import Code, Sheet
from printer.matters import parts
from printer.printers import at, open_printer
from printer.profiles import FenceKind, profile, profiles
from printer.sample import SAMPLE
from printer.session import Outcome
from printer.slip import Slip
from printer.status import Trouble
from printer.targets import Tcp
from printer.terms import Patience
from tests.emupos import Emupos, emupos

__all__ = ["emupos"]

BRISK = Patience(answer=0.4, taking=2, quiet=0.2, printing=1)
# It does not answer GS ( H; our own fake does, in test_printer_session.py.
ANSWERED = [name for name, known in profiles().items() if known.fence is FenceKind.GS_R]
ENGLISH = replace(SAMPLE, lang="en", number="H105", procedure_name="Register a birth", note=None)


def print_on(emupos: Emupos, slip: Slip, name: str) -> tuple[Outcome, Image.Image, Sheet]:
    """Print a ticket there; what became of it, the paper, and what we meant it to be."""
    chosen = profile(name)
    outcome = open_printer(emupos.target, name).print(slip)
    sheet = lay_out(parts(slip, chosen.style.wording), chosen.style, chosen.dots, raster.measure)
    return outcome, emupos.picture().convert("1"), sheet


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


@pytest.mark.parametrize("name", ANSWERED)
@pytest.mark.parametrize("slip", [SAMPLE, ENGLISH], ids=["vi", "en"])
def test_the_paper_is_the_preview_dot_for_dot(emupos: Emupos, slip: Slip, name: str) -> None:
    before = emupos.unknown_commands()
    outcome, paper, sheet = print_on(emupos, slip, name)
    meant = preview.picture(sheet)
    assert outcome is Outcome.PRINTED
    assert differ(without_code(paper, sheet), without_code(meant, sheet)) is None
    if name == "raster-plain":
        assert differ(paper, meant) is None
    assert [code.text for code in zxingcpp.read_barcodes(paper.convert("L"))] == [slip.url]
    assert emupos.unknown_commands() == before


def test_the_referee_tells_of_commands_that_it_does_not_know(emupos: Emupos) -> None:
    before = emupos.unknown_commands()
    with socket.create_connection(("127.0.0.1", emupos.port), timeout=3) as link:
        link.sendall(b"\x1d\x7f\x1dr\x01")
        link.recv(1)
    assert len(emupos.unknown_commands()) == len(before) + 1


@contextmanager
def broken(emupos: Emupos, fault: str) -> Iterator[None]:
    emupos.break_down(fault)
    try:
        yield
    finally:
        emupos.mend(fault)


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        ("paper-out", Trouble.PAPER_OUT),
        ("cover-open", Trouble.COVER_OPEN),
        ("offline", Trouble.OFFLINE),
    ],
)
def test_a_printer_that_says_it_cannot_print_is_sent_nothing(
    emupos: Emupos, fault: str, trouble: Trouble
) -> None:
    device = at(Tcp("127.0.0.1", emupos.port), profile(), BRISK)
    before = emupos.receipts()
    with broken(emupos, fault):
        assert device.print(SAMPLE) is Outcome.NOT_SENT
    assert device.trouble is trouble
    assert emupos.receipts() == before
    assert device.print(SAMPLE) is Outcome.PRINTED
    assert device.trouble is None
    assert len(emupos.receipts()) == len(before) + 1


def test_paper_near_its_end_prints_and_is_told(emupos: Emupos) -> None:
    device = at(Tcp("127.0.0.1", emupos.port), profile(), BRISK)
    with broken(emupos, "paper-near-end"):
        assert device.print(SAMPLE) is Outcome.PRINTED
        assert device.paper_low
    assert device.print(SAMPLE) is Outcome.PRINTED
    assert not device.paper_low
