"""`luot printer roll`: how much paper is left, and that a new roll is in."""

from pathlib import Path

import click

from luot import words
from luot.troubles import says_what_is_wrong_with_files
from luot.words import Words
from printer.cli_kit import in_data, in_language
from printer.roll import WIDE, Roll
from printer.rollbook import BadRoll, RollBook, keep, load


@click.command()
@in_data
@click.option("--changed", is_flag=True, help="A new roll is in.")
@click.option(
    "--metres",
    type=click.FloatRange(1, 1000),
    metavar="N",
    help="How long a roll is, as its label says.",
)
@in_language
@says_what_is_wrong_with_files
def roll(*, data: Path, changed: bool, metres: float | None, lang: str) -> None:
    """Show how much of the paper roll is left, for printers that cannot feel its end."""
    say = words.load(lang)
    try:
        kept = load(data)
    except BadRoll as bad:
        click.echo(say("printer.roll.spoilt", file=bad.path), err=True)
        kept = Roll(metres=metres or WIDE)
        keep(data, kept)
    book = RollBook(data)
    if changed:
        kept = book.turn(lambda roll: roll.changed(metres))
    elif metres is not None:
        kept = book.turn(lambda roll: Roll(metres=metres, used=roll.used))
    click.echo(
        told(kept, say) if kept else say("printer.roll.none", metres=f"{book.roll.metres:g}")
    )


def told(kept: Roll, say: Words) -> str:
    """How the roll is, in one or two sentences."""
    figures = {"left": kept.left, "metres": kept.metres, "used": kept.used}
    sentence = say("printer.roll.left", **{name: in_metres(n, say) for name, n in figures.items()})
    return f"{sentence} {say('printer.roll.low')}" if kept.low else sentence


def in_metres(length: float, say: Words) -> str:
    """`67,6` or `67.6`."""
    return f"{length:.1f}".replace(".", say("printer.roll.point"))
