"""Server-sent events: the lines of the live stream put together into blocks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One message of the stream; `id` and `event` are empty where the server left them out."""

    id: str = ""
    event: str = ""
    data: str = ""


def blocks(lines: Iterable[str]) -> Iterator[Block]:
    """Every message of a stream of lines, as soon as its closing blank line is there.

    Comments, the heartbeat among them, are passed over.
    """
    parts: dict[str, list[str]] = {}
    for line in lines:
        if line:
            name, _, value = line.partition(":")
            parts.setdefault(name, []).append(value.removeprefix(" "))
            continue
        if parts.keys() & {"id", "event", "data"}:
            yield Block(
                id=parts.get("id", [""])[-1],
                event=parts.get("event", [""])[-1],
                data="\n".join(parts.get("data", [])),
            )
        parts = {}
