"""What the kiosk is heard with; nobody needs it before the first picture, which it would delay."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import soundcard
from kiosk.bell import Bell
from kiosk.loudspeaker import Loudspeaker
from kiosk.tones import Tone
from kiosk.volume import Volume

if TYPE_CHECKING:
    from kiosk.app import KioskApp


def sounds(folder: Path) -> Callable[["KioskApp"], None]:
    """What lets a kiosk's touches and news be heard, as loud as its own folder has it."""
    return partial(_let_ring, Loudspeaker(Volume(folder), soundcard.open_card))


def _let_ring(speaker: Loudspeaker, app: "KioskApp") -> None:
    """From now on; behind a curtain there is no news for anybody."""
    app.front.took = partial(speaker.ring, Tone.TICK)
    bell = Bell(speaker.ring)
    bell.see(app.booth.view, warned=False, hidden=True)  # no news: it stands there already
    app.witnesses.append(
        lambda shown, curtain: bell.see(
            app.booth.view, warned=shown.still is not None, hidden=curtain is not None
        )
    )
    if app.porter is not None:
        app.porter.backroom.speaker = speaker
    # Before the window is gone, and SDL with it.
    app.bind(on_stop=lambda _: speaker.stop())
