"""Forms that change something: sent from our own page, done once however often they are sent."""

import re
import secrets
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest

from flask import Request, Response
from werkzeug.datastructures import MultiDict

from server.door import check_same_origin, cookie_name

COOKIE = "luot_form"
KEPT = 60.0  # seconds in which a second click is the same as the first
KEY = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cookie:
    """A cookie to be set for `seconds`, or deleted where there is no value."""

    name: str
    value: str | None
    seconds: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a form: a place to go to, or a sentence about what was wrong."""

    location: str | None = None
    cookie: Cookie | None = None
    trouble: str | None = None
    status: int = 400
    retry: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What a form carries unseen: the mark of the browser, and a key of its own."""

    csrf: str
    key: str


class Forms:
    """Gives forms their marks, and does once what is sent twice."""

    def __init__(self, *, secure: bool, ticks: Callable[[], float] = time.monotonic) -> None:
        self.secure = secure
        self.cookie = cookie_name(COOKIE, secure=secure)
        self._ticks = ticks
        self._lock = threading.Lock()
        self._done: dict[bytes, tuple[float, Future[Outcome]]] = {}

    def marks(self, request: Request) -> Marks:
        """The marks of a new form."""
        own = request.cookies.get(self.cookie, "")
        csrf = own if KEY.fullmatch(own) else secrets.token_hex(16)
        return Marks(csrf=csrf, key=secrets.token_hex(16))

    def genuine(self, request: Request) -> bool:
        """Whether a form is one that we gave to this browser; Problem for one from elsewhere."""
        check_same_origin(request.headers)
        own, sent = request.cookies.get(self.cookie, ""), request.form.get("csrf", "")
        known = KEY.fullmatch(own) and KEY.fullmatch(sent) and compare_digest(own, sent)
        return bool(known and KEY.fullmatch(request.form.get("key", "")))

    def once(self, form: MultiDict[str, str], do: Callable[[], Outcome]) -> Outcome:
        """What came of a form, done at its first sending only.

        The same marks with other content are another form: someone went back and put it right.
        """
        name = sha256(repr(sorted(form.items(multi=True))).encode("utf-8", "replace")).digest()
        now = self._ticks()
        with self._lock:
            self._done = {key: each for key, each in self._done.items() if now - each[0] < KEPT}
            known = self._done.get(name)
            if known is None:
                mine: Future[Outcome] = Future()
                self._done[name] = (now, mine)
        return known[1].result(timeout=10) if known else self._do(name, mine, do)

    def _do(self, name: bytes, mine: "Future[Outcome]", do: Callable[[], Outcome]) -> Outcome:
        """Do it, and tell whoever sent it again meanwhile."""
        try:
            mine.set_result(do())
        except BaseException as trouble:
            mine.set_exception(trouble)
            with self._lock:
                self._done.pop(name, None)
            raise
        return mine.result()

    def put(self, response: Response, cookie: Cookie) -> None:
        """Set or delete a cookie that no script reads and no other site sends."""
        response.set_cookie(
            cookie.name,
            cookie.value or "",
            max_age=cookie.seconds if cookie.value else 0,
            httponly=True,
            samesite="Strict",
            secure=self.secure,
        )
