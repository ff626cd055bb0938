"""`luot printer emulate`: a printer in software, to rehearse with."""

import errno
import json
import os
import select
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

import click
from PIL import Image

from luot import words
from luot.troubles import of_file
from luot.words import Words
from printer.cli_kit import in_language
from printer.emulator import pages
from printer.emulator.emulator import Emulator
from printer.emulator.panel import Panel
from printer.emulator.traits import PAGES, Traits

_PORT = 9100
_TICK = 0.1  # seconds between looks at what was typed
_WIDTHS = ("384", "512", "576", "832")
LATEST = "latest.png"


class _BadPage(Exception):
    """A page that was named as no page can be."""


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), help=f"TCP port ({_PORT}); 0: a free one.")
@click.option("--pty", "link", type=click.Path(path_type=Path), help="A serial port of this name.")
@click.option("--baud", type=click.IntRange(300), help="No faster than so many bits a second.")
@click.option("--dots", type=click.Choice(_WIDTHS), default="576", show_default=True)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("out/emulator"),
    show_default=True,
    help="Where each paper becomes a picture.",
)
@click.option(
    "--page", "chosen", multiple=True, metavar="N=NAME", help=f"{', '.join(pages.NAMES)}."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@in_language
def emulate(  # noqa: PLR0913  # the options of the command
    *,
    port: int | None,
    link: Path | None,
    baud: int | None,
    dots: str,
    out: Path,
    chosen: tuple[str, ...],
    as_json: bool,
    lang: str,
) -> None:
    """Be a receipt printer: what is sent here becomes pictures; type help to break it."""
    say = words.load(lang)
    if port is not None and link is not None:
        _refuse(say("printer.emulator.two_links"), 2)
    try:
        numbered = {**PAGES, **dict(map(_page, chosen))}
    except _BadPage as bad:
        _refuse(say("printer.emulator.bad_page", page=bad, names=", ".join(pages.NAMES)), 2)
    traits = Traits(dots=int(dots), baud=baud, paced=baud is not None, pages=numbered)
    printer = Emulator.pty(traits, link) if link else Emulator.tcp(traits, port=_port(port))
    try:
        out.mkdir(parents=True, exist_ok=True)
        with printer:
            attendant = Attendant(printer, out, say, as_json=as_json)
            with _told_to_end(attendant.end):
                attendant.serve()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            _refuse(say("printer.emulator.port_taken", port=_port(port)), 1)
        _refuse(of_file(error, link or out, say), 1)


def _port(port: int | None) -> int:
    return _PORT if port is None else port


def _refuse(sentence: str, code: int) -> NoReturn:
    click.echo(sentence, err=True)
    raise SystemExit(code)


def _page(text: str) -> tuple[int, str]:
    number, _, name = text.partition("=")
    if not number.isdecimal() or int(number) > 255 or name not in pages.NAMES:  # noqa: PLR2004
        raise _BadPage(text)
    return int(number), name


@contextmanager
def _told_to_end(end: Callable[[], None]) -> Iterator[None]:
    """SIGTERM and Ctrl-C end it as `quit` does."""

    def hear(_signal: int, _frame: FrameType | None) -> None:
        end()

    before = {number: signal.signal(number, hear) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Attendant:
    """Sits at the printer: keeps its papers, and passes on what is typed."""

    def __init__(self, printer: Emulator, out: Path, say: Words, *, as_json: bool) -> None:
        self._printer = printer
        self._out = out
        self._say = say
        self._as_json = as_json
        self._panel = Panel(printer, say)
        self._kept = 0
        self._urls = 0
        self._typing = b""
        self._listens = True

    def serve(self) -> None:
        """Until somebody types quit."""
        target = self._printer.target
        self._tell({"target": target}, self._say("printer.emulator.ready", target=target))
        while not self._panel.over:
            self._printer.wait(lambda: len(self._printer.papers) > self._kept, _TICK)
            for paper in self._printer.papers[self._kept :]:
                self._keep(paper)
            for line in self._typed():
                answer = self._panel.typed(line)
                if answer:
                    self._tell({"typed": line.strip(), "answer": answer}, answer)

    def end(self) -> None:
        """As if quit was typed; safe in a signal handler."""
        self._panel.over = True

    def _keep(self, paper: Image.Image) -> None:
        """A paper as a picture, under its number and as the latest."""
        text = self._printer.texts[self._kept]
        urls, self._urls = self._printer.urls[self._urls :], len(self._printer.urls)
        self._kept += 1
        place = next(p for n in range(self._kept, 1 << 20) if not (p := self._place(n)).exists())
        for target in (place, self._out / LATEST):
            half = target.with_suffix(".half")
            paper.save(half, format="PNG")
            os.replace(half, target)  # noqa: PTH105  # says that it replaces
        told = {"paper": self._kept, "file": str(place), "text": text, "urls": urls}
        self._tell(told, self._say("printer.emulator.paper", n=self._kept, file=place))

    def _place(self, number: int) -> Path:
        return self._out / f"paper-{number:04}.png"

    def _tell(self, fields: dict[str, object], sentence: str) -> None:
        click.echo(json.dumps(fields, ensure_ascii=False) if self._as_json else sentence)

    def _typed(self) -> list[str]:
        """Whole lines that were typed; after the end of them the printer goes on without."""
        if not self._listens or not select.select([sys.stdin], [], [], 0)[0]:
            return []
        data = os.read(sys.stdin.fileno(), 4096)
        self._listens = bool(data)
        *lines, self._typing = (self._typing + data).split(b"\n")
        return [line.decode("utf-8", "replace") for line in lines]
