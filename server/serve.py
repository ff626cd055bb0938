"""Serving the hall's network: one process, one event loop, a few threads for Flask."""

import asyncio
import resource
import signal
import socket
from collections.abc import Callable
from typing import Any

import uvicorn

from luot.config import Tls
from server.hub import Hub
from server.sockets import MOST, MOST_FROM_ONE, Crowd, HallProtocol

BACKLOG = 512
FILES = 8192
UNHEARD_MS = 30_000
LOCAL = "127.0.0.1"


def listen(host: str, port: int) -> socket.socket:
    """A socket on which the hall's devices are heard; OSError where that cannot be."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, because asyncio sends small answers at once only where it knows that it is.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            # Who was switched off, or does not read, must not hold a line for a quarter hour.
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNHEARD_MS)
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def addresses(host: str) -> tuple[str, str]:
    """How others reach this computer when it listens on `host`, and how its own programs do."""
    if host not in {"0.0.0.0", "::", ""}:  # noqa: S104 - only compared
        named = f"[{host}]" if ":" in host else host
        return named, named
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 9))  # sends nothing, only asks which way it would go
        except OSError:
            return LOCAL, LOCAL
        return str(probe.getsockname()[0]), LOCAL


def url(host: str, port: int, tls: Tls | None) -> str:
    """The address of a server as browsers want it."""
    return f"{'https' if tls else 'http'}://{host}:{port}"


def room() -> int:
    """How many lines there is room for, with as many open files as the system allows.

    Half of the files are for whoever is turned away, for the database and for the streams.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    files = FILES if hard == resource.RLIM_INFINITY else min(hard, FILES)
    if soft != resource.RLIM_INFINITY and soft < files:
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, hard))
    return min(MOST, files // 2)


class _Server(uvicorn.Server):
    """Says when it is ready, and lets go of all listeners when it ends."""

    def __init__(self, config: uvicorn.Config, hub: Hub[Any], ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._hub = hub
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer."""
        await super().startup(sockets)
        self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams, let the answers under way go out, and stop."""
        self._hub.close()
        await super().shutdown(sockets)


def serve(
    app: Any,  # noqa: ANN401 - uvicorn takes any ASGI application
    listener: socket.socket,
    hub: Hub[Any],
    *,
    tls: Tls | None = None,
    ready: Callable[[], None] = lambda: None,
) -> None:
    """Answer on a socket until SIGTERM or SIGINT, then end within a few seconds."""
    lines = room()

    class Protocol(HallProtocol):
        """The lines to this server."""

        crowd = Crowd(lines, min(MOST_FROM_ONE, lines // 2))

    config = uvicorn.Config(
        app,
        workers=1,
        http=Protocol,
        ws="none",
        lifespan="on",
        timeout_keep_alive=20,
        timeout_graceful_shutdown=2,
        backlog=BACKLOG,
        server_header=False,
        proxy_headers=False,
        access_log=False,
        log_config=None,
        ssl_certfile=tls.cert if tls else None,
        ssl_keyfile=tls.key if tls else None,
    )
    # uvicorn raises the signal anew at its end; by then it has done its work.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _already_heard)
    with asyncio.Runner() as runner:
        runner.run(_Server(config, hub, ready).serve([listener]))


def _already_heard(number: int, frame: object) -> None:
    """Do nothing."""
