"""The search: what was typed, and what it may mean, always above the keys."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kiosk.known import Known
from kiosk.sheets.field import Row
from kiosk.sheets.home import Chip
from kiosk.sheets.tongue import Tongue, escape
from kiosk.view import View
from luot.domain.procedure import Procedure
from luot.domain.search import highlight

ROWS_WITH_KEYS: Final = 4
ROWS_WITHOUT_KEYS: Final = 9
MOST_CHIPS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyWords:
    """The words on the keys that are no letters."""

    erase: str = ""
    clear: str = ""
    space: str = ""
    hide: str = ""


NO_WORDS: Final = KeyWords()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSheet:
    """What the search screen says; `nothing` stands where results would be.

    Found letters are marked in the names of `rows` as `[u]...[/u]`: the screen gives them colour.
    """

    phrase: str = ""
    hint: str = ""
    heading: str = ""
    plain: str = ""
    rows: tuple[Row, ...] = ()
    chips: tuple[Chip, ...] = ()
    nothing: str = ""
    ask: str = ""
    keys: bool = True
    words: KeyWords = NO_WORDS
    show: str = ""


def search(view: View, known: Known, tongue: Tongue) -> SearchSheet:
    """The search screen for the phrase in the view."""
    phrase = view.phrase.strip()
    found = [each.procedure for each in known.shelf.find(phrase)]
    offered = found if phrase else known.shelf.most_taken
    rows = ROWS_WITH_KEYS if view.keys else ROWS_WITHOUT_KEYS
    return SearchSheet(
        phrase=view.phrase,
        hint=tongue("search.hint"),
        heading=_heading(phrase, len(found), tongue),
        plain=tongue("search.plain"),
        rows=tuple(_row(each, phrase, tongue) for each in offered[:rows]),
        chips=_chips(offered[rows : rows + MOST_CHIPS], tongue),
        nothing=tongue("search.nothing") if phrase and not found else "",
        ask=tongue("search.ask"),
        keys=view.keys,
        words=_key_words(tongue),
        show=tongue("search.show"),
    )


def _heading(phrase: str, found: int, tongue: Tongue) -> str:
    if not phrase:
        return tongue("search.most")
    match found:
        case 0:
            return tongue("search.nothing_short")
        case 1:
            return tongue("search.one")
        case _:
            return tongue("search.which")


def _row(procedure: Procedure, phrase: str, tongue: Tongue) -> Row:
    line = procedure.name if tongue.vietnamese else procedure.short_name
    name = tongue.name(procedure)
    return Row(
        id=procedure.code,
        name=marked(name, highlight(name, phrase)),
        line=line,
        code=procedure.code,
    )


def marked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """A text with its found letters between marks, safe for a label with markup."""
    out, at = [], 0
    for start, end in spans:
        out += [escape(text[at:start]), "[u]", escape(text[start:end]), "[/u]"]
        at = end
    return "".join([*out, escape(text[at:])])


def _chips(procedures: Iterable[Procedure], tongue: Tongue) -> tuple[Chip, ...]:
    return tuple(Chip(code=each.code, text=tongue.name(each)) for each in procedures)


def _key_words(tongue: Tongue) -> KeyWords:
    return KeyWords(
        erase=tongue("search.erase"),
        clear=tongue("search.clear"),
        space=tongue("search.space"),
        hide=tongue("search.hide"),
    )
