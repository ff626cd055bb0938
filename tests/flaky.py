"""A line that fails: a TCP proxy that delays, stalls, resets and refuses as it is told to."""

import asyncio
import socket
import struct
from contextlib import suppress
from enum import StrEnum
from threading import Event, Thread
from typing import Self
from urllib.parse import urlsplit

NOW = struct.pack("ii", 1, 0)  # SO_LINGER: close with a reset
SLOW = 0.4


class Line(StrEnum):
    """How the line is."""

    OPEN = "open"
    SLOW = "slow"
    STALLED = "stalled"
    REFUSED = "refused"


class FlakyLine:
    """A proxy before a server, on a thread of its own; use it as a context manager."""

    def __init__(self, url: str) -> None:
        there = urlsplit(url)
        self._there = there.hostname, there.port
        self._line = Line.OPEN
        self._writers: set[asyncio.StreamWriter] = set()
        self._ready = Event()
        self._thread = Thread(target=lambda: asyncio.run(self._serve()))
        self.url = ""

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(10)

    def be(self, line: Line) -> None:
        """Become like this, for open connections too."""
        self._line = line
        flow = self._flows.clear if line is Line.STALLED else self._flows.set
        self._loop.call_soon_threadsafe(flow)
        if line is Line.REFUSED:
            self.reset()

    def reset(self) -> None:
        """Break every open connection."""
        self._loop.call_soon_threadsafe(self._break_all)

    def _break_all(self) -> None:
        for writer in list(self._writers):
            _reset(writer)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._over, self._flows = asyncio.Event(), asyncio.Event()
        self._flows.set()
        server = await asyncio.start_server(self._pass_on, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self._ready.set()
        async with server:
            await self._over.wait()
        self._break_all()
        # What still waits for a word from either side is told that there will be none.
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._line is Line.REFUSED:
            _reset(writer)
            return
        far_reader, far_writer = await asyncio.open_connection(*self._there)
        both = {writer, far_writer}
        self._writers |= both
        with suppress(OSError, asyncio.CancelledError):
            await asyncio.gather(self._pipe(reader, far_writer), self._pipe(far_reader, writer))
        self._writers -= both
        for each in both:
            each.close()

    async def _pipe(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            if self._line is Line.SLOW:
                await asyncio.sleep(SLOW)
            await self._flows.wait()
            writer.write(data)
            await writer.drain()
        writer.close()


def _reset(writer: asyncio.StreamWriter) -> None:
    sock: socket.socket | None = writer.get_extra_info("socket")
    with suppress(OSError):
        if sock is not None:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NOW)
    writer.transport.abort()
