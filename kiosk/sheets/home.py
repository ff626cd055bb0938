"""The first screen: search, what most people take, three doors, nine fields."""

from dataclasses import dataclass
from typing import Final

from kiosk.known import Known
from kiosk.sheets.documents import matters
from kiosk.sheets.tongue import Tongue
from kiosk.view import Door, View

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
    """What the first screen says.

    With a `basket` one matter more is chosen for the same number; it stands in the doors' place.
    """

    question: str = ""
    hint: str = ""
    search: str = ""
    or_field: str = ""
    chips: tuple[Chip, ...] = ()
    doors: tuple[Tile, ...] = ()
    fields: tuple[Tile, ...] = ()
    life: str = ""
    basket: str = ""
    basket_head: str = ""


def home(
    known: Known, tongue: Tongue, view: View | None = None, *, brief: bool = False
) -> HomeSheet:
    """The first screen; a `brief` one has large letters."""
    errand = view.errand if view is not None and view.adding else None
    named = matters(errand, known) if errand else ()
    return HomeSheet(
        question=tongue("home.adding" if errand else "home.question"),
        hint=tongue("search.hint" if brief else "home.hint"),
        search=tongue("home.search"),
        or_field=tongue("home.or_field"),
        chips=tuple(
            Chip(code=each.code, text=tongue.name(each)) for each in known.shelf.most_taken[:CHIPS]
        ),
        doors=() if errand else _doors(tongue),
        fields=_fields(known, tongue),
        life=tongue("life.open"),
        basket=tongue("confirm.and").join(tongue.name(one) for one in named),
        basket_head=tongue("home.added") if errand else "",
    )


def _doors(tongue: Tongue) -> tuple[Tile, ...]:
    return tuple(
        Tile(
            id=door.value,
            icon=icon,
            word=tongue(f"door.{door}.name"),
            line=tongue(f"door.{door}.line"),
        )
        for door, icon in DOOR_ICONS.items()
    )


def _fields(known: Known, tongue: Tongue) -> tuple[Tile, ...]:
    fields = known.offer.fields if known.offer else ()
    return tuple(
        Tile(id=each.id, icon=each.icon, word=tongue.word(each), line=tongue.official(each))
        for each in fields[:TILES]
    )
