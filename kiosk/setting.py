"""How one kiosk is set up."""

from dataclasses import dataclass
from pathlib import Path

from kiosk import care
from luot import words
from printer.profiles import DEFAULT
from printer.targets import Serial


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How one kiosk is set up; `printer` is an address such as `tcp://HOST:9100`, None for none.

    `profile` says how it is spoken to. `data` is the kiosk's own folder, with its own profiles and
    the count of the paper roll; `logo` the picture file that stands on tickets, `scanner` the port
    of the code scanner. `size` is that of the window, `monitor` that of the screen where it is
    known. After `invite` minutes without a touch the glass is dimmed; 0 never does that.
    """

    server: str
    token: str
    data: Path
    printer: str | None = None
    profile: str = DEFAULT
    logo: bytes | None = None
    scanner: Serial | None = None
    size: tuple[int, int] = (1080, 1920)
    monitor: tuple[int, int] | None = None
    invite: float = care.INVITE_MINUTES
    pictures: Path | None = None
    json: bool = False
    lang: str = words.LANGUAGES[0]
