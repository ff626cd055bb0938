"""`luot printer`: what a kiosk's printer is sent, seen and tried from the command line."""

import sys
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import NoReturn, ParamSpec

import click

from luot import words
from luot.troubles import of_file
from printer import cli_roll, preview
from printer.emulator.cli import emulate
from printer.printers import open_printer
from printer.profiles import DEFAULT, UnknownProfile, profile, profiles
from printer.reading import BadSlip, read
from printer.sample import SAMPLE
from printer.session import Outcome
from printer.slip import Slip
from printer.targets import BadTarget
from printer.writer import Job
from printer.writer import job as write_job

P = ParamSpec("P")

in_language = click.option(
    "--lang",
    type=click.Choice(words.LANGUAGES),
    default=words.LANGUAGES[0],
    envvar="LUOT_LANG",
    show_default=True,
    help="The language of what is said.",
)
with_profile = click.option(
    "--profile",
    "profile_name",
    metavar="NAME",
    default=DEFAULT,
    show_default=True,
    help="How the printer is spoken to (luot printer profiles).",
)
a_ticket = click.argument(
    "ticket", required=False, type=click.Path(path_type=Path), metavar="[TICKET.json]"
)
the_sample = click.option("--sample", is_flag=True, help="The built-in sample ticket.")


class WrongUse(Exception):
    """The command was given too much or too little; `key` names the words for it."""

    def __init__(self, key: str, **fields: object) -> None:
        super().__init__(key)
        self.key = key
        self.fields = fields


def says_what_is_wrong(command: Callable[P, None]) -> Callable[P, None]:
    """Turn what can go wrong into one sentence, with exit code 2 for wrong use and 1 else."""

    @wraps(command)
    def told(*args: P.args, **kwargs: P.kwargs) -> None:
        say = words.load(str(kwargs["lang"])).part("printer.cli")

        def end(code: int, key: str, **fields: object) -> NoReturn:
            click.echo(say[key].format(**fields), err=True)
            sys.exit(code)

        try:
            command(*args, **kwargs)
        except WrongUse as error:
            end(2, error.key, **error.fields)
        except UnknownProfile as error:
            end(2, "unknown_profile", name=error.name, names=", ".join(profiles()))
        except BadTarget as error:
            end(2, "bad_target", target=error.target)
        except BadSlip as error:
            end(1, "bad_ticket", ticket=kwargs["ticket"], why=error)
        except OSError as error:
            where = error.filename or kwargs.get("output")
            click.echo(of_file(error, str(where), words.load(str(kwargs["lang"]))), err=True)
            sys.exit(1)

    return told


@click.group()
def printer() -> None:
    """The ticket printer."""


printer.add_command(cli_roll.roll)
printer.add_command(emulate)


@printer.command("profiles")
@in_language
def list_profiles(lang: str) -> None:
    """List the kinds of printers that tickets can be written for."""
    say = words.load(lang)
    for name in profiles():
        click.echo(f"{name:<18}{say(f'printer.profile.{name}')}")


@printer.command("job")
@a_ticket
@the_sample
@with_profile
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@click.option(
    "--preview",
    "picture",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.png",
    help="Also write the picture that comes out.",
)
@click.option("--warm", is_flag=True, help="What a second ticket costs, right after a first.")
@in_language
@says_what_is_wrong
def write(  # noqa: PLR0913  # the options of the command
    *,
    ticket: Path | None,
    sample: bool,
    profile_name: str,
    output: Path | None,
    picture: Path | None,
    warm: bool,
    lang: str,
) -> None:
    """Write the exact bytes that would go to the printer."""
    if output is None and picture is None:
        raise WrongUse("no_output")
    slip, chosen = _slip(ticket, sample=sample), profile(profile_name)
    if warm:
        write_job(slip, chosen)
    began = time.perf_counter()
    work = write_job(slip, chosen)
    milliseconds = (time.perf_counter() - began) * 1000
    _keep(work, output, picture)
    say = words.load(lang)
    height = work.sheet.height * 25.4 / chosen.dpi
    fields = {"size": len(work.data), "ms": f"{milliseconds:.1f}", "mm": f"{height:.0f}"}
    click.echo(say("printer.cli.written", profile=chosen.name, **fields), err=True)


@printer.command("print")
@a_ticket
@the_sample
@click.option("--to", "target", required=True, metavar="ADDRESS", help="Where, as in the settings.")
@with_profile
@in_language
@says_what_is_wrong
def print_one(
    *, ticket: Path | None, sample: bool, target: str, profile_name: str, lang: str
) -> None:
    """Print one ticket, and say whether the paper came out."""
    slip = _slip(ticket, sample=sample)
    device = open_printer(target, profile_name)
    try:
        outcome = device.print(slip)
    finally:
        device.close()
    say = words.load(lang)
    sentences = [say(f"printer.outcome.{outcome}")]
    if device.trouble is not None:
        sentences += (say(f"printer.{part}.{device.trouble}") for part in ("trouble", "remedy"))
    elif device.paper_low:
        sentences.append(say("printer.cli.paper_low"))
    printed = outcome is Outcome.PRINTED
    click.echo(" ".join(sentences), err=not printed)
    if not printed:
        sys.exit(1)


def _slip(ticket: Path | None, *, sample: bool) -> Slip:
    if sample == (ticket is not None):
        raise WrongUse("which_ticket")
    if ticket is None:
        return SAMPLE
    return read(ticket.read_bytes())


def _keep(work: Job, output: Path | None, picture: Path | None) -> None:
    if output is not None and str(output) == "-":
        sys.stdout.buffer.write(work.data)
    elif output is not None:
        output.write_bytes(work.data)
    if picture is not None:
        preview.save(work.sheet, picture)
