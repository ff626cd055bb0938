"""How commands and events of the hall are written down: the one schema of journal and wire.

A kind is the name of the class. Bodies are canonical JSON: sorted keys, no blanks, instants in UTC.
"""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Generic, TypeVar, get_args, get_type_hints

import msgspec

from luot.domain.commands import Command
from luot.domain.events import Event

M = TypeVar("M")

EVENTS: dict[str, type[Event]] = {each.__name__: each for each in get_args(Event)}
COMMANDS: dict[str, type[Command]] = {each.__name__: each for each in get_args(Command)}

_CANONICAL = msgspec.json.Encoder(order="sorted")


class UnknownKind(Exception):
    """A message names a kind that this version of the house does not know."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"no event or command is called {kind!r}")
        self.kind = kind


class UnreadableMessage(Exception):
    """The body of a message does not fit its kind."""

    def __init__(self, kind: str, why: str) -> None:
        super().__init__(f"unreadable {kind}: {why}")
        self.kind = kind


class _Form(Generic[M]):
    """How one class is written: its fields, and which of them are instants."""

    def __init__(self, cls: type[M]) -> None:
        hints = get_type_hints(cls)
        self.fields = tuple(sorted(hints))
        self.instants = tuple(n for n, hint in hints.items() if datetime in (hint, *get_args(hint)))
        self.decoder = msgspec.json.Decoder(cls)

    def write(self, message: M, leave_out: str = "") -> bytes:
        """The canonical body of a message, without the field `leave_out`."""
        body = {name: getattr(message, name) for name in self.fields if name != leave_out}
        for name in self.instants:
            instant = body.get(name)
            if instant is not None and instant.tzinfo is not UTC:
                body[name] = instant.astimezone(UTC)
        return _CANONICAL.encode(body)


_EVENT_FORMS: dict[str, _Form[Any]] = {kind: _Form(cls) for kind, cls in EVENTS.items()}
_COMMAND_FORMS: dict[str, _Form[Any]] = {kind: _Form(cls) for kind, cls in COMMANDS.items()}


def instant(at: datetime) -> str:
    """An instant as text that sorts in time: UTC with microseconds and a Z."""
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def canonical(value: object) -> bytes:
    """Any plain value as canonical JSON."""
    return _CANONICAL.encode(value)


def encode(event: Event) -> tuple[str, bytes]:
    """The kind of an event and its body, which leaves out `at`: the journal has a column for it."""
    kind = type(event).__name__
    return kind, _EVENT_FORMS[kind].write(event, leave_out="at")


def decode(kind: str, at: str, body: bytes | str) -> Event:
    """The event that was written down under `kind` at the instant `at`.

    Raises UnknownKind or UnreadableMessage.
    """
    if kind not in _EVENT_FORMS:
        raise UnknownKind(kind)
    raw = body if isinstance(body, bytes) else body.encode()
    comma = b"" if raw == b"{}" else b","
    event: Event = _read(
        _EVENT_FORMS[kind], kind, b'{"at":"%b"%b%b' % (at.encode(), comma, raw[1:])
    )
    return event


def encode_command(command: Command) -> tuple[str, bytes]:
    """The kind of a command and its body."""
    kind = type(command).__name__
    return kind, _COMMAND_FORMS[kind].write(command)


def decode_command(kind: str, body: bytes) -> Command:
    """The command that was written down under `kind`.

    Raises UnknownKind or UnreadableMessage.
    """
    if kind not in _COMMAND_FORMS:
        raise UnknownKind(kind)
    command: Command = _read(_COMMAND_FORMS[kind], kind, body)
    return command


def fingerprint(command: Command) -> bytes:
    """A hash of all that a command says: two orders with the same one ask for the same thing."""
    kind, body = encode_command(command)
    return sha256(b"%b %b" % (kind.encode(), body)).digest()


def _read(form: _Form[M], kind: str, raw: bytes) -> M:
    """The message in `raw`."""
    try:
        return form.decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UnreadableMessage(kind, str(error)) from error
