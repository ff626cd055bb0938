"""The manager's page: one day's figures as they stand now, and what needs a look."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import Blueprint, Flask, redirect, render_template, request
from werkzeug.wrappers import Response

from luot.domain.measures import FEW
from luot.web.language import speech
from luot.web.pages import mount
from luot.words import Words
from server.devices import DeviceRow
from server.manager_devices import device_lines
from server.manager_phrases import PhraseTable
from server.report import CounterFigures, Day, ProcedureFigures

Require = Callable[[str], object]
"""Whoever is signed in with this role; a Response (to the sign-in page) where nobody is."""

BAR = 110  # px of the longest bar in the table of procedures
NAMED = 4  # so many who wait too long are named, the rest are counted
NONE = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One figure with its name and what it rests on; `bad` needs a look."""

    name: str
    figure: str
    note: str
    unit: str = ""
    bad: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureLine:
    """A procedure's row: figures as text, None where there are too few cases; bars in px."""

    name: str
    code: str | None
    n: int
    n_exact: int
    waiting: tuple[str, str] | None
    service: tuple[str, str] | None
    bar: tuple[float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterLine:
    """A counter's row; `busy` in percent, None when it was never open."""

    counter: int
    served: int
    service: tuple[str, str] | None
    busy: float | None
    share: str
    open_time: str


def figure(value: float | None, lang: str, digits: int = 1, *, column: bool = False) -> str:
    """A figure as the reader writes it, without a needless zero; a dash for none.

    In a `column` the zero stays, so that the digits stand under each other.
    """
    if value is None:
        return NONE
    text = f"{value:.{digits}f}"
    if "." in text and not column:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",") if lang == "vi" else text


def tiles(day: Day, say: Words) -> tuple[Tile, ...]:
    """The six figures on top."""
    return (
        _issued(day, say),
        _now_waiting(day, say),
        _median(day, say),
        _in_time(day, say),
        _missed(day, say),
        _liked(day, say),
    )


def _issued(day: Day, say: Words) -> Tile:
    """How many took a number."""
    offline, served = day.tickets.offline, day.tickets.served
    key, n = ("offline", offline) if offline else ("served", served)
    note = say(f"manager.tile.{key}", n=n)
    return Tile(name=say("manager.tile.issued"), figure=str(day.tickets.issued), note=note)


def _now_waiting(day: Day, say: Words) -> Tile:
    """How many wait, and whether any of them waits too long."""
    late = len(day.waiting_long)
    note = say("manager.tile.too_long", n=late) if late else say("manager.tile.none_too_long")
    name = say("manager.tile.waiting")
    return Tile(name=name, figure=str(day.tickets.waiting), note=note, bad=bool(late))


def _median(day: Day, say: Words) -> Tile:
    """How long people waited."""
    waiting, name = day.waiting, say("manager.tile.median")
    if waiting.median is None:
        note = say("manager.few_n", n=waiting.n)
        return Tile(name=name, figure=NONE, note=note)
    p80 = figure(waiting.p80, say.lang)
    note = say("manager.tile.p80", p80=p80, n=waiting.n)
    unit = say("manager.minutes")
    return Tile(name=name, figure=figure(waiting.median, say.lang), unit=unit, note=note)


def _in_time(day: Day, say: Words) -> Tile:
    """How many were called within half an hour."""
    waiting, name = day.waiting, say("manager.tile.within_30")
    if waiting.within_30 is None or waiting.n < FEW:
        return Tile(name=name, figure=NONE, note=say("manager.few_n", n=waiting.n))
    note = say("manager.tile.within_15", share=figure(waiting.within_15, say.lang, 0))
    return Tile(name=name, figure=figure(waiting.within_30, say.lang, 0), unit="%", note=note)


def _missed(day: Day, say: Words) -> Tile:
    """How many did not come when called."""
    missed, called = day.tickets.missed, day.waiting.n
    key = "missed_few" if called < FEW else "missed_share"
    share = figure(100 * missed / called if called else None, say.lang)
    note = say(f"manager.tile.{key}", share=share, n=day.tickets.returned)
    return Tile(name=say("manager.tile.missed"), figure=str(missed), note=note)


def _liked(day: Day, say: Words) -> Tile:
    """What citizens thought."""
    name, n = say("manager.tile.rating"), day.rating.n
    if day.rating.mean is None:
        return Tile(name=name, figure=NONE, note=say("manager.tile.no_ratings"))
    note = say("manager.tile.ratings", n=n)
    return Tile(name=name, figure=figure(day.rating.mean, say.lang), unit="/ 5", note=note)


def procedure_lines(
    procedures: Sequence[ProcedureFigures], say: Words
) -> tuple[ProcedureLine, ...]:
    """The rows of the table of procedures, their bars on one scale."""
    longest = max((each.service_p90 or 0 for each in procedures), default=0)
    return tuple(_procedure_line(each, say, longest) for each in procedures)


def _procedure_line(each: ProcedureFigures, say: Words, longest: float) -> ProcedureLine:
    """One procedure's row."""
    english = each.short_name_en if say.english else None
    median, p90 = each.service_median, each.service_p90
    known = median is not None and p90 is not None and longest > 0
    return ProcedureLine(
        name=english or each.short_name or each.code or say("manager.no_procedure"),
        code=each.code if each.short_name else None,
        n=each.n,
        n_exact=each.n_exact,
        waiting=_pair(each.waiting_median, each.waiting_p90, say.lang),
        service=_pair(median, p90, say.lang),
        bar=(_px(median, longest), _px(p90, longest)) if known else None,
    )


def _px(minutes: float | None, longest: float) -> float:
    """The length of a bar."""
    return round(BAR * (minutes or 0) / longest, 1)


def _pair(median: float | None, p90: float | None, lang: str) -> tuple[str, str] | None:
    """Two percentiles as text, or None where they are not told."""
    if median is None:
        return None
    return figure(median, lang, column=True), figure(p90, lang, column=True)


def counter_lines(counters: Sequence[CounterFigures], say: Words) -> tuple[CounterLine, ...]:
    """The rows of the table of counters."""
    return tuple(
        CounterLine(
            counter=each.counter,
            served=each.served,
            service=_pair(each.service_median, each.service_p90, say.lang),
            busy=each.busy,
            share=NONE if each.busy is None else f"{figure(each.busy, say.lang, 0)} %",
            open_time=f"{int(each.open_minutes) // 60}:{int(each.open_minutes) % 60:02}",
        )
        for each in counters
    )


def _wanted(text: str | None, today: date) -> date | None:
    """The day that is asked for, None for one that does not exist or has not come yet."""
    if not text:
        return today
    try:
        asked = date.fromisoformat(text)
    except ValueError:
        return None
    return asked if asked <= today else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What the page is made of.

    `now` is local time, `centre` has `name` and `name_en`; `marks` are `csrf` and `key` of the
    form to /sign-out. `phrases` is told what came of the last form about one.
    """

    require: Require
    day_report: Callable[[date], Day]
    now: Callable[[], datetime]
    centre: Callable[[], Mapping[str, str]]
    devices: Callable[[], Sequence[DeviceRow]]
    phrases: Callable[[Words, str | None], PhraseTable]
    marks: Callable[[], object]


def pages(office: Office) -> Blueprint:
    """The page /manager."""
    manager = Blueprint("manager", __name__, template_folder="templates")

    @manager.get("/manager")
    def figures() -> Response | str:
        """One day's figures; today's renew themselves."""
        who = office.require("manager")
        if isinstance(who, Response):
            return who
        now = office.now()
        of = _wanted(request.args.get("date"), now.date())
        if of is None:
            return redirect("/manager")
        return _page(office, office.day_report(of), now, speech())

    return manager


def _page(office: Office, day: Day, now: datetime, say: Words) -> str:
    """One day's page."""
    return render_template(
        "manager.html",
        day=day,
        at=now,
        today=now.date(),
        centre=office.centre(),
        tiles=tiles(day, say),
        procedures=procedure_lines(day.procedures, say),
        counters=counter_lines(day.counters, say),
        devices=device_lines(office.devices(), now, say),
        phrases=office.phrases(say, request.args.get("phrases")),
        marks=office.marks(),
        named=NAMED,
        bar=BAR,
    )


def register(app: Flask, office: Office) -> None:
    """Add the manager's page to an app that has the shared pages."""
    mount(app, "server", "server")
    app.register_blueprint(pages(office))
