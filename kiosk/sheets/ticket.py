"""The number is taken: the number itself, the code for the phone, and what the paper does."""

from dataclasses import dataclass

from kiosk import idle
from kiosk.known import Known
from kiosk.sheets import wait
from kiosk.sheets.confirm import matter
from kiosk.sheets.printing import Choice, Notice, choices, notice
from kiosk.sheets.tongue import Tongue, dots
from kiosk.view import PrinterNews, View
from luot.client import Issued
from luot.domain.ticket import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketSheet:
    """What the ticket screen says; with a `notice` the slab over the slot gives way to it.

    `choices` are its buttons then, the red one first.
    """

    title: str = ""
    number: str = ""
    name: str = ""
    url: str = ""
    dots: int | None = None
    desk: str = ""
    people: str = ""
    people_word: str = ""
    wait: str = ""
    wait_word: str = ""
    scan: str = ""
    sit: str = ""
    done: str = ""
    closes: str = ""
    slab: str = ""
    slab_line: str = ""
    notice: Notice | None = None
    keep: str = ""
    summary: str = ""
    choices: tuple[Choice, ...] = ()
    no_phone: str = ""


def ticket(
    view: View, known: Known, seconds: float, tongue: Tongue, printer: PrinterNews | None
) -> TicketSheet:
    """The ticket screen for the ticket in the view."""
    issued, errand = view.issued, view.errand
    if issued is None or errand is None:
        return TicketSheet()
    left = idle.closes_in(view, seconds)
    slab = "take" if view.paper and view.paper.outcome is Paper.PRINTED else "printing"
    asks = view.paper is not None and view.paper.outcome is Paper.UNKNOWN
    buttons = choices(view, tongue)
    return TicketSheet(
        title=tongue("ticket.holds" if asks else "ticket.title"),
        number=issued.number,
        name=matter(errand, known, tongue),
        url=issued.url,
        dots=dots(issued.ahead),
        desk=tongue("people.desk"),
        people="" if issued.ahead is None else tongue.people(issued.ahead),
        people_word=tongue("people.unknown" if issued.ahead is None else "people.ahead"),
        wait=wait.told(issued.last_wait, issued.ahead, tongue),
        wait_word=wait.word(issued.last_wait, issued.ahead, tongue),
        scan=tongue("ticket.scan_later" if issued.offline else "ticket.scan"),
        sit=tongue("ticket.wait", number=issued.number),
        done=tongue("ticket.done"),
        closes="" if left is None else tongue("ticket.closes", n=left),
        slab=tongue("ticket.take_paper" if slab == "take" else "ticket.printing"),
        slab_line=tongue("ticket.take_where" if slab == "take" else "ticket.printing_where"),
        notice=notice(view, issued.number, tongue, printer),
        keep=tongue("ticket.keep"),
        summary=_summary(issued, tongue),
        choices=buttons,
        no_phone="" if buttons[1:] else tongue("ticket.no_phone", number=issued.number),
    )


def _summary(issued: Issued, tongue: Tongue) -> str:
    if issued.ahead is None:
        return f"{tongue('people.unknown')}.\n{wait.last_line(issued.last_wait, tongue)}"
    ahead = tongue.count("people.ahead_line", issued.ahead)
    return f"{ahead}.\n{wait.last_line(issued.last_wait, tongue)}"
