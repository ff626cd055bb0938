"""`luot printer calibrate`: what is said and answered in the terminal."""

import sys
from pathlib import Path
from typing import NoReturn

import click

from luot import words
from luot.config import ConfigError
from luot.config.checks import Wrong, code
from luot.troubles import says_what_is_wrong_with_files
from luot.words import Words
from printer.calibrate import Calibration, NotCalibrated, Place
from printer.cli_kit import in_language
from printer.profiles import makes, profiles
from printer.targets import BadTarget, Folder, target

_NAME = "may-in"
_PART = ","


class Terminal:
    """Asks whoever sits there, or takes the answers that were written down beforehand."""

    def __init__(self, answers: str | None, say: Words) -> None:
        self._say = say
        self.scripted = answers is not None
        self.left = [part.strip() for part in answers.split(_PART)] if answers else []

    def tell(self, sentence: str) -> None:
        """Say something."""
        click.echo(sentence)

    def ask(self, question: str, default: str) -> str:
        """What is answered; the default for an empty answer, and where none was written down."""
        if not self.scripted:
            answer: str = click.prompt(question, default=default)
            return answer
        answer = (self.left.pop(0) if self.left else "") or default
        click.echo(f"{question} [{default}]: {answer}")
        return answer

    def complain(self, sentence: str) -> None:
        """Say that an answer cannot be; answers written down after it would go astray."""
        if self.scripted:
            raise NotCalibrated(sentence, self._say("printer.calibrate.stopped"))
        click.echo(sentence)

    def done(self) -> None:
        """Nothing more is asked; answers that are left were meant for other questions."""
        if self.left:
            fields = {"count": len(self.left), "rest": ", ".join(self.left)}
            raise NotCalibrated(self._say("printer.calibrate.too_many", **fields))

    def wait(self, sentence: str) -> bool:
        """Wait for Enter; nobody is there where the answers were written down."""
        if self.scripted:
            return False
        click.prompt(sentence, default="", show_default=False)
        return True


@click.command()
@click.option(
    "--to", "address", required=True, metavar="ADDRESS", help="The printer (luot printer find)."
)
@click.option("--name", default=_NAME, show_default=True, help="What its profile is called.")
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("data"),
    show_default=True,
    help="The kiosk's own folder, where printers.toml is.",
)
@click.option("--answers", metavar="A,B,...", help="The answers, for scripts; defaults after them.")
@in_language
@says_what_is_wrong_with_files
def calibrate(*, address: str, name: str, data: Path, answers: str | None, lang: str) -> None:
    """Find out how to print Vietnamese on a printer of unknown make, and keep it as a profile."""
    say = words.load(lang)
    place = _place(address, say)
    _named(name, say)
    terminal = Terminal(answers, say)
    try:
        Calibration(place, address, say, terminal).run(name, data)
    except ConfigError as error:
        _end("\n".join(error.sentences(say)), 1)
    except NotCalibrated as error:
        _end("\n".join(error.sentences), 1)
    except click.Abort:
        _end("\n" + say("printer.calibrate.stopped"), 1)


def _place(address: str, say: Words) -> Place:
    """Where the printer is; a folder has no paper to look at."""
    try:
        place = target(address)
    except BadTarget as bad:
        _end(say("printer.cli.bad_target", target=bad.target), 2)
    if isinstance(place, Folder):
        _end(say("printer.calibrate.folder", target=address), 2)
    return place


def _named(name: str, say: Words) -> None:
    """A name that is free, and that the file can have."""
    try:
        code(name)
    except Wrong:
        _end(say("printer.calibrate.bad_name", name=name), 2)
    if name in profiles() | makes():
        _end(say("printer.calibrate.name_taken", name=name), 2)


def _end(sentence: str, exit_code: int) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(exit_code)
