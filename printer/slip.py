"""What stands on the paper that a citizen takes from the kiosk."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime


class BadSlip(ValueError):
    """A slip that cannot be read; `field` names what is wrong with it."""

    def __init__(self, field: str, wanted: str) -> None:
        super().__init__(f"{field}: {wanted}")
        self.field = field
        self.wanted = wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """How long it may take until the call, in minutes."""

    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """The content of one ticket, in the reader's language.

    `procedure_name` is the short name, None for a ticket of a queue alone. `last_wait` is how many
    minutes the last person called had waited, shown as that where `wait` is not known. `priority`
    is any class but the ordinary one: the paper says that there is one, never which. `fee` and
    `note` are whole sentences; a `note` of None is the usual one. A reprint says that it is one.
    """

    site: str
    centre: str
    number: str
    queue: str
    issued_at: datetime
    procedure: str | None = None
    procedure_name: str | None = None
    ahead: int = 0
    wait: Wait | None = None
    last_wait: int | None = None
    priority: str | None = None
    lang: str = "vi"
    checklist: tuple[str, ...] = ()
    fee: str | None = None
    note: str | None = None
    url: str | None = None
    reprint: bool = False


_STRINGS = ("site", "centre", "number", "queue")
_OPTIONAL = ("procedure", "procedure_name", "priority", "fee", "note", "url")


def read(source: object) -> Slip:
    """The slip that a JSON document describes; BadSlip names the field that is wrong."""
    if not isinstance(source, Mapping):
        raise BadSlip("ticket", "must be a JSON object")
    known = {field.name for field in fields(Slip)}
    for name in source:
        if name not in known:
            raise BadSlip(str(name), "is no field of a ticket")
    texts = {name: _text(source, name) for name in _STRINGS}
    slip = Slip(**texts, issued_at=_instant(source), checklist=_checklist(source))
    optional = {name: _text_or_none(source, name) for name in _OPTIONAL}
    slip = replace(slip, **optional)  # type: ignore[arg-type]
    return replace(
        slip,
        ahead=_count(source, "ahead") or 0,
        wait=_wait(source.get("wait")),
        last_wait=_count(source, "last_wait"),
        lang=_text_or_none(source, "lang") or "vi",
        reprint=source.get("reprint") is True,
    )


def _text(source: Mapping[str, object], name: str) -> str:
    value = source.get(name)
    if not isinstance(value, str) or not value:
        raise BadSlip(name, "must be a text")
    return value


def _text_or_none(source: Mapping[str, object], name: str) -> str | None:
    value = source.get(name)
    if value is not None and not isinstance(value, str):
        raise BadSlip(name, "must be a text or null")
    return value


def _count(source: Mapping[str, object], name: str) -> int | None:
    value = source.get(name)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise BadSlip(name, "must be a whole number from 0")
    return value


def _wait(value: object) -> Wait | None:
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise BadSlip("wait", "must be {low, high} in minutes or null")
    low, high = _count(value, "low"), _count(value, "high")
    if low is None or high is None or low > high:
        raise BadSlip("wait", "must be {low, high} in minutes or null")
    return Wait(low=low, high=high)


def _instant(source: Mapping[str, object]) -> datetime:
    try:
        instant = datetime.fromisoformat(_text(source, "issued_at"))
    except ValueError as error:
        raise BadSlip("issued_at", "must be a time such as 2026-11-23T08:42:00+07:00") from error
    if instant.tzinfo is None:
        raise BadSlip("issued_at", "must name its offset, such as +07:00")
    return instant


def _checklist(source: Mapping[str, object]) -> tuple[str, ...]:
    value = source.get("checklist", ())
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise BadSlip("checklist", "must be a list of texts")
    return tuple(value)
