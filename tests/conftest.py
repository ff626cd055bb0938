"""What tests of several parts share."""

from collections.abc import Iterator

import pytest

from tests.servers import Server, served


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real server with a sample centre, the same one for all tests of a module."""
    with served(tmp_path_factory.mktemp("server")) as running:
        yield running
