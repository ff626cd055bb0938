"""Rules of the usher: what becomes of whatever is held up to the kiosk."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest

from kiosk.known import Reckoning
from kiosk.scan import NOTHING, Say, Scan
from kiosk.sheets.glass import glass
from kiosk.view import DOORS, Door, Errand, Mishap, PaperNews, Screen, Trouble
from luot.client import Away, Holding, Refused, Supplement
from luot.domain.codes import letters
from luot.domain.rules import PriorityClass
from luot.domain.ticket import Paper, Purpose, State
from tests.kiosk_hall import BIRTH, KNOWN, MORNING, OFFER, URL, AtOnce, Hall, Later
from tests.test_kiosk_booth import CLOSED

TAG = "7K3QW9X2M4ZD"
TODAY = MORNING.date()


def code(day: date = TODAY, tag: str = TAG) -> str:
    return f"S0-{tag}-{letters(day.toordinal(), 4)}"


CODE = code()
NOBODYS = code(tag="000000000000")
OLD_CARD = "038050001234||Nguyễn Thị Mận|24021950|Nữ|Phố 3, Đông Sơn|01052021"
YOUNG_CARD = OLD_CARD.replace("24021950", "24021990")
DOSSIER = "H56.120-250919-0001"
GONE = Refused("code-unknown", "Hôm nay không có phiếu này.", 404, {})
USED = Refused("return-used", "Đã quay lại rồi.", 409, {})
HOLDING = Holding(
    id="id-A007",
    number="A007",
    queue="A",
    issued_at=MORNING,
    token=CODE,
    url=URL,
    state=State.WAITING,
    procedure=BIRTH.code,
    purpose=Purpose.SUBMIT,
    ahead=3,
    last_wait=18,
    checklist=("Tờ khai",),
)


@dataclass
class Files:
    """The server's tickets by their codes."""

    tickets: dict[str, Holding] = field(default_factory=dict)
    away: bool = False
    refusal: Refused | None = None
    bug: bool = False
    asked: list[tuple[str, str]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def holding(self, code: str, lang: str = "vi") -> Holding:
        self.asked.append((code, lang))
        if self.bug:
            raise RuntimeError("a bug")
        if self.away:
            raise Away("nobody answers")
        if code not in self.tickets:
            raise GONE
        return self.tickets[code]

    def come_back_with(self, code: str, *, key: str | None = None) -> object:
        assert key is not None
        self.keys.append(key)
        if self.away:
            raise Away("nobody answers")
        if self.refusal is not None:
            raise self.refusal
        self.tickets[code] = replace(self.tickets[code], state=State.WAITING, ahead=1)
        return None


def hall_with(
    found: Holding | None = HOLDING, *, net: AtOnce | Later | None = None, prints: bool = True
) -> tuple[Hall, Files]:
    files = Files({CODE: found} if found else {})
    return Hall(finder=files, net=net or AtOnce(), prints=prints), files


def missed(minutes: int | None = 21) -> Holding:
    until = None if minutes is None else MORNING + timedelta(minutes=minutes)
    return replace(HOLDING, state=State.MISSED, ahead=None, return_until=until)


STANDS: dict[str, Callable[[Hall], None]] = {
    "home": lambda hall: hall.booth.go_home(),
    "field": lambda hall: hall.booth.open_field("ho-tich"),
    "search": lambda hall: hall.booth.open_search(),
    "confirm": lambda hall: hall.booth.choose(BIRTH.code),
    "another scan": lambda hall: hall.booth.usher.see("893123456789"),
}


@pytest.mark.parametrize("stands", STANDS.values(), ids=STANDS)
def test_a_ticket_shows_its_place_wherever_its_holder_stands(
    stands: Callable[[Hall], None],
) -> None:
    hall, files = hall_with()
    stands(hall)
    before = hall.booth.view
    hall.booth.usher.see(URL.replace("K1-7K3QW9X2M4ZD-5B21", CODE))
    assert hall.screen() is Screen.SCAN
    assert hall.booth.view.scan == Scan(code=CODE, found=HOLDING)
    assert files.asked == [(CODE, "vi")]
    hall.booth.go_back()
    same = before.screen if before.screen is not Screen.SCAN else Screen.HOME
    assert hall.screen() is same


def test_a_ticket_shows_its_place_while_the_hall_is_closed() -> None:
    files = Files({CODE: HOLDING})
    hall = Hall(known=CLOSED, finder=files)
    hall.booth.usher.see(CODE)
    assert hall.booth.view.scan.found == HOLDING
    hall.booth.go_back()
    assert hall.screen() is Screen.CLOSED


def test_a_waiting_ticket_gets_a_paper_with_the_same_number() -> None:
    hall, files = hall_with()
    hall.booth.usher.see(CODE)
    hall.booth.usher.print()
    assert hall.mill.printed == [("A007", "vi", False)]
    assert hall.mill.reprints == [False]
    view = hall.booth.view
    assert (view.screen, view.issued, view.trail) == (Screen.TICKET, HOLDING.issued, ())
    assert view.errand == Errand(queue="A", procedure=BIRTH.code, purpose=Purpose.SUBMIT)
    assert hall.teller.asked == []
    assert hall.teller.reports == [("id-A007", "printed")]
    assert len(files.asked) == 1


@pytest.mark.parametrize(
    ("paper", "marked"),
    [
        (None, False),
        (Paper.NOT_SENT, False),
        (Paper.ON_PHONE, False),
        (Paper.PRINTED, True),
        (Paper.HELD, True),
        (Paper.UNKNOWN, True),
    ],
)
def test_a_second_paper_says_that_it_is_one(paper: Paper | None, *, marked: bool) -> None:
    hall, _ = hall_with(replace(HOLDING, paper=paper))
    hall.booth.usher.see(CODE)
    hall.booth.usher.print()
    assert hall.mill.reprints == [marked]


def test_a_paper_shows_the_priority_that_the_ticket_has() -> None:
    hall, _ = hall_with(replace(HOLDING, priority="priority"))
    hall.booth.usher.see(CODE)
    hall.booth.usher.print()
    assert hall.mill.printed == [("A007", "vi", True)]


def test_a_paper_that_is_not_out_leaves_the_number_on_the_glass() -> None:
    hall, _ = hall_with()
    hall.mill.news = [PaperNews(outcome=Paper.NOT_SENT, reason="paper-out")]
    hall.booth.usher.see(CODE)
    hall.booth.usher.print()
    assert hall.screen() is Screen.TICKET
    hall.booth.print_again()
    assert hall.mill.reprints == [False, False]
    assert hall.booth.view.done_at is not None


def test_a_second_press_prints_nothing_twice() -> None:
    hall, _ = hall_with()
    hall.booth.usher.see(CODE)
    hall.booth.usher.print()
    hall.booth.usher.print()
    assert len(hall.mill.printed) == 1


@pytest.mark.parametrize("state", [each for each in State if each is not State.WAITING])
def test_only_a_waiting_ticket_is_printed(state: State) -> None:
    hall, _ = hall_with(replace(HOLDING, state=state))
    hall.booth.usher.see(CODE)
    hall.booth.usher.print()
    assert (hall.mill.printed, hall.screen()) == ([], Screen.SCAN)


def test_whoever_missed_the_call_comes_back_to_the_line() -> None:
    hall, files = hall_with(missed())
    hall.booth.usher.see(CODE)
    hall.booth.usher.come_back()
    scan = hall.booth.view.scan
    assert scan.found is not None
    assert (scan.back, scan.found.state, scan.found.ahead, scan.asked_at) == (
        True,
        State.WAITING,
        1,
        None,
    )
    assert len(files.keys) == 1
    hall.booth.usher.come_back()
    assert len(files.keys) == 1


def test_one_press_gives_one_order_however_often_it_is_pressed() -> None:
    later = Later()
    hall, files = hall_with(missed(), net=later)
    hall.booth.usher.see(CODE)
    later.do()
    hall.booth.usher.come_back()
    hall.booth.usher.come_back()
    later.do()
    later.do()
    assert len(files.keys) == 1
    assert hall.booth.view.scan.back


def test_who_may_not_come_back_is_shown_how_the_ticket_stands() -> None:
    hall, files = hall_with(missed())
    files.refusal = USED
    hall.booth.usher.see(CODE)
    files.tickets[CODE] = missed(None)
    hall.booth.usher.come_back()
    assert hall.booth.view.scan == Scan(code=CODE, found=missed(None))


def test_who_could_not_be_brought_back_for_silence_is_told_and_may_scan_again() -> None:
    hall, files = hall_with(missed())
    hall.booth.usher.see(CODE)
    files.away = True
    hall.booth.usher.come_back()
    assert hall.booth.view.scan == Scan(say=Say.AWAY)
    files.away = False
    hall.booth.usher.see(CODE)
    hall.booth.usher.come_back()
    assert hall.booth.view.scan.back


def test_missing_papers_are_handed_in_under_a_new_number_for_the_same_matter() -> None:
    asked = Supplement(queue="A", procedure=BIRTH.code)
    hall, _ = hall_with(replace(HOLDING, state=State.SERVED, supplement=asked))
    hall.booth.usher.see(CODE)
    hall.booth.usher.supplement()
    assert hall.screen() is Screen.CONFIRM
    hall.booth.take()
    (order,) = hall.teller.asked
    assert (order["procedures"], order["purpose"]) == ((BIRTH.code,), "supplement")


def test_papers_for_a_matter_that_the_centre_has_dropped_go_to_its_queue() -> None:
    asked = Supplement(queue="A", procedure="9.999999")
    hall, _ = hall_with(replace(HOLDING, state=State.SERVED, supplement=asked))
    hall.booth.usher.see(CODE)
    hall.booth.usher.supplement()
    assert hall.booth.view.errand == Errand(queue="A", purpose=Purpose.SUPPLEMENT)


def test_nothing_is_supplemented_that_nobody_asked_for() -> None:
    hall, _ = hall_with(replace(HOLDING, state=State.SERVED))
    hall.booth.usher.see(CODE)
    hall.booth.usher.supplement()
    assert hall.screen() is Screen.SCAN


@pytest.mark.parametrize(
    ("text", "say"),
    [
        (code(TODAY - timedelta(days=1)), Say.OLD),
        (code(TODAY + timedelta(days=1)), Say.UNKNOWN),
        (NOBODYS, Say.UNKNOWN),
        ("893123456789", Say.FOREIGN),
        ("GD4797912345678|4e677579|01/01/1950|2|x|y|z", Say.FOREIGN),
    ],
)
def test_a_code_that_shows_no_ticket_is_told_of(text: str, say: Say) -> None:
    hall, files = hall_with()
    hall.booth.usher.see(text)
    assert (hall.screen(), hall.booth.view.scan) == (Screen.SCAN, Scan(say=say))
    assert [asked for asked, _ in files.asked if asked != NOBODYS] == []
    hall.booth.usher.go_on()
    assert hall.screen() is Screen.HOME


def test_without_an_answer_the_number_is_said_to_hold() -> None:
    hall, files = hall_with()
    files.away = True
    hall.booth.usher.see(CODE)
    assert hall.booth.view.scan == Scan(say=Say.AWAY)


def test_the_day_is_that_of_the_server() -> None:
    behind = replace(KNOWN, offset=timedelta(days=1))
    tomorrow = code(TODAY + timedelta(days=1))
    hall = Hall(known=behind, finder=Files({tomorrow: HOLDING}))
    hall.booth.usher.see(tomorrow)
    assert hall.booth.view.scan.found == HOLDING


def test_a_dossier_leads_to_collecting_its_result() -> None:
    hall, files = hall_with()
    hall.booth.usher.see(DOSSIER)
    view = hall.booth.view
    assert (view.screen, view.errand, view.scan.dossier) == (
        Screen.CONFIRM,
        DOORS[Door.COLLECT],
        "H56••••01",
    )
    hall.booth.take()
    (order,) = hall.teller.asked
    assert (order["queue"], order["purpose"]) == ("R", "collect")
    assert (files.asked, DOSSIER in repr(view)) == ([], False)


@pytest.mark.parametrize("priorities", [("priority",), ("elderly", "priority")])
def test_a_card_of_seventy_five_years_presets_priority_and_can_be_refused(
    priorities: tuple[str, ...],
) -> None:
    offer = replace(OFFER, priorities=tuple(classes(*priorities)))
    hall = Hall(known=replace(KNOWN, offer=offer))
    hall.booth.usher.see(OLD_CARD)
    assert hall.booth.view.scan == Scan(say=Say.AGED, aged=True)
    hall.booth.usher.go_on()
    hall.booth.choose(BIRTH.code)
    assert hall.booth.view.priority == priorities[0]
    hall.booth.clerk.set_priority("")
    hall.booth.take()
    assert hall.teller.asked[0]["priority"] is None


def classes(*codes: str) -> list[PriorityClass]:
    return [PriorityClass(code=each, credit=20) for each in ("ordinary", *codes)]


def test_a_card_before_the_number_presets_priority_on_the_spot() -> None:
    hall, _ = hall_with()
    hall.booth.choose(BIRTH.code)
    hall.booth.usher.see(OLD_CARD)
    assert (hall.screen(), hall.booth.view.priority) == (Screen.CONFIRM, "priority")
    hall.booth.take()
    assert hall.teller.asked[0]["priority"] == "priority"


def test_a_younger_card_changes_nothing() -> None:
    hall, _ = hall_with()
    hall.booth.choose(BIRTH.code)
    hall.booth.usher.see(YOUNG_CARD)
    assert (hall.screen(), hall.booth.view.priority) == (Screen.CONFIRM, "")
    hall.booth.go_home()
    hall.booth.usher.see(YOUNG_CARD)
    assert hall.booth.view.scan == Scan(say=Say.CARD, aged=False)


def test_a_centre_without_priority_offers_none() -> None:
    hall = Hall(known=replace(KNOWN, offer=replace(OFFER, priorities=())))
    hall.booth.usher.see(OLD_CARD)
    assert hall.booth.view.scan.say is Say.CARD
    hall.booth.choose(BIRTH.code)
    assert hall.booth.view.priority == ""


def test_the_next_citizen_finds_nothing_of_what_was_scanned() -> None:
    hall, _ = hall_with()
    for text in (OLD_CARD, DOSSIER, CODE):
        hall.booth.usher.see(text)
    hall.booth.go_home()
    assert hall.booth.view.scan == NOTHING
    hall.booth.choose(BIRTH.code)
    assert hall.booth.view.priority == ""


def test_nobody_who_waits_for_a_number_is_disturbed() -> None:
    later = Later()
    hall, files = hall_with(net=later)
    hall.booth.choose(BIRTH.code)
    hall.booth.take()
    before = hall.booth.view
    hall.booth.usher.see(CODE)
    assert (hall.booth.view, files.asked) == (before, [])


def test_a_number_whose_paper_is_not_out_stays_on_the_glass() -> None:
    hall, _ = hall_with()
    hall.mill.news = [PaperNews(outcome=Paper.UNKNOWN)]
    hall.booth.choose(BIRTH.code)
    hall.booth.take()
    hall.booth.usher.see(CODE)
    assert hall.screen() is Screen.TICKET


def test_the_next_citizen_may_scan_while_the_last_ticket_is_still_shown() -> None:
    hall, _ = hall_with()
    hall.booth.choose(BIRTH.code)
    hall.booth.take()
    hall.booth.usher.see(CODE)
    view = hall.booth.view
    assert (view.screen, view.issued, view.errand) == (Screen.SCAN, None, None)
    hall.booth.go_back()
    assert hall.screen() is Screen.HOME


def test_a_kiosk_in_trouble_does_not_look() -> None:
    hall = Hall(known=replace(KNOWN, unpaired=True), finder=Files({CODE: HOLDING}))
    hall.booth.usher.see(CODE)
    assert hall.booth.view.trouble == Trouble(mishap=Mishap.UNPAIRED)


def test_whoever_has_left_is_shown_nothing_later() -> None:
    later = Later()
    hall, _ = hall_with(net=later)
    hall.booth.usher.see(CODE)
    assert (hall.screen(), hall.booth.view.scan.say) == (Screen.SCAN, Say.LOOKING)
    hall.booth.go_home()
    later.do()
    assert (hall.screen(), hall.booth.view.scan) == (Screen.HOME, NOTHING)


def test_the_answer_to_an_earlier_scan_does_not_pass_for_the_later_one() -> None:
    later = Later()
    hall, files = hall_with(net=later)
    other = code(tag="111111111111")
    files.tickets[other] = replace(HOLDING, number="A008")
    hall.booth.usher.see(CODE)
    hall.booth.usher.see(other)
    later.do()
    assert hall.booth.view.scan.found is None
    later.do()
    found = hall.booth.view.scan.found
    assert found is not None
    assert found.number == "A008"


def test_however_many_codes_come_in_the_server_is_asked_for_one_at_a_time() -> None:
    """Else a sheet full of codes would stand before the next citizen's number."""
    later = Later()
    hall, files = hall_with(net=later)
    for each in range(200):
        hall.booth.usher.see(code(tag=f"{each:012}"))
        assert len(later.waiting) == 1
    hall.booth.go_home()
    hall.booth.usher.see(CODE)
    later.do()
    later.do()
    assert [asked for asked, _ in files.asked] == [code(tag=f"{0:012}"), CODE]
    assert hall.booth.view.scan.found == HOLDING


def test_a_question_that_breaks_does_not_make_the_kiosk_blind(
    caplog: pytest.LogCaptureFixture,
) -> None:
    hall, files = hall_with()
    files.bug = True
    hall.booth.usher.see(CODE)
    assert hall.booth.view.scan.say is Say.AWAY
    assert "a part of the kiosk broke" in caplog.text
    files.bug = False
    hall.booth.usher.see(CODE)
    assert hall.booth.view.scan.found == HOLDING


def test_the_day_of_a_code_is_the_halls_though_this_computers_clock_is_set_meanwhile() -> None:
    """One that starts without a battery gets its time after the server has been met."""
    hall, _ = hall_with()
    clock = hall.clock
    at = Reckoning(at=MORNING, seconds=clock.seconds())
    wrong = MORNING - timedelta(days=400)
    hall.learn(replace(KNOWN, offset=MORNING - wrong, reckoning=at, heard_at=MORNING))
    hall.booth.usher.see(CODE)
    assert hall.booth.view.scan.found == HOLDING
    assert glass(hall.booth, clock).head.time == "08:42"
    hall.clock.start = wrong
    assert glass(hall.booth, clock).head.time == "08:42"


def test_a_code_held_up_for_long_is_asked_for_once() -> None:
    later = Later()
    hall, files = hall_with(net=later)
    for _ in range(5):
        hall.booth.usher.see(CODE)
    later.do()
    assert len(files.asked) == 1


def test_a_place_on_the_glass_gives_way_after_silence() -> None:
    hall, _ = hall_with()
    hall.booth.usher.see(CODE)
    hall.wait(46)
    assert hall.screen() is Screen.SCAN
    hall.booth.usher.see(CODE)
    hall.wait(61)
    assert hall.screen() is Screen.HOME
