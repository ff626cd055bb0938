"""The doors of the hall: signing in and out, and pairing screens and devices."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import msgspec
from flask import Blueprint, Response, abort, request

from luot.web.language import t
from server.actor import Grant, Role, Scope, allowed, grant
from server.api import handle, json, reader
from server.api_bodies import Body
from server.door import check_same_origin
from server.entrance import YEAR, Entrance, to_sign_in
from server.forms import Cookie, Outcome
from server.pairing import Paired
from server.passwords import LEAST

BROWSERS = frozenset({Scope.DISPLAY, Scope.COUNTER})
LONGEST_NAME = 64
KioskKey = Callable[[int], bytes]


class PairBody(Body, frozen=True, kw_only=True):
    """What a device sends to be paired."""

    code: str
    name: str | None = None


read_pair = reader(PairBody)


def signin(entrance: Entrance, *, kiosk_key: KioskKey | None = None) -> Blueprint:
    """The pages /sign-in, /sign-out, /password and /pair, and POST /api/v1/pair.

    With the accounts of a sample centre also /demo/<role>. `kiosk_key` is the key that a kiosk
    signs its own tickets with; it gets it when it is paired.
    """
    doors = Doors(entrance, kiosk_key)
    blueprint = Blueprint("sign_in", __name__, template_folder="templates")
    both = ["GET", "POST"]
    blueprint.add_url_rule("/sign-in", view_func=doors.sign_in, methods=both)
    blueprint.add_url_rule("/sign-out", view_func=doors.sign_out, methods=both)
    blueprint.add_url_rule("/password", view_func=doors.password, methods=both)
    blueprint.add_url_rule("/pair", view_func=doors.pair, methods=both)
    blueprint.add_url_rule("/api/v1/pair", view_func=doors.pair_device, methods=["POST"])
    if entrance.accounts.demo_tokens:
        blueprint.add_url_rule("/demo/<role>", view_func=doors.demo)
    handle(blueprint)
    blueprint.after_app_request(entrance.renew)
    blueprint.after_app_request(entrance.put_lent)
    return blueprint


def _field(name: str, most: int = 1024) -> str:
    """What was typed into a field."""
    return request.form.get(name, "")[:most]


class Doors:
    """What happens at each door."""

    def __init__(self, entrance: Entrance, kiosk_key: KioskKey | None) -> None:
        self.entrance = entrance
        self.accounts = entrance.accounts
        self.kiosk_key = kiosk_key

    def sign_in(self) -> Response:
        """The form for name and password; then the page that was wanted."""
        name = _field("name", LONGEST_NAME)
        if request.method == "GET":
            return self.entrance.page("in", name="")
        return self.entrance.submit("in", self._sign_in, name=name)

    def _sign_in(self) -> Outcome:
        """A session for whoever proves to be the person."""
        entrance, name = self.entrance, _field("name", LONGEST_NAME)
        begun = self.accounts.sessions.open(name, _field("password"), entrance.address)
        person = self.accounts.who(begun.token)
        role = person.grant if person and isinstance(person.grant, Role) else Role.OFFICIAL
        return entrance.signed_in(begun.token, entrance.next or entrance.home(role), begun.seconds)

    def sign_out(self) -> Response:
        """A question, because a counter may be open; then the sign-in page."""
        if request.method == "GET":
            return self.entrance.page("out")
        return self.entrance.submit("out", self._sign_out)

    def _sign_out(self) -> Outcome:
        """The end of the session in this browser."""
        self.accounts.sessions.close(self.entrance.token())
        cookie = Cookie(name=self.entrance.session, value=None)
        return Outcome(location="/sign-in", cookie=cookie)

    def password(self) -> Response:
        """The form for a new password."""
        person = self.entrance.person()
        if person is None or not isinstance(person.grant, Role):
            return to_sign_in("/password")
        shown = {"least": LEAST, "home": self.entrance.home(person.grant)}
        if request.method == "GET":
            return self.entrance.page("change", done="done" in request.args, **shown)
        return self.entrance.submit("change", self._password, done=False, **shown)

    def _password(self) -> Outcome:
        """A new password and a new session for who is signed in."""
        person = self.entrance.person()
        if person is None:
            return Outcome(location="/sign-in?next=/password")
        if _field("new") != _field("again"):
            return Outcome(trouble=t("sign_in.change.differ"))
        begun = self.accounts.sessions.change_password(
            person.name, _field("old"), _field("new"), self.entrance.address
        )
        return self.entrance.signed_in(begun.token, "/password?done=1", begun.seconds)

    def pair(self) -> Response:
        """The form on which a browser becomes a screen of the hall."""
        typed = request.values.get("code", "")[:LONGEST_NAME]
        done = "done" in request.args
        if request.method == "GET":
            return self.entrance.page("pair", code=typed, name="", done=done)
        name = _field("name", LONGEST_NAME)
        return self.entrance.submit("pair", self._pair, code=typed, name=name, done=False)

    def _pair(self) -> Outcome:
        """A key for this browser."""
        name = _field("name", LONGEST_NAME).strip() or None
        paired = self.accounts.pairing.pair(
            _field("code", LONGEST_NAME), name, self.entrance.address, BROWSERS
        )
        cookie = Cookie(name=self.entrance.device, value=paired.token, seconds=YEAR)
        where = "/display" if paired.scope is Scope.DISPLAY else "/pair?done=1"
        return Outcome(location=where, cookie=cookie)

    def pair_device(self) -> Response:
        """A key for a device that sends its one-time code."""
        check_same_origin(request.headers)
        sent = read_pair()
        paired = self.accounts.pairing.pair(sent.code, sent.name, self.entrance.address)
        return json(msgspec.json.encode(self._key_of(paired)))

    def _key_of(self, paired: Paired) -> dict[str, Any]:
        """What a device has to know of itself."""
        own: dict[str, Any] = {"token": paired.token, "name": paired.name, "scope": paired.scope}
        own |= {"site": self.accounts.site, "kiosk": paired.kiosk}
        if self.kiosk_key and paired.kiosk is not None:
            own["key"] = self.kiosk_key(paired.kiosk).hex()
        return own

    def demo(self, role: str) -> Response:
        """One click into a sample centre."""
        token = self.accounts.demo_tokens.get(role)
        if token is None or role == Scope.KIOSK:
            abort(HTTPStatus.NOT_FOUND)
        right, entrance = grant(role), self.entrance
        if isinstance(right, Scope):
            cookie = Cookie(name=entrance.device, value=token, seconds=YEAR)
            return entrance.go(Outcome(location=entrance.next or "/display", cookie=cookie))
        place = entrance.next or entrance.home(right)
        if self._may_already(right):
            return entrance.go(Outcome(location=place))
        return entrance.go(entrance.signed_in(token, place, YEAR))

    def _may_already(self, right: Grant) -> bool:
        """Whether the visitor's session has this right: a second click takes nothing away."""
        return allowed(self.entrance.person(), right)
