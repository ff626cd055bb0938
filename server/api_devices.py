"""The devices over the wire: how a kiosk's printer is, and how all devices are."""

import msgspec
from flask import Blueprint, Response, request

from server.actor import Role, Scope
from server.api import caller, json, reader
from server.api_bodies import Printer
from server.devices import DeviceRow, Report
from server.house import house
from server.orders import KeyReused
from server.problems import Undone
from server.reading import key

devices = Blueprint("api_devices", __name__)

read_printer = reader(Printer)


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """That a report was heard; `told` when a page of the staff is open and shows it."""

    told: bool


class DeviceList(msgspec.Struct, frozen=True, kw_only=True):
    """The devices of the centre."""

    devices: list[DeviceRow]


@devices.post("/devices/printer")
def printer() -> Response:
    """Take in how a kiosk's printer is."""
    who = caller(Scope.KIOSK)
    under = key(request.headers.get("Idempotency-Key"))
    sent = read_printer()
    there = house()
    report = Report(
        trouble=sent.trouble,
        paper_low=sent.paper_low,
        roll_metres=sent.roll_metres,
        target=sent.target,
    )
    try:
        there.devices.report(who.name, under, report)
    except KeyReused as reused:
        raise Undone(reused) from reused
    return json(msgspec.json.encode(Heard(told=there.news.hub.heard_by_staff)))


@devices.get("/devices")
def show() -> Response:
    """Every device, and how the kiosks' printers are."""
    caller(Role.OFFICIAL)
    return json(msgspec.json.encode(DeviceList(devices=house().devices.rows())))
