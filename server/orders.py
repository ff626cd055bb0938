"""What goes over the desk: orders in, replies and happenings out."""

from dataclasses import dataclass, replace
from typing import NamedTuple, Self

from luot.domain.commands import Command
from luot.domain.events import DayOpened, Event, RulesChanged
from luot.domain.hall import Hall

SYSTEM = "system"


class Sheet(NamedTuple):
    """A list of orders sent under one key, and a hash of all of it."""

    key: str
    hash: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A command, who gives it, and the key under which a retry finds its reply.

    An `official` acts at counters that nobody else has opened; None acts anywhere. `sheet` is the
    list that the order stands on.
    """

    command: Command
    key: str
    actor: str
    official: str | None = None
    sheet: Sheet | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What is answered to an order, and to every retry of it."""

    status: int
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One fact that is on the disk, with the hall before and after it."""

    seq: int
    epoch: str
    actor: str
    event: Event
    before: Hall
    after: Hall


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """The hall now, the last fact in it, and the catalogue's version that is on record."""

    seq: int
    epoch: str
    hall: Hall
    catalogue: str | None = None

    def after(self, told: tuple[Happening, ...]) -> Self:
        """The hall after these facts."""
        if not told:
            return self
        named = [h.event.catalogue for h in told if isinstance(h.event, DayOpened | RulesChanged)]
        return replace(
            self,
            seq=told[-1].seq,
            hall=told[-1].after,
            catalogue=named[-1] if named else self.catalogue,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How the desk is: orders that wait, seconds that the last commit took, what fails now."""

    waiting: int
    commit_s: float
    failing: str | None


class DeskError(Exception):
    """The desk could not take an order; nothing was changed. `code` is for programs and words."""

    code = "desk"

    def __init__(self, sentence: str, **fields: object) -> None:
        super().__init__(sentence)
        self.fields = fields


class Busy(DeskError):
    """Too many orders wait already."""

    code = "busy"

    def __init__(self) -> None:
        super().__init__("too many orders wait at the desk")


class Unavailable(DeskError):
    """The order could not be put on record: a full or failing disk, or the house is closing."""

    code = "unavailable"

    def __init__(self, why: str) -> None:
        super().__init__(f"the order could not be put on record: {why}")


class KeyReused(DeskError):
    """The key was used before, by someone else or for something else."""

    code = "key-reused"

    def __init__(self) -> None:
        super().__init__("the key was used before, by someone else or for something else")


class NotYourCounter(DeskError):
    """The order reaches over to a counter that another official has opened."""

    code = "not-your-counter"

    def __init__(self, counter: int) -> None:
        super().__init__(f"counter {counter} is another official's", counter=counter)
