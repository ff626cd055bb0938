"""What the commands of `luot printer` share: options, and one sentence for whatever is wrong."""

import errno
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import NoReturn, ParamSpec

import click

from luot import words
from luot.config import ConfigError
from luot.troubles import of_file
from printer.logo import BadLogo
from printer.matters import Matter
from printer.printers import open_printer
from printer.profiles import DEFAULT, UnknownProfile
from printer.reading import BadSlip, read
from printer.sample import SAMPLE
from printer.session import Outcome
from printer.slip import Slip
from printer.targets import BadTarget

P = ParamSpec("P")

in_language = click.option(
    "--lang",
    type=click.Choice(words.LANGUAGES),
    default=words.LANGUAGES[0],
    envvar="LUOT_LANG",
    show_default=True,
    help="The language of what is said, and of papers that have none yet.",
)
with_profile = click.option(
    "--profile",
    "profile_name",
    metavar="NAME",
    default=DEFAULT,
    show_default=True,
    help="How the printer is spoken to (luot printer profiles).",
)
with_logo = click.option(
    "--logo",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The centre's logo, a PNG or JPEG file.",
)
in_data = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("data"),
    show_default=True,
    help="The kiosk's own folder.",
)
to_printer = click.option(
    "--to", "target", required=True, metavar="ADDRESS", help="Where, as in the settings."
)
of_server = click.option("--server", metavar="URL", help="The hall's server.")
with_token = click.option("--token", metavar="T", envvar="LUOT_TOKEN", help="A token of the hall.")
a_ticket = click.argument(
    "ticket", required=False, type=click.Path(path_type=Path), metavar="[TICKET.json]"
)
the_sample = click.option("--sample", is_flag=True, help="The built-in sample ticket.")


class Wrong(Exception):
    """Why a command ends: `key` names the words for it, `code` is its exit code."""

    code = 1

    def __init__(self, key: str, **fields: object) -> None:
        super().__init__(key)
        self.key = key
        self.fields = fields


class WrongUse(Wrong):
    """The command was given too much or too little."""

    code = 2


def says_what_is_wrong(command: Callable[P, None]) -> Callable[P, None]:
    """Turn what can go wrong into one sentence, with exit code 2 for wrong use and 1 else."""

    @wraps(command)
    def told(*args: P.args, **kwargs: P.kwargs) -> None:
        say = words.load(str(kwargs["lang"])).part("printer.cli")

        def end(code: int, key: str, /, **fields: object) -> NoReturn:
            click.echo(say[key].format(**fields), err=True)
            sys.exit(code)

        try:
            command(*args, **kwargs)
        except Wrong as error:
            end(error.code, error.key, **error.fields)
        except UnknownProfile as error:
            end(2, "unknown_profile", name=error.name, names=", ".join(error.known))
        except ConfigError as error:
            click.echo("\n".join(error.sentences(words.load(str(kwargs["lang"])))), err=True)
            sys.exit(1)
        except BadTarget as error:
            end(2, "bad_target", target=error.target)
        except BadLogo as error:
            end(1, "bad_logo", logo=kwargs["logo"], why=say[f"logo.{error.why}"])
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # whoever read the output has gone, and click ends without a word
            where = error.filename or kwargs.get("output") or kwargs.get("data")
            click.echo(of_file(error, str(where), words.load(str(kwargs["lang"]))), err=True)
            sys.exit(1)

    return told


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Which printer a command prints on, and what it knows of it."""

    target: str
    profile_name: str
    logo: Path | None = None
    data: Path | None = None


def hand_over(matter: Matter, way: Way, lang: str) -> None:
    """Print one paper, and say whether it came out; exit code 1 where it did not."""
    logo = way.logo.read_bytes() if way.logo else None
    device = open_printer(way.target, way.profile_name, data=way.data, logo=logo)
    try:
        outcome = device.print(matter)
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


def a_slip(ticket: Path | None, *, sample: bool) -> Slip:
    """The ticket of a file, or the sample; Wrong for a file that is none."""
    if sample == (ticket is not None):
        raise WrongUse("which_ticket")
    if ticket is None:
        return SAMPLE
    try:
        return read(ticket.read_bytes())
    except BadSlip as bad:
        raise Wrong("bad_ticket", ticket=ticket, why=bad) from bad


def now() -> datetime:
    """The time in this computer's zone."""
    return datetime.now(UTC).astimezone()  # noqa: TID251 - a command's own clock
