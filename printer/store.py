"""Gives a printer its fixed lines to keep, and asks it which of them it has."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from printer import kit, stored
from printer.fence import Fence
from printer.kept import Kept
from printer.links import Link
from printer.marks import Sheet
from printer.parts import Drawing
from printer.profiles import FenceKind, Profile
from printer.session import Outcome, PrintSession
from printer.status import Trouble
from printer.stored import Shelf
from printer.terms import Patience, Terms
from printer.writer import Job, guarded

# A picture goes into flash memory, which takes seconds, before the printer hears anything more.
PATIENCE: Final = Patience(answer=2.0, taking=60.0, quiet=2.0, printing=60.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stocked:
    """What became of it: the `shelf` as it should be, and the codes that the printer lists."""

    shelf: Shelf
    listed: frozenset[bytes]
    outcome: Outcome
    trouble: Trouble | None = None

    @property
    def has(self) -> int:
        """How many of the pictures it has, none where it has not all marks."""
        return len(self.shelf.within(self.listed).keys)


def store(
    connect: Callable[[], Link],
    profile: Profile,
    drawings: Sequence[Drawing],
    patience: Patience = PATIENCE,
) -> Stocked:
    """Send the pictures one by one, each when the one before is confirmed, and ask for the list."""
    shelf = stored.shelf(drawings)
    terms = Terms(keep=True, status=profile.status, near_end=profile.near_end)
    session = PrintSession(connect, patience, terms)
    outcome, fence = Outcome.PRINTED, Fence(profile.fence)
    # A printer that confirms nothing is asked for its list all the same.
    well = {Outcome.PRINTED} | ({Outcome.UNKNOWN} if fence.kind is FenceKind.NONE else set())
    try:
        for piece in stored.load(drawings, shelf):
            fence = fence.after()
            outcome = session.print(partial(_piece, piece, fence))
            if outcome not in well:
                return Stocked(
                    shelf=shelf, listed=frozenset(), outcome=outcome, trouble=session.trouble
                )
    finally:
        session.close()
    listed = _listed(PrintSession(connect, patience, replace(terms, stored=True)), fence.after())
    return Stocked(shelf=shelf, listed=listed, outcome=outcome)


def _listed(session: PrintSession, fence: Fence) -> frozenset[bytes]:
    """What the printer says that it keeps."""
    heard: list[frozenset[bytes]] = []

    def work(kept: Kept) -> Job:
        heard.append(kept.stored)
        return _piece(b"", fence, kept)

    try:
        session.print(work)
    finally:
        session.close()
    return heard[0] if heard else frozenset()


def _piece(data: bytes, fence: Fence, kept: Kept) -> Job:
    """A job without paper."""
    del kept
    whole = guarded(kit.reset() + data + fence.question)
    sheet = Sheet(width=0, height=0, marks=())
    return Job(data=whole, fence=fence, sheet=sheet, broom=bytes(len(data)) + kit.reset())
