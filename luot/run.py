"""`luot run`: the sample centre on this computer, for a look or for the tour."""

import signal
import sys
from pathlib import Path

import click

from luot import tour, words
from luot.centre import Centre, PartFailed, Plan, opened

OUT = Path("out")


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
    if touring:
        sys.exit(tour.play(OUT / "tour", words.load(lang), as_json=as_json))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    plan = Plan(folder=OUT / "centre", port=port, host=host, printer=printer)
    say = words.load(lang)
    try:
        with opened(plan) as centre:
            click.echo(_addresses(centre, lang))
            centre.parts["server"].wait()
    except PartFailed as failed:
        click.echo(say("run.failed", part=failed.name, log=failed.log), err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        click.echo(say("run.ended"))


def _addresses(centre: Centre, lang: str) -> str:
    """Where everything is, a line each."""
    say = words.load(lang)
    demo = f"{centre.url}/demo"
    lines = [
        say("run.ready"),
        say("run.counter", url=f"{demo}/official?next=/counter/1"),
        say("run.display", url=f"{demo}/display?next=/display"),
        say("run.manager", url=f"{demo}/manager?next=/manager"),
        say("run.paper", url=f"{demo}/official?next=/paper", folder=centre.plan.paper),
        say("run.phone"),
    ]
    picture = centre.plan.pictures / "kiosk.png"
    lines.append(say("run.no_screen", picture=picture) if centre.virtual else say("run.screen"))
    return "\n".join([*lines, say("run.end")])
