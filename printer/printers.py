"""The printer of a kiosk, whatever it is: on the network, or a folder of pictures."""

from functools import partial
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from printer.fence import Fence
from printer.folder import FolderPrinter
from printer.links import NetworkLink
from printer.profiles import DEFAULT, Profile, profile
from printer.session import Outcome, Patience, PrintSession
from printer.slip import Slip
from printer.status import Trouble
from printer.writer import job

PORT = 9100


class Printer(Protocol):
    """What a kiosk asks of its printer; calls may take seconds, so not on the screen's thread."""

    @property
    def trouble(self) -> Trouble | None:
        """Why the last ticket did not come."""

    @property
    def paper_low(self) -> bool:
        """Whether the roll will end soon."""

    def print(self, slip: Slip) -> Outcome:
        """Print one ticket and say what became of it."""

    def settle(self, seconds: float) -> Outcome | None:
        """What became of a ticket that was held, waiting so long; None where none is."""

    def close(self) -> None:
        """Give the printer free."""


class BadTarget(ValueError):
    """A printer's address that cannot be understood."""

    def __init__(self, target: str) -> None:
        super().__init__(
            f"printer address {target!r}: must be tcp://HOST:PORT (port {PORT} if left out) "
            "or folder:PATH"
        )
        self.target = target


class NetworkPrinter:
    """A thermal printer on the network."""

    def __init__(
        self, host: str, port: int, profile: Profile, patience: Patience | None = None
    ) -> None:
        self.profile = profile
        self._session = PrintSession(partial(NetworkLink, host, port), patience)
        self._fence = Fence(profile.fence)

    @property
    def trouble(self) -> Trouble | None:
        """Why the last ticket did not come."""
        return self._session.trouble

    @property
    def paper_low(self) -> bool:
        """Whether the roll will end soon."""
        return self._session.paper_low

    def print(self, slip: Slip) -> Outcome:
        """Print one ticket and say what became of it."""
        work = job(slip, self.profile, self._fence)
        self._fence = self._fence.after()
        return self._session.print(work)

    def settle(self, seconds: float) -> Outcome | None:
        """What became of a ticket that was held, waiting so long; None where none is."""
        return self._session.settle(seconds)

    def close(self) -> None:
        """Give the printer free."""
        self._session.close()


def open_printer(target: str, profile_name: str = DEFAULT) -> Printer:
    """The printer at `tcp://HOST:PORT` or `folder:PATH`; BadTarget for anything else.

    Nothing is connected yet: a printer that is away now may be there for the next ticket.
    """
    kind, _, rest = target.partition(":")
    chosen = profile(profile_name)
    if kind == "folder" and rest:
        return FolderPrinter(Path(rest).expanduser(), chosen)
    if kind == "tcp":
        host, port = _host_and_port(target)
        return NetworkPrinter(host, port, chosen)
    raise BadTarget(target)


def _host_and_port(target: str) -> tuple[str, int]:
    parts = urlsplit(target)
    try:
        port = parts.port or PORT
    except ValueError:
        raise BadTarget(target) from None
    if not parts.hostname or parts.path.strip("/") or parts.query:
        raise BadTarget(target)
    return parts.hostname, port
