"""Who speaks to the hall: a person with a role, or a device with a scope."""

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never


class Role(StrEnum):
    """What a person, or a program in a person's place, may do; each includes those before it."""

    OFFICIAL = "official"
    MANAGER = "manager"
    ADMIN = "admin"


class Scope(StrEnum):
    """What a paired device is for; no scope includes another."""

    KIOSK = "kiosk"
    DISPLAY = "display"
    COUNTER = "counter"
    PRINTER = "printer"


Grant = Role | Scope
RANK = {Role.OFFICIAL: 1, Role.MANAGER: 2, Role.ADMIN: 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A known person, program or device of one site; `kiosk` is the index of a kiosk, 0 to 3."""

    name: str
    grant: Grant
    site: str
    kiosk: int | None = None


def grant(name: str) -> Grant:
    """The role or scope of that name; ValueError for any other name."""
    return Role(name) if name in {role.value for role in Role} else Scope(name)


def allowed(actor: Actor | None, *needs: Grant) -> bool:
    """Whether the actor has one of the rights that are needed."""
    return actor is not None and any(_has(actor.grant, need) for need in needs)


def _has(own: Grant, need: Grant) -> bool:
    """Whether one right includes another."""
    match own:
        case Role():
            return isinstance(need, Role) and RANK[own] >= RANK[need]
        case Scope():
            return own is need
        case _:
            assert_never(own)
