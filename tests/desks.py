"""A desk for tests: a real store in a folder, a clock that is told the time, a witness of it all.

As a program (`python -m tests.desks FOLDER`) it takes tickets until it is killed and says each
number as soon as the citizen would have it.
"""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Self
from uuid import UUID, uuid4

import msgspec

from luot.domain.commands import Command, TakeTicket
from luot.domain.events import Event
from luot.domain.hall import Hall
from server.caretaker import Settings
from server.clock import HallClock, Trouble
from server.desk import Desk
from server.orders import Happening, Order, Reply
from server.store import Store
from tests.halls import BIRTH, CATALOGUE, COPY, LAND, LOCAL, MORNING, RULES, Centre

SITE = "S042"
SETTINGS = Settings(rules=RULES, catalogue=CATALOGUE, zone=LOCAL)


class TickingClock:
    """A computer's clock that tells the time it was set to, and the seconds that really went by."""

    def __init__(self, now: datetime = MORNING) -> None:
        self.now = now.astimezone(UTC)
        self.seconds = 5_000.0

    def __call__(self) -> datetime:
        return self.now

    def steady(self) -> float:
        return self.seconds

    def wait(self, *, hours: float = 0, minutes: float = 0, seconds: float = 0) -> None:
        """Let time go by."""
        gone = timedelta(hours=hours, minutes=minutes, seconds=seconds)
        self.now += gone
        self.seconds += gone.total_seconds()

    def jump(self, *, days: float = 0, hours: float = 0, minutes: float = 0) -> None:
        """Set the clock, forward or back, while no time goes by."""
        self.now += timedelta(days=days, hours=hours, minutes=minutes)


class Rig:
    """A running desk; `told` is what it published, `decided` the events that it answered.

    `warned` is what it said about the computer's clock.
    """

    def __init__(
        self, data: Path, *, settings: Settings = SETTINGS, clock: TickingClock | None = None
    ) -> None:
        self.data = data
        self.clock = clock or TickingClock()
        self.told: list[Happening] = []
        self.decided: list[tuple[Event, ...]] = []
        self.warned: list[Trouble | None] = []
        self.store = Store.open(data, SITE)
        self.desk = Desk(
            self.store,
            settings,
            clock=HallClock(self.clock, self.clock.steady),
            answer=self.answer,
            publish=self.hear,
            warn=self.warned.append,
        )

    def __enter__(self) -> Self:
        self.desk.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.desk.close()
        self.store.close()

    def hear(self, told: tuple[Happening, ...]) -> None:
        """Be told what happened."""
        self.told.extend(told)

    def answer(self, command: Command, events: tuple[Event, ...], hall: Hall) -> Reply:
        """The command and what came of it, so that tests can tell replies apart."""
        self.decided.append(events)
        body = [type(command).__name__, len(hall.tickets), [type(e).__name__ for e in events]]
        return Reply(status=200, body=msgspec.json.encode(body))

    def order(self, command: Command, key: str | None = None, actor: str = "test") -> Order:
        return Order(command=command, key=key or str(uuid4()), actor=actor)

    def do(self, command: Command, key: str | None = None, actor: str = "test") -> Reply:
        """Give an order and wait for its reply."""
        return self.desk.submit(self.order(command, key, actor)).result(timeout=10)

    def take(self, queue: str = "A") -> UUID:
        """Take a ticket; its id."""
        id_ = uuid4()
        self.do(TakeTicket(id=id_, queue=queue), key=str(id_))
        return id_

    @property
    def hall(self) -> Hall:
        """The hall now."""
        return self.desk.present.hall

    def rows(self, table: str) -> list[tuple[object, ...]]:
        """Every row of a table, in the order of its first columns."""
        found = self.store.connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3")
        return found.fetchall()


class DeskCentre(Centre):
    """The centre of the hall's own tests, with a real desk behind it."""

    def __init__(self, data: Path, settings: Settings) -> None:
        self.rig = Rig(data, settings=settings)
        self.rig.__enter__()
        self.begin = Hall(rules=settings.rules, catalogue=settings.catalogue)
        self.made = 0

    @property
    def now(self) -> datetime:  # type: ignore[override]
        return self.rig.clock.now.astimezone(LOCAL)

    @property
    def hall(self) -> Hall:  # type: ignore[override]
        return self.rig.hall

    @property
    def journal(self) -> list[Event]:  # type: ignore[override]
        return [each.event for each in self.rig.told]

    def wait(self, *, minutes: float = 0, seconds: float = 0) -> None:
        self.rig.clock.wait(minutes=minutes, seconds=seconds)
        self.rig.desk.tick().result()

    def do(self, command: Command) -> tuple[Event, ...]:
        self.rig.do(command)
        events = self.rig.decided[-1]
        self.rig.desk.tick().result()  # what the house does next, it does not do in another order
        return events

    def close(self) -> None:
        self.rig.__exit__()


def _take_for_ever(rig: Rig) -> None:
    """Take tickets until the end, saying each one's id and number once it is acknowledged."""
    procedures = (BIRTH, COPY, LAND)
    for n in range(1_000_000):
        command = TakeTicket(id=uuid4(), procedures=(procedures[n % 3],))
        rig.do(command, key=str(command.id))
        number = rig.hall.tickets[command.id].number
        sys.stdout.write(f"{command.id} {number}\n")
        sys.stdout.flush()


def main() -> None:
    rig = Rig(Path(sys.argv[1])).__enter__()
    for _ in range(4):
        Thread(target=_take_for_ever, args=(rig,), daemon=True).start()


if __name__ == "__main__":
    main()
