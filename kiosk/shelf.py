"""The catalogue laid out for leafing through: by field, by code, and the most taken first."""

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Final

from luot.client import Offer
from luot.domain import life
from luot.domain.life import LifeEvent
from luot.domain.procedure import Catalogue, Field, Procedure

if TYPE_CHECKING:
    from kiosk.finding import Finding


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

    @cached_property
    def finding(self) -> "Finding":
        """The search among them: got ready behind the first picture, or by whoever asks first."""
        from kiosk.finding import Finding  # noqa: PLC0415

        return Finding(self.catalogue)

    def ready(self) -> None:
        """Put the words in order, so that no key waits for it."""
        self.finding.answer("")
