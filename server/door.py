"""Whom a request comes from: the token that it carries, and whether that opens this door."""

from http import HTTPStatus
from typing import Protocol
from urllib.parse import urlsplit

from werkzeug.http import parse_cookie

from server.actor import Actor, Grant, allowed
from server.problems import Problem

SESSION = "luot_session"
DEVICE = "luot_device"
HOST = "__Host-"  # a browser takes such a cookie only over TLS and only for this very host
BEARER = "bearer "


class Headers(Protocol):
    """The headers of a request; `get` takes a name in small letters."""

    def get(self, key: str, /) -> str | None:
        """The value under this name, or None."""
        ...


class Door(Protocol):
    """Who knows whose token is whose."""

    def who(self, token: str) -> Actor | None:
        """The owner of a token, or None."""
        ...


def cookie_name(plain: str, *, secure: bool) -> str:
    """The name of a cookie, which under TLS binds it to this host."""
    return f"{HOST}{plain}" if secure else plain


def tokens(headers: Headers) -> tuple[str, ...]:
    """The tokens of a request: the bearer's alone, or those in the cookies, a person's first."""
    bearer = headers.get("authorization")
    if bearer is not None:
        return (bearer[len(BEARER) :].strip(),) if bearer.lower().startswith(BEARER) else ()
    line = headers.get("cookie")
    if not line:
        return ()
    jar = parse_cookie(line)
    names = (f"{HOST}{SESSION}", SESSION, f"{HOST}{DEVICE}", DEVICE)
    return tuple(jar[name] for name in names if jar.get(name))


def actor(door: Door, headers: Headers, *needs: Grant) -> Actor:
    """Who sends these headers, with one of the rights that are needed; any right where none is.

    A browser may be a display and an official's at once: whichever may enter is the one.
    Raises Problem: 401 for nobody known, 403 for someone who may not.
    """
    known = [found for token in tokens(headers) if (found := door.who(token))]
    if not known:
        raise Problem(HTTPStatus.UNAUTHORIZED, "signed-out")
    for each in known:
        if not needs or allowed(each, *needs):
            return each
    raise Problem(HTTPStatus.FORBIDDEN, "not-allowed")


def check_same_origin(headers: Headers) -> None:
    """Problem 403 for a request that another site's page made the browser send.

    Programs send neither header; browsers send at least one with everything that changes something.
    """
    fetched, origin = headers.get("sec-fetch-site"), headers.get("origin")
    strange = fetched is not None and fetched not in {"same-origin", "none"}
    if origin is not None and fetched is None:
        strange = urlsplit(origin).netloc != headers.get("host")
    if strange:
        raise Problem(HTTPStatus.FORBIDDEN, "cross-site")
