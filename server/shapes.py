"""Answers that are put together from parts, described for programs."""

from typing import Any
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from display.board import CallRow, QueueRow
from display.board import CounterRow as BoardCounter
from server.api_hall import Centre, Found
from server.rows import TicketRow


class Board(msgspec.Struct, frozen=True, kw_only=True):
    """The whole display as it stands after the event `seq`."""

    epoch: str
    seq: int
    at: str
    centre: Centre
    closes_at: str | None
    counters: list[BoardCounter]
    calls: list[CallRow]
    queues: list[QueueRow]


class Finds(msgspec.Struct, frozen=True, kw_only=True):
    """The procedures that a phrase may mean, likeliest first."""

    results: list[Found]


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A refusal: `title` is for the reader, `code` for programs; further members are its fields."""

    type: str
    title: str
    status: int
    code: str
    detail: str | UnsetType = UNSET


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one offline ticket: its row, or the problem with it."""

    id: UUID
    status: int
    ticket: TicketRow | UnsetType = UNSET
    problem: dict[str, Any] | UnsetType = UNSET


class Reconciled(msgspec.Struct, frozen=True, kw_only=True):
    """What became of each offline ticket, in order."""

    results: list[Taken]


class Paired(msgspec.Struct, frozen=True, kw_only=True):
    """What a device gets: its token, and for a kiosk its place and the key of its own tickets."""

    token: str
    name: str
    scope: str
    site: str
    kiosk: int | None
    key: str | UnsetType = UNSET
