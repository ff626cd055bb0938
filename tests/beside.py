"""Lays each screen beside the picture that it was drawn from: the drawing left, the screen right.

python -m tests.beside DRAWINGS docs/pictures

DRAWINGS is the folder of the drawn screens; without it what is there already stays as it is.
"""

import sys
from pathlib import Path
from typing import Final

from PIL import Image

PAIRS: Final = {
    "kiosk-home": "kiosk-home",
    "kiosk-home-en": "kiosk-home-en",
    "kiosk-home-contrast-large": "kiosk-home-large-contrast",
    "kiosk-field": "kiosk-field",
    "kiosk-search": "kiosk-search",
    "kiosk-confirm": "kiosk-confirm",
    "kiosk-ticket": "kiosk-ticket",
    "kiosk-ticket-no-paper": "kiosk-ticket-no-paper",
    "kiosk-closed": "kiosk-closed",
    "ticket-80": "ticket-80",
    "ticket-80-lean": "ticket-vi",
    "ticket-58": "ticket-58",
    "hall-busy": "hall-busy",
    "hall-quiet": "hall-quiet",
    "hall-lost": "hall-lost",
    "counter-idle": "counter-idle",
    "counter-called": "counter-called",
    "counter-serving": "counter-serving",
    "counter-drawers": "counter-missed",
    "phone-waiting": "phone-waiting",
    "phone-called": "phone-called",
    "phone-done": "phone-done",
    "manager-day": "manager-day",
}
"""The drawings, and the pictures of the screens as they are."""
TALL, LONG = 1200, 540
GAP: Final = 16
GROUND: Final = (128, 128, 128)
COLOURS: Final = 128


def beside(drawn: Image.Image, real: Image.Image) -> Image.Image:
    """Both at the same height, with a grey line between."""
    height = TALL if drawn.height > drawn.width else LONG
    height = min(height, drawn.height)
    two = [
        each.convert("RGB").resize(
            (round(each.width * height / each.height), height), Image.Resampling.LANCZOS
        )
        for each in (drawn, real)
    ]
    sheet = Image.new("RGB", (sum(each.width for each in two) + GAP, height), GROUND)
    sheet.paste(two[0], (0, 0))
    sheet.paste(two[1], (two[0].width + GAP, 0))
    return sheet


def main(drawings: Path, pictures: Path) -> int:
    """Lay them all out; 1 where there are no drawings."""
    if not drawings.is_dir():
        print(f"{drawings}: no drawings here; the pairs in {pictures} stay as they are")  # noqa: T201
        return 1
    for drawn, real in PAIRS.items():
        sides = (
            Image.open(folder / f"{name}.png")
            for folder, name in ((drawings, drawn), (pictures, real))
        )
        flat = beside(*sides).quantize(COLOURS, dither=Image.Dither.NONE)
        flat.save(pictures / f"beside-{drawn}.png", optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
