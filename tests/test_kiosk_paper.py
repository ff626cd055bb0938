"""Rules of the kiosk's tickets on paper, with the printer's own parts."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from kiosk.known import Known
from kiosk.paper import Press, slip
from kiosk.view import DOORS, Door, Errand, PaperNews, PrinterState
from kiosk.workshop import Workshop, is_target
from luot.domain.ticket import Paper, Purpose
from printer.printers import open_printer
from printer.rollbook import RollBook
from printer.session import Outcome
from printer.sheets import DocumentsSheet, TestPage
from printer.slip import Slip
from printer.status import Trouble
from tests.kiosk_hall import BIRTH, KNOWN, MORNING, URL, PaperMill, Told, issued

ERRAND = Errand(queue="A", procedure=BIRTH.code)


@dataclass
class Stubborn:
    """A printer that answers as it is told."""

    outcomes: list[Outcome]
    settled: list[Outcome | None] = field(default_factory=list)
    trouble: Trouble | None = None
    paper_low: bool = False
    slips: list[Slip] = field(default_factory=list)
    checks: int = 0
    cleared: int = 0

    def print(self, matter: Slip | TestPage | DocumentsSheet, /) -> Outcome:
        if isinstance(matter, Slip):
            self.slips.append(matter)
        return self.outcomes.pop(0)

    def settle(self, seconds: float) -> Outcome | None:
        del seconds
        return self.settled.pop(0)

    def check(self) -> Trouble | None:
        self.checks += 1
        return self.trouble

    def clear(self) -> Outcome | None:
        self.cleared += 1
        return None

    def close(self) -> None:
        """Nothing to give free."""


def test_the_paper_says_what_was_issued_in_the_citizens_language() -> None:
    assert slip(issued(), ERRAND, "vi", KNOWN, priority=True) == Slip(
        site="S042",
        centre="Trung tâm Phục vụ hành chính công Phường Đông Sơn",
        number="A012",
        queue="Hộ tịch",
        issued_at=MORNING,
        procedure="1.001193",
        procedure_name="Đăng ký khai sinh",
        ahead=7,
        last_wait=18,
        priority="priority",
        lang="vi",
        checklist=("Tờ khai",),
        fee="Lệ phí: hỏi tại quầy",
        url=URL,
    )
    english = slip(issued(), ERRAND, "en", KNOWN, priority=False)
    assert (english.procedure_name, english.queue, english.fee, english.priority) == (
        "Birth",
        "Civil status",
        "Fee: ask at the counter",
        None,
    )


def test_a_reprint_is_the_same_paper_that_says_that_it_is_one() -> None:
    first = slip(issued(), ERRAND, "vi", KNOWN, priority=False)
    again = slip(issued(), ERRAND, "vi", KNOWN, priority=False, reprint=True)
    assert again == replace(first, reprint=True)


def test_the_printer_is_asked_how_it_is_and_says_how_much_paper_is_left(tmp_path: Path) -> None:
    printer = Stubborn([], trouble=Trouble.COVER_OPEN, paper_low=True)
    press = Press(printer, Told(KNOWN), RollBook(tmp_path, 30))
    press.look()
    assert printer.checks == 1
    assert press.state() == PrinterState(trouble="cover-open", paper_low=True, roll_metres=30.0)
    assert printer.checks == 1
    printer.trouble, printer.paper_low = None, False
    assert Press(printer, Told(KNOWN)).state() == PrinterState()


def test_a_ticket_for_a_queue_names_its_door() -> None:
    collect = replace(issued("R001"), procedure=None, checklist=())
    printed = slip(collect, DOORS[Door.COLLECT], "vi", KNOWN, priority=False)
    assert (printed.procedure_name, printed.queue, printed.fee) == ("Nhận kết quả", "R", None)


@pytest.mark.parametrize(
    ("purpose", "wanted"),
    [
        (None, "Đăng ký khai sinh"),
        (Purpose.SUBMIT, "Đăng ký khai sinh"),
        (Purpose.SUPPLEMENT, "Đăng ký khai sinh · Bổ sung"),
    ],
)
def test_a_paper_says_what_one_comes_to_do_but_for_handing_papers_in(
    purpose: Purpose | None, wanted: str
) -> None:
    errand = replace(ERRAND, purpose=purpose)
    assert slip(issued(), errand, "vi", KNOWN, priority=False).procedure_name == wanted


def test_a_kiosk_that_knows_no_centre_still_prints_the_number() -> None:
    assert slip(issued(), ERRAND, "vi", Known(), priority=False).number == "A012"


def test_a_printed_ticket_is_printed_and_a_silent_printer_is_not() -> None:
    printer = Stubborn([Outcome.PRINTED])
    press = Press(printer, Told(KNOWN))
    assert press.print(issued(), ERRAND, "vi", priority=False, reprint=False) == PaperNews(
        outcome=Paper.PRINTED
    )
    printer.outcomes, printer.trouble = [Outcome.NOT_SENT], Trouble.PAPER_OUT
    assert press.print(issued(), ERRAND, "vi", priority=False, reprint=False) == PaperNews(
        outcome=Paper.NOT_SENT, reason="paper-out"
    )


def test_a_held_ticket_is_never_sent_twice_and_settles_once() -> None:
    printer = Stubborn(
        [Outcome.HELD], [Outcome.HELD, Outcome.HELD, Outcome.PRINTED], Trouble.COVER_OPEN
    )
    press = Press(printer, Told(KNOWN))
    assert press.settle() is None
    held = PaperNews(outcome=Paper.HELD, reason="cover-open")
    assert press.print(issued(), ERRAND, "vi", priority=False, reprint=False) == held
    assert press.print(issued(), ERRAND, "vi", priority=False, reprint=False) == held
    assert len(printer.slips) == 1
    assert press.settle() is None
    assert press.settle() == ("id-A012", PaperNews(outcome=Paper.PRINTED))
    assert press.settle() is None


def test_a_folder_prints_a_picture_that_lies_there(tmp_path: Path) -> None:
    press = Press(open_printer(f"folder:{tmp_path}"), Told(KNOWN))
    assert press.print(issued(), ERRAND, "vi", priority=False, reprint=False) == PaperNews(
        outcome=Paper.PRINTED
    )
    assert (tmp_path / "latest.png").exists()


def test_a_printer_is_opened_once_when_it_is_first_needed() -> None:
    opened = []

    def open_papers() -> PaperMill:
        opened.append(True)
        return PaperMill()

    workshop = Workshop(open_papers)
    assert opened == []
    workshop.print(issued(), ERRAND, "vi", priority=False, reprint=False)
    workshop.settle()
    workshop.look()
    assert workshop.state() == PrinterState()
    assert opened == [True]


def test_every_address_that_the_kiosk_takes_opens_a_printer() -> None:
    good = ("tcp://192.168.1.9:9100", "tcp://may-in", "folder:/tmp/x", "tcp://host:59999")
    bad = ("", "tcp://", "tcp://h:99999", "http://h", "folder:", "usb", "tcp://h:1/x")
    assert [is_target(target) for target in (*good, *bad)] == [True] * 4 + [False] * 7
    for target in good:
        open_printer(target).close()
