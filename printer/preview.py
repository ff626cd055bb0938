"""The picture of a ticket, dot for dot as the printer makes it."""

from pathlib import Path

from PIL import Image

from printer.marks import Sheet
from printer.raster import draw

_PER_INCH = 203


def picture(sheet: Sheet) -> Image.Image:
    """The ticket as it comes out, with the QR code that the printer draws."""
    return draw(sheet)


def save(sheet: Sheet, path: Path) -> None:
    """Write the picture as a PNG in the size that the paper has."""
    picture(sheet).save(path, format="PNG", dpi=(_PER_INCH, _PER_INCH))
