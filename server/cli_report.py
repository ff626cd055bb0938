"""A manager's figures without a browser."""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, fields
from datetime import UTC, date, datetime
from pathlib import Path

import click
import msgspec

from luot import config, words
from luot.words import Words
from server import report as figures
from server.catalogue_file import present
from server.cli_journal import in_data, in_language, says_what_is_wrong
from server.store import reading


@click.group()
def report() -> None:
    """The figures of the hall, recomputed from the journal."""


@report.command()
@click.option("--date", "of", metavar="YYYY-MM-DD", help="The day; today without it.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="Text to read, JSON for programs, CSV of the procedures for a spreadsheet.",
)
@in_data
@in_language
@says_what_is_wrong
def day(of: str | None, form: str, data: Path, lang: str) -> None:
    """Tickets, waiting and service times of one day."""
    say = words.load(lang)
    wanted = None if of is None else _date(of, say)
    names = {each.code: (each.short_name, each.short_name_en) for each in present(data).procedures}
    with reading(data) as tables:
        zone = _settings(data, say).timezone
        now = datetime.now(UTC).astimezone(zone)  # noqa: TID251 - a command's own clock
        made = figures.day(tables, wanted or now.date(), now, names)
    FORMS[form](made, say)


def _settings(data: Path, say: Words) -> config.Config:
    """The centre's settings; without them, as for a lone backup, it is said whose time is taken."""
    if (data / config.FILE).exists():
        return config.load(data / config.FILE)
    without = config.demo()
    click.echo(say("report.no_settings", data=data, zone=without.timezone), err=True)
    return without


def _date(value: str, say: Words) -> date:
    """The day that was asked for, or exit code 2."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.UsageError(say("report.bad_date", value=value)) from None


def _as_json(made: figures.Day, say: Words) -> None:
    """One JSON object, the same as over HTTP."""
    del say
    click.echo(json.dumps(msgspec.to_builtins(made), ensure_ascii=False))


def _as_csv(made: figures.Day, say: Words) -> None:
    """The procedures as a table with a head, in UTF-8 with a mark that spreadsheets look for."""
    del say
    sys.stdout.write("\ufeff")
    names = [field.name for field in fields(figures.ProcedureFigures)]
    writer = csv.DictWriter(sys.stdout, names)
    writer.writeheader()
    writer.writerows(asdict(each) for each in made.procedures)


def _as_text(made: figures.Day, say: Words) -> None:
    """Sentences and two tables."""
    at = f"{made.at:%H:%M}"
    click.echo(say("report.title", date=f"{made.date:%d/%m/%Y}", at=at))
    if not made.tickets.issued:
        click.echo(say("report.nothing"))
        return
    few = say("report.few")
    click.echo(say("report.issued", **asdict(made.tickets)))
    waits = {key: few if value is None else value for key, value in asdict(made.waiting).items()}
    click.echo(say("report.waits", **waits))
    if made.rating.n:
        click.echo(say("report.rating", **asdict(made.rating)))
    _table(
        [say(f"report.{key}") for key in ("procedures", "code", "n", *TIMES)],
        (_procedure(each, say) for each in made.procedures),
    )
    _table(
        [say(f"report.{key}") for key in ("counters", "n", *TIMES[:2], "busy", "open_minutes")],
        (_counter(each, few) for each in made.counters),
    )


TIMES = ("service_median", "service_p90", "waiting_median", "waiting_p90")


def _procedure(each: figures.ProcedureFigures, say: Words) -> list[object]:
    """One procedure's line."""
    name = each.short_name_en if say.english else each.short_name
    few = say("report.few")
    times = [few if (value := getattr(each, key)) is None else value for key in TIMES]
    return [name or say("report.no_procedure"), each.code or "", each.n, *times]


def _counter(each: figures.CounterFigures, few: str) -> list[object]:
    """One counter's line."""
    values = (each.service_median, each.service_p90, each.busy, each.open_minutes)
    return [each.counter, each.served, *(few if value is None else value for value in values)]


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Columns under their heads, figures to the right."""
    lines = [list(head), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(head))]
    click.echo()
    for line in lines:
        cells = [line[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)]
        click.echo("  ".join(cells).rstrip())


FORMS: dict[str, Callable[[figures.Day, Words], None]] = {
    "text": _as_text,
    "json": _as_json,
    "csv": _as_csv,
}
