"""The page that stands in for the printer of a sample centre."""

import os
from pathlib import Path

import httpx
import pytest
from PIL import Image

from server.paper import FOLDER, SHOWN
from tests.servers import Server


def page(server: Server, path: str) -> httpx.Response:
    return httpx.get(server.url + path, headers={"Accept-Language": "vi"}, trust_env=False)


def print_one(server: Server, name: str, at: int) -> Path:
    folder = server.data / FOLDER
    folder.mkdir(exist_ok=True)
    path = folder / name
    Image.new("1", (8, 8), 1).save(path)
    os.utime(path, (at, at))
    return path


def test_tickets_are_shown_newest_first_and_only_so_many(server: Server) -> None:
    assert "Chưa có phiếu nào." in page(server, "/paper").text
    for at in range(SHOWN + 3):
        print_one(server, f"20261123-0800{at:02}-A0{at:02}.png", 1_795_000_000 + at)
    print_one(server, "latest.png", 1_796_000_000)
    text = page(server, "/paper").text
    assert text.count("<figure>") == SHOWN
    assert text.index("A026.png") < text.index("A025.png") < text.index("A003.png")
    assert "A002.png" not in text
    assert "latest.png" not in text
    shown = page(server, "/paper/20261123-080026-A026.png")
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/png")


@pytest.mark.parametrize(
    "path",
    ["/paper/nothing.png", "/paper/..%2Fluot.toml", "/paper/../luot.toml", "/paper/luot.toml"],
)
def test_nothing_but_tickets_is_shown(server: Server, path: str) -> None:
    (server.data / FOLDER).mkdir(exist_ok=True)
    assert page(server, path).status_code == 404
