"""The `luot server` command."""

import gc
import logging
import sqlite3
import sys
import traceback
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import click
import msgspec

from luot import config, words
from luot.config import FILE, Config, ConfigError
from luot.words import Words
from server.cli_journal import in_data, in_language, says_what_is_wrong
from server.house import House
from server.store import StoreError

PAGES = {
    "display": "/demo/display",
    "counter": "/demo/official?next=/counter/1",
    "manager": "/demo/manager",
    "paper": "/paper",
}


@click.command()
@click.option("--host", metavar="H", help="The address to listen on; 0.0.0.0 for all networks.")
@click.option("--port", type=click.IntRange(0, 65535), metavar="N", help="0 takes a free one.")
@click.option("--demo", is_flag=True, help="A sample centre with one-click sign-in.")
@click.option("--json", "as_json", is_flag=True, help="Say once, as JSON, where it is ready.")
@in_data
@in_language
@says_what_is_wrong
def server(  # noqa: PLR0913, PLR0917 - one for each option
    host: str | None,
    port: int | None,
    demo: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
    data: Path,
    lang: str,
) -> None:
    """Run the hall's server until it is told to stop."""
    say = words.load(lang)
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s"
    )
    settings = _settings(data, say, demo=demo)
    chosen = replace(
        settings,
        host=settings.host if host is None else host,
        port=settings.port if port is None else port,
    )
    _run(data, chosen, say, demo=demo, as_json=as_json)


def _settings(data: Path, say: Words, *, demo: bool) -> Config:
    """The centre's settings; those of the sample centre where a demo finds none."""
    file = data / FILE
    try:
        if demo and not file.exists():
            data.mkdir(parents=True, exist_ok=True)
            config.write_demo(file)
        return config.load(file)
    except ConfigError as error:
        fail("\n".join(error.sentences(say)))
    except OSError as error:
        fail(say("server.data-unusable", data=data, why=error.strerror))


def _run(data: Path, chosen: Config, say: Words, *, demo: bool, as_json: bool) -> None:
    """Open the house and serve it."""
    from server.app import create_app
    from server.opening import opened
    from server.serve import addresses, listen, serve, url
    from server.shell import Shell

    try:
        listener = listen(chosen.host, chosen.port)
    except OSError as error:
        where = {"host": chosen.host, "port": chosen.port}
        fail(say("server.port-taken", **where, why=error.strerror))
    port = listener.getsockname()[1]
    far, near = (url(host, port, chosen.tls) for host in addresses(chosen.host))
    with listener, ExitStack() as parts:
        address = chosen.public_url or far
        try:
            house = parts.enter_context(opened(data, chosen, address=address, demo=demo))
        except (StoreError, sqlite3.DatabaseError):
            raise  # these have sentences of their own
        except Exception as error:  # noqa: BLE001 - a person started this, and reads no traceback
            fail(say("server.cannot-start", data=data, why=_told(error)))
        shell = Shell(create_app(house, demo=demo), house)
        gc.freeze()  # what is loaded now stays: the collector need not look at it again
        serve(
            shell,
            listener,
            house.news.hub,
            tls=chosen.tls,
            ready=lambda: _say_ready(house, near, say, as_json=as_json, demo=demo),
        )


def _told(error: Exception) -> str:
    """An unforeseen error in one line for whoever mends it: what, and at which line of ours."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({Path(last.filename).name}:{last.lineno})"


def _say_ready(house: House, url: str, say: Words, *, as_json: bool, demo: bool) -> None:
    """Tell whoever started the server where it is."""
    if as_json:
        ready: dict[str, object] = {"url": url, "site": house.config.site}
        if demo:
            ready["tokens"] = house.accounts.demo_tokens
        click.echo(msgspec.json.encode(ready))
    else:
        click.echo(say("server.ready", url=url, site=house.config.site))
        if demo:
            click.echo(say("server.demo"))
            for what, path in PAGES.items():
                click.echo(say("server.address", what=say(f"server.{what}"), url=f"{url}{path}"))
    sys.stdout.flush()


def fail(sentence: str) -> NoReturn:
    """Say what is wrong and how to mend it, and end with exit code 1."""
    click.echo(sentence, err=True)
    sys.exit(1)
