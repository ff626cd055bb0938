"""What is said of the printer where the paper is not out: what holds, what happened, what to do."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, assert_never

from kiosk.sheets.tongue import Tongue
from kiosk.view import NO_PRINTER, PaperNews, PrinterNews, View
from luot.domain.ticket import Paper

FEW_PRINTS: Final = 2
"""After so many prints that nobody can vouch for, a third is not likely to do better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Trouble with the paper, or the question whether it is there."""

    icon: str
    title: str
    line: str


class Act(StrEnum):
    """What a button of the ticket screen does."""

    SAVED = "saved"
    HAVE = "have"
    AGAIN = "again"


ICONS: Final = {Act.SAVED: "device-mobile", Act.HAVE: "check", Act.AGAIN: "printer"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A button of the ticket screen."""

    act: Act
    icon: str
    word: str


def choices(view: View, tongue: Tongue) -> tuple[Choice, ...]:
    """The one red button, and a second one where a question is asked."""
    asks = view.paper is not None and view.paper.outcome is Paper.UNKNOWN
    if not asks:
        acts: tuple[Act, ...] = (Act.SAVED,)
    elif view.unknowns < FEW_PRINTS:
        acts = (Act.HAVE, Act.AGAIN)
    else:
        acts = (Act.SAVED, Act.HAVE)
    return tuple(Choice(act=act, icon=ICONS[act], word=tongue(f"ticket.{act}")) for act in acts)


def what(trouble: str, tongue: Tongue) -> str:
    """What is the matter with the printer, without a full stop."""
    key = f"printer.{trouble}"
    return tongue(key) if f"kiosk.{key}" in tongue.words else tongue("printer.other")


def notice(view: View, number: str, tongue: Tongue, printer: PrinterNews | None) -> Notice | None:
    """What stands in the place of the slab; None while the paper is on its way or out."""
    paper = view.paper
    match paper.outcome if paper else None:
        case None | Paper.PRINTED | Paper.ON_PHONE:
            return None
        case Paper.UNKNOWN:
            asked = "unknown_twice" if view.unknowns >= FEW_PRINTS else "unknown"
            return _notice("printer", asked, number, tongue, tongue(f"paper.{asked}.line"))
        case Paper.HELD | Paper.NOT_SENT:
            assert paper is not None  # noqa: S101
            return _withheld(paper, number, tongue, printer)
        case never:
            assert_never(never)


def _withheld(paper: PaperNews, number: str, tongue: Tongue, printer: PrinterNews | None) -> Notice:
    """The printer has not given the paper."""
    if paper.reason == NO_PRINTER or printer is None:
        line = tongue("paper.no-printer.line", number=number)
        return _notice("printer-off", "no-printer", number, tongue, line)
    if paper.outcome is Paper.NOT_SENT and paper.reason and printer.trouble is None:
        return _notice("printer", "ready", number, tongue, tongue("paper.ready.line"))
    line = tongue(
        f"paper.{paper.outcome}.line",
        what=what(printer.trouble or paper.reason or "other", tongue),
        staff=tongue("paper.staff_told" if printer.staff_told else "paper.tell_staff"),
    )
    return _notice("printer-off", f"{paper.outcome}", number, tongue, line)


def _notice(icon: str, key: str, number: str, tongue: Tongue, line: str) -> Notice:
    return Notice(icon=icon, title=tongue(f"paper.{key}.title", number=number), line=line)
