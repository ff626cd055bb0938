"""What a text from the scanner is: a ticket, a dossier, a citizen's card, or nothing of ours."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from kiosk import cards
from luot.domain import codes
from luot.domain.codes import Code

PRIORITY_AGE: Final = 75
DOTS: Final = "••••"
_IN_URL: Final = re.compile(r"https?://[^\s?#]+/T/([^/\s?#]+)/?", re.IGNORECASE)
_DOSSIER: Final = re.compile(
    r"(?:\d{3}\.\d{2}\.\d{2}\.)?(H\d{2})(?:\.\d{1,3}){0,3}-\d{6}-\d{2,4}(\d{2})", re.ASCII
)


@dataclass(frozen=True, slots=True)
class OfTicket:
    """The code of a ticket, of this day or another."""

    code: Code


@dataclass(frozen=True, slots=True)
class OfDossier:
    """The code of a dossier; only so much of it as its owner needs to know it again."""

    masked: str


@dataclass(frozen=True, slots=True)
class OfCitizen:
    """A citizen's card, of which only the age class is left."""

    aged: bool


@dataclass(frozen=True, slots=True)
class Foreign:
    """Nothing that this centre knows."""


Reading = OfTicket | OfDossier | OfCitizen | Foreign


def read(text: str, today: date) -> Reading:
    """What a scanned text is; of what it says no more is kept than the reading holds."""
    text = text.strip()
    in_url = _IN_URL.fullmatch(text)
    code = codes.parse(in_url[1] if in_url else text)
    if code is not None:
        return OfTicket(code)
    if dossier := _DOSSIER.fullmatch(text.upper()):
        return OfDossier(f"{dossier[1]}{DOTS}{dossier[2]}")
    age = cards.age(text, today)
    return Foreign() if age is None else OfCitizen(aged=age >= PRIORITY_AGE)
