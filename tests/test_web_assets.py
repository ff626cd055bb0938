"""What every page shares: files that may be kept for ever, headers, words and marks."""

import json
import re
from datetime import UTC, datetime

import pytest
from flask import Flask, render_template_string

from luot import words
from luot.web import marks, pages, times
from luot.web.assets import Assets, tokens_css
from luot.web.tokens import tokens

PAGE = """{% extends "base.html" %}
{% block body %}{{ t("state.waiting") }}{{ words_block("state") }}{% endblock %}"""


def app() -> Flask:
    app = Flask(__name__, static_folder=None)
    pages.register(app)
    app.add_url_rule("/", "page", lambda: render_template_string(PAGE))
    return app


@pytest.mark.parametrize(
    ("theme", "where"), [("light", ":root"), ("contrast", ".contrast"), ("hall", ".hall")]
)
def test_every_colour_of_every_theme_reaches_the_pages(theme: str, where: str) -> None:
    rule = next(line for line in tokens_css().splitlines() if line.startswith(f"{where}{{"))
    made = dict(re.findall(r"--([\w-]+):([^;]+);", rule))
    wanted = {name.replace("_", "-"): value for name, value in tokens()["theme"][theme].items()}
    assert {name: made[name] for name in wanted} == wanted


def test_a_file_under_its_version_is_kept_for_ever_and_any_other_is_asked_for_again() -> None:
    client = app().test_client()
    version = Assets().version
    kept = client.get(f"/static/{version}/tokens.css")
    assert kept.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    plain = client.get("/static/tokens.css")
    assert (plain.data, plain.headers["Cache-Control"]) == (kept.data, "no-cache")
    again = client.get("/static/tokens.css", headers={"If-None-Match": plain.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get("/static/000000000000/tokens.css").status_code == 404
    assert client.get("/static/../pages.py").status_code == 404


def test_the_version_names_the_content_of_all_parts() -> None:
    alone, together = Assets(), Assets()
    together.mount("display", "display")
    assert alone.version != together.version
    assert together.url("display/display.js") == f"/static/{together.version}/display/display.js"
    with pytest.raises(KeyError):
        alone.url("display/display.js")


def test_a_page_runs_no_script_but_its_own_files() -> None:
    answer = app().test_client().get("/")
    policy = dict(
        rule.split(" ", 1) for rule in answer.headers["Content-Security-Policy"].split("; ")
    )
    assert (policy["default-src"], policy["script-src"], policy["style-src"]) == (
        "'none'",
        "'self'",
        "'self'",
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    ("address", "accepted", "kept", "spoken"),
    [
        ("/", "", None, "vi"),
        ("/", "fr,de", None, "vi"),
        ("/", "en-US,en;q=0.9", None, "en"),
        ("/", "vi-VN,vi;q=0.9,en;q=0.8", None, "vi"),
        ("/?lang=en", "vi", None, "en"),
        ("/?lang=xx", "en", None, "en"),
        ("/", "vi", "en", "en"),
        ("/?lang=vi", "en", "en", "vi"),
    ],
)
def test_the_reader_is_spoken_to_in_the_language_asked_for(
    address: str, accepted: str, kept: str | None, spoken: str
) -> None:
    client = app().test_client()
    if kept:
        client.set_cookie("luot_lang", kept)
    text = client.get(address, headers={"Accept-Language": accepted}).text
    assert f'<html lang="{spoken}"' in text
    assert words.load(spoken)("state.waiting") in text


def test_a_language_asked_for_once_is_kept() -> None:
    client = app().test_client()
    client.get("/?lang=en")
    assert '<html lang="en"' in client.get("/", headers={"Accept-Language": "vi"}).text


def test_words_for_scripts_cannot_end_their_block() -> None:
    with app().test_request_context("/"):
        block = str(pages.words_block("state", "display"))
    inner = block.removeprefix('<script type="application/json" id="words">')
    inner = inner.removesuffix("</script>")
    assert "<" not in inner
    assert json.loads(inner)["state.waiting"] == "Đang chờ"


def test_an_icon_is_drawn_inline_and_says_nothing() -> None:
    drawn = marks.icon("clock")
    assert drawn.startswith('<svg class="ti" viewBox="0 0 24 24" aria-hidden="true"')
    assert drawn.count("<path") == 2
    with pytest.raises(FileNotFoundError):
        marks.icon("no-such-icon")


def test_times_are_shown_as_the_hall_says_them() -> None:
    morning = datetime(2026, 11, 23, 9, 3, tzinfo=UTC)
    assert times.clock(morning) == "09:03"
    assert times.day(morning, words.load("vi")) == "Thứ Hai, 23/11"
    assert times.date(morning) == "23/11/2026"


def test_an_app_with_a_static_folder_of_its_own_is_turned_down() -> None:
    with pytest.raises(ValueError, match="static_folder=None"):
        pages.register(Flask(__name__))
