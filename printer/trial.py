"""What a printer's test page says: every letter, a ruler, a code, and what to look at."""

from collections.abc import Iterator
from typing import Final

from luot import words
from luot.words import Words
from printer.letters import link, plain
from printer.parts import Address, Document, Kind, Letters, Line, Part, Rule, Ruler, Wording
from printer.sheets import TestPage
from printer.ticket import head, stamp

SMALL: Final = (
    "đ aàảãáạ ăằẳẵắặ âầẩẫấậ eèẻẽéẹ êềểễếệ iìỉĩíị oòỏõóọ ôồổỗốộ ơờởỡớợ uùủũúụ ưừửữứự yỳỷỹýỵ"
)
_SIZES: Final = (("plain", 1, False), ("bold", 1, True), ("double", 2, False), ("triple", 3, False))
_TO_LOOK_AT: Final = ("letters", "edges", "code", "cut")


def test_page(page: TestPage, wording: Wording) -> Iterator[Part]:
    """The parts of the page, from the top."""
    say = words.load(page.lang)
    yield from head(page.centre)
    yield Line(Kind.TITLE, say("sheet.test.title"))
    yield Line(Kind.PLACE, stamp(say, page.at, weekday=wording is Wording.ROOMY))
    yield from _printer(page, say)
    yield Rule(fixed=False)
    yield Line(Kind.HEAD, say("sheet.test.look"))
    for name in _TO_LOOK_AT:
        yield Document(say(f"sheet.test.look_{name}", mm=page.width), fixed=False)
    yield Line(Kind.PLAIN, say("sheet.test.else"))
    yield Rule(fixed=False)
    yield Ruler()
    for name, times, bold in _SIZES:
        yield Line(Kind.HEAD, say(f"sheet.test.size_{name}"))
        yield Letters(f"{SMALL} {SMALL.upper()}", times, bold)
    yield Rule(fixed=False)
    if page.url and (url := link(page.url)):
        yield Address(url, say("sheet.test.scan"))
        yield Line(Kind.NOTE, plain(page.url))
    yield Line(Kind.NOTE, say("sheet.test.no_ticket"))


def _printer(page: TestPage, say: Words) -> Iterator[Part]:
    """Which printer it is, and how it is spoken to."""
    fields = {
        "target": plain(page.target),
        "profile": plain(page.profile),
        "letters": say(f"sheet.test.mode_{page.letters}"),
    }
    for name in fields:
        yield Line(Kind.PLAIN, say(f"sheet.test.{name}", **fields))
