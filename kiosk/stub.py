"""The part of a ticket that stays in the kiosk: what was asked for, and what the paper shows."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

import msgspec

from luot.client import Issued, OfflineTicket
from luot.domain.ticket import ORDINARY, Paper, Purpose

DAMAGED: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class BandFull(Exception):
    """All numbers that this kiosk may give out by itself under a letter are given out."""

    def __init__(self, queue: str) -> None:
        super().__init__(f"no number of this kiosk's own is left under {queue}")
        self.queue = queue


class Unkept(Exception):
    """The file of the stubs cannot be written or read: `is_damaged`, or the disk is."""

    def __init__(self, file: Path, why: sqlite3.Error | msgspec.DecodeError) -> None:
        super().__init__(f"{file}: {why}")
        self.file = file
        self.why = str(why)
        code = getattr(why, "sqlite_errorcode", sqlite3.SQLITE_OK)
        self.is_damaged = isinstance(why, msgspec.DecodeError) or code & 0xFF in DAMAGED


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a citizen asked for; `queue` is the letter that a procedure's ticket waits under, too.

    None where this kiosk does not know the letter.
    """

    queue: str | None
    procedures: tuple[str, ...] = ()
    purpose: Purpose | None = None
    priority: str | None = None
    lang: str = "vi"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stub:
    """A ticket that this kiosk gave out: by itself, or as the server `answer`ed.

    `issued_at` is the server's time as far as it is known; `last_contact` is when the server was
    heard last before.
    """

    id: UUID
    number: str
    issued_at: datetime
    last_contact: datetime
    wish: Wish
    answer: Issued | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What became of a paper, under the key that makes it safe to tell again."""

    ticket: str
    outcome: Paper
    key: str


def handed_in(stub: Stub) -> OfflineTicket:
    """A stub as the server takes it in."""
    wish = stub.wish
    return OfflineTicket(
        id=str(stub.id),
        number=stub.number,
        issued_at=stub.issued_at,
        last_contact=stub.last_contact,
        procedures=wish.procedures,
        queue=stub.number[0],
        purpose=None if wish.purpose is None else wish.purpose.value,
        priority=wish.priority or ORDINARY,
        lang=wish.lang,
    )
