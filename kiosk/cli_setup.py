"""`luot kiosk-pin` and `luot kiosk-pair`: what is done once at a kiosk's computer."""

from pathlib import Path

import click

from kiosk import pin
from kiosk.cli import WrongUse, paired_with
from luot import words
from luot.troubles import says_what_is_wrong_with_files

in_data = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("data"),
    show_default=True,
    help="The folder with this kiosk's own data.",
)
in_language = click.option(
    "--lang",
    type=click.Choice(words.LANGUAGES),
    default="vi",
    show_default=True,
    envvar="LUOT_LANG",
)


@click.command("kiosk-pin")
@in_data
@in_language
@says_what_is_wrong_with_files
def kiosk_pin(*, data: Path, lang: str) -> None:
    """Set the PIN that opens the staff's room at this kiosk."""
    say = words.load(lang)
    typed = [
        click.prompt(say(f"kiosk.pin.{which}"), hide_input=True, err=True)
        for which in ("ask", "again")
    ]
    if typed[0] != typed[1]:
        raise WrongUse(say("kiosk.pin.differ"))
    try:
        pin.keep(data, typed[0])
    except pin.BadPin as bad:
        raise WrongUse(say("kiosk.pin.bad")) from bad
    click.echo(say("kiosk.pin.kept"))


@click.command("kiosk-pair")
@click.argument("code")
@click.option("--server", required=True, metavar="URL", help="The hall's server.")
@in_data
@in_language
@says_what_is_wrong_with_files
def kiosk_pair(*, code: str, server: str, data: Path, lang: str) -> None:
    """Trade a one-time CODE (luot pair kiosk) for this kiosk's token, and keep it."""
    say = words.load(lang)
    paired_with(server, code, data, say)
    click.echo(say("kiosk.paired.done", server=server, data=data))
