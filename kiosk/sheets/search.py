"""The search: what was typed, and what it may mean, always above the keys."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kiosk.known import Known
from kiosk.sheets.field import Row
from kiosk.sheets.home import Chip
from kiosk.sheets.tongue import Tongue, escape
from kiosk.view import View
from luot.domain.procedure import Procedure

if TYPE_CHECKING:
    from kiosk.finding import Finding
    from luot.domain.search import Answer

ROWS_WITH_KEYS: Final = 4
ROWS_ELSEWHERE: Final = 2
MOST_CHIPS: Final = 6
LIKE_ENOUGH: Final = 0.8
"""From this score on a matter of the centre is offered beside what is done elsewhere."""


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

    `elsewhere`: `nothing` says who else does it, and `rows` are few, below it.
    Found letters are marked in the names of `rows` as `[u]...[/u]`: the screen gives them colour.
    """

    phrase: str = ""
    hint: str = ""
    heading: str = ""
    plain: str = ""
    rows: tuple[Row, ...] = ()
    chips: tuple[Chip, ...] = ()
    nothing: str = ""
    elsewhere: bool = False
    ask: str = ""
    keys: bool = True
    words: KeyWords = NO_WORDS
    show: str = ""


def search(
    view: View,
    known: Known,
    tongue: Tongue,
    rows: int = ROWS_WITH_KEYS,
    rows_elsewhere: int = ROWS_ELSEWHERE,
) -> SearchSheet:
    """The search screen for the phrase in the view, with room for so many rows."""
    phrase = view.phrase.strip()
    finding = known.shelf.finding
    answer = finding.answer(phrase)
    offered = _offered(answer) if phrase else known.shelf.most_taken
    most = rows_elsewhere if answer.elsewhere else rows
    return SearchSheet(
        phrase=view.phrase,
        hint=tongue("search.hint"),
        heading=_heading(phrase, finding, tongue),
        plain=tongue("search.plain"),
        rows=tuple(_row(each, phrase, finding, tongue) for each in offered[:most]),
        chips=() if answer.elsewhere else _chips(offered[rows : rows + MOST_CHIPS], tongue),
        nothing=_nothing(phrase, answer, tongue),
        elsewhere=answer.elsewhere is not None,
        ask=tongue("search.ask"),
        keys=view.keys,
        words=_key_words(tongue),
        show=tongue("search.show"),
    )


def _offered(answer: "Answer") -> tuple[Procedure, ...]:
    """What to choose from: whatever is asked back comes first, doubtful likeness not at all."""
    if answer.elsewhere:
        return tuple(each.procedure for each in answer.found if each.score >= LIKE_ENOUGH)
    asked = {one.code for one in answer.ask}
    rest = (each.procedure for each in answer.found if each.procedure.code not in asked)
    return (*answer.ask, *rest)


def _heading(phrase: str, finding: "Finding", tongue: Tongue) -> str:
    answer = finding.answer(phrase)
    if not phrase:
        return tongue("search.most")
    if answer.elsewhere:
        return tongue("search.elsewhere")
    if answer.ask:
        return _asking(phrase, answer.ask[0], finding, tongue)
    match len(answer.found):
        case 0:
            return tongue("search.nothing_short")
        case 1:
            return tongue("search.one")
        case _:
            return tongue("search.which")


def _asking(phrase: str, first: Procedure, finding: "Finding", tongue: Tongue) -> str:
    """The question back, about the words as the catalogue writes them where they stand there."""
    name = tongue.name(first)
    said = " ".join(name[start:end] for start, end in finding.met(name, phrase))
    if len(said.split()) != len(phrase.split()):
        return tongue("search.which")
    return tongue("search.which_about", what=said if said.isupper() else said.lower())


def _nothing(phrase: str, answer: "Answer", tongue: Tongue) -> str:
    if answer.elsewhere:
        return tongue.words(f"elsewhere.{answer.elsewhere}")
    return tongue("search.nothing") if phrase and not answer.found else ""


def _row(procedure: Procedure, phrase: str, finding: "Finding", tongue: Tongue) -> Row:
    line = procedure.name if tongue.vietnamese else procedure.short_name
    name = tongue.name(procedure)
    return Row(
        id=procedure.code,
        name=marked(name, finding.met(name, phrase)),
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
