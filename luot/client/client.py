"""The server's doors as a device uses them: tickets, counters, the board, the live stream."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING, Final, Self
from uuid import uuid4

import msgspec

from luot.client.answers import (
    Board,
    Called,
    Change,
    CounterRow,
    CounterView,
    DeviceRow,
    Found,
    Holding,
    Issued,
    KioskPlace,
    Offer,
    OfflineTicket,
    Paired,
    Reconciled,
    Seen,
    TicketRow,
)
from luot.client.failures import Away
from luot.client.patience import USUAL, Patience
from luot.client.replies import read, refusal
from luot.client.sse import Block, blocks

if TYPE_CHECKING:
    import httpx

    from luot.client.wire import Wire

# The server's heartbeat comes every 15 s; two lost ones and some grace mean a dead line.
SILENCE: Final = 35.0
RESET: Final = "reset"
NOTICE: Final = "notice"  # words to staff beside the hall's events


class _Results(msgspec.Struct, frozen=True):
    """What a search over the wire answers."""

    results: tuple[Found, ...] = ()


class _Devices(msgspec.Struct, frozen=True):
    """What devices there are, over the wire."""

    devices: tuple[DeviceRow, ...] = ()


class _Reconciled(msgspec.Struct, frozen=True):
    """What became of offline tickets, over the wire."""

    results: tuple[Reconciled, ...]


class _Heard(msgspec.Struct, frozen=True):
    """What is answered to a report: whether staff see it."""

    told: bool


def _given(**fields: object) -> dict[str, object]:
    """The fields that are not None: what is left out stays as it is."""
    return {name: value for name, value in fields.items() if value is not None}


def _change(block: Block) -> Change:
    """One block of the stream as the change that it tells; Away for one that tells nothing."""
    if block.event == RESET:
        return Change(seq=0, kind=RESET)
    try:
        change = msgspec.json.decode(block.data, type=Change)
    except msgspec.DecodeError as error:
        raise Away(f"event {block.id} cannot be understood: {error}") from error
    return replace(change, kind=block.event or change.kind)


class Client:
    """One device's line to the server.

    Every order carries an Idempotency-Key: `key` where the caller must be able to repeat the
    order later, else a fresh one. An answer that gets lost is asked for once more under the same
    key. All methods raise Refused for the server's no and Away where no answer came.
    """

    def __init__(self, url: str, token: str | None = None, *, ca: str | None = None) -> None:
        self.url = url.rstrip("/")
        self._token = token
        self._ca = ca

    @cached_property
    def wire(self) -> "Wire":
        """The line itself; what speaks HTTP is loaded by the first question, not before."""
        from luot.client.wire import Wire  # noqa: PLC0415

        return Wire(self.url, self._token, ca=self._ca)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Hang up."""
        if "wire" in vars(self):
            self.wire.close()

    def pair(self, code: str, name: str | None = None) -> Paired:
        """The token that a one-time code stands for; a lost answer is not asked for again."""
        return read(self.wire.post("pair", _given(code=code, name=name), key=None), Paired)

    def catalogue(self, etag: str | None = None) -> Offer | None:
        """What the centre offers, or None where it is still the one with this `etag`."""
        headers = {"If-None-Match": etag} if etag else {}
        answer = self.wire.get("catalogue", headers=headers)
        if answer.status_code == HTTPStatus.NOT_MODIFIED:
            return None
        return replace(read(answer, Offer), etag=answer.headers.get("etag"))

    def board(self) -> Board:
        """The hall at this moment."""
        return read(self.wire.get("board"), Board)

    def counter(self, counter: int) -> CounterView:
        """A counter and everyone whom it may call."""
        return read(self.wire.get(f"counters/{counter}"), CounterView)

    def ticket(self, ticket: str) -> TicketRow:
        """One ticket as it stands, with who is ahead."""
        return read(self.wire.get(f"tickets/{ticket}"), TicketRow)

    def procedures(self, phrase: str, limit: int = 10) -> tuple[Found, ...]:
        """The procedures that a phrase may mean, likeliest first."""
        answer = self.wire.get("procedures", params={"q": phrase, "limit": limit})
        return read(answer, _Results).results

    def devices(self) -> tuple[DeviceRow, ...]:
        """Every paired device, and how the kiosks' printers are."""
        return read(self.wire.get("devices"), _Devices).devices

    def changes(self, since: int, epoch: str | int | None = None) -> Iterator[Change]:
        """Every event after `since`, as it happens; kind `reset`: fetch the board anew.

        Ends, or raises Away, when the line is lost.
        """
        params = {"since": since} if epoch is None else {"since": since, "epoch": epoch}
        with self.wire.stream("events", silence=SILENCE, **params) as lines:
            for block in blocks(lines):
                if block.event != NOTICE:
                    yield _change(block)

    def take_ticket(  # noqa: PLR0913
        self,
        *,
        procedures: Sequence[str] = (),
        queue: str | None = None,
        purpose: str | None = None,
        priority: str | None = None,
        lang: str | None = None,
        key: str | None = None,
        patience: Patience = USUAL,
    ) -> Issued:
        """A place for one or several procedures, or for a queue."""
        body = _given(queue=queue, purpose=purpose, priority=priority, lang=lang)
        if len(procedures) == 1:
            body["procedure"] = procedures[0]
        elif procedures:
            body["procedures"] = list(procedures)
        return read(self._post("tickets", body, key=key, lang=lang, patience=patience), Issued)

    def reconcile(
        self, tickets: Sequence[OfflineTicket], seen: Seen | None = None
    ) -> tuple[Reconciled, ...]:
        """Hand in tickets in the order in which they were given out.

        `seen`: what was seen of the journal before, where it is shorter now.
        """
        body: dict[str, object] = {"tickets": [msgspec.to_builtins(each) for each in tickets]}
        if seen is not None:
            body["seen"] = msgspec.to_builtins(seen)
        return read(self._post("tickets/reconcile", body), _Reconciled).results

    def place(self) -> KioskPlace:
        """What lets this kiosk give numbers out by itself."""
        return read(self.wire.get("kiosk"), KioskPlace)

    def holding(self, code: str, lang: str = "vi") -> Holding:
        """The ticket with this code, which is held up to this kiosk."""
        params = {"token": code, "lang": lang}
        return read(self.wire.get("kiosk/ticket", params=params), Holding)

    def come_back_with(self, code: str, *, key: str | None = None) -> TicketRow:
        """Whoever missed the call holds the ticket with this code up to this kiosk."""
        return read(self._post("tickets/return", {"token": code}, key=key), TicketRow)

    def report_paper(self, ticket: str, outcome: str, *, key: str | None = None) -> TicketRow:
        """Put on record what became of the paper."""
        return self.act(ticket, "printed", key=key, outcome=outcome)

    def report_printer(
        self,
        *,
        trouble: str | None,
        paper_low: bool,
        roll_metres: float | None,
        target: str,
        key: str | None = None,
    ) -> bool:
        """Tell how this kiosk's printer is; whether a page of the staff is open that shows it.

        `roll_metres` is the paper that is left, None where nobody counts it.
        """
        body: dict[str, object] = {"trouble": trouble, "paper_low": paper_low}
        body |= {"roll_metres": roll_metres, "target": target}
        return read(self._post("devices/printer", body, key=key), _Heard).told

    def report_phrase(self, phrase: str, *, key: str | None = None) -> None:
        """Tell what someone sought at this kiosk without choosing anything."""
        answer = self._post("phrases", {"phrase": phrase}, key=key)
        if not answer.is_success:
            raise refusal(answer)

    def act(self, ticket: str, act: str, *, key: str | None = None, **body: object) -> TicketRow:
        """Any order about one ticket: `act(id, "hold", reason="form")`; None is left out."""
        return read(self._post(f"tickets/{ticket}/{act}", _given(**body), key=key), TicketRow)

    def call(self, ticket: str, counter: int, reason: str) -> TicketRow:
        """Call one ticket out of its turn."""
        return self.act(ticket, "call", counter=counter, reason=reason)

    def recall(self, ticket: str) -> TicketRow:
        """Call the same number again."""
        return self.act(ticket, "recall")

    def start(self, ticket: str, procedure: str | None = None) -> TicketRow:
        """The citizen is at the counter."""
        return self.act(ticket, "start", procedure=procedure)

    def finish(
        self,
        ticket: str,
        outcome: str,
        *,
        procedure: str | None = None,
        dossier: str | None = None,
        next_procedure: str | None = None,
    ) -> TicketRow:
        """End a service with its outcome."""
        return self.act(
            ticket,
            "finish",
            outcome=outcome,
            procedure=procedure,
            dossier=dossier,
            next_procedure=next_procedure,
        )

    def hold(self, ticket: str, reason: str | None = None) -> TicketRow:
        """Park a ticket."""
        return self.act(ticket, "hold", reason=reason)

    def resume(self, ticket: str, counter: int | None = None) -> TicketRow:
        """Go on with a parked ticket."""
        return self.act(ticket, "resume", counter=counter)

    def transfer(
        self, ticket: str, reason: str, *, queue: str | None = None, counter: int | None = None
    ) -> TicketRow:
        """Send a ticket to another queue or counter."""
        return self.act(ticket, "transfer", queue=queue, counter=counter, reason=reason)

    def missed(self, ticket: str) -> TicketRow:
        """The called citizen did not come."""
        return self.act(ticket, "missed")

    def come_back(self, ticket: str) -> TicketRow:
        """Whoever missed the call is here again."""
        return self.act(ticket, "return")

    def cancel(self, ticket: str, reason: str) -> TicketRow:
        """Give a place up."""
        return self.act(ticket, "cancel", reason=reason)

    def open_counter(self, counter: int, queues: Sequence[str] | None = None) -> CounterRow:
        """Begin, or go on, at a counter."""
        body = _given(queues=list(queues) if queues is not None else None)
        return self._counter(counter, "open", body)

    def pause_counter(self, counter: int, until: datetime | None = None) -> CounterRow:
        """Rest, until a time of today where one can be said."""
        return self._counter(counter, "pause", _given(until=msgspec.to_builtins(until)))

    def close_counter(self, counter: int) -> CounterRow:
        """Close a counter."""
        return self._counter(counter, "close", {})

    def call_next(
        self, counter: int, *, finish_current: bool = False, key: str | None = None
    ) -> Called | None:
        """Call whoever is next, or None where nobody waits."""
        body: dict[str, object] = {"finish_current": True} if finish_current else {}
        answer = self._post(f"counters/{counter}/next", body, key=key)
        return None if answer.status_code == HTTPStatus.NO_CONTENT else read(answer, Called)

    def undo(self, counter: int) -> None:
        """Take back the last act at a counter."""
        read(self._post(f"counters/{counter}/undo", {}), dict[str, object])

    def rate(
        self, token: str, score: int, *, reasons: Sequence[str] = (), text: str | None = None
    ) -> None:
        """A citizen's verdict on the visit, 1 to 5."""
        body = _given(token=token, score=score, reasons=list(reasons) or None, text=text)
        answer = self._post("ratings", body)
        if answer.status_code != HTTPStatus.NO_CONTENT:
            read(answer, dict[str, object])

    def _counter(self, counter: int, act: str, body: dict[str, object]) -> CounterRow:
        return read(self._post(f"counters/{counter}/{act}", body), CounterRow)

    def _post(
        self,
        path: str,
        body: dict[str, object],
        *,
        key: str | None = None,
        lang: str | None = None,
        patience: Patience = USUAL,
    ) -> "httpx.Response":
        return self.wire.post(path, body, key=key or str(uuid4()), lang=lang, patience=patience)
