"""Judges a monkey's play by what the kiosk said and what the journal holds."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

NAMING = ("TicketIssued", "TicketRenumbered")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """What came of the confirmations.

    `confirmations` is how often the screen before the number was entered, `twins` the numbers that
    came from one of them after its first. `orphans` stood on the glass and are not in the journal,
    `unseen` are in the journal and never stood on the glass.
    """

    confirmations: int
    shown: int
    issued: int
    renumbered: int = 0
    doubled: list[str] = field(default_factory=list)
    twins: list[str] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether every confirmation brought one number at most, and every number is known."""
        wrong = self.doubled or self.twins or self.orphans or self.unseen
        return not wrong and self.issued <= self.confirmations


def numbers(said: Sequence[Row], journal: Iterable[Row], others: Iterable[str] = ()) -> Numbers:
    """The numbers of a play; `others` are the tickets that were not taken at this kiosk."""
    rows, away = list(journal), frozenset(others)
    theirs = {row["body"]["number"] for row in rows if _names(row) and row["ticket"] in away}
    facts = [row for row in rows if row["ticket"] not in away]
    issued = [row["ticket"] for row in facts if row["kind"] == "TicketIssued"]
    # Where the server's answer was lost and the kiosk gave a number of its own, the paper wins.
    named = {row["ticket"]: row["body"]["number"] for row in facts if _names(row)}
    counted = Counter(issued) + Counter(named.values())
    shown = {number for line in said if (number := _shown(line))} - theirs
    return Numbers(
        confirmations=_entered(said),
        shown=len(shown),
        issued=len(issued),
        renumbered=sum(row["kind"] == "TicketRenumbered" for row in facts),
        doubled=[key for key, times in counted.items() if times > 1],
        twins=_twins(said, theirs),
        orphans=sorted(shown - set(named.values())),
        unseen=sorted(set(named.values()) - shown),
    )


def _entered(said: Sequence[Row]) -> int:
    screens = ["", *(line.get("screen") for line in said)]
    return sum(now == "confirm" != before for before, now in pairwise(screens))


def _twins(said: Sequence[Row], theirs: set[str]) -> list[str]:
    """New numbers that stood on the glass though their confirmation had brought one already."""
    twins, seen, brought = [], set(theirs), True
    for line in said:
        number = _shown(line)
        if line.get("screen") == "confirm":
            brought = False
        elif number and number not in seen:
            seen.add(number)
            if brought:
                twins.append(number)
            brought = True
    return twins


def _names(row: Row) -> bool:
    return row["kind"] in NAMING


def _shown(line: Row) -> str | None:
    return line.get("number") if line.get("screen") == "ticket" else None
