"""Who a booth works with: those who give numbers out, and those who know the hall."""

from collections.abc import Sequence
from typing import Protocol

from kiosk.known import Known
from luot.client import Issued


class Issuer(Protocol):
    """Who gives numbers out."""

    def take_ticket(  # noqa: PLR0913
        self,
        *,
        procedures: Sequence[str] = (),
        queue: str | None = None,
        purpose: str | None = None,
        priority: str | None = None,
        lang: str | None = None,
        key: str | None = None,
    ) -> Issued:
        """A place for a procedure or for a queue."""


class Source(Protocol):
    """Who knows the hall."""

    @property
    def known(self) -> Known:
        """The last that was heard."""

    def hurry(self) -> None:
        """Ask anew."""
