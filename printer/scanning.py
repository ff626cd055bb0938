"""What the page says with which a code scanner is tried out."""

from collections.abc import Iterator
from typing import Final

from luot import words
from printer.parts import Address, Kind, Line, Part, Rule
from printer.sheets import ScannerPage

TRIAL: Final = "Đăng ký"
"""What stands in the code: a scanner that sends its letters right is right for every card."""


def scanner_page(page: ScannerPage) -> Iterator[Part]:
    """The parts of the page, from the top."""
    say = words.load(page.lang)
    yield Line(Kind.CENTRE_NAME, say("sheet.scanner.title"))
    yield Rule(fixed=False)
    yield Address(TRIAL, say("sheet.scanner.scan"))
    yield Line(Kind.NOTE, say("sheet.scanner.no_ticket"))
