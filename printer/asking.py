"""What a printer's commands ask of the server: the centre, its procedures, a day's figures."""

from collections.abc import Iterator
from datetime import date, datetime

from luot import words
from luot.client import Centre, Client, Offer
from luot.client.replies import read
from luot.domain.procedure import Procedure
from luot.words import Words
from printer.fees import fee_line
from printer.figures import DayFigures
from printer.sheets import DocumentsSheet
from printer.slip import Slip

# Parts the lines above it from those below; the code itself is never kept.
_SOME_ADDRESS = "HTTP://LUOT/T"


class UnknownProcedure(LookupError):
    """The centre does not offer this procedure."""

    def __init__(self, code: str) -> None:
        super().__init__(f"no procedure {code} in this centre's catalogue")
        self.code = code


def offer(client: Client) -> Offer:
    """The centre and all that it offers; Refused and Away as for any question."""
    found = client.catalogue()
    assert found is not None  # noqa: S101  # nothing was said to be known already
    return found


def day(client: Client, of: date | None) -> DayFigures:
    """The figures of a local day, today without `of`; Refused and Away as for any question."""
    asked = {} if of is None else {"date": of.isoformat()}
    return read(client.wire.get("reports/day", params=asked), DayFigures)


def centre_name(centre: Centre, lang: str) -> str:
    """What kind of centre it is and its name, as they stand on a ticket."""
    kind, name = centre.kind, centre.name
    if lang != words.LANGUAGES[0]:
        kind, name = centre.kind_en or kind, centre.name_en or name
    return f"{kind} {name}".strip()


def documents(offer: Offer, code: str, lang: str, at: datetime, url: str | None) -> DocumentsSheet:
    """What to bring for a procedure; UnknownProcedure where the centre does not have it.

    Without a `url` it leads to the centre's page of these papers, for the phone.
    """
    procedure = offer.catalogue.by_code.get(code)
    if procedure is None:
        raise UnknownProcedure(code)
    tongue = _Tongue(words.load(lang))
    return DocumentsSheet(
        centre=centre_name(offer.centre, lang),
        code=code,
        procedure=tongue.name(procedure),
        at=at,
        checklist=tongue.checklist(procedure),
        fee=tongue.fee(procedure),
        time=tongue.time(procedure),
        url=url or (f"{offer.papers}{code}?lang={lang}" if offer.papers else None),
        lang=lang,
    )


def usual(offer: Offer, most: int, lang: str, at: datetime) -> Iterator[Slip]:
    """Tickets of the procedures taken most, as far as their lines are always the same."""
    tongue = _Tongue(words.load(lang))
    for procedure in sorted(offer.procedures, key=lambda each: -each.popularity)[:most]:
        yield Slip(
            site=offer.centre.site,
            centre=centre_name(offer.centre, lang),
            number=f"{procedure.queue}001",
            queue=procedure.queue,
            issued_at=at,
            procedure=procedure.code,
            procedure_name=tongue.name(procedure),
            lang=lang,
            checklist=tongue.checklist(procedure),
            fee=tongue.fee(procedure),
            url=_SOME_ADDRESS,
        )


class _Tongue:
    """A procedure in one language, in the very words of the kiosk's tickets."""

    def __init__(self, say: Words) -> None:
        self._say = say
        self._english = say.lang != words.LANGUAGES[0]

    def name(self, procedure: Procedure) -> str:
        return (self._english and procedure.short_name_en) or procedure.short_name

    def checklist(self, procedure: Procedure) -> tuple[str, ...]:
        return (self._english and procedure.documents_en) or procedure.documents

    def fee(self, procedure: Procedure) -> str:
        fee = (self._english and procedure.fee_en) or procedure.fee
        return fee_line(self._say, fee)

    def time(self, procedure: Procedure) -> str | None:
        return (self._english and procedure.time_en) or procedure.time
