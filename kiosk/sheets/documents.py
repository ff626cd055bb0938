"""The papers to bring, for whoever wants to know them and takes no number."""

from datetime import datetime
from typing import Final

from kiosk.known import Known
from kiosk.sheets.tongue import Tongue
from kiosk.view import Errand
from luot import words
from luot.domain.procedure import Procedure
from printer.sheets import DocumentsSheet

BETWEEN: Final = "+"


def matters(errand: Errand, known: Known) -> tuple[Procedure, ...]:
    """The procedures of an errand, as the catalogue has them."""
    found = (known.shelf.procedure(code) for code in errand.procedures)
    return tuple(one for one in found if one is not None)


def checklist(errand: Errand, known: Known, tongue: Tongue) -> tuple[str, ...]:
    """The papers to bring for every matter, each named once."""
    every = (paper for one in matters(errand, known) for paper in tongue.documents(one))
    return tuple(dict.fromkeys(every))


def page_of(errand: Errand, known: Known, lang: str) -> str | None:
    """The server's page of the papers; None while it cannot be read, or there is none."""
    papers = known.offer.papers if known.offer and known.contact else None
    codes = tuple(one.code for one in matters(errand, known))
    return f"{papers}{BETWEEN.join(codes)}?lang={lang}" if papers and codes else None


def sheet(errand: Errand, known: Known, lang: str, at: datetime) -> DocumentsSheet:
    """What stands on the paper; fee and time only where there is one matter to have them."""
    tongue, named = Tongue(words.load(lang)), matters(errand, known)
    only = named[0] if len(named) == 1 else None
    return DocumentsSheet(
        centre=tongue.headed(known.offer.centre if known.offer else None),
        code=only.code if only else "",
        procedure=tongue("confirm.and").join(tongue.name(one) for one in named),
        at=at,
        checklist=checklist(errand, known, tongue),
        fee=tongue.fee(only) if only else None,
        time=tongue.time(only) if only else None,
        url=page_of(errand, known, lang),
        lang=lang,
    )
