"""The first screen: search, what most people take, three doors, nine fields."""

from dataclasses import dataclass
from typing import Final

from kiosk.known import Known
from kiosk.sheets.tongue import Tongue
from kiosk.view import Door

DOOR_ICONS: Final = {
    Door.COLLECT: "folder-check",
    Door.ASK: "help-circle",
    Door.ONLINE: "device-laptop",
}
TILES: Final = 9
# More than the three that are shown: those whose names are too long for the row are passed over.
CHIPS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A procedure in one touch."""

    code: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A door or a field: icon, people's word, second line."""

    id: str
    icon: str
    word: str
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeSheet:
    """What the first screen says."""

    question: str = ""
    hint: str = ""
    search: str = ""
    or_field: str = ""
    chips: tuple[Chip, ...] = ()
    doors: tuple[Tile, ...] = ()
    fields: tuple[Tile, ...] = ()


def home(known: Known, tongue: Tongue) -> HomeSheet:
    """The first screen."""
    return HomeSheet(
        question=tongue("home.question"),
        hint=tongue("home.hint"),
        search=tongue("home.search"),
        or_field=tongue("home.or_field"),
        chips=tuple(
            Chip(code=each.code, text=tongue.name(each)) for each in known.shelf.most_taken[:CHIPS]
        ),
        doors=tuple(
            Tile(
                id=door.value,
                icon=icon,
                word=tongue(f"door.{door}.name"),
                line=tongue(f"door.{door}.line"),
            )
            for door, icon in DOOR_ICONS.items()
        ),
        fields=_fields(known, tongue),
    )


def _fields(known: Known, tongue: Tongue) -> tuple[Tile, ...]:
    fields = known.offer.fields if known.offer else ()
    return tuple(
        Tile(id=each.id, icon=each.icon, word=tongue.word(each), line=tongue.official(each))
        for each in fields[:TILES]
    )
