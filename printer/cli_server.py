"""The server as the printer's commands ask it; loaded only by those that do, for it takes time."""

from collections.abc import Iterator
from contextlib import contextmanager

from luot.client import Away, Client, Refused
from printer.asking import UnknownProcedure
from printer.cli_kit import Wrong


@contextmanager
def line(server: str, token: str | None) -> Iterator[Client]:
    """A line to the server; whatever it does not answer ends the command with a sentence."""
    try:
        with Client(server, token) as client:
            yield client
    except Refused as refused:
        raise Wrong("refused", server=server, why=refused.title) from refused
    except Away as away:
        raise Wrong("away", server=server) from away
    except UnknownProcedure as unknown:
        raise Wrong("no_procedure", code=unknown.code) from unknown
