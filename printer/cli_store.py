"""`luot printer store`: the fixed lines of tickets, kept in the printer as pictures."""

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from luot import words
from printer import shelf
from printer.cli_kit import (
    WrongUse,
    a_slip,
    in_data,
    in_language,
    now,
    of_server,
    says_what_is_wrong,
    the_sample,
    to_printer,
    with_logo,
    with_profile,
    with_token,
)
from printer.logo import logo as drawn
from printer.printers import link
from printer.profiles import profile
from printer.session import Outcome
from printer.slip import Slip
from printer.store import Stocked
from printer.store import store as give
from printer.targets import BadTarget, Folder, target
from printer.writer import Writer


@click.command()
@click.argument("tickets", nargs=-1, type=click.Path(path_type=Path), metavar="[TICKET.json]...")
@the_sample
@to_printer
@with_profile
@with_logo
@of_server
@with_token
@click.option("--most", type=click.IntRange(1, 200), default=12, show_default=True, metavar="N")
@in_data
@in_language
@says_what_is_wrong
def store(  # noqa: PLR0913  # the options of the command
    *,
    tickets: tuple[Path, ...],
    sample: bool,
    target: str,
    profile_name: str,
    logo: Path | None,
    server: str | None,
    token: str | None,
    most: int,
    data: Path,
    lang: str,
) -> None:
    """Have the printer keep the lines that are the same on every ticket of a procedure.

    Those of the tickets that are named, or of the N procedures that a server's centre is asked
    for most. What the printer kept before, a logo among it, is forgotten.
    """
    chosen = profile(profile_name, data)
    if not chosen.stored:
        raise WrongUse("keeps_nothing", name=chosen.name)
    if sum((bool(tickets), sample, server is not None)) != 1:
        raise WrongUse("which_lines")
    if server is not None:
        slips = _usual(server, token, most, lang)
    else:
        slips = [a_slip(each, sample=False) for each in tickets] or [a_slip(None, sample=True)]
    picture = drawn(logo.read_bytes(), chosen.dots) if logo else None
    stocked = _given(slips, Writer(chosen, logo=picture), target)
    if stocked.has:
        shelf.keep(data, stocked.shelf)
    _tell(stocked, data, lang)


def _usual(server: str, token: str | None, most: int, lang: str) -> Sequence[Slip]:
    from printer import asking, cli_server  # noqa: PLC0415  # few commands ask the server

    with cli_server.line(server, token) as client:
        return tuple(asking.usual(asking.offer(client), most, lang, now()))


def _given(slips: Sequence[Slip], writer: Writer, address: str) -> Stocked:
    place = target(address)
    if isinstance(place, Folder):
        raise BadTarget(address)
    drawings = [drawing for slip in slips for drawing in writer.drawings(slip)]
    return give(partial(link, place), writer.profile, drawings)


def _tell(stocked: Stocked, data: Path, lang: str) -> None:
    """What became of it, with exit code 1 where the printer has not all."""
    say, meant = words.load(lang), len(stocked.shelf.keys)
    if stocked.trouble is not None:
        parts = [say(f"printer.{part}.{stocked.trouble}") for part in ("trouble", "remedy")]
        click.echo(" ".join([say("printer.cli.store_broke"), *parts]), err=True)
    elif stocked.has == 0:
        click.echo(say("printer.cli.store_none"), err=True)
    else:
        key = "store_all" if stocked.has == meant else "store_some"
        fields = {"has": stocked.has, "meant": meant, "file": data / shelf.NAME}
        click.echo(say(f"printer.cli.{key}", **fields))
    if stocked.has < meant or stocked.outcome is Outcome.HELD:
        sys.exit(1)
