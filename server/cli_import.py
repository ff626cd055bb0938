"""Taking a table of procedures in: what it would change, and, when told so, changing it."""

import json
import sqlite3
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from luot.domain.procedure import Catalogue
from luot.words import Words
from server import catalogue_csv
from server.catalogue_file import alone, keep, present
from server.catalogue_import import Plan, plan
from server.catalogue_rows import Fault
from server.store import DataInUse, Lock, NoData, reading

SHOWN = 20
PATIENCE, PAUSE = 10.0, 0.2
VERSION = (
    "SELECT body FROM journal WHERE kind IN ('DayOpened', 'RulesChanged') ORDER BY seq DESC LIMIT 1"
)


def take_in(file: Path, data: Path, say: Words, *, apply: bool, strict: bool) -> None:
    """Show what a table changes and, with `apply`, change it; raises CatalogueError, OSError."""
    table = catalogue_csv.read(file.read_bytes(), file.name)
    if not apply:
        made = plan(table, present(data), file.name)
        _show(made, table.ignored, say)
        _refuse_bad_rows(made, say, strict=strict)
        click.echo(say("catalogue.taking.dry" if _news(made) else "catalogue.taking.nothing"))
        return
    if not data.is_dir():
        sys.exit(_wrong(say("catalogue.taking.no_folder", folder=data)))
    with alone(data):
        made = plan(table, present(data), file.name)
        _show(made, table.ignored, say)
        _refuse_bad_rows(made, say, strict=strict)
        if _news(made):
            _apply(made.catalogue, data, say)
        else:
            click.echo(say("catalogue.taking.nothing"))


def _news(made: Plan) -> bool:
    return bool(made.added or made.changed)


def _refuse_bad_rows(made: Plan, say: Words, *, strict: bool) -> None:
    if strict and made.faults:
        sys.exit(_wrong(say("catalogue.taking.strict")))


def _wrong(sentence: str) -> int:
    click.echo(sentence, err=True)
    return 1


def _apply(catalogue: Catalogue, data: Path, say: Words) -> None:
    """Keep the catalogue, and say from when on the centre works by it."""
    told = {"version": catalogue.version, "count": len(catalogue.procedures)}
    try:
        lock = Lock(data)
    except DataInUse:
        keep(data, catalogue)
        known = _wait_for(catalogue.version, data)
        click.echo(say(f"catalogue.taking.{'in_use' if known else 'later'}", **told))
        return
    try:
        keep(data, catalogue)
    finally:
        lock.free()
    click.echo(say("catalogue.taking.kept", **told))


def _wait_for(version: str, data: Path) -> bool:
    """Whether the running server has put this version on record before patience ends."""
    ends = time.monotonic() + PATIENCE
    while _on_record(data) != version:
        if time.monotonic() > ends:
            return False
        time.sleep(PAUSE)
    return True


def _on_record(data: Path) -> str | None:
    """The version that the journal says the hall works by."""
    try:
        with reading(data) as connection:
            row = connection.execute(VERSION).fetchone()
    except (NoData, sqlite3.OperationalError):
        return None  # the server is only just making its journal
    return str(json.loads(row[0])["catalogue"]) if row else None


def _show(made: Plan, ignored: Iterable[str], say: Words) -> None:
    """The difference on stdout, what is wrong on stderr."""
    for fault in made.faults:
        click.echo(_sentence(fault, say), err=True)
    if columns := ", ".join(ignored):
        click.echo(say("catalogue.taking.ignored", columns=columns), err=True)
    _first(
        (say("catalogue.taking.added", code=one.code, name=one.short_name) for one in made.added),
        len(made.added),
        say,
    )
    _first(_changes(made, say), len(made.changed), say)
    counts = {"added": len(made.added), "changed": len(made.changed), "faults": len(made.faults)}
    click.echo(say("catalogue.taking.summary", same=made.same, kept=made.kept, **counts))


def _changes(made: Plan, say: Words) -> Iterator[str]:
    for one in made.changed:
        named = {"code": one.procedure.code, "name": one.procedure.short_name}
        yield say("catalogue.taking.changed", parts=", ".join(one.parts), **named)


def _first(sentences: Iterator[str], count: int, say: Words) -> None:
    """As many lines as a person reads, and how many more there are."""
    for _, sentence in zip(range(SHOWN), sentences, strict=False):
        click.echo(sentence)
    if count > SHOWN:
        click.echo(say("catalogue.taking.more", count=count - SHOWN))


def _sentence(fault: Fault, say: Words) -> str:
    """A fault, with its line first where its own sentence does not tell it."""
    why = fault.sentence(say)
    if fault.code.startswith("csv_"):
        return why
    return say("catalogue.taking.on_line", line=fault.fields.get("line", ""), why=why)
