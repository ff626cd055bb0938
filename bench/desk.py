"""How many orders a second the desk takes, without HTTP, as many at once as a counter hall has.

    python -m bench.desk [--orders 6000] [--clients 8 32] [--data DIR] [--profile]

Each client waits for its reply before it gives its next order, as a kiosk does. Afterwards the
journal's chain is walked and the numbers are checked, so that no figure is bought with a fault.
"""

import argparse
import cProfile
import pstats
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from threading import Thread
from time import perf_counter, process_time
from uuid import uuid4
from zoneinfo import ZoneInfo

import msgspec

from luot.domain.commands import Command, TakeTicket
from luot.domain.events import Event, TicketIssued
from luot.domain.hall import Hall
from luot.domain.procedure import Catalogue, Procedure
from luot.domain.rules import Desk as Counter
from luot.domain.rules import Queue, Rules
from server.caretaker import Settings
from server.clock import HallClock
from server.desk import Desk
from server.journal import verify
from server.orders import Order, Reply
from server.store import Store

LETTERS = "ACEHKSRX"


def _settings() -> Settings:
    """A centre with eight queues, each with one procedure, and eight counters."""
    procedures = tuple(
        Procedure(
            code=f"{n}.000001",
            name=letter,
            short_name=letter,
            short_name_en=letter,
            field=letter,
            queue=letter,
        )
        for n, letter in enumerate(LETTERS, start=1)
    )
    return Settings(
        rules=Rules(
            queues=tuple(Queue(letter=each, name=each, name_en=each) for each in LETTERS),
            counters=tuple(Counter(number=n, queues=tuple(LETTERS)) for n in range(1, 9)),
        ),
        catalogue=Catalogue(version="bench", fields=(), procedures=procedures),
        zone=ZoneInfo("Asia/Ho_Chi_Minh"),
    )


def _answer(command: Command, events: Sequence[Event], hall: Hall) -> Reply:
    """A reply of the size that a kiosk gets."""
    del command
    issued = events[0]
    assert isinstance(issued, TicketIssued)
    ticket = hall.tickets[issued.ticket]
    body = {
        "id": ticket.id,
        "number": ticket.number,
        "queue": ticket.queue,
        "procedure": ticket.procedure,
        "issued_at": ticket.issued_at,
        "token": "S0-7K3QW9X2M4ZD-5B21",
        "url": "HTTP://192.168.1.10:8080/T/S0-7K3QW9X2M4ZD-5B21",
        "ahead": hall.ahead(ticket),
        "wait": None,
        "checklist": ["Tờ khai theo mẫu", "Giấy chứng sinh", "Căn cước của cha, mẹ"],
    }
    return Reply(status=201, body=msgspec.json.encode(body))


def _client(desk: Desk, orders: int) -> None:
    """Take tickets one after the other."""
    for n in range(orders):
        command = TakeTicket(id=uuid4(), procedures=(f"{n % len(LETTERS) + 1}.000001",))
        future: Future[Reply] = desk.submit(
            Order(command=command, key=str(command.id), actor="kiosk:1")
        )
        future.result()


def _timed(act: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock and on the processor that an act takes."""
    wall, cpu = perf_counter(), process_time()
    act()
    return perf_counter() - wall, process_time() - cpu


def _all_clients(desk: Desk, clients: int, orders: int) -> None:
    """Let all clients take their tickets at once."""
    threads = [Thread(target=_client, args=(desk, orders // clients)) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _measure(data: Path, clients: int, orders: int) -> None:
    """One run, printed as one line."""
    store = Store.open(data, "S042")
    told: list[int] = []
    desk = Desk(
        store,
        _settings(),
        clock=HallClock(),
        answer=_answer,
        publish=lambda happenings: told.extend(each.seq for each in happenings),
    )
    desk.start()
    wall, cpu = _timed(lambda: _all_clients(desk, clients, orders))
    desk.close()
    tickets = desk.present.hall.tickets
    assert len({ticket.number for ticket in tickets.values()}) == len(tickets)
    assert told == list(range(1, len(told) + 1))
    assert verify(store.connection).broken is None
    store.close()
    again = Store.open(data, "S042")
    load, _ = _timed(
        lambda: Desk(
            again,
            _settings(),
            clock=HallClock(),
            answer=_answer,
            publish=lambda _: None,
        )
    )
    again.close()
    print(
        f"{clients:3d} clients: {len(tickets) / wall:6.0f} tickets/s, "
        f"{cpu / len(tickets) * 1e6:4.0f} us of processor each (clients included), "
        f"hall of {len(tickets)} loaded in {load * 1e3:.0f} ms"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=6000)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 32])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--profile", action="store_true")
    asked = parser.parse_args()
    for clients in asked.clients:
        with tempfile.TemporaryDirectory(dir=asked.data) as folder:
            if asked.profile:
                _profile(Path(folder), clients, asked.orders)
            else:
                _measure(Path(folder), clients, asked.orders)


def _profile(data: Path, clients: int, orders: int) -> None:
    """Where the desk's own thread spends its time."""
    profile = cProfile.Profile()
    serve = Desk._serve_whatever_happens  # noqa: SLF001

    def profiled(desk: Desk, batch: Sequence[object]) -> None:
        profile.enable()
        serve(desk, batch)  # type: ignore[arg-type]
        profile.disable()

    Desk._serve_whatever_happens = profiled  # type: ignore[method-assign,assignment]  # noqa: SLF001
    _measure(data, clients, orders)
    Desk._serve_whatever_happens = serve  # type: ignore[method-assign]  # noqa: SLF001
    pstats.Stats(profile).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    main()
