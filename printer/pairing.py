"""What the sheet of a pairing code says: the code, and what to do with it in three steps."""

from collections.abc import Iterator

from luot import words
from luot.words import Words
from printer import letters
from printer.letters import link, plain
from printer.parts import Address, Kind, Line, Number, Part, Rule, Step
from printer.sheets import PairingSheet

_STEPS = (1, 2, 3)


def pairing(sheet: PairingSheet) -> Iterator[Part]:
    """The parts of the sheet, from the top."""
    say = words.load(sheet.lang)
    yield Line(Kind.CENTRE_KIND, say("sheet.pairing.title"))
    yield Line(Kind.CENTRE_NAME, say(f"sheet.pairing.device_{sheet.device}"))
    yield Rule(fixed=False)
    for group in _groups(sheet.code):
        yield Number(group)
    yield Line(Kind.PLACE, _until(sheet, say))
    yield Rule(fixed=False)
    server = plain(sheet.server).rstrip("/")
    kind = "kiosk" if sheet.device == "kiosk" else "page"
    for step in _STEPS:
        text = say(f"sheet.pairing.{kind}_{step}", server=server, code=_spoken(sheet.code))
        yield Step(step, text)
    yield Rule(fixed=False)
    page = server if kind == "kiosk" else f"{server}/pair"
    if url := link(page):
        yield Address(url, say(f"sheet.pairing.{kind}_scan"))
    yield Line(Kind.NOTE, say("sheet.pairing.secret"))


def _groups(code: str) -> list[str]:
    """The code in groups of four, as it is read out."""
    whole = letters.number(code.replace("-", "").replace(" ", ""))
    return [whole[start : start + 4] for start in range(0, len(whole), 4)]


def _spoken(code: str) -> str:
    return "-".join(_groups(code))


def _until(sheet: PairingSheet, say: Words) -> str:
    if sheet.until is None:
        return say("sheet.pairing.soon")
    return say("sheet.pairing.until", time=f"{sheet.until:%H:%M}")
