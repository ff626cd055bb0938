"""In the hall: the call, the counter, the verdict, and the line in the manager's figures.

With a browser the official works on her page by keyboard and the citizen on her phone; without one
the same orders go over HTTP.
"""

import re
from collections.abc import Callable

import httpx
from playwright.sync_api import Page

from luot import words
from luot.tour.browser import picture
from luot.tour.steps import NotSeen, until
from luot.tour.visit import Visit

COUNTER = 3
HALL = (1920, 1080)
DESK = (1366, 768)
PHONE = (390, 844)
GOOD = 5
PATIENCE = 15_000  # ms
LOOKS = 600  # ms


def called(visit: Visit) -> None:
    """An official opens a counter and calls who is next."""
    with visit.log.step("called") as evidence:
        visit.official.open_counter(COUNTER)
        if visit.pages is None:
            visit.official.call_next(COUNTER)
        else:
            visit.hall = visit.pages.open("/display", "display", HALL)
            visit.desk = visit.pages.open(f"/counter/{COUNTER}", "official", DESK)
            _press(visit.desk, "F2", "counter.idle.call")
        ticket = visit.happened("TicketCalled")
        evidence |= {"number": ticket.number, "counter": ticket.counter}
        if visit.desk is not None:
            evidence["page"] = picture(visit.desk, visit.folder / "counter-called.png")


def displayed(visit: Visit) -> None:
    """The hall sees the number and the counter."""
    with visit.log.step("displayed") as evidence:
        board = visit.official.board()
        if not any((c.number, c.counter) == (visit.number, COUNTER) for c in board.calls):
            raise NotSeen("board")
        if visit.hall is None:
            evidence["board"] = [f"{call.number} -> {call.counter}" for call in board.calls]
            return
        panel = visit.hall.locator(".call.fresh").filter(has_text=visit.number)
        panel.locator(".q b", has_text=re.compile(f"^{COUNTER}$")).wait_for(timeout=PATIENCE)
        evidence["page"] = picture(visit.hall, visit.folder / "hall.png")


def started(visit: Visit) -> None:
    """The citizen sits down."""
    with visit.log.step("started") as evidence:
        _order(visit, "F2", "counter.called.start", visit.official.start)
        ticket = visit.happened("ServiceStarted")
        evidence["started_at"] = str(ticket.started_at)
        if visit.desk is not None:
            evidence["page"] = picture(visit.desk, visit.folder / "counter-serving.png")


def finished(visit: Visit) -> None:
    """The service ends with its outcome, for the procedure that was served."""
    with visit.log.step("finished") as evidence:
        _order(
            visit,
            "F9",
            "counter.serving.finish",
            lambda ticket: visit.official.finish(ticket, "accepted"),
        )
        ticket = visit.happened("ServiceFinished")
        evidence |= {"procedure": ticket.procedure, "outcome": ticket.outcome}


def rated(visit: Visit) -> None:
    """The citizen says on her phone how it was."""
    with visit.log.step("rated") as evidence:
        token = visit.code.rpartition("/")[2]
        if visit.pages is None:
            visit.official.rate(token, GOOD)
        else:
            phone = visit.pages.open(f"/T/{token}", None, PHONE)
            phone.locator(f'label:has(input[name="score"][value="{GOOD}"])').click(timeout=PATIENCE)
            phone.locator("#send").click(timeout=PATIENCE)
        visit.happened("TicketRated")
        evidence["score"] = GOOD
        if visit.pages is not None:
            evidence["page"] = picture(phone, visit.folder / "phone.png")


def reported(visit: Visit) -> None:
    """The manager's figures have the visit under its procedure."""
    with visit.log.step("reported") as evidence:
        row = until(lambda: _report_row(visit), "row")
        evidence["row"] = row
        if visit.pages is not None:
            page = visit.pages.open("/manager", "manager", (1440, 900))
            evidence["page"] = picture(page, visit.folder / "manager.png")


def _report_row(visit: Visit) -> dict[str, object] | None:
    """The row of the visit's procedure in the day's report."""
    bearer = {"Authorization": f"Bearer {visit.centre.tokens['manager']}"}
    answer = httpx.get(f"{visit.centre.url}/api/v1/reports/day", headers=bearer)
    rows = answer.raise_for_status().json()["procedures"]
    code = visit.ticket.procedure if visit.ticket else None
    return next((row for row in rows if row["code"] == code and row["n_exact"] == 1), None)


def _press(desk: Page, key: str, word: str) -> None:
    """Press a key once the button that it stands for is there, as someone does who looks first."""
    _reads(desk, words.load("vi")(word))
    desk.wait_for_timeout(LOOKS)
    desk.keyboard.press(key)


def _order(visit: Visit, key: str, word: str, order: Callable[[str], object]) -> None:
    """Press a key on the official's page, or give the same order over HTTP."""
    if visit.desk is not None:
        _press(visit.desk, key, word)
    elif visit.ticket is not None:
        order(visit.ticket.id)


def _reads(page: Page, text: str) -> None:
    """Wait until a page shows this text."""
    page.get_by_text(text).first.wait_for(timeout=PATIENCE)
