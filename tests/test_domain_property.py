"""Whatever officials and citizens do, the promises of the hall hold."""

from collections import Counter as Tally
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from luot.domain.commands import (
    CallNext,
    CallTicket,
    Cancel,
    ChangeRules,
    CloseCounter,
    CloseDay,
    Command,
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
from luot.domain.errors import Refusal
from luot.domain.events import TicketCalled
from luot.domain.fold import replay
from luot.domain.furnishing import furnished
from luot.domain.hall import CounterState, line_of, place_of
from luot.domain.measures import measure
from luot.domain.numbering import written
from luot.domain.rules import Desk, Rules
from luot.domain.ticket import EndSource, Outcome, Paper, State, Ticket
from tests.halls import BIRTH, COPY, LAND, RULES, Centre, ticket_id

COUNTERS = st.integers(1, 3)
PROCEDURES = st.sampled_from([BIRTH, COPY, LAND])
LETTERS = st.sampled_from("ACE")
PRIORITIES = st.sampled_from(["ordinary", "priority"])
PICK = st.integers(0, 1000)
Simple = Recall | MarkMissed | Return | Hold | Resume | StartService
SIMPLE: dict[type[Simple], State] = {
    Recall: State.CALLED,
    MarkMissed: State.CALLED,
    StartService: State.CALLED,
    Return: State.MISSED,
    Hold: State.SERVING,
    Resume: State.HELD,
}
BUSY = {State.CALLED, State.SERVING}


class Hall(RuleBasedStateMachine):
    """Any sequence of orders, refused or not."""

    @initialize()
    def opens(self) -> None:
        calls = replace(RULES.calls, before_missed=1, cooldown=0, returns=2)
        self.centre = Centre(replace(RULES, calls=calls))
        self.centre.open(1, 2)

    def some(self, pick: int, *states: State) -> UUID:
        """A ticket of today: mostly one in these states, sometimes any, sometimes none at all."""
        every = self.centre.hall.tickets
        fitting = [t.id for t in every.values() if t.state in states]
        ids = fitting if fitting and pick % 8 else [*every, ticket_id(0)]
        return ids[pick % len(ids)]

    def tell(self, command: Command) -> None:
        before = self.centre.hall
        try:
            events = self.centre.do(command)
        except Refusal:
            assert self.centre.hall is before
        else:
            for event in events:
                if isinstance(event, TicketCalled) and event.reason is None:
                    self.passes_nobody(before.tickets.get(event.ticket), event)

    def passes_nobody(self, called: Ticket | None, event: TicketCalled) -> None:
        """Whoever is called in turn came at most the credit later than anyone left waiting."""
        counter = self.centre.hall.counters[event.counter]
        if called is None:
            return
        for ticket in self.centre.hall.line_for(counter):
            assert called.effective_at <= ticket.effective_at

    @rule(
        procedures=st.lists(PROCEDURES, min_size=1, max_size=2),
        p=PRIORITIES,
        kiosk=st.one_of(st.none(), st.integers(0, 1)),
    )
    def take(self, procedures: list[str], p: str, kiosk: int | None) -> None:
        self.centre.made += 1
        id_ = ticket_id(self.centre.made)
        self.tell(TakeTicket(id=id_, procedures=tuple(procedures), priority=p, kiosk=kiosk))

    @rule(
        kiosk=st.integers(0, 3),
        step=st.integers(0, 24),
        letter=LETTERS,
        ago=st.integers(-600, 600),
    )
    def paper_of_an_outage(self, kiosk: int, step: int, letter: str, ago: int) -> None:
        number = written(letter, 900 + 25 * kiosk + step)
        self.centre.made += 1
        id_ = self.centre.hall.numbers.get(number) or ticket_id(self.centre.made)
        self.tell(self.paper(id_, kiosk, number, ago))

    def paper(self, id_: UUID, kiosk: int, number: str, ago: int) -> Command:
        return ReconcileTicket(
            id=id_,
            kiosk=kiosk,
            number=number,
            issued_at=self.centre.now - timedelta(minutes=ago),
            last_contact=self.centre.now - timedelta(minutes=60),
            queue=number[0],
        )

    @rule(pick=PICK, step=st.integers(0, 24))
    def paper_with_another_number(self, pick: int, step: int) -> None:
        id_ = self.some(pick, State.CALLED, State.MISSED)
        known = self.centre.hall.tickets.get(id_)
        letter = known.number[0] if known else "A"
        kiosk = known.kiosk if known and known.kiosk is not None else pick % 4
        self.tell(self.paper(id_, kiosk, written(letter, 900 + 25 * kiosk + step), 5))

    @rule(seconds=st.sampled_from([0, 1, 15, 60, 600, 1500]))
    def time_passes(self, seconds: int) -> None:
        self.centre.wait(seconds=seconds)

    @rule(counter=COUNTERS, queues=st.one_of(st.none(), st.just(("A",)), st.just(("C", "E"))))
    def open(self, counter: int, queues: tuple[str, ...] | None) -> None:
        self.tell(OpenCounter(counter=counter, official=f"official {counter}", queues=queues))

    @precondition(lambda self: len(self.centre.hall.tickets) % 3 == 0)
    @rule(counter=COUNTERS, what=st.sampled_from([PauseCounter, CloseCounter]))
    def leave(self, counter: int, what: type[PauseCounter | CloseCounter]) -> None:
        self.tell(what(counter=counter))

    @rule(counter=COUNTERS)
    def undo(self, counter: int) -> None:
        self.tell(Undo(counter=counter))

    @rule(counter=COUNTERS, pick=PICK)
    def serve_and_hold(self, counter: int, pick: int) -> None:
        self.sit_down(counter)
        self.tell(Hold(ticket=self.some(pick, State.SERVING)))
        if pick % 3 == 0:
            self.tell(Resume(ticket=self.some(pick, State.HELD), counter=counter))
        elif pick % 3 == 1:
            self.tell(Undo(counter=counter))

    @rule(counter=COUNTERS, finish=st.booleans())
    def call_next(self, counter: int, finish: bool) -> None:  # noqa: FBT001
        self.tell(CallNext(counter=counter, finish_current=finish))

    @rule(counter=COUNTERS, pick=PICK)
    def call_out_of_turn(self, counter: int, pick: int) -> None:
        ticket = self.some(pick, State.WAITING)
        self.tell(CallTicket(counter=counter, ticket=ticket, reason="x"))

    @rule(pick=PICK, what=st.sampled_from(list(SIMPLE)))
    def simply(self, pick: int, what: type[Simple]) -> None:
        self.tell(what(ticket=self.some(pick, SIMPLE[what])))

    @rule(counter=COUNTERS)
    def sit_down(self, counter: int) -> None:
        self.tell(CallNext(counter=counter))
        there = self.centre.hall.counters.get(counter)
        if there is not None and there.ticket is not None:
            self.tell(StartService(ticket=there.ticket))

    @rule(pick=PICK, procedure=PROCEDURES)
    def set_procedure(self, pick: int, procedure: str) -> None:
        self.tell(SetProcedure(ticket=self.some(pick, State.SERVING), procedure=procedure))

    @rule(pick=PICK, following=st.one_of(st.none(), PROCEDURES))
    def finish(self, pick: int, following: str | None) -> None:
        ticket = self.some(pick, State.SERVING)
        accepted = Outcome.ACCEPTED
        self.tell(FinishService(ticket=ticket, outcome=accepted, next_procedure=following))

    @rule(pick=PICK, queue=st.one_of(st.none(), LETTERS), counter=st.one_of(st.none(), COUNTERS))
    def transfer(self, pick: int, queue: str | None, counter: int | None) -> None:
        ticket = self.some(pick, State.SERVING, State.WAITING, State.HELD)
        self.tell(Transfer(ticket=ticket, queue=queue, counter=counter, reason="x"))

    @rule(pick=PICK, priority=PRIORITIES)
    def priority(self, pick: int, priority: str) -> None:
        ticket = self.some(pick, State.WAITING)
        self.tell(GrantPriority(ticket=ticket, priority=priority, reason="x"))
        self.tell(WithdrawPriority(ticket=self.some(pick + 1, State.WAITING), reason="x"))

    @rule(pick=PICK, paper=st.sampled_from(Paper))
    def citizen(self, pick: int, paper: Paper) -> None:
        self.tell(ReportPaper(ticket=self.some(pick, State.WAITING), outcome=paper))
        self.tell(Rate(ticket=self.some(pick, State.SERVED), score=4))

    @rule(pick=PICK)
    def give_up(self, pick: int) -> None:
        self.tell(Cancel(ticket=self.some(pick, State.CALLED, State.HELD), reason="x"))

    @rule(pick=PICK, procedure=PROCEDURES)
    def correct(self, pick: int, procedure: str) -> None:
        ticket = self.some(pick, State.SERVED)
        self.tell(Correct(ticket=ticket, procedure=procedure, reason="x"))

    @rule(counters=st.integers(1, 3), letters=st.integers(1, 3))
    def other_rules(self, counters: int, letters: int) -> None:
        """Counters and queues come and go in the middle of a day."""
        rules = self.centre.hall.rules
        served = tuple("ACE"[:letters])
        desks = tuple(Desk(number=n, queues=served) for n in range(1, counters + 1))
        queues = tuple(queue for queue in RULES.queues if queue.letter in served)
        changed = replace(rules, counters=desks, queues=queues)
        self.change_rules(changed)

    def change_rules(self, rules: Rules) -> None:
        self.tell(ChangeRules(rules=rules, catalogue="test"))

    @precondition(lambda self: len(self.centre.hall.tickets) > 7)
    @rule()
    def night(self) -> None:
        self.tell(CloseDay())
        hall = self.centre.hall
        assert {t.state for t in hall.tickets.values()} <= {State.SERVED, State.CANCELLED}
        assert not any(counter.ticket for counter in hall.counters.values())
        assert not any(hall.lines.values())
        self.centre.wait(minutes=24 * 60)
        self.tell(OpenDay(day=self.centre.now.date(), rules=hall.rules, catalogue="test"))

    @invariant()
    def the_replayed_journal_is_the_live_hall(self) -> None:
        assert replay(self.centre.journal, self.centre.begin) == self.centre.hall

    @invariant()
    def no_two_citizens_hold_the_same_number(self) -> None:
        hall = self.centre.hall
        held = [t.number for t in hall.tickets.values()]
        void = [number for t in hall.tickets.values() for number in t.void_numbers]
        assert max(Tally(held).values(), default=0) <= 1
        assert not set(held) & (set(void) - set(held))
        assert set(held) | set(void) == set(hall.numbers)

    @invariant()
    def no_ticket_is_at_two_counters_and_no_counter_has_two(self) -> None:
        hall = self.centre.hall
        at = {c.number: c.ticket for c in hall.counters.values() if c.ticket}
        assert len(set(at.values())) == len(at)
        busy = {t.id: t.counter for t in hall.tickets.values() if t.state in BUSY}
        assert {ticket: counter for counter, ticket in at.items()} == busy

    @invariant()
    def the_lines_hold_exactly_who_waits_in_order(self) -> None:
        hall = self.centre.hall
        waiting = [t for t in hall.tickets.values() if t.state is State.WAITING]
        lines = {
            name: tuple(sorted(place_of(t) for t in waiting if line_of(t) == name))
            for name in {line_of(t) for t in waiting}
        }
        assert {name: line for name, line in hall.lines.items() if line} == lines

    @invariant()
    def nobody_waits_where_no_counter_can_ever_call(self) -> None:
        hall = self.centre.hall
        desks = hall.counters.values()
        served = {letter for desk in desks for letter in furnished(hall.rules, desk)}
        for ticket in hall.tickets.values():
            if ticket.state is State.WAITING and ticket.for_counter is None:
                assert hall.rules.queue(ticket.queue) is not None
                assert ticket.queue in served
            elif ticket.state is State.WAITING:
                assert ticket.for_counter is not None
                sent_to = hall.counters[ticket.for_counter]
                assert sent_to.state is not CounterState.CLOSED

    @invariant()
    def times_never_run_backwards(self) -> None:
        for ticket in self.centre.hall.tickets.values():
            times = measure(ticket, self.centre.now)
            for length in (times.waiting, times.way, times.service, times.hold):
                assert length is None or length >= timedelta()
            for errand in ticket.errands:
                for stretch in errand.stretches:
                    ended = (stretch.ended_at is None) == (stretch.end_source is None)
                    assert ended
                    assert stretch.end_source is None or stretch.end_source in EndSource


TestHall = Hall.TestCase
TestHall.settings = settings(
    max_examples=150,
    stateful_step_count=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
