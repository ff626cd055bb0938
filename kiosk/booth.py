"""What a touch at the kiosk causes: from "what do you need" to a number in the hand."""

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Final
from uuid import uuid4

from kiosk import choosing, doorstep, idle, speaking
from kiosk.bookmark import Mark, again
from kiosk.clerk import Clerk
from kiosk.clock import Clock
from kiosk.handover import Handover
from kiosk.hands import Hands
from kiosk.partners import Issuer, Source
from kiosk.stub import BandFull, Unkept
from kiosk.usher import Finder, Usher, Ways
from kiosk.view import (
    DOORS,
    NO_PRINTER,
    Asking,
    Door,
    Errand,
    Mishap,
    PaperNews,
    PrinterNews,
    Screen,
    Trouble,
    View,
)
from luot.client import Away, Issued, Refused
from luot.domain.ticket import Paper

log = logging.getLogger(__name__)

LONGEST_PHRASE: Final = 40
Answer = Issued | doorstep.NoNumber
# Refusals after which the catalogue or the opening at hand is no longer the right one.
STALE: Final = frozenset({"hall-closed", "unknown-procedure", "unknown-queue"})


class Booth:
    """The kiosk without its glass: touches in, a `view` out.

    One confirmation carries one request key from its first to its last press, so that it can
    never give out two numbers. `changed` is called whenever the view is another one.
    """

    def __init__(  # noqa: PLR0913  # all that it has to do with
        self,
        *,
        issuer: Issuer,
        source: Source,
        handover: Handover,
        net: Hands,
        clock: Clock,
        finder: Finder | None = None,
    ) -> None:
        self._issuer = issuer
        self._source = source
        self._handover = handover
        handover.told = self._told
        self._net = net
        self._clock = clock
        self.changed: Callable[[], None] = lambda: None
        self.known = source.known
        self.view = self._fresh()
        ways = Ways(
            view=lambda: self.view,
            known=lambda: self.known,
            show=self._show,
            go=self._go,
            take=self.take,
            confirm=self._confirm,
            home=self.go_home,
            print=self._print,
        )
        self.usher = Usher(ways, finder, net, clock)
        self.clerk = Clerk(ways, handover, clock)

    @property
    def printer(self) -> PrinterNews | None:
        """How the printer is, or None for a kiosk without one."""
        return self._handover.printer

    @property
    def left_alone(self) -> bool:
        """Whether the kiosk could end now and nobody would miss it."""
        return idle.nobody(self.view, self._clock.seconds()) and not self._handover.busy

    def stir(self) -> bool:
        """Someone touched the glass; True where the touch only answered the warning."""
        warned = idle.seconds_left(self.view, self._clock.seconds()) is not None
        self._show(replace(self.view, stirred_at=self._clock.seconds()))
        return warned

    def tick(self) -> None:
        """Time went by: take in what became known, and leave what nobody touches."""
        self._handover.tick()
        self._learn()
        if idle.due(self.view, self._clock.seconds()):
            self.go_home()

    def go_home(self) -> None:
        """Back to the first screen, with nothing left of the last citizen."""
        if self.view.asked_at is None:
            self._show(self._fresh())

    def begin_again(self) -> None:
        """The same citizen back on the first screen: what they can read and reach stays."""
        if self.view.asked_at is None:
            self._show(self._needs(self._fresh()))

    def go_back(self) -> None:
        """One screen back; from the list of languages, to what it stands over."""
        if self.view.languages:
            self._show(speaking.spoken(self.view, self.view.lang))
            return
        if self.view.asked_at is not None or not self.view.trail:
            return
        *trail, last = self.view.trail
        back = replace(self.view, screen=last, trail=tuple(trail), trouble=None)
        self._show(choosing.returned(back))

    def switch_language(self) -> None:
        """The other language, on this very screen; of more than two, the list of them."""
        self._show(speaking.pressed(self.view, self.known.languages))

    def switch_large(self) -> None:
        """Larger letters, or the plain ones again; lists then begin at their first page."""
        self._show(replace(self.view, large=not self.view.large, page=0, papers_page=0))

    def switch_contrast(self) -> None:
        """White words on black, or the light theme again."""
        self._show(replace(self.view, contrast=not self.view.contrast))

    def switch_low(self) -> None:
        """Everything to touch within reach from a wheelchair, or where it was."""
        self._show(replace(self.view, low=not self.view.low, page=0, papers_page=0))

    def browse(self) -> None:
        """Look what papers to bring while the hall is closed."""
        self._go(replace(self.view, screen=Screen.HOME))

    def open_field(self, field: str) -> None:
        """Show the procedures of a field."""
        self._go(replace(self.view, screen=Screen.FIELD, field=field, event=None, page=0))

    def turn_page(self, pages: int) -> None:
        """The next page of a list, and after the last one the first."""
        self._show(replace(self.view, page=(self.view.page + 1) % max(1, pages)))

    def open_search(self) -> None:
        """Show the search box with its keys."""
        self._go(replace(self.view, screen=Screen.SEARCH, phrase="", keys=True))

    def type_key(self, letter: str) -> None:
        """One letter more."""
        self._show(
            replace(
                self.view, phrase=(self.view.phrase + letter)[:LONGEST_PHRASE].lstrip(), keys=True
            )
        )

    def erase(self) -> None:
        """One letter less."""
        self._show(replace(self.view, phrase=self.view.phrase[:-1]))

    def clear(self) -> None:
        """An empty box."""
        self._show(replace(self.view, phrase=""))

    def toggle_keys(self) -> None:
        """Hide the keys to see more results, or bring them back."""
        self._show(replace(self.view, keys=not self.view.keys))

    def choose(self, code: str) -> None:
        """Decide for a procedure."""
        procedure = self.known.shelf.procedure(code)
        if procedure is not None:
            self._confirm(choosing.chosen(self.view, procedure))

    def enter(self, door: Door) -> None:
        """Decide for a queue that needs no procedure."""
        self._confirm(DOORS[door])

    def tick_paper(self, place: int) -> None:
        """Mark a document as brought, or take the mark back."""
        self._show(replace(self.view, ticked=self.view.ticked ^ {place}))

    def turn_papers(self, pages: int) -> None:
        """The next page of the documents."""
        self._show(replace(self.view, papers_page=(self.view.papers_page + 1) % max(1, pages)))

    def take(self) -> None:
        """Take the number; pressing again while the answer is out does nothing."""
        view = self.view
        if view.asked_at is not None or view.issued is not None:
            return
        if not choosing.gives(view, self.known):
            return
        if choosing.asks_patience(view, self.known):
            self._go(choosing.asked(view, Asking.WAIT))
        elif view.errand is not None and view.key is not None:
            asked = replace(view, asked_at=self._clock.seconds())
            self._show(asked)
            self._net.run(lambda: self._ask(asked), lambda answer: self._answered(asked, answer))

    def print_again(self) -> None:
        """Try once more to get the paper out; one that the printer holds comes by itself."""
        paper = self.view.paper
        if self.view.issued is None or paper is None or paper.reason == NO_PRINTER:
            return
        if paper.outcome in {Paper.NOT_SENT, Paper.UNKNOWN}:
            self._print(self.view.issued)

    def have_paper(self) -> None:
        """The citizen says that the paper is in their hand."""
        # Nothing more goes on record: `printed` is the printer's own word, `on_phone` would not be
        # so, and there is no outcome for this. `unknown`, "only the citizen can tell", still holds.
        if self.view.paper is not None and self.view.paper.outcome is Paper.UNKNOWN:
            self.go_home()

    def keep_on_phone(self) -> None:
        """The citizen says that the number is safe with them."""
        issued, paper = self.view.issued, self.view.paper
        if issued is not None and paper is not None and paper.outcome is not None:
            self._handover.report(issued.id, Paper.ON_PHONE)
            self.go_home()

    def recover(self) -> None:
        """Something in the kiosk itself broke: keep a number in sight, else begin anew."""
        if self.view.asked_at is not None:
            self._fail(Trouble(mishap=Mishap.BROKEN))
        elif self.view.issued is not None:
            if self.view.paper is None:
                self._print(self.view.issued)
        elif self.view.screen is not Screen.TROUBLE or self.view.errand is None:
            self.go_home()

    def resume(self, mark: Mark) -> None:
        """Stand again where the kiosk stood when it ended, for whoever still stands there."""
        view = again(mark, self._fresh())
        self._show(view)
        if view.issued is None or view.paper is None or view.paper.outcome is None:
            return
        if view.paper != mark.paper:
            self._handover.report(view.issued.id, view.paper.outcome)
        if view.paper != mark.paper or view.paper.outcome is Paper.PRINTED:
            self._told(view.issued.id, view.paper)

    def _fresh(self) -> View:
        """The first screen as the next citizen finds it."""
        return doorstep.first(self.known, self._clock.seconds())

    def _needs(self, view: View) -> View:
        """A view for whoever stands here now."""
        now = self.view
        return replace(view, lang=now.lang, large=now.large, contrast=now.contrast, low=now.low)

    def _learn(self) -> None:
        """Take in what the source knows; a first screen that is no longer true gives way."""
        known = self._source.known
        if known is self.known:
            return
        before, self.known = self.known, known
        doorstep = (before.offer is None, before.unpaired) != (known.offer is None, known.unpaired)
        opening = before.open != known.open and self.view.screen in (Screen.HOME, Screen.CLOSED)
        if (doorstep or opening) and self.view.issued is None and self.view.asked_at is None:
            self._show(self._needs(self._fresh()))
        else:
            self.changed()

    def _confirm(self, errand: Errand) -> None:
        adding = self.view.adding and bool(errand.more)
        self._go(
            replace(
                self.view,
                screen=Screen.CONFIRM,
                errand=errand,
                key=str(uuid4()),
                ticked=self.view.ticked if adding else frozenset(),
                papers_page=0,
                priority=self.view.priority if adding else self.usher.presets(self.view.scan),
                asking=None,
                adding=False,
                patient=False,
                turned_away=None,
                handout=None,
                issued=None,
                paper=None,
                unknowns=0,
                done_at=None,
            )
        )

    def _ask(self, view: View) -> Answer:
        """The server's answer, on another thread."""
        errand = view.errand
        assert errand is not None  # noqa: S101
        try:
            return self._issuer.take_ticket(
                procedures=errand.wanted,
                queue=None if errand.wanted else errand.queue,
                purpose=errand.purpose.value if errand.purpose else None,
                priority=view.priority or None,
                lang=view.lang,
                key=view.key,
            )
        except (Refused, Away, BandFull, Unkept) as failure:
            return failure

    def _answered(self, asked: View, answer: Answer) -> None:
        """Take in the answer, which something that broke meanwhile may have made late."""
        if self.view.key != asked.key:
            if self.view.errand is not None or not isinstance(answer, Issued):
                log.warning("an answer came when its citizen had gone: %s", answer)
                return
            self.view = asked
        if not isinstance(answer, Issued):
            if isinstance(answer, Refused) and answer.code in STALE:
                self._source.hurry()
            self._refused(answer)
            return
        self._show(
            replace(
                self.view,
                screen=Screen.TICKET,
                trail=(),
                issued=answer,
                asked_at=None,
                trouble=None,
                stirred_at=self._clock.seconds(),
            )
        )
        self._print(answer)

    def _refused(self, answer: doorstep.NoNumber) -> None:
        """No number came; a queue that gives none is no trouble of the kiosk's."""
        if isinstance(answer, Refused) and answer.code in choosing.TURNED_AWAY:
            self._show(choosing.turned_away(self.view, answer))
        else:
            self._fail(doorstep.trouble(answer))

    def _fail(self, trouble: Trouble) -> None:
        view = self.view
        trail = view.trail if view.screen is Screen.TROUBLE else (*view.trail, view.screen)
        self._show(
            replace(self.view, screen=Screen.TROUBLE, trail=trail, trouble=trouble, asked_at=None)
        )

    def _print(self, issued: Issued) -> None:
        assert self.view.errand is not None  # noqa: S101
        self._show(replace(self.view, paper=PaperNews(), done_at=None))
        # A paper may be out that nobody knows of: the next one must not pass for another ticket.
        self._handover.print(
            issued,
            self.view.errand,
            self.view.lang,
            priority=bool(self.view.priority),
            reprint=self.view.unknowns > 0,
        )

    def _told(self, ticket: str, news: PaperNews) -> None:
        """What became of a paper; the citizen may have gone by now."""
        if self.view.issued is None or self.view.issued.id != ticket:
            return
        now = self._clock.seconds()
        done_at = now + idle.TICKET_SECONDS if news.outcome is Paper.PRINTED else None
        unknowns = self.view.unknowns + (news.outcome is Paper.UNKNOWN)
        self._show(
            replace(self.view, paper=news, unknowns=unknowns, done_at=done_at, stirred_at=now)
        )

    def _go(self, view: View) -> None:
        """On to another screen, with the way back remembered."""
        if self.view.asked_at is None:
            self._show(replace(view, trail=(*self.view.trail, self.view.screen)))

    def _show(self, view: View) -> None:
        self.view = speaking.unlisted(view, self.view)
        self.changed()
