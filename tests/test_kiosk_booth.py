"""Rules of the booth: what a touch causes, without any glass."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.idle import closes_in, seconds_left
from kiosk.known import Known, offered
from kiosk.view import Door, Errand, Mishap, PaperNews, Screen, Trouble
from luot.client import Away, Refused
from luot.domain.ticket import Paper, Purpose
from tests.kiosk_hall import BIRTH, KNOWN, MORNING, OFFER, Hall, Later, issued

CLOSED = offered(replace(OFFER, open=False, opens_at=MORNING + timedelta(hours=1)))
FULL = Refused("letter-full", "Hàng A đã hết số.", 409, {"letter": "A"})


def confirming(hall: Hall) -> Hall:
    """Someone stands before "take a number"."""
    hall.booth.open_field("ho-tich")
    hall.booth.choose(BIRTH.code)
    return hall


def test_a_touch_on_a_field_shows_its_procedures_and_back_leads_home() -> None:
    hall = Hall()
    hall.booth.open_field("ho-tich")
    assert (hall.booth.view.screen, hall.booth.view.field) == (Screen.FIELD, "ho-tich")
    hall.booth.go_back()
    assert hall.screen() is Screen.HOME


def test_back_goes_one_screen_at_a_time() -> None:
    hall = confirming(Hall())
    hall.booth.go_back()
    assert hall.screen() is Screen.FIELD
    hall.booth.go_back()
    assert hall.screen() is Screen.HOME
    hall.booth.go_back()
    assert hall.screen() is Screen.HOME


def test_pages_turn_round() -> None:
    hall = Hall()
    hall.booth.open_field("ho-tich")
    pages = []
    for _ in range(3):
        hall.booth.turn_page(2)
        pages.append(hall.booth.view.page)
    assert pages == [1, 0, 1]


def test_one_touch_takes_one_number_for_the_chosen_procedure() -> None:
    hall = confirming(Hall())
    key = hall.booth.view.key
    hall.booth.take()
    assert hall.teller.asked == [
        {
            "procedures": (BIRTH.code,),
            "queue": None,
            "purpose": None,
            "priority": None,
            "lang": "vi",
            "key": key,
        }
    ]
    assert hall.screen() is Screen.TICKET
    assert hall.booth.view.issued == issued("A012")
    assert hall.mill.printed == [("A012", "vi", False)]


@pytest.mark.parametrize(
    ("door", "queue", "purpose"),
    [
        (Door.COLLECT, "R", Purpose.COLLECT),
        (Door.ASK, "X", Purpose.ASK),
        (Door.ONLINE, "X", Purpose.SUBMIT),
    ],
)
def test_a_door_takes_a_number_for_its_queue_and_purpose(
    door: Door, queue: str, purpose: Purpose
) -> None:
    hall = Hall()
    hall.booth.enter(door)
    hall.booth.take()
    (asked,) = hall.teller.asked
    assert (asked["procedures"], asked["queue"], asked["purpose"]) == ((), queue, purpose.value)


def test_pressing_twice_asks_once() -> None:
    hall = confirming(Hall(net=Later()))
    hall.booth.take()
    hall.booth.take()
    assert isinstance(hall.net, Later)
    hall.net.do()
    hall.booth.take()
    hall.net.do()
    assert len(hall.teller.asked) == 1
    assert hall.mill.printed == [("A012", "vi", False)]


def test_a_lost_answer_is_asked_for_again_under_the_same_key() -> None:
    hall = confirming(Hall())
    hall.teller.answers = [Away("lost")]
    hall.booth.take()
    assert hall.screen() is Screen.TROUBLE
    assert hall.booth.view.trouble == Trouble(mishap=Mishap.AWAY)
    hall.booth.take()
    first, second = hall.teller.asked
    assert first == second
    assert len(hall.teller.given) == 1
    assert hall.screen() is Screen.TICKET


def test_going_back_after_a_lost_answer_keeps_the_key() -> None:
    hall = confirming(Hall())
    hall.teller.answers = [Away("lost")]
    hall.booth.take()
    hall.booth.go_back()
    assert hall.screen() is Screen.CONFIRM
    hall.booth.take()
    assert len({asked["key"] for asked in hall.teller.asked}) == 1


def test_every_confirmation_has_a_key_of_its_own() -> None:
    hall = confirming(Hall())
    hall.booth.take()
    hall.booth.go_home()
    confirming(hall).booth.take()
    assert len({asked["key"] for asked in hall.teller.asked}) == 2


def test_a_second_failure_leaves_only_one_trouble_to_go_back_from() -> None:
    hall = confirming(Hall())
    hall.teller.answers = [Away("lost"), Away("lost")]
    hall.booth.take()
    hall.booth.take()
    hall.booth.go_back()
    assert hall.screen() is Screen.CONFIRM


def test_a_refusal_is_shown_and_nothing_is_printed() -> None:
    hall = confirming(Hall())
    hall.teller.answers = [FULL]
    hall.booth.take()
    assert hall.booth.view.trouble == Trouble(mishap=Mishap.REFUSED, refused=FULL)
    assert hall.mill.printed == []
    assert hall.source.hurried == 0


def test_a_refusal_for_closed_hours_asks_for_the_hours_anew() -> None:
    hall = confirming(Hall())
    hall.teller.answers = [Refused("hall-closed", "Ngoài giờ.", 409, {"opens_at": "-"})]
    hall.booth.take()
    assert hall.source.hurried == 1


def test_nothing_else_is_touched_while_the_answer_is_out() -> None:
    hall = confirming(Hall(net=Later()))
    hall.booth.take()
    before = hall.booth.view
    hall.booth.go_home()
    hall.booth.go_back()
    hall.booth.open_search()
    hall.booth.choose("1.000894")
    hall.booth.clerk.set_priority("priority")
    assert hall.booth.view == before


def test_priority_and_language_travel_with_the_request() -> None:
    hall = confirming(Hall())
    hall.booth.clerk.set_priority("priority")
    hall.booth.switch_language()
    hall.booth.take()
    (asked,) = hall.teller.asked
    assert (asked["priority"], asked["lang"]) == ("priority", "en")
    assert hall.mill.printed == [("A012", "en", True)]


def test_the_next_citizen_finds_nothing_of_the_last_one() -> None:
    hall = Hall()
    start = hall.booth.view
    confirming(hall)
    hall.booth.switch_language()
    hall.booth.clerk.set_priority("priority")
    hall.booth.tick_paper(0)
    hall.booth.go_home()
    assert hall.booth.view == replace(start, stirred_at=hall.clock.at)


def test_ticking_a_paper_twice_unticks_it() -> None:
    hall = confirming(Hall())
    hall.booth.tick_paper(1)
    assert hall.booth.view.ticked == {1}
    hall.booth.tick_paper(1)
    assert hall.booth.view.ticked == frozenset()


def test_the_keys_write_and_erase_a_phrase() -> None:
    hall = Hall()
    hall.booth.open_search()
    for letter in " so  do":
        hall.booth.type_key(letter)
    assert hall.booth.view.phrase == "so  do"
    hall.booth.erase()
    assert hall.booth.view.phrase == "so  d"
    hall.booth.toggle_keys()
    assert not hall.booth.view.keys
    hall.booth.type_key("x")
    assert hall.booth.view.keys
    hall.booth.clear()
    assert hall.booth.view.phrase == ""


def test_a_child_leaning_on_a_key_does_not_fill_the_memory() -> None:
    hall = Hall()
    hall.booth.open_search()
    for _ in range(500):
        hall.booth.type_key("a")
    assert len(hall.booth.view.phrase) == 40


def test_an_unknown_code_changes_nothing() -> None:
    hall = Hall()
    before = hall.booth.view
    hall.booth.choose("9.999999")
    assert hall.booth.view == before


def test_a_printed_ticket_is_reported_and_closes_after_twenty_seconds() -> None:
    hall = confirming(Hall())
    hall.booth.take()
    assert hall.teller.reports == [("id-A012", "printed")]
    assert closes_in(hall.booth.view, hall.clock.at) == 20
    hall.wait(19.5)
    assert hall.screen() is Screen.TICKET
    assert closes_in(hall.booth.view, hall.clock.at) == 1
    hall.wait(0.6)
    assert hall.screen() is Screen.HOME


def test_the_number_is_shown_while_the_paper_is_being_printed() -> None:
    hall = confirming(Hall(press=Later()))
    hall.booth.take()
    assert hall.booth.view.issued == issued("A012")
    assert hall.booth.view.paper == PaperNews()
    assert hall.booth.view.done_at is None
    assert isinstance(hall.press, Later)
    hall.press.do()
    assert hall.booth.view.paper == PaperNews(outcome=Paper.PRINTED)
    assert hall.booth.view.done_at == hall.clock.at + 20


def test_news_of_a_paper_whose_owner_has_gone_changes_no_screen() -> None:
    hall = confirming(Hall(press=Later()))
    hall.booth.take()
    hall.booth.go_home()
    assert isinstance(hall.press, Later)
    hall.press.do()
    assert hall.screen() is Screen.HOME
    assert hall.teller.reports == [("id-A012", "printed")]


def test_without_paper_the_screen_stays_and_the_phone_hands_over() -> None:
    hall = confirming(Hall())
    hall.mill.news = [PaperNews(outcome=Paper.NOT_SENT, reason="paper-out")]
    hall.booth.take()
    hall.wait(30)
    assert hall.screen() is Screen.TICKET
    hall.booth.keep_on_phone()
    assert hall.teller.reports == [("id-A012", "not_sent"), ("id-A012", "on_phone")]
    assert hall.screen() is Screen.HOME


def test_a_ticket_that_was_not_sent_is_tried_again_as_the_first_paper_of_its_number() -> None:
    hall = confirming(Hall())
    hall.mill.news = [PaperNews(outcome=Paper.NOT_SENT)]
    hall.booth.take()
    hall.booth.print_again()
    assert hall.mill.printed == [("A012", "vi", False)] * 2
    assert hall.mill.reprints == [False, False]
    assert hall.teller.reports == [("id-A012", "not_sent"), ("id-A012", "printed")]
    assert len(hall.teller.asked) == 1


def test_whatever_is_printed_after_an_unknown_paper_says_that_it_is_a_reprint() -> None:
    hall = confirming(Hall())
    outcomes = (Paper.UNKNOWN, Paper.NOT_SENT, Paper.UNKNOWN, Paper.PRINTED)
    hall.mill.news = [PaperNews(outcome=outcome) for outcome in outcomes]
    hall.booth.take()
    for _ in range(3):
        hall.booth.print_again()
    assert hall.mill.reprints == [False, True, True, True]
    assert {number for number, _, _ in hall.mill.printed} == {"A012"}
    assert hall.booth.view.unknowns == 2
    hall.booth.go_home()
    confirming(hall).booth.take()
    assert hall.mill.reprints[-1] is False


def test_a_held_paper_is_not_sent_again_whoever_asks() -> None:
    hall = confirming(Hall())
    hall.mill.news = [PaperNews(outcome=Paper.HELD, reason="paper-out")]
    hall.booth.take()
    hall.booth.print_again()
    assert hall.mill.printed == [("A012", "vi", False)]
    hall.mill.settled = [("id-A012", PaperNews(outcome=Paper.UNKNOWN))]
    hall.wait(4)
    hall.booth.print_again()
    assert hall.mill.reprints == [False, True]


def test_a_citizen_who_has_the_paper_leaves_and_nothing_is_made_of_the_printers_word() -> None:
    hall = confirming(Hall())
    hall.booth.have_paper()
    assert hall.screen() is Screen.CONFIRM
    hall.mill.news = [PaperNews(outcome=Paper.UNKNOWN)]
    hall.booth.take()
    hall.booth.have_paper()
    assert hall.screen() is Screen.HOME
    assert hall.teller.reports == [("id-A012", "unknown")]


def test_printing_again_waits_for_the_paper_that_is_under_way() -> None:
    hall = confirming(Hall(press=Later()))
    hall.booth.take()
    hall.booth.print_again()
    hall.booth.keep_on_phone()
    assert isinstance(hall.press, Later)
    hall.press.do()
    assert hall.mill.printed == [("A012", "vi", False)]
    assert hall.screen() is Screen.TICKET


def test_a_held_paper_that_comes_out_later_is_announced_and_reported() -> None:
    hall = confirming(Hall())
    hall.mill.news = [PaperNews(outcome=Paper.HELD, reason="paper-out")]
    hall.booth.take()
    assert hall.booth.view.done_at is None
    hall.mill.settled = [("id-A012", PaperNews(outcome=Paper.PRINTED))]
    hall.wait(4)
    assert hall.booth.view.paper == PaperNews(outcome=Paper.PRINTED)
    assert hall.booth.view.done_at is not None
    assert hall.teller.reports == [("id-A012", "held"), ("id-A012", "printed")]


def test_a_held_paper_is_heard_of_before_the_next_ticket_is_printed() -> None:
    hall = confirming(Hall())
    hall.mill.news = [PaperNews(outcome=Paper.HELD)]
    hall.booth.take()
    hall.booth.go_home()
    hall.mill.settled = [("id-A012", PaperNews(outcome=Paper.PRINTED))]
    confirming(hall).booth.take()
    assert hall.teller.reports == [
        ("id-A012", "held"),
        ("id-A012", "printed"),
        ("id-A013", "printed"),
    ]


def test_a_printer_that_breaks_the_kiosk_costs_neither_the_number_nor_the_next_paper() -> None:
    hall = confirming(Hall())
    hall.mill.broken = True
    hall.booth.take()
    assert hall.booth.view.paper == PaperNews(outcome=Paper.UNKNOWN, reason="broken")
    assert hall.teller.reports == [("id-A012", "unknown")]
    hall.mill.broken = False
    hall.booth.print_again()
    assert hall.booth.view.paper == PaperNews(outcome=Paper.PRINTED)


def test_a_kiosk_without_printer_says_so_and_offers_the_phone() -> None:
    hall = confirming(Hall(prints=False))
    hall.booth.take()
    assert hall.booth.view.paper == PaperNews(outcome=Paper.NOT_SENT, reason="no-printer")
    assert hall.teller.reports == [("id-A012", "not_sent")]


def test_reports_that_do_not_get_through_are_sent_again_in_their_order() -> None:
    hall = confirming(Hall())
    hall.teller.deaf = True
    hall.mill.news = [PaperNews(outcome=Paper.UNKNOWN)]
    hall.booth.take()
    hall.booth.keep_on_phone()
    hall.wait(7)
    assert hall.teller.reports == []
    hall.teller.deaf = False
    hall.wait(4)
    assert hall.teller.reports == [("id-A012", "unknown"), ("id-A012", "on_phone")]


def test_a_report_that_broke_is_sent_again_and_the_kiosk_may_begin_anew(
    caplog: pytest.LogCaptureFixture,
) -> None:
    hall = confirming(Hall())
    hall.teller.bug = True
    hall.booth.take()
    hall.wait(7)
    assert "a part of the kiosk broke" in caplog.text
    hall.teller.bug = False
    hall.wait(40)
    assert hall.teller.reports == [("id-A012", "printed")]
    assert hall.booth.left_alone


def test_silence_is_asked_about_after_45_seconds_and_ends_the_visit_after_60() -> None:
    hall = confirming(Hall())
    hall.wait(44.9)
    assert seconds_left(hall.booth.view, hall.clock.at) is None
    hall.wait(0.2)
    assert seconds_left(hall.booth.view, hall.clock.at) == 15
    hall.wait(14.5)
    assert seconds_left(hall.booth.view, hall.clock.at) == 1
    assert hall.screen() is Screen.CONFIRM
    hall.wait(0.5)
    assert hall.screen() is Screen.HOME


def test_a_touch_answers_the_question_and_does_nothing_else() -> None:
    hall = confirming(Hall())
    assert not hall.booth.stir()
    hall.wait(50)
    assert hall.booth.stir()
    assert seconds_left(hall.booth.view, hall.clock.at) is None
    assert not hall.booth.stir()
    hall.wait(44)
    assert hall.screen() is Screen.CONFIRM


def test_the_first_screen_forgets_a_language_without_asking() -> None:
    hall = Hall()
    hall.booth.switch_language()
    hall.wait(44)
    assert hall.booth.view.lang == "en"
    hall.wait(2)
    assert seconds_left(hall.booth.view, hall.clock.at) is None
    assert hall.booth.view.lang == "vi"


def test_nobody_is_sent_home_while_the_answer_is_out() -> None:
    hall = confirming(Hall(net=Later()))
    hall.booth.take()
    hall.wait(120)
    assert hall.screen() is Screen.CONFIRM
    assert isinstance(hall.net, Later)
    hall.net.do()
    assert hall.screen() is Screen.TICKET
    assert seconds_left(hall.booth.view, hall.clock.at) is None


def test_a_kiosk_that_knows_nothing_yet_gets_ready_and_then_opens_by_itself() -> None:
    hall = Hall(known=Known())
    assert hall.booth.view.trouble == Trouble(mishap=Mishap.STARTING)
    hall.learn(KNOWN)
    assert hall.screen() is Screen.HOME


def test_a_kiosk_that_gets_ready_asks_nobody_whether_they_are_there() -> None:
    hall = Hall(known=Known())
    hall.wait(50)
    assert seconds_left(hall.booth.view, hall.clock.at) is None
    assert hall.booth.view.trouble == Trouble(mishap=Mishap.STARTING)


def test_a_kiosk_whose_token_was_taken_back_rests_until_it_is_paired_again() -> None:
    hall = Hall()
    hall.learn(replace(KNOWN, unpaired=True))
    assert hall.booth.view.trouble == Trouble(mishap=Mishap.UNPAIRED)
    hall.learn(KNOWN)
    assert hall.screen() is Screen.HOME


def test_a_number_in_sight_is_never_taken_away_by_news() -> None:
    hall = confirming(Hall())
    hall.mill.news = [PaperNews(outcome=Paper.NOT_SENT)]
    hall.booth.take()
    hall.learn(replace(KNOWN, unpaired=True))
    hall.learn(CLOSED)
    assert hall.screen() is Screen.TICKET


def test_the_first_screen_closes_and_opens_with_the_hall() -> None:
    hall = Hall()
    hall.learn(CLOSED)
    assert hall.screen() is Screen.CLOSED
    hall.learn(KNOWN)
    assert hall.screen() is Screen.HOME


def test_a_closed_hall_shows_papers_but_gives_no_numbers() -> None:
    hall = Hall(known=CLOSED)
    hall.booth.browse()
    hall.booth.choose(BIRTH.code)
    hall.booth.take()
    assert hall.teller.asked == []
    assert hall.screen() is Screen.CONFIRM
    hall.booth.go_back()
    hall.booth.go_back()
    assert hall.screen() is Screen.CLOSED


def test_someone_choosing_is_not_thrown_out_when_the_board_changes() -> None:
    hall = confirming(Hall())
    hall.learn(replace(KNOWN, contact=False))
    assert hall.screen() is Screen.CONFIRM
    assert hall.booth.known.queue("A") is None


def test_what_breaks_while_an_answer_is_out_can_be_tried_again_under_the_same_key() -> None:
    hall = confirming(Hall(net=Later()))
    hall.booth.take()
    key = hall.booth.view.key
    hall.booth.recover()
    assert hall.booth.view.trouble == Trouble(mishap=Mishap.BROKEN)
    assert hall.booth.view.key == key


def test_what_breaks_elsewhere_begins_anew_but_never_hides_a_number() -> None:
    hall = confirming(Hall())
    hall.booth.recover()
    assert hall.screen() is Screen.HOME
    confirming(hall).booth.take()
    hall.booth.recover()
    assert hall.screen() is Screen.TICKET


def test_a_door_is_an_errand_of_its_own() -> None:
    hall = Hall()
    hall.booth.enter(Door.COLLECT)
    assert hall.booth.view.errand == Errand(queue="R", purpose=Purpose.COLLECT, door=Door.COLLECT)


def needs(hall: Hall) -> tuple[str, bool, bool, bool]:
    view = hall.booth.view
    return view.lang, view.large, view.contrast, view.low


def test_what_a_citizen_can_read_and_reach_stays_until_they_go() -> None:
    hall = Hall()
    for switch in (hall.booth.switch_large, hall.booth.switch_contrast, hall.booth.switch_low):
        switch()
    hall.booth.choose(BIRTH.code)
    hall.booth.begin_again()
    assert (hall.screen(), needs(hall)) == (Screen.HOME, ("vi", True, True, True))
    hall.booth.choose(BIRTH.code)
    hall.booth.take()
    assert needs(hall) == ("vi", True, True, True)
    hall.booth.go_home()
    assert (hall.screen(), needs(hall)) == (Screen.HOME, ("vi", False, False, False))


def test_a_first_screen_that_is_left_alone_is_plain_again() -> None:
    hall = Hall()
    hall.booth.switch_large()
    hall.booth.switch_language()
    hall.booth.begin_again()
    hall.wait(46)
    assert needs(hall) == ("vi", False, False, False)


def test_the_hall_opens_in_the_letters_of_whoever_stands_before_it() -> None:
    hall = Hall(known=replace(KNOWN, offer=replace(OFFER, open=False)))
    hall.booth.switch_large()
    hall.learn(KNOWN)
    assert (hall.screen(), needs(hall)) == (Screen.HOME, ("vi", True, False, False))


def test_a_switch_back_leaves_the_screen_as_it_was() -> None:
    hall = Hall()
    hall.booth.choose(BIRTH.code)
    hall.booth.tick_paper(1)
    before = hall.booth.view
    for switch in (hall.booth.switch_large, hall.booth.switch_contrast, hall.booth.switch_low):
        switch()
        switch()
    assert hall.booth.view == before
