"""Takes down what a citizen wishes before the number: priority, purpose, more matters, papers."""

from dataclasses import replace
from typing import Final

from kiosk import choosing, speaking
from kiosk.choosing import Way
from kiosk.clock import Clock
from kiosk.handover import Handover
from kiosk.known import hall_time
from kiosk.usher import Ways
from kiosk.view import DOORS, Asking, Door, Handout, Screen
from luot.domain.ticket import Paper, Purpose

DONE: Final = {Paper.PRINTED: Handout.PRINTED}


class Clerk:
    """Every wish is a touch at most, and none has to be said."""

    def __init__(self, ways: Ways, handover: Handover, clock: Clock) -> None:
        self._ways = ways
        self._handover = handover
        self._clock = clock

    @property
    def _free(self) -> bool:
        """Whether anything may still be wished: not while a number is on its way."""
        return self._ways.view().asked_at is None

    def set_priority(self, priority: str) -> None:
        """The class of priority that the citizen asks for, empty for none."""
        if self._free:
            self._ways.show(choosing.prefer(self._ways.view(), priority))

    def offer_priority(self) -> None:
        """Ask which class of priority it is, where the centre has several."""
        match self._ways.known().priorities:
            case ():
                pass
            case (only,):
                self.set_priority(only.code)
            case _:
                self._ways.go(choosing.asked(self._ways.view(), Asking.PRIORITY))

    def decide(self, answer: str) -> None:
        """Answer what the screen of choices asks."""
        if self._ways.view().languages:
            self._ways.show(speaking.spoken(self._ways.view(), answer))
            return
        match self._ways.view().asking:
            case Asking.PRIORITY:
                self.set_priority(answer)
            case Asking.LIFE:
                view = replace(self._ways.view(), event=answer, field=None, page=0)
                self._ways.go(replace(view, screen=Screen.FIELD))
            case Asking.WAIT | None:
                pass

    def set_purpose(self, purpose: str) -> None:
        """What the citizen comes to do about the procedure."""
        view, known = self._ways.view(), self._ways.known()
        procedure = known.shelf.procedure(view.errand.procedure) if view.errand else None
        if procedure is None or not self._free:
            return
        collects = DOORS[Door.COLLECT].queue
        there = purpose == Purpose.COLLECT and known.has_queue(collects)
        queue = collects if there else procedure.queue
        self._ways.show(choosing.come_for(view, Purpose(purpose), queue))

    def add_more(self) -> None:
        """Choose one procedure more for the same number."""
        view = self._ways.view()
        if view.errand is not None and not choosing.full(view.errand):
            self._ways.go(choosing.more(view))

    def open_life(self) -> None:
        """Show what happens in people's lives, to find what it brings with it."""
        self._ways.go(choosing.asked(self._ways.view(), Asking.LIFE))

    def go_on(self) -> None:
        """Told of a long wait, the citizen takes a number all the same."""
        self._ways.show(choosing.answered(replace(self._ways.view(), patient=True)))
        self._ways.take()

    def go_another_way(self, way: Way) -> None:
        """What helps where no number is given; back is where the matter was chosen."""
        match way:
            case Way.GUIDANCE:
                trail = self._ways.view().trail
                self._ways.confirm(DOORS[Door.ASK])
                self._ways.show(replace(self._ways.view(), trail=trail))
            case Way.PAPERS:
                self.look_at_papers()
            case Way.HOME:
                self._ways.home()

    def look_at_papers(self) -> None:
        """Show how to take the papers along without a number, and where it is done online."""
        view = self._ways.view()
        if view.errand is not None and view.screen is not Screen.PAPERS:
            self._ways.go(replace(view, screen=Screen.PAPERS, asking=None))

    def hand_out(self) -> None:
        """Print the papers to bring, without a number; once for each confirmation."""
        view = self._ways.view()
        if view.errand is None or view.handout in {Handout.PRINTING, Handout.PRINTED}:
            return
        key, at = view.key, hall_time(self._ways.known(), self._clock)
        self._ways.show(replace(view, handout=Handout.PRINTING))
        self._handover.hand_out(
            view.errand, view.lang, at, lambda paper: self._handed_out(key, paper)
        )

    def _handed_out(self, key: str | None, paper: Paper) -> None:
        """What became of the papers; the citizen may have gone on by now."""
        view = self._ways.view()
        if view.key == key and view.handout is Handout.PRINTING:
            self._ways.show(replace(view, handout=DONE.get(paper, Handout.FAILED)))
