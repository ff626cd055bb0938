"""The catalogue laid out for leafing through: by field, by code, and the most taken first."""

from collections import defaultdict
from typing import Final

from luot.client import Offer
from luot.domain import life
from luot.domain.life import LifeEvent
from luot.domain.procedure import Catalogue, Field, Procedure
from luot.domain.search import Answer, Finder

MOST_FOUND: Final = 12


def _most_taken(offer: Offer) -> tuple[Procedure, ...]:
    """What is taken most at this centre, then what is taken most anywhere."""
    places = {code: place for place, code in enumerate(offer.most_taken)}
    last = len(places)
    return tuple(
        sorted(offer.procedures, key=lambda one: (places.get(one.code, last), -one.popularity))
    )


class Shelf:
    """What one offer holds, sorted once so that a touch never waits for it."""

    def __init__(self, offer: Offer) -> None:
        self.catalogue: Final[Catalogue] = offer.catalogue
        self.most_taken: Final = _most_taken(offer)
        self._finder: Final = Finder(self.catalogue)
        self._asked: tuple[str, Answer] = ("", Answer(found=()))
        self._fields: Final = {each.id: each for each in offer.fields}
        self._in_field: defaultdict[str, list[Procedure]] = defaultdict(list)
        for procedure in self.most_taken:
            self._in_field[procedure.field].append(procedure)

    def procedure(self, code: str | None) -> Procedure | None:
        """The procedure with this code."""
        return self.catalogue.by_code.get(code) if code else None

    def field(self, name: str | None) -> Field | None:
        """The field with this id."""
        return self._fields.get(name) if name else None

    def in_field(self, name: str | None) -> tuple[Procedure, ...]:
        """The procedures of a field, the most taken first."""
        return tuple(self._in_field.get(name, ())) if name else ()

    def event(self, name: str | None) -> LifeEvent | None:
        """The life event with this id."""
        return next((each for each in life.EVENTS if each.id == name), None)

    def in_event(self, event: LifeEvent) -> tuple[Procedure, ...]:
        """The procedures that a life event brings, as far as they are offered."""
        return life.of(event, self.catalogue)

    def answer(self, phrase: str) -> Answer:
        """What a phrase may mean; asked anew only when the phrase is new."""
        if phrase != self._asked[0]:
            self._asked = (phrase, self._finder.answer(phrase, MOST_FOUND))
        return self._asked[1]
