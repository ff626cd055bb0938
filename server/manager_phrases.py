"""What was sought in vain, on the manager's page: each becomes a procedure's phrase, or goes."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus

from flask import Blueprint, request
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from luot.domain.procedure import Procedure
from luot.words import Words
from server.aliases import AliasRefused, teach
from server.catalogue_rows import CODE, CatalogueError
from server.forms import Forms, Outcome
from server.house import House
from server.orders import Unavailable
from server.phrases import PhraseRow
from server.problems import Problem

SHOWN = 10
LONGEST_FIELD = 200
Require = Callable[[str], object]


class News(StrEnum):
    """What came of a form; the sentence is `phrases.news.<news>`."""

    TAUGHT = "taught"
    SEEN = "seen"
    STALE = "stale"
    UNKNOWN = "unknown"
    FULL = "full"
    AWAY = "away"


GOOD = frozenset({News.TAUGHT, News.SEEN})


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseTable:
    """The phrases, the names to choose from, and what came of the form that was sent last."""

    rows: Sequence[PhraseRow] = ()
    names: Sequence[str] = ()
    news: str = ""
    good: bool = False


def phrase_table(of: House, say: Words, news: str | None) -> PhraseTable:
    """What the manager's page shows; nothing where the phrases can not be read."""
    with suppress(Unavailable):
        rows = of.phrases.rows(SHOWN)
        told = next((each for each in News if each == news), None)
        return PhraseTable(
            rows=rows,
            names=sorted(_name(each, say) for each in of.catalogue.procedures) if rows else (),
            news=say(f"phrases.news.{told}") if told else "",
            good=told in GOOD,
        )
    return PhraseTable()


def _name(procedure: Procedure, say: Words) -> str:
    """A name to be sought by typing, and its code, which is what counts."""
    name = procedure.short_name_en if say.english else procedure.short_name
    return f"{name} · {procedure.code}"


def phrase_pages(of: House, require: Require, forms: Forms) -> Blueprint:
    """The form that POST /manager/phrases takes."""
    pages = Blueprint("manager_phrases", __name__)

    @pages.get("/manager/phrases")
    def back() -> Response:
        """Whoever had to sign in first finds the list again."""
        return redirect("/manager#phrases", HTTPStatus.SEE_OTHER)

    @pages.post("/manager/phrases")
    def see_to() -> Response:
        """Do once what the manager chose, and go back to the list."""
        who = require("manager")
        if isinstance(who, Response):
            return who
        news = _sent(of, forms)
        return redirect(f"/manager?phrases={news}#phrases", HTTPStatus.SEE_OTHER)

    return pages


def _sent(of: House, forms: Forms) -> str:
    """What came of a form; one from elsewhere does nothing."""
    try:
        if not forms.genuine(request):
            return News.STALE
        return forms.once(request.form, lambda: _see_to(of)).location or News.AWAY
    except Problem:
        return News.STALE


def _see_to(of: House) -> Outcome:
    phrase = request.form.get("phrase", "")[:LONGEST_FIELD]
    try:
        return Outcome(location=_settle(of, phrase))
    except (Unavailable, CatalogueError, OSError):
        return Outcome(location=News.AWAY)


def _settle(of: House, phrase: str) -> News:
    """Let the phrase lead to the procedure that was named, where one was; then it is seen to."""
    known = next((each.phrase for each in of.phrases.rows() if each.phrase == phrase), None)
    if known is None:
        return News.SEEN
    if request.form.get("act") == "seen":
        of.phrases.forget(known)
        return News.SEEN
    found = CODE.search(request.form.get("procedure", "")[:LONGEST_FIELD])
    try:
        teach(of.data, known, found[0] if found else "")
    except AliasRefused as refused:
        return News(refused.code)
    of.look_at_stock()
    of.phrases.forget(known)
    return News.TAUGHT
