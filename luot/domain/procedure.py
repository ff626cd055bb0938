"""Procedures, the fields that group them, and the catalogue that a centre works from."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A group of procedures, as people name it and as officials do.

    `word` may hold one line break: it is the bold text of a tile.
    """

    id: str
    queue: str
    icon: str
    word: str
    official: str
    word_en: str
    official_en: str


class Level(StrEnum):
    """Whose business a procedure is; the lowest of those that may take it in."""

    COMMUNE = "commune"
    PROVINCE = "province"
    MINISTRY = "ministry"


class Online(StrEnum):
    """How far a procedure can be done over the network.

    `offered`: a source names it among the ways of filing, and not how far it goes.
    """

    NONE = "none"
    OFFERED = "offered"
    PARTIAL = "partial"
    FULL = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """An administrative procedure with its national code.

    `fee` and `time` are None where no source states them: unknown never means free.
    `decision` names the decision that the documents come from. `level` is None where no source
    names it, and so is `online`. `portal` is its own address at a portal, where it has one.
    """

    code: str
    name: str
    short_name: str
    short_name_en: str
    field: str
    queue: str
    phrases: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    documents_en: tuple[str, ...] = ()
    decision: str | None = None
    fee: str | None = None
    fee_en: str | None = None
    time: str | None = None
    time_en: str | None = None
    popularity: int = 0
    level: Level | None = None
    online: Online | None = None
    portal: str | None = None

    @property
    def is_online(self) -> bool:
        """Whether some source says that it can be filed over the network."""
        return self.online not in {None, Online.NONE}

    def portal_at(self, portal: str | None) -> str | None:
        """Where it is done online: its own address, else its page at the centre's `portal`.

        `portal` may hold `{code}`, for the national code. None where it is not done online, or
        nobody says where.
        """
        if not self.is_online:
            return None
        return self.portal or (portal or "").replace("{code}", self.code) or None


@dataclass(frozen=True)
class Catalogue:
    """What a centre can be asked for; `version` names its content."""

    version: str
    fields: tuple[Field, ...]
    procedures: tuple[Procedure, ...]
    starter: bool = field(default=False)

    @cached_property
    def by_code(self) -> Mapping[str, Procedure]:
        """Every procedure under its national code."""
        return {procedure.code: procedure for procedure in self.procedures}

    def offered_in(self, queues: Collection[str]) -> Self:
        """The catalogue without what waits in a queue that the centre does not have."""
        return replace(
            self,
            fields=tuple(each for each in self.fields if each.queue in queues),
            procedures=tuple(each for each in self.procedures if each.queue in queues),
        )

    def queue_of(self, code: str) -> str | None:
        """The letter of the queue that a procedure waits in, or None for an unknown code."""
        procedure = self.by_code.get(code)
        return procedure.queue if procedure else None


EMPTY = Catalogue(version="", fields=(), procedures=())
