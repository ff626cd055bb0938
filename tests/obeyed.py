"""What a job does to a printer: our emulator obeys it, without a wire or a clock."""

from PIL import Image, ImageChops

from printer.emulator import Traits
from printer.emulator.machine import Machine
from printer.emulator.traits import PAGES
from printer.marks import Code, Sheet
from printer.profile import Profile, TextMode

_BUFFER = 1 << 30


def obeyed(data: bytes, profile: Profile) -> Machine:
    """A printer of this kind that has done all of it."""
    pages = dict(PAGES)
    if profile.text is TextMode.TCVN3:
        pages |= dict(zip(profile.pages, ("tcvn3-lower", "tcvn3-upper"), strict=True))
    machine = Machine(Traits(dots=profile.dots, pages=pages), _BUFFER)
    machine.receive(data)
    machine.work(0)
    return machine


def papers(machine: Machine) -> list[Image.Image]:
    """What it has cut off, and what is left to be torn off."""
    press = machine.obeyer.press
    rest = press.strip.picture()
    return [*press.papers, *([rest] if rest.height else [])]


def differ(paper: Image.Image, meant: Image.Image) -> tuple[int, int, int, int] | None:
    """Where two papers differ; one may have more blank rows at its end."""
    size = (max(paper.width, meant.width), max(paper.height, meant.height))
    one, other = Image.new("1", size, 1), Image.new("1", size, 1)
    one.paste(paper, (0, 0))
    other.paste(meant, (0, 0))
    return ImageChops.logical_xor(one, other).getbbox()


def bare(picture: Image.Image, sheet: Sheet) -> Image.Image:
    """A paper with the place of the QR code white: there each printer may choose its mask."""
    cleared = picture.convert("1")
    for mark in sheet.marks:
        if isinstance(mark, Code):
            cleared.paste(1, (0, mark.y, cleared.width, mark.y + mark.side))
    return cleared
