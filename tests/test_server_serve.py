"""Starting and stopping the server, and what it needs while it runs."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from luot.config import FILE, write_demo
from server.serve import addresses, listen, url
from tests.servers import Server, served

ROLES = ["admin", "display", "kiosk", "manager", "official"]


def luot(*words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "luot", "server", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)


def test_one_line_says_where_it_is_and_nothing_else_is_said(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "luot", "server", "--demo", "--json", "--port", "0"]
    process = subprocess.Popen(
        [*command, "--data", str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    ready = json.loads(process.stdout.readline())
    assert list(ready) == ["url", "site", "tokens"]
    assert ready["site"] == "S042"
    assert sorted(ready["tokens"]) == ROLES
    assert httpx.get(f"{ready['url']}/healthz", trust_env=False).status_code == 200
    assert httpx.get(f"{ready['url']}/nothing", trust_env=False).status_code == 404
    process.send_signal(signal.SIGTERM)
    rest, _ = process.communicate(timeout=5)
    assert (rest, process.returncode) == ("", 0)


def test_the_sample_centre_is_made_once_and_keeps_its_tokens(tmp_path: Path) -> None:
    with served(tmp_path) as server:
        first = dict(server.tokens)
        assert server.end() == 0
        server.start()
        assert server.tokens == first
        assert server.take()["number"] == "A001"


def test_a_real_centre_gives_no_tokens_away(tmp_path: Path) -> None:
    write_demo(tmp_path / FILE)
    command = [sys.executable, "-m", "luot", "server", "--json", "--port", "0"]
    process = subprocess.Popen(
        [*command, "--data", str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    ready = json.loads(process.stdout.readline())
    try:
        assert list(ready) == ["url", "site"]
        for page in ("/demo/admin", "/paper"):
            assert httpx.get(ready["url"] + page, trust_env=False).status_code == 404
    finally:
        process.terminate()
        process.communicate(timeout=5)


def test_it_ends_within_five_seconds_whoever_listens(tmp_path: Path) -> None:
    with served(tmp_path) as server:
        line = socket.create_connection(("127.0.0.1", server.port))
        token = server.tokens["display"].encode()
        line.sendall(
            b"GET /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %b\r\n\r\n" % token
        )
        assert line.recv(100).startswith(b"HTTP/1.1 200")
        silent = socket.create_connection(("127.0.0.1", server.port))
        half = socket.create_connection(("127.0.0.1", server.port))
        half.sendall(b"POST /api/v1/tickets HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{")
        began = time.monotonic()
        assert server.end() == 0
        assert time.monotonic() - began < 5
        for each in (line, silent, half):
            each.close()


def test_a_second_server_on_the_same_data_is_refused_in_one_sentence(server: Server) -> None:
    second = luot("--demo", "--json", "--port", "0", "--data", str(server.data))
    assert (second.returncode, second.stdout) == (1, "")
    (sentence,) = second.stderr.splitlines()
    assert sentence.startswith(f"Dữ liệu trong {server.data} đang được tiến trình")
    assert server.take()["number"]


def test_a_taken_port_is_refused_in_one_sentence(server: Server, tmp_path: Path) -> None:
    second = luot("--demo", "--lang", "en", "--port", str(server.port), "--data", str(tmp_path))
    assert (second.returncode, second.stdout) == (1, "")
    (sentence,) = second.stderr.splitlines()
    assert sentence.startswith(f"Cannot listen on 127.0.0.1:{server.port}: ")
    assert sentence.endswith("Please name another port with --port (0 takes any free one).")


def test_settings_that_are_wrong_or_absent_are_named(tmp_path: Path) -> None:
    absent = luot("--data", str(tmp_path))
    assert absent.returncode == 1
    assert FILE in absent.stderr
    (tmp_path / FILE).write_text("[centre]\nsite = 42\n")
    wrong = luot("--data", str(tmp_path), "--lang", "en")
    assert wrong.returncode == 1
    assert "centre.site" in wrong.stderr
    assert "Traceback" not in absent.stderr + wrong.stderr
    assert luot("--port", "70000").returncode == 2


def test_people_are_told_where_to_click(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "luot", "server", "--demo", "--port", "0", "--lang", "en"]
    process = subprocess.Popen(
        [*command, "--data", str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(6)]
    process.terminate()
    process.communicate(timeout=5)
    assert lines[0].startswith("Lượt is running at http://127.0.0.1:")
    assert lines[3].startswith("Counter 1: http://127.0.0.1:")
    assert lines[3].endswith("/demo/official?next=/counter/1\n")


def test_addresses_are_what_browsers_want() -> None:
    assert addresses("127.0.0.1") == ("127.0.0.1", "127.0.0.1")
    assert addresses("192.168.1.10") == ("192.168.1.10", "192.168.1.10")
    assert addresses("fd00::1") == ("[fd00::1]", "[fd00::1]")
    assert addresses("0.0.0.0")[1] == "127.0.0.1"
    assert url("hall.lan", 8080, None) == "http://hall.lan:8080"


def test_small_answers_are_sent_at_once() -> None:
    with listen("127.0.0.1", 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP
        option = listener.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)
        assert option == 30_000


def resident_mb(server: Server) -> float:
    assert server.process is not None
    pages = int(Path(f"/proc/{server.process.pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@pytest.mark.slow
def test_two_hundred_listeners_fit_into_a_small_computer(tmp_path: Path) -> None:
    with served(tmp_path) as server:
        for _ in range(50):
            server.take()
        token = server.tokens["display"].encode()
        lines = []
        for _ in range(200):
            line = socket.create_connection(("127.0.0.1", server.port))
            line.sendall(
                b"GET /api/v1/events?since=0 HTTP/1.1\r\nHost: x\r\n"
                b"Authorization: Bearer %b\r\n\r\n" % token
            )
            assert line.recv(100).startswith(b"HTTP/1.1 200")
            lines.append(line)
        health = httpx.get(f"{server.url}/healthz", trust_env=False).json()
        assert health["listeners"] == 200
        assert resident_mb(server) < 120
        for line in lines:
            line.close()


@pytest.mark.slow
def test_who_sends_half_a_request_is_told_so_and_let_go(server: Server) -> None:
    slow = socket.create_connection(("127.0.0.1", server.port), timeout=15)
    slow.sendall(
        b"POST /api/v1/tickets HTTP/1.1\r\nHost: x\r\nAccept-Language: en\r\n"
        b"Content-Length: 20\r\n\r\n{"
    )
    half = socket.create_connection(("127.0.0.1", server.port), timeout=15)
    half.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nX: ")
    began = time.monotonic()
    with slow, half:
        answer = b""
        while piece := slow.recv(4096):
            answer += piece
        assert half.recv(100) == b""
    assert 9 < time.monotonic() - began < 12
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 408 Request Timeout\r\n")
    assert b"content-type: application/problem+json" in head.lower()
    assert json.loads(body) == {
        "type": "about:blank",
        "title": "What was sent came too slowly and nothing was done. "
        "Please send it again with the same key.",
        "status": 408,
        "code": "too-slow",
    }
