"""Which counters a hall has, and which queues they serve unless they are told otherwise."""

from dataclasses import replace
from datetime import datetime

from luot.domain.hall import Counter, CounterState, Hall
from luot.domain.rules import Rules
from luot.domain.ticket import State

ENDED = {State.SERVED, State.CANCELLED}


def furnished(rules: Rules, counter: Counter) -> tuple[str, ...]:
    """The queues that a counter serves by itself: its own, and those that no counter has."""
    own = next((desk.queues for desk in rules.counters if desk.number == counter.number), ())
    taken = {letter for desk in rules.counters for letter in desk.queues}
    left_over = (queue.letter for queue in rules.queues if queue.letter not in taken)
    return tuple(dict.fromkeys((*own, *left_over)))


def counters_under(hall: Hall, rules: Rules, at: datetime) -> dict[int, Counter]:
    """The counters of a hall that goes on under these rules.

    Those at work stay, and so does every counter that a citizen still here was sent to.
    """
    needed = {
        number
        for ticket in hall.tickets.values()
        if ticket.state not in ENDED
        for number in (ticket.counter, ticket.for_counter)
        if number is not None
    }
    kept = {
        number: _under(hall, rules, counter)
        for number, counter in hall.counters.items()
        if counter.state is not CounterState.CLOSED or number in needed
    }
    fresh = {
        desk.number: Counter(number=desk.number, queues=desk.queues, since=at)
        for desk in rules.counters
    }
    return dict(sorted((fresh | kept).items()))


def _under(hall: Hall, rules: Rules, counter: Counter) -> Counter:
    """A counter that stays, with the queues that it may still serve."""
    letters = {queue.letter for queue in rules.queues}
    untold = counter.queues == furnished(hall.rules, counter)
    wanted = furnished(rules, counter) if untold else counter.queues
    queues = tuple(letter for letter in wanted if letter in letters)
    return counter if queues == counter.queues else replace(counter, queues=queues)


def waited_for(hall: Hall, rules: Rules) -> Rules:
    """These rules, with every queue of today in which somebody is still on the way."""
    known = {queue.letter for queue in rules.queues}
    in_use = {ticket.queue for ticket in hall.tickets.values() if ticket.state not in ENDED} | {
        errand.queue
        for ticket in hall.tickets.values()
        if ticket.state not in ENDED
        for errand in ticket.errands[ticket.errand :]
    }
    late = tuple(
        queue for queue in hall.rules.queues if queue.letter in in_use and queue.letter not in known
    )
    return replace(rules, queues=(*rules.queues, *late)) if late else rules
