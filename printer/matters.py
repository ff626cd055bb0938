"""All that a ticket printer prints, whatever it is: each becomes parts."""

from collections.abc import Iterator
from datetime import datetime
from typing import assert_never

from printer.bringing import documents
from printer.pairing import pairing
from printer.parts import Part, Wording
from printer.scanning import scanner_page
from printer.sheets import DaySummary, DocumentsSheet, PairingSheet, ScannerPage, TestPage
from printer.slip import Slip
from printer.summary import summary
from printer.ticket import ticket
from printer.trial import test_page

Matter = Slip | DocumentsSheet | TestPage | DaySummary | PairingSheet | ScannerPage


def parts(matter: Matter, wording: Wording) -> Iterator[Part]:
    """What a paper says, part by part from the top."""
    match matter:
        case Slip():
            return ticket(matter, wording)
        case DocumentsSheet():
            return documents(matter)
        case TestPage():
            return test_page(matter, wording)
        case DaySummary():
            return summary(matter)
        case PairingSheet():
            return pairing(matter)
        case ScannerPage():
            return scanner_page(matter)
        case _:
            assert_never(matter)


def label(matter: Matter) -> tuple[datetime, str]:
    """When a paper is from and what it is, for whoever files it; a pairing code is kept out."""
    match matter:
        case Slip():
            return matter.issued_at, matter.number
        case DocumentsSheet():
            return matter.at, f"documents-{matter.code.replace('.', '-')}"
        case TestPage():
            return matter.at, "test-page"
        case DaySummary():
            return matter.day.at, f"summary-{matter.day.date}"
        case PairingSheet():
            return matter.at, "pairing"
        case ScannerPage():
            return matter.at, "scanner"
        case _:
            assert_never(matter)
