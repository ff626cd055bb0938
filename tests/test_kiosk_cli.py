"""Rules of the `luot kiosk` command that need no glass."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner

from kiosk import badge, pictures, pin
from kiosk.cli import kiosk
from kiosk.cli_setup import kiosk_pair, kiosk_pin
from kiosk.monitor import unreachable
from kiosk.pictures import Album
from luot import words
from luot.client import Paired

SCREENS = ("SDL_VIDEODRIVER", "WAYLAND_DISPLAY", "LUOT_TOKEN")


@contextmanager
def server(status: int, body: dict[str, object], kind: str = "application/json") -> Iterator[str]:
    """A server that answers every request alike."""

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the name that http.server calls
            content = json.dumps(body).encode()
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Nothing on stderr."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    Thread(target=http.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{http.server_address[1]}"
    finally:
        http.shutdown()
        http.server_close()


def said(*args: str) -> tuple[int, str]:
    result = CliRunner().invoke(kiosk, args, env={"LUOT_TOKEN": "", "DISPLAY": ""})
    return result.exit_code, result.output.strip()


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (("--size", "big"), "1080x1920"),
        (("--printer", "usb"), "tcp://"),
        (("--profile", "fax"), "raster-lean"),
        ((), "--pair"),
    ],
)
def test_wrong_use_is_one_sentence_with_the_remedy(
    args: tuple[str, ...], word: str, tmp_path: Path
) -> None:
    for lang in ("vi", "en"):
        code, output = said("--server", "http://x", "--data", str(tmp_path), "--lang", lang, *args)
        assert code == 2
        assert word in output
        assert "\n" not in output


def test_a_spoilt_file_of_printers_is_named_before_a_code_is_spent(tmp_path: Path) -> None:
    (tmp_path / "printers.toml").write_text("[quay-1]\ndots = 9\n", encoding="utf-8")
    args = ("--server", "http://x", "--data", str(tmp_path), "--pair", "7K3Q-W9X2", "--lang", "en")
    code, output = said(*args, "--profile", "quay-1")
    assert code == 1
    assert "quay-1.dots = 9 must be" in output


def test_a_code_that_is_not_for_a_kiosk_is_refused_and_nothing_is_kept(tmp_path: Path) -> None:
    with server(200, {"token": "t", "scope": "display"}) as url:
        code, output = said("--server", url, "--pair", "ABCD", "--data", str(tmp_path))
    assert (code, "display" in output) == (1, True)
    assert badge.load(tmp_path) is None


def test_a_wrong_code_is_said_in_the_servers_words(tmp_path: Path) -> None:
    no: dict[str, object] = {"code": "code-wrong", "title": "Mã chưa đúng."}
    with server(409, no, "application/problem+json") as url:
        assert said("--server", url, "--pair", "X", "--data", str(tmp_path)) == (1, "Mã chưa đúng.")


def test_a_server_that_is_away_is_named(tmp_path: Path) -> None:
    code, output = said("--server", "http://127.0.0.1:1", "--pair", "X", "--data", str(tmp_path))
    assert (code, "http://127.0.0.1:1" in output) == (1, True)


def test_a_broken_badge_names_the_file_and_the_remedy(tmp_path: Path) -> None:
    (tmp_path / badge.NAME).write_text("{")
    code, output = said("--server", "http://x", "--data", str(tmp_path))
    assert (code, str(tmp_path / badge.NAME) in output, "--pair" in output) == (1, True, True)


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_a_code_is_not_spent_where_the_badge_cannot_be_kept(tmp_path: Path, lang: str) -> None:
    (tmp_path / "file").touch()
    folder = tmp_path / "file" / "own"
    order = ("--server", "http://127.0.0.1:1", "--pair", "X", "--data", str(folder))
    code, output = said(*order, "--lang", lang)
    assert (code, str(folder) in output, "127.0.0.1" in output) == (1, True, False)
    assert "\n" not in output


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_a_screen_that_does_not_answer_is_refused_in_one_sentence(lang: str) -> None:
    order = ["--server", "http://127.0.0.1:1", "--token", "t", "--lang", lang]
    command = [sys.executable, "-m", "luot", "kiosk", *order]
    own = {key: os.environ[key] for key in os.environ if key not in SCREENS}
    ended = subprocess.run(
        command,
        env=own | {"DISPLAY": ":64999"},
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    sentence = words.load(lang)("kiosk.cli.no_screen", display=":64999")
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", f"{sentence}\n")


def test_a_disk_that_takes_no_picture_is_told_once_and_breaks_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    album = Album(tmp_path)
    (tmp_path / pictures.NAME).mkdir()
    for _ in range(3):
        album.keep(bytes(3), (1, 1))
    assert len(caplog.records) == 1
    (tmp_path / pictures.NAME).rmdir()
    album.keep(bytes(3), (1, 1))
    assert (tmp_path / pictures.NAME).is_file()


def test_who_chose_a_driver_or_another_screen_is_not_held_up() -> None:
    assert unreachable({"DISPLAY": ":64999"}) == ":64999"
    for chosen in ({"SDL_VIDEODRIVER": "offscreen"}, {"WAYLAND_DISPLAY": "wayland-0"}):
        assert unreachable({"DISPLAY": ":64999"} | chosen) is None
    assert unreachable({}) is None


def test_a_badge_is_kept_whole_and_for_its_owner_only(tmp_path: Path) -> None:
    mine = Paired(token="t", name="Cửa chính", scope="kiosk", site="S042", kiosk=2, key="ab")
    badge.keep(tmp_path / "new", mine)
    assert badge.load(tmp_path / "new") == mine
    assert stat.S_IMODE((tmp_path / "new" / badge.NAME).stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "new").iterdir()] == [badge.NAME]


def test_a_pin_is_asked_for_twice_and_kept_only_if_it_is_one(tmp_path: Path) -> None:
    def set_to(first: str, second: str) -> tuple[int, bool]:
        order = ["--data", str(tmp_path)]
        result = CliRunner().invoke(kiosk_pin, order, input=f"{first}\n{second}\n")
        return result.exit_code, (tmp_path / pin.NAME).exists()

    assert set_to("271828", "271829") == (2, False)
    assert set_to("1234", "1234") == (2, False)
    assert set_to("271828", "271828") == (0, True)


def test_a_kiosk_is_paired_without_being_opened(tmp_path: Path) -> None:
    mine: dict[str, object] = {"token": "t", "name": "Cửa", "scope": "kiosk", "site": "S042"}
    with server(200, mine) as url:
        order = ["7K3Q-W9X2", "--server", url, "--data", str(tmp_path)]
        result = CliRunner().invoke(kiosk_pair, order)
    assert (result.exit_code, url in result.output) == (0, True)
    found = badge.load(tmp_path)
    assert found is not None
    assert found.token == "t"
