"""How the server is, for whoever looks after it."""

import shutil
import sqlite3
from http import HTTPStatus

import msgspec
from flask import Blueprint, Response

from luot.messages import instant
from server.api import json
from server.devices import DeviceRow, PrinterTrouble
from server.house import house
from server.store import is_old_sqlite

health = Blueprint("health", __name__)

LITTLE_SPACE = 200 * 1024 * 1024


class Device(msgspec.Struct, frozen=True, kw_only=True):
    """A paired device, and when it was last heard."""

    name: str
    kind: str
    seen_at: str | None


class PrinterInTrouble(msgspec.Struct, frozen=True, kw_only=True):
    """A kiosk's printer from which no paper comes, and since when."""

    kiosk: str
    trouble: PrinterTrouble
    since: str
    reported_at: str


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """The state of a server; `ok` is false when orders cannot be put on record."""

    ok: bool
    site: str
    epoch: str
    seq: int
    at: str
    waiting_orders: int
    last_commit_ms: float
    failing: str | None
    clock_behind_s: float
    clock_ahead_s: float
    disk_free_mb: int
    disk_low: bool
    sqlite: str
    sqlite_old: bool
    listeners: int
    devices: list[Device]
    printers_in_trouble: list[PrinterInTrouble]


@health.get("/healthz")
def healthz() -> Response:
    """How the server is; 503 when orders cannot be put on record."""
    there = house()
    desk = there.desk.health
    present = there.desk.present
    now = there.clock()
    astray = float(round(there.clock.astray.total_seconds()))
    free = shutil.disk_usage(there.data).free
    told = Health(
        ok=desk.failing is None,
        site=there.config.site,
        epoch=present.epoch,
        seq=present.seq,
        at=instant(now),
        waiting_orders=desk.waiting,
        last_commit_ms=round(desk.commit_s * 1000, 3),
        failing=desk.failing,
        clock_behind_s=max(0.0, -astray),
        clock_ahead_s=max(0.0, astray),
        disk_free_mb=free >> 20,
        disk_low=free < LITTLE_SPACE,
        sqlite=sqlite3.sqlite_version,
        sqlite_old=is_old_sqlite(),
        listeners=there.news.hub.listening,
        devices=[
            Device(
                name=key.name, kind=key.grant, seen_at=instant(key.seen_at) if key.seen_at else None
            )
            for key in there.accounts.keys.all()
        ],
        printers_in_trouble=_in_trouble(there.devices.rows()),
    )
    status = HTTPStatus.OK if told.ok else HTTPStatus.SERVICE_UNAVAILABLE
    return json(msgspec.json.encode(told), status)


def _in_trouble(devices: list[DeviceRow]) -> list[PrinterInTrouble]:
    """The printers in trouble, and those that were when they were last heard of."""
    return [
        PrinterInTrouble(
            kiosk=each.name,
            trouble=each.printer.trouble,
            since=each.printer.since,
            reported_at=each.printer.reported_at,
        )
        for each in devices
        if each.printer is not None and each.printer.trouble is not None
    ]
