"""What a centre can be asked for: searched in a citizen's words, taken in and written out."""

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, fields
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from luot import words
from luot.domain.procedure import Catalogue, Procedure
from luot.domain.search import Answer, Finder
from luot.troubles import says_what_is_wrong_with_files
from luot.words import Words
from server import catalogue_csv
from server.catalogue_file import present
from server.catalogue_import import BETWEEN, only
from server.catalogue_rows import CatalogueError

P = ParamSpec("P")
STDIN = "-"

in_data = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("data"),
    envvar="LUOT_DATA",
    show_default=True,
    help="The folder with the centre's data; without a catalogue there, the built-in one.",
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

    @says_what_is_wrong_with_files
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
    """What the centre can be asked for: search it, take it in, write it out."""


@catalogue.command("import")
@click.argument(
    "file", metavar="FILE.csv", type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option("--apply", is_flag=True, help="Work by it; without this only the difference shows.")
@click.option("--strict", is_flag=True, help="Take nothing in where any row is bad.")
@in_data
@in_language
@says_what_is_wrong
def take_in(file: Path, data: Path, lang: str, *, apply: bool, strict: bool) -> None:
    """Take the procedures of a table in: all good rows at once; bad ones are named."""
    from server import cli_import  # noqa: PLC0415 - only this needs the database

    cli_import.take_in(file, data, words.load(lang), apply=apply, strict=strict)


@catalogue.command()
@click.argument("phrases", metavar="PHRASE...", nargs=-1)
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True, metavar="N")
@click.option(
    "--catalogue",
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Search the procedures of this table; what is known of their codes still applies.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON line a phrase, for programs.")
@in_data
@in_language
@says_what_is_wrong
def search(  # noqa: PLR0913 - one for each option
    phrases: tuple[str, ...],
    limit: int,
    *,
    file: Path | None,
    as_json: bool,
    data: Path,
    lang: str,
) -> None:
    """Find what each PHRASE may mean, likeliest first; - reads phrases, one a line."""
    say = words.load(lang)
    if not phrases:
        raise click.UsageError(say("catalogue.nothing"))
    finder = Finder(_table(file, data, say) if file else present(data))
    for phrase in _read(phrases):
        answer = finder.answer(phrase, limit)
        click.echo(_line(phrase, answer) if as_json else "\n".join(_page(phrase, answer, say)))


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
    del lang
    procedures = present(data).procedures
    if form == "csv":
        _as_csv(procedures)
        return
    for procedure in procedures:
        click.echo(json.dumps(asdict(procedure), ensure_ascii=False))


def _table(file: Path, data: Path, say: Words) -> Catalogue:
    """The catalogue of a table; bad rows are named and left out."""
    table = catalogue_csv.read(file.read_bytes(), file.name)
    for fault in table.faults:
        click.echo(fault.sentence(say), err=True)
    return only(table, present(data), file.name)


def _read(phrases: Iterable[str]) -> Iterator[str]:
    """The phrases, with those of stdin in the place of each dash."""
    for phrase in phrases:
        if phrase == STDIN:
            lines = (line.decode("utf-8-sig", "replace") for line in sys.stdin.buffer)
            yield from (line.rstrip("\r\n") for line in lines)
        else:
            # What the terminal sent in another encoding is shown as such, not a crash.
            yield phrase.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _line(phrase: str, answer: Answer) -> str:
    """One phrase and what was found, for programs; `elsewhere` only where it is so."""
    results = [
        {
            "code": one.procedure.code,
            "name": one.procedure.name,
            "short_name": one.procedure.short_name,
            "score": one.score,
        }
        for one in answer.found
    ]
    ask = [{"code": one.code, "label": one.short_name} for one in answer.ask] or None
    told: dict[str, object] = {"phrase": phrase, "ask": ask, "results": results}
    if answer.elsewhere is not None:
        told["elsewhere"] = answer.elsewhere
    return json.dumps(told, ensure_ascii=False)


def _page(phrase: str, answer: Answer, say: Words) -> Iterator[str]:
    """One phrase and what was found, for people."""
    yield f"{phrase}:"
    if answer.elsewhere is not None:
        yield f"  {say(f'elsewhere.{answer.elsewhere}')}"
    if answer.ask:
        labels = ", ".join(_name(one, say) for one in answer.ask)
        yield f"  {say('catalogue.taking.ask', labels=labels)}"
    if not answer.found:
        yield f"  {say('catalogue.none')}"
    for one in answer.found:
        yield f"  {one.procedure.code}  {one.score:.2f}  {_name(one.procedure, say)}"


def _name(procedure: Procedure, say: Words) -> str:
    """The short name in the reader's language."""
    return procedure.short_name_en if say.english else procedure.short_name


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
