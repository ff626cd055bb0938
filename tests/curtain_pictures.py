"""Pictures of what hangs before the screens.

python -m tests.curtain_pictures docs/pictures [plain wide ...]
"""

import sys
from itertools import product
from pathlib import Path

from PIL import Image

from kiosk import selftest
from kiosk.backroom import Act, Backroom, Room
from kiosk.bands import Shape
from kiosk.porter import room_of
from kiosk.selftest import Finding, Subject
from kiosk.sheets import curtain
from kiosk.sheets.curtain import Curtain
from kiosk.sheets.glass import glass
from kiosk.sheets.tongue import Tongue
from kiosk.sign import Sign
from kiosk.view import PrinterNews
from kiosk.workbench import Workbench
from luot import words
from tests.kiosk_glass import GlassKiosk, close_kiosk, open_kiosk
from tests.kiosk_hall import KNOWN, AtOnce, Hall
from tests.kiosk_pictures import MANNERS
from tests.test_kiosk_staff import PAGE, Loud

FINDINGS = (
    selftest.printer(PrinterNews(trouble="paper-out")),
    selftest.server(KNOWN),
    Finding(subject=Subject.CLOCK, values={"seconds": 0}),
    Finding(subject=Subject.DISK, values={"megabytes": 41_210}),
    Finding(subject=Subject.SCREEN),
)


def curtains(hall: Hall, tongue: Tongue, shape: Shape = Shape.TALL) -> dict[str, Curtain]:
    """Each of them, as it may hang on a working day; the dark ones as far off as they wander."""
    backroom = Backroom(
        pin=None,
        bench=Workbench(hall.mill, lambda: PAGE, counts=True),
        sign=Sign(Path("nowhere")),
        net=AtOnce(),
        press=AtOnce(),
        clock=hall.clock,
        speaker=Loud(),
    )
    assert Act.REOPEN not in backroom.acts
    return {
        "invite": curtain.invite(hall.booth.known, room_of("invite", shape), tongue),
        "rest": curtain.rest(room_of("rest", shape), tongue),
        "pad": curtain.pad(Room(typed="314"), 0, tongue),
        "staff": curtain.menu(
            Room(inside=True, told=("test_page", "not_sent")), backroom, FINDINGS, tongue
        ),
    }


def main(folder: Path, manners: list[str]) -> None:
    """Take all pictures in both languages."""
    kiosk: GlassKiosk = open_kiosk()
    hall = Hall()
    kiosk.use(hall)
    for manner, lang in product(manners, words.LANGUAGES):
        kiosk.panel(MANNERS[manner].size)
        picture = glass(hall.booth, hall.clock, kiosk.app.shape)
        suffix = "" if manner == "plain" else f"-{manner}"
        suffix += "" if lang == words.LANGUAGES[0] else f"-{lang}"
        for name, sheet in curtains(hall, Tongue(words.load(lang)), kiosk.app.shape).items():
            kiosk.app.wear(picture, dark=curtain.is_dark(sheet))
            kiosk.app.front.hang(sheet)
            kiosk.frames()
            flat = kiosk.picture().quantize(256, dither=Image.Dither.NONE)
            flat.save(folder / f"kiosk-{name}{suffix}.png", optimize=True)
    close_kiosk(kiosk)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:] or ["plain"])
