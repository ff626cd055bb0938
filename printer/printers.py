"""The printer of a kiosk: a thermal printer on any link, or a folder of pictures."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol, assert_never

from printer import shelf
from printer.fence import Fence
from printer.folder import FolderPrinter
from printer.kept import Kept
from printer.links import Link, NetworkLink
from printer.logo import logo as drawn
from printer.matters import Matter
from printer.profiles import DEFAULT, Profile, profile
from printer.roll import length
from printer.rollbook import RollBook
from printer.session import Outcome, PrintSession
from printer.slate import Slate
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

    def print(self, slip: Slip, /) -> Outcome:
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
    """A thermal printer behind any link; `connect` opens one.

    `roll` counts the paper where the printer cannot tell that it will end.
    """

    def __init__(  # noqa: PLR0913  # all that a printer may be furnished with
        self,
        connect: Callable[[], Link],
        writer: Writer,
        *,
        keep: bool = False,
        patience: Patience | None = None,
        roll: RollBook | None = None,
        slate: Slate | None = None,
    ) -> None:
        profile = writer.profile
        terms = Terms(
            keep=keep, status=profile.status, stored=profile.stored, near_end=profile.near_end
        )
        self._writer = writer
        self._session = PrintSession(connect, patience, terms, slate)
        self._fence = Fence(profile.fence)
        self._roll = roll

    @property
    def trouble(self) -> Trouble | None:
        """What stands in the way as far as was heard."""
        return self._session.trouble

    @property
    def paper_low(self) -> bool:
        """Whether the roll will end soon."""
        return self._session.paper_low or (self._roll is not None and self._roll.roll.low)

    def print(self, matter: Matter) -> Outcome:
        """Print one paper and say what became of it."""
        height = 0

        def work(kept: Kept) -> Job:
            nonlocal height
            self._fence = self._fence.after()
            job = self._writer.job(matter, self._fence, kept)
            height = job.height
            return job

        outcome = self._session.print(work)
        self._count(0 if outcome is Outcome.NOT_SENT else height)
        return outcome

    def settle(self, seconds: float) -> Outcome | None:
        """What became of a paper that was held, waiting so long; None where none is."""
        outcome = self._session.settle(seconds)
        self._count()
        return outcome

    def check(self) -> Trouble | None:
        """How the printer is, asked now; what was last heard while a paper is on its way."""
        trouble = self._session.check()
        self._count()
        return trouble

    def clear(self) -> Outcome | None:
        """Have it drop what it holds, where staff say so; what became of the paper it held."""
        return self._session.clear()

    def close(self) -> None:
        """Give the printer free."""
        self._session.close()

    def _count(self, height: int = 0) -> None:
        """Take a paper of so many dots off the roll, and see whether there is a new one."""
        if self._roll is None:
            return
        trouble = self.trouble
        self._roll.hear(out=trouble is Trouble.PAPER_OUT, well=trouble is None)
        if height:
            self._roll.spend(height, self._writer.profile.dpi)


def counted(profile_name: str, data: Path) -> RollBook | None:
    """The count of the roll that is kept in a folder; None where the printer sees its end."""
    chosen = profile(profile_name, data)
    return None if chosen.near_end else RollBook(data, length(chosen.dots))


def open_printer(  # noqa: PLR0913  # all that a printer may be furnished with
    address: str,
    profile_name: str = DEFAULT,
    *,
    patience: Patience | None = None,
    roll: RollBook | None = None,
    data: Path | None = None,
    logo: bytes | None = None,
) -> ThermalPrinter | FolderPrinter:
    """The printer at an address of printer/targets.py; BadTarget where that is none.

    `data` is the kiosk's own folder: its own profiles, what its printer was given to keep, and
    word of a job that an earlier program did not bring to its end.
    `logo` is the centre's, a picture file; BadLogo for another.
    Nothing is connected yet: a printer that is away now may be there for the next ticket.
    """
    chosen, place = profile(profile_name, data), target(address)
    kept = shelf.load(data) if data and chosen.stored else None
    writer = Writer(chosen, shelf=kept, logo=drawn(logo, chosen.dots) if logo else None)
    if isinstance(place, Folder):
        return FolderPrinter(place.path, writer)
    return _thermal(place, writer, patience, roll, Slate(data, address) if data else None)


def at(
    place: Tcp | Serial | Usb | Device,
    chosen: Profile,
    patience: Patience | None = None,
    roll: RollBook | None = None,
) -> ThermalPrinter:
    """The thermal printer at a place.

    The link to a printer on the network is opened for each job, so that others can print too.
    """
    return _thermal(place, Writer(chosen), patience, roll)


def _thermal(
    place: Tcp | Serial | Usb | Device,
    writer: Writer,
    patience: Patience | None,
    roll: RollBook | None,
    slate: Slate | None = None,
) -> ThermalPrinter:
    keep = not isinstance(place, Tcp)
    connect = partial(link, place)
    return ThermalPrinter(connect, writer, keep=keep, patience=patience, roll=roll, slate=slate)


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
