"""Rules of how the kiosk keeps what it knows fresh."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from queue import Queue as Line

import pytest

from kiosk.keeper import Keeper
from kiosk.known import after, changed
from luot import words
from luot.client import (
    Away,
    Board,
    BoardCall,
    BoardCounter,
    BoardQueue,
    Change,
    KioskPlace,
    Offer,
    Refused,
)
from tests.kiosk_hall import BOARD, KNOWN, MORNING, OFFER, HandClock

SEVEN = BOARD.queues[0]


def more(waiting: int, seq: int, kind: str = "TicketIssued") -> Change:
    """Another number of people in queue A."""
    return Change(seq=seq, kind=kind, queues=(replace(SEVEN, waiting=waiting),))


@dataclass
class Server:
    """Says what it is told; an exception among its answers is raised."""

    boards: list[Board | Exception] = field(default_factory=list)
    offers: list[Offer | Exception | None] = field(default_factory=list)
    stream: Line[Change | None] = field(default_factory=Line)
    etags: list[str | None] = field(default_factory=list)
    since: list[tuple[int, str | int | None]] = field(default_factory=list)

    def board(self) -> Board:
        answer = self.boards.pop(0) if self.boards else Away("gone")
        if isinstance(answer, Exception):
            raise answer
        return answer

    def place(self) -> KioskPlace:
        raise Away("gone")

    def catalogue(self, etag: str | None = None) -> Offer | None:
        self.etags.append(etag)
        answer = self.offers.pop(0) if self.offers else None
        if isinstance(answer, Exception):
            raise answer
        return answer

    def changes(self, since: int, epoch: str | int | None = None) -> Iterator[Change]:
        self.since.append((since, epoch))
        while (change := self.stream.get()) is not None:
            yield change


def soon(true: Callable[[], bool]) -> bool:
    """Whether something becomes true within two seconds."""
    for _ in range(200):
        if true():
            return True
        time.sleep(0.01)
    return False


def waiting(keeper: Keeper) -> int | None:
    queue = keeper.known.queue("A")
    return queue.waiting if queue else None


def test_the_board_is_loaded_once_and_then_follows_the_stream() -> None:
    server = Server(boards=[BOARD])
    for change in (more(8, 8), more(9, 9), None):
        server.stream.put(change)
    keeper = Keeper(server)
    keeper.listen()
    assert server.since == [(7, "e")]
    assert waiting(keeper) == 9
    assert keeper.known.board is not None
    assert keeper.known.board.seq == 9


def test_an_event_replaces_the_rows_that_it_names_and_no_others() -> None:
    call = BoardCall(call=1, number="A001", counter=3, at=MORNING)
    counter = BoardCounter(counter=3, state="called", number="A001")
    board = changed(BOARD, Change(seq=8, kind="TicketCalled", counters=(counter,), calls=(call,)))
    assert board == replace(BOARD, seq=8, counters=(counter,), calls=(call,))
    assert changed(board, more(6, 9)).calls == (call,)


def test_an_event_without_a_board_is_nothing_yet() -> None:
    blind = replace(KNOWN, board=None)
    assert after(more(3, 8), MORNING, blind) is blind


def test_a_reset_loads_the_board_anew() -> None:
    server = Server(boards=[BOARD])
    server.stream.put(Change(seq=0, kind="reset"))
    server.stream.put(more(99, 8))
    keeper = Keeper(server)
    keeper.listen()
    assert waiting(keeper) == 7


def test_a_lost_line_makes_the_figures_unknown_and_is_found_again() -> None:
    queue = BoardQueue(queue="A", letter="A", name="Hộ tịch", waiting=2)
    server = Server(boards=[BOARD, replace(BOARD, queues=(queue,))], offers=[OFFER])
    keeper = Keeper(server)
    keeper.start()
    assert soon(lambda: waiting(keeper) == 7)
    server.stream.put(None)
    assert soon(lambda: not keeper.known.contact)
    assert keeper.known.offer == OFFER
    assert soon(lambda: waiting(keeper) == 2)
    keeper.stop()
    server.stream.put(None)


def test_what_breaks_in_a_thread_does_not_end_it() -> None:
    server = Server(boards=[ValueError("a bug"), BOARD])
    keeper = Keeper(server)
    keeper.start()
    assert soon(lambda: waiting(keeper) == 7)
    keeper.stop()
    server.stream.put(None)


def test_what_breaks_while_silence_is_taken_in_ends_no_thread(
    caplog: pytest.LogCaptureFixture,
) -> None:
    keeper = Keeper(Server(boards=[Away("gone")]), clock=BrokenClock())
    keeper._attempt("board", keeper.listen)  # noqa: SLF001
    assert "the keeper broke and goes on" in caplog.text


class BrokenClock(HandClock):
    """Breaks once."""

    asked = 0

    def now(self) -> datetime:
        self.asked += 1
        if self.asked == 2:  # the first time is at the start
            raise OverflowError("date value out of range")
        return super().now()


def test_a_clock_that_is_set_while_the_server_is_there_is_seen() -> None:
    clock = HandClock()
    server = Server(boards=[BOARD], offers=[OFFER])
    server.stream.put(None)
    keeper = Keeper(server, clock=clock)
    keeper.listen()
    clock.start -= timedelta(hours=1)
    keeper.ask_in_turn()
    assert keeper.known.offset == timedelta(hours=1)


def test_an_unchanged_catalogue_keeps_its_shelf() -> None:
    server = Server(offers=[OFFER, None])
    keeper = Keeper(server)
    keeper.ask_catalogue()
    shelf = keeper.known.shelf
    keeper.ask_catalogue()
    assert keeper.known.shelf is shelf
    assert server.etags == [None, '"1"']


def test_a_token_that_was_taken_back_is_told_apart_from_a_server_that_is_away() -> None:
    server = Server(boards=[Refused("signed-out", "no", 401, {}), BOARD])
    keeper = Keeper(server, unpaired_seconds=0.1)
    keeper.start()
    assert soon(lambda: keeper.known.unpaired)
    assert soon(lambda: waiting(keeper) == 7)
    assert not keeper.known.unpaired
    keeper.stop()
    server.stream.put(None)


def test_a_token_that_was_taken_back_is_tried_seldom_and_told_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    no = Refused("signed-out", "không", 401, {})
    server = Server(boards=[no] * 9, offers=[no] * 9)
    with caplog.at_level("INFO", "kiosk"):
        keeper = Keeper(server, words.load("en"))
        keeper.start()
        time.sleep(2.2)
        keeper.stop()
    assert (len(server.boards), len(server.offers)) == (8, 8)
    assert said(caplog) == [words.load("en")("kiosk.log.unpaired", seconds=30)]


def test_each_change_of_the_line_is_told_once_in_the_chosen_language(
    caplog: pytest.LogCaptureFixture,
) -> None:
    busy = Refused("too-busy", "bận", 503, {})
    server = Server(boards=[Away("gone"), Away("gone"), busy, BOARD])
    server.stream.put(None)
    with caplog.at_level("INFO", "kiosk"):
        keeper = Keeper(server, words.load("en"))
        for _ in range(4):
            keeper._attempt("board", keeper.listen)  # noqa: SLF001
    en = words.load("en")
    away, refused = en("kiosk.log.away", why="gone"), en("kiosk.log.refused", why="503 too-busy")
    assert said(caplog) == [away, refused, en("kiosk.log.fine")]


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records]


def test_a_day_that_opens_asks_for_the_catalogue_at_once() -> None:
    closed = replace(OFFER, open=False)
    server = Server(boards=[BOARD], offers=[closed])
    keeper = Keeper(server)
    keeper.start()
    assert soon(lambda: keeper.known.offer == closed and keeper.known.contact)
    assert soon(lambda: not keeper._hurry.is_set())  # noqa: SLF001
    server.offers.append(OFFER)
    server.stream.put(more(0, 8, "DayOpened"))
    assert soon(lambda: keeper.known.open)
    keeper.stop()
    server.stream.put(None)


def test_news_of_two_threads_never_undo_each_other() -> None:
    keeper = Keeper(Server(offers=[OFFER] * 200, boards=[BOARD] * 200))
    for _ in range(200):
        keeper._hall.stream.put(None)  # type: ignore[attr-defined]  # noqa: SLF001

    def load() -> None:
        for _ in range(200):
            keeper.ask_catalogue()

    loading = threading.Thread(target=load)
    loading.start()
    for _ in range(200):
        keeper.listen()
    loading.join()
    assert (keeper.known.offer, keeper.known.board) == (OFFER, BOARD)
