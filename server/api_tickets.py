"""A ticket over the wire."""

from uuid import UUID

import msgspec
from flask import Blueprint, Response

from luot.domain.checks import known_ticket
from server.actor import Role, Scope
from server.api import caller, json
from server.house import house
from server.rows import ticket_place

tickets = Blueprint("api_tickets", __name__)


@tickets.get("/tickets/<uuid:ticket>")
def show(ticket: UUID) -> Response:
    """One ticket as it stands."""
    caller(Scope.KIOSK, Role.OFFICIAL)
    hall = house().desk.present.hall
    return json(msgspec.json.encode(ticket_place(hall, known_ticket(hall, ticket))))
