"""The catalogue that a new centre starts with, read from the files beside this module."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from luot.domain.procedure import Catalogue, Field, Online, Procedure
from server.catalogue_rows import (
    CatalogueError,
    Fault,
    Row,
    field_faults,
    name_of,
    procedure_faults,
)

STARTER = Path(__file__).parent / "starter"
FIELDS = "fields.toml"
VERSION_LETTERS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """One file of a catalogue: its rows under their names, and whether it is a mere start."""

    file: str
    source: bytes
    starter: bool
    rows: tuple[tuple[str, Row], ...]


@cache
def starter() -> Catalogue:
    """The built-in catalogue, read once; its version is a short hash of its files."""
    return load(STARTER)


def load(folder: Path) -> Catalogue:
    """The catalogue in a folder: fields.toml, and under each field's id its procedures.

    Raises CatalogueError with every mistake in the files.
    """
    home = _sheet(folder, FIELDS, "field")
    _refuse(_field_faults(home))
    sheets = {name: _sheet(folder, f"{name}.toml", "procedure") for name, _ in home.rows}
    _refuse(_procedure_faults(sheets.values()))
    queues = {name: str(row["queue"]) for name, row in home.rows}
    every = (home, *sheets.values())
    return Catalogue(
        version=sha256(b"\0".join(sheet.source for sheet in every)).hexdigest()[:VERSION_LETTERS],
        fields=tuple(Field(**row) for _, row in home.rows),
        procedures=tuple(
            _procedure(row, field, queues[field])
            for field, sheet in sheets.items()
            for _, row in sheet.rows
        ),
        starter=any(sheet.starter for sheet in every),
    )


def _sheet(folder: Path, file: str, table: str) -> _Sheet:
    """One file, read and taken apart; refused where it is not there or not what it must be."""
    source = _read(folder / file)
    try:
        content = tomllib.loads(source.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as trouble:
        raise CatalogueError([_broken(file, trouble)]) from None
    rows = content.pop(table, [])
    mark = content.pop("starter", False)
    _refuse(Fault(file=file, key=key, code="unknown") for key in content)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise CatalogueError([Fault(file=file, key=table, code="table")])
    named = tuple((name_of(row, place), row) for place, row in enumerate(rows, start=1))
    return _Sheet(file=file, source=source, starter=mark is True, rows=named)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as trouble:
        fault = Fault(file=path.name, code="absent", fields={"trouble": trouble.strerror})
        raise CatalogueError([fault]) from None


def _broken(file: str, trouble: ValueError) -> Fault:
    return Fault(file=file, code="toml", fields={"trouble": trouble})


def _field_faults(home: _Sheet) -> Iterator[Fault]:
    for name, row in home.rows:
        yield from field_faults(home.file, name, row)
    yield from _doubled([(home.file, name, "id") for name, _ in home.rows])


def _procedure_faults(sheets: Iterable[_Sheet]) -> Iterator[Fault]:
    every = [(sheet.file, name, row) for sheet in sheets for name, row in sheet.rows]
    for file, name, row in every:
        yield from procedure_faults(file, name, row)
    yield from _doubled([(file, name, "code") for file, name, _ in every])


def _doubled(named: Iterable[tuple[str, str, str]]) -> Iterator[Fault]:
    """Names that stand more than once, in one file or in two."""
    first: dict[str, str] = {}
    for file, name, key in named:
        if name in first:
            yield Fault(file=file, row=name, key=key, code="doubled", fields={"other": first[name]})
        first.setdefault(name, file)


def _refuse(faults: Iterable[Fault]) -> None:
    """Raises CatalogueError where there is any fault."""
    found = tuple(faults)
    if found:
        raise CatalogueError(found)


def _procedure(row: Row, field: str, queue: str) -> Procedure:
    """A procedure as the hall knows it, in the queue of its field."""
    lists = {key: tuple(value) for key, value in row.items() if isinstance(value, list)}
    online = Online(row["online"]) if "online" in row else None
    return Procedure(**dict(row) | lists | {"online": online}, field=field, queue=queue)
