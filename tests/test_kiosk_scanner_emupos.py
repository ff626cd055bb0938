"""What an independent scanner sends is heard as it was scanned."""

import time
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from tempfile import TemporaryDirectory

import pytest

from kiosk.scanner import Frame, Scanner, port, scanner_at
from tests.emupos import Emupos, NoEmupos, find
from tests.scanners import wait_for

CARD = "038050001234||Nguyễn Thị Mận|24021950|Nữ|Phố 3, Đông Sơn|01052021"


@pytest.fixture(params=["enter", "tab", "none"])
def emupos(request: pytest.FixtureRequest) -> Iterator[Emupos]:
    try:
        program = find()
        with TemporaryDirectory() as folder:
            running = Emupos(program, Path(folder), suffix=request.param)
            yield running
            running.stop()
    except NoEmupos as reason:
        pytest.skip(str(reason))


@pytest.mark.slow
def test_an_independent_scanner_is_heard_with_and_without_its_suffix(emupos: Emupos) -> None:
    frames: Queue[Frame] = Queue()
    scanner = Scanner(port(scanner_at(emupos.scanner_address)), frames.put, time.monotonic)
    scanner.start()
    wait_for(lambda: scanner.there)
    for text in (CARD, "HTTPS://LUOT.EXAMPLE/T/S0-7K3QW9X2M4ZD-PJK7"):
        emupos.scan(text)
        assert frames.get(timeout=5).text() == text
    scanner.stop()
