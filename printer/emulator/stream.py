"""The bytes that come, parted into text, commands and rows of dots."""

import re
from dataclasses import dataclass

from printer.emulator.sizes import DLE, size

_TEXT = re.compile(rb"[\x20-\xff]+")
_MOST_TEXT = 512  # a run of text is set in pieces, so that a fault can come in between
# Obeyed at once wherever they stand, even between the dots of a picture.
_REALTIME = re.compile(rb"\x10[\x04\x05\x14]")


@dataclass(frozen=True, slots=True)
class Text:
    """Bytes that are letters."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Command:
    """One whole command."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the picture whose GS v 0 came before."""

    data: bytes


Item = Text | Command | Row


class Stream:
    """Takes bytes as they come, and gives what is whole.

    `realtime_in_data` counts the real-time commands that stood inside other commands.
    """

    def __init__(self) -> None:
        self.realtime_in_data = 0
        self._pending = bytearray()
        self._absorbed = 0
        self._row = b""
        self._width = 0
        self._rows = 0

    @property
    def waiting(self) -> int:
        """How many bytes stand before the printer; what a begun command has is out of the way."""
        return len(self._pending) - self._absorbed

    @property
    def unfinished(self) -> bool:
        """Whether a command has begun whose rest has not come."""
        return bool(self._pending or self._rows)

    def feed(self, data: bytes) -> None:
        """Take more bytes."""
        self._pending += data

    def peek(self) -> int | None:
        """The next byte."""
        return self._pending[0] if self._pending else None

    def drop(self) -> None:
        """Leave out the next byte."""
        self._give(1)

    def next(self) -> Item | None:
        """What comes next, or None until more has come."""
        item = self._next()
        if item is None:
            self._absorbed = len(self._pending)
        return item

    def _next(self) -> Item | None:
        if self._rows:
            return self._next_row()
        if not self._pending:
            return None
        text = _TEXT.match(self._pending, 0, _MOST_TEXT)
        if text:
            return Text(self._give(text.end()))
        length = size(bytes(self._pending[:2])) if len(self._pending) < 3 else self._size()  # noqa: PLR2004
        if length is None or len(self._pending) < length:
            return None
        return self._command(self._give(length))

    def _size(self) -> int | None:
        # A picture that is defined may be long, and only its first bytes say how long.
        short = size(bytes(self._pending[:64]))
        return short if short is not None else size(bytes(self._pending))

    def _command(self, data: bytes) -> Command:
        if data[0] != DLE:
            self.realtime_in_data += len(_REALTIME.findall(data))
        if data[:3] == b"\x1dv0":
            self._width = int.from_bytes(data[4:6], "little")
            self._rows = int.from_bytes(data[6:8], "little") if self._width else 0
            self._row = b""
        return Command(data)

    def _next_row(self) -> Row | None:
        if len(self._pending) < self._width:
            return None
        self._rows -= 1
        data = self._give(self._width)
        seam = self._row[-1:] + data[:1]
        self.realtime_in_data += len(_REALTIME.findall(data)) + bool(_REALTIME.match(seam))
        self._row = data
        return Row(data)

    def _give(self, length: int) -> bytes:
        data = bytes(self._pending[:length])
        del self._pending[:length]
        self._absorbed = max(self._absorbed - length, 0)
        return data
