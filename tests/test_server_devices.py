"""Staff know how each kiosk's printer is, by what its kiosk told last."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import httpx
import msgspec
import pytest

from printer.status import Trouble
from server.accounts import Device
from server.actor import Scope
from server.devices import (
    KEYS,
    SILENT,
    DeviceRow,
    Devices,
    PrinterNotice,
    PrinterRow,
    PrinterTrouble,
    Report,
)
from server.orders import KeyReused
from tests.halls import utc
from tests.screens import until
from tests.servers import Server, problem

WELL = Report(trouble=None, paper_low=False)
OUT = Report(trouble=PrinterTrouble.PAPER_OUT, paper_low=False, target="tcp://10.0.0.9:9100")
LOW = Report(trouble=None, paper_low=True, roll_metres=7.5)
DOOR, SAMPLE, HALL = "Cửa chính", "demo-kiosk", "Sảnh"
EIGHT = "2026-11-23T01:00:00.000000Z"
SENT = {"trouble": "paper-out", "paper_low": False, "roll_metres": None, "target": "tcp://x:9100"}


def device(name: str, scope: Scope = Scope.KIOSK, kiosk: int | None = 0) -> Device:
    return Device(name=name, scope=scope, kiosk=kiosk, seen_at=None)


class Rig:
    """Devices by a clock that is set, and everything that staff were told."""

    def __init__(self) -> None:
        self.now = utc(8)
        self.paired = [device(SAMPLE), device(DOOR, kiosk=1), device(HALL, Scope.DISPLAY, None)]
        self.told: list[list[PrinterNotice]] = []
        self.keys = 0
        self.devices = Devices(
            lambda: self.paired, lambda: self.now, lambda told: self.told.append([*told])
        )

    def report(self, report: Report, kiosk: str = DOOR, *, after: float = 0) -> None:
        """A report under a fresh key, so many minutes later."""
        self.now += timedelta(minutes=after)
        self.keys += 1
        self.devices.report(kiosk, f"k{self.keys}", report)


def notice(**fields: object) -> PrinterNotice:
    told = PrinterNotice(
        kiosk=DOOR,
        number=2,
        name=DOOR,
        trouble=PrinterTrouble.PAPER_OUT,
        paper_low=False,
        since=EIGHT,
        silent_since=None,
    )
    return msgspec.structs.replace(told, **fields)


def test_every_trouble_of_a_printer_can_be_told() -> None:
    assert set(Trouble) <= set(PrinterTrouble)


def test_staff_are_told_of_a_trouble_once_and_once_that_it_is_over() -> None:
    rig = Rig()
    rig.report(WELL)
    rig.report(OUT)
    rig.report(OUT, after=1)
    rig.report(replace(OUT, roll_metres=3.0), after=1)
    rig.report(WELL, after=1)
    assert rig.told == [[notice()], []]


def test_another_trouble_is_another_notice() -> None:
    rig = Rig()
    rig.report(OUT)
    rig.report(LOW, after=2)
    low = notice(trouble=None, paper_low=True, since="2026-11-23T01:02:00.000000Z")
    assert rig.told == [[notice()], [low]]


def test_a_kiosk_that_nobody_named_is_told_by_its_number() -> None:
    rig = Rig()
    rig.report(OUT, SAMPLE)
    assert rig.told == [[notice(kiosk=SAMPLE, number=1, name=None)]]


def test_of_a_kiosk_that_fell_silent_staff_hear_since_when() -> None:
    rig = Rig()
    rig.report(OUT)
    rig.now += SILENT
    rig.devices.look()
    rig.now += timedelta(seconds=1)
    rig.devices.look()
    rig.devices.look()
    rig.report(OUT)
    assert rig.told == [[notice()], [notice(silent_since=EIGHT)], [notice()]]


def test_a_printer_that_was_well_is_no_news_when_its_kiosk_is_switched_off() -> None:
    rig = Rig()
    rig.report(WELL)
    rig.now += timedelta(hours=12)
    rig.devices.look()
    assert rig.told == []


def test_a_kiosk_whose_key_was_taken_back_is_forgotten() -> None:
    rig = Rig()
    rig.report(OUT)
    there = [*rig.paired]
    rig.paired = [each for each in there if each.name != DOOR]
    rig.devices.look()
    rig.paired = there
    assert rig.told == [[notice()], []]
    assert [each.printer for each in rig.devices.rows()] == [None, None, None]


def test_all_devices_are_listed_and_kiosks_with_what_they_told() -> None:
    rig = Rig()
    rig.report(WELL)
    rig.report(LOW, after=1)
    rig.now += timedelta(minutes=4)
    since = "2026-11-23T01:01:00.000000Z"
    low = PrinterRow(
        trouble=None,
        paper_low=True,
        roll_metres=7.5,
        target="",
        since=since,
        reported_at=since,
        silent=True,
    )
    assert rig.devices.rows() == [
        DeviceRow(name=SAMPLE, kind="kiosk", kiosk=0, seen_at=None, printer=None),
        DeviceRow(name=DOOR, kind="kiosk", kiosk=1, seen_at=None, printer=low),
        DeviceRow(name=HALL, kind="display", kiosk=None, seen_at=None, printer=None),
    ]


def test_a_late_retry_does_not_undo_a_newer_report() -> None:
    rig = Rig()
    rig.devices.report(DOOR, "old", OUT)
    rig.report(WELL)
    rig.devices.report(DOOR, "old", OUT)
    assert rig.told == [[notice()], []]


def test_a_key_stands_for_one_report_of_one_kiosk() -> None:
    rig = Rig()
    rig.devices.report(DOOR, "k", OUT)
    rig.devices.report(SAMPLE, "k", WELL)
    with pytest.raises(KeyReused):
        rig.devices.report(DOOR, "k", WELL)
    assert rig.told == [[notice()]]


def test_only_the_last_keys_are_kept() -> None:
    rig = Rig()
    rig.devices.report(DOOR, "first", OUT)
    for _ in range(KEYS):
        rig.report(OUT)
    rig.devices.report(DOOR, "first", WELL)
    assert rig.told == [[notice()], []]


def test_a_report_and_its_retry_are_answered_alike(server: Server) -> None:
    first = server.post("/devices/printer", SENT, by="kiosk", key="report-1")
    again = server.post("/devices/printer", SENT, by="kiosk", key="report-1")
    assert (first.status_code, first.json()) == (200, {"told": False})
    assert again.content == first.content
    other = server.post("/devices/printer", SENT | {"paper_low": True}, by="kiosk", key="report-1")
    assert problem(other) == (422, "key-reused")


@pytest.mark.parametrize(
    ("by", "body", "answered"),
    [
        (None, SENT, (401, "signed-out")),
        ("display", SENT, (403, "not-allowed")),
        ("official", SENT, (403, "not-allowed")),
        ("kiosk", {}, (400, "malformed")),
        ("kiosk", {"trouble": None}, (400, "malformed")),
        ("kiosk", SENT | {"trouble": "tired"}, (400, "malformed")),
        ("kiosk", SENT | {"paper_low": 1}, (400, "malformed")),
        ("kiosk", SENT | {"roll_metres": -0.1}, (400, "malformed")),
        ("kiosk", SENT | {"target": "x" * 201}, (400, "malformed")),
        ("kiosk", SENT | {"mood": "good"}, (400, "malformed")),
    ],
)
def test_what_is_no_report_of_a_kiosk_is_refused(
    server: Server, by: str | None, body: object, answered: tuple[int, str]
) -> None:
    assert problem(server.post("/devices/printer", body, by=by)) == answered


def test_a_report_needs_a_key_and_comes_from_no_other_site(server: Server) -> None:
    url = f"{server.url}/api/v1/devices/printer"
    bearer = {"Authorization": f"Bearer {server.tokens['kiosk']}"}
    keyless = httpx.post(url, json=SENT, headers=bearer, trust_env=False)
    assert problem(keyless) == (400, "key-missing")
    strange = bearer | {"Idempotency-Key": "k", "Sec-Fetch-Site": "cross-site"}
    foreign = httpx.post(url, json=SENT, headers=strange, trust_env=False)
    assert problem(foreign) == (403, "cross-site")


def test_staff_see_the_devices_and_others_do_not(server: Server) -> None:
    server.post("/devices/printer", SENT, by="kiosk")
    for right in ("official", "manager", "admin"):
        listed = server.get("/devices", by=right).json()["devices"]
        assert [(each["name"], each["kind"], each["kiosk"]) for each in listed] == [
            ("demo-kiosk", "kiosk", 0),
            ("demo-display", "display", None),
        ]
        told = listed[0]["printer"]
        assert {name: told[name] for name in SENT} == SENT
        assert told["silent"] is False
        assert listed[0]["seen_at"] is not None
        assert listed[1]["printer"] is None
    for right in ("kiosk", "display"):
        assert problem(server.get("/devices", by=right)) == (403, "not-allowed")


def test_the_health_names_the_printers_in_trouble_only(server: Server) -> None:
    def named() -> list[tuple[str, str]]:
        told = httpx.get(f"{server.url}/healthz", trust_env=False).json()["printers_in_trouble"]
        return [(each["kiosk"], each["trouble"]) for each in told]

    server.post("/devices/printer", SENT, by="kiosk")
    assert named() == [("demo-kiosk", "paper-out")]
    server.post("/devices/printer", {"trouble": None, "paper_low": True}, by="kiosk")
    assert named() == []


class Page:
    """What a listener on the live stream is told beside the hall's events."""

    def __init__(self, server: Server, right: str) -> None:
        self.url, self.headers = f"{server.url}/api/v1/events", server.headers(right)
        self.heard: list[object] = []
        self.listening = threading.Event()
        self.leave = threading.Event()

    def listen(self) -> None:
        with httpx.stream(
            "GET", self.url, headers=self.headers, timeout=20, trust_env=False
        ) as told:
            lines = told.iter_lines()
            next(lines)
            self.listening.set()
            for line in lines:
                if line.startswith("data: "):
                    self.heard.append(json.loads(line[6:]))
                if self.leave.is_set():
                    return


@contextmanager
def listening(server: Server, right: str) -> Iterator[Page]:
    """A page that listens; the next report lets it go."""
    page = Page(server, right)
    thread = threading.Thread(target=page.listen)
    thread.start()
    assert page.listening.wait(10)
    try:
        yield page
    finally:
        page.leave.set()
        server.take()  # something to hear, so that it looks up
        thread.join(20)


def kinds(page: Page) -> list[object]:
    """The troubles in each notice."""
    notices = [
        each["printers"] for each in page.heard if isinstance(each, dict) and "printers" in each
    ]
    return [[row["trouble"] for row in rows] for rows in notices]


def test_a_page_hears_what_holds_and_what_changes_and_the_kiosk_that_it_was_told(
    server: Server,
) -> None:
    server.post("/devices/printer", SENT, by="kiosk")
    with listening(server, "official") as page:
        until(lambda: kinds(page), [["paper-out"]])
        well = server.post("/devices/printer", {"trouble": None, "paper_low": False}, by="kiosk")
        assert well.json() == {"told": True}
        until(lambda: kinds(page), [["paper-out"], []])


def test_the_hall_is_told_nothing_of_printers(server: Server) -> None:
    with listening(server, "display") as page:
        told = server.post("/devices/printer", SENT, by="kiosk")
        assert told.json() == {"told": False}
        server.post("/devices/printer", {"trouble": None, "paper_low": False}, by="kiosk")
    assert kinds(page) == []


def test_a_restart_forgets_it(server: Server) -> None:
    server.post("/devices/printer", SENT, by="kiosk")
    server.restart()
    assert {each["name"]: each["printer"] for each in server.get("/devices").json()["devices"]} == {
        "demo-kiosk": None,
        "demo-display": None,
    }
