"""Reading what was sent: keys and bodies, refused by the name and place of the fault."""

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import TypeVar
from uuid import UUID, uuid5

import msgspec

from server.api_bodies import Body
from server.problems import Problem

JSON = "application/json"
LONGEST_BODY = 64 * 1024
KEYS = UUID("5c1f2b2e-52a5-4f4e-9a55-6d1b0f0c7a11")  # names other keys among ticket ids

_KEY = re.compile(r"[\x21-\x7e]{1,128}")
_UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_UNKNOWN = re.compile(r"Object contains unknown field `(?P<name>.*?)`")
_MISSING = re.compile(r"Object missing required field `(?P<name>.*?)`")
_PATH = re.compile(r" - at `(?P<path>\$.*)`$")

B = TypeVar("B", bound=Body)


def key(sent: str | None) -> str:
    """An order's Idempotency-Key, when it is one."""
    if sent is None:
        raise Problem(HTTPStatus.BAD_REQUEST, "key-missing")
    if not _KEY.fullmatch(sent):
        raise Problem(HTTPStatus.BAD_REQUEST, "key-malformed")
    return sent


def ticket_id(of: str) -> UUID:
    """The id of the ticket that is taken under a key: the key itself when it is a UUID."""
    return UUID(of) if _UUID.fullmatch(of) else uuid5(KEYS, of)


def decoder(kind: type[B]) -> Callable[[bytes, str], B]:
    """Reads bodies of one kind, with their content type; an empty one is an empty object."""
    decode = msgspec.json.Decoder(kind).decode

    def read(raw: bytes, content_type: str) -> B:
        if raw and content_type.partition(";")[0].strip().lower() != JSON:
            raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "not-json")
        try:
            return decode(raw or b"{}")
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise malformed(str(error)) from error

    return read


def malformed(why: str) -> Problem:
    """A body that cannot be read, with the place of the fault."""
    at = _PATH.search(why)
    path = at["path"] if at else "$"
    named = _UNKNOWN.search(why) or _MISSING.search(why)
    if named:
        path = f"{path}.{named['name']}"
    return Problem(HTTPStatus.BAD_REQUEST, "malformed", why, path=path)


def too_large() -> Problem:
    """A body of which no more is read."""
    limit = LONGEST_BODY // 1024
    return Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "body-too-large", limit=limit)
