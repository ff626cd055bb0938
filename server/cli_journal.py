"""What an administrator does with the journal: take it out, check it, rebuild from it."""

import sqlite3
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from luot import config, words
from luot.troubles import says_what_is_wrong_with_files
from luot.words import Words
from server import journal as book
from server import tables
from server.belongings import check_folder
from server.store import DATABASE, FileUnusable, Store, StoreError, reading
from server.troubles import of_database

P = ParamSpec("P")

in_data = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("data"),
    envvar="LUOT_DATA",
    show_default=True,
    help="The folder with the centre's data.",
)
in_language = click.option(
    "--lang",
    type=click.Choice(words.LANGUAGES),
    default=words.LANGUAGES[0],
    envvar="LUOT_LANG",
    show_default=True,
    help="The language of what is said.",
)


def says_what_is_wrong(command: Callable[P, None]) -> Callable[P, None]:
    """Turn settings and data that cannot be used into their sentences and exit code 1."""

    @says_what_is_wrong_with_files
    @wraps(command)
    def told(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except (config.ConfigError, StoreError, sqlite3.DatabaseError) as error:
            say = words.load(str(kwargs["lang"]))
            click.echo("\n".join(_sentences(error, Path(str(kwargs["data"])), say)), err=True)
            sys.exit(1)

    return told


def _sentences(
    error: config.ConfigError | StoreError | sqlite3.DatabaseError, data: Path, say: Words
) -> Sequence[str]:
    """What is wrong, and how to mend it."""
    match error:
        case config.ConfigError():
            return error.sentences(say)
        case FileUnusable():
            return (of_database(error.cause, error.file, say),)
        case StoreError():
            return (say(f"store.{error.code}", **error.fields),)
        case _:
            return (of_database(error, data / DATABASE, say),)


@click.group()
def journal() -> None:
    """The journal: every fact of the hall, append-only and sealed."""


@journal.command()
@click.option("--since", type=click.IntRange(min=0), default=0, help="Only facts after this seq.")
@in_data
@in_language
@says_what_is_wrong
def export(since: int, data: Path, lang: str) -> None:
    """Write the journal as JSON Lines, one fact a line."""
    del lang
    out = sys.stdout.buffer
    with reading(data) as connection:
        for row in book.rows(connection, since):
            out.write(row.exported + b"\n")


@journal.command()
@in_data
@in_language
@says_what_is_wrong
def verify(data: Path, lang: str) -> None:
    """Walk the hash chain; exit code 1 when a fact was changed after it was written."""
    say = words.load(lang)
    with reading(data) as connection:
        verdict = book.verify(connection)
    if verdict.broken is None:
        click.echo(say("journal.sound", rows=verdict.rows))
        return
    click.echo(say("journal.broken", seq=verdict.broken, rows=verdict.rows), err=True)
    sys.exit(1)


@click.command()
@in_data
@in_language
@says_what_is_wrong
def rebuild(data: Path, lang: str) -> None:
    """Drop the read tables and make them again from the journal; no server may run."""
    check_folder(data, demo=False)
    store = Store.open(data)
    try:
        rows = tables.rebuild(store)
    finally:
        store.close()
    click.echo(words.load(lang)("journal.rebuilt", rows=rows))
