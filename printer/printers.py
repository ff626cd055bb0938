"""The printer of a kiosk: a thermal printer on any link, or a folder of pictures."""

from collections.abc import Callable
from functools import partial
from typing import Protocol, assert_never

from printer.fence import Fence
from printer.folder import FolderPrinter
from printer.kept import Kept
from printer.links import Link, NetworkLink
from printer.matters import Matter
from printer.profiles import DEFAULT, Profile, profile
from printer.session import Outcome, PrintSession
from printer.slip import Slip
from printer.status import Trouble
from printer.targets import Device, Folder, Serial, Target, Tcp, Usb, target
from printer.terms import Patience, Terms
from printer.writer import Job, Writer


class Printer(Protocol):
    """What a kiosk asks of its printer; calls may take seconds, so not on the screen's thread."""

    @property
    def trouble(self) -> Trouble | None:
        """What stands in the way as far as was heard."""

    @property
    def paper_low(self) -> bool:
        """Whether the roll will end soon."""

    def print(self, slip: Slip) -> Outcome:
        """Print one ticket and say what became of it."""

    def settle(self, seconds: float) -> Outcome | None:
        """What became of a ticket that was held, waiting so long; None where none is."""

    def check(self) -> Trouble | None:
        """How the printer is, asked now; what was last heard while a ticket is on its way."""

    def clear(self) -> Outcome | None:
        """Have it drop what it holds, where staff say so; what became of the ticket it held."""

    def close(self) -> None:
        """Give the printer free."""


class ThermalPrinter:
    """A thermal printer behind any link; `connect` opens one."""

    def __init__(
        self,
        connect: Callable[[], Link],
        writer: Writer,
        *,
        keep: bool = False,
        patience: Patience | None = None,
    ) -> None:
        profile = writer.profile
        terms = Terms(
            keep=keep, status=profile.status, stored=profile.stored, near_end=profile.near_end
        )
        self._writer = writer
        self._session = PrintSession(connect, patience, terms)
        self._fence = Fence(profile.fence)

    @property
    def trouble(self) -> Trouble | None:
        """What stands in the way as far as was heard."""
        return self._session.trouble

    @property
    def paper_low(self) -> bool:
        """Whether the roll will end soon."""
        return self._session.paper_low

    def print(self, matter: Matter) -> Outcome:
        """Print one paper and say what became of it."""

        def work(kept: Kept) -> Job:
            self._fence = self._fence.after()
            return self._writer.job(matter, self._fence, kept)

        return self._session.print(work)

    def settle(self, seconds: float) -> Outcome | None:
        """What became of a paper that was held, waiting so long; None where none is."""
        return self._session.settle(seconds)

    def check(self) -> Trouble | None:
        """How the printer is, asked now; what was last heard while a paper is on its way."""
        return self._session.check()

    def clear(self) -> Outcome | None:
        """Have it drop what it holds, where staff say so; what became of the paper it held."""
        return self._session.clear()

    def close(self) -> None:
        """Give the printer free."""
        self._session.close()


def open_printer(
    address: str, profile_name: str = DEFAULT, *, patience: Patience | None = None
) -> Printer:
    """The printer at an address of printer/targets.py; BadTarget where that is none.

    Nothing is connected yet: a printer that is away now may be there for the next ticket.
    """
    chosen, place = profile(profile_name), target(address)
    if isinstance(place, Folder):
        return FolderPrinter(place.path, chosen)
    return at(place, chosen, patience)


def at(
    place: Tcp | Serial | Usb | Device, chosen: Profile, patience: Patience | None = None
) -> ThermalPrinter:
    """The thermal printer at a place.

    The link to a printer on the network is opened for each job, so that others can print too.
    """
    keep = not isinstance(place, Tcp)
    return ThermalPrinter(partial(link, place), Writer(chosen), keep=keep, patience=patience)


def link(place: Target) -> Link:
    """An open link to a place; LinkDown where there is no printer."""
    match place:
        case Tcp(host=host, port=port):
            return NetworkLink(host, port)
        case Serial():
            from printer.links_serial import SerialLink  # noqa: PLC0415  # few have one

            return SerialLink(place.where, baud=place.baud, flow=place.flow)
        case Usb():
            from printer.links_usb import UsbLink  # noqa: PLC0415

            return UsbLink(place.device)
        case Device():
            from printer.links_file import DeviceLink  # noqa: PLC0415

            return DeviceLink(place.path)
        case Folder():
            raise TypeError(place)
        case _:
            assert_never(place)
