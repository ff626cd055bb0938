"""A wire between a device and its server on which every byte that the device sends is heard."""

import socket
from contextlib import suppress
from threading import Lock, Thread
from urllib.parse import urlsplit


class Relay:
    """Passes everything on, both ways; `sent` is all that went to the server."""

    def __init__(self, server: str) -> None:
        parts = urlsplit(server)
        assert parts.hostname is not None
        assert parts.port is not None
        self._server = parts.hostname, parts.port
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        self._one = Lock()
        self._heard = bytearray()
        self._wires: list[socket.socket] = []
        self._threads = [Thread(target=self._listen, daemon=True)]
        self._threads[0].start()

    @property
    def sent(self) -> bytes:
        """Everything so far."""
        with self._one:
            return bytes(self._heard)

    def close(self) -> None:
        """Cut every wire."""
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self._threads[0].join()
        for wire in self._wires:
            with suppress(OSError):
                wire.shutdown(socket.SHUT_RDWR)
        for thread in self._threads[1:]:
            thread.join()
        for wire in self._wires:
            wire.close()

    def _listen(self) -> None:
        while True:
            try:
                device, _ = self._door.accept()
            except OSError:
                return
            hall = socket.create_connection(self._server)
            self._wires += [device, hall]
            for ends in ((device, hall, True), (hall, device, False)):
                self._threads.append(Thread(target=self._pass, args=ends, daemon=True))
                self._threads[-1].start()

    def _pass(self, source: socket.socket, sink: socket.socket, heard: bool) -> None:  # noqa: FBT001
        with suppress(OSError):
            while data := source.recv(65_536):
                if heard:
                    with self._one:
                        self._heard += data
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)
