"""A phrase that citizens use becomes one by which the search finds a procedure."""

from dataclasses import replace
from pathlib import Path

from luot.domain.folding import fold
from luot.domain.unanswered import MASK
from server import catalogue_file
from server.catalogue_import import versioned
from server.catalogue_rows import MOST_PHRASES


class AliasRefused(Exception):
    """A phrase cannot lead to a procedure; the sentence is `phrases.news.<code>`."""

    code = "alias"


class ProcedureUnknown(AliasRefused):
    """No procedure has this code."""

    code = "unknown"

    def __init__(self, procedure: str) -> None:
        super().__init__(f"no procedure {procedure}")


class PhrasesFull(AliasRefused):
    """The procedure has as many phrases as it may."""

    code = "full"

    def __init__(self, procedure: str) -> None:
        super().__init__(f"{procedure} has {MOST_PHRASES} phrases")


def teach(data: Path, phrase: str, code: str) -> None:
    """Take the catalogue in anew, with the phrase leading to a procedure; AliasRefused."""
    wanted = " ".join(phrase.replace(MASK, " ").split())
    with catalogue_file.alone(data):
        present = catalogue_file.present(data)
        procedure = present.by_code.get(code)
        if procedure is None:
            raise ProcedureUnknown(code)
        if fold(wanted) in map(fold, procedure.phrases):
            return
        if len(procedure.phrases) >= MOST_PHRASES:
            raise PhrasesFull(code)
        taught = replace(procedure, phrases=(*procedure.phrases, wanted))
        every = (taught if one.code == code else one for one in present.procedures)
        catalogue_file.keep(data, versioned(present, every))
