"""What happens in people's lives, and the procedures that it brings with it."""

from collections.abc import Iterable
from dataclasses import dataclass

from luot.domain.procedure import Catalogue, Procedure


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeEvent:
    """Something that happens; its procedures stand in the order in which people come for them.

    What it is called stands in the words of the house under its `id`.
    """

    id: str
    icon: str
    codes: tuple[str, ...]


def _event(name: str, icon: str, codes: str) -> LifeEvent:
    return LifeEvent(id=name, icon=icon, codes=tuple(codes.split()))


EVENTS = (
    _event(
        "birth",
        "user-plus",
        "1.001193 3.000722 1.014062 1.000689 2.000528 1.001022 2.000693 2.001088",
    ),
    _event("marriage", "heart-handshake", "1.000894 1.004873 2.000806 1.004746 2.002189"),
    _event(
        "death",
        "file-text",
        "2.002913 1.000656 1.014028 1.001731 1.010824 2.002307 2.002308 2.000821 1.003197",
    ),
    _event(
        "moving",
        "home",
        "1.004222 1.004194 1.010041 1.010038 1.002755 1.003197 1.010028 1.013314",
    ),
    _event(
        "land",
        "map-2",
        "1.013831 2.001035 1.013978 1.012783 1.012784 1.011441 1.011443 1.007695",
    ),
    _event("building", "crane", "1.013225 1.013229 1.014159 1.013227 1.013274 1.013949"),
    _event(
        "shop",
        "building-store",
        "1.001612 1.013855 2.000620 2.000181 2.000720 1.001570 1.001266",
    ),
    _event("job", "id-badge-2", "2.000815 2.000884 3.000333 1.010041 1.001978 1.013724"),
    _event("school", "school", "1.005099 2.002481 3.000182 3.000467 2.000815 1.001622"),
    _event(
        "loss",
        "list-search",
        "1.116410 2.000635 1.012786 1.002759 1.013082 1.010386 2.000575 1.010814",
    ),
    _event("age", "clock", "1.014027 1.001776 1.001601 1.001742 1.001939"),
    _event("hardship", "coins", "1.011607 1.001776 1.001699 1.001653 2.000286 1.014632"),
    _event("inheritance", "certificate", "2.001406 2.001016 2.001019 1.013831 2.002516"),
    _event("vehicle", "scan", "1.013067 1.013076 1.013082 1.013079 1.013123 1.012575"),
)


def of(event: LifeEvent, catalogue: Catalogue) -> tuple[Procedure, ...]:
    """The procedures of an event that a centre offers."""
    offered = (catalogue.by_code.get(code) for code in event.codes)
    return tuple(one for one in offered if one is not None)


def offered(catalogue: Catalogue, events: Iterable[LifeEvent] = EVENTS) -> tuple[LifeEvent, ...]:
    """The events that bring anything at a centre with this catalogue."""
    return tuple(event for event in events if of(event, catalogue))
