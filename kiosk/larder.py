"""What the kiosk keeps on disk for the time when the server is away: the offer, and its place."""

import logging
import os
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from luot.client import KioskPlace, Offer

log = logging.getLogger(__name__)

OFFER: Final = "offer.json"
PLACE: Final = "place.json"
OWNER_ONLY: Final = 0o600

T = TypeVar("T")


class Larder:
    """Two files in the kiosk's folder; one that cannot be read is as good as none."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def offer(self) -> Offer | None:
        """The offer that was kept last."""
        return self._load(OFFER, Offer)

    def place(self) -> KioskPlace | None:
        """The place that was kept last."""
        return self._load(PLACE, KioskPlace)

    def keep_offer(self, offer: Offer) -> None:
        """Keep an offer."""
        self._keep(OFFER, offer)

    def keep_place(self, place: KioskPlace) -> None:
        """Keep the kiosk's place."""
        self._keep(PLACE, place)

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
        half = self._folder / f".{name}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
            with os.fdopen(os.open(half, flags, OWNER_ONLY), "wb") as file:
                file.write(msgspec.json.encode(what))
                file.flush()
                os.fsync(file.fileno())
            half.replace(self._folder / name)
        except OSError as error:
            log.warning("%s cannot be kept: %s", self._folder / name, error)
