"""What those who ask may hear."""

from server.actor import Role, Scope, allowed
from server.door import Door, Headers, actor
from server.stream import Audience

LISTENERS = (Role.OFFICIAL, Scope.DISPLAY, Scope.KIOSK, Scope.COUNTER)


def audience(door: Door, headers: Headers) -> Audience:
    """What whoever sent these headers may hear on the live stream; raises Problem."""
    listener = actor(door, headers, *LISTENERS)
    return Audience.OFFICIAL if allowed(listener, Role.OFFICIAL) else Audience.BOARD
