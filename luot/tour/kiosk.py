"""At the kiosk: a finger on the glass, a number, a paper."""

import shutil
from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageChops
from zxingcpp import read_barcodes

from luot.tour.finger import Point
from luot.tour.steps import until
from luot.tour.visit import Visit
from luot.web.tokens import tokens
from printer.layout import lay_out
from printer.marks import Text
from printer.matters import parts
from printer.raster import draw, measure
from printer.sample import SAMPLE
from printer.styles import LEAN

# Where things are on the screen of 1080 x 1920, as its look has them.
SEARCH = (1010, 310)
FIRST_FIELD = (280, 900)
FIRST_ROW = (300, 574)
TAKE = (100, 1486)
WIDTH = 576  # dots of 80 mm paper


def touched(visit: Visit) -> None:
    """She finds her matter on the first screen and asks for a number."""
    with visit.log.step("touched") as evidence:
        _shown(visit, SEARCH, "first_screen")
        evidence["home"] = _picture(visit, "kiosk-home")
        visit.finger.touch(FIRST_FIELD)
        until(lambda: _changed(visit, SEARCH), "field")
        evidence["field"] = _picture(visit, "kiosk-field")
        visit.finger.touch(FIRST_ROW)
        _shown(visit, TAKE, "take")
        evidence["confirm"] = _picture(visit, "kiosk-confirm")
        visit.finger.touch(TAKE)


def issued(visit: Visit) -> None:
    """The journal has her place, and the screen shows its number with its QR code."""
    with visit.log.step("issued") as evidence:
        ticket = visit.happened("TicketIssued")
        path = visit.folder / "kiosk-ticket.png"
        visit.code = until(lambda: _read(visit.finger.picture(path)), "code")
        until(lambda: _says(visit, ticket.number), "number", number=ticket.number)
        evidence |= {
            "number": ticket.number,
            "procedure": ticket.procedure,
            "url": visit.code,
            "screen": str(path),
        }


def printed(visit: Visit) -> None:
    """The printer says that her paper is out, and it carries the same QR code."""
    with visit.log.step("printed") as evidence:
        ticket = visit.happened("TicketPrinted")
        picture = until(lambda: _newest(visit.centre.plan.paper, "*.png"), "paper")
        data = until(lambda: _newest(visit.centre.plan.paper, "*.bin"), "paper")
        for source, name in ((picture, "ticket.png"), (data, "ticket.bin")):
            shutil.copy(source, visit.folder / name)
        until(lambda: _matches(visit, picture), "same_code")
        until(lambda: _bears(visit, picture), "same_number", number=visit.number)
        evidence |= {
            "outcome": ticket.paper,
            "ticket": str(visit.folder / "ticket.png"),
            "bytes": data.stat().st_size,
            "job": str(visit.folder / "ticket.bin"),
        }


def _matches(visit: Visit, picture: Path) -> bool | None:
    """Whether the paper's QR code and the job's bytes say what the screen said."""
    with Image.open(picture) as paper:
        same = _read(paper) == visit.code
    return (same and visit.code.encode() in (visit.folder / "ticket.bin").read_bytes()) or None


def _says(visit: Visit, number: str) -> bool | None:
    """Whether the kiosk's screen shows this number."""
    return any(line.get("number") == number for line in visit.centre.kiosk.said) or None


def _bears(visit: Visit, picture: Path) -> bool | None:
    """Whether the paper shows the number that the journal has, dot for dot."""
    centre = visit.official.board().centre
    named = f"{centre.kind} {centre.name}" if centre else ""
    slip = replace(SAMPLE, number=visit.number, centre=named)
    sheet = lay_out(parts(slip, LEAN.wording), LEAN, WIDTH, measure)
    mark = next(m for m in sheet.marks if isinstance(m, Text) and m.text == visit.number)
    band = (0, mark.baseline - mark.px, WIDTH, mark.baseline + 8)
    with Image.open(picture) as paper:
        return (
            ImageChops.difference(
                paper.convert("L").crop(band), draw(sheet).convert("L").crop(band)
            ).getbbox()
            is None
            or None
        )


def _newest(folder: Path, names: str) -> Path | None:
    """The newest file of a kind in a folder."""
    return max(folder.glob(names), key=lambda path: path.stat().st_mtime_ns, default=None)


def _read(image: Image.Image) -> str | None:
    """What the QR code in a picture says."""
    codes = read_barcodes(image)
    return codes[0].text if codes else None


def _shown(visit: Visit, at: Point, what: str) -> None:
    """Wait until a red button is at this point."""
    red = tokens()["theme"]["light"]["son"]
    until(lambda: visit.finger.colour(at) == red or None, what)


def _changed(visit: Visit, at: Point) -> bool | None:
    """Whether the red button is gone from this point."""
    return visit.finger.colour(at) != tokens()["theme"]["light"]["son"] or None


def _picture(visit: Visit, name: str) -> str:
    """A picture of the screen for the evidence."""
    path = visit.folder / f"{name}.png"
    visit.finger.picture(path)
    return str(path)
