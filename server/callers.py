"""What those who ask may do: at which counter, and how much they hear."""

from http import HTTPStatus

from luot.domain.hall import Hall
from server.actor import Actor, Role, Scope, allowed
from server.door import Door, Headers, actor
from server.problems import Problem
from server.stream import Audience

LISTENERS = (Role.OFFICIAL, Scope.DISPLAY, Scope.KIOSK, Scope.COUNTER)


def audience(door: Door, headers: Headers) -> Audience:
    """What whoever sent these headers may hear on the live stream; raises Problem."""
    listener = actor(door, headers, *LISTENERS)
    return Audience.OFFICIAL if allowed(listener, Role.OFFICIAL) else Audience.BOARD


def check_counter(hall: Hall, official: Actor, counter: int) -> None:
    """Refuse an official who reaches over to a counter that somebody else has opened."""
    found = hall.counters.get(counter)
    taken = found is not None and found.official not in {None, official.name}
    if taken and not allowed(official, Role.MANAGER):
        raise Problem(HTTPStatus.FORBIDDEN, "not-your-counter", counter=counter)
