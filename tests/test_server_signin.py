"""The doors as a browser or a device meets them: cookies, forms, languages and refusals."""

import re
from collections.abc import Iterator
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from luot import words
from luot.config import Tls, demo
from luot.web.pages import mount, register
from server.accounts import Accounts
from server.actor import Actor, Role, Scope
from server.door import actor, tokens
from server.entrance import Entrance, local_path, to_sign_in
from server.problems import Problem
from server.signin import signin
from tests.entrances import PASSWORD, SetClock, entrance

ORIGIN = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
VI = words.load("vi")
EN = words.load("en")


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def accounts(tmp_path: Path, clock: SetClock) -> Iterator[Accounts]:
    opened = entrance(tmp_path, clock, demo_key=b"secret")
    opened.people.add("lan", Role.OFFICIAL, PASSWORD)
    opened.people.add("minh", Role.MANAGER, PASSWORD)
    yield opened
    opened.close()


def hall(accounts: Accounts, *, tls: bool = False) -> Flask:
    config = replace(demo(), tls=Tls(cert=Path("c"), key=Path("k"))) if tls else demo()
    app = Flask("hall", static_folder=None)
    register(app)
    mount(app, "server", "server")
    app.register_blueprint(
        signin(Entrance(accounts, config), kiosk_key=lambda kiosk: bytes([kiosk]))
    )

    @app.get("/display")
    def display() -> str:
        return "<p>the hall</p>"

    return app


@pytest.fixture
def browser(accounts: Accounts) -> FlaskClient:
    return hall(accounts).test_client()


def marks(browser: FlaskClient, page: str) -> dict[str, str]:
    html = browser.get(page).get_data(as_text=True)
    return dict(re.findall(r'name="(csrf|key|next)" value="([^"]*)"', html))


def send(browser: FlaskClient, page: str, **fields: str) -> TestResponse:
    """Open a page and send its form with these fields."""
    path = page.partition("?")[0]
    return browser.post(path, data=marks(browser, page) | fields, headers=ORIGIN)


def sign_in(browser: FlaskClient, name: str = "lan", page: str = "/sign-in") -> TestResponse:
    return send(browser, page, name=name, password=PASSWORD)


def cookie(response: TestResponse, name: str) -> str:
    found = [line for line in response.headers.getlist("Set-Cookie") if line.startswith(name)]
    return found[0] if found else ""


def problem(response: TestResponse) -> tuple[int, str]:
    assert response.mimetype == "application/problem+json"
    return response.status_code, response.get_json()["code"]


def asked(accounts: Accounts, browser: FlaskClient, *needs: Role | Scope) -> Actor:
    """Whom the server sees behind the browser's cookies."""
    kept = browser._cookies or {}  # noqa: SLF001
    jar = "; ".join(f"{each.key}={each.value}" for each in kept.values())
    return actor(accounts, {"cookie": jar}, *needs)


# Signing in and out


def test_the_right_password_gives_a_session_and_leads_to_the_page_that_was_wanted(
    accounts: Accounts, browser: FlaskClient
) -> None:
    answer = sign_in(browser, page="/sign-in?next=/counter/3?x=1")
    assert (answer.status_code, answer.location) == (HTTPStatus.SEE_OTHER, "/counter/3?x=1")
    line = cookie(answer, "luot_session=")
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(line.split("; "))
    assert "Secure" not in line
    assert asked(accounts, browser).name == "lan"
    assert answer.headers["Cache-Control"] == "no-store"


def test_with_tls_the_cookies_are_secure_and_bound_to_the_host(accounts: Accounts) -> None:
    browser = hall(accounts, tls=True).test_client()
    home = "https://localhost"
    html = browser.get("/sign-in", base_url=home).get_data(as_text=True)
    form = dict(re.findall(r'name="(csrf|key)" value="([^"]*)"', html))
    form |= {"name": "lan", "password": PASSWORD}
    answer = browser.post(
        "/sign-in", base_url=home, data=form, headers={"Sec-Fetch-Site": "same-origin"}
    )
    line = cookie(answer, "__Host-luot_session=")
    assert {"Secure", "HttpOnly", "SameSite=Strict", "Path=/"} <= set(line.split("; "))
    assert "Domain" not in line
    assert asked(accounts, browser).name == "lan"


@pytest.mark.parametrize(("name", "home"), [("lan", "/counter/1"), ("minh", "/manager")])
def test_who_did_not_say_where_goes_to_the_page_of_their_role(
    browser: FlaskClient, name: str, home: str
) -> None:
    assert sign_in(browser, name).location == home


def test_a_wrong_password_is_told_in_a_sentence_and_the_name_stays(browser: FlaskClient) -> None:
    answer = send(browser, "/sign-in", name="lan", password="sai mật khẩu")
    html = answer.get_data(as_text=True)
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert VI("account.password-wrong") in html
    assert 'value="lan"' in html
    assert "sai mật khẩu" not in html
    assert not cookie(answer, "luot_session=")


def test_a_guesser_is_told_how_long_to_wait(browser: FlaskClient, clock: SetClock) -> None:
    for _ in range(5):
        send(browser, "/sign-in", name="lan", password="sai mật khẩu")
    answer = sign_in(browser)
    assert answer.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert answer.headers["Retry-After"] == "1"
    assert VI("account.too-many-tries", seconds=1) in answer.get_data(as_text=True)
    clock.passes(seconds=1)
    assert sign_in(browser).status_code == HTTPStatus.SEE_OTHER


def test_signing_out_ends_the_session_and_takes_the_cookie_back(
    accounts: Accounts, browser: FlaskClient
) -> None:
    token = cookie(sign_in(browser), "luot_session=").partition(";")[0].partition("=")[2]
    assert VI("sign_in.out.text") in browser.get("/sign-out").get_data(as_text=True)
    assert accounts.who(token) is not None
    answer = send(browser, "/sign-out")
    assert "Max-Age=0" in cookie(answer, "luot_session=")
    assert accounts.who(token) is None


def test_a_new_password_works_and_the_old_one_does_not(browser: FlaskClient) -> None:
    assert browser.get("/password").location == "/sign-in?next=/password"
    sign_in(browser)
    new = "một câu khác hẳn"
    differ = send(browser, "/password", old=PASSWORD, new=new, again="khác")
    assert VI("sign_in.change.differ") in differ.get_data(as_text=True)
    weak = send(browser, "/password", old=PASSWORD, new="ngắn", again="ngắn")
    assert VI("account.password-weak", least=10, most=128) in weak.get_data(as_text=True)
    done = send(browser, "/password", old=PASSWORD, new=new, again=new)
    assert done.location == "/password?done=1"
    assert VI("sign_in.change.done") in browser.get(done.location).get_data(as_text=True)
    assert sign_in(browser).status_code == HTTPStatus.FORBIDDEN
    assert send(browser, "/sign-in", name="lan", password=new).location == "/counter/1"


# Forms


def test_a_form_that_was_sent_twice_is_done_once(accounts: Accounts, browser: FlaskClient) -> None:
    form = marks(browser, "/sign-in") | {"name": "lan", "password": PASSWORD}
    first = browser.post("/sign-in", data=form, headers=ORIGIN)
    again = browser.post("/sign-in", data=form, headers=ORIGIN)
    session = cookie(first, "luot_session=")
    assert session == cookie(again, "luot_session=")
    ((sessions,),) = accounts._book.rows("SELECT count(*) FROM session")  # noqa: SLF001
    assert sessions == 1


def test_whoever_goes_back_and_puts_the_password_right_gets_in(browser: FlaskClient) -> None:
    form = marks(browser, "/sign-in") | {"name": "lan", "password": "sai mật khẩu"}
    assert browser.post("/sign-in", data=form, headers=ORIGIN).status_code == HTTPStatus.FORBIDDEN
    form |= {"password": PASSWORD}
    assert browser.post("/sign-in", data=form, headers=ORIGIN).location == "/counter/1"


@pytest.mark.parametrize("without", [{"csrf": ""}, {"csrf": "0" * 32}, {"key": "x"}])
def test_a_form_without_our_marks_is_not_taken(
    browser: FlaskClient, without: dict[str, str]
) -> None:
    answer = send(browser, "/sign-in", name="lan", password=PASSWORD, **without)
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert VI("sign_in.stale") in answer.get_data(as_text=True)
    assert not cookie(answer, "luot_session=")


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "http://evil"}],
)
def test_a_form_from_another_site_is_not_taken(
    browser: FlaskClient, headers: dict[str, str]
) -> None:
    form = marks(browser, "/sign-in") | {"name": "lan", "password": PASSWORD}
    answer = browser.post("/sign-in", data=form, headers=headers)
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert VI("problem.cross-site") in answer.get_data(as_text=True)
    assert not cookie(answer, "luot_session=")


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.vn",
        "https://evil.vn",
        "/\\evil.vn",
        "\\\\evil.vn",
        "/\t/evil.vn",
        "/\n/evil.vn",
        "evil.vn",
        "javascript:alert(1)",
        " /x",
        "",
    ],
)
def test_nobody_is_led_elsewhere_after_signing_in(browser: FlaskClient, elsewhere: str) -> None:
    form = marks(browser, "/sign-in") | {"name": "lan", "password": PASSWORD, "next": elsewhere}
    assert browser.post("/sign-in", data=form, headers=ORIGIN).location == "/counter/1"
    assert browser.get("/demo/admin", query_string={"next": elsewhere}).location == "/manager"


@given(st.text(st.sampled_from("/\\:.@#?x\t\n \x00é"), max_size=8))
def test_a_page_of_ours_begins_with_one_slash_and_has_nothing_that_browsers_drop(wish: str) -> None:
    found = local_path(wish)
    ours = re.fullmatch(r"/(?![/\\])[^\\\x00-\x20\x7f]*", wish)
    assert (found == wish) if ours else (found is None)


def test_the_way_to_the_sign_in_page_carries_the_whole_address() -> None:
    with Flask("x").test_request_context():
        answer = to_sign_in("/manager?day=2026-11-23&x=a b")
    assert answer.location == "/sign-in?next=/manager%3Fday%3D2026-11-23%26x%3Da%20b"


# Whose token


def test_a_bearer_token_stands_alone_and_cookies_are_a_persons_first() -> None:
    jar = "luot_device=d; luot_session=s; x=y"
    assert tokens({"authorization": "Bearer t", "cookie": jar}) == ("t",)
    assert tokens({"authorization": "Basic t", "cookie": jar}) == ()
    assert tokens({"cookie": jar}) == ("s", "d")
    assert tokens({"cookie": "__Host-luot_session=s; luot_session="}) == ("s",)
    assert tokens({"cookie": "\x00=;;=;luot"}) == ()
    assert tokens({}) == ()


def test_a_browser_that_is_display_and_desk_enters_as_whichever_may(
    accounts: Accounts, browser: FlaskClient
) -> None:
    with pytest.raises(Problem) as nobody:
        asked(accounts, browser)
    browser.get("/demo/display")
    sign_in(browser)
    assert asked(accounts, browser, Scope.DISPLAY).grant is Scope.DISPLAY
    assert asked(accounts, browser, Role.OFFICIAL).name == "lan"
    with pytest.raises(Problem) as barred:
        asked(accounts, browser, Role.ADMIN)
    assert [(each.value.status, each.value.code) for each in (nobody, barred)] == [
        (HTTPStatus.UNAUTHORIZED, "signed-out"),
        (HTTPStatus.FORBIDDEN, "not-allowed"),
    ]


# Pairing


def test_a_browser_becomes_a_screen_of_the_hall_and_stays_one(
    accounts: Accounts, browser: FlaskClient
) -> None:
    code = accounts.pairing.code(Scope.DISPLAY).text
    assert f'value="{code}"' in browser.get(f"/pair?code={code}").get_data(as_text=True)
    answer = send(browser, "/pair", code=code.lower(), name="Sảnh chính")
    assert answer.location == "/display"
    display = Actor(name="Sảnh chính", grant=Scope.DISPLAY, site="S042")
    assert asked(accounts, browser, Scope.DISPLAY) == display
    assert "Max-Age=31536000" in cookie(browser.get("/display"), "luot_device=")
    accounts.keys.revoke("Sảnh chính")
    assert not cookie(browser.get("/display"), "luot_device=")


def test_a_browser_does_not_take_the_code_of_a_kiosk(
    accounts: Accounts, browser: FlaskClient
) -> None:
    code = accounts.pairing.code(Scope.KIOSK).text
    answer = send(browser, "/pair", code=code, name="")
    assert VI("account.code-elsewhere") in answer.get_data(as_text=True)
    wrong = send(browser, "/pair", code="0000-0000", name="")
    assert VI("account.code-wrong") in wrong.get_data(as_text=True)
    paired = browser.post("/api/v1/pair", json={"code": code}).get_json()
    assert paired["kiosk"] == 1


def test_a_device_gets_its_token_once(accounts: Accounts, browser: FlaskClient) -> None:
    order = {"code": accounts.pairing.code(Scope.KIOSK).text, "name": "Cửa chính"}
    answer = browser.post("/api/v1/pair", json=order)
    paired = answer.get_json()
    token = paired.pop("token")
    assert paired == {
        "name": "Cửa chính",
        "scope": "kiosk",
        "site": "S042",
        "kiosk": 1,
        "key": "01",
    }
    assert answer.headers["Cache-Control"] == "no-store"
    known = Actor(name="Cửa chính", grant=Scope.KIOSK, site="S042", kiosk=1)
    assert accounts.who(token) == known
    assert problem(browser.post("/api/v1/pair", json=order)) == (403, "code-wrong")


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"code": 1}', b'{"code": "x", "kind": 1}', b"\xff", b"[" * 9999]
)
def test_a_body_that_is_no_pairing_is_refused_with_the_place_of_the_fault(
    browser: FlaskClient, body: bytes
) -> None:
    answer = browser.post("/api/v1/pair", data=body, content_type="application/json")
    assert problem(answer) == (400, "malformed")


def test_guessing_codes_is_refused_in_the_readers_language(browser: FlaskClient) -> None:
    for _ in range(5):
        assert problem(browser.post("/api/v1/pair", json={"code": "00000000"}))[0] == 403
    answer = browser.post(
        "/api/v1/pair", json={"code": "00000000"}, headers={"Accept-Language": "en-GB,en;q=0.9"}
    )
    assert problem(answer) == (429, "too-many-tries")
    assert answer.get_json()["title"] == EN("account.too-many-tries", seconds=60)
    assert answer.headers["Retry-After"] == "60"


# The sample centre, and how the pages speak


def test_one_click_signs_in_to_the_sample_centre_and_a_lesser_role_takes_nothing_away(
    accounts: Accounts, browser: FlaskClient
) -> None:
    assert browser.get("/demo/manager").location == "/manager"
    assert browser.get("/demo/official?next=/counter/3").location == "/counter/3"
    assert asked(accounts, browser).grant is Role.MANAGER
    assert browser.get("/demo/display").location == "/display"
    assert [browser.get(f"/demo/{role}").status_code for role in ("kiosk", "owner")] == [404, 404]


def test_a_real_centre_has_no_one_click_sign_in(tmp_path: Path, clock: SetClock) -> None:
    real = entrance(tmp_path, clock)
    assert hall(real).test_client().get("/demo/admin").status_code == HTTPStatus.NOT_FOUND
    real.close()


@pytest.mark.parametrize(
    "page", ["/sign-in", "/sign-out", "/pair", "/password", "/password?done=1", "/pair?done=1"]
)
def test_every_page_speaks_both_languages_and_leads_to_the_other(
    browser: FlaskClient, page: str
) -> None:
    sign_in(browser)
    titles = {"sign-in": "", "sign-out": "out.", "pair": "pair.", "password": "change."}
    part = titles[page.partition("?")[0][1:]]
    for lang, says in (("vi", VI), ("en", EN)):
        html = browser.get(page, headers={"Accept-Language": lang}).get_data(as_text=True)
        assert f"<h1>{says(f'sign_in.{part}title')}</h1>" in html
        assert f'<html lang="{lang}"' in html
        assert says("sign_in.other_language") in html
        assert "<script>" not in html
        assert " style=" not in html
