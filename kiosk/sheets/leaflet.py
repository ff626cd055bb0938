"""The papers alone, without a number: to the phone by a QR code, or on paper; where it goes online.

What the server's page of papers says is not said again here: its code is.
"""

from dataclasses import dataclass
from typing import Final

from kiosk.known import Known
from kiosk.sheets.documents import checklist, matters, page_of
from kiosk.sheets.printing import what
from kiosk.sheets.tongue import Tongue
from kiosk.view import Errand, Handout, PrinterNews, View
from luot.domain.procedure import Procedure

LONGEST_ADDRESS: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafletSheet:
    """What the screen of the papers says; `url` is empty where there is no page to be read now.

    `why` then says why, in its place. `portal` is the address where it is done online; empty
    where nobody says that it is, and `online` how far it goes. `prints`: the first button prints.
    `told`: the papers are out.
    """

    title: str = ""
    sub: str = ""
    url: str = ""
    head: str = ""
    line: str = ""
    why: str = ""
    why_icon: str = "wifi-off"
    portal: str = ""
    online: str = ""
    where: str = ""
    no_paper: str = ""
    told: str = ""
    first: str = ""
    first_icon: str = "printer"
    prints: bool = False
    busy: bool = False
    done: str = ""


def leaflet(view: View, known: Known, tongue: Tongue, printer: PrinterNews | None) -> LeafletSheet:
    """The screen of the papers for the errand in the view."""
    errand = view.errand
    if errand is None:
        return LeafletSheet()
    url = page_of(errand, known, view.lang) or ""
    listed = bool(checklist(errand, known, tongue))
    out = view.handout is Handout.PRINTED
    prints = listed and can_print(printer) and not out
    goes = _online(errand, known)
    portal = portal_of(errand, known) or ""
    return LeafletSheet(
        title=tongue("papers.title"),
        sub=tongue("confirm.and").join(tongue.name(one) for one in matters(errand, known)),
        url=url if listed else "",
        head=tongue("papers.scan") if listed and url else "",
        line=tongue("papers.scan_line") if listed and url else "",
        why="" if listed and url else tongue("papers.away" if listed else "confirm.papers_unknown"),
        why_icon="wifi-off" if listed else "file-text",
        portal=portal,
        online=tongue.words(f"online.{goes.online}") if goes and portal else "",
        where=_where(goes, known, portal, tongue) if goes and portal else "",
        no_paper=_no_paper(printer, tongue) if listed and not out else "",
        told=tongue("confirm.hand_out.printed") if out else "",
        first=tongue(f"confirm.hand_out.{view.handout or 'offer'}")
        if prints
        else tongue("papers.done"),
        first_icon="printer" if prints else "check",
        prints=prints,
        busy=view.handout is Handout.PRINTING,
        done=tongue("papers.done") if prints else "",
    )


def offered(
    errand: Errand, known: Known, tongue: Tongue, printer: PrinterNews | None, lang: str
) -> bool:
    """Whether there is anything on that screen: papers to take along, or a portal to go to."""
    ways = can_print(printer) or page_of(errand, known, lang) is not None
    listed = bool(checklist(errand, known, tongue))
    return (listed and ways) or portal_of(errand, known) is not None


def can_print(printer: PrinterNews | None) -> bool:
    """Whether a paper would come out now."""
    return printer is not None and printer.trouble is None


def portal_of(errand: Errand, known: Known) -> str | None:
    """Where the errand is done online; None where nobody says so, or it has several matters."""
    goes = _online(errand, known)
    return goes.portal_at(known.offer.portal) if goes and known.offer else None


def _online(errand: Errand, known: Known) -> Procedure | None:
    """The one procedure of an errand, where it can be done online: a code leads to one page."""
    named = matters(errand, known)
    return named[0] if len(named) == 1 and named[0].is_online else None


def _where(goes: Procedure, known: Known, portal: str, tongue: Tongue) -> str:
    """The portal in words; with the code to look for, where the address does not lead to it."""
    address = portal.partition("://")[2].rstrip("/")
    lines = [address] if len(address) <= LONGEST_ADDRESS else []
    shared = known.offer.portal if known.offer else None
    if goes.portal is None and "{code}" not in (shared or ""):
        lines.append(tongue.words("online.by_code", code=goes.code))
    return "\n".join(lines)


def _no_paper(printer: PrinterNews | None, tongue: Tongue) -> str:
    """Why the printer gives nothing; a kiosk without one never promised anything."""
    trouble = printer.trouble if printer else None
    return "" if trouble is None else tongue("papers.no_paper", what=what(trouble, tongue))
