"""What a kiosk needs to give numbers out by itself while the server is away."""

from http import HTTPStatus

import msgspec
from flask import Blueprint, Response

from server.actor import Scope
from server.api import caller, json
from server.house import house
from server.problems import Problem

kiosk = Blueprint("api_kiosk", __name__)


class KioskPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A kiosk's own place.

    `kiosk` is its index, 0 to 3, which says what numbers are its own; `key` signs the codes of
    its tickets, in hexadecimal; `address` stands before a code in a ticket's QR.
    """

    site: str
    name: str
    kiosk: int
    key: str
    address: str


@kiosk.get("/kiosk")
def place() -> Response:
    """The place of the kiosk that asks."""
    who = caller(Scope.KIOSK)
    if who.kiosk is None:
        raise Problem(HTTPStatus.NOT_FOUND, "not-found")
    there = house()
    own = KioskPlace(
        site=who.site,
        name=who.name,
        kiosk=who.kiosk,
        key=there.codes.key_of(who.kiosk).hex(),
        address=f"{there.address}/T/".upper(),
    )
    return json(msgspec.json.encode(own))
