"""`luot printer find` and `status`: which printers there are, and how one of them is."""

import sys
from pathlib import Path

import click

from luot import words
from luot.words import Words
from printer.cli_kit import in_data, in_language, says_what_is_wrong, to_printer, with_profile
from printer.plugged import Plugged, plugged
from printer.printers import open_printer


@click.command()
@in_language
def find(lang: str) -> None:
    """List the printers that are plugged in, and how the settings name each."""
    say, found = words.load(lang), plugged()
    if not found:
        click.echo(say("printer.find.none"), err=True)
        sys.exit(1)
    click.echo("\n\n".join(described(each, say) for each in found))
    click.echo("\n" + say("printer.find.next", target=found[0].targets[0]))


def described(each: Plugged, say: Words) -> str:
    """One printer: its name, then its address, then others that it has too."""
    first, *others = each.targets
    lines = [say(f"printer.find.{each.plug}", name=each.name), f"  {first}"]
    return "\n".join([*lines, *(say("printer.find.also", target=other) for other in others)])


@click.command()
@to_printer
@with_profile
@in_data
@in_language
@says_what_is_wrong
def status(*, target: str, profile_name: str, data: Path, lang: str) -> None:
    """Say how a printer is and what to do; exit code 0 when it can print."""
    say, device = words.load(lang), open_printer(target, profile_name, data=data)
    try:
        trouble = device.check()
    finally:
        device.close()
    if trouble is not None:
        click.echo(f"{say(f'printer.trouble.{trouble}')} {say(f'printer.remedy.{trouble}')}")
        sys.exit(1)
    low = f" {say('printer.cli.paper_low')}" if device.paper_low else ""
    click.echo(say("printer.cli.ready") + low)
