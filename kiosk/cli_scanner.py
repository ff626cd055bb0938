"""The `luot scanner` command: what a code scanner sends, tried with a code on paper or screen."""

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from queue import Empty, Queue
from typing import Final
from unicodedata import normalize

import click
from qrcode.main import QRCode

from kiosk.cli import scanner_of
from kiosk.scanner import Frame, Scanner, Unfit, port
from kiosk.scanner import log as scanner_log
from luot import words
from luot.words import Words
from printer.cli_kit import Way, hand_over, in_data, in_language, says_what_is_wrong
from printer.profiles import DEFAULT
from printer.scanning import TRIAL
from printer.sheets import ScannerPage

SECONDS: Final = 60
LOOK: Final = 0.1


MARKS: Final = sum(len(each.encode()) - 1 for each in TRIAL)
"""So many letters more there are where each byte passes for one."""


class Verdict(StrEnum):
    """What a scanner made of the trial code; the sentences are under `kiosk.scanner`."""

    RIGHT = "right"
    NO_END = "no_end"
    LETTERS = "letters"
    OTHER = "other"


def verdict(frame: Frame) -> Verdict:
    """What to say of a scan; one of about as many letters is the trial code, spelled wrong."""
    text = frame.text()
    if isinstance(text, str) and normalize("NFC", text) == TRIAL:
        return Verdict.RIGHT if frame.ended else Verdict.NO_END
    if text is Unfit.NOT_UTF8 or (isinstance(text, str) and abs(len(text) - len(TRIAL)) <= MARKS):
        return Verdict.LETTERS
    return Verdict.OTHER


@click.command()
@click.argument("target")
@click.option("--printer", metavar="ADDRESS", help="Prints the trial code; else it is shown here.")
@click.option("--profile", "profile_name", metavar="NAME", default=DEFAULT, show_default=True)
@click.option("--seconds", type=click.IntRange(1, 3600), default=SECONDS, show_default=True)
@in_data
@in_language
@says_what_is_wrong
def scanner(  # noqa: PLR0913  # the options of the command
    *,
    target: str,
    printer: str | None,
    profile_name: str,
    seconds: int,
    data: Path,
    lang: str,
) -> None:
    """Try a code scanner at TARGET, such as serial:/dev/serial/by-id/... or serial:VID:PID."""
    say = words.load(lang)
    place = scanner_of(target, say)
    if printer is None:
        show()
    else:
        page = ScannerPage(at=datetime.now(UTC).astimezone(), lang=lang)  # noqa: TID251
        hand_over(page, Way(target=printer, profile_name=profile_name, data=data), lang)
    frames: Queue[Frame] = Queue()
    listener = Scanner(port(place), frames.put, time.monotonic)
    scanner_log.disabled = True  # what it would say of the port is said here in a sentence
    listener.start()
    try:
        frame = _heard(listener, frames, seconds, lambda key: _say(say, key, target, seconds))
        if frame is None and listener.there:
            click.echo(say("kiosk.scanner.silent", target=target), err=True)
    finally:
        listener.stop()
        scanner_log.disabled = False
    if frame is None:
        sys.exit(1)
    found = verdict(frame)
    click.echo(say(f"kiosk.scanner.{found}", n=len(frame.data or b"")))
    sys.exit(0 if found in {Verdict.RIGHT, Verdict.NO_END} else 1)


def show() -> None:
    """The trial code in the terminal, white on its dark ground."""
    code = QRCode(border=4)
    code.add_data(TRIAL)
    code.print_ascii(out=sys.stdout, invert=True)


def _say(say: Words, key: str, target: str, seconds: int) -> None:
    click.echo(say(f"kiosk.scanner.{key}", target=target, seconds=seconds))


def _heard(
    listener: Scanner, frames: "Queue[Frame]", seconds: int, tell: Callable[[str], None]
) -> Frame | None:
    """The first scan, None where none comes in time; `tell` hears how the scanner is."""
    end, told = time.monotonic() + seconds, ""
    while time.monotonic() < end:
        with suppress(Empty):
            return frames.get(timeout=LOOK)
        key = "hold_up" if listener.there else "away"
        if key != told:
            tell(key)
            told = key
    return None
