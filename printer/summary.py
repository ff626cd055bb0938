"""What a day's summary says: figures for the manager, with how many cases stand behind them."""

from collections.abc import Iterator
from typing import Final

from luot import words
from luot.words import Words
from printer.figures import DayCounter, DayFigures, DayProcedure, DayWaiting
from printer.letters import plain
from printer.parts import Figures, Kind, Line, Part, Rule
from printer.sheets import DaySummary
from printer.ticket import date_words, head

MOST: Final = 10  # procedures
_NONE: Final = "–"


def summary(sheet: DaySummary) -> Iterator[Part]:
    """The parts of the summary, from the top."""
    say, day = words.load(sheet.lang), sheet.day
    yield from head(sheet.centre)
    yield Line(Kind.TITLE, say("sheet.summary.title"))
    yield Line(Kind.PLACE, f"*{date_words(say, day.date)}*")
    yield Line(Kind.PLACE, say("manager.up_to", at=f"{day.at:%H:%M · %d/%m/%Y}"))
    yield Rule()
    yield from _tickets(day, say)
    yield Rule(fixed=False)
    yield from _waiting(day.waiting, say)
    yield Rule(fixed=False)
    yield from _procedures(day.procedures, say)
    yield Rule(fixed=False)
    yield from _counters(day.counters, say)
    yield Rule(fixed=False)
    yield Line(Kind.NOTE, say("sheet.summary.note"))


def _tickets(day: DayFigures, say: Words) -> Iterator[Part]:
    tickets = day.tickets
    yield Line(Kind.HEAD, say("sheet.summary.tickets"))
    for name in ("issued", "served", "missed", "returned", "cancelled", "open"):
        yield Figures(say(f"sheet.summary.{name}"), (str(getattr(tickets, name)),))


def _waiting(waiting: DayWaiting, say: Words) -> Iterator[Part]:
    yield Line(Kind.HEAD, say("sheet.summary.waiting", n=waiting.n))
    if waiting.median is None:
        yield Line(Kind.PLAIN, say("manager.few"))
    else:
        for name in ("median", "p80", "p90"):
            yield Figures(say(f"sheet.summary.{name}"), (figure(getattr(waiting, name), say),))
    if waiting.within_30 is not None:
        yield Figures(say("sheet.summary.within_30"), (figure(waiting.within_30, say),))


def _procedures(procedures: tuple[DayProcedure, ...], say: Words) -> Iterator[Part]:
    """The procedures with most services: how many were timed, and how long they took."""
    yield Line(Kind.HEAD, say("sheet.summary.procedures"))
    if not procedures:
        yield Line(Kind.PLAIN, say("manager.procedures.none"))
        return
    columns = ("cases", "median_short", "p90_short")
    yield Figures("", tuple(say(f"sheet.summary.{name}") for name in columns), head=True)
    for each in procedures[:MOST]:
        times = (each.service_median, each.service_p90)
        yield Figures(_name(each, say), (str(each.n_exact), *(figure(one, say) for one in times)))
    if (more := len(procedures) - MOST) > 0:
        yield Line(Kind.PLAIN, say("sheet.summary.more", n=more))


def _counters(counters: tuple[DayCounter, ...], say: Words) -> Iterator[Part]:
    yield Line(Kind.HEAD, say("manager.counters.title"))
    if not counters:
        yield Line(Kind.PLAIN, say("manager.counters.none"))
        return
    columns = ("served_short", "median_short", "busy")
    yield Figures("", tuple(say(f"sheet.summary.{name}") for name in columns), head=True)
    for each in counters:
        shares = (figure(each.service_median, say), figure(each.busy, say))
        yield Figures(say("manager.counters.name", n=each.counter), (str(each.served), *shares))


def _name(procedure: DayProcedure, say: Words) -> str:
    english = procedure.short_name_en if say.lang != words.LANGUAGES[0] else None
    name = english or procedure.short_name or procedure.code
    return plain(name) if name else say("manager.no_procedure")


def figure(value: float | None, say: Words) -> str:
    """`12,5` or `12.5`, without a decimal that is none; a dash for what was not computed."""
    if value is None:
        return _NONE
    return f"{value:.1f}".removesuffix(".0").replace(".", say("printer.roll.point"))
