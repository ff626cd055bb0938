"""The wire to a printer: bytes out and back within a time, and nothing about their meaning."""

import socket
from typing import Protocol

_CONNECT = 3.0  # seconds until a printer on the network counts as away
_PIECE = 4096


class LinkDown(OSError):
    """The wire is broken; at most `sent` bytes of what was being written had gone out.

    0 only where it is sure that none had, None where nothing was being written.
    """

    def __init__(self, reason: str, sent: int | None = None) -> None:
        super().__init__(reason)
        self.sent = sent


class LinkStalled(LinkDown):
    """The wire holds, and the printer takes no more; what has not gone out never will."""


class LinkTaken(LinkDown):
    """Another program has the printer."""


class LinkForbidden(LinkDown):
    """This program may not open the printer."""


class Link(Protocol):
    """An open wire to one printer; nothing waits longer for it than the seconds that are given."""

    @property
    def pace(self) -> int | None:
        """Bytes a second, None where the wire is never what a printer waits for."""

    def write(self, data: bytes, seconds: float) -> None:
        """Send all of it, or raise LinkDown with how much went out.

        LinkStalled where the printer takes nothing for so long: one that is slow is waited for.
        """

    def read(self, seconds: float) -> bytes:
        """What has come back, empty after silence; LinkDown where the wire is broken."""

    def close(self) -> None:
        """Give the printer free for others."""


class NetworkLink:
    """A printer on the network, by its raw port (9100)."""

    pace: int | None = None

    def __init__(self, host: str, port: int) -> None:
        # python-escpos's own connector gives each piece a minute and takes a closed wire for a
        # silent one; a kiosk needs to know within seconds, so the socket is ours.
        try:
            self._socket = socket.create_connection((host, port), timeout=_CONNECT)
        except OSError as error:
            raise LinkDown(f"{host}:{port}: {error}") from error
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def write(self, data: bytes, seconds: float) -> None:
        """Send all of it, or raise LinkDown with how much went out."""
        self._socket.settimeout(max(seconds, 0.001))
        sent = 0
        while sent < len(data):
            try:
                sent += self._socket.send(data[sent : sent + _PIECE])
            except TimeoutError as error:
                raise LinkStalled("the printer takes no more", sent) from error
            except OSError as error:
                raise LinkDown(str(error), sent) from error

    def read(self, seconds: float) -> bytes:
        """What has come back by then, empty after silence."""
        self._socket.settimeout(max(seconds, 0.001))
        try:
            data = self._socket.recv(256)
        except TimeoutError:
            return b""
        except OSError as error:
            raise LinkDown(str(error)) from error
        if not data:
            raise LinkDown("the printer closed the connection")
        return data

    def close(self) -> None:
        """Say good-bye, so that the printer takes the next one at once."""
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:  # already gone at the other end
            pass
        finally:
            self._socket.close()
