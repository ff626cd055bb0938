"""`luot run`: the sample centre on this computer, for a look or for the tour."""

import signal
import sys
import time
from pathlib import Path

import click

from luot import tour, words
from luot.centre import Centre, Plan, opened
from luot.parts import PartFailed
from luot.words import Words

OUT = Path("out")
LOOK_EVERY = 0.5  # seconds


@click.command()
@click.option("--tour", "touring", is_flag=True, help="Play one citizen's visit, then end.")
@click.option("--json", "as_json", is_flag=True, help="With --tour: JSON Lines only on stdout.")
@click.option("--port", default=8080, show_default=True, help="Where the server answers.")
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 lets phones in.")
@click.option("--printer", help="tcp://HOST:9100; without it tickets become pictures.")
@click.option("--lang", type=click.Choice(words.LANGUAGES), default="vi", envvar="LUOT_LANG")
def run(  # noqa: PLR0913 - each is an option that people type
    *, touring: bool, as_json: bool, port: int, host: str, printer: str | None, lang: str
) -> None:
    """A whole sample centre: server, kiosk, printer, and the addresses of its pages."""
    # A closed terminal and a polite end leave nothing running, just as Ctrl-C does.
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, lambda *_: sys.exit(0))
    say = words.load(lang)
    plan = Plan(
        folder=OUT / ("tour" if touring else "centre"),
        lang=lang,
        port=0 if touring else port,
        host=host,
        printer=None if touring else printer,
    )
    try:
        sys.exit(tour.play(plan, say, as_json=as_json) if touring else _kept_open(plan, say))
    except PartFailed as failed:
        click.echo(say("run.failed", part=failed.name, why=failed.why), err=True)
    except OSError as error:
        click.echo(say("run.folder", folder=OUT.absolute(), why=error), err=True)
    except KeyboardInterrupt:
        click.echo(say("run.ended"), err=touring)
        sys.exit(130 if touring else 0)
    sys.exit(1)


def _kept_open(plan: Plan, say: Words) -> int:
    """Run the centre until it is told to stop, or a part of it breaks: then PartFailed."""
    with opened(plan) as centre:
        click.echo(_addresses(centre, say))
        while centre.broken is None:
            time.sleep(LOOK_EVERY)
        raise centre.broken.failure()


def _addresses(centre: Centre, say: Words) -> str:
    """Where everything is, a line each."""
    demo = f"{centre.url}/demo"
    picture = centre.plan.picture
    lines = [
        say("run.ready"),
        say("run.counter", url=f"{demo}/official?next=/counter/1"),
        say("run.display", url=f"{demo}/display?next=/display"),
        say("run.manager", url=f"{demo}/manager?next=/manager"),
        say("run.paper", url=f"{demo}/official?next=/paper", folder=centre.plan.paper),
        say("run.phone"),
        say("run.no_screen", picture=picture) if centre.virtual else say("run.screen"),
        say("run.end"),
    ]
    return "\n".join(lines)
