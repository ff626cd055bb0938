"""Tells whoever started the kiosk that it lives: the notify protocol of sd_notify(3)."""

import os
from collections.abc import Mapping
from contextlib import suppress
from socket import AF_UNIX, SOCK_DGRAM, socket
from typing import Final

BEATS: Final = 4
"""Beats in the time after which silence counts as death: one may get lost, or be late."""
USUAL_SECONDS: Final = 1.0
MICRO: Final = 1_000_000


class Pulse:
    """The kiosk's heartbeat; it beats into nothing where nobody listens.

    It must be beaten by the thread that draws: any other would go on while the glass stands still.
    """

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        name = environment.get("NOTIFY_SOCKET", "")
        self._address = "\0" + name[1:] if name.startswith("@") else name
        silence = int(environment.get("WATCHDOG_USEC", "0")) / MICRO
        self.seconds = silence / BEATS or USUAL_SECONDS

    def ready(self) -> None:
        """The first picture stands on the glass."""
        self._say("READY=1")

    def beat(self) -> None:
        """The glass still moves."""
        self._say("WATCHDOG=1")

    def stopping(self) -> None:
        """It ends, and means to."""
        self._say("STOPPING=1")

    def _say(self, word: str) -> None:
        if not self._address:
            return
        # Whoever listens may be gone or too busy: a citizen's touch does not wait for that.
        with suppress(OSError), socket(AF_UNIX, SOCK_DGRAM) as line:
            line.settimeout(0)
            line.sendto(word.encode(), self._address)
