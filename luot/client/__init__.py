"""How the devices in the hall speak to its server."""

from luot.client.answers import (
    Board,
    BoardCall,
    BoardCounter,
    BoardQueue,
    Called,
    Centre,
    Change,
    CounterRow,
    CounterView,
    Found,
    Issued,
    Offer,
    Paired,
    Rules,
    TicketRow,
    UndoRow,
    Wait,
)
from luot.client.client import Client
from luot.client.failures import Away, Refused

__all__ = [
    "Away",
    "Board",
    "BoardCall",
    "BoardCounter",
    "BoardQueue",
    "Called",
    "Centre",
    "Change",
    "Client",
    "CounterRow",
    "CounterView",
    "Found",
    "Issued",
    "Offer",
    "Paired",
    "Refused",
    "Rules",
    "TicketRow",
    "UndoRow",
    "Wait",
]
