"""The page behind the QR code of the papers to bring: read at home, nobody's number on it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from hashlib import sha256
from http import HTTPStatus
from itertools import groupby
from operator import itemgetter

from flask import Blueprint, Flask, Response, make_response, render_template, request

from luot.domain.procedure import Catalogue, Online, Procedure
from luot.domain.rules import Hours, Session
from luot.web.language import speech
from printer.fees import fee_line

BETWEEN = "+"
MOST = 4
"""So many procedures stand on one number, and so on one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A procedure as its reader sees it; what nobody knows is None."""

    code: str
    name: str
    papers: tuple[str, ...]
    fee: str
    time: str | None
    online: Online | None
    portal: str | None
    own_page: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What the page is made of, as it stands at each look."""

    centre: Callable[[], Mapping[str, str]]
    catalogue: Callable[[], Catalogue]
    hours: Callable[[], Hours]
    portal: str


def register(app: Flask, source: Source) -> None:
    """Add the page `/G/<code>`, or with several codes and a plus between, to an app."""
    leaflet = Blueprint("leaflet", __name__, template_folder="templates")

    @leaflet.get("/G/<codes>")
    def papers(codes: str) -> Response:
        matters = tuple(_matters(codes, source))
        page = make_response(
            render_template(
                "leaflet.html",
                matters=matters,
                centre=source.centre(),
                week=tuple(_week(source.hours())),
            ),
            HTTPStatus.OK if matters else HTTPStatus.NOT_FOUND,
        )
        page.set_etag(sha256(page.get_data()).hexdigest()[:24])
        page.make_conditional(request)
        return page

    app.register_blueprint(leaflet)


def _matters(codes: str, source: Source) -> Iterator[Matter]:
    """The procedures of an address, each once; those that are not offered are passed over."""
    by_code = source.catalogue().by_code
    for code in dict.fromkeys(codes.split(BETWEEN)[:MOST]):
        if code in by_code:
            yield _matter(by_code[code], source.portal)


def _matter(procedure: Procedure, portal: str) -> Matter:
    """One procedure in the reader's language."""
    say = speech()
    english = say.english
    fee = procedure.fee_en or procedure.fee if english else procedure.fee
    return Matter(
        code=procedure.code,
        name=procedure.short_name_en if english else procedure.short_name,
        papers=(procedure.documents_en if english else ()) or procedure.documents,
        fee=fee_line(say, fee),
        time=procedure.time_en or procedure.time if english else procedure.time,
        online=procedure.online if procedure.is_online else None,
        portal=procedure.portal_at(portal),
        own_page=procedure.portal is not None or "{code}" in portal,
    )


def _week(hours: Hours) -> Iterator[tuple[str, str]]:
    """The days of the week that are open, neighbours with the same hours in one line."""
    say = speech()
    for sessions, run in groupby(enumerate(hours.week), key=itemgetter(1)):
        days = [say(f"kiosk.weekday.{day}") for day, _ in run]
        if sessions:
            first, last = days[0], days[-1]
            named = first if first == last else say("kiosk.closed.days", first=first, last=last)
            yield named, ", ".join(map(_span, sessions))


def _span(session: Session) -> str:
    closes = "24:00" if session.closes == time.max else f"{session.closes:%H:%M}"
    return f"{session.opens:%H:%M} – {closes}"
