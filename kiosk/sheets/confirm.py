"""Before the number: who is ahead, what to bring, and the one button that takes it."""

from dataclasses import dataclass, replace
from typing import Final

from kiosk.choosing import Way, full, gives, other_way, standing
from kiosk.known import Known
from kiosk.sheets import leaflet
from kiosk.sheets.choices import Choice
from kiosk.sheets.closed import reopens
from kiosk.sheets.documents import checklist, matters
from kiosk.sheets.home import DOOR_ICONS
from kiosk.sheets.printing import what
from kiosk.sheets.standing import ICONS, told
from kiosk.sheets.tongue import Tongue
from kiosk.sheets.wait import BLANK, Figures, figures
from kiosk.view import Door, Errand, PrinterNews, View
from luot.domain.procedure import Procedure
from luot.domain.standing import Standing
from luot.domain.ticket import Purpose

PAPERS: Final = 6
WAYS: Final = {Way.GUIDANCE: "help-circle", Way.PAPERS: "file-text", Way.HOME: "home"}
LATE_SECONDS: Final = 0.3
SLOW_SECONDS: Final = 3.0
LONGEST_SUB: Final = 68  # letters that fit the line under the title
UNCUT: Final = 2  # so many parts of that line may be left out: the field and the code


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """A document to bring, ticked or not."""

    place: int
    text: str
    ticked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """The offer of priority, and what was chosen."""

    question: str
    who: str
    yes: str
    no: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmSheet:
    """What the screen before the number says.

    While the hall or the queue is closed, or no counter serves, `closed` says until when in the
    place of the figures. Where no number is given there is no `take` but `other`, the words of the
    best other `way`.
    `about` stands in the place of the papers where there is no list. `busy`: the press is on its
    way. `no_paper` says before the press that no paper will come, in the place of `below`.
    `purposes` are what one may come for, one of them chosen; `add` and `hand_out` are the words on
    the buttons for one matter more and for the papers alone.
    """

    title: str = ""
    sub: str = ""
    several: bool = False
    purposes: tuple[Choice, ...] = ()
    figures: Figures = BLANK
    closed: str = ""
    closed_icon: str = ""
    papers_head: str = ""
    papers_free: str = ""
    papers: tuple[PaperRow, ...] = ()
    papers_more: str = ""
    papers_pages: int = 1
    about: str = ""
    about_icon: str = "file-text"
    priority: Priority | None = None
    take: str = ""
    other: str = ""
    other_icon: str = ""
    way: Way | None = None
    busy: bool = False
    below: str = ""
    no_paper: str = ""
    add: str = ""
    hand_out: str = ""


def confirm(  # noqa: PLR0913, PLR0917
    view: View,
    known: Known,
    seconds: float,
    tongue: Tongue,
    printer: PrinterNews | None,
    rows: int = PAPERS,
) -> ConfirmSheet:
    """The screen before the number for the errand in the view, with `rows` for its papers."""
    errand = view.errand
    if errand is None:
        return ConfirmSheet()
    busy = view.asked_at is not None
    if patience(view, seconds) < LATE_SECONDS:
        # An answer that comes at once needs no picture of its own: the button stays pressed.
        view = replace(view, asked_at=None)
    given = gives(view, known)
    way, other = _other(view, known, errand, tongue, printer)
    sheet = ConfirmSheet(
        title=_title(errand, known, tongue),
        sub=_held_up(view, errand, tongue) or _sub(errand, known, tongue),
        several=bool(errand.more),
        purposes=_purposes(errand, known, tongue),
        priority=_priority(view, known, tongue),
        take=_take(view, seconds, tongue) if given else "",
        other=other,
        other_icon=WAYS[way] if way else "",
        way=way,
        busy=busy,
        below=_below(view, errand, known, seconds, tongue, printer),
        no_paper=_no_paper(view, known, seconds, tongue, printer),
        add=_add(view, known, errand, tongue),
        hand_out="" if way is Way.PAPERS else _hand_out(view, errand, known, tongue, printer),
    )
    papers = _papers(view, known, errand, tongue)
    return _with_queue(_with_papers(sheet, papers, view, errand, rows, tongue), view, known, tongue)


def _with_papers(  # noqa: PLR0913, PLR0917
    sheet: ConfirmSheet,
    papers: tuple[PaperRow, ...],
    view: View,
    errand: Errand,
    rows: int,
    tongue: Tongue,
) -> ConfirmSheet:
    """What to bring; what the errand is about where there is no list of that."""
    return replace(
        sheet,
        papers_head=tongue("confirm.papers" if errand.procedure else "confirm.about"),
        papers_free=tongue("confirm.papers_free") if papers and sheet.take else "",
        papers=_page(papers, view, rows),
        papers_more=_more(papers, view, rows, tongue),
        papers_pages=_pages(papers, rows),
        about="" if papers else _about(errand, tongue),
        about_icon=DOOR_ICONS[errand.door] if errand.door else "file-text",
    )


def _with_queue(sheet: ConfirmSheet, view: View, known: Known, tongue: Tongue) -> ConfirmSheet:
    """Who is ahead; of a hall that is closed, or a queue that is not open, what is so instead."""
    if not known.open:
        return replace(sheet, closed=reopens(known, tongue), closed_icon="clock")
    queue, there = known.queue(view.errand.queue) if view.errand else None, standing(view, known)
    if there.state is not Standing.OPEN:
        return replace(sheet, closed=told(there, queue, tongue), closed_icon=ICONS[there.state])
    ahead, last = (queue.waiting, queue.last_wait) if queue else (None, None)
    return replace(sheet, figures=figures(ahead, last, tongue, contrast=view.contrast))


def name(errand: Errand, known: Known, tongue: Tongue) -> str:
    """What the number is for."""
    procedure = known.shelf.procedure(errand.procedure)
    if procedure is not None:
        first = tongue.name(procedure)
        return tongue("confirm.and_more", name=first, n=len(errand.more)) if errand.more else first
    return tongue(f"door.{errand.door}.name") if errand.door else errand.procedure or errand.queue


def matter(errand: Errand, known: Known, tongue: Tongue) -> str:
    """The same, with what one comes to do about a procedure other than handing papers in."""
    named, purpose = name(errand, known, tongue), errand.purpose
    if errand.procedure is None or purpose in {None, Purpose.SUBMIT}:
        return named
    return tongue("dot").join((named, tongue(f"purpose.{purpose}")))


def _title(errand: Errand, known: Known, tongue: Tongue) -> str:
    if errand.more:
        return tongue("confirm.several", n=len(errand.procedures))
    return name(errand, known, tongue)


def _purposes(errand: Errand, known: Known, tongue: Tongue) -> tuple[Choice, ...]:
    """What one may come for about a procedure; handing papers in is taken for granted."""
    if errand.procedure is None or not known.open:
        return ()
    now = errand.purpose or Purpose.SUBMIT
    return tuple(
        Choice(id=each.value, name=tongue(f"purpose.{each}"), chosen=each is now)
        for each in Purpose
    )


def _add(view: View, known: Known, errand: Errand, tongue: Tongue) -> str:
    """The button for one matter more, while there is room on the number."""
    fits = errand.procedure is not None and not full(errand)
    wanted = fits and gives(view, known) and view.asked_at is None
    return tongue("confirm.add") if wanted else ""


def _other(
    view: View, known: Known, errand: Errand, tongue: Tongue, printer: PrinterNews | None
) -> tuple[Way | None, str]:
    """What helps where the queue gives no number, and the words on its button."""
    if not known.open or gives(view, known):
        return None, ""
    papers = _hand_out(view, errand, known, tongue, printer)
    way = other_way(view, known, papers=bool(papers))
    return way, papers if way is Way.PAPERS else tongue(f"standing.way.{way}")


def _hand_out(
    view: View, errand: Errand, known: Known, tongue: Tongue, printer: PrinterNews | None
) -> str:
    """The button for the papers alone and for doing it online; a short one beside a notice."""
    if view.asked_at is not None or not leaflet.offered(errand, known, tongue, printer, view.lang):
        return ""
    if gives(view, known) and printer is not None and printer.trouble is not None:
        return tongue("papers.open_short")
    online = leaflet.portal_of(errand, known) is not None
    return tongue("papers.open_online" if online else "papers.open")


def _held_up(view: View, errand: Errand, tongue: Tongue) -> str:
    """What was scanned for this number: a dossier, masked; empty where nothing was."""
    if errand.door is not Door.COLLECT or view.scan.dossier is None:
        return ""
    dossier = tongue("confirm.dossier", code=view.scan.dossier)
    return tongue("dot").join((dossier, tongue("confirm.queue", letter=errand.queue)))


def _sub(errand: Errand, known: Known, tongue: Tongue) -> str:
    procedure = known.shelf.procedure(errand.procedure)
    if procedure is None:
        line = tongue(f"door.{errand.door}.line") if errand.door else ""
        return tongue("dot").join(
            filter(None, (line, tongue("confirm.queue", letter=errand.queue)))
        )
    if errand.more:
        return tongue("confirm.and").join(tongue.name(one) for one in matters(errand, known))
    here = known.shelf.field(procedure.field)
    return _fitting(
        (
            tongue.official(here) if here else procedure.field,
            tongue("confirm.code", code=procedure.code),
            tongue.fee(procedure),
            *filter(None, (_takes(procedure, tongue),)),
        ),
        tongue("dot"),
    )


def _takes(procedure: Procedure, tongue: Tongue) -> str:
    """How long the centre takes for it; empty where no source says so."""
    time = tongue.time(procedure)
    return tongue("confirm.time", time=time) if time else ""


def _fitting(told: tuple[str, ...], dot: str) -> str:
    """What fits the line: a fee or time that is cut is a wrong one, so field and code give way."""
    lines = (dot.join(told[first:]) for first in range(UNCUT + 1))
    return next((line for line in lines if len(line) <= LONGEST_SUB), dot.join(told[UNCUT:]))


def _papers(view: View, known: Known, errand: Errand, tongue: Tongue) -> tuple[PaperRow, ...]:
    return tuple(
        PaperRow(place=place, text=text, ticked=place in view.ticked)
        for place, text in enumerate(checklist(errand, known, tongue))
    )


def _pages(papers: tuple[PaperRow, ...], rows: int) -> int:
    """How many pages the papers fill; where they need several, one row turns them."""
    return 1 if len(papers) <= rows else -(-len(papers) // (rows - 1))


def _page(papers: tuple[PaperRow, ...], view: View, rows: int) -> tuple[PaperRow, ...]:
    if len(papers) <= rows:
        return papers
    at = view.papers_page * (rows - 1)
    return papers[at : at + rows - 1]


def _more(papers: tuple[PaperRow, ...], view: View, rows: int, tongue: Tongue) -> str:
    pages = _pages(papers, rows)
    return tongue("confirm.papers_more", page=view.papers_page + 1, pages=pages) * (pages > 1)


def _about(errand: Errand, tongue: Tongue) -> str:
    return tongue(f"door.{errand.door}.about" if errand.door else "confirm.papers_unknown")


def _priority(view: View, known: Known, tongue: Tongue) -> Priority | None:
    state = standing(view, known).state
    if not known.priorities or not known.open or state is Standing.CLOSED:
        return None
    chosen = next((each for each in known.priorities if each.code == view.priority), None)
    return Priority(
        question=tongue("confirm.priority"),
        who=_card(view, tongue) or (tongue.priority(chosen) if chosen else tongue(_who(state))),
        yes=tongue("confirm.yes"),
        no=tongue("confirm.no"),
        chosen=chosen is not None,
    )


def _who(state: Standing) -> str:
    """Whom priority is for; at a full queue, what it is good for."""
    return "standing.full_priority" if state is Standing.FULL else "confirm.priority_who"


def _card(view: View, tongue: Tongue) -> str:
    """What a citizen's card said for priority; empty where none was scanned, or it is declined."""
    if view.scan.aged is None or (view.scan.aged and not view.priority):
        return ""
    return tongue("confirm.aged" if view.scan.aged else "confirm.card_read")


def patience(view: View, seconds: float) -> float:
    """How long the answer to the press has been out; 0 where nothing was pressed."""
    return 0.0 if view.asked_at is None else seconds - view.asked_at


def _take(view: View, seconds: float, tongue: Tongue) -> str:
    return tongue("confirm.taking" if patience(view, seconds) >= LATE_SECONDS else "confirm.take")


def _below(  # noqa: PLR0913, PLR0917
    view: View,
    errand: Errand,
    known: Known,
    seconds: float,
    tongue: Tongue,
    printer: PrinterNews | None,
) -> str:
    if not gives(view, known) or _no_paper(view, known, seconds, tongue, printer):
        return ""
    if patience(view, seconds) >= SLOW_SECONDS:
        return tongue("confirm.slow")
    if _hand_out(view, errand, known, tongue, printer):
        return ""
    return tongue("confirm.paper_below" if printer else "confirm.no_paper")


def _no_paper(
    view: View, known: Known, seconds: float, tongue: Tongue, printer: PrinterNews | None
) -> str:
    """That no paper will come as things stand; a slow answer is the nearer news."""
    if not gives(view, known) or printer is None or patience(view, seconds) >= SLOW_SECONDS:
        return ""
    trouble = printer.trouble
    if trouble is None:
        return ""
    beside = view.errand is not None and _hand_out(view, view.errand, known, tongue, printer)
    return tongue("papers.on_screen" if beside else "confirm.on_screen", what=what(trouble, tongue))
