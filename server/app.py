"""The server's Flask app: pages and API of one house."""

from http import HTTPStatus

import msgspec
from flask import Flask, Response, make_response, redirect, render_template, request
from werkzeug.exceptions import HTTPException

import counter.pages
import display.pages
from luot.web import pages as web
from luot.web.language import language
from server import leaflet, manager, paper, phone
from server.actor import Actor, Role
from server.api import PREFIX, handle, of_http, refuse
from server.api_counters import counters
from server.api_devices import devices
from server.api_hall import centre, hall
from server.api_kiosk import kiosk
from server.api_phrases import phrases
from server.api_reports import figures_of, reports
from server.api_tickets import tickets
from server.door import actor
from server.entrance import Entrance, to_sign_in
from server.health import health
from server.house import NAME, House, house
from server.manager_phrases import phrase_pages, phrase_table
from server.openapi import description
from server.problems import Problem
from server.reading import LONGEST_BODY
from server.signin import signin

API = (tickets, counters, devices, kiosk, phrases, hall, reports, description)


def create_app(of: House, *, demo: bool = False) -> Flask:
    """The app of one house; a sample centre also shows its papers and signs in by one click."""
    app = Flask("server", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LONGEST_BODY
    app.extensions[NAME] = of
    handle(app)
    app.register_error_handler(HTTPException, _http_error)
    for blueprint in API:
        app.register_blueprint(blueprint, url_prefix=PREFIX)
    app.register_blueprint(health)
    _add_pages(app, of)
    if demo:
        paper.register(app, of.data / paper.FOLDER, of.config.timezone)
    return app


def _add_pages(app: Flask, of: House) -> None:
    """Everything that people see in a browser."""
    web.register(app, str(of.config.timezone), of.config.languages)
    entrance = Entrance(of.accounts, of.config)
    app.register_blueprint(signin(entrance, kiosk_key=of.codes.key_of))
    display.pages.register(app)
    phone.register(app, lambda: msgspec.to_builtins(centre(of)))
    leaflet.register(
        app,
        leaflet.Source(
            centre=lambda: msgspec.to_builtins(centre(of)),
            catalogue=lambda: of.catalogue,
            hours=lambda: of.desk.present.hall.rules.hours,
            portal=of.config.portal,
        ),
    )
    office = manager.Office(
        require=_require,
        day_report=lambda day: figures_of(of, day, of.local_now()),
        now=of.local_now,
        centre=lambda: msgspec.to_builtins(centre(of)),
        devices=of.devices.rows,
        phrases=lambda say, news: phrase_table(of, say, news),
        marks=entrance.lend,
    )
    manager.register(app, office)
    app.register_blueprint(phrase_pages(of, _require, entrance.forms))
    counter.pages.register(app, require=_require, counters=_counters, marks=entrance.lend)
    app.add_url_rule("/", "start", lambda: redirect("/counter", HTTPStatus.SEE_OTHER))


def _require(role: str) -> Actor | Response:
    """Whoever is signed in with this role, or the way to the sign-in page."""
    try:
        return actor(house().accounts, request.headers, Role(role))
    except Problem:
        return to_sign_in(request.path)


def _counters() -> tuple[int, ...]:
    """The counters that the centre has now."""
    return tuple(sorted(house().desk.present.hall.counters))


def _http_error(error: HTTPException) -> Response:
    """A problem for programs; for people who opened a page, a page with the same sentence."""
    problem = of_http(error)
    wants_page = request.accept_mimetypes.best_match(["application/json", "text/html"])
    if request.path.startswith(PREFIX) or wants_page != "text/html":
        return refuse(problem)
    page = render_template("refused.html", sentence=problem.title(language()))
    return make_response(page, problem.status)
