"""What a centre can be asked for: searched in a citizen's words, and written out."""

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, fields
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from luot import words
from luot.domain.procedure import Procedure
from luot.domain.search import Finder, Found
from luot.words import Words
from server.catalogue import starter
from server.catalogue_rows import CatalogueError

P = ParamSpec("P")
STDIN = "-"
BETWEEN = " | "

in_data = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("data"),
    envvar="LUOT_DATA",
    show_default=True,
    help="The folder with the centre's data; its catalogue is the built-in starter.",
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
    """Turn a catalogue that cannot be used into its sentences and exit code 1."""

    @wraps(command)
    def told(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except CatalogueError as error:
            for sentence in error.sentences(words.load(str(kwargs["lang"]))):
                click.echo(sentence, err=True)
            sys.exit(1)

    return told


@click.group()
def catalogue() -> None:
    """What the centre can be asked for: search it, write it out."""


@catalogue.command()
@click.argument("phrases", metavar="PHRASE...", nargs=-1)
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True, metavar="N")
@click.option("--json", "as_json", is_flag=True, help="One JSON line a phrase, for programs.")
@in_data
@in_language
@says_what_is_wrong
def search(phrases: tuple[str, ...], limit: int, *, as_json: bool, data: Path, lang: str) -> None:
    """Find what each PHRASE may mean, likeliest first; - reads phrases, one a line."""
    del data
    say = words.load(lang)
    if not phrases:
        raise click.UsageError(say("catalogue.nothing"))
    finder = Finder(starter())
    for phrase in _read(phrases):
        found = finder.find(phrase, limit)
        click.echo(_line(phrase, found) if as_json else "\n".join(_page(phrase, found, say)))


@catalogue.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "json"]),
    default="csv",
    show_default=True,
    help="CSV for a spreadsheet, JSON Lines for programs.",
)
@in_data
@in_language
@says_what_is_wrong
def export(form: str, data: Path, lang: str) -> None:
    """Write every procedure out, in the order of the fields."""
    del data, lang
    procedures = starter().procedures
    if form == "csv":
        _as_csv(procedures)
        return
    for procedure in procedures:
        click.echo(json.dumps(asdict(procedure), ensure_ascii=False))


def _read(phrases: Iterable[str]) -> Iterator[str]:
    """The phrases, with those of stdin in the place of each dash."""
    for phrase in phrases:
        if phrase == STDIN:
            lines = (line.decode("utf-8-sig", "replace") for line in sys.stdin.buffer)
            yield from (line.rstrip("\r\n") for line in lines)
        else:
            # What the terminal sent in another encoding is shown as such, not a crash.
            yield phrase.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _line(phrase: str, found: Sequence[Found]) -> str:
    """One phrase and what was found, for programs."""
    results = [
        {
            "code": one.procedure.code,
            "name": one.procedure.name,
            "short_name": one.procedure.short_name,
            "score": one.score,
        }
        for one in found
    ]
    return json.dumps({"phrase": phrase, "ask": None, "results": results}, ensure_ascii=False)


def _page(phrase: str, found: Sequence[Found], say: Words) -> Iterator[str]:
    """One phrase and what was found, for people."""
    yield f"{phrase}:"
    if not found:
        yield f"  {say('catalogue.none')}"
    for one in found:
        procedure = one.procedure
        name = procedure.short_name if say.lang == words.LANGUAGES[0] else procedure.short_name_en
        yield f"  {procedure.code}  {one.score:.2f}  {name}"


def _as_csv(procedures: Iterable[Procedure]) -> None:
    """A table with a head, in UTF-8 with the mark that spreadsheets look for."""
    out = io.StringIO()
    writer = csv.DictWriter(out, [field.name for field in fields(Procedure)])
    writer.writeheader()
    for procedure in procedures:
        values = asdict(procedure)
        joined = {
            key: BETWEEN.join(value) for key, value in values.items() if isinstance(value, tuple)
        }
        writer.writerow(values | joined)
    click.echo(out.getvalue().encode("utf-8-sig"), nl=False)
