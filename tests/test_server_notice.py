"""Staff are told when the computer's clock goes astray: on every stream of theirs, and at once."""

import asyncio
from collections.abc import MutableMapping
from typing import Any

from luot.domain.hall import Hall
from server.clock import Astray, Trouble
from server.news import News
from server.stream import Audience, Stream
from server.tokens import Codes
from tests.halls import RULES

BEHIND = Trouble(astray=Astray.BEHIND, minutes=60)
TOLD = b'event: notice\ndata: {"clock":{"astray":"behind","minutes":60}}\n\n'
OVER = b'event: notice\ndata: {"clock":null}\n\n'
HELLO = b"retry: 1000\n\n"


class Room:
    """The streams of a hall in which nothing happens."""

    def __init__(self) -> None:
        self.news = News("e1", Hall(rules=RULES), Codes(b"k" * 32))
        self.news.hub.start(asyncio.get_running_loop())
        self.audience = Audience.OFFICIAL
        self.stream = Stream(self.news.hub, lambda _: self.audience)
        self.told = b""

    async def listens(self) -> None:
        scope = {"method": "GET", "headers": [], "query_string": b""}
        await self.stream(scope, self._stays, self._hears)

    async def _stays(self) -> dict[str, Any]:
        await asyncio.Event().wait()
        return {}

    async def _hears(self, part: MutableMapping[str, Any]) -> None:
        self.told += part.get("body", b"")

    async def warn(self, *troubles: Trouble | None) -> bytes:
        """All that a listener is told while these troubles come and go."""
        self.told = b""
        listening = asyncio.create_task(self.listens())
        await asyncio.sleep(0.01)
        for trouble in troubles:
            self.news.warn(trouble)
            await asyncio.sleep(0.01)
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        return self.told


def test_a_listener_is_told_of_a_trouble_and_of_its_end() -> None:
    async def hall() -> None:
        room = Room()
        assert await room.warn() == HELLO
        assert await room.warn(BEHIND) == HELLO + TOLD
        assert await room.warn() == HELLO + TOLD
        assert await room.warn(BEHIND, None) == HELLO + TOLD + OVER
        assert await room.warn() == HELLO

    asyncio.run(hall())


def test_a_screen_in_the_hall_is_told_nothing_of_it() -> None:
    async def hall() -> None:
        room = Room()
        room.audience = Audience.BOARD
        assert await room.warn(BEHIND, None, BEHIND) == HELLO

    asyncio.run(hall())
