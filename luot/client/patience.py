"""How long a device waits for its server."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Seconds to wait for a connection and for an answer; whether to ask `again` after silence."""

    connect: float = 1.0
    answer: float = 3.0
    again: bool = True


USUAL: Final = Patience()
