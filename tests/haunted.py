"""A kiosk with a ghost in it: python -m tests.haunted FOLDER SERVER TOKEN PRINTER [SCANNER].

The ghost sees every picture before anyone else, and does what the file `ghost` in FOLDER says:
`break` raises, `hang` stands still, a share such as `0.05` breaks so many pictures at random.
"""

import faulthandler
import logging
import random
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread

from kiosk import fitting
from kiosk.scanner import scanner_at
from kiosk.setting import Setting

log = logging.getLogger(__name__)

NAME = "ghost"
STILL = 0.6
LOOK = 0.05


class Boo(RuntimeError):
    """What a ghost raises."""


class Ghost:
    """Breaks what it is told to."""

    def __init__(self, folder: Path) -> None:
        self.order = folder / NAME
        self.chance = random.Random(1)

    def __call__(self, *_: object) -> None:
        said = ""
        with suppress(FileNotFoundError):
            said = self.order.read_text()
        match said:
            case "":
                pass
            case "hang":
                time.sleep(60)
            case "break":
                raise Boo
            case share if self.chance.random() < float(share):
                raise Boo


def watch() -> None:
    """Write down what every thread does whenever the one that draws stands still for long."""
    while not hasattr(sys.modules.get("kivy.clock"), "Clock"):
        time.sleep(LOOK)
    clock = sys.modules["kivy.clock"].Clock
    frames, since = clock.frames, time.monotonic()
    while True:
        time.sleep(LOOK)
        if clock.frames != frames:
            frames, since = clock.frames, time.monotonic()
        elif time.monotonic() - since > STILL:
            log.warning("it stands still")
            faulthandler.dump_traceback()
            since = time.monotonic()


def main(folder: Path, server: str, token: str, printer: str, scanner: str = "") -> int:
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    faulthandler.enable()
    Thread(target=watch, daemon=True).start()
    setting = Setting(
        server=server,
        token=token,
        data=folder,
        printer=printer,
        scanner=scanner_at(scanner) if scanner else None,
        json=True,
        monitor=(1080, 1920),
        invite=0.5,
    )
    return fitting.run(setting, witnesses=[Ghost(folder)])


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
