"""A receipt printer of our own for the tests: obeys our commands only, and breaks down on demand.

`Machine` is the printer without its wire: bytes in, answers out, and the paper as a picture.
`FakePrinter` puts it on a TCP port and can be mute, unplugged in the middle, or stalled.
"""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Self

from PIL import Image

from printer import qr

READY = {1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12}
PAPER_OUT = {1: 0x1A, 2: 0x32, 3: 0x12, 4: 0x7E}
ERROR = {1: 0x1A, 2: 0x52, 3: 0x1A, 4: 0x12}


class UnknownCommand(ValueError):
    """Bytes that no printer command of ours begins with."""


class Machine:
    """Obeys a print job; `papers` are the pictures that were cut off, `urls` the QR codes."""

    def __init__(self, width: int = 576) -> None:
        self.width = width
        self.status = dict(READY)
        self.sensor = 0
        self.papers: list[Image.Image] = []
        self.urls: list[str] = []
        self._pending = bytearray()
        self._rows: list[bytes] = []
        self._left = 0
        self._stored = ""

    @property
    def blocked(self) -> bool:
        """Whether it keeps what it gets until it is mended."""
        return bool(self.status[1] & 0x08)

    @property
    def unfinished(self) -> bytes:
        """What has come of a command whose rest has not."""
        return bytes(self._pending)

    def feed(self, data: bytes = b"") -> bytes:
        """Take bytes (none after it was mended), obey whole commands, and answer."""
        self._pending += data
        answers = bytearray()
        while self._pending:
            size = self._size(self._pending)
            if size is None or len(self._pending) < size:
                break
            realtime = self._pending[:2] == b"\x10\x04"
            if self.blocked and not realtime:
                break
            command = bytes(self._pending[:size])
            del self._pending[:size]
            answers += self._obey(command)
        # Real-time questions are answered even when they stand behind work that is held.
        while self.blocked and (place := self._pending.find(b"\x10\x04")) >= 0:
            answers.append(self.status[self._pending[place + 2]])
            del self._pending[place : place + 3]
        return bytes(answers)

    @staticmethod
    def _size(data: bytearray) -> int | None:
        """How long the first command is; None while that cannot be known yet."""
        fixed = {b"\x1b@": 2, b"\x1bJ": 3, b"\x1ba": 3, b"\x1dP": 4, b"\x1dL": 4, b"\x1dr": 3}
        fixed |= {b"\x1dV": 4, b"\x10\x04": 3}
        if data[0] <= 4:  # NUL, or the rest of a question whose beginning a picture took
            return 1
        if len(data) < 2:
            return None
        if data[1] in {0, 0x10}:  # the beginning of a command that never came
            return 1
        head = bytes(data[:2])
        if head in fixed:
            return fixed[head]
        if head == b"\x1d(":
            return None if len(data) < 5 else 5 + int.from_bytes(data[3:5], "little")
        if head == b"\x1dv":
            if len(data) < 8:
                return None
            across = int.from_bytes(data[4:6], "little")
            return 8 + across * int.from_bytes(data[6:8], "little")
        raise UnknownCommand(data[:8].hex(" "))

    def _obey(self, command: bytes) -> bytes:
        match command[:2]:
            case b"\x10\x04":
                return bytes((self.status[command[2]],))
            case b"\x1dr":
                return bytes((self.sensor,))
            case b"\x1b@":
                self._left, self._rows = 0, []
            case b"\x1dL":
                self._left = int.from_bytes(command[2:], "little")
            case b"\x1bJ":
                self._rows += [b"\0" * (self.width // 8)] * command[2]
            case b"\x1dv":
                self._dots(command)
            case b"\x1dV":
                self._cut()
            case b"\x1d(":
                return self._block(command)
            case _:  # NUL; ESC a, GS P: how our jobs use them, they move nothing
                pass
        return b""

    def _dots(self, command: bytes) -> None:
        across, start = int.from_bytes(command[4:6], "little"), self._left // 8
        if not across:
            return
        if start + across > self.width // 8:
            raise UnknownCommand(f"{across} bytes at {start} reach beyond the paper")
        for place in range(8, len(command), across):
            row = b"\0" * start + command[place : place + across]
            self._rows.append(row.ljust(self.width // 8, b"\0"))

    def _block(self, command: bytes) -> bytes:
        match command[2:3], command[5:7]:
            case b"H", b"00":
                return b"\x37\x22" + command[7:11] + b"\x00"
            case b"k", b"1P":
                self._stored = command[8:].decode("ascii")
            case b"k", b"1Q":
                self.urls.append(self._stored)
                number = qr.version(self._stored)
                assert number is not None
                self._rows += [b"\0" * (self.width // 8)] * (6 * (17 + 4 * number))
            case _, begun if begun[-1:] in {b"", b"\0"}:  # only what filled it up
                pass
            case b"k", b"1A" | b"1C" | b"1E":
                pass
            case _:
                raise UnknownCommand(command[:8].hex(" "))
        return b""

    def _cut(self) -> None:
        data = bytes(255 - byte for byte in b"".join(self._rows))
        self.papers.append(Image.frombytes("1", (self.width, len(self._rows)), data))
        self._rows = []


@dataclass
class Behaviour:
    """How a printer on the network misbehaves.

    `unplugged_after`: the wire breaks after so many bytes; `stalled_after`: it takes no more.
    `breaks_after`: the wire breaks right there, and what came before is obeyed and kept.
    `at_byte` runs once so many bytes have come: (place, what to do).
    """

    mute: bool = False
    unplugged_after: int | None = None
    breaks_after: int | None = None
    stalled_after: int | None = None
    deaf_to_fences: bool = False
    at_byte: tuple[int, Callable[[Machine], None]] | None = None
    chatter: bytes = b""
    got: int = field(default=0, init=False)


class FakePrinter:
    """A printer on a port of its own, one connection at a time."""

    def __init__(self, behaviour: Behaviour | None = None) -> None:
        self.behaviour = behaviour or Behaviour()
        self.machine = Machine()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._lock = threading.Lock()
        self._wire: socket.socket | None = None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._listener.close()
        if self._wire is not None:
            self._wire.close()
        self._thread.join(5)

    def mend(self) -> None:
        """Ready again: what was held comes out, and is answered."""
        with self._lock:
            self.machine.status = dict(READY)
            answer = self.machine.feed()
            if self._wire is not None and answer:
                self._wire.sendall(answer)

    def _serve(self) -> None:
        while not self._over.is_set():
            with suppress(OSError):
                self._listener.settimeout(0.1)
                wire, _ = self._listener.accept()
                self._wire = wire
                with wire:
                    self._talk(wire)

    def _talk(self, wire: socket.socket) -> None:
        for piece in _pieces(wire, self._over):
            how = self.behaviour
            how.got += len(piece)
            if how.at_byte is not None and how.got >= how.at_byte[0]:
                how.at_byte[1](self.machine)
            if how.breaks_after is not None and how.got >= how.breaks_after:
                over = how.got - how.breaks_after
                self.machine.feed(piece[: len(piece) - over])
                wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
                return
            if how.unplugged_after is not None and how.got >= how.unplugged_after:
                wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
                return
            if how.stalled_after is not None and how.got >= how.stalled_after:
                self._over.wait(30)
                return
            if how.mute:
                continue
            self._answer(wire, piece, how)

    def _answer(self, wire: socket.socket, piece: bytes, how: Behaviour) -> None:
        with self._lock:
            answer = self.machine.feed(piece)
        if how.deaf_to_fences and len(piece) > 3:
            answer = b""
        if answer:
            wire.sendall(how.chatter + answer)


def _pieces(wire: socket.socket, over: threading.Event) -> Iterator[bytes]:
    wire.settimeout(0.1)
    wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
    while not over.is_set():
        try:
            piece = wire.recv(2048)
        except TimeoutError:
            continue
        if not piece:
            return
        yield piece
