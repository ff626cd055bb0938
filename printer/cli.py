"""`luot printer`: what a kiosk's printer is sent, seen and tried from the command line."""

import sys
import time
from pathlib import Path

import click

from luot import words
from printer import cli_find, cli_roll, cli_sheets, cli_store, preview, stored
from printer.cli_calibrate import calibrate
from printer.cli_kit import (
    Way,
    WrongUse,
    a_slip,
    a_ticket,
    hand_over,
    in_data,
    in_language,
    says_what_is_wrong,
    the_sample,
    to_printer,
    with_logo,
    with_profile,
)
from printer.emulator.cli import emulate
from printer.kept import Kept
from printer.logo import logo as drawn
from printer.profiles import FILE, Profile, makes, own_profiles, profile, profiles
from printer.slip import Slip
from printer.writer import Job, Writer


@click.group()
def printer() -> None:
    """The ticket printer."""


printer.add_command(cli_find.find)
printer.add_command(cli_find.status)
printer.add_command(cli_roll.roll)
printer.add_command(cli_sheets.test_page)
printer.add_command(cli_sheets.documents)
printer.add_command(cli_sheets.summary)
printer.add_command(cli_sheets.pairing)
printer.add_command(cli_store.store)
printer.add_command(emulate)
printer.add_command(calibrate)


@printer.command("profiles")
@in_data
@in_language
@says_what_is_wrong
def list_profiles(*, data: Path, lang: str) -> None:
    """List the kinds of printers that tickets can be written for, the centre's own ones last."""
    say, known = words.load(lang), profiles() | makes() | own_profiles(data)
    wide = max(map(len, known)) + 2
    for name in known:
        key = f"printer.profile.{name}"
        told = say(key) if key in say else say("printer.cli.own_profile", file=data / FILE)
        click.echo(f"{name:<{wide}}{told}")


@printer.command("job")
@a_ticket
@the_sample
@with_profile
@with_logo
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@click.option(
    "--preview",
    "picture",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.png",
    help="Also write the picture that comes out.",
)
@click.option("--warm", is_flag=True, help="What a second ticket costs, right after a first.")
@click.option(
    "--store-file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Also write what the printer is sent once, to keep the ticket's fixed lines.",
)
@in_data
@in_language
@says_what_is_wrong
def write(  # noqa: PLR0913  # the options of the command
    *,
    ticket: Path | None,
    sample: bool,
    profile_name: str,
    logo: Path | None,
    output: Path | None,
    picture: Path | None,
    warm: bool,
    store_file: Path | None,
    data: Path,
    lang: str,
) -> None:
    """Write the exact bytes that would go to the printer.

    A printer that keeps fixed lines is taken to have those of this very ticket.
    """
    if output is None and picture is None and store_file is None:
        raise WrongUse("no_output")
    slip, chosen = a_slip(ticket, sample=sample), profile(profile_name, data)
    writer, kept = _furnished(slip, chosen, logo, store_file)
    if warm:
        writer.job(slip, kept=kept)
    began = time.perf_counter()
    work = writer.job(slip, kept=Kept(warm=warm, stored=kept.stored))
    milliseconds = (time.perf_counter() - began) * 1000
    _keep(work, output, picture)
    say = words.load(lang)
    height = work.sheet.height * 25.4 / chosen.dpi
    fields = {"size": len(work.data), "ms": f"{milliseconds:.1f}", "mm": f"{height:.0f}"}
    click.echo(say("printer.cli.written", profile=chosen.name, **fields), err=True)


@printer.command("print")
@a_ticket
@the_sample
@to_printer
@with_profile
@with_logo
@in_data
@in_language
@says_what_is_wrong
def print_one(  # noqa: PLR0913  # the options of the command
    *,
    ticket: Path | None,
    sample: bool,
    target: str,
    profile_name: str,
    logo: Path | None,
    data: Path,
    lang: str,
) -> None:
    """Print one ticket, and say whether the paper came out."""
    way = Way(target=target, profile_name=profile_name, logo=logo, data=data)
    hand_over(a_slip(ticket, sample=sample), way, lang)


def _furnished(
    slip: Slip, chosen: Profile, logo: Path | None, store_file: Path | None
) -> tuple[Writer, Kept]:
    """A writer with the logo, and what its printer keeps, which is also written to a file."""
    picture = drawn(logo.read_bytes(), chosen.dots) if logo else None
    drawings = list(Writer(chosen, logo=picture).drawings(slip)) if chosen.stored else []
    shelf = stored.shelf(drawings)
    if store_file is not None:
        store_file.write_bytes(b"".join(stored.load(drawings, shelf)) if drawings else b"")
    return Writer(chosen, shelf=shelf, logo=picture), Kept(stored=shelf.codes)


def _keep(work: Job, output: Path | None, picture: Path | None) -> None:
    if output is not None and str(output) == "-":
        sys.stdout.buffer.write(work.data)
    elif output is not None:
        output.write_bytes(work.data)
    if picture is not None:
        preview.save(work.sheet, picture)
