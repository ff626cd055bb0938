"""What a ticket says, part by part, in the reader's language."""

from collections.abc import Iterator
from datetime import date, datetime

from luot import words
from luot.words import Words
from printer import letters
from printer.letters import address, plain
from printer.parts import (
    Address,
    Chips,
    Document,
    Dots,
    Kind,
    Line,
    Number,
    Part,
    Rule,
    Wording,
)
from printer.slip import Slip, Wait

_AFTER_KIND = " ,–-"


def ticket(slip: Slip, wording: Wording) -> Iterator[Part]:
    """The parts of a ticket, from the top."""
    say = words.load(slip.lang)
    yield from head(slip.centre)
    yield Number(letters.number(slip.number))
    yield Line(Kind.TITLE, plain(slip.procedure_name or slip.queue))
    said = (
        ("priority", slip.priority is not None),
        ("reprint", slip.reprint),
        ("offline", slip.offline),
    )
    if chips := tuple(say(f"ticket.{name}") for name, holds in said if holds):
        yield Chips(chips)
    if slip.ahead is not None:
        yield Dots(slip.ahead, "" if wording is Wording.LEAN else say("ticket.counter"))
    yield from (Line(Kind.PLACE, text) for text in _place(slip, say, wording) if text)
    yield from papers(slip, say)
    yield from _end(slip, say, wording)


def head(centre: str) -> Iterator[Part]:
    """Which centre it is."""
    kind, name = heading(plain(centre))
    yield Line(Kind.CENTRE_KIND, kind, fixed=True)
    yield Line(Kind.CENTRE_NAME, name, fixed=True)
    yield Rule()


def papers(slip: Slip, say: Words) -> Iterator[Part]:
    """What to bring, with boxes to tick, and the fee."""
    documents = [text for item in slip.checklist if (text := plain(item))]
    fee = plain(slip.fee or "")
    if documents or fee:
        yield Rule()
    if documents:
        yield Line(Kind.HEAD, say("ticket.papers"), fixed=True)
    yield from map(Document, documents)
    if fee:
        yield Line(Kind.PLAIN, fee, fixed=True)


def _place(slip: Slip, say: Words, wording: Wording) -> Iterator[str]:
    """How many are ahead, how long it may take, and when the number was taken."""
    ahead = "" if slip.ahead is None else ahead_words(say, slip.ahead)
    wait = _wait(slip, say, wording)
    if ahead and wait and slip.wait and wording is Wording.LEAN:
        yield f"{ahead}, {wait}"
    else:
        yield ahead
        yield wait
    yield stamp(say, slip.issued_at, weekday=wording is Wording.ROOMY)


def _wait(slip: Slip, say: Words, wording: Wording) -> str:
    """What is known of the waiting time; nothing where nobody is ahead and nothing is known."""
    if slip.wait is not None:
        return wait_words(say, slip.wait, wording)
    if slip.last_wait is not None:
        known = Wait(low=slip.last_wait, high=slip.last_wait)
        return say("ticket.last_wait", minutes=minutes(say, known))
    return "" if slip.ahead == 0 else say("ticket.wait_unknown")


def _end(slip: Slip, say: Words, wording: Wording) -> Iterator[Part]:
    """The code that opens the citizen's page, and that this is not the receipt for papers."""
    yield Rule()
    if slip.url and (url := address(slip.url)):
        narrow = wording is Wording.NARROW
        yield Address(url, say("ticket.scan_narrow" if narrow else "ticket.scan"))
    note = say("ticket.note") if slip.note is None else slip.note
    yield Line(Kind.NOTE, plain(note), fixed=True)


def heading(centre: str) -> tuple[str, str]:
    """What kind of centre it is and its own name, for a name that says both."""
    for lang in words.LANGUAGES:
        kind = words.load(lang)("ticket.kind")
        rest = centre[len(kind) :]
        if centre.casefold().startswith(kind.casefold()) and rest[:1] in _AFTER_KIND:
            name = rest.strip(_AFTER_KIND)
            return centre[: len(kind)], name[:1].upper() + name[1:]
    return "", centre


def ahead_words(say: Words, ahead: int) -> str:
    """How many people are ahead, with the part that matters between asterisks."""
    form = {0: "none", 1: "one"}.get(ahead, "many")
    return say(f"ticket.ahead_{form}", n=ahead)


def minutes(say: Words, wait: Wait) -> str:
    """A stretch of minutes; never a bare zero."""
    if wait.low <= 0:
        return say("ticket.minutes_under", high=max(wait.high, 1))
    form = "same" if wait.low == wait.high else "range"
    return say(f"ticket.minutes_{form}", low=wait.low, high=wait.high)


def wait_words(say: Words, wait: Wait, wording: Wording) -> str:
    """The wait that is expected."""
    if wait.high <= 0:
        return say("ticket.wait_now")
    key = "ticket.wait" if wording is Wording.LEAN else "ticket.wait_roomy"
    return say(key, minutes=minutes(say, wait))


def stamp(say: Words, at: datetime, *, weekday: bool) -> str:
    """When the number was taken, in the centre's local time."""
    key = "ticket.stamp_roomy" if weekday else "ticket.stamp"
    return say(key, time=f"{at:%H:%M}", **_calendar(say, at))


def day(say: Words, of: date) -> str:
    """A date in figures, as the language writes it."""
    return say("sheet.day", **_calendar(say, of))


def date_words(say: Words, of: date) -> str:
    """A date with its weekday."""
    return say("sheet.date", **_calendar(say, of))


def _calendar(say: Words, of: date) -> dict[str, object]:
    return {
        "weekday": say(f"weekday.{of.weekday()}"),
        "day": f"{of.day:02}",
        "month": say(f"ticket.month.{of.month}"),
        "year": of.year,
    }
