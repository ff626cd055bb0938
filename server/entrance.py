"""How the forms at the hall's entrance are shown, sent and answered."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import quote

from flask import Response, g, make_response, redirect, render_template, request

from luot.config import Config
from luot.web.language import language, speech, t
from server.account_errors import AccountRefused
from server.accounts import Accounts
from server.actor import Actor, Role
from server.door import DEVICE, SESSION, actor, cookie_name
from server.forms import Cookie, Forms, Marks, Outcome
from server.problems import Problem

YEAR = 365 * 24 * 3600  # browsers keep no cookie for much longer
NOWHERE = "0"  # the address of a request that no network brought


def local_path(wish: str | None) -> str | None:
    """A page of this very server, or None: nobody is led elsewhere by a link to our sign-in."""
    if not wish or not wish.startswith("/") or wish.startswith("//") or "\\" in wish:
        return None
    # browsers leave out tabs and line breaks, so "/<tab>/elsewhere" would be "//elsewhere"
    return wish if all(" " < letter != "\x7f" for letter in wish) else None


def to_sign_in(path: str) -> Response:
    """The answer to whoever opens the page `path` without being signed in."""
    return make_response(redirect(f"/sign-in?next={quote(path, safe='/')}", HTTPStatus.SEE_OTHER))


class Entrance:
    """The forms of one server, and the cookies that they hand out."""

    def __init__(self, accounts: Accounts, config: Config) -> None:
        self.accounts = accounts
        self.config = config
        self.forms = Forms(secure=config.tls is not None)
        self.session = cookie_name(SESSION, secure=self.forms.secure)
        self.device = cookie_name(DEVICE, secure=self.forms.secure)

    @property
    def address(self) -> str:
        """Where the request comes from."""
        return request.remote_addr or NOWHERE

    @property
    def next(self) -> str | None:
        """The page that was wanted before this one, if it is one of ours."""
        return local_path(request.values.get("next"))

    def token(self) -> str:
        """The token in the session cookie, or nothing."""
        return request.cookies.get(self.session, "")

    def person(self) -> Actor | None:
        """Who is signed in."""
        try:
            return actor(self.accounts, request.headers, Role.OFFICIAL)
        except Problem:
            return None

    def home(self, role: Role) -> str:
        """Where someone of this role goes who did not say where."""
        if role is Role.OFFICIAL:
            return f"/counter/{self.config.rules.counters[0].number}"
        return "/manager"

    def signed_in(self, token: str, location: str, seconds: int) -> Outcome:
        """Go on, with a session."""
        cookie = Cookie(name=self.session, value=token, seconds=seconds)
        return Outcome(location=location, cookie=cookie)

    def page(self, form: str, outcome: Outcome | None = None, /, **values: object) -> Response:
        """One of the entrance's pages, with what came of its form."""
        marks = self.forms.marks(request)
        centre, english = self.config.centre, speech().english
        html = render_template(
            f"sign_in_{form}.html",
            marks=marks,
            next=self.next,
            person=self.person(),
            trouble=outcome.trouble if outcome else None,
            centre=centre.name_en if english else centre.name,
            kind=centre.kind_en if english else centre.kind,
            **values,
        )
        response = make_response(html, outcome.status if outcome else HTTPStatus.OK)
        if outcome and outcome.retry:
            response.headers["Retry-After"] = str(outcome.retry)
        response.headers["Cache-Control"] = "no-store"
        self.forms.put(response, Cookie(name=self.forms.cookie, value=marks.csrf))
        return response

    def submit(self, form: str, do: Callable[[], Outcome], /, **values: object) -> Response:
        """What a form causes, once; the same page again where it was refused."""
        try:
            genuine = self.forms.genuine(request)
        except Problem as problem:
            refused = Outcome(trouble=problem.title(language()), status=problem.status)
            return self.page(form, refused, **values)
        if not genuine:
            return self.page(form, Outcome(trouble=t("sign_in.stale")), **values)
        outcome = self.forms.once(request.form, lambda: _tried(do))
        return self.go(outcome) if outcome.location else self.page(form, outcome, **values)

    def lend(self) -> Marks:
        """The marks of a form on a page that is not one of the entrance's, such as to sign out."""
        marks = g.luot_marks = self.forms.marks(request)
        return marks

    def put_lent(self, response: Response) -> Response:
        """Let the browser keep the mark that was lent to its page."""
        marks = g.pop("luot_marks", None)
        if marks is not None:
            self.forms.put(response, Cookie(name=self.forms.cookie, value=marks.csrf))
        return response

    def go(self, outcome: Outcome) -> Response:
        """Lead to the next page."""
        response = make_response(redirect(outcome.location or "/", HTTPStatus.SEE_OTHER))
        if outcome.cookie:
            self.forms.put(response, outcome.cookie)
        response.headers["Cache-Control"] = "no-store"
        return response

    def renew(self, response: Response) -> Response:
        """Keep a paired browser paired: each page that it opens gives its cookie another year."""
        token = request.cookies.get(self.device)
        ours = {header.partition("=")[0] for header in response.headers.getlist("Set-Cookie")}
        plain = response.mimetype == "text/html" and self.device not in ours
        if token and plain and self.accounts.who(token):
            self.forms.put(response, Cookie(name=self.device, value=token, seconds=YEAR))
        return response


def _tried(do: Callable[[], Outcome]) -> Outcome:
    """What came of it, a refusal included."""
    try:
        return do()
    except AccountRefused as refused:
        return Outcome(
            trouble=t(f"account.{refused.code}", **refused.fields),
            status=refused.status,
            retry=getattr(refused, "seconds", None),
        )
