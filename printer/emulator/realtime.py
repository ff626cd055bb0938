"""Real-time commands, seen as they arrive: before the buffer, whatever they stand in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CLEAR = b"\x01\x03\x14\x01\x06\x02\x08"  # DLE DC4 8 has to say so, or it clears nothing
_WHOLE = re.compile(
    rb"\x10(?:\x04([\x01-\x04])|\x05([\x00-\x02])|\x14(\x08.{7}|\x01..))", re.DOTALL
)
_LONGEST = 10


@dataclass(frozen=True, slots=True)
class Ask:
    """DLE EOT: how is the printer?"""

    kind: int


@dataclass(frozen=True, slots=True)
class Recover:
    """DLE ENQ 1 or 2: go on after an error; `clear` drops what had come before."""

    clear: bool


@dataclass(frozen=True, slots=True)
class Clear:
    """DLE DC4 8: drop everything that has not been printed."""


RealTime = Ask | Recover | Clear


class Ear:
    """Hears real-time commands in the bytes as they come, also in pieces."""

    def __init__(self) -> None:
        self._tail = b""

    def hear(self, data: bytes) -> Iterator[RealTime]:
        """Each command that is whole now; a pulse for the drawer (DLE DC4 1) does nothing here."""
        whole = self._tail + data
        end = 0
        for match in _WHOLE.finditer(whole):
            end = match.end()
            command = _command(match)
            if command is not None:
                yield command
        rest = whole[end:][-_LONGEST:]
        begun = rest.rfind(b"\x10")
        self._tail = rest[begun:] if begun >= 0 else b""


def _command(match: re.Match[bytes]) -> RealTime | None:
    ask, enquire, control = match.groups()
    if ask:
        return Ask(ask[0])
    if enquire:
        return Recover(clear=enquire == b"\x02")
    return Clear() if control[1:] == _CLEAR else None
