"""The figures of a day, as far as a paper shows them, in the words of the server's report."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTickets:
    """How many tickets came to what; `returned` of the `missed` came back."""

    issued: int
    waiting: int = 0
    called: int = 0
    serving: int = 0
    held: int = 0
    served: int = 0
    missed: int = 0
    returned: int = 0
    cancelled: int = 0

    @property
    def open(self) -> int:
        """How many have not come to an end."""
        return self.waiting + self.called + self.serving + self.held


@dataclass(frozen=True, slots=True, kw_only=True)
class DayWaiting:
    """Minutes until the first call, and the percentage called in time; None under ten cases."""

    n: int
    median: float | None = None
    p80: float | None = None
    p90: float | None = None
    within_30: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayProcedure:
    """One procedure: `n_exact` of its services have a known length in minutes."""

    code: str | None = None
    short_name: str | None = None
    short_name_en: str | None = None
    n_exact: int
    service_median: float | None = None
    service_p90: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCounter:
    """One counter; `busy` is the percentage of its open minutes in which it served."""

    counter: int
    served: int
    service_median: float | None = None
    busy: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFigures:
    """One local day, as it stood at `at`; procedures with most services first."""

    date: date
    at: datetime
    tickets: DayTickets
    waiting: DayWaiting
    procedures: tuple[DayProcedure, ...] = ()
    counters: tuple[DayCounter, ...] = ()
