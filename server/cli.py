"""The `luot server` command."""

import errno
import gc
import logging
import socket
import sqlite3
import ssl
import sys
import traceback
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import click
import msgspec

from luot import config, words
from luot.config import FILE, Config, Tls
from luot.words import Words
from server.catalogue_rows import CatalogueError
from server.cli_journal import in_data, in_language, says_what_is_wrong
from server.house import House
from server.store import StoreError

PAGES = {
    "display": "/demo/display",
    "counter": "/demo/official?next=/counter/1",
    "manager": "/demo/manager",
    "paper": "/paper",
}


# An address of another computer, or of no kind that this one has.
NOT_HERE = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT, errno.EINVAL)


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
    settings = _settings(data, demo=demo)
    chosen = replace(
        settings,
        host=settings.host if host is None else host,
        port=settings.port if port is None else port,
    )
    _run(data, chosen, say, demo=demo, as_json=as_json)


def _settings(data: Path, *, demo: bool) -> Config:
    """The centre's settings; those of the sample centre where a demo finds none."""
    file = data / FILE
    if demo and not file.exists():
        data.mkdir(parents=True, exist_ok=True)
        config.write_demo(file)
    return config.load(file)


def _run(data: Path, chosen: Config, say: Words, *, demo: bool, as_json: bool) -> None:
    """Open the house and serve it."""
    from server.app import create_app
    from server.opening import opened
    from server.serve import addresses, serve, url
    from server.shell import Shell

    if chosen.tls is not None:
        _check(chosen.tls, say)
    listener = _listener(chosen, say)
    port = listener.getsockname()[1]
    far, near = (url(host, port, chosen.tls) for host in addresses(chosen.host))
    with listener, ExitStack() as parts:
        address = chosen.public_url or far
        try:
            house = parts.enter_context(opened(data, chosen, address=address, demo=demo))
        except (StoreError, sqlite3.DatabaseError, OSError):
            raise  # these have sentences of their own
        except CatalogueError as error:
            fail("\n".join(error.sentences(say)))
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


def _check(tls: Tls, say: Words) -> None:
    """End with a sentence where browsers could not be answered with this certificate."""
    try:
        # a key with a password is refused: nobody is there to type it when the power comes back
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(tls.cert, tls.key, lambda: "")
    except (OSError, ValueError) as error:
        why = getattr(error, "reason", None) or _reason(error)
        fail(say("server.tls-unusable", cert=tls.cert, private=tls.key, why=why))


def _listener(chosen: Config, say: Words) -> socket.socket:
    """The socket that the hall's devices reach, or a sentence about the port or the address."""
    from server.serve import listen

    try:
        return listen(chosen.host, chosen.port)
    except (OSError, UnicodeError) as error:
        port_is_free = isinstance(error, socket.gaierror | UnicodeError)
        if port_is_free or getattr(error, "errno", None) in NOT_HERE:
            fail(say("server.host-unusable", host=chosen.host, why=_reason(error)))
        where = {"host": chosen.host, "port": chosen.port}
        fail(say("server.port-taken", **where, why=_reason(error)))


def _reason(error: Exception) -> object:
    """What the system says, without its number."""
    return getattr(error, "strerror", None) or error


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
