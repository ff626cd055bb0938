"""What tests of several parts share."""

import os
from collections.abc import Iterator

import pytest

from tests.servers import Server, served

# Kiosks that are started here must not be heard in the room.
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real server with a sample centre, the same one for all tests of a module."""
    with served(tmp_path_factory.mktemp("server")) as running:
        yield running
