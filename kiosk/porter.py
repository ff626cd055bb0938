"""Who stands at the glass when no citizen does: invites, keeps the sign, lets staff in."""

from typing import Final

from kiosk import care
from kiosk.backroom import Backroom
from kiosk.bands import Shape, bands, layout_of
from kiosk.booth import Booth
from kiosk.clock import Clock
from kiosk.selftest import SelfTest
from kiosk.sheets import curtain
from kiosk.sheets.curtain import Curtain
from kiosk.sheets.tongue import Tongue
from kiosk.sign import Sign

KNOCK_SECONDS: Final = 3.0


def room_of(screen: str, shape: Shape) -> tuple[int, int]:
    """How far the block of a dark screen may wander, to the right and down."""
    width, height = bands(layout_of(shape, large=False, low=False))[f"{screen}.room"].size
    return int(width), int(height)


class Porter:
    """Decides what hangs before the booth's screens; `minutes` is how long nobody touches them."""

    def __init__(  # noqa: PLR0913  # all that it looks after
        self,
        *,
        backroom: Backroom,
        sign: Sign,
        selftest: SelfTest,
        clock: Clock,
        tongue: Tongue,
        minutes: float = care.INVITE_MINUTES,
    ) -> None:
        self.backroom = backroom
        self._sign = sign
        self._selftest = selftest
        self._clock = clock
        self._tongue = tongue
        self._minutes = minutes
        self._touched_at = clock.seconds()

    def curtain(self, booth: Booth, shape: Shape = Shape.TALL) -> Curtain | None:
        """What hangs before the booth's screen now."""
        now, room = self._clock.seconds(), self.backroom.room
        if room is not None:
            if room.inside:
                found = self._selftest.findings()
                return curtain.menu(room, self.backroom, found, self._tongue)
            return curtain.pad(room, self.backroom.pause, self._tongue)
        if self._sign.up:
            return curtain.rest(care.drift(now, room_of("rest", shape)), self._tongue)
        if care.invites(booth.view, self._touched_at, now, self._minutes):
            return curtain.invite(
                booth.known, care.drift(now, room_of("invite", shape)), self._tongue
            )
        return None

    def touched(self) -> None:
        """Someone touched the glass."""
        self._touched_at = self._clock.seconds()
        self.backroom.stir()

    def tick(self, booth: Booth) -> None:
        """Time went by."""
        self.backroom.tick()
        self._selftest.tick(booth.known, self._clock.seconds())
