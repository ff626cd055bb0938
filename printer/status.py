"""What a printer says of itself, sorted from the mixed bytes that come back over its link."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

# Bytes that open a block which ends with a NUL: process ids of GS ( H, answers of GS I.
_BLOCKS = frozenset((0x37, 0x5F, 0x3D))
_PAUSES = frozenset((0x11, 0x13))  # XON, XOFF
# Which kind of answer a byte is stands in its fixed bits: 0xx1xx10 DLE EOT, 0xx1xx00 the first of
# four bytes of automatic status, 0xx0xxxx GS r.
_FIXED, _REALTIME, _ASB = 0x93, 0x12, 0x10
_ASB_REST = 3


class Trouble(StrEnum):
    """Why no paper comes; the words are under `printer.trouble`, what to do `printer.remedy`."""

    UNREACHABLE = "unreachable"
    TAKEN = "taken"
    FORBIDDEN = "forbidden"
    MUTE = "mute"
    STALLED = "stalled"
    PAPER_OUT = "paper-out"
    COVER_OPEN = "cover-open"
    ERROR = "error"
    OFFLINE = "offline"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class RealTime:
    """The answer to DLE EOT."""

    byte: int


@dataclass(frozen=True, slots=True)
class Paper:
    """The answer to GS r 1, which the printer gives in its turn."""

    byte: int

    @property
    def low(self) -> bool:
        """Whether the roll is near its end."""
        return bool(self.byte & 0x03)

    @property
    def out(self) -> bool:
        """Whether there is no paper."""
        return bool(self.byte & 0x0C)


@dataclass(frozen=True, slots=True)
class Block:
    """An answer of several bytes, without its NUL."""

    data: bytes


Answer = RealTime | Paper | Block


class Demux:
    """Sorts bytes into answers; an answer may come in pieces, and unasked status in between."""

    def __init__(self) -> None:
        self._block: bytearray | None = None
        self._skip = 0

    def feed(self, data: bytes) -> Iterator[Answer]:
        """The answers that these bytes complete."""
        for byte in data:
            answer = self._take(byte)
            if answer is not None:
                yield answer

    def _take(self, byte: int) -> Answer | None:
        if self._skip:
            self._skip -= 1
        elif self._block is not None:
            return self._in_block(self._block, byte)
        elif byte in _PAUSES:
            return None
        elif byte in _BLOCKS:
            self._block = bytearray((byte,))
        elif byte & _FIXED == _REALTIME:
            return RealTime(byte)
        elif byte & _FIXED == _ASB:
            self._skip = _ASB_REST
        elif byte & 0x90 == 0:
            return Paper(byte)
        return None

    def _in_block(self, block: bytearray, byte: int) -> Block | None:
        if byte:
            block.append(byte)
            return None
        self._block = None
        return Block(bytes(block))


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterStatus:
    """The printer's own answers to DLE EOT 1 to 4; there is none unless all four were given."""

    offline: bool = False
    cover_open: bool = False
    paper_out: bool = False
    paper_low: bool = False
    error: bool = False

    @property
    def trouble(self) -> Trouble | None:
        """What stops it from printing, the cause that a person can mend first."""
        causes = (
            (self.paper_out, Trouble.PAPER_OUT),
            (self.cover_open, Trouble.COVER_OPEN),
            (self.error, Trouble.ERROR),
            (self.offline, Trouble.OFFLINE),
        )
        return next((cause for holds, cause in causes if holds), None)


def status(printer: int, offline: int, error: int, paper: int) -> PrinterStatus:
    """The status that the answers to DLE EOT 1, 2, 3 and 4 stand for."""
    return PrinterStatus(
        offline=bool(printer & 0x08),
        cover_open=bool(offline & 0x04),
        paper_out=bool(offline & 0x20 or paper & 0x60),
        paper_low=bool(paper & 0x0C),
        error=bool(offline & 0x40 or error & 0x6C),
    )


def question(kind: int) -> bytes:
    """DLE EOT 1 (printer), 2 (why offline), 3 (errors) or 4 (paper)."""
    return bytes((0x10, 0x04, kind))
