"""How a host reaches the printer: a TCP port, or a terminal that stands in for a serial port."""

import errno
import os
import select
import socket
import tty
from contextlib import suppress
from pathlib import Path
from tempfile import gettempdir
from typing import Protocol
from uuid import uuid4

_GONE = frozenset((errno.EIO, errno.ECONNRESET, errno.EPIPE, errno.ENOTCONN, errno.EBADF))
_RESET = b"\x01\0\0\0\0\0\0\0"  # SO_LINGER with no time: the host sees a reset, not an end
_MOST = 1024
_WINDOW = 4096


class Wire(Protocol):
    """One link. `powered`: it goes down with the printer's power; `buffer`: usual for its makes."""

    powered: bool
    buffer: int

    @property
    def target(self) -> str:
        """Its address, as `--printer` takes it."""

    def plug(self) -> None:
        """Make it reachable."""

    def unplug(self) -> None:
        """Take it away; a host that talks sees an error."""

    def close(self) -> None:
        """Take it away for good."""

    def look(self) -> bool:
        """Whether a host is there; a new one is let in."""

    def waits(self) -> list[int]:
        """Where something may come: file numbers."""

    def read(self) -> bytes:
        """What has come; nothing where there is nothing."""

    def write(self, data: bytes) -> int:
        """Send what goes without waiting; how much that was."""


class TcpWire:
    """A port of this computer; one host at a time, the next one waits."""

    powered = True
    buffer = 65_536  # a network card has its own

    def __init__(self, host: str = "127.0.0.1", port: int = 0) -> None:
        self.host, self.port = host, port
        self._listener: socket.socket | None = None
        self._holder: socket.socket | None = None
        self._host: socket.socket | None = None

    @property
    def target(self) -> str:
        """tcp://HOST:PORT."""
        return f"tcp://{self.host}:{self.port}"

    def plug(self) -> None:
        """Listen, on the same port as before."""
        if self._holder is None:
            # Bound and never listening: the port stays ours while nobody answers on it.
            self._holder = socket.socket()
            self._holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self._holder.bind((self.host, self.port))
            self.port = int(self._holder.getsockname()[1])
        if self._listener is None:
            self._listener = socket.create_server((self.host, self.port), backlog=5)
            self._listener.settimeout(0)
            # As small as a printer's: a full printer stops its host soon.
            self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _WINDOW)

    def unplug(self) -> None:
        """Reset the connection; nobody answers on the port."""
        if self._host is not None:
            self._host.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            self._hang_up()
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    def close(self) -> None:
        """Give the port back."""
        self.unplug()
        if self._holder is not None:
            self._holder.close()
            self._holder = None

    def look(self) -> bool:
        """Whether a host is connected; one that waits is let in."""
        if self._host is None and self._listener is not None:
            with suppress(OSError):
                self._host, _ = self._listener.accept()
                self._host.settimeout(0)
                self._host.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._host is not None

    def waits(self) -> list[int]:
        """The connection, else the door."""
        which = self._host or self._listener
        return [which.fileno()] if which is not None else []

    def read(self) -> bytes:
        """What has come; at its end the host is gone."""
        if self._host is None:
            return b""
        try:
            data = self._host.recv(_MOST)
        except BlockingIOError:
            return b""
        except OSError as error:
            _only_gone(error)
            data = b""
        if not data:
            self._hang_up()
        return data

    def write(self, data: bytes) -> int:
        """Send; what nobody hears is lost."""
        if self._host is None:
            return len(data)
        try:
            return self._host.send(data)
        except BlockingIOError:
            return 0
        except OSError as error:
            _only_gone(error)
            self._hang_up()
            return len(data)

    def _hang_up(self) -> None:
        if self._host is not None:
            self._host.close()
            self._host = None


class PtyWire:
    """A terminal under a stable name, as /dev/serial/by-id has; each plug gives it another number.

    As a `device` it goes down with the printer's power; a serial port stays and hears nothing.
    """

    buffer = 4096

    def __init__(
        self, link: Path | None = None, *, device: bool = False, options: str = ""
    ) -> None:
        self.link = link or Path(gettempdir()) / f"luot-printer-{uuid4().hex[:12]}"
        self.powered = device
        self._options = options
        self._device = device
        self._master: int | None = None

    @property
    def target(self) -> str:
        """serial:PATH or device:PATH."""
        return f"device:{self.link}" if self._device else f"serial:{self.link}{self._options}"

    def plug(self) -> None:
        """Make a terminal, and let the stable name lead to it."""
        if self._master is not None:
            return
        master, slave = os.openpty()
        try:
            tty.setraw(slave)
            os.set_blocking(master, False)
            self.link.parent.mkdir(parents=True, exist_ok=True)
            if self.link.is_symlink():  # left by one that was killed; any other file is not ours
                self.link.unlink()
            if self.link.exists():  # said of the link: symlink_to would name the terminal
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(self.link))
            self.link.symlink_to(os.ttyname(slave))
        except OSError:
            os.close(master)
            raise
        finally:
            os.close(slave)
        self._master = master

    def unplug(self) -> None:
        """Close it and take the name away."""
        if self._master is not None:
            os.close(self._master)
            self._master = None
            self.link.unlink(missing_ok=True)

    def close(self) -> None:
        """As unplugged."""
        self.unplug()

    def look(self) -> bool:
        """Whether a host has opened it."""
        if self._master is None:
            return False
        poll = select.poll()
        poll.register(self._master, 0)
        return not poll.poll(0)

    def waits(self) -> list[int]:
        """The terminal, while a host has it open: else it would be ready for ever."""
        return [self._master] if self._master is not None and self.look() else []

    def read(self) -> bytes:
        """What has come, also from a host that has gone since."""
        if self._master is None:
            return b""
        try:
            return os.read(self._master, _MOST)
        except BlockingIOError:
            return b""
        except OSError as error:
            _only_gone(error)
            return b""

    def write(self, data: bytes) -> int:
        """Send; with no host there it is lost, as on a serial line."""
        if self._master is None or not self.look():
            return len(data)
        try:
            return os.write(self._master, data)
        except BlockingIOError:
            return 0


def _only_gone(error: OSError) -> None:
    """Pass over what a host that went away leaves behind; anything else is a fault of ours."""
    if error.errno not in _GONE:
        raise error
