"""Which touches count: one finger at a time, no second button, no bounce of a worn contact."""

from dataclasses import dataclass
from math import dist
from typing import Final

BOUNCE_SECONDS: Final = 0.06
STILL_PX: Final = 24.0
"""A finger that lies still moves less than this: 6 mm on the glass."""
# Not every lift is told of: of two buttons down at once only one is. No glass may stay deaf.
STUCK_SECONDS: Final = 1.0
FINGER: Final = "left"

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Contact:
    """Where and when a finger came down or left; `at` is in seconds of the kiosk's clock."""

    uid: object
    place: Point
    at: float

    def soon(self, place: Point, at: float) -> bool:
        """Whether another contact here and then is the same finger."""
        return 0 <= at - self.at < BOUNCE_SECONDS and dist(place, self.place) <= STILL_PX


class Fingers:
    """What the glass tells becomes what a person meant."""

    def __init__(self) -> None:
        self.held: Contact | None = None
        self._last: Contact | None = None

    def down(self, uid: object, place: Point, at: float, button: str = FINGER) -> bool:
        """Whether this touch counts."""
        held = self.held
        if button != FINGER or (held is not None and 0 <= at - held.at < STUCK_SECONDS):
            return False
        bounced = self._last is not None and self._last.soon(place, at)
        self.held = self._last = Contact(uid, place, at)
        return not bounced

    def slid(self, uid: object, place: Point) -> None:
        """A finger went on over the glass: it no longer lies still."""
        held = self.held
        if held is not None and held.uid == uid and dist(place, held.place) > STILL_PX:
            self.held = Contact(uid, (-1, -1), held.at)

    def up(self, uid: object, place: Point, at: float) -> None:
        """A finger is lifted."""
        if self.held is not None and self.held.uid == uid:
            self.held = None
            self._last = Contact(uid, place, at)
