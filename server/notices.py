"""What staff are told beside the hall's events: on each subject one notice, until the next."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import msgspec


class Subject(StrEnum):
    """What a notice is about."""

    CLOCK = "clock"
    PRINTERS = "printers"


def written(subject: Subject, told: object) -> bytes:
    """A notice as the stream has it; without an id, because it is no fact of the hall."""
    return b"event: notice\ndata: %b\n\n" % msgspec.json.encode({subject.value: told})


QUIET: Final[Mapping[Subject, bytes]] = MappingProxyType(
    {Subject.CLOCK: written(Subject.CLOCK, None), Subject.PRINTERS: written(Subject.PRINTERS, ())}
)
"""The notices when nothing is wrong."""
