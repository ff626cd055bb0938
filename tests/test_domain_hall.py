"""The rule book of the hall, a sentence a test."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from luot.domain import errors
from luot.domain.commands import (
    CallNext,
    CallTicket,
    Cancel,
    CloseCounter,
    CloseDay,
    Correct,
    FinishService,
    GrantPriority,
    Hold,
    MarkMissed,
    OpenCounter,
    OpenDay,
    PauseCounter,
    Rate,
    Recall,
    ReconcileTicket,
    ReportPaper,
    Resume,
    Return,
    SetProcedure,
    StartService,
    TakeTicket,
    Transfer,
    Undo,
    WithdrawPriority,
)
from luot.domain.events import (
    CallWithdrawn,
    CounterClosed,
    DayClosed,
    ServiceFinished,
    TicketCalled,
    TicketCancelled,
    TicketRecalled,
    TicketRenumbered,
)
from luot.domain.fold import replay
from luot.domain.hall import CounterState
from luot.domain.measures import is_exact, measure, service_time
from luot.domain.rules import Rules
from luot.domain.ticket import EndSource, Outcome, Paper, Purpose, Rating, State, Ticket
from tests.halls import BIRTH, COPY, DAY, LAND, MORNING, RULES, Centre, ticket_id


@pytest.fixture
def centre() -> Centre:
    centre = Centre()
    centre.open(1, 2)
    return centre


def called(centre: Centre, counter: int = 1) -> Ticket:
    ticket = centre.call(counter)
    assert ticket is not None
    return ticket


def serving(centre: Centre, counter: int = 1) -> Ticket:
    ticket = called(centre, counter)
    centre.do(StartService(ticket=ticket.id))
    return centre.ticket(ticket.id)


def finish(centre: Centre, ticket: Ticket, **more: object) -> None:
    centre.do(FinishService(ticket=ticket.id, outcome=Outcome.ACCEPTED, **more))  # type: ignore[arg-type]


# Issue


def test_each_letter_counts_for_itself(centre: Centre) -> None:
    ids = [centre.take(what) for what in (BIRTH, COPY, BIRTH, "E")]
    assert [centre.ticket(i).number for i in ids] == ["A001", "C001", "A002", "E001"]


def test_a_procedure_or_a_queue_is_named_but_not_both(centre: Centre) -> None:
    for procedures, queue in (((), None), ((BIRTH,), "A")):
        with pytest.raises(errors.ChoiceMissing):
            centre.do(TakeTicket(id=ticket_id(9), procedures=procedures, queue=queue))


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (TakeTicket(id=ticket_id(9), procedures=("9.999999",)), errors.UnknownProcedure),
        (TakeTicket(id=ticket_id(9), queue="Q"), errors.UnknownQueue),
        (TakeTicket(id=ticket_id(9), queue="A", priority="vip"), errors.UnknownPriority),
        (Recall(ticket=ticket_id(9)), errors.UnknownTicket),
        (CallNext(counter=99), errors.UnknownCounter),
        (CallNext(counter=3), errors.CounterNotOpen),
    ],
)
def test_what_the_centre_does_not_have_is_refused(
    centre: Centre, command: TakeTicket | Recall | CallNext, refusal: type[errors.Refusal]
) -> None:
    before = centre.hall
    with pytest.raises(refusal):
        centre.do(command)
    assert centre.hall == before


def test_a_full_letter_is_refused_and_the_others_go_on(centre: Centre) -> None:
    centre.hall = replace(centre.hall, issued={"A": 8999})
    with pytest.raises(errors.LetterFull):
        centre.take(BIRTH)
    assert centre.ticket(centre.take(COPY)).number == "C001"


def test_number_899_is_followed_by_1000(centre: Centre) -> None:
    centre.hall = replace(centre.hall, issued={"A": 899})
    assert centre.ticket(centre.take(BIRTH)).number == "A1000"


def test_a_late_fence_turns_held_into_printed_and_never_back(centre: Centre) -> None:
    id_ = centre.take()
    for outcome in (Paper.HELD, Paper.PRINTED, Paper.UNKNOWN):
        centre.do(ReportPaper(ticket=id_, outcome=outcome))
    assert centre.ticket(id_).paper is Paper.PRINTED


# Order


def test_the_earliest_is_called_first_across_the_queues_of_a_counter(centre: Centre) -> None:
    first, second = centre.take(COPY), centre.take(BIRTH)
    assert called(centre, 1).id == first
    assert called(centre, 2).id == second


def test_a_counter_calls_only_from_its_own_queues() -> None:
    centre = Centre()
    centre.open(1, queues=("E",))
    centre.take(BIRTH)
    land = centre.take(LAND)
    assert called(centre).id == land


def test_priority_counts_as_having_come_twenty_minutes_earlier(centre: Centre) -> None:
    early = centre.take()
    centre.wait(minutes=5)
    ordinary = centre.take()
    centre.wait(minutes=14)
    priority = centre.take(priority="priority")
    numbers = [called(centre, 1).id, called(centre, 2).id]
    assert numbers == [priority, early]
    assert centre.hall.ahead(centre.ticket(ordinary)) == 0


def test_who_comes_more_than_the_credit_later_never_passes(centre: Centre) -> None:
    ordinary = centre.take()
    centre.wait(minutes=20, seconds=1)
    centre.take(priority="priority")
    assert called(centre).id == ordinary


def test_calling_out_of_turn_needs_a_reason(centre: Centre) -> None:
    centre.take()
    second = centre.take()
    with pytest.raises(errors.ReasonMissing):
        centre.do(CallTicket(counter=1, ticket=second, reason=" "))
    (event,) = centre.do(CallTicket(counter=1, ticket=second, reason="xe lăn"))
    assert event == TicketCalled(
        at=centre.now, ticket=second, number="A002", counter=1, reason="xe lăn"
    )


# Calls


def test_nobody_waiting_is_no_event_and_no_refusal(centre: Centre) -> None:
    assert centre.do(CallNext(counter=1)) == ()


def test_a_counter_with_a_called_ticket_calls_nobody_else(centre: Centre) -> None:
    centre.take()
    centre.take()
    called(centre)
    with pytest.raises(errors.CounterHasCalledTicket) as refused:
        centre.do(CallNext(counter=1))
    assert refused.value.fields == {"counter": 1, "number": "A001"}


def test_a_serving_counter_calls_nobody_unless_it_finishes_the_current(centre: Centre) -> None:
    first, second = centre.take(), centre.take()
    serving(centre)
    with pytest.raises(errors.CounterIsServing):
        centre.do(CallNext(counter=1))
    centre.wait(minutes=3)
    centre.do(CallNext(counter=1, finish_current=True))
    done = centre.ticket(first)
    assert (done.state, done.current.stretches[0].end_source) == (
        State.SERVED,
        EndSource.NEXT_CALL,
    )
    assert centre.hall.counters[1].ticket == second


def test_a_recalled_ticket_keeps_its_number_and_counts_its_calls(centre: Centre) -> None:
    centre.take()
    ticket = called(centre)
    with pytest.raises(errors.RecallTooSoon) as refused:
        centre.do(Recall(ticket=ticket.id))
    assert refused.value.fields["seconds"] == 15
    centre.wait(seconds=15)
    (event,) = centre.do(Recall(ticket=ticket.id))
    assert event == TicketRecalled(
        at=centre.now, ticket=ticket.id, number="A001", counter=1, call=2
    )


def test_a_no_show_is_due_calls_enough_and_time_enough(centre: Centre) -> None:
    centre.take()
    ticket = called(centre)
    centre.wait(seconds=20)
    with pytest.raises(errors.MissedTooSoon) as refused:
        centre.do(MarkMissed(ticket=ticket.id))
    assert refused.value.fields == {"number": "A001", "calls": 1, "seconds": 0}
    centre.do(Recall(ticket=ticket.id))
    with pytest.raises(errors.MissedTooSoon) as refused:
        centre.do(MarkMissed(ticket=ticket.id))
    assert refused.value.fields == {"number": "A001", "calls": 0, "seconds": 15}
    centre.wait(seconds=15)
    centre.do(MarkMissed(ticket=ticket.id))
    assert centre.ticket(ticket.id).state is State.MISSED
    assert centre.hall.counters[1].ticket is None


def missed(centre: Centre) -> Ticket:
    ticket = called(centre)
    centre.wait(seconds=15)
    centre.do(Recall(ticket=ticket.id))
    centre.wait(seconds=15)
    centre.do(MarkMissed(ticket=ticket.id))
    return centre.ticket(ticket.id)


def test_who_missed_the_call_returns_once_as_if_ten_minutes_early(centre: Centre) -> None:
    id_ = centre.take()
    centre.wait(minutes=40)
    missed(centre)
    centre.wait(minutes=5)
    centre.do(Return(ticket=id_))
    assert centre.ticket(id_).effective_at == centre.now - timedelta(minutes=10)
    missed(centre)
    with pytest.raises(errors.ReturnUsed):
        centre.do(Return(ticket=id_))


def test_a_return_never_betters_the_place(centre: Centre) -> None:
    id_ = centre.take()
    ticket = missed(centre)
    centre.do(Return(ticket=id_))
    assert centre.ticket(id_).effective_at == ticket.effective_at


def test_a_return_after_half_an_hour_is_too_late(centre: Centre) -> None:
    id_ = centre.take()
    missed(centre)
    centre.wait(minutes=30, seconds=1)
    with pytest.raises(errors.ReturnTooLate):
        centre.do(Return(ticket=id_))


# Service


def test_the_right_procedure_takes_all_the_time(centre: Centre) -> None:
    centre.take(BIRTH)
    ticket = serving(centre)
    centre.wait(minutes=4)
    centre.do(SetProcedure(ticket=ticket.id, procedure=COPY))
    centre.wait(minutes=2)
    finish(centre, ticket)
    done = centre.ticket(ticket.id)
    assert [(e.procedure, service_time(e)) for e in done.errands] == [(COPY, timedelta(minutes=6))]


def test_start_and_finish_may_set_the_procedure(centre: Centre) -> None:
    centre.take("A")
    ticket = called(centre)
    centre.do(StartService(ticket=ticket.id, procedure=BIRTH))
    assert centre.ticket(ticket.id).procedure == BIRTH
    finish(centre, ticket, procedure=LAND)
    assert centre.ticket(ticket.id).procedure == LAND


def test_a_visit_goes_on_with_another_procedure_and_each_has_its_time(centre: Centre) -> None:
    centre.take(BIRTH)
    ticket = serving(centre)
    centre.wait(minutes=4)
    finish(centre, ticket, next_procedure=COPY, dossier="H56.120-261123-0001")
    centre.wait(minutes=1)
    finish(centre, ticket)
    done = centre.ticket(ticket.id)
    assert [(e.procedure, service_time(e), e.dossier) for e in done.errands] == [
        (BIRTH, timedelta(minutes=4), "H56.120-261123-0001"),
        (COPY, timedelta(minutes=1), None),
    ]
    assert done.state is State.SERVED


def test_several_procedures_wait_one_after_another_with_the_old_seniority(centre: Centre) -> None:
    id_ = ticket_id(50)
    centre.do(TakeTicket(id=id_, procedures=(BIRTH, LAND)))
    centre.wait(minutes=1)
    centre.take(LAND)
    finish(centre, serving(centre))
    again = centre.ticket(id_)
    assert (again.state, again.queue, again.number) == (State.WAITING, "E", "A001")
    assert called(centre, 2).id == id_


def test_hold_time_is_no_service_time(centre: Centre) -> None:
    centre.take()
    ticket = serving(centre)
    centre.wait(minutes=4)
    centre.do(Hold(ticket=ticket.id))
    assert centre.hall.counters[1].ticket is None
    centre.wait(minutes=10)
    centre.do(Resume(ticket=ticket.id, counter=2))
    centre.wait(minutes=1)
    finish(centre, ticket)
    times = measure(centre.ticket(ticket.id))
    assert (times.service, times.hold) == (timedelta(minutes=5), timedelta(minutes=10))


def test_a_held_ticket_resumes_only_at_a_free_counter(centre: Centre) -> None:
    centre.take()
    centre.take()
    held = serving(centre)
    centre.do(Hold(ticket=held.id))
    serving(centre)
    with pytest.raises(errors.CounterIsServing):
        centre.do(Resume(ticket=held.id))


def test_a_transfer_keeps_number_and_seniority(centre: Centre) -> None:
    first = centre.take(BIRTH)
    centre.wait(minutes=5)
    centre.take(LAND)
    ticket = serving(centre)
    centre.do(Transfer(ticket=ticket.id, queue="E", reason="nhầm quầy"))
    moved = centre.ticket(first)
    assert (moved.number, moved.queue, moved.state) == ("A001", "E", State.WAITING)
    centre.do(OpenCounter(counter=3, official="c", queues=("E",)))
    assert called(centre, 3).id == first


def test_a_ticket_sent_to_a_counter_is_called_only_there(centre: Centre) -> None:
    centre.take()
    ticket = serving(centre)
    centre.do(Transfer(ticket=ticket.id, counter=2, reason="đúng người"))
    assert centre.call(1) is None
    assert called(centre, 2).id == ticket.id


def test_a_ticket_is_never_sent_to_a_closed_counter(centre: Centre) -> None:
    id_ = centre.take()
    with pytest.raises(errors.CounterNotOpen):
        centre.do(Transfer(ticket=id_, counter=3, reason="x"))


def test_whoever_was_sent_to_a_counter_that_closes_waits_in_the_queue_again(
    centre: Centre,
) -> None:
    id_ = centre.take()
    centre.do(Transfer(ticket=id_, counter=2, reason="x"))
    centre.do(CloseCounter(counter=2))
    assert called(centre, 1).id == id_


# Places


def test_a_cancelled_ticket_frees_its_counter(centre: Centre) -> None:
    centre.take()
    ticket = called(centre)
    centre.do(Cancel(ticket=ticket.id, reason="về rồi"))
    assert centre.ticket(ticket.id).state is State.CANCELLED
    assert centre.hall.counters[1].ticket is None


def test_a_ticket_that_is_being_served_is_not_cancelled(centre: Centre) -> None:
    centre.take()
    ticket = serving(centre)
    with pytest.raises(errors.TicketNotInState):
        centre.do(Cancel(ticket=ticket.id, reason="x"))


def test_granted_priority_moves_forward_and_withdrawn_moves_back(centre: Centre) -> None:
    first = centre.take()
    centre.wait(minutes=10)
    second = centre.take()
    before = centre.ticket(second).effective_at
    centre.do(GrantPriority(ticket=second, priority="priority", reason="mang thai"))
    assert centre.hall.next_for(centre.hall.counters[1]) == centre.ticket(second)
    centre.do(WithdrawPriority(ticket=second, reason="nhầm"))
    assert centre.ticket(second).effective_at == before
    assert called(centre).id == first
    with pytest.raises(errors.PriorityUnchanged):
        centre.do(WithdrawPriority(ticket=second, reason="nhầm"))


def test_a_visit_is_rated_once_and_only_when_it_is_over(centre: Centre) -> None:
    id_ = centre.take()
    with pytest.raises(errors.TicketNotInState):
        centre.do(Rate(ticket=id_, score=5))
    centre.serve()
    centre.do(Rate(ticket=id_, score=5, reasons=("nhanh",)))
    assert centre.ticket(id_).rating == Rating(score=5, reasons=("nhanh",))
    with pytest.raises(errors.AlreadyRated):
        centre.do(Rate(ticket=id_, score=1))


def test_priority_withdrawn_after_a_return_never_reaches_into_the_future(centre: Centre) -> None:
    id_ = centre.take(priority="priority")
    centre.wait(minutes=40)
    missed(centre)
    centre.do(Return(ticket=id_))
    returned = centre.ticket(id_).effective_at
    centre.do(WithdrawPriority(ticket=id_, reason="nhầm"))
    assert returned == centre.ticket(id_).effective_at == centre.now - timedelta(minutes=10)


# Counters


def test_a_queue_named_twice_is_served_once(centre: Centre) -> None:
    centre.do(OpenCounter(counter=3, official="c", queues=("A", "A")))
    assert centre.hall.counters[3].queues == ("A",)


def test_opening_an_open_counter_changes_nothing(centre: Centre) -> None:
    assert centre.do(OpenCounter(counter=1, official="official 1")) == ()


def test_a_counter_belongs_to_one_official_at_a_time(centre: Centre) -> None:
    with pytest.raises(errors.CounterOccupied):
        centre.do(OpenCounter(counter=1, official="another"))
    centre.do(CloseCounter(counter=1))
    centre.do(OpenCounter(counter=1, official="another"))
    assert centre.hall.counters[1].official == "another"


def test_a_paused_counter_calls_nobody_and_its_called_ticket_waits_again(centre: Centre) -> None:
    id_ = centre.take()
    called(centre)
    centre.do(PauseCounter(counter=1))
    assert centre.ticket(id_).state is State.WAITING
    with pytest.raises(errors.CounterNotOpen):
        centre.do(CallNext(counter=1))
    centre.do(OpenCounter(counter=1, official="official 1"))
    assert called(centre).id == id_


def test_closing_a_serving_counter_ends_the_service_by_close(centre: Centre) -> None:
    centre.take()
    ticket = serving(centre)
    events = centre.do(CloseCounter(counter=1))
    assert [type(event) for event in events] == [ServiceFinished, CounterClosed]
    assert centre.ticket(ticket.id).current.stretches[0].end_source is EndSource.CLOSE


# Undo and correction


def test_undo_of_a_call_puts_the_citizen_back_where_they_stood(centre: Centre) -> None:
    first = centre.take()
    centre.take()
    before = centre.hall
    called(centre)
    centre.do(Undo(counter=1))
    assert centre.hall.lines == before.lines
    assert centre.hall.counters == before.counters
    assert centre.ticket(first) == before.tickets[first]


def test_undo_of_a_finish_goes_on_as_if_it_had_never_ended(centre: Centre) -> None:
    id_ = centre.take()
    ticket = serving(centre)
    centre.wait(minutes=5)
    finish(centre, ticket)
    centre.wait(seconds=30)
    centre.do(Undo(counter=1))
    centre.wait(seconds=30)
    finish(centre, ticket)
    assert measure(centre.ticket(id_)).service == timedelta(minutes=6)


def test_finish_and_call_next_is_taken_back_in_two_steps(centre: Centre) -> None:
    first, second = centre.take(), centre.take()
    serving(centre)
    centre.do(CallNext(counter=1, finish_current=True))
    centre.do(Undo(counter=1))
    assert centre.ticket(second).state is State.WAITING
    centre.do(Undo(counter=1))
    assert centre.ticket(first).state is State.SERVING


def test_undo_of_a_finish_takes_its_next_procedure_back_with_it(centre: Centre) -> None:
    id_ = centre.take(BIRTH)
    ticket = serving(centre)
    finish(centre, ticket, next_procedure=COPY)
    centre.do(Undo(counter=1))
    assert [errand.procedure for errand in centre.ticket(id_).errands] == [BIRTH]
    assert centre.ticket(id_).state is State.SERVING


def test_undo_of_a_finish_takes_the_next_wait_back_with_it(centre: Centre) -> None:
    centre.do(TakeTicket(id=ticket_id(50), procedures=(BIRTH, LAND)))
    finish(centre, serving(centre))
    centre.do(Undo(counter=1))
    assert centre.ticket(ticket_id(50)).state is State.SERVING
    assert centre.hall.waiting("E") == 0


def test_undo_is_refused_when_too_late_or_when_the_ticket_has_moved_on(centre: Centre) -> None:
    with pytest.raises(errors.NothingToUndo):
        centre.do(Undo(counter=1))
    centre.take()
    ticket = serving(centre)
    centre.do(Transfer(ticket=ticket.id, queue="E", reason="x"))
    called(centre, 2)
    with pytest.raises(errors.NothingToUndo):
        centre.do(Undo(counter=1))
    centre.wait(seconds=121)
    with pytest.raises(errors.NothingToUndo):
        centre.do(Undo(counter=2))


def test_undo_keeps_what_citizen_and_printer_added_meanwhile(centre: Centre) -> None:
    id_ = centre.take()
    called(centre)
    centre.do(ReportPaper(ticket=id_, outcome=Paper.PRINTED))
    centre.do(Undo(counter=1))
    assert centre.ticket(id_).paper is Paper.PRINTED


def test_a_correction_changes_the_record_and_not_the_times(centre: Centre) -> None:
    centre.take(BIRTH)
    done = centre.serve(minutes=7)
    centre.do(Correct(ticket=done.id, procedure=COPY, outcome=Outcome.REFUSED, reason="bấm nhầm"))
    right = centre.ticket(done.id).current
    assert (right.procedure, right.outcome) == (COPY, Outcome.REFUSED)
    assert service_time(right) == timedelta(minutes=7)
    with pytest.raises(errors.NothingToCorrect):
        centre.do(Correct(ticket=done.id, procedure=COPY, reason="lần nữa"))


def test_a_dossier_code_can_be_taken_off_the_record(centre: Centre) -> None:
    centre.take()
    ticket = serving(centre)
    finish(centre, ticket, dossier="H56.120-261123-0001")
    centre.do(Correct(ticket=ticket.id, dossier="", reason="nhầm hồ sơ"))
    assert centre.ticket(ticket.id).current.dossier is None


# The day


def test_the_end_of_the_day_closes_what_was_forgotten(centre: Centre) -> None:
    ids = [centre.take() for _ in range(4)]
    held = serving(centre)
    centre.do(Hold(ticket=held.id))
    called(centre, 2)
    serving(centre, 1)
    events = centre.do(CloseDay())
    assert {centre.ticket(i).state for i in ids} == {State.SERVED, State.CANCELLED}
    assert [centre.ticket(i).state for i in ids] == [
        State.SERVED,
        State.CANCELLED,
        State.SERVED,
        State.CANCELLED,
    ]
    assert events[-1] == DayClosed(at=centre.now, day=DAY)
    cancelled = [event for event in events if isinstance(event, TicketCancelled)]
    assert {event.reason for event in cancelled} == {"day-closed"}
    assert {c.state for c in centre.hall.counters.values()} == {CounterState.CLOSED}


def test_the_next_day_has_fresh_numbers_and_no_old_tickets(centre: Centre) -> None:
    centre.take()
    centre.do(CloseDay())
    with pytest.raises(errors.DayNotOpen):
        centre.take()
    centre.wait(minutes=24 * 60)
    centre.do(OpenDay(day=centre.now.date(), rules=RULES, catalogue="test"))
    assert centre.ticket(centre.take()).number == "A001"
    assert len(centre.hall.tickets) == 1


def test_a_day_never_opens_twice(centre: Centre) -> None:
    with pytest.raises(errors.DayStillOpen):
        centre.do(OpenDay(day=DAY, rules=RULES, catalogue="test"))
    centre.do(CloseDay())
    with pytest.raises(errors.DayIsOver):
        centre.do(OpenDay(day=DAY, rules=RULES, catalogue="test"))


# Papers of an outage


def offline(number: str, n: int = 77, *, minutes_ago: float = 5) -> ReconcileTicket:
    return ReconcileTicket(
        id=ticket_id(n),
        kiosk=1,
        number=number,
        issued_at=MORNING - timedelta(minutes=minutes_ago),
        last_contact=MORNING - timedelta(minutes=30),
        procedures=(BIRTH,),
        purpose=Purpose.SUBMIT,
    )


def test_an_offline_paper_keeps_its_number_and_its_time(centre: Centre) -> None:
    online = centre.take()
    centre.do(offline("A925"))
    ticket = centre.ticket(ticket_id(77))
    assert (ticket.number, ticket.effective_at) == ("A925", MORNING - timedelta(minutes=5))
    assert called(centre).id == ticket.id
    assert centre.hall.issued == {"A": 1}
    assert centre.ticket(online).number == "A001"


def test_a_paper_comes_in_once(centre: Centre) -> None:
    centre.do(offline("A925"))
    assert centre.do(offline("A925")) == ()


def test_a_wrong_clock_moves_a_paper_only_inside_its_outage(centre: Centre) -> None:
    centre.do(offline("A925", 1, minutes_ago=600))
    centre.do(offline("A926", 2, minutes_ago=-600))
    assert centre.ticket(ticket_id(1)).issued_at == MORNING - timedelta(minutes=30)
    assert centre.ticket(ticket_id(2)).issued_at == MORNING


def test_the_paper_wins_over_the_number_that_the_server_gave(centre: Centre) -> None:
    centre.do(TakeTicket(id=ticket_id(77), procedures=(BIRTH,), kiosk=1))
    called(centre)
    events = centre.do(offline("A925"))
    assert [type(event) for event in events] == [TicketRenumbered, CallWithdrawn]
    ticket = centre.ticket(ticket_id(77))
    assert (ticket.number, ticket.void_numbers, ticket.state) == (
        "A925",
        ("A001",),
        State.WAITING,
    )
    assert centre.ticket(centre.take()).number == "A002"


def test_a_paper_keeps_its_place_before_a_server_that_took_the_question_up_late(
    centre: Centre,
) -> None:
    """One that stood still answers what nobody waits for any more, at a time of its own."""
    centre.do(TakeTicket(id=ticket_id(77), procedures=(BIRTH,), kiosk=1))
    centre.do(offline("A926", 2, minutes_ago=2))
    assert centre.ticket(ticket_id(77)).issued_at == MORNING
    centre.do(offline("A925", minutes_ago=5))
    ticket, came = centre.ticket(ticket_id(77)), MORNING - timedelta(minutes=5)
    times = (ticket.issued_at, ticket.waits_from, ticket.base_at, ticket.effective_at)
    assert (ticket.number, times) == ("A925", (came, came, came, came))
    assert called(centre).id == ticket.id
    assert centre.do(offline("A925", minutes_ago=5)) == ()


def test_a_missed_ticket_with_another_paper_waits_again(centre: Centre) -> None:
    centre.do(TakeTicket(id=ticket_id(77), procedures=(BIRTH,), kiosk=1))
    missed(centre)
    centre.do(offline("A925"))
    assert centre.ticket(ticket_id(77)).state is State.WAITING


def test_a_paper_from_a_foreign_band_or_of_another_ticket_is_refused(centre: Centre) -> None:
    with pytest.raises(errors.NumberNotInBand):
        centre.do(offline("A950"))
    centre.do(offline("A925", 1))
    with pytest.raises(errors.NumberTaken):
        centre.do(offline("A925", 2))


def test_a_paper_of_another_day_is_refused(centre: Centre) -> None:
    yesterday = replace(
        offline("A925"),
        issued_at=MORNING - timedelta(days=1),
        last_contact=MORNING - timedelta(days=1, hours=1),
    )
    with pytest.raises(errors.PaperOfAnotherDay):
        centre.do(yesterday)


def test_a_kiosk_renumbers_only_its_own_tickets(centre: Centre) -> None:
    centre.do(TakeTicket(id=ticket_id(77), procedures=(BIRTH,)))
    with pytest.raises(errors.PaperOfAnotherKiosk):
        centre.do(offline("A925"))


def test_a_call_of_a_void_number_was_no_call(centre: Centre) -> None:
    centre.do(TakeTicket(id=ticket_id(77), procedures=(BIRTH,), kiosk=1))
    missed(centre)
    centre.do(offline("A925"))
    ticket = centre.ticket(ticket_id(77))
    assert (ticket.missed_at, ticket.first_called_at) == (None, None)


# Rules that change in the middle of a day


def without(centre: Centre, *, counter: int = 0, queue: str = "") -> Rules:
    rules = centre.hall.rules
    letters = tuple(q.letter for q in rules.queues if q.letter != queue)
    return replace(
        rules,
        queues=tuple(q for q in rules.queues if q.letter != queue),
        counters=tuple(
            replace(desk, queues=letters) for desk in rules.counters if desk.number != counter
        ),
    )


def test_a_counter_that_is_taken_away_stays_while_a_citizen_is_held_there(centre: Centre) -> None:
    centre.take()
    held = serving(centre)
    centre.do(Hold(ticket=held.id))
    centre.do(CloseCounter(counter=1))
    centre.change(without(centre, counter=1))
    centre.do(CloseDay())
    assert centre.ticket(held.id).state is State.SERVED


def test_a_queue_that_is_taken_away_is_served_to_its_last_citizen(centre: Centre) -> None:
    id_ = centre.take(LAND)
    centre.change(without(centre, queue="E"))
    centre.do(CloseCounter(counter=1))
    centre.open(1)
    assert called(centre).id == id_


def test_a_new_queue_is_served_by_the_counters_at_work(centre: Centre) -> None:
    small = without(centre, queue="E")
    centre.change(small)
    centre.change(RULES)
    land = centre.take(LAND)
    assert called(centre).id == land


def test_a_procedure_of_a_queue_that_the_centre_lacks_is_refused(centre: Centre) -> None:
    centre.change(without(centre, queue="E"))
    with pytest.raises(errors.UnknownQueue):
        centre.take(LAND)


def test_nobody_is_sent_back_to_a_counter_that_has_closed(centre: Centre) -> None:
    id_ = centre.take()
    centre.do(Transfer(ticket=id_, counter=2, reason="x"))
    centre.do(CallTicket(counter=1, ticket=id_, reason="x"))
    centre.do(CloseCounter(counter=2))
    centre.do(Undo(counter=1))
    assert called(centre, 1).id == id_


# Measures


def test_a_service_that_is_only_held_is_no_figure(centre: Centre) -> None:
    centre.take()
    ticket = serving(centre)
    centre.do(Hold(ticket=ticket.id))
    assert not is_exact(centre.ticket(ticket.id).current)
    centre.do(CloseDay())
    assert not is_exact(centre.ticket(ticket.id).current)


def test_a_cancelled_hold_has_an_end(centre: Centre) -> None:
    centre.take()
    ticket = serving(centre)
    centre.do(Hold(ticket=ticket.id))
    centre.wait(minutes=3)
    centre.do(Cancel(ticket=ticket.id, reason="về"))
    assert measure(centre.ticket(ticket.id)).hold == timedelta(minutes=3)


def test_the_last_wait_of_a_call_taken_back_is_forgotten(centre: Centre) -> None:
    centre.take()
    centre.wait(minutes=4)
    called(centre, 1)
    centre.take()
    centre.wait(minutes=9)
    called(centre, 2)
    assert centre.hall.last_waits == {"A": timedelta(minutes=9)}
    centre.do(Undo(counter=2))
    assert centre.hall.last_waits == {"A": timedelta(minutes=4)}


def test_the_four_times_of_a_visit(centre: Centre) -> None:
    id_ = centre.take()
    centre.wait(minutes=12)
    ticket = called(centre)
    centre.wait(seconds=40)
    centre.do(StartService(ticket=ticket.id))
    centre.wait(minutes=6)
    finish(centre, ticket)
    times = measure(centre.ticket(id_))
    assert (times.waiting, times.way, times.service, times.hold) == (
        timedelta(minutes=12),
        timedelta(seconds=40),
        timedelta(minutes=6),
        None,
    )


def test_the_wait_of_the_last_citizen_called_is_known_by_queue(centre: Centre) -> None:
    centre.take()
    centre.wait(minutes=18)
    called(centre)
    assert centre.hall.last_waits == {"A": timedelta(minutes=18)}


def test_replayed_journal_is_the_live_hall(centre: Centre) -> None:
    for what in (BIRTH, COPY, LAND):
        centre.take(what)
    centre.serve(1)
    centre.serve(2, minutes=2)
    centre.do(Undo(counter=2))
    assert replay(centre.journal, centre.begin) == centre.hall


def test_time_of_an_event_is_the_time_of_its_command(centre: Centre) -> None:
    centre.take()
    assert centre.hall.last_at == centre.now
    assert isinstance(centre.now, datetime)
