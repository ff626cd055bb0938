"""A printer behind a file of the system: its own device file, or what a serial port is."""

import errno
import fcntl
import os
import select
import stat
import struct
import termios
import time
import tty

from printer.links import LinkDown, LinkForbidden, LinkStalled, LinkTaken

_PIECE = 4096
_NAP = 0.01  # seconds between two looks at what the system has still to send
_GONE = select.POLLHUP | select.POLLERR | select.POLLNVAL
_REFUSED = {
    errno.EACCES: LinkForbidden,
    errno.EPERM: LinkForbidden,
    errno.EBUSY: LinkTaken,
    errno.EAGAIN: LinkTaken,  # somebody else's lock
}


def refused(name: str, error: OSError) -> LinkDown:
    """Why a printer's file does not open."""
    return _REFUSED.get(error.errno or 0, LinkDown)(f"{name}: {error}")


class FileLink:
    """Bytes through an open file that never makes anybody wait (O_NONBLOCK)."""

    def __init__(self, descriptor: int, pace: int | None = None) -> None:
        self.pace = pace
        self._file = descriptor

    def write(self, data: bytes, seconds: float) -> None:
        """Send all of it, or raise LinkDown with how much went out.

        What the system has only taken into its buffer has not gone out.
        """
        end, taken, moved = time.monotonic() + seconds, 0, 0
        while taken < len(data) or self._busy():
            if taken - self._queued() > moved:
                moved, end = taken - self._queued(), time.monotonic() + seconds
            left = end - time.monotonic()
            if left <= 0:
                raise LinkStalled("the printer takes no more", self._withdrawn(taken))
            if taken < len(data):
                taken += self._hand_over(data[taken : taken + _PIECE], left, taken)
            else:
                time.sleep(min(left, _NAP))

    def read(self, seconds: float) -> bytes:
        """What has come back by then, empty after silence."""
        happened = self._wait(select.POLLIN, seconds)
        try:
            data = os.read(self._file, 256) if happened & select.POLLIN else b""
        except BlockingIOError:
            return b""
        except OSError as error:
            raise LinkDown(str(error)) from error
        if not data and happened & _GONE:
            raise LinkDown("the printer was unplugged")
        if not data and happened:
            # A printer on USB may send an empty piece, even many of them.
            time.sleep(min(max(seconds, 0), _NAP))
        return data

    def close(self) -> None:
        """Give the printer free; nothing that it has not taken keeps anybody waiting."""
        self._empty()
        os.close(self._file)

    def _empty(self) -> None:
        # A port that closes waits half a minute for what the printer does not take.
        if self._queued():
            self._withdrawn(0)

    def _hand_over(self, piece: bytes, seconds: float, taken: int) -> int:
        """How much of a piece the system takes, none where there is no room for any."""
        happened = self._wait(select.POLLOUT, seconds)
        try:
            if happened & select.POLLOUT:
                return os.write(self._file, piece)
        except BlockingIOError:
            # A printer without paper says that it takes data, and takes none.
            time.sleep(min(seconds, _NAP))
            return 0
        except OSError as error:
            # A printer on USB may have the beginning of a piece that broke off.
            raise LinkDown(str(error), taken - self._queued() + len(piece)) from error
        if happened & _GONE:
            raise LinkDown("the printer was unplugged", taken - self._queued())
        return 0

    def _wait(self, event: int, seconds: float) -> int:
        poll = select.poll()
        poll.register(self._file, event)
        return next((happened for _, happened in poll.poll(max(seconds, 0) * 1000)), 0)

    def _busy(self) -> bool:
        """Whether the system has still to send some of what it took."""
        return self._queued() > 0 or not self._wait(select.POLLOUT, 0)

    def _queued(self) -> int:
        """Bytes in the system's buffer, 0 where it does not tell."""
        try:
            (count,) = struct.unpack("i", fcntl.ioctl(self._file, termios.TIOCOUTQ, bytes(4)))
        except OSError:
            return 0
        return int(count)

    def _withdrawn(self, taken: int) -> int:
        """How much of it went out, the rest being dropped.

        Otherwise it would come out once the printer takes data again, long after its ticket was
        given up.
        """
        queued = 0
        try:
            termios.tcflow(self._file, termios.TCOOFF)  # nothing leaves between count and drop
            queued = self._queued()
            termios.tcflush(self._file, termios.TCOFLUSH)
            termios.tcflow(self._file, termios.TCOON)
        except termios.error:  # not a terminal, or no longer there
            pass
        return max(0, taken - queued)


class DeviceLink(FileLink):
    """A printer by the device file that Linux makes for it, such as /dev/usb/lp0."""

    def __init__(self, path: str) -> None:
        # python-escpos's File connector opens it for writing only, so it never hears an answer.
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
        except OSError as error:
            raise refused(path, error) from error
        try:
            _a_device(descriptor)
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.isatty(descriptor):
                tty.setraw(descriptor)
        except OSError as error:
            os.close(descriptor)
            raise refused(path, error) from error
        super().__init__(descriptor)


def _a_device(descriptor: int) -> None:
    """OSError for a file of the disk: questions to a printer would overwrite it."""
    if not stat.S_ISCHR(os.fstat(descriptor).st_mode):
        raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))
