"""What the kiosk keeps on disk for when the server is away: the offer, its place, the time."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from luot import whole
from luot.client import KioskPlace, Offer

log = logging.getLogger(__name__)

OFFER: Final = "offer.json"
PLACE: Final = "place.json"
CONTACT: Final = "contact.json"

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """When the server was heard last, by its clock, and how far that was ahead of this kiosk's."""

    heard_at: datetime
    offset: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class _Owned:
    """A place, and a sign of the token that it was given to."""

    place: KioskPlace
    owner: str


class Larder:
    """Three files in the kiosk's folder; one that cannot be read is as good as none.

    A place belongs to a `token`: a kiosk that was paired anew may own other numbers.
    """

    def __init__(self, folder: Path, token: str = "") -> None:
        self._folder = folder
        self._owner = sha256(token.encode()).hexdigest()[:16]

    def offer(self) -> Offer | None:
        """The offer that was kept last."""
        return self._load(OFFER, Offer)

    def place(self) -> KioskPlace | None:
        """The place that was kept last for this token."""
        kept = self._load(PLACE, _Owned)
        return kept.place if kept is not None and kept.owner == self._owner else None

    def contact(self) -> Contact | None:
        """The contact that was kept last."""
        return self._load(CONTACT, Contact)

    def keep_offer(self, offer: Offer) -> None:
        """Keep an offer."""
        self._keep(OFFER, offer)

    def keep_place(self, place: KioskPlace) -> None:
        """Keep the kiosk's place."""
        self._keep(PLACE, _Owned(place=place, owner=self._owner))

    def keep_contact(self, contact: Contact) -> None:
        """Keep when the server was heard."""
        self._keep(CONTACT, contact)

    def _load(self, name: str, kind: type[T]) -> T | None:
        try:
            return msgspec.json.decode((self._folder / name).read_bytes(), type=kind)
        except FileNotFoundError:
            return None
        except (OSError, msgspec.DecodeError) as error:
            log.warning("%s cannot be read: %s", self._folder / name, error)
            return None

    def _keep(self, name: str, what: object) -> None:
        """Whole or not at all; a full disk costs the copy, never the kiosk."""
        try:
            whole.write(self._folder / name, msgspec.json.encode(what), whole.OWNER_ONLY)
        except OSError as error:
            log.warning("%s cannot be kept: %s", self._folder / name, error)
