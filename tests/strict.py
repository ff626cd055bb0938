"""Reads print jobs as strictly as can be: our own commands and nothing else, each of them whole.

It burns nothing, so it is quick; it shares no code with the emulator.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

CELL = 12  # dots of a letter
REALTIME = (b"\x10\x04", b"\x10\x05", b"\x10\x14")
FIXED = {
    b"\x1b@": 2,
    b"\x1bE": 3,
    b"\x1bJ": 3,
    b"\x1ba": 3,
    b"\x1b!": 3,
    b"\x1bt": 3,
    b"\x1b%": 3,
    b"\x1c.": 2,
    b"\x1b?": 3,
    b"\x1d!": 3,
    b"\x1dL": 4,
    b"\x1dP": 4,
    b"\x1dV": 4,
    b"\x1dr": 3,
}


class Strange(AssertionError):
    """A job that holds something that no job may hold."""


@dataclass
class Reader:
    """A printer that only counts: `width` dots of paper."""

    width: int
    cuts: int = 0
    fences: int = 0
    rows: int = 0
    urls: list[str] = field(default_factory=list)
    _stored: str = ""
    _left: int = 0
    _across: int = 1
    _x: int = 0

    def read(self, job: bytes) -> "Reader":
        """All of a job; Strange where it is not ours, or reaches beyond the paper."""
        for sequence in REALTIME:
            if sequence in job:
                raise Strange(f"real-time command {sequence.hex()}")
        place = 0
        while place < len(job):
            if self.fences:
                raise Strange("something after the fence")
            place = self._item(job, place)
        if place != len(job) or self._x:
            raise Strange("unfinished")
        return self

    def _item(self, job: bytes, place: int) -> int:
        byte = job[place]
        if byte >= 0x20:
            self._letter()
            return place + 1
        if byte == 0x0A:
            self._x = 0
            return place + 1
        head = job[place : place + 2]
        if head in FIXED:
            end = place + FIXED[head]
            self._fixed(head, job[place + 2 : end])
            return end
        variable: dict[bytes, Callable[[bytes, int], int]] = {
            b"\x1dv": self._raster,
            b"\x1d(": self._block,
            b"\x1b&": self._characters,
        }
        if head not in variable:
            raise Strange(job[place : place + 8].hex(" "))
        return variable[head](job, place)

    def _letter(self) -> None:
        if self.cuts:
            raise Strange("letters after the cut")
        self._x += CELL * self._across
        if self._x > self.width:
            raise Strange("a line wider than the paper")

    def _fixed(self, head: bytes, args: bytes) -> None:
        match head:
            case b"\x1b@":
                self._left, self._across = 0, 1
            case b"\x1b!":
                self._across = 1 + bool(args[0] & 0x20)
            case b"\x1d!":
                self._across = 1 + (args[0] >> 4)
            case b"\x1dL":
                self._left = int.from_bytes(args, "little")
            case b"\x1dV":
                self.cuts += 1
            case b"\x1dr":
                self.fences += 1
            case _:
                pass

    def _raster(self, job: bytes, place: int) -> int:
        kind, across = (
            job[place + 2 : place + 4],
            int.from_bytes(job[place + 4 : place + 6], "little"),
        )
        down = int.from_bytes(job[place + 6 : place + 8], "little")
        if kind != b"0\0" or not across or not 0 < down <= 255:
            raise Strange(job[place : place + 8].hex(" "))
        if self._left + 8 * across > self.width:
            raise Strange("a picture wider than the paper")
        self.rows += down
        return place + 8 + across * down

    def _block(self, job: bytes, place: int) -> int:
        end = place + 5 + int.from_bytes(job[place + 3 : place + 5], "little")
        kind, body = job[place + 2 : place + 3], job[place + 5 : end]
        match kind, body[:2]:
            case b"k", b"1C" | b"1E":
                pass
            case b"k", b"1P":
                self._stored = body[3:].decode("ascii")
            case b"k", b"1Q":
                self.urls.append(self._stored)
            case b"H", b"00":
                self.fences += 1
            case b"L", b"0E":
                pass
            case _:
                raise Strange(job[place : place + 8].hex(" "))
        return end

    def _characters(self, job: bytes, place: int) -> int:
        high, first, last = job[place + 2 : place + 5]
        if high != 3 or not 0x20 < first <= last <= 0x7E:
            raise Strange(job[place : place + 5].hex(" "))
        place += 5
        for _ in range(first, last + 1):
            if job[place] > CELL:
                raise Strange("a letter wider than its cell")
            place += 1 + 3 * job[place]
        return place
