"""What every page of the house needs: files, words, marks and safe headers."""

import json
from zoneinfo import ZoneInfo

from flask import Blueprint, Flask, Response, abort, current_app, request
from markupsafe import Markup

from luot.web import marks, times
from luot.web.assets import Assets
from luot.web.language import CHOSEN, COOKIE, choices, language, others, speech, t
from luot.words import LANGUAGES

SOURCES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "media-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{what} {who}" for what, who in SOURCES.items()),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
YEAR = 31_536_000

web = Blueprint("web", __name__, template_folder="templates")


def assets() -> Assets:
    """The static files of the running app."""
    found = current_app.extensions["luot.web"]
    assert isinstance(found, Assets)  # noqa: S101 - register put it there
    return found


@web.get("/static/<path:path>")
def static_file(path: str) -> Response:
    """A style sheet, script, font or picture."""
    return assets().serve(path) or abort(404)


def words_block(*parts: str) -> Markup:
    """The sentences of these tables for the page's scripts (`words.js` reads them)."""
    spoken = speech()
    sentences = {
        f"{part}.{key}": sentence for part in parts for key, sentence in spoken.part(part).items()
    }
    # "<" inside a data block could end it
    text = json.dumps(sentences, ensure_ascii=False).replace("<", "\\u003c")
    return Markup(f'<script type="application/json" id="words">{text}</script>')  # noqa: S704


def icons_block(*names: str) -> Markup:
    """Icons for scripts that add them later: `icon(name)` in `words.js` copies from here."""
    inner = "".join(f'<span data-icon="{name}">{marks.icon(name)}</span>' for name in names)
    return Markup(f'<template id="icons">{inner}</template>')  # noqa: S704


def _guard(response: Response) -> Response:
    """Add the headers that keep a page to itself, and remember a chosen language."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if response.mimetype != "text/html":
        return response
    response.headers.setdefault("Cache-Control", "no-cache")
    if request.args.get("lang") in choices():
        response.set_cookie(
            COOKIE, request.args["lang"], max_age=YEAR, httponly=True, samesite="Lax"
        )
    return response


def mount(app: Flask, name: str, package: str) -> None:
    """Serve `package`/static/* under /static/`name`/*; templates ask `asset("name/file.css")`."""
    assets_of = app.extensions["luot.web"]
    assets_of.mount(name, package)


def register(
    app: Flask, zone: str = "Asia/Ho_Chi_Minh", languages: tuple[str, ...] = LANGUAGES
) -> None:
    """Give an app the shared pages: /static, base.html, words, marks and headers.

    Templates get asset, t, lang, others, english, zone, icon, seal, words_block, icons_block and
    the filters clock, date and day, which show an aware datetime in `zone`. `languages` are those
    that the centre offers. The app must have no static folder of its own; ValueError otherwise.
    """
    if app.static_folder is not None:
        raise ValueError("make the app with static_folder=None: /static belongs to all parts")
    where = ZoneInfo(zone)
    app.extensions["luot.web"] = Assets()
    app.extensions[CHOSEN] = languages
    app.register_blueprint(web)
    app.after_request(_guard)
    app.jinja_env.globals.update(
        asset=lambda path: assets().url(path),
        t=t,
        lang=language,
        others=others,
        english=lambda: speech().english,
        zone=zone,
        icon=marks.icon,
        seal=marks.seal,
        words_block=words_block,
        icons_block=icons_block,
    )
    app.jinja_env.filters.update(
        clock=lambda instant: times.clock(instant.astimezone(where)),
        date=lambda instant: times.date(instant.astimezone(where)),
        day=lambda instant: times.day(instant.astimezone(where), speech()),
    )
