"""A real kiosk with a scanner: paper for a number, back in line, and no trace of a card."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from luot.client import Client
from luot.domain.ticket import Paper, State
from tests.relay import Relay
from tests.scanners import ScannerCable, wait_for
from tests.servers import miss_at_once

pytest.importorskip("Xlib.display", reason="python-xlib is not installed here")
pytest.importorskip("kivy", reason="Kivy is not installed here")
from tests.kiosk_window import ON_SCREEN, Kiosk, kiosk_window

pytestmark = ON_SCREEN

FIRST = (540, 1486)
BIRTH = "1.001193"


@dataclass
class Stand:
    """The kiosk, its scanner, its folder, and the two who work at the hall."""

    kiosk: Kiosk
    cable: ScannerCable
    folder: Path
    citizen: Client
    official: Client
    relay: Relay

    def scan(self, text: str) -> dict[str, Any]:
        """Hold a code up; what the glass says of it once it knows."""
        self.cable.scan(text)
        return self.kiosk.until(lambda line: line["screen"] == "scan" and not line["busy"])

    def hears(self, times: int = 1) -> None:
        """Wait until the scanner is listened to, for the so-many-th time."""
        log = self.folder / "kiosk.log"
        wait_for(lambda: log.read_text(encoding="utf-8").count("the scanner is there") == times)

    def home(self) -> None:
        self.kiosk.touch((220, 1810))
        self.kiosk.until(lambda line: line["screen"] == "home")


@pytest.fixture(scope="module")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    folder = tmp_path_factory.mktemp("scans")
    miss_at_once(folder / "data")
    cable = ScannerCable(folder / "scanner")
    relays: list[Relay] = []

    def by(url: str) -> str:
        relays.append(Relay(url))
        return relays[0].url

    options = "--scanner", cable.address
    with ExitStack() as stack:
        stack.callback(cable.unplug)
        stack.callback(lambda: relays[0].close() if relays else None)
        window = stack.enter_context(
            kiosk_window(folder, f"folder:{folder / 'paper'}", *options, by=by)
        )
        url, tokens = window.server["url"], window.server["tokens"]
        citizen = stack.enter_context(Client(url, tokens["kiosk"]))
        official = stack.enter_context(Client(url, tokens["official"]))
        official.open_counter(1)
        stand = Stand(window, cable, folder, citizen, official, relays[0])
        stand.hears()
        yield stand


def test_a_number_on_the_phone_gets_its_paper(stand: Stand) -> None:
    issued = stand.citizen.take_ticket(procedures=(BIRTH,))
    before = set((stand.folder / "paper").glob("*-*.png"))
    said = stand.scan(issued.url)
    assert (said["number"], said["state"]) == (issued.number, "Đang chờ")
    stand.kiosk.touch(FIRST)
    stand.kiosk.until(lambda line: line.get("says") == "Mời lấy phiếu")
    (paper,) = set((stand.folder / "paper").glob("*-*.png")) - before
    assert issued.number in paper.name
    wait_for(lambda: stand.citizen.holding(issued.token).paper is Paper.PRINTED)
    stand.kiosk.touch((540, 1520))
    stand.kiosk.until(lambda line: line["screen"] == "home")


def test_whoever_missed_the_call_stands_in_the_line_again(stand: Stand) -> None:
    issued = stand.citizen.take_ticket(procedures=(BIRTH,))
    stand.official.call(issued.id, 1, "test")
    stand.official.missed(issued.id)
    assert stand.scan(issued.url)["state"] == "Vắng mặt"
    stand.kiosk.touch(FIRST)
    stand.kiosk.until(lambda line: line.get("title") == "Đã quay lại hàng")
    found = stand.citizen.holding(issued.token)
    assert (found.state, found.number) == (State.WAITING, issued.number)
    waiting = stand.official.counter(1).waiting
    assert issued.number in [ticket.number for ticket in waiting]
    stand.home()


PARTS = ("038050001234", "171234567", "Nguyễn Thị Mận", "Mận", "24021950", "Phố 3", "01052021")
OLD_CARD = "038050001234|171234567|Nguyễn Thị Mận|24021950|Nữ|Phố 3, Đông Sơn|01052021"
DOSSIER = "H56.120-250919-7741"


def test_a_card_that_was_read_leaves_no_trace(stand: Stand) -> None:
    """Neither on the disk of kiosk or server, nor in a log, nor in a request."""
    assert stand.scan(OLD_CARD)["title"] == "Được ưu tiên"
    stand.cable.send(OLD_CARD.encode("utf-16") + b"\r")
    stand.kiosk.touch(FIRST)
    stand.kiosk.until(lambda line: line["screen"] == "home")
    stand.kiosk.touch((200, 480))
    stand.kiosk.until(lambda line: line["screen"] == "confirm")
    stand.kiosk.touch((540, 1480))
    number = stand.kiosk.until(lambda line: line["screen"] == "ticket")["number"]
    stand.kiosk.until(lambda line: line.get("says") == "Mời lấy phiếu")
    stand.kiosk.touch((540, 1520))
    stand.kiosk.until(lambda line: line["screen"] == "home")
    stand.cable.scan(DOSSIER)
    stand.kiosk.until(lambda line: line["screen"] == "confirm")
    stand.home()
    files = [each for each in stand.folder.rglob("*") if each.is_file()]
    kept = {each: each.read_bytes() for each in files} | {Path("requests"): stand.relay.sent}
    assert any(number.encode() in content for content in kept.values())
    found = {
        (str(place), part)
        for place, content in kept.items()
        for part in (*PARTS, DOSSIER, "250919-7741")
        for form in traces(part)
        if form in content
    }
    assert found == set()
    assert b"not UTF-8" in kept[stand.folder / "kiosk.log"]
    assert b'"priority":"elderly"' in kept[Path("requests")]


def traces(part: str) -> set[bytes]:
    """A part of a card as files, URLs and JSON may hold it."""
    escaped = json.dumps(part)[1:-1]
    return {part.encode(), part.encode("utf-16-le"), quote(part).encode(), escaped.encode()}


def test_the_scanner_may_be_unplugged(stand: Stand) -> None:
    stand.cable.unplug()
    log = stand.folder / "kiosk.log"
    wait_for(lambda: "no scanner" in log.read_text(encoding="utf-8"))
    stand.cable.plug_in()
    stand.hears(times=2)
    assert stand.scan("893123456789")["title"].startswith("Mã này không phải")
    stand.home()
