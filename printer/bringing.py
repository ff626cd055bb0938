"""What a sheet of papers to bring says: a procedure without a number."""

from collections.abc import Iterator

from luot import words
from luot.words import Words
from printer.letters import link, plain
from printer.parts import Address, Chips, Document, Kind, Line, Part, Rule
from printer.sheets import DocumentsSheet
from printer.ticket import day, head

_FEW = 16


def documents(sheet: DocumentsSheet) -> Iterator[Part]:
    """The parts of the sheet, from the top."""
    say = words.load(sheet.lang)
    yield from head(sheet.centre)
    yield Line(Kind.TITLE, plain(sheet.procedure))
    yield Chips((say("sheet.documents.no_ticket"),))
    yield Line(Kind.NOTE, say("sheet.documents.bring"))
    yield Rule()
    yield from _papers(sheet, say)
    if sheet.fee:
        yield Line(Kind.PLAIN, plain(sheet.fee), fixed=True)
    if sheet.time:
        yield Line(
            Kind.PLAIN, say("sheet.documents.time", time=_whole(plain(sheet.time))), fixed=True
        )
    yield Rule()
    if sheet.url and (url := link(sheet.url)):
        yield Address(url, say("sheet.documents.online"))
    yield Line(Kind.NOTE, say("sheet.documents.printed", day=day(say, sheet.at)))
    if sheet.code:
        yield Line(Kind.NOTE, say("sheet.documents.code", code=plain(sheet.code)))


def _papers(sheet: DocumentsSheet, say: Words) -> Iterator[Part]:
    documents = [text for item in sheet.checklist if (text := plain(item))]
    if not documents:
        yield Line(Kind.PLAIN, say("sheet.documents.unknown"))
        return
    yield Line(Kind.HEAD, say("ticket.papers"), fixed=True)
    yield from map(Document, documents)


def _whole(text: str) -> str:
    """A few words that stay on one line."""
    return text.replace(" ", "\u00a0") if len(text) <= _FEW else text
